"""No example of a property is timed: the first one compiles the patterns of a language."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
