-- A role for analysts: it reads everything in the schema and writes nothing.
-- GRANT teletipo_reader TO somebody; makes somebody an analyst.

DO $$
DECLARE
    creatable boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'teletipo_reader') THEN
        SELECT rolcreaterole OR rolsuper INTO creatable FROM pg_roles WHERE rolname = current_user;
        IF NOT creatable THEN
            RAISE WARNING 'no role teletipo_reader: % may not create roles', current_user
                USING HINT = 'have an administrator run include/teletipo/store/migrations/0006_reader.sql';
            RETURN;
        END IF;
        BEGIN
            CREATE ROLE teletipo_reader NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END IF;
    GRANT USAGE ON SCHEMA teletipo TO teletipo_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA teletipo TO teletipo_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA teletipo GRANT SELECT ON TABLES TO teletipo_reader;
END
$$;
