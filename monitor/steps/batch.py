"""What a batch of items puts in place: their rows, their events, and what the triggers have still to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from monitor.classify.result import Classification
from monitor.item import Item
from monitor.steps.desk import Work
from monitor.steps.event_joins import EventJoins
from monitor.steps.event_rows import EventRows
from monitor.steps.item_rows import Rows
from monitor.steps.recall import Recall
from monitor.store.bulk import Numbers
from monitor.store.tables import ItemKey, ItemRecord
from monitor.text.mask import head

ItemRow = dict[str, Any]
"""The columns of an item, by name."""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A stored item and the hash of what it says now."""

    id: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Look:
    """An item that the office's triggers have to look at; ``row`` is None for one that was counted before."""

    item_id: int
    event_id: int
    source_kind: str
    result: Classification
    row: Mapping[str, Any] | None = None
    level_before: str | None = None
    """What the program found in the text that this one replaces."""


@dataclass(slots=True)
class Batch:
    """One transaction's items, and what they are compared with."""

    work: Work
    known: dict[str, KnownItem]
    recall: Recall
    ruled: bool | None = None
    """Whether any officer has ruled on events; None until it was asked."""
    looks: list[Look] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    events: EventRows = field(init=False)
    joins: EventJoins = field(init=False)
    _numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        session = self.work.tx.session
        self.events = EventRows(session, self.work.office_id)
        self.joins = EventJoins(self.work)
        self._numbers = Numbers(session, ItemRecord)

    def number(self, row: ItemRow) -> ItemRow:
        """The row of a new item with its number and the time of this turn; the one that it was judged by stays as it is."""
        return {**row, "id": self._numbers.take(), "ingested_at": self.work.now}

    def open_event(self, row: ItemRow, at: datetime, earlier: int | None) -> int:
        """Begin an event with an item; ``earlier`` is the event whose story it turns round."""
        event_id = self.events.open(row["title"] or head(row["text"], 60), at, earlier)
        self.recall.opened(event_id)
        if earlier is not None:
            self.work.audit("event.reversal", f"event/{event_id}", earlier=earlier, item=row["id"])
        return event_id

    def store(self, row: ItemRow, key: str, item: Item, result: Classification) -> None:
        """Keep everything that belongs to a new item, for :meth:`write`."""
        self.rows.of_item(self.work, row, key, item, result)
        self.work.audit(
            "item.stored",
            f"item/{row['id']}",
            key=key,
            content=row["content_hash"],
            historical=row["historical"] or None,
        )

    def join(self, one: int, other: int) -> tuple[int, int] | None:
        """Join two events, where that may be; returns the emptied one and the one that stands for both."""
        self.write()
        done = self.joins.join(one, other)
        self.events.forget()
        if done is not None:
            emptied, kept = done
            self.looks = [replace(k, event_id=kept) if k.event_id == emptied else k for k in self.looks]
        return done

    def write(self) -> None:
        """Insert and update what was collected: events before their items, items before what hangs on them."""
        self.events.write()
        self.rows.insert(self.work.tx.session)


def known_items(session: Session, office_id: str, keys: Sequence[str]) -> dict[str, KnownItem]:
    """The stored items of some keys."""
    query = (
        select(ItemKey.key, col(ItemRecord.id), ItemRecord.content_hash)
        .join(ItemRecord, col(ItemRecord.id) == ItemKey.item_id)
        .where(ItemKey.office_id == office_id, col(ItemKey.key).in_(keys))
    )
    return {key: KnownItem(item_id, content) for key, item_id, content in session.exec(query)}
