"""Whether somebody with a listed name is whom the list means: the roles that a report tells may speak against it."""

from __future__ import annotations

from teletipo.extract.mentions import gazetteer as tables
from teletipo.extract.reference.cast import Player, roles_agree

OTHER_WALKS = frozenset({"local", "sport", "artist", "academic", "worker", "religion", "justice", "counsel", "child"})
"""Roles that nobody in the list of people has: "el futbolista Pedro Sánchez", "el alcalde de Soria"."""
PORTFOLIOS = frozenset({"defence_minister", "deputy_minister", "minister", "foreign_minister"})
"""Offices that tell a holder of another office from a namesake: "el ministro de Defensa, Pedro Sánchez"."""


def is_namesake(player: Player) -> bool:
    """Whether a person whose name is listed is told to be somebody else, and so must not have the listed one's id."""
    if player.sort != "person":
        return False
    offices = {office.office for office in tables.offices() if office.holder == player.key}
    told = [role for role in player.roles if role in OTHER_WALKS or (offices and role in PORTFOLIOS)]
    fits = any(roles_agree(role, office) or roles_agree(office, role) for role in player.roles for office in offices)
    return bool(told) and not fits
