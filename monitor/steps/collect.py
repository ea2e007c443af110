"""T1: poll the sources that are due and keep what came as raw items; then hand them to ingest."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from monitor.collectors.collect import collect_one
from monitor.collectors.http import HttpClient
from monitor.collectors.poll import Poll, PollState
from monitor.collectors.sources import Source, SourceBook
from monitor.errors import BadItem, MonitorError, StoreError
from monitor.item import Item, item_from_json, storable_fields
from monitor.steps.act_rows import sha
from monitor.steps.batch import known_items
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.ingest import Ingester
from monitor.steps.judging import content_hash, is_marked, item_key
from monitor.steps.tally import Tally
from monitor.store.portions import portions
from monitor.store.tables import RawItem, SourceOutage, SourceState

log = logging.getLogger(__name__)
AT_ONCE = 50
"""How many sources are asked at once."""
_POLL_LIMIT = timedelta(minutes=15)
_WAITING_LIMIT = 500
_BACKOFF_LIMIT = timedelta(hours=1)
_GIVE_UP_AFTER = 5
_LONGEST_WAIT = timedelta(minutes=2**_GIVE_UP_AFTER)
"""No item that could not be taken in waits longer for the next try."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What one source brought in this round: a line on the screen."""

    source: str
    state: str
    entries: int = 0
    stored: int = 0
    rejected: int = 0
    error: str = ""

    def to_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


async def collect_due(
    desk: Desk, sources: SourceBook, http: HttpClient, *, only: str | None = None
) -> list[SourceLine]:
    """Poll every source whose time has come (or the one named ``only``), many at once; one never stops another."""
    due = await asyncio.to_thread(claim_due, desk, sources, only=only)
    gate = asyncio.Semaphore(AT_ONCE)
    return list(await asyncio.gather(*(poll_source(desk, s, state, http, gate=gate) for s, state in due)))


def next_poll_at(desk: Desk, sources: SourceBook) -> datetime | None:
    """When the next source is due; None without any enabled source."""
    with desk.database.read() as session:
        rows = {r.name: r.next_poll_at for r in session.exec(_states(desk))}
    times = [rows.get(s.name) or desk.now() for s in sources.sources if s.enabled]
    return min(times, default=None)


def _states(desk: Desk) -> SelectOfScalar[SourceState]:
    return select(SourceState).where(SourceState.office_id == desk.database.office_id)


def claim_due(
    desk: Desk, sources: SourceBook, *, only: str | None = None, busy: Container[str] = ()
) -> list[tuple[Source, PollState]]:
    """The sources to poll now, their next turn set first, so that two workers do not ask the same one.

    ``busy`` are those that are still being asked.
    """
    now = desk.now()
    asked = [s for s in sources.sources if s.name not in busy]
    with desk.database.read() as session:
        rows = {r.name: r for r in session.exec(_states(desk))}
    if not any(_is_due(s, rows.get(s.name), now, only) for s in asked):
        return []
    with desk.database.write() as tx:
        take_turn(tx)
        work = Work(tx, desk.book, now)
        rows = {r.name: r for r in tx.session.exec(_states(desk))}
        due = []
        for source in asked:
            if not _is_due(source, rows.get(source.name), now, only):
                continue
            # A changed address starts afresh, also when its first answer fails: an old validator would say "not modified"
            # about another page, an old cursor would skip what is new there.
            known = rows.get(source.name)
            if known is not None and known.url != source.url:
                known.etag = known.last_modified = known.cursor = None
            due.append((source, _poll_state(known)))
            _state_row(work, source).next_poll_at = now + source.every
    return due


def _is_due(source: Source, row: SourceState | None, now: datetime, only: str | None) -> bool:
    if only is not None:
        return source.name == only
    # A turn further off than any can be was set before the clock was set back, or when the source was asked less often.
    furthest = now + max(_BACKOFF_LIMIT, source.every)
    waits = row is not None and row.next_poll_at is not None and now < row.next_poll_at <= furthest
    return source.enabled and not waits


def _poll_state(row: SourceState | None) -> PollState:
    return PollState() if row is None else PollState(row.etag, row.last_modified, row.cursor)


async def poll_source(
    desk: Desk, source: Source, state: PollState, http: HttpClient, *, gate: asyncio.Semaphore
) -> SourceLine:
    """Poll one source and keep what came; whatever goes wrong with it is its failure, recorded. Raises StoreError."""
    async with gate:
        return await _poll_one(desk, source, state, http)


async def _poll_one(desk: Desk, source: Source, state: PollState, http: HttpClient) -> SourceLine:
    try:
        async with asyncio.timeout(_POLL_LIMIT.total_seconds()):
            poll = await collect_one(source, state, http, desk.book.config_dir)
        return await asyncio.to_thread(_keep_poll, desk, source, poll)
    except (StoreError, OperationalError):
        raise  # the database's trouble is no fault of the source
    except MonitorError as error:
        log.warning("source_failed", extra={"source": source.name, "reason": str(error)})
        return await asyncio.to_thread(_keep_failure, desk, source, str(error))
    except TimeoutError:
        # An answer that trickles for ever would be neither failure nor success, and nobody would hear of the silence.
        log.warning("source_failed", extra={"source": source.name, "reason": "endless"})
        minutes = int(_POLL_LIMIT.total_seconds() // 60)
        return await asyncio.to_thread(_keep_failure, desk, source, f"{minutes} 分钟内没有读完")
    except Exception as error:
        log.exception("source_failed", extra={"source": source.name})
        return await asyncio.to_thread(_keep_failure, desk, source, f"程序错误（{type(error).__name__}）")


def _keep_poll(desk: Desk, source: Source, poll: Poll) -> SourceLine:
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        row = _state_row(work, source)
        stored = _keep_raw(work, source, poll.items)
        _note_gap(work, source, row.last_worked_at, rate=desk.clock.rate)
        row.etag, row.last_modified, row.cursor = poll.state.etag, poll.state.last_modified, poll.state.cursor
        _note_asked(row, work.now)
        row.last_worked_at = work.now
        row.next_poll_at = work.now + source.every
        row.last_error, row.failures = None, 0
        row.items_total += stored
        row.rejects_total += len(poll.rejects)
        if stored:
            row.last_item_at = work.now
        _end_outage(work, source)
    for reject in poll.rejects:
        log.warning(
            "entry_rejected", extra={"source": source.name, "row": reject.row, "reason": reject.reason}
        )
    state = "not_modified" if poll.not_modified else "ok"
    return SourceLine(source.name, state, len(poll.items) + len(poll.rejects), stored, len(poll.rejects))


def _keep_failure(desk: Desk, source: Source, error: str) -> SourceLine:
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        row = _state_row(work, source)
        blind_since = row.last_worked_at or work.now
        _note_asked(row, work.now)
        row.last_error = error
        row.failures += 1
        # A source is never given up: it is asked again ever more rarely, at least once an hour.
        wait = source.every * min(2 ** min(row.failures - 1, 6), 64)
        row.next_poll_at = work.now + min(wait, max(_BACKOFF_LIMIT, source.every))
        _begin_outage(work, source, blind_since, error)
    return SourceLine(source.name, "failed", error=error)


def _state_row(work: Work, source: Source) -> SourceState:
    query = select(SourceState).where(
        SourceState.office_id == work.office_id, SourceState.name == source.name
    )
    row = work.tx.session.exec(query).one_or_none()
    if row is None:
        row = SourceState(office_id=work.office_id, name=source.name)
        work.tx.session.add(row)
    row.url = source.url
    return row


def _note_asked(row: SourceState, now: datetime) -> None:
    if row.last_polled_at is None:
        row.first_polled_at = now
    row.last_polled_at = now


def _open_outage(work: Work, source: Source) -> SourceOutage | None:
    query = select(SourceOutage).where(
        SourceOutage.office_id == work.office_id,
        SourceOutage.source == source.name,
        col(SourceOutage.to_at).is_(None),
    )
    return work.tx.session.exec(query).first()


def _begin_outage(work: Work, source: Source, since: datetime, reason: str) -> None:
    if _open_outage(work, source) is None:
        work.tx.session.add(
            SourceOutage(
                office_id=work.office_id,
                source=source.name,
                from_at=since,
                reason=reason,
                noticed_at=work.now,
            )
        )
        work.audit("source.interrupted", f"source/{_short(source.name)}", since=since)


def _note_gap(work: Work, source: Source, worked_at: datetime | None, *, rate: float) -> None:
    """A source that nobody asked for long was not seen either, as while the service stood still: no failure tells of it."""
    if worked_at is not None and work.now - worked_at > source.missed_after(rate):
        _begin_outage(work, source, worked_at, "其间没有轮询（服务停过，或信源停用过）")


def _end_outage(work: Work, source: Source) -> None:
    outage = _open_outage(work, source)
    if outage is not None:
        outage.to_at = work.now
        work.tx.session.add(outage)
        work.audit("source.restored", f"source/{_short(source.name)}", since=outage.from_at)


def _short(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _keep_raw(work: Work, source: Source, items: Sequence[Item]) -> int:
    """Store what is not there yet; the same entry with changed text is there anew. Returns how many are news."""
    if not items:
        return 0
    rows = [_raw_row(work, source, item) for item in items if not is_marked(item)]
    met: list[dict[str, Any]] = []
    if len(rows) < len(items):
        log.warning("marked_refused", extra={"source": source.name, "count": len(items) - len(rows)})
        work.audit("item.marked_refused", f"source/{_short(source.name)}", count=len(items) - len(rows))
    dialect = work.tx.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    stored = 0
    for row in rows:
        # Counted by what comes back: the count of rows that a PostgreSQL driver reports here is -1.
        kept = insert(RawItem).values(**row).on_conflict_do_nothing().returning(col(RawItem.id))
        if work.tx.session.execute(kept).first() is not None:
            stored += 1
        else:
            met.append(row)
    return stored + _take_back(work, met)


def _take_back(work: Work, met: Sequence[dict[str, Any]]) -> int:
    """Let what an entry said before wait again where the item says otherwise by now: its source took a change back.

    Only so often: where old and new copies of a page are served by turns, that is no news. Returns how many.
    """
    named = Counter(row["payload"]["id"] for row in met)
    again = 0
    for part in portions([row for row in met if named[row["payload"]["id"]] == 1]):
        told = [(row, item_from_json(row["payload"])) for row in part]
        known = known_items(work.tx.session, work.office_id, [item_key(item) for _, item in told])
        for row, item in told:
            stored = known.get(item_key(item))
            if stored is not None and stored.content_hash != content_hash(item):
                again += _wait_again(work, row)
    return again


def _wait_again(work: Work, row: Mapping[str, Any]) -> int:
    waits = update(RawItem).where(
        col(RawItem.office_id) == work.office_id,
        col(RawItem.fingerprint) == row["fingerprint"],
        col(RawItem.state) == "ingested",
        col(RawItem.attempts) < _GIVE_UP_AFTER,
    )
    news = {name: row[name] for name in ("payload", "state", "fetched_at", "next_attempt_at")}
    return cast(CursorResult[Any], work.tx.session.execute(waits.values(**news))).rowcount


def _raw_row(work: Work, source: Source, item: Item) -> dict[str, Any]:
    # Half an emoji, as where a text was cut to length, is no character that could be stored or sent.
    payload = storable_fields(item.to_json())
    if item.collected_at is None:
        payload["collected_at"] = work.now.isoformat()
    # The answer belongs to it: a hotline's row comes again, otherwise unchanged, when it has been replied to.
    said = [source.name, item.id, item.title, item.text, item.url, item.reply]
    identity = json.dumps(said, ensure_ascii=False)
    return {
        "office_id": work.office_id,
        "source": source.name,
        "fingerprint": sha(identity),
        "payload": payload,
        "fetched_at": work.now,
        "state": "waiting",
        "attempts": 0,
        "next_attempt_at": work.now,
    }


def ingest_waiting(desk: Desk, ingester: Ingester, *, enough: Callable[[], bool] = lambda: False) -> Tally:
    """T2 for what T1 stored: each raw item is ingested or, after repeated failure, set aside with its reason.

    ``enough`` is asked between portions: True leaves the rest waiting.
    """
    tally = Tally()
    while not enough():
        now = desk.now()
        with desk.database.read() as session:
            query = (
                select(RawItem)
                .where(
                    RawItem.office_id == desk.database.office_id,
                    RawItem.state == "waiting",
                    or_(
                        col(RawItem.next_attempt_at) <= now,
                        # Put off before the clock was set back.
                        col(RawItem.next_attempt_at) > now + _LONGEST_WAIT,
                    ),
                )
                .order_by(col(RawItem.id))
                .limit(_WAITING_LIMIT)
            )
            rows = session.exec(query).all()
        if not rows:
            break
        _ingest_rows(desk, ingester, rows, tally)
    return tally


def _ingest_rows(desk: Desk, ingester: Ingester, rows: Sequence[RawItem], tally: Tally) -> None:
    good: list[tuple[RawItem, Item]] = []
    done: dict[int, str | None] = {}
    for row in rows:
        try:
            good.append((row, item_from_json(row.payload)))
        except BadItem as error:
            done[row.id] = str(error)
    outcomes = ingester.ingest([item for _, item in good], tally=tally)
    for (row, _), outcome in zip(good, outcomes, strict=True):
        done[row.id] = outcome.reason if outcome.status == "rejected" else None
    _mark_rows(desk, rows, done)


def _mark_rows(desk: Desk, rows: Sequence[RawItem], done: dict[int, str | None]) -> None:
    """Mark the outcome; a crash before this only means that ingest meets the same keys again."""
    with desk.database.write() as tx:
        now = desk.now()
        for row in rows:
            error = done.get(row.id)
            row.attempts += 1
            row.error = error
            if error is None:
                row.state, row.payload = "ingested", {}
            elif row.attempts >= _GIVE_UP_AFTER:
                row.state = "rejected"
                tx.record("system", "item.set_aside", f"raw/{row.id}", at=now, attempts=row.attempts)
            else:
                row.next_attempt_at = now + timedelta(minutes=2**row.attempts)
            tx.session.merge(row)
