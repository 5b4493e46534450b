"""Turns at a host hold over all workers, each with a connection of its own."""

import threading
import time

import pytest

from teletipo.errors import FetchDeferred, MigrationError
from teletipo.fetch.clock import Clock
from teletipo.store.database import connect
from teletipo.store.host_gate import StoredGate


class Sleepless(Clock):
    def __init__(self):
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)


def test_turns_are_an_interval_apart_whoever_asks(conn, database):
    other = connect(database)
    clock = Sleepless()
    one, two = StoredGate(conn, clock=clock), StoredGate(other, clock=clock)
    one.wait("wire.example", 10)
    two.wait("WIRE.example", 10)
    one.wait("wire.example", 10)
    other.close()
    assert clock.slept == pytest.approx([10, 20], abs=1)


def test_hosts_do_not_wait_for_each_other(conn):
    clock = Sleepless()
    gate = StoredGate(conn, clock=clock)
    gate.wait("a.example", 50)
    gate.wait("b.example", 50)
    assert clock.slept == []


def test_a_turn_too_far_away_is_handed_back_and_not_taken(conn):
    gate = StoredGate(conn, clock=Sleepless())
    gate.wait("wire.example", 100)
    for _ in range(2):
        with pytest.raises(FetchDeferred) as caught:
            gate.wait("wire.example", 100)
        assert caught.value.seconds == pytest.approx(100, abs=5)


def test_workers_at_once_get_turns_one_after_another(database):
    taken = []

    def work():
        own = connect(database)
        gate = StoredGate(own)
        for _ in range(3):
            gate.wait("wire.example", 0.03)
            taken.append(time.monotonic())
        own.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(taken) == 9
    assert max(taken) - min(taken) > 0.2


def test_a_database_without_the_table_says_what_to_do(new_database):
    empty = connect(new_database())
    with pytest.raises(MigrationError, match="teletipo db migrate"):
        StoredGate(empty).wait("wire.example", 1)
    empty.close()
