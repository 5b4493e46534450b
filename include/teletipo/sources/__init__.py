"""What a source is, and one file per format that turns a payload into items."""

from teletipo.sources.payload import Follow, Parsed, parse_payload

__all__ = ["Follow", "Parsed", "parse_payload"]
