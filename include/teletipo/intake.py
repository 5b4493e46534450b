"""From a source to stored report versions: fetch, keep the bytes, parse, normalise, store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from teletipo.errors import FetchDeferred, FetchError, InputError
from teletipo.fetch.credentials import CredentialsResolver, from_environment
from teletipo.fetch.fetched import Fetched, NotModified
from teletipo.fetch.http import Client
from teletipo.fetch.sources import Validators, fetch_source
from teletipo.mending import Met, is_gone
from teletipo.model import Item, Rejection, Report
from teletipo.normalize.report import normalize
from teletipo.rereading import fresh_reports, own_guid, source_facts
from teletipo.sources import parse_payload
from teletipo.sources.source import Source
from teletipo.sources.version import parser_version
from teletipo.store import payloads, rejections, reports
from teletipo.store.host_gate import StoredGate
from teletipo.store.payloads import FetchState
from teletipo.store.rejections import RejectionRow
from teletipo.store.robots import StoredRobots

if TYPE_CHECKING:
    from psycopg2.extensions import connection

Taken = tuple[Item, Report]


@dataclass(frozen=True, slots=True)
class Take:
    """What a run takes: half-open bounds on the publication instant, and at most so many new reports a source.

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

    def less(self, taken: int) -> Take:
        """What is still to be taken after so many."""
        return self if self.limit is None else replace(self, limit=max(self.limit - taken, 0))


class Fetcher:
    """What fetching needs, over one database connection: the HTTP client, with politeness that holds across workers."""

    def __init__(self, conn: connection, *, credentials: CredentialsResolver = from_environment) -> None:
        self.conn = conn
        self.client = Client(gate=StoredGate(conn), credentials=credentials, rules=StoredRobots(conn))

    def state(self, source: Source, *, settle: bool = False) -> Kept:
        """What earlier runs left behind for a source; with ``settle`` what older parsers read is read again."""
        return Kept(
            payloads.fetch_states(self.conn, source.id),
            rejected=rejections.list_rejections(self.conn, source=source.id),
            fresh=partial(fresh_reports, self.conn, source, settle=settle),
        )


class Kept:
    """What earlier runs left behind for one source; nothing, for a look at it without a database.

    ``rejected`` holds its open rejections; ``fresh`` chooses out of reports those that are not stored.
    """

    def __init__(
        self,
        fetched: Mapping[str, FetchState] | None = None,
        *,
        rejected: Sequence[RejectionRow] = (),
        fresh: Callable[[Sequence[Taken]], list[Taken]] = list,
    ) -> None:
        self.rejected = rejected
        self.fresh = fresh
        self._fetched = fetched or {}
        self._parsed = {state.payload_sha256 for state in self._fetched.values()}

    def known(self, sha256: str, url: str | None = None) -> bool:
        """Whether a payload of this hash was the last to be parsed of an address, or of any where none is given."""
        if url is None:
            return sha256 in self._parsed
        state = self._fetched.get(url)
        return state is not None and state.payload_sha256 == sha256

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
    """What one payload holds for a run: what is new and taken, what could not be, how much is left for later.

    ``stored`` is what it says that is stored already.
    """

    taken: tuple[Taken, ...]
    rejected: tuple[Rejection, ...]
    left: int
    stored: tuple[Taken, ...] = ()


def ingest_source(fetcher: Fetcher, source: Source, *, run_id: int, take: Take) -> Counter[str]:
    """Fetch one source and store what is new; returns counts.

    Rejections are stored and counted, and earlier ones whose cause is gone are resolved. Raises FetchError when the
    source's own address cannot be had, after noting it; raises StoreError.
    """
    conn, counts, kept, met = fetcher.conn, Counter[str](), fetcher.state(source, settle=True), Met()
    next_try = kept.next_try(source.address)
    if next_try is not None and next_try > datetime.now(UTC):
        return Counter(deferred=1)
    try:
        for outcome in fetch_source(source, client=fetcher.client, state=kept):
            counts += _store(conn, source, outcome, kept, met, run_id=run_id, take=take.less(counts["taken"]))
    except FetchDeferred as exc:
        later = datetime.now(UTC) + timedelta(seconds=exc.seconds)
        payloads.record_failure(conn, source_id=source.id, url=source.address, error=str(exc), next_try=later)
        return counts + Counter(deferred=1)
    except FetchError as exc:
        payloads.record_failure(conn, source_id=source.id, url=source.address, error=str(exc))
        raise
    if source.kind == "folder":
        met.answered.add(source.address)
    rejections.resolve_rejections(conn, met.mended(kept.rejected, gone=partial(is_gone, source)))
    return counts


def preview(client: Client, source: Source, take: Take, kept: Kept) -> Iterator[Report | Rejection]:
    """What a run would take from a source now. Fetches and reads, writes nothing."""
    for outcome in fetch_source(source, client=client, state=kept):
        if isinstance(outcome, Rejection):
            yield outcome
        elif isinstance(outcome, Fetched):
            contents = read_payload(outcome, source, take, kept)
            take = take.less(len(contents.taken))
            yield from contents.rejected
            yield from (report for _, report in contents.taken)


def read_payload(fetched: Fetched, source: Source, take: Take, kept: Kept) -> Contents:
    """The new reports of a payload, normalised, and a rejection for each item that could not be."""
    place = _place(fetched.url)
    try:
        parsed = fetched.parsed or parse_payload(
            fetched.content,
            name=fetched.name,
            media_type=fetched.media_type,
            url=fetched.url,
            language=source.language,
            largest=source.max_bytes,
        )
    except InputError as exc:
        return Contents((), (_rejection("parse", exc, source, place),), 0)
    reports_read: list[Taken] = []
    rejected = [replace(one, source=source.id, locator=_within(fetched, one.locator)) for one in parsed.rejections]
    for guid, named in _named(parsed.items, fetched):
        item = _with_listed(named, fetched, source)
        if not fetched.speaks_for(item.url):
            continue
        try:
            report = normalize(
                item,
                report_id=guid,
                source=source_facts(source),
                received=_received(fetched, source),
                read=fetched.fetched_at,
            )
        except InputError as exc:
            where = place if guid in {fetched.name, fetched.url} else f"{place}#{guid}"
            rejected.append(_rejection("normalize", exc, source, where))
            continue
        reports_read.append((item, report))
    fresh = kept.fresh(reports_read)
    taken = [pair for pair in fresh if take.wants(pair[1])][: take.limit]
    new = {id(item) for item, _ in fresh}
    stored = tuple(pair for pair in reports_read if id(pair[0]) not in new)
    return Contents(tuple(taken), tuple(rejected), len(fresh) - len(taken), stored)


def _store(
    conn: connection,
    source: Source,
    outcome: Fetched | NotModified | Rejection,
    kept: Kept,
    met: Met,
    *,
    run_id: int,
    take: Take,
) -> Counter[str]:
    if isinstance(outcome, Rejection):
        met.note(outcome)
        rejections.add_rejections(conn, run_id, [outcome])
        return Counter(rejected=1)
    if isinstance(outcome, NotModified):
        met.answered.add(_place(outcome.url))
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
    contents = read_payload(outcome, source, take, kept)
    saved = reports.save_reports(
        conn,
        run_id=run_id,
        source_id=source.id,
        payload_sha=outcome.sha256,
        reports=contents.taken,
        read_by=parser_version(),
    )
    reports.restore_reports(conn, source_id=source.id, reports=contents.stored)
    refused = (replace(one, locator=f"{_place(outcome.url)}#{one.locator}") for one in saved.rejections)
    rejected = (*contents.rejected, *refused)
    rejections.add_rejections(conn, run_id, rejected)
    met.note(*rejected)
    met.answered.update((_place(outcome.url), outcome.requested_url))
    met.parsed.add(_place(outcome.url))
    if not contents.left:
        payloads.record_fetch(
            conn,
            source_id=source.id,
            url=outcome.requested_url,
            at=outcome.fetched_at,
            status=outcome.status,
            etag=outcome.etag,
            last_modified=outcome.last_modified,
            payload_sha256=outcome.sha256,
        )
    return Counter(
        payloads=1,
        taken=len(contents.taken),
        new_versions=len(saved.new_version_ids),
        rejected=len(rejected),
        left_for_later=contents.left,
    )


def _place(url: str) -> str:
    """An address as people write it: the path of a file, else the URL."""
    return unquote(urlsplit(url).path) if url.startswith("file:") else url


def _within(fetched: Fetched, locator: str | None) -> str:
    """Where in a payload a parser met trouble; the payload itself if the parser does not say."""
    place = _place(fetched.url)
    if locator is None or locator in {fetched.url, fetched.name}:
        return place
    return f"{place}#{locator.removeprefix(f'{fetched.name}:')}"


def _named(items: tuple[Item, ...], fetched: Fetched) -> Iterator[tuple[str, Item]]:
    for number, item in enumerate(items, start=1):
        fallback = fetched.name if len(items) == 1 else f"{fetched.name}#{number}"
        guid = own_guid(item) or fallback
        yield guid, replace(item, guid=guid)


def _with_listed(item: Item, fetched: Fetched, source: Source) -> Item:
    """The item of a followed page, with the date that the feed or sitemap gave it as one more witness."""
    said = ({"origin": source.kind, "text": fetched.listed},) if fetched.listed else ()
    return replace(item, dates=(*item.dates, *said)) if said else item


def _received(fetched: Fetched, source: Source) -> datetime:
    """When a payload came in: a file when it was last written, which may be long before it is read."""
    if source.kind == "folder" and fetched.last_modified:
        return parsedate_to_datetime(fetched.last_modified)
    return fetched.fetched_at


def _rejection(stage: str, error: InputError, source: Source, locator: str) -> Rejection:
    return Rejection(stage, error.reason, str(error), source=source.id, locator=locator, evidence=error.detail)  # type: ignore[arg-type]
