"""T2: normalise, match, classify, store, and open or join a case; one transaction a batch, one savepoint an item."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Literal, Protocol

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, func, select

from monitor.classify.result import Classification, graver
from monitor.classify.routing import Routing
from monitor.classify.turning import turns_round
from monitor.errors import MonitorError, StoreError
from monitor.events.entry import Entry, Placement
from monitor.item import Item
from monitor.steps.batch import Batch, ItemRow, KnownItem, Look, known_items
from monitor.steps.case_desk import CaseDesk
from monitor.steps.corrections import hold_corrections
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.event_heat import Rhythm
from monitor.steps.event_rulings import as_ruled, newest_ruling, officers_ruled, ruled_items, turned
from monitor.steps.item_rows import Rows
from monitor.store.tables import Event, ItemClassification, ItemRecord, WorkOrder
from monitor.text.clean import clean_text
from monitor.text.mask import refuse_marked

log = logging.getLogger(__name__)
BATCH = 200
MARKED = "带有密级标志，本系统不予接收"
_CLOCK_TOLERANCE = timedelta(minutes=10)
_SAID = (
    "relevant",
    "local",
    "category",
    "category_uncertain",
    "emergency",
    "severity",
    "track",
    "disposition",
    "focus",
)


class Judge(Protocol):
    """What classification offers to this step."""

    def classify_batch(self, items: Sequence[Item], now: datetime) -> list[Classification]: ...
    def route(self, result: Classification) -> Routing: ...


class Index(Protocol):
    """What event matching offers to this step."""

    def place(self, entry: Entry) -> Placement: ...
    def add(self, entry: Entry, event: Hashable, duplicate_of: Hashable | None = None) -> None: ...
    def remove(self, item: Hashable) -> None: ...
    def joinable(self, item: Hashable) -> tuple[Hashable, ...]: ...
    def join(self, event: Hashable, into: Hashable) -> list[Hashable]: ...
    def part(self, items: Iterable[Hashable], event: Hashable) -> None: ...
    def trim(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: stored as new, known already, or rejected with a reason."""

    status: Literal["new", "duplicate", "rejected"]
    item_id: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Tally:
    """The counts of a run; ``received`` = new + duplicate + rejected."""

    new: int = 0
    duplicate: int = 0
    rejected: int = 0
    cases_opened: int = 0
    cases_proposed: int = 0
    events: set[int] = field(default_factory=set)

    @property
    def received(self) -> int:
        return self.new + self.duplicate + self.rejected

    def to_json(self) -> dict[str, int]:
        return {
            "received": self.received,
            "new": self.new,
            "duplicate": self.duplicate,
            "rejected": self.rejected,
            "cases_opened": self.cases_opened,
            "cases_proposed": self.cases_proposed,
            "events": len(self.events),
        }

    def copy(self) -> Tally:
        """The present counts, to go back to."""
        return replace(self, events=set(self.events))

    def restore(self, other: Tally) -> None:
        """Go back to the counts of a copy."""
        self.cases_opened, self.cases_proposed, self.events = (
            other.cases_opened,
            other.cases_proposed,
            other.events,
        )


@dataclass(frozen=True, slots=True)
class Ingester:
    """The way of an item into the database; keeps the event index of the recent past in memory."""

    desk: Desk
    judge: Judge
    index: Index
    rhythm: Rhythm = field(default_factory=Rhythm)
    _seen: list[int] = field(default_factory=lambda: [0])
    _ruled: list[int] = field(default_factory=lambda: [0])
    _officers: list[bool] = field(default_factory=lambda: [False])
    _turn: Lock = field(default_factory=Lock)

    def ingest(
        self, items: Iterable[Item], *, history: bool = False, tally: Tally | None = None, cases: bool = True
    ) -> list[Outcome]:
        """Take items in, in batches; the outcome of each stands at its place.

        ``history``: stored, classified and counted, alerting nobody. ``cases``: False keeps the triggers quiet
        (an officer is opening a case by hand). Raises StoreError when the database cannot be used at all.
        """
        tally = Tally() if tally is None else tally
        outcomes: list[Outcome] = []
        for batch in _batches(items):
            with self._turn:  # the index in memory has one writer
                outcomes += self._batch(batch, _Run(tally, history, cases))
        tally.new += sum(o.status == "new" for o in outcomes)
        tally.duplicate += sum(o.status == "duplicate" for o in outcomes)
        tally.rejected += sum(o.status == "rejected" for o in outcomes)
        return outcomes

    def _batch(self, items: Sequence[Item], run: _Run) -> list[Outcome]:
        """Judge a batch, then write it in one transaction; when an item breaks that, each in one of its own."""
        now = self.desk.now()
        sheets = self._judge(items, now)
        if any(isinstance(s.result, Classification) for s in sheets):
            with self.desk.database.read() as session:
                self._catch_up(
                    session
                )  # the bulk of it outside the transaction, which only looks for the rest
        try:
            return self._write(sheets, run, now)
        except (StoreError, OperationalError):
            raise  # the database's trouble is no fault of any item
        except Exception:
            if len(sheets) > 1:
                log.exception("batch_failed")
                return [self._alone(sheet, run, now) for sheet in sheets]
            raise

    def _alone(self, sheet: _Sheet, run: _Run, now: datetime) -> Outcome:
        try:
            return self._write([sheet], run, now)[0]
        except (StoreError, OperationalError):
            raise
        except Exception as error:
            log.exception("item_failed", extra={"item": _sha(sheet.item.id)[:12]})
            return Outcome("rejected", reason=f"入库失败（{type(error).__name__}）")

    def _judge(self, items: Sequence[Item], now: datetime) -> list[_Sheet]:
        """Classify what is new or changed, outside any transaction."""
        keys, hashes = [item_key(i) for i in items], [content_hash(i) for i in items]
        with self.desk.database.read() as session:
            known = known_items(session, self.desk.database.office_id, keys)
        told = [known[key].content_hash if key in known else None for key in keys]
        marked = [is_marked(item) for item in items]
        wanted = [n for n, content in enumerate(hashes) if told[n] != content and not marked[n]]
        judged = dict(zip(wanted, self._classify([items[n] for n in wanted], now), strict=True))
        judged |= {n: MonitorError(MARKED) for n, is_so in enumerate(marked) if is_so}
        return [_Sheet(item, keys[n], hashes[n], judged.get(n)) for n, item in enumerate(items)]

    def _classify(self, items: Sequence[Item], now: datetime) -> list[Classification | MonitorError]:
        """Classify a batch; when it fails as a whole, one by one, so that one bad item loses no other."""
        try:
            return list(self.judge.classify_batch(items, now))
        except Exception:  # noqa: BLE001  the batch wrapper: the cause is found and logged item by item
            return [self._classify_one(item, now) for item in items]

    def _classify_one(self, item: Item, now: datetime) -> Classification | MonitorError:
        try:
            return self.judge.classify_batch([item], now)[0]
        except Exception as error:
            log.exception("classify_failed", extra={"item": _sha(item.id)[:12]})
            return MonitorError(f"分类失败（{type(error).__name__}）")

    def _write(self, sheets: Sequence[_Sheet], run: _Run, now: datetime) -> list[Outcome]:
        """One transaction; when it fails, the index in memory forgets what it had been told.

        1. Every item is stored and put into its event. 2. The triggers look at each in turn.
        """
        counted, batch = run.tally.copy(), None
        try:
            with self.desk.database.write() as tx:
                take_turn(tx)
                work = Work(tx, self.desk.book, now)
                self._catch_up(tx.session)
                batch = Batch(work, known_items(tx.session, work.office_id, [s.key for s in sheets]))
                outcomes = [self._store(batch, sheet, run) for sheet in sheets]
                batch.write()
                CaseDesk(work, self.judge, self.rhythm).look_at(batch, run.tally)
                batch.write()
                _audit_batch(work, outcomes, run)
        except BaseException:
            self._forget(batch)
            run.tally.restore(counted)
            raise
        self._seen[0] = max(self._seen[0], *batch.placed, 0)
        self._ruled[0] = max(self._ruled[0], batch.joins.last_ruling)
        self.index.trim()
        return outcomes

    def _forget(self, batch: Batch | None) -> None:
        """Take out of the index what a transaction that failed had put in and joined there."""
        if batch is None:
            return
        for items, event_id in reversed(batch.joined):
            self.index.part(items, event_id)
        for item_id in batch.placed:
            self.index.remove(item_id)

    def _store(self, batch: Batch, sheet: _Sheet, run: _Run) -> Outcome:
        if isinstance(sheet.result, MonitorError):
            return Outcome("rejected", reason=str(sheet.result))
        known = batch.known.get(sheet.key)
        if known is not None:
            self._look_again(batch, known, sheet, run)
            return Outcome("duplicate", known.id)
        # It was known when the batch was read and is gone now: judge it after all.
        result = sheet.result or self.judge.classify_batch([sheet.item], batch.work.now)[0]
        row = batch.number(_row(batch.work, sheet, result, self._is_history(sheet.item, batch.work.now, run)))
        self._place(batch, row, result)
        batch.store(row, sheet.key, sheet.item, result)
        batch.known[sheet.key] = KnownItem(row["id"], sheet.content_hash)
        run.tally.events.add(row["event_id"])
        self._join(batch, row, run)
        if run.cases and not row["historical"]:
            batch.looks.append(Look(row["id"], row["event_id"], row["source_kind"], result, row))
        return Outcome("new", row["id"])

    def _look_again(self, batch: Batch, known: KnownItem, sheet: _Sheet, run: _Run) -> None:
        """The same key again: nothing, or a new revision where the text has changed."""
        if isinstance(sheet.result, Classification) and known.content_hash != sheet.content_hash:
            batch.write()
            record = batch.work.tx.session.get_one(ItemRecord, known.id)
            self._revise(batch, record, sheet, run)
            batch.known[sheet.key] = KnownItem(known.id, sheet.content_hash)

    def _is_history(self, item: Item, now: datetime, run: _Run) -> bool:
        return run.history or item.reference_time(now) < now - self.desk.book.sla.backfill_after

    def _place(self, batch: Batch, row: ItemRow, result: Classification) -> None:
        """Put the item into its event, or into a new one."""
        session, entry = batch.work.tx.session, _entry(row, result)
        placement, earlier = self.index.place(entry), None
        if self._officers[0]:
            placement = as_ruled(session, placement)
        if placement.event is not None and _is_turning(row, result):
            batch.write()  # what was said of the event's items in this batch is looked at, too
            found = turned(session, placement, session.get_one(Event, placement.event), entry.at)
            placement, earlier = found.placement, found.earlier
        event_id = placement.event
        if not isinstance(event_id, int):
            event_id = batch.open_event(row, entry.at, earlier)
        row["event_id"], row["duplicate_of"] = event_id, placement.duplicate_of
        batch.events.take(event_id, row, entry.at)
        batch.rows.of_membership(batch.work, row, placement)
        self.index.add(entry, event_id, placement.duplicate_of)
        batch.placed.append(row["id"])

    def _join(self, batch: Batch, row: ItemRow, run: _Run) -> None:
        """Join what the new item shows to be one event, as far as officers and cases let it be."""
        tried: set[Hashable] = set()
        while others := [event for event in self.index.joinable(row["id"]) if event not in tried]:
            tried.add(others[0])
            done = batch.join(row["event_id"], others[0]) if isinstance(others[0], int) else None
            if done is not None:
                emptied, row["event_id"] = done
                batch.joined.append((self.index.join(*done), emptied))
                run.tally.events.discard(emptied)
                run.tally.events.add(row["event_id"])

    def _revise(self, batch: Batch, record: ItemRecord, sheet: _Sheet, run: _Run) -> None:
        """The same key with changed text: a new revision, judged anew; what it says may worsen a case."""
        assert isinstance(sheet.result, Classification)
        work, result = batch.work, sheet.result
        record.revision += 1
        record.content_hash = sheet.content_hash
        record.raw_title, record.raw_text = sheet.item.title, sheet.item.text
        record.title, record.text = clean_text(sheet.item.title), clean_text(sheet.item.text)
        for name, value in _said(result).items():
            setattr(record, name, value)
        hold_corrections(work.tx.session, record)
        rows = Rows()
        rows.of_revision(work, record.model_dump(), result)
        work.tx.session.add(record)
        work.tx.session.flush()
        rows.insert(work.tx.session, replacing=True)
        _note_reply(work, record, sheet.item)
        work.audit("item.revised", f"item/{record.id}", revision=record.revision, content=sheet.content_hash)
        if record.event_id is not None:
            event = batch.events.changing(record.event_id)
            event.severity = graver(event.severity, record.severity)
            run.tally.events.add(event.id)
            if run.cases and not record.historical:
                batch.looks.append(Look(record.id, event.id, record.source_kind, result))

    def _catch_up(self, session: Session) -> None:
        """Bring the index up to date with items that another process, or an earlier run, has stored."""
        newest = session.exec(select(func.max(ItemRecord.id))).one() or 0
        started = self._seen[0] > 0
        since = max(self._seen[0], newest - self.desk.book.events.match.remembered)
        query = (
            select(ItemRecord, ItemClassification.result)
            .join(ItemClassification, col(ItemClassification.item_id) == ItemRecord.id)
            .where(
                ItemRecord.office_id == self.desk.database.office_id,
                col(ItemRecord.id) > since,
                ItemClassification.revision == ItemRecord.revision,
            )
            .order_by(col(ItemRecord.id))
        )
        for record, result in session.exec(query):
            self.index.add(_entry_of_row(record, result), record.event_id, record.duplicate_of)
        self._seen[0] = newest
        self._follow_rulings(session, move=started)

    def _follow_rulings(self, session: Session, *, move: bool) -> None:
        """Move what officers have merged or split since; an index just built has read the items where they are now."""
        office, before = self.desk.database.office_id, self._ruled[0]
        self._ruled[0] = newest_ruling(session, office)
        if self._ruled[0] > before and not self._officers[0]:
            self._officers[0] = officers_ruled(session, office)
        if move and self._ruled[0] > before:
            oldest = max(0, self._seen[0] - self.desk.book.events.match.remembered)
            for record, result in ruled_items(session, office, after=before, oldest=oldest):
                self.index.add(_entry_of_row(record, result), record.event_id, record.duplicate_of)


@dataclass(frozen=True, slots=True)
class _Run:
    tally: Tally
    history: bool
    cases: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One item with its identity and what was said about it (None: it was known when the batch was read)."""

    item: Item
    key: str
    content_hash: str
    result: Classification | MonitorError | None


def is_marked(item: Item) -> bool:
    """Whether an item bears a mark of secrecy: this is no classified system, such papers are refused."""
    return refuse_marked(item.title) or refuse_marked(item.text)


def item_key(item: Item) -> str:
    """The identity of an item: its source and its id there."""
    return _sha(f"{item.source or ''}\x1f{item.id}")


def content_hash(item: Item) -> str:
    """The hash of what an item says; a change of it is a new revision."""
    return _sha("\x1f".join((item.title, item.text, item.reply or "")))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _audit_batch(work: Work, outcomes: Sequence[Outcome], run: _Run) -> None:
    counts = {s: sum(o.status == s for o in outcomes) for s in ("new", "duplicate", "rejected")}
    if counts["new"] or counts["rejected"]:
        work.audit("ingest.batch", "ingest", history=run.history or None, **counts)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _row(work: Work, sheet: _Sheet, result: Classification, historical: bool) -> ItemRow:
    """The row of a new item; its number and its event are still to be found."""
    item = sheet.item
    published = item.published_at
    if published is not None and published > work.now + _CLOCK_TOLERANCE:
        published = None  # a source's clock that runs ahead must not start ours in the future
    return {
        "office_id": work.office_id,
        "external_id": item.id,
        "source": item.source,
        "source_kind": item.source_kind,
        "url": item.url,
        "author": item.author,
        "title": clean_text(item.title),
        "text": clean_text(item.text),
        "raw_title": item.title,
        "raw_text": item.text,
        "published_at": published,
        "date_only": item.date_only,
        "collected_at": item.collected_at or work.now,
        "ingested_at": work.now,
        "likes": item.likes,
        "comments": item.comments,
        "reposts": item.reposts,
        "views": item.views,
        "content_hash": sheet.content_hash,
        "revision": 1,
        "historical": historical,
        "duplicate_of": None,
        "event_id": None,
        **_said(result),
    }


def _said(result: Classification) -> dict[str, Any]:
    """What was said about an item, as far as its own row holds it."""
    return {name: getattr(result, name) for name in _SAID}


def _note_reply(work: Work, record: ItemRecord, item: Item) -> None:
    order = work.tx.session.exec(select(WorkOrder).where(WorkOrder.item_id == record.id)).one_or_none()
    if order is not None and item.replied_at is not None and order.replied_at is None:
        order.replied_at, order.reply, order.reply_recorded_at = item.replied_at, item.reply, work.now


def _entry(row: ItemRow, result: Classification) -> Entry:
    return Entry(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        at=row["published_at"] or row["collected_at"],
        emergency=result.emergency,
        regions=result.regions,
        deaths=result.casualty("deaths"),
        source_kind=row["source_kind"],
        author=row["author"],
    )


def _entry_of_row(record: ItemRecord, result: Mapping[str, object]) -> Entry:
    casualties, regions = result.get("casualties"), result.get("regions")
    deaths = casualties.get("deaths") if isinstance(casualties, dict) else None
    return Entry(
        id=record.id,
        title=record.title,
        text=record.text,
        at=record.published_at or record.collected_at,
        emergency=record.emergency,
        regions=tuple(regions) if isinstance(regions, list) else (),
        deaths=deaths,
        source_kind=record.source_kind,
        author=record.author,
    )


def _is_turning(row: ItemRow, result: Classification) -> bool:
    """Whether an item refutes an earlier story; the flag is looked at first, since nearly all items lack it."""
    return "rumour" in result.flags and turns_round(row["title"], row["text"], result.to_json())
