"""How a fetch that fails ends: one error of ours, one line, one reason."""

import pytest

from teletipo.errors import FetchFailed, FetchRefused

FEED = b"<rss version='2.0'><channel><title>Wire</title></channel></rss>"


def refusal(get, *args, **kwargs) -> str:
    with pytest.raises(FetchRefused) as caught:
        get(*args, **kwargs)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def failure(get, *args, **kwargs) -> str:
    with pytest.raises(FetchFailed) as caught:
        get(*args, **kwargs)
    return caught.value.reason
