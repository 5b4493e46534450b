-- Turns at a host: fetching leaves a host alone between two requests, whichever worker makes them.

CREATE TABLE teletipo.host_gate (
    host_name text PRIMARY KEY,
    free_at timestamptz NOT NULL
);
COMMENT ON TABLE teletipo.host_gate IS 'When each host may be asked again, over all workers.';
COMMENT ON COLUMN teletipo.host_gate.host_name IS 'Name or address of the host, lower case, without a port.';
COMMENT ON COLUMN teletipo.host_gate.free_at IS 'The next turn: nobody sends a request to the host before it.';
