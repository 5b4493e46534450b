"""Turns at a host."""

import threading

import pytest

from teletipo.errors import FetchDeferred
from teletipo.fetch.gate import LocalGate


def test_the_first_turn_is_now_and_the_next_ones_an_interval_apart(clock):
    gate = LocalGate(clock)
    for _ in range(3):
        gate.wait("wire.example", 2)
    assert clock.slept == pytest.approx([2, 2], abs=0.2)


def test_hosts_do_not_wait_for_each_other(clock):
    gate = LocalGate(clock)
    gate.wait("a.example", 50)
    gate.wait("b.example", 50)
    assert clock.slept == []


def test_a_turn_too_far_away_is_handed_back_and_not_taken(clock):
    gate = LocalGate(clock)
    gate.wait("wire.example", 100)
    for _ in range(2):
        with pytest.raises(FetchDeferred) as caught:
            gate.wait("wire.example", 100)
        assert caught.value.seconds == pytest.approx(100, abs=1)
    clock.sleep(100)
    gate.wait("wire.example", 100)


def test_threads_get_turns_of_their_own(clock):
    gate = LocalGate(clock)
    threads = [threading.Thread(target=gate.wait, args=("wire.example", 0.001)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pytest.raises(FetchDeferred):
        gate.wait("wire.example", 0, at_most=-1)
