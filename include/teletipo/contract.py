"""The analysis JSON (``teletipo/1``) and the item JSON, as plain dicts ready for ``json.dumps``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from teletipo.model import Analysis, Claim, Item, Report

SCHEMA = "teletipo/1"


def analysis_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis JSON of the plan, key by key in the plan's order."""
    body = asdict(analysis)
    return {"schema": SCHEMA, **body, "report": report_json(analysis.report)}


def report_json(report: Report) -> dict[str, Any]:
    """The ``report`` part: instants become ISO 8601 to the precision that is known."""
    body = asdict(report)
    published = body.pop("published")
    text, zones = body.pop("text"), body.pop("zones")
    return {
        "id": body["id"],
        "language": body["language"],
        "headline": body["headline"],
        "dateline": body["dateline"],
        "agency": body["agency"],
        "published_at": report.published.iso() if report.published else None,
        "published_precision": published["precision"] if published else None,
        "published_zone": published["zone"] if published else None,
        "published_claims": list(map(claim_json, report.claims)),
        "kind": body["kind"],
        "body_status": body["body_status"],
        "problems": body["problems"],
        "text": text,
        "zones": zones,
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """What one place says about the date: its words, what they were read as (or null), and what became of it."""
    instant = claim.instant.iso() if claim.instant else None
    return {"origin": claim.origin, "text": claim.text, "instant": instant, "reason": claim.reason}


def item_json(item: Item) -> dict[str, Any]:
    """The item JSON of ``teletipo parse``; what the file lacks is null."""
    return asdict(item)
