"""The two that "ambos países", "las partes", "both sides" bracket."""

from __future__ import annotations

from teletipo.extract.reference.cast import Cast, Player
from teletipo.extract.reference.noun_phrases import RolePhrase


def pair_meant(cast: Cast, phrase: RolePhrase, teller: str | None) -> Player | None:
    """The two that "ambos países", "both sides" bracket: a pair at hand, else the two last of the kind.

    Who tells of them is none of the two.
    """
    for player in cast.recent("GRP"):
        if len(player.members) == 2 and _kind_fits(cast, player, phrase):
            return player
    vague = ("GPE", "PER") if phrase.start == "both" else ("GPE",)
    kinds = {"GPE": ("GPE",), "PER": ("PER",), "ORG": ("ORG",)}.get(phrase.word.type, vague)
    recent = [p for p in cast.recent(*kinds) if p.type != "GPE" or p.sort == "country"]
    two = recent[:2]
    if len(two) < 2 or teller in {player.id for player in two}:
        return None
    ordered = sorted(two, key=lambda p: p.id)
    name = " + ".join(cast.table.entity(p.id).name for p in ordered)
    return cast.pair((ordered[0].id, ordered[1].id), name)


def _kind_fits(cast: Cast, pair: Player, phrase: RolePhrase) -> bool:
    wanted, kinds = phrase.word.type, {cast[m].type for m in pair.members}
    if wanted == "GRP":
        return phrase.start == "both" or kinds != {"PER"}
    return kinds == {wanted}
