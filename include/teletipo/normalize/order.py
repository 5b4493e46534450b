"""Whether ``08/01/2026`` starts with the day: by the source, else by the CLDR's short date for language and region."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from teletipo.normalize.setting import Setting

_WORLD = "001"


def day_comes_first(setting: Setting) -> tuple[bool | None, str]:
    """The order and where it is from; None where neither the source nor the language tells."""
    if setting.day_first is not None:
        return setting.day_first, "order of the source"
    return _by_locale(setting.language, setting.region)


@cache
def _by_locale(language: str | None, region: str | None) -> tuple[bool | None, str]:
    for tag in (f"{language}_{region}", f"{language}_{_WORLD}" if region else "", language or ""):
        try:
            pattern = Locale.parse(tag).date_formats["short"].pattern
        except (UnknownLocaleError, ValueError):
            continue
        found = re.match(r"[^\w]*([dM])", pattern)
        if found:
            return found[1] == "d", f"order of {tag.replace('_', '-')}"
    return None, "order unknown"
