"""Before the transaction: who an item is, what it says, and how matching reads it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlmodel import Session

from monitor.classify.learning.doubt import doubt_of
from monitor.classify.organs.matter import Routing
from monitor.classify.result import Classification
from monitor.clock import is_plausible
from monitor.errors import MonitorError
from monitor.events.entry import Entry
from monitor.events.reading import EntryReader, Reading
from monitor.item import Item
from monitor.steps.act_rows import sha
from monitor.steps.batch import ItemRow, known_items
from monitor.steps.desk import Desk
from monitor.store.revisions import silent_since, told_by_edit
from monitor.store.tables import ItemRecord
from monitor.text.clean import clean_text
from monitor.text.mask import refuse_marked

log = logging.getLogger(__name__)
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
    def level_as(self, item: Item, kind: str, now: datetime) -> str: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said about an item, the row that it would get, and how matching reads it."""

    result: Classification
    row: ItemRow
    reading: Reading


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item with its identity and what came of judging it (None: it was known when the batch was read)."""

    item: Item
    key: str
    content_hash: str
    judged: Judged | MonitorError | None


@dataclass(frozen=True, slots=True)
class Judging:
    """Classifies and reads what is new or changed, with no transaction open."""

    desk: Desk
    judge: Judge
    reader: EntryReader

    def sheets(self, items: Sequence[Item], now: datetime, *, history: bool) -> list[Sheet]:
        """A sheet for each item."""
        items = [timed(item, now) for item in items]
        keys, hashes = [item_key(i) for i in items], [content_hash(i) for i in items]
        with self.desk.database.read() as session:
            known = known_items(session, self.desk.database.office_id, keys)
        told = [known[key].content_hash if key in known else None for key in keys]
        marked = [is_marked(item) for item in items]
        wanted = [n for n, content in enumerate(hashes) if told[n] != content and not marked[n]]
        results = dict(zip(wanted, self._classify([items[n] for n in wanted], now), strict=True))
        results |= self._dated_by_edit(
            items, {n: known[keys[n]].id for n in wanted if keys[n] in known}, results, now
        )
        results |= {n: MonitorError(MARKED) for n, is_so in enumerate(marked) if is_so}
        return [
            Sheet(item, keys[n], hashes[n], self._judged(item, hashes[n], results.get(n), now, history))
            for n, item in enumerate(items)
        ]

    def _dated_by_edit(
        self,
        items: Sequence[Item],
        edited: Mapping[int, int],
        results: Mapping[int, Classification | MonitorError],
        now: datetime,
    ) -> dict[int, Classification | MonitorError]:
        """What became an emergency only by an edit, read anew: its 今日 is the day of the edit, not of the first publication.

        ``edited`` are the places of changed items with their rows.
        """
        told = {
            n: ident
            for n, ident in edited.items()
            if isinstance(result := results[n], Classification) and (result.emergency or result.severity)
        }
        if not told:
            return {}
        with self.desk.database.read() as session:
            silent = silent_since(session, told.values())
        again = [
            n
            for n, ident in told.items()
            if ident in silent and items[n].reference_time(now) <= silent[ident]
        ]
        dated = [replace(items[n], published_at=now, date_only=False) for n in again]
        return dict(zip(again, self._classify(dated, now), strict=True))

    def judged(self, sheet: Sheet, now: datetime, *, history: bool) -> Judged:
        """What was said about an item; one that was known and is gone now is judged after all."""
        if isinstance(sheet.judged, Judged):
            return sheet.judged
        result = self.judge.classify_batch([sheet.item], now)[0]
        return self._read(sheet.item, sheet.content_hash, result, now, history)

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
            log.exception("classify_failed", extra={"item": sha(item.id)[:12]})
            return MonitorError(f"分类失败（{type(error).__name__}）")

    def _judged(
        self,
        item: Item,
        content: str,
        result: Classification | MonitorError | None,
        now: datetime,
        history: bool,
    ) -> Judged | MonitorError | None:
        if not isinstance(result, Classification):
            return result
        try:
            return self._read(item, content, result, now, history)
        except Exception as error:
            log.exception("item_failed", extra={"item": sha(item.id)[:12]})
            return MonitorError(f"入库失败（{type(error).__name__}）")

    def _read(self, item: Item, content: str, result: Classification, now: datetime, history: bool) -> Judged:
        old = history or item.reference_time(now) < now - self.desk.book.sla.backfill_after
        row = (
            _row(item, content, now)
            | said(result)
            | {"office_id": self.desk.database.office_id, "historical": old}
            | {"doubt": None if old else doubt_of(result, self.desk.book.learning.doubt)}
        )
        return Judged(result, row, self.reader.read(_entry(row, result)))


def timed(item: Item, now: datetime) -> Item:
    """The item without times that cannot be: those of the future, and the zeros that programs write for "no time".

    A source's clock that runs ahead must neither start ours in the future nor date 昨天 by a day that has not come; a
    zero would make news long past, or a letter answered. It comes before all reading, so every door has it.
    """
    published, collected, replied = (
        at if at is None or (is_plausible(at) and at <= now + _CLOCK_TOLERANCE) else None
        for at in (item.published_at, item.collected_at, item.replied_at)
    )
    if (published, collected, replied) == (item.published_at, item.collected_at, item.replied_at):
        return item
    bare = item.date_only and published is not None
    return replace(item, published_at=published, collected_at=collected, replied_at=replied, date_only=bare)


def is_marked(item: Item) -> bool:
    """Whether an item bears a mark of secrecy: this is no classified system, such papers are refused."""
    return refuse_marked(item.title) or refuse_marked(item.text)


def item_key(item: Item) -> str:
    """The identity of an item: its source and its id there."""
    return sha(f"{item.source or ''}\x1f{item.id}")


def content_hash(item: Item) -> str:
    """The hash of what an item says; a change of it is a new revision."""
    return sha("\x1f".join((item.title, item.text, item.reply or "")))


def said(result: Classification) -> dict[str, Any]:
    """What was said about an item, as far as its own row holds it."""
    return {name: getattr(result, name) for name in _SAID}


def _row(item: Item, content: str, now: datetime) -> ItemRow:
    """The row of a new item; its number, its turn and its event are still to be found."""
    return {
        "external_id": item.id,
        "source": item.source,
        "source_kind": item.source_kind,
        "url": item.url,
        "author": item.author,
        "title": clean_text(item.title),
        "text": clean_text(item.text),
        "raw_title": item.title,
        "raw_text": item.text,
        "published_at": item.published_at,
        "date_only": item.date_only,
        "collected_at": item.collected_at or now,
        "likes": item.likes,
        "comments": item.comments,
        "reposts": item.reposts,
        "views": item.views,
        "content_hash": content,
        "revision": 1,
        "duplicate_of": None,
        "event_id": None,
    }


def _entry(row: ItemRow, result: Classification) -> Entry:
    return Entry(
        id=None,
        title=row["title"],
        text=row["text"],
        at=row["published_at"] or row["collected_at"],
        emergency=result.emergency,
        regions=result.regions,
        deaths=result.casualty("deaths"),
        source_kind=row["source_kind"],
        author=row["author"],
    )


def item_of_record(record: ItemRecord) -> Item:
    """A stored item as it was given, for judging it again."""
    return Item(
        id=record.external_id,
        title=record.raw_title,
        text=record.raw_text,
        source=record.source,
        source_kind=record.source_kind,
        published_at=record.published_at,
        collected_at=record.collected_at,
        date_only=record.date_only,
    )


def item_as_told(session: Session, record: ItemRecord) -> Item:
    """A stored item for judging it again, dated by the edit where only an edit made it an emergency."""
    item, anew = item_of_record(record), told_by_edit(session, record)
    return item if anew is None else replace(item, published_at=anew.recorded_at, date_only=False)


def entry_of_record(record: ItemRecord, result: Mapping[str, object]) -> Entry:
    """A stored item as matching reads it, with what was said about it."""
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
