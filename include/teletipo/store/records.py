"""An analysis as rows: one list a table, ready to insert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from teletipo.errors import StoreError
from teletipo.model import Analysis, Attribution, EntityType
from teletipo.store.identity import stamp
from teletipo.store.rows import spans

Row = tuple[Any, ...]
Role = Literal["origin", "document", "agency", "relay"]


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one report version, by table; ``TABLES`` has their columns, in an order that keys allow."""

    mention: list[Row]
    temporal_expression: list[Row]
    attribution: list[Row]
    attribution_link: list[Row]
    quotation: list[Row]
    event: list[Row]

    TABLES: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "mention": ("report_version_id", "local_id", "entity_id", "start_pos", "end_pos", "text", "kind", "made_by"),
        "temporal_expression": (
            "report_version_id", "local_id", "start_pos", "end_pos", "text", "type", "value", "mod", "anchor", "rule",
            "made_by",
        ),
        "attribution": (
            "report_version_id", "local_id", "kind", "scope", "cue", "source_mention", "relay_cue", "relay_mention",
            "hedged", "anonymous", "rule", "made_by",
        ),
        "attribution_link": ("report_version_id", "attribution_id", "position", "entity_id", "role"),
        "quotation": (
            "report_version_id", "local_id", "type", "content", "verbatim", "cue", "cue_lemma", "speaker_id",
            "speaker_mention", "addressee_id", "via", "nested_in", "rule", "made_by",
        ),
        "event": (
            "report_version_id", "local_id", "trigger", "cameo", "plover", "source_id", "target_id", "place",
            "temporal_id", "factuality", "reported_by", "made_by",
        ),
    }  # fmt: skip


def records_of(version: int, analysis: Analysis, entity_ids: Mapping[str, int]) -> Records:
    """The rows of an analysis. Raises StoreError if a record names an entity that the analysis does not have."""
    made_by = stamp(analysis.models)
    types = {entity.id: entity.type for entity in analysis.entities}

    def who(local: str | None) -> int | None:
        if local is None:
            return None
        if local not in entity_ids:
            raise StoreError(f"a record of report version {version} names entity {local!r}, unknown to its analysis")
        return entity_ids[local]

    mentions = {
        (version, entity.id, entity_ids[entity.id], m.start, m.end, m.text, m.kind, made_by): None
        for entity in analysis.entities
        for m in entity.mentions
    }
    return Records(
        mention=list(mentions),
        temporal_expression=[
            (version, t.id, t.start, t.end, t.text, t.type, t.value, t.mod, t.anchor, t.rule, made_by)
            for t in analysis.temporal_expressions
        ],
        attribution=[
            (
                *(version, a.id, a.kind, spans(a.scope), spans(a.cue), spans(a.source_mention), spans(a.relay_cue)),
                *(spans(a.relay_mention), a.hedged, a.anonymous, a.rule, made_by),
            )
            for a in analysis.attributions
        ],
        attribution_link=[
            (version, a.id, position, who(local), role)
            for a in analysis.attributions
            for position, (local, role) in enumerate(zip(a.chain, roles(a, types), strict=True), 1)
        ],
        quotation=[
            (
                *(
                    version,
                    q.id,
                    q.type,
                    spans(q.content),
                    spans(q.verbatim),
                    spans(q.cue),
                    q.cue_lemma,
                    who(q.speaker),
                ),
                *(spans(q.speaker_mention), who(q.addressee), q.via, q.nested_in, q.rule, made_by),
            )
            for q in analysis.quotations
        ],
        event=[
            (
                *(version, e.id, spans(e.trigger), e.cameo, e.plover, who(e.source), who(e.target), e.place),
                *(e.when, e.factuality, [who(local) for local in e.reported_by], made_by),
            )
            for e in analysis.events
        ],
    )


def roles(attribution: Attribution, types: Mapping[str, EntityType]) -> list[Role]:
    """What each link of the chain is.

    The last is a relay if the report names one. Of the rest a document is a document, the last of an
    attribution to an agency or medium is that, and all others are origins.
    """
    told = len(attribution.chain) - (1 if attribution.relay_mention and len(attribution.chain) > 1 else 0)
    found: list[Role] = []
    for position, local in enumerate(attribution.chain, 1):
        if position > told:
            found.append("relay")
        elif types.get(local) == "DOC":
            found.append("document")
        elif position == told and attribution.kind in ("agency", "media"):
            found.append("agency")
        else:
            found.append("origin")
    return found
