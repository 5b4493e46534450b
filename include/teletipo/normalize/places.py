"""Whether a name is that of a city or country, as far as the CLDR knows."""

from __future__ import annotations

from teletipo.normalize.zones import place_zones


def is_place(folded: str, language: str | None) -> bool:
    """Whether the CLDR has a city of a time zone, or a country, by this folded name in ``language`` or in English."""
    return folded in place_zones(language)
