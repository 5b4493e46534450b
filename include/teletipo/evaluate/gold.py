"""Annotated reports (``teletipo-gold/1``): the analysis JSON written by a person, read back and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from teletipo.errors import InputError
from teletipo.model import Attribution, Entity, Mention, Quotation, Span, Spans, TemporalExpression

SCHEMA = "teletipo-gold/1"
RULE = "annotated"
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An annotated event. ``codes`` are the CAMEO codes that count as right; empty where a coder must stay silent.

    ``sources`` and ``targets`` are entity ids, any of which is right.
    """

    id: str
    trigger: Spans
    codes: tuple[str, ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    factuality: str


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated report; spans are into ``text``. ``published`` is ISO 8601 to the precision that is known.

    ``fictional`` names the entities that were invented, which can therefore have no Wikidata id.
    """

    id: str
    language: str
    text: str
    published: str | None
    agency: str | None
    place: str | None
    kind: str
    headline: Spans
    dateline: Spans
    byline: Spans
    notices: Spans
    entities: tuple[Entity, ...]
    fictional: frozenset[str]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    unattributed: Spans
    temporal_expressions: tuple[TemporalExpression, ...]
    events: tuple[GoldEvent, ...]
    summary: str
    phenomena: tuple[str, ...]

    def name_of(self, entity: str | None) -> str:
        """The canonical name of an entity id, for people; ``nobody`` for None or an unknown id."""
        return next((e.name for e in self.entities if e.id == entity), "nobody")


def load_folder(folder: Path) -> list[Raw]:
    """All annotated reports under ``folder``, checked, by path. Other JSON files are passed over.

    Raises InputError where there is none, or where one contradicts itself.
    """
    reports = [raw for path in sorted(folder.rglob("*.json")) if (raw := load_file(path)) is not None]
    if not reports:
        raise InputError(f"no annotated report ({SCHEMA}) under {folder}; name a folder that holds some")
    return reports


def load_file(path: Path) -> Raw | None:
    """One annotated report, checked; None if the file is JSON of another kind. Raises InputError."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise InputError(f"{path}: cannot be read as JSON: {exc}") from exc
    schema = raw.get("schema", "") if isinstance(raw, dict) else ""
    if not str(schema).startswith("teletipo-gold/"):
        return None
    if schema != SCHEMA:
        raise InputError(f"{path}: schema {schema}; this version reads {SCHEMA}")
    if faults := list(problems(raw)):
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise InputError(f"{path}: {faults[0]}{more}", detail="\n".join(faults))
    return dict(raw)


def problems(raw: Raw) -> Iterator[str]:
    """What is wrong with an annotation, one line each.

    First its shape, by ``gold.schema.json``; where that is right, spans that are not their slice and references to
    nothing.
    """
    misshapen = [f"{error.json_path.removeprefix('$.')}: {error.message}" for error in _shape().iter_errors(raw)]
    if misshapen:
        yield from misshapen
        return
    text = raw["report"]["text"]
    for place, span in _spans(raw, ""):
        actual = text[span["start"] : span["end"]]
        if actual != span["text"] or not actual:
            yield f"{place}: {span['start']}:{span['end']} says {span['text']!r}, the text has {actual!r}"
    known = {layer: {record["id"] for record in raw.get(layer, ())} for layer in _REFERENCES.values()}
    for layer in ("quotations", "attributions", "events"):
        for record in raw.get(layer, ()):
            for key, target in _REFERENCES.items():
                for reference in _listed(record.get(key)):
                    if reference not in known[target]:
                        yield f"{layer}/{record['id']}/{key}: {reference!r} is not among {target}"


@cache
def _shape() -> Draft202012Validator:
    return Draft202012Validator(json.loads(Path(__file__).with_name("gold.schema.json").read_text(encoding="utf-8")))


_REFERENCES = {
    "speaker": "entities",
    "addressee": "entities",
    "medium": "entities",
    "chain": "entities",
    "source": "entities",
    "target": "entities",
    "place": "entities",
    "reported_by": "entities",
    "via": "attributions",
    "nested_in": "quotations",
    "when": "temporal_expressions",
}


def _listed(value: Any) -> list[str]:
    """One reference, several or none, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _spans(node: Any, place: str) -> Iterator[tuple[str, Raw]]:
    """Every span in the JSON with the path that leads to it."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            name = child.get("id", index) if isinstance(child, dict) else index
            yield from _spans(child, f"{place}/{name}" if place else str(name))
    elif isinstance(node, dict):
        if "start" in node and "end" in node:
            yield place, node
        for key, child in node.items():
            yield from _spans(child, f"{place}/{key}" if place else str(key))


def read(raw: Raw) -> GoldReport:
    """The dataclass of a checked report."""
    head = raw["report"]
    return GoldReport(
        id=raw["id"],
        language=head["language"],
        text=head["text"],
        published=head.get("published_at"),
        agency=head.get("agency"),
        place=head.get("place"),
        kind=head.get("kind", "original"),
        headline=_read_spans(head.get("headline")),
        dateline=_read_spans(head.get("dateline")),
        byline=_read_spans(head.get("byline")),
        notices=_read_spans(head.get("editorial_notice")),
        entities=tuple(_entity(entity) for entity in raw["entities"]),
        fictional=frozenset(entity["id"] for entity in raw["entities"] if entity.get("fictional")),
        quotations=tuple(_quotation(quotation) for quotation in raw["quotations"]),
        attributions=tuple(_attribution(attribution) for attribution in raw["attributions"]),
        unattributed=_read_spans(raw.get("unattributed")),
        temporal_expressions=tuple(_timex(timex) for timex in raw.get("temporal_expressions", ())),
        events=tuple(_event(event) for event in raw.get("events", ())),
        summary=raw.get("summary", {}).get("text", ""),
        phenomena=tuple(raw.get("phenomena", ())),
    )


def _read_spans(raw: list[Raw] | None) -> Spans:
    return tuple(Span(span["start"], span["end"], span["text"]) for span in raw or ())


def _entity(raw: Raw) -> Entity:
    mentions = tuple(Mention(m["start"], m["end"], m["text"], m["kind"]) for m in raw["mentions"])
    return Entity(raw["id"], raw["name"], raw["type"], raw.get("country"), raw.get("wikidata"), mentions)


def _quotation(raw: Raw) -> Quotation:
    return Quotation(
        id=raw["id"],
        type=raw["type"],
        content=_read_spans(raw["content"]),
        verbatim=_read_spans(raw.get("verbatim")),
        cue=_read_spans(raw.get("cue")),
        cue_lemma=raw.get("cue_lemma"),
        speaker=raw.get("speaker"),
        speaker_mention=_read_spans(raw.get("speaker_mention")),
        addressee=raw.get("addressee"),
        via=raw.get("via"),
        nested_in=raw.get("nested_in"),
        rule=RULE,
    )


def _attribution(raw: Raw) -> Attribution:
    return Attribution(
        id=raw["id"],
        kind=raw["kind"],
        scope=_read_spans(raw["scope"]),
        cue=_read_spans(raw.get("cue")),
        source_mention=_read_spans(raw.get("source_mention")),
        relay_cue=_read_spans(raw.get("relay_cue")),
        relay_mention=_read_spans(raw.get("relay_mention")),
        chain=tuple(raw.get("chain", ())),
        hedged=bool(raw.get("hedged")),
        anonymous=bool(raw.get("anonymous")),
        rule=RULE,
    )


def _timex(raw: Raw) -> TemporalExpression:
    return TemporalExpression(
        raw["id"], raw["start"], raw["end"], raw["text"], raw["type"], raw["value"], raw.get("mod"), None, RULE
    )


def _event(raw: Raw) -> GoldEvent:
    codes = [raw["cameo"], *raw.get("cameo_accept", ())] if raw.get("cameo") else []
    return GoldEvent(
        id=raw["id"],
        trigger=_read_spans(raw["trigger"]),
        codes=tuple(codes),
        sources=tuple(_listed(raw.get("source"))),
        targets=tuple(_listed(raw.get("target"))),
        factuality=raw.get("factuality", "asserted"),
    )
