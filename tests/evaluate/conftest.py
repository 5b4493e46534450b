import copy
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from teletipo.model import Analysis, Dateline, Event, Instant, Report, Summary, Zone

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture(scope="session")
def gold_dir():
    return GOLD


@pytest.fixture
def raw_of():
    """The JSON of an annotated report by id, fresh for each use."""

    def load(name):
        path = next(GOLD.rglob(f"{name}.json"))
        return copy.deepcopy(json.loads(path.read_text(encoding="utf-8")))

    return load


@pytest.fixture(scope="session")
def annotator():
    """An analyser that knows the answers: the annotation itself, as an analysis."""

    def analyse(gold):
        day = datetime.fromisoformat(gold.published).replace(tzinfo=UTC)
        zones = tuple(Zone("headline", span.start, span.end, span.text) for span in gold.headline)
        report = Report(
            id=gold.id,
            language=gold.language,
            headline=None,
            dateline=Dateline(gold.place, None, None, gold.dateline) if gold.place else None,
            agency=gold.agency,
            published=Instant(day, "day", "none", gold.published, "annotated"),
            kind=gold.kind,
            text=gold.text,
            zones=zones,
        )
        events = tuple(
            Event(
                id=event.id,
                trigger=event.trigger,
                cameo=event.codes[0],
                plover=None,
                source=event.sources[0] if event.sources else None,
                target=event.targets[0] if event.targets else None,
                place=None,
                when=None,
                factuality=event.factuality,
                reported_by=(),
            )
            for event in gold.events
            if event.codes
        )
        return Analysis(
            report=report,
            entities=gold.entities,
            quotations=gold.quotations,
            attributions=gold.attributions,
            unattributed=gold.unattributed,
            temporal_expressions=gold.temporal_expressions,
            events=events,
            summary=Summary((), gold.summary),
            models={"annotator": "1"},
        )

    return analyse
