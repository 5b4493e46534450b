"""Groups of things that are connected, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable


def connected(members: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The connected components of members and pairs, in order of first appearance (union-find with path halving)."""
    parent: dict[int, int] = {}

    def root(member: int) -> int:
        parent.setdefault(member, member)
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for member in members:
        root(member)
    for a, b in pairs:
        parent[root(b)] = root(a)
    groups: dict[int, list[int]] = {}
    for member in parent:
        groups.setdefault(root(member), []).append(member)
    return [tuple(group) for group in groups.values()]
