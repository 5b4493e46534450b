"""What is connected is one group, whatever the order in which the connections are told."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from teletipo.relate.groups import connected

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=15)


def test_groups_come_in_the_order_of_their_first_members() -> None:
    assert connected([3, 1, 2, 5, 4], [(2, 4), (1, 3)]) == [(3, 1), (2, 4), (5,)]


def test_a_pair_may_bring_a_member_of_its_own() -> None:
    assert connected([1], [(1, 7)]) == [(1, 7)]


def test_a_long_chain_is_one_group() -> None:
    pairs = [(number, number + 1) for number in range(20_000)]
    random.Random(1).shuffle(pairs)
    assert len(connected([], pairs)) == 1


@given(members=st.lists(st.integers(0, 12), unique=True), pairs=PAIRS, seed=st.randoms())
def test_every_member_is_in_one_group_and_every_pair_within_one(
    members: list[int], pairs: list[tuple[int, int]], seed: random.Random
) -> None:
    groups = connected(members, pairs)
    placed = [member for group in groups for member in group]
    assert sorted(placed) == sorted({*members, *(member for pair in pairs for member in pair)})
    group_of = {member: number for number, group in enumerate(groups) for member in group}
    assert all(group_of[a] == group_of[b] for a, b in pairs)
    shuffled = seed.sample(pairs, len(pairs))
    assert {frozenset(group) for group in connected(members, shuffled)} == {frozenset(group) for group in groups}
