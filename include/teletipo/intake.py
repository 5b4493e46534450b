"""From a source to stored report versions: fetch, keep the bytes, parse, normalise, store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from teletipo.errors import FetchDeferred, FetchError, InputError
from teletipo.fetch.credentials import CredentialsResolver, from_environment
from teletipo.fetch.fetched import Fetched, NotModified
from teletipo.fetch.http import Client
from teletipo.fetch.sources import Validators, fetch_source
from teletipo.model import Item, Rejection, Report
from teletipo.normalize.report import SourceFacts, normalize
from teletipo.sources import parse_payload
from teletipo.sources.source import Source
from teletipo.store import payloads, rejections, reports
from teletipo.store.host_gate import StoredGate
from teletipo.store.payloads import FetchState

if TYPE_CHECKING:
    from psycopg2.extensions import connection

Taken = tuple[Item, Report]


@dataclass(frozen=True, slots=True)
class Take:
    """What a run takes: half-open bounds on the publication instant, and at most so many reports a source.

    A payload with items left out is parsed again by the next run, so nothing is lost by a bound.
    """

    after: datetime | None = None
    before: datetime | None = None
    limit: int | None = None

    def wants(self, report: Report) -> bool:
        """Whether a report lies within the bounds; one without a date lies within none."""
        if self.after is None and self.before is None:
            return True
        if report.published is None:
            return False
        instant = report.published.value
        return (self.after is None or self.after <= instant) and (self.before is None or instant < self.before)


class Fetcher:
    """What fetching needs, over one database connection: the HTTP client, with politeness that holds across workers."""

    def __init__(self, conn: connection, *, credentials: CredentialsResolver = from_environment) -> None:
        self.conn = conn
        self.client = Client(gate=StoredGate(conn), credentials=credentials)

    def state(self, source: Source) -> Kept:
        """What earlier runs left behind for a source."""
        return Kept(payloads.fetch_states(self.conn, source.id))


class Kept:
    """What earlier runs left behind for one source; nothing, for a look at it without a database."""

    def __init__(self, fetched: Mapping[str, FetchState] | None = None) -> None:
        self._fetched = fetched or {}
        self._parsed = {state.payload_sha256 for state in self._fetched.values()}

    def known(self, sha256: str) -> bool:
        """Whether a payload of this hash was fetched from the source and parsed."""
        return sha256 in self._parsed

    def validators(self, url: str) -> Validators | None:
        """What a conditional request for an address needs."""
        state = self._fetched.get(url)
        if state is None or state.last_success is None:
            return None
        return Validators(state.etag, state.last_modified, state.last_success)

    def next_try(self, url: str) -> datetime | None:
        """When an address wants to be asked again, if it said so."""
        state = self._fetched.get(url)
        return state.next_try if state else None


@dataclass(frozen=True, slots=True)
class Contents:
    """What one payload holds for a run: what is taken, what could not be, and whether anything was left for later."""

    taken: tuple[Taken, ...]
    rejected: tuple[Rejection, ...]
    left: int


def ingest_source(fetcher: Fetcher, source: Source, *, run_id: int, take: Take) -> Counter[str]:
    """Fetch one source and store what is new; returns counts.

    Rejections are stored and counted. Raises FetchError when the source's own address cannot be had, after noting it;
    raises StoreError.
    """
    conn, counts, kept = fetcher.conn, Counter[str](), fetcher.state(source)
    next_try = kept.next_try(source.address)
    if next_try is not None and next_try > datetime.now(UTC):
        return Counter(deferred=1)
    try:
        for outcome in fetch_source(source, client=fetcher.client, state=kept):
            counts += _store(conn, source, outcome, run_id=run_id, take=take, so_far=counts["taken"])
    except FetchDeferred as exc:
        later = datetime.now(UTC) + timedelta(seconds=exc.seconds)
        payloads.record_failure(conn, source_id=source.id, url=source.address, error=str(exc), next_try=later)
        return counts + Counter(deferred=1)
    except FetchError as exc:
        payloads.record_failure(conn, source_id=source.id, url=source.address, error=str(exc))
        raise
    return counts


def preview(client: Client, source: Source, take: Take, kept: Kept) -> Iterator[Report | Rejection]:
    """What a run would take from a source now. Fetches and reads, writes nothing."""
    left = take.limit
    for outcome in fetch_source(source, client=client, state=kept):
        if isinstance(outcome, Rejection):
            yield outcome
        elif isinstance(outcome, Fetched):
            contents = read_payload(outcome, source, replace(take, limit=left))
            left = None if left is None else left - len(contents.taken)
            yield from contents.rejected
            yield from (report for _, report in contents.taken)


def read_payload(fetched: Fetched, source: Source, take: Take) -> Contents:
    """The reports of a payload, normalised, and a rejection for each item that could not be."""
    try:
        parsed = parse_payload(
            fetched.content,
            name=fetched.name,
            media_type=fetched.media_type,
            url=fetched.url,
            language=source.language,
            largest=source.max_bytes,
        )
    except InputError as exc:
        return Contents((), (_rejection("parse", exc, source, fetched.url),), 0)
    taken: list[Taken] = []
    rejected = [replace(one, source=source.id, locator=one.locator or fetched.url) for one in parsed.rejections]
    left = 0
    for guid, item in _named(parsed.items, fetched):
        if not fetched.speaks_for(item.url):
            continue
        try:
            report = normalize(item, report_id=guid, source=source_facts(source), received=_received(fetched, source))
        except InputError as exc:
            rejected.append(_rejection("normalize", exc, source, f"{fetched.url}#{guid}"))
            continue
        if take.wants(report) and (take.limit is None or len(taken) < take.limit):
            taken.append((item, report))
        else:
            left += 1
    return Contents(tuple(taken), tuple(rejected), left)


def _store(
    conn: connection,
    source: Source,
    outcome: Fetched | NotModified | Rejection,
    *,
    run_id: int,
    take: Take,
    so_far: int,
) -> Counter[str]:
    if isinstance(outcome, Rejection):
        rejections.add_rejections(conn, run_id, [outcome])
        return Counter(rejected=1)
    if isinstance(outcome, NotModified):
        if source.kind != "folder":
            payloads.record_fetch(
                conn,
                source_id=source.id,
                url=outcome.url,
                at=outcome.fetched_at,
                status=304,
                etag=outcome.etag,
                last_modified=outcome.last_modified,
            )
        return Counter(unchanged_payloads=1)
    payloads.save_payload(conn, outcome.content, outcome.media_type)
    limit = None if take.limit is None else max(take.limit - so_far, 0)
    contents = read_payload(outcome, source, replace(take, limit=limit))
    rejections.add_rejections(conn, run_id, contents.rejected)
    saved = reports.save_reports(
        conn, run_id=run_id, source_id=source.id, payload_sha=outcome.sha256, reports=contents.taken
    )
    if not contents.left:
        payloads.record_fetch(
            conn,
            source_id=source.id,
            url=outcome.requested_url,
            at=_received(outcome, source),
            status=outcome.status,
            etag=outcome.etag,
            last_modified=outcome.last_modified,
            payload_sha256=outcome.sha256,
        )
    rejections.add_rejections(conn, run_id, saved.rejections)
    return Counter(
        payloads=1,
        taken=len(contents.taken),
        new_versions=len(saved.new_version_ids),
        rejected=len(contents.rejected) + len(saved.rejections),
        left_for_later=contents.left,
    )


def _named(items: tuple[Item, ...], fetched: Fetched) -> Iterator[tuple[str, Item]]:
    for number, item in enumerate(items, start=1):
        fallback = fetched.name if len(items) == 1 else f"{fetched.name}#{number}"
        guid = item.guid or item.canonical_url or fallback
        yield guid, replace(item, guid=guid)


def source_facts(source: Source) -> SourceFacts:
    """What normalisation needs to know of a source."""
    return SourceFacts(
        agency=source.agency, language=source.language, time_zone=source.time_zone, day_first=source.day_first
    )


def _received(fetched: Fetched, source: Source) -> datetime:
    if source.kind == "folder" and fetched.last_modified:
        return parsedate_to_datetime(fetched.last_modified)
    return fetched.fetched_at


def _rejection(stage: str, error: InputError, source: Source, locator: str) -> Rejection:
    return Rejection(stage, error.reason, str(error), source=source.id, locator=locator, evidence=error.detail)  # type: ignore[arg-type]
