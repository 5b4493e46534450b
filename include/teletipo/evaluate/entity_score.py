"""Entities: names by exact span and type, other mentions by the entity they lead to, Wikidata ids by being right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.matching import EntityMap
from teletipo.evaluate.tally import LayerScore, Share, Slip, SlipKind, Tally, in_sentence
from teletipo.model import Entity, Mention, MentionKind, Span

LAYER = "entities"
PLACES = {"LOC": "GPE"}
BESIDE = 3
Named = dict[tuple[int, int], str]


def score(gold: GoldReport, found: Sequence[Entity], who: EntityMap) -> LayerScore:
    """Counts for one report.

    ``names``: exact spans with the right type; a place is a place, GPE or LOC. ``name_spans``: the spans alone.
    ``nominal``, ``adjectival``, ``pronominal``, ``null_subject``: mentions that belong to the system entity that stands
    for the annotated one. ``wikidata``: ids that are right, on entities whose id the annotation can judge.
    """
    wanted_names, found_names = _names(gold.entities), _names(found)
    exact = wanted_names.items() & found_names.items()
    spans = wanted_names.keys() & found_names.keys()
    metrics: dict[str, Tally | Share] = {
        "names": Tally(len(exact), len(found_names), len(wanted_names)),
        "name_spans": Tally(len(spans), len(found_names), len(wanted_names)),
    }
    slips = _name_slips(gold.text, wanted_names, found_names)
    for kind in get_args(MentionKind):
        if kind != "name":
            tally, wrong = _kind(gold, found, who, kind)
            metrics[kind] = tally
            slips += wrong
    metrics["wikidata"], wrong = _wikidata(gold, found, who)
    return LayerScore(metrics, tuple(slips + wrong))


def _names(entities: Sequence[Entity]) -> Named:
    """The type of every span that is a name."""
    return {
        (mention.start, mention.end): PLACES.get(entity.type, entity.type)
        for entity in entities
        for mention in entity.mentions
        if mention.kind == "name"
    }


def _name_slips(text: str, wanted: Named, found: Named) -> list[Slip]:
    slips = []
    for (start, end), label in sorted({**found, **wanted}.items()):
        ours, theirs = found.get((start, end)), wanted.get((start, end))
        if ours == theirs or start >= end:
            continue
        where = in_sentence(text, [Span(start, end, text[start:end])])
        if theirs is None:
            slips.append(Slip(LAYER, "names", "false alarm", where, label))
        elif ours is None:
            slips.append(Slip(LAYER, "names", "missed", where, label))
        else:
            slips.append(Slip(LAYER, "names", "wrong", where, f"is {theirs}, found as {ours}"))
    return slips


def _kind(gold: GoldReport, found: Sequence[Entity], who: EntityMap, kind: MentionKind) -> tuple[Tally, list[Slip]]:
    """Mentions annotated as ``kind`` that lead to the right entity, whatever kind the system calls them.

    Annotators leave out a title or a relative pronoun beside its name; one that leads to that name is not judged.
    """
    partner = dict(who.mentions)
    wanted = [(entity.id, mention) for entity in gold.entities for mention in entity.mentions if mention.kind == kind]
    matched = {partner[pair] for pair in wanted if pair in partner}
    beside = {gold_id: _names_of(gold, gold_id) for gold_id in who.wanted_of.values()}
    candidates = {
        (entity.id, mention)
        for entity in found
        for mention in entity.mentions
        if mention.kind == kind
        and not any(_adjoin(mention, name) for name in beside.get(who.resolve(entity.id) or "", ()))
    }
    right = 0
    slips = []
    for gold_id, mention in wanted:
        match = partner.get((gold_id, mention))
        if match is None:
            slips.append(_slip(gold, kind, "missed", mention, f"is {gold.name_of(gold_id)}"))
        elif who.resolve(match[0]) == gold_id:
            right += 1
        else:
            note = f"is {gold.name_of(gold_id)}, found as {_name(found, match[0])}"
            slips.append(_slip(gold, kind, "wrong", mention, note))
    for our_id, mention in sorted(candidates - matched, key=lambda pair: (pair[1].start, pair[0])):
        slips.append(_slip(gold, kind, "false alarm", mention, f"found as {_name(found, our_id)}"))
    return Tally(right, len(candidates | matched), len(wanted)), slips


def _names_of(gold: GoldReport, entity: str) -> list[Mention]:
    return [m for e in gold.entities if e.id == entity for m in e.mentions if m.kind == "name"]


def _adjoin(mention: Mention, name: Mention) -> bool:
    """Whether only a blank, a comma or a mark parts the two: "la senadora Carmen", "Carmen, who"."""
    gap = name.start - mention.end if mention.end <= name.start else mention.start - name.end
    return 0 <= gap <= BESIDE


def _slip(gold: GoldReport, metric: str, kind: SlipKind, mention: Mention, note: str) -> Slip:
    where = in_sentence(gold.text, [Span(mention.start, mention.end, mention.text)])
    return Slip(LAYER, metric, kind, where, note)


def _name(found: Sequence[Entity], entity: str) -> str:
    return next((e.name for e in found if e.id == entity), entity)


def _wikidata(gold: GoldReport, found: Sequence[Entity], who: EntityMap) -> tuple[Tally, list[Slip]]:
    """Ids that are right, among those given that can be judged: the annotation has one, or the entity is invented."""
    given = {who.resolve(entity.id): entity.wikidata for entity in found}
    right = answered = 0
    slips = []
    for entity in gold.entities:
        ours = given.get(entity.id)
        judged = entity.wikidata is not None or entity.id in gold.fictional
        answered += judged and ours is not None
        right += entity.wikidata is not None and ours == entity.wikidata
        if judged and ours != entity.wikidata:
            kind: SlipKind = "missed" if ours is None else "wrong" if entity.wikidata else "false alarm"
            first = [Span(m.start, m.end, m.text) for m in entity.mentions[:1]]
            note = f"{entity.name} is {entity.wikidata}, found {ours}"
            slips.append(Slip(LAYER, "wikidata", kind, in_sentence(gold.text, first), note))
    return Tally(right, answered, sum(entity.wikidata is not None for entity in gold.entities)), slips
