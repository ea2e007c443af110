"""T2: normalise, match, classify, store, and open or join a case; one transaction a batch, one savepoint an item."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from sqlalchemy.exc import OperationalError
from sqlmodel import select

from monitor.classify.emergencies.turning import may_turn, turns_round
from monitor.classify.result import graver
from monitor.errors import MonitorError, StoreError
from monitor.events.entry import Placement
from monitor.events.reading import EntryReader, Reading
from monitor.events.sketch import Sketcher
from monitor.item import Item
from monitor.steps.act_rows import sha
from monitor.steps.batch import Batch, ItemRow, KnownItem, Look, known_items
from monitor.steps.case_desk import CaseDesk
from monitor.steps.corrections import hold_corrections
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.event_heat import Rhythm
from monitor.steps.event_rulings import as_ruled, officers_ruled, turned
from monitor.steps.item_rows import Rows
from monitor.steps.judging import Judge, Judged, Judging, Sheet, content_hash, item_key, said
from monitor.steps.recall import Recall, Shelf
from monitor.steps.sketching import fill_sketches, forget_oldest, sketch_again
from monitor.steps.tally import Outcome, Tally
from monitor.store.policy_view import forget_mentions
from monitor.store.revisions import level_found
from monitor.store.sketches import newest_item
from monitor.store.tables import Event, ItemRecord, WorkOrder
from monitor.text.clean import clean_text

log = logging.getLogger(__name__)
BATCH = 200


@dataclass(frozen=True, slots=True)
class _Run:
    tally: Tally
    history: bool
    cases: bool


@dataclass(slots=True)
class _Memory:
    """What a process need not ask again: how far sketches are complete, whether any officer has ruled on events."""

    unsketched_below: int | None = None
    """Stored items below it may lack a sketch: None before anybody looked, 0 when none does."""
    ruled: bool = False


class Ingester:
    """The way of an item into the database; what it is compared with is recalled from rows, batch by batch."""

    def __init__(self, desk: Desk, judge: Judge, reader: EntryReader) -> None:
        self.desk = desk
        self.judge = judge
        self._reader = reader
        self._shelf = Shelf(reader, Sketcher(reader, desk.database.office_id))
        self._rhythm = Rhythm()
        self._memory = _Memory()
        self._turn = Lock()

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
            with self._turn:  # the shelf in memory has one writer
                outcomes += self._batch(batch, _Run(tally, history, cases))
        tally.new += sum(o.status == "new" for o in outcomes)
        tally.duplicate += sum(o.status == "duplicate" for o in outcomes)
        tally.rejected += sum(o.status == "rejected" for o in outcomes)
        return outcomes

    def fill(self) -> bool:
        """Sketch some stored items that lack it, as after an upgrade or a change of rules; True when none is left."""
        if self._memory.unsketched_below != 0:
            self._memory.unsketched_below = fill_sketches(
                self.desk, self._shelf, self._memory.unsketched_below
            )
        return self._memory.unsketched_below == 0

    @property
    def _judging(self) -> Judging:
        return Judging(self.desk, self.judge, self._reader)

    def _batch(self, items: Sequence[Item], run: _Run) -> list[Outcome]:
        """Judge a batch, then write it in one transaction; when an item breaks that, each in one of its own."""
        now = self.desk.now()
        sheets = self._judging.sheets(items, now, history=run.history)
        if any(isinstance(s.judged, Judged) for s in sheets):
            self.fill()
        try:
            return self._write(sheets, run)
        except (StoreError, OperationalError):
            raise  # the database's trouble is no fault of any item
        except Exception:
            if len(sheets) > 1:
                log.exception("batch_failed")
                return [self._alone(sheet, run) for sheet in sheets]
            raise

    def _alone(self, sheet: Sheet, run: _Run) -> Outcome:
        try:
            return self._write([sheet], run)[0]
        except (StoreError, OperationalError):
            raise
        except Exception as error:
            log.exception("item_failed", extra={"item": sha(sheet.item.id)[:12]})
            return Outcome("rejected", reason=f"入库失败（{type(error).__name__}）")

    def _write(self, sheets: Sequence[Sheet], run: _Run) -> list[Outcome]:
        """One transaction. 1. Every item is stored and put into its event. 2. The triggers look at each in turn.

        It is dated by its turn and not by when the batch was judged: what was asked, reported or decided in between was so
        without these items.
        """
        counted = run.tally.copy()
        try:
            with self.desk.database.write() as tx:
                take_turn(tx)
                work = Work(tx, self.desk.book, self.desk.now())
                recall = Recall(tx.session, work.office_id, self._shelf)
                recall.around([s.judged.reading for s in sheets if isinstance(s.judged, Judged)])
                batch = Batch(work, known_items(tx.session, work.office_id, [s.key for s in sheets]), recall)
                outcomes = [self._store(batch, sheet, run) for sheet in sheets]
                batch.write()
                recall.write()
                CaseDesk(work, self.judge, self._rhythm).look_at(batch, run.tally)
                batch.write()
                _audit_batch(work, outcomes, run)
                remembered = self.desk.book.events.match.remembered
                forget_oldest(tx.session, work.office_id, remembered, newest_item(tx.session))
        except BaseException:
            run.tally.restore(counted)
            raise
        return outcomes

    def _store(self, batch: Batch, sheet: Sheet, run: _Run) -> Outcome:
        if isinstance(sheet.judged, MonitorError):
            return Outcome("rejected", reason=str(sheet.judged))
        known = batch.known.get(sheet.key)
        if known is not None:
            self._look_again(batch, known, sheet, run)
            return Outcome("duplicate", known.id)
        judged = self._judging.judged(sheet, batch.work.now, history=run.history)
        if sheet.judged is None:
            batch.recall.around([judged.reading])
        row = batch.number(judged.row)
        self._place(batch, row, judged)
        batch.store(row, sheet.key, sheet.item, judged.result)
        batch.known[sheet.key] = KnownItem(row["id"], sheet.content_hash)
        run.tally.events.add(row["event_id"])
        self._join(batch, row, run)
        if run.cases and not row["historical"]:
            batch.looks.append(Look(row["id"], row["event_id"], row["source_kind"], judged.result, row))
        return Outcome("new", row["id"])

    def _place(self, batch: Batch, row: ItemRow, judged: Judged) -> None:
        """Put the item into its event, or into a new one."""
        session, reading, index = (
            batch.work.tx.session,
            judged.reading.numbered(row["id"]),
            batch.recall.index,
        )
        placement, earlier = index.place(reading), None
        if self._officers_ruled(batch):
            placement = as_ruled(session, placement)
        if _is_turning(row, judged):
            placement, earlier = _turned(batch, placement, reading)
        event_id = placement.event
        if not isinstance(event_id, int):
            event_id = batch.open_event(row, reading.at, earlier)
        row["event_id"], row["duplicate_of"] = event_id, placement.duplicate_of
        batch.events.take(event_id, row, reading.at)
        batch.rows.of_membership(batch.work, row, placement)
        batch.recall.keep(reading, index.add(reading, event_id, placement.duplicate_of))

    def _officers_ruled(self, batch: Batch) -> bool:
        """Whether any officer has ever ruled on events; asked once a batch until one has."""
        if not self._memory.ruled and batch.ruled is None:
            batch.ruled = officers_ruled(batch.work.tx.session, batch.work.office_id)
            self._memory.ruled = batch.ruled
        return self._memory.ruled

    def _join(self, batch: Batch, row: ItemRow, run: _Run) -> None:
        """Join what the new item shows to be one event, as far as officers and cases let it be."""
        index, tried = batch.recall.index, set[Hashable]()
        batch.recall.look_around(row["id"], row["event_id"])
        while others := [event for event in index.joinable(row["id"]) if event not in tried]:
            tried.add(others[0])
            done = batch.join(row["event_id"], others[0]) if isinstance(others[0], int) else None
            if done is not None:
                emptied, row["event_id"] = done
                index.join(*done)
                run.tally.events.discard(emptied)
                run.tally.events.add(row["event_id"])

    def _look_again(self, batch: Batch, known: KnownItem, sheet: Sheet, run: _Run) -> None:
        """The same key again: nothing, or a new revision where the text has changed."""
        if isinstance(sheet.judged, Judged) and known.content_hash != sheet.content_hash:
            batch.write()
            record = batch.work.tx.session.get_one(ItemRecord, known.id)
            self._revise(batch, record, sheet, run)
            batch.known[sheet.key] = KnownItem(known.id, sheet.content_hash)

    def _revise(self, batch: Batch, record: ItemRecord, sheet: Sheet, run: _Run) -> None:
        """The same key with changed text: a new revision, judged anew; what it says may worsen a case."""
        assert isinstance(sheet.judged, Judged)
        work, result = batch.work, sheet.judged.result
        title, text = clean_text(sheet.item.title), clean_text(sheet.item.text)
        made_new = _is_news(record, sheet.judged.row)
        if (title, text) == (record.title, record.text) and not sheet.item.reply and not made_new:
            return  # written otherwise, as by a feed that puts the hour into the addresses of its pictures
        # Of what was history nobody took a level: all that it says now is new.
        before = level_found(work.tx.session, record) if not record.historical else None
        record.revision += 1
        record.content_hash = sheet.content_hash
        record.raw_title, record.raw_text = sheet.item.title, sheet.item.text
        record.title, record.text = title, text
        for name, value in said(result).items():
            setattr(record, name, value)
        if made_new:
            record.historical = False
            record.published_at, record.date_only = sheet.item.published_at, sheet.item.date_only
        record.doubt = sheet.judged.row["doubt"] if not record.historical else None
        outgrown = hold_corrections(work.tx.session, record)
        rows = Rows()
        forget_mentions(work.tx.session, record.id)
        rows.of_revision(work, record.model_dump(), result)
        work.tx.session.add(record)
        work.tx.session.flush()
        rows.insert(work.tx.session, replacing=True)
        sketch_again(work, self._shelf, sheet.judged.reading.numbered(record.id), record)
        _note_reply(work, record, sheet.item)
        body = {"revision": record.revision, "content": sheet.content_hash, "outgrown": outgrown or None}
        work.audit("item.revised", f"item/{record.id}", **body)
        if record.event_id is not None:
            event = batch.events.changing(record.event_id)
            event.severity = graver(event.severity, record.severity)
            if made_new:
                event.historical = False
                event.last_at = max(event.last_at, sheet.judged.reading.at)
            run.tally.events.add(event.id)
            if run.cases and not record.historical:
                look = Look(record.id, event.id, record.source_kind, result, level_before=before)
                batch.looks.append(look)


def _is_news(record: ItemRecord, fresh: ItemRow) -> bool:
    """Whether an item of old says something of now: its source published it anew, as one that uses an id for ever does."""
    at = fresh["published_at"]
    if not record.historical or fresh["historical"] or at is None:
        return False
    return bool(at > (record.published_at or record.collected_at))


def _audit_batch(work: Work, outcomes: Sequence[Outcome], run: _Run) -> None:
    counts = {s: sum(o.status == s for o in outcomes) for s in ("new", "duplicate", "rejected")}
    if counts["new"] or counts["rejected"]:
        work.audit("ingest.batch", "ingest", history=run.history or None, **counts)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Batches in which no item stands beside its own edit: that is taken in by itself, what follows is compared with it."""
    batch: list[Item] = []
    told: dict[str, str] = {}
    for item in items:
        key, content = item_key(item), content_hash(item)
        edited = told.get(key, content) != content
        if edited or len(batch) == BATCH:
            yield batch
            batch, told = [], {}
        if edited:
            yield [item]
        else:
            batch.append(item)
            told[key] = content
    if batch:
        yield batch


def _note_reply(work: Work, record: ItemRecord, item: Item) -> None:
    order = work.tx.session.exec(select(WorkOrder).where(WorkOrder.item_id == record.id)).one_or_none()
    if order is not None and item.replied_at is not None and order.replied_at is None:
        order.replied_at, order.reply, order.reply_recorded_at = item.replied_at, item.reply, work.now


def _turned(batch: Batch, placement: Placement, reading: Reading) -> tuple[Placement, int | None]:
    """Where a refutation goes, and the event that it turns round when it begins one of its own.

    It names its story in few words and tells it otherwise: where no event is near enough, the one that it clearly means.
    """
    found = placement if placement.event is not None else batch.recall.index.story(reading)
    if found.event is None:
        return placement, None
    batch.write()  # what was said of the event's items in this batch is looked at, too
    session = batch.work.tx.session
    into = turned(session, found, session.get_one(Event, found.event), reading.at)
    if placement.event is None and into.earlier is None and into.placement is found:
        return placement, None
    return into.placement, into.earlier


def _is_turning(row: ItemRow, judged: Judged) -> bool:
    """Whether an item refutes an earlier story; flag and words are looked at first, since nearly all items lack them."""
    result = judged.result
    hinted = "rumour" in result.flags or may_turn(row["title"], row["text"])
    return hinted and turns_round(row["title"], row["text"], result.to_json())
