"""T2: normalise, match, classify, store, and open or join a case; one transaction a batch, one savepoint an item."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Literal, Protocol

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, func, select

from monitor.classify.opinion import Opinion, higher
from monitor.classify.result import Classification, graver
from monitor.classify.routing import Routing
from monitor.classify.turning import turns_round
from monitor.errors import MonitorError, StoreError
from monitor.events.entry import Entry, Placement
from monitor.item import Item
from monitor.sla.triggers import Sighting, Trigger, choose
from monitor.steps.corrections import hold_corrections
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.event_rulings import as_ruled, newest_ruling, ruled_items, turned
from monitor.steps.item_rows import Rows
from monitor.steps.opening import Opening, case_of_event, open_case, sight
from monitor.steps.opinion import follow_event, judge_event
from monitor.store.tables import (
    CaseFile,
    Event,
    ItemClassification,
    ItemKey,
    ItemRecord,
    WorkOrder,
)
from monitor.text.clean import clean_text
from monitor.text.mask import refuse_marked

log = logging.getLogger(__name__)
BATCH = 200
MARKED = "带有密级标志，本系统不予接收"
_REMEMBERED = 50_000
_CLOCK_TOLERANCE = timedelta(minutes=10)


class Judge(Protocol):
    """What classification offers to this step."""

    def classify_batch(self, items: Sequence[Item], now: datetime) -> list[Classification]: ...
    def route(self, result: Classification) -> Routing: ...


class Index(Protocol):
    """What event matching offers to this step."""

    def place(self, entry: Entry) -> Placement: ...
    def add(self, entry: Entry, event: Hashable, duplicate_of: Hashable | None = None) -> None: ...
    def remove(self, item: Hashable) -> None: ...


class Warmth(Protocol):
    """How hot an event is and whether many people speak of it."""

    def heat(self, members: Sequence[ItemRecord], now: datetime) -> float: ...
    def concentrated(self, members: Sequence[ItemRecord], now: datetime) -> bool: ...


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
    warmth: Warmth
    _seen: list[int] = field(default_factory=lambda: [0])
    _ruled: list[int] = field(default_factory=lambda: [0])
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
            known = _known(session, self.desk.database.office_id, keys)
        wanted = [n for n, key in enumerate(keys) if known.get(key) != hashes[n] and not is_marked(items[n])]
        judged = dict(zip(wanted, self._classify([items[n] for n in wanted], now), strict=True))
        judged |= {n: MonitorError(MARKED) for n, item in enumerate(items) if is_marked(item)}
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
        """One transaction; when it fails, the index in memory forgets what it had been told."""
        counted, placed = run.tally.copy(), _Placed()
        try:
            with self.desk.database.write() as tx:
                take_turn(tx)
                work = Work(tx, self.desk.book, now)
                self._catch_up(tx.session)
                outcomes = [self._store(work, sheet, run, placed) for sheet in sheets]
                placed.rows.insert(tx.session)
                _audit_batch(work, outcomes, run)
        except BaseException:
            for item_id in placed.ids:
                self.index.remove(item_id)
            run.tally.restore(counted)
            raise
        self._seen[0] = max(self._seen[0], *placed.ids, 0)
        return outcomes

    def _store(self, work: Work, sheet: _Sheet, run: _Run, placed: _Placed) -> Outcome:
        if isinstance(sheet.result, MonitorError):
            return Outcome("rejected", reason=str(sheet.result))
        session = work.tx.session
        known = placed.keys.get(sheet.key) or _item_of_key(session, work.office_id, sheet.key)
        if known is not None:
            record = session.get_one(ItemRecord, known)
            if sheet.result is not None and record.content_hash != sheet.content_hash:
                placed.rows.insert(session)
                self._revise(work, record, sheet, run)
            return Outcome("duplicate", record.id)
        # It was known when the batch was read and is gone now: judge it after all.
        result = sheet.result or self.judge.classify_batch([sheet.item], work.now)[0]
        record = self._insert(work, sheet, result, self._is_history(sheet.item, work.now, run))
        placed.keys[sheet.key] = record.id
        self._place(work, record, result, placed)
        placed.rows.of_item(work, record, sheet, result)
        run.tally.events.add(record.event_id or 0)
        self._cases(work, record, result, run)
        return Outcome("new", record.id)

    def _is_history(self, item: Item, now: datetime, run: _Run) -> bool:
        return run.history or item.reference_time(now) < now - self.desk.book.sla.backfill_after

    def _insert(self, work: Work, sheet: _Sheet, result: Classification, historical: bool) -> ItemRecord:
        record = _record(work, sheet, historical)
        _take_result(record, result)
        work.tx.session.add(record)
        work.tx.session.flush()
        work.audit(
            "item.stored",
            f"item/{record.id}",
            key=sheet.key,
            content=sheet.content_hash,
            historical=historical or None,
        )
        return record

    def _place(self, work: Work, record: ItemRecord, result: Classification, placed: _Placed) -> None:
        """Put the item into its event, or into a new one."""
        session = work.tx.session
        entry = _entry(record, result)
        placement = self.index.place(entry)
        if self._ruled[0]:
            placement = as_ruled(session, placement)
        event = session.get(Event, placement.event) if placement.event is not None else None
        earlier: int | None = None
        if event is not None and _is_turning(record, result):
            placed.rows.insert(session)  # what was said of the event's items in this batch is looked at, too
            found = turned(session, placement, event, entry.at)
            placement, earlier = found.placement, found.earlier
            event = session.get(Event, placement.event) if placement.event is not None else None
        if event is None:
            event = _new_event(work, record, entry.at, earlier)
        record.event_id, record.duplicate_of = event.id, placement.duplicate_of  # type: ignore[assignment]
        _touch(event, record, entry.at)
        placed.rows.of_membership(work, record, placement)
        self.index.add(entry, event.id, placement.duplicate_of)
        placed.ids.append(record.id)

    def _cases(self, work: Work, record: ItemRecord, result: Classification, run: _Run) -> None:
        """Let the office's triggers decide; history alerts nobody and opens nothing."""
        if record.historical or not run.cases or record.event_id is None:
            return
        event = work.tx.session.get_one(Event, record.event_id)
        trigger, opinion = self._trigger(work, record, event, result)
        case = case_of_event(work, record.event_id)
        opening = self._opening(record, result, trigger)
        if case is not None:
            if event.reversal_of is not None:
                opening = replace(opening, reversal=event.id)
            sight(work, case, opening, trigger)
            if case.event_id == event.id or _rises(case, event):
                follow_event(work, case, event, opinion)
        elif trigger is not None:
            opened = open_case(work, opening)
            follow_event(work, opened, event, opinion)
            if opened.state == "open":
                run.tally.cases_opened += 1
            else:
                run.tally.cases_proposed += 1

    def _trigger(
        self, work: Work, record: ItemRecord, event: Event, result: Classification
    ) -> tuple[Trigger | None, Opinion]:
        """What the office's triggers say of the item in its event, whose heat and opinion level are brought up to date."""
        live = select(ItemRecord).where(
            ItemRecord.event_id == record.event_id, col(ItemRecord.historical).is_(False)
        )
        members = work.tx.session.exec(live).all()
        event.heat = self.warmth.heat(members, work.now)
        opinion = judge_event(work, work.book.opinion, event, members, result)
        sighting = Sighting(
            severity=result.severity,
            emergency=result.emergency,
            relevant=result.relevant,
            relevance=result.relevance,
            local=result.local,
            source_kind=record.source_kind,
            focus=result.focus,
            flags=result.flags,
            category=result.category,
            event_items=len(members),
            event_sources=len({m.source for m in members}),
            concentrated=self.warmth.concentrated(members, work.now),
            opinion_level=event.opinion_level,
        )
        return choose(work.book.cases, sighting), opinion

    def _opening(self, record: ItemRecord, result: Classification, trigger: Trigger | None) -> Opening:
        return Opening(
            item=record,
            result=result,
            rule=trigger.id if trigger else "",
            state="open" if trigger and trigger.do == "open" else "proposed",
            severity=result.severity,
            occurred_at=result.occurred_at,
            routing=self.judge.route(result),
        )

    def _revise(self, work: Work, record: ItemRecord, sheet: _Sheet, run: _Run) -> None:
        """The same key with changed text: a new revision, judged anew; what it says may worsen a case."""
        assert isinstance(sheet.result, Classification)
        record.revision += 1
        record.content_hash = sheet.content_hash
        record.raw_title, record.raw_text = sheet.item.title, sheet.item.text
        record.title, record.text = clean_text(sheet.item.title), clean_text(sheet.item.text)
        _take_result(record, sheet.result)
        hold_corrections(work.tx.session, record)
        rows = Rows()
        rows.of_revision(work, record, sheet.result)
        work.tx.session.add(record)
        work.tx.session.flush()
        rows.insert(work.tx.session, replacing=True)
        _note_reply(work, record, sheet.item)
        work.audit("item.revised", f"item/{record.id}", revision=record.revision, content=sheet.content_hash)
        event = work.tx.session.get(Event, record.event_id)
        if event is not None:
            event.severity = graver(event.severity, record.severity)
            run.tally.events.add(event.id)
        self._cases(work, record, sheet.result, run)

    def _catch_up(self, session: Session) -> None:
        """Bring the index up to date with items that another process, or an earlier run, has stored."""
        newest = session.exec(select(func.max(ItemRecord.id))).one() or 0
        started = self._seen[0] > 0
        since = max(self._seen[0], newest - _REMEMBERED)
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
        if move and self._ruled[0] > before:
            oldest = max(0, self._seen[0] - _REMEMBERED)
            for record, result in ruled_items(session, office, after=before, oldest=oldest):
                self.index.add(_entry_of_row(record, result), record.event_id, record.duplicate_of)


@dataclass(frozen=True, slots=True)
class _Run:
    tally: Tally
    history: bool
    cases: bool


@dataclass(slots=True)
class _Placed:
    """What a batch has put in place so far: rows to insert together, keys, and ids that the index knows."""

    rows: Rows = field(default_factory=Rows)
    keys: dict[str, int] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)


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


def _item_of_key(session: Session, office_id: str, key: str) -> int | None:
    found = session.get(ItemKey, (office_id, key))
    return found.item_id if found is not None else None


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


def _known(session: Session, office_id: str, keys: Sequence[str]) -> dict[str, str]:
    query = (
        select(ItemKey.key, ItemRecord.content_hash)
        .join(ItemRecord, col(ItemRecord.id) == ItemKey.item_id)
        .where(ItemKey.office_id == office_id, col(ItemKey.key).in_(keys))
    )
    return dict(session.exec(query).all())


def _record(work: Work, sheet: _Sheet, historical: bool) -> ItemRecord:
    item = sheet.item
    published = item.published_at
    if published is not None and published > work.now + _CLOCK_TOLERANCE:
        published = None  # a source's clock that runs ahead must not start ours in the future
    return ItemRecord(
        office_id=work.office_id,
        external_id=item.id,
        source=item.source,
        source_kind=item.source_kind,
        url=item.url,
        author=item.author,
        title=clean_text(item.title),
        text=clean_text(item.text),
        raw_title=item.title,
        raw_text=item.text,
        published_at=published,
        date_only=item.date_only,
        collected_at=item.collected_at or work.now,
        ingested_at=work.now,
        likes=item.likes,
        comments=item.comments,
        reposts=item.reposts,
        views=item.views,
        content_hash=sheet.content_hash,
        historical=historical,
    )


def _take_result(record: ItemRecord, result: Classification) -> None:
    for name in ("relevant", "local", "category", "category_uncertain", "emergency", "severity", "track"):
        setattr(record, name, getattr(result, name))
    record.disposition, record.focus = result.disposition, result.focus


def _note_reply(work: Work, record: ItemRecord, item: Item) -> None:
    order = work.tx.session.exec(select(WorkOrder).where(WorkOrder.item_id == record.id)).one_or_none()
    if order is not None and item.replied_at is not None and order.replied_at is None:
        order.replied_at, order.reply, order.reply_recorded_at = item.replied_at, item.reply, work.now


def _entry(record: ItemRecord, result: Classification) -> Entry:
    return Entry(
        id=record.id,
        title=record.title,
        text=record.text,
        at=record.published_at or record.collected_at,
        emergency=result.emergency,
        regions=result.regions,
        deaths=result.casualty("deaths"),
        source_kind=record.source_kind,
        author=record.author,
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


def _rises(case: CaseFile, event: Event) -> bool:
    """Whether an event beside the case's own has come to a higher level than the case was told of."""
    known = case.opinion_event_level
    return higher(known, event.opinion_level) != known


def _is_turning(record: ItemRecord, result: Classification) -> bool:
    """Whether an item refutes an earlier story; the flag is looked at first, since nearly all items lack it."""
    return "rumour" in result.flags and turns_round(record.title, record.text, result.to_json())


def _new_event(work: Work, record: ItemRecord, at: datetime, earlier: int | None) -> Event:
    """An event that begins with this item; ``earlier`` is the event whose story it turns round."""
    title = record.title or record.text[:60]
    event = Event(office_id=work.office_id, title=title, first_at=at, last_at=at, reversal_of=earlier)
    work.tx.session.add(event)
    work.tx.session.flush()
    if earlier is not None:
        work.audit("event.reversal", f"event/{event.id}", earlier=earlier, item=record.id)
    return event


def _touch(event: Event, record: ItemRecord, at: datetime) -> None:
    """Bring an event's own summary up to date with a further item."""
    event.items += 1
    event.first_at, event.last_at = min(event.first_at, at), max(event.last_at, at)
    event.severity = graver(event.severity, record.severity)
    event.emergency = event.emergency or record.emergency
    event.category = event.category or record.category
    event.historical = record.historical if event.items == 1 else event.historical and record.historical
    record.event_id = event.id
