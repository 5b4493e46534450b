"""Every layer of one report, scored: pure functions from an annotation and an analysis to counts."""

from __future__ import annotations

from teletipo.evaluate import (
    attribution_score,
    entity_score,
    event_score,
    quotation_score,
    report_score,
    summary_score,
    temporal_score,
)
from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.matching import map_entities
from teletipo.evaluate.tally import LayerScore
from teletipo.model import Analysis

LAYERS = ("report", "entities", "quotations", "attributions", "unattributed", "temporal", "events", "summary")


def score(gold: GoldReport, analysis: Analysis) -> dict[str, LayerScore]:
    """The score of each layer. Both sides count in the same text: see :mod:`teletipo.evaluate.transfer`."""
    entities = analysis.entities
    who = map_entities(gold.entities, entities)
    return {
        "report": report_score.score(gold, analysis.report),
        "entities": entity_score.score(gold, entities, who),
        "quotations": quotation_score.score(gold, analysis.quotations, entities, who),
        "attributions": attribution_score.score(gold, analysis.attributions, entities, who),
        "unattributed": attribution_score.score_unattributed(gold, analysis.unattributed),
        "temporal": temporal_score.score(gold, analysis.temporal_expressions),
        "events": event_score.score(gold, analysis.events, who),
        "summary": summary_score.score(gold, analysis.summary),
    }
