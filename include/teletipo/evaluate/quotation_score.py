"""Quotations: contents matched by character overlap, then everything that hangs on a match."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.matching import MATCH, EntityMap, iou, one_to_one, overlapping
from teletipo.evaluate.tally import LayerScore, Share, Slip, SlipKind, Tally, in_sentence
from teletipo.model import Entity, Quotation, QuotationType, Span, Spans

LAYER = "quotations"


def score(gold: GoldReport, found: Sequence[Quotation], entities: Sequence[Entity], who: EntityMap) -> LayerScore:
    """Counts for one report.

    ``match``: contents with an IoU of at least one half. ``direct``, ``mixed``, ``indirect``: recall by annotated type.
    On matches, ``type``, ``speaker``, ``addressee``, ``cue``, ``lemma``. ``verbatim``: exact pieces, matched or not.
    ``speaker_all``: quotations found with the right speaker over all that were wanted and found.
    """
    pairs = one_to_one(gold.quotations, found, lambda w, f: overlapping(w.content, f.content))
    matched = [(gold.quotations[i], found[j]) for i, j in pairs]
    hit = {i for i, _ in pairs}
    metrics: dict[str, Tally | Share] = {"match": Tally(len(pairs), len(found), len(gold.quotations))}
    for kind in get_args(QuotationType):
        of = [i for i, quotation in enumerate(gold.quotations) if quotation.type == kind]
        metrics[kind] = Share(len(hit.intersection(of)), len(of))
    verbatim, slips = _verbatim(gold, found)
    metrics["verbatim"] = verbatim
    metrics["type"] = Share(sum(w.type == f.type for w, f in matched), len(matched))
    speakers = sum(who.resolve(f.speaker) == w.speaker for w, f in matched)
    metrics["speaker"] = Share(speakers, len(matched))
    metrics["speaker_all"] = Tally(speakers, len(found), len(gold.quotations))
    metrics["addressee"] = _addressee(matched, who)
    cued = [(w, f) for w, f in matched if w.cue]
    metrics["cue"] = Share(sum(_same_cue(w.cue, f.cue) for w, f in cued), len(cued))
    lemmas = [(w, f) for w, f in matched if w.cue_lemma]
    metrics["lemma"] = Share(sum(w.cue_lemma == f.cue_lemma for w, f in lemmas), len(lemmas))
    slips += [
        _slip(gold, "match", "missed", w.content, _about(w)) for i, w in enumerate(gold.quotations) if i not in hit
    ]
    used = {j for _, j in pairs}
    slips += [
        _slip(gold, "match", "false alarm", f.content, f"{f.type}, rule {f.rule}")
        for j, f in enumerate(found)
        if j not in used
    ]
    names = {entity.id: entity.name for entity in entities}
    for wanted, ours in matched:
        slips += _field_slips(gold, wanted, ours, who, names)
    return LayerScore(metrics, tuple(slips))


def _about(quotation: Quotation) -> str:
    cue = " … ".join(span.text for span in quotation.cue) or "no cue"
    return f"{quotation.type}, {cue}"


def _addressee(matched: Sequence[tuple[Quotation, Quotation]], who: EntityMap) -> Tally:
    right = sum(w.addressee is not None and who.resolve(f.addressee) == w.addressee for w, f in matched)
    found = sum(f.addressee is not None for _, f in matched)
    return Tally(right, found, sum(w.addressee is not None for w, _ in matched))


def _same_cue(wanted: Spans, found: Spans) -> bool:
    """Whether the cues overlap by half, or one lies inside the other ("afirmó" in "ha afirmado que")."""
    if iou(wanted, found) >= MATCH:
        return True
    return any(
        (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
        for a in wanted
        for b in found
    )


def _verbatim(gold: GoldReport, found: Sequence[Quotation]) -> tuple[Tally, list[Slip]]:
    """Verbatim pieces, exact, over the whole report: a piece is judged even where its quotation was not matched."""
    wanted = {(s.start, s.end): s for quotation in gold.quotations for s in quotation.verbatim}
    ours = {(s.start, s.end): s for quotation in found for s in quotation.verbatim}
    slips = [_slip(gold, "verbatim", "missed", (wanted[key],), "") for key in sorted(wanted.keys() - ours.keys())]
    slips += [_slip(gold, "verbatim", "false alarm", (ours[key],), "") for key in sorted(ours.keys() - wanted.keys())]
    return Tally(len(wanted.keys() & ours.keys()), len(ours), len(wanted)), slips


def _field_slips(
    gold: GoldReport, wanted: Quotation, found: Quotation, who: EntityMap, names: dict[str, str]
) -> list[Slip]:
    """What is wrong with a quotation that was found."""
    slips = []
    if who.resolve(found.speaker) != wanted.speaker:
        ours = names.get(found.speaker or "", "nobody")
        note = f"is {gold.name_of(wanted.speaker)}, found {ours}, rule {found.rule}"
        slips.append(_slip(gold, "speaker", "wrong", wanted.content, note))
    if wanted.type != found.type:
        slips.append(_slip(gold, "type", "wrong", wanted.content, f"is {wanted.type}, found {found.type}"))
    if who.resolve(found.addressee) != wanted.addressee:
        note = f"is {gold.name_of(wanted.addressee)}, found {names.get(found.addressee or '', 'nobody')}"
        slips.append(_slip(gold, "addressee", "wrong", wanted.content, note))
    if wanted.cue and not _same_cue(wanted.cue, found.cue):
        slips.append(_slip(gold, "cue", "wrong", wanted.cue, f"found {_words(found.cue)}"))
    elif wanted.cue_lemma and wanted.cue_lemma != found.cue_lemma:
        slips.append(_slip(gold, "lemma", "wrong", wanted.cue, f"is {wanted.cue_lemma}, found {found.cue_lemma}"))
    return slips


def _words(spans: Spans) -> str:
    return " … ".join(span.text for span in spans) or "none"


def _slip(gold: GoldReport, metric: str, kind: SlipKind, spans: Sequence[Span], note: str) -> Slip:
    return Slip(LAYER, metric, kind, in_sentence(gold.text, spans), note)
