"""The rows that stand behind an item: key, revision, classification, membership, work order, search; inserted together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, SQLModel, insert

from monitor.classify.result import Classification
from monitor.events.entry import Placement
from monitor.item import Item
from monitor.steps.desk import Work
from monitor.store.search import index_items
from monitor.store.tables import (
    EventMembership,
    ItemClassification,
    ItemKey,
    ItemRecord,
    ItemRevision,
    WorkOrder,
)

WORK_ORDER_KINDS = ("hotline", "mailbox")


@dataclass(slots=True)
class Rows:
    """Rows collected over a batch; one statement a table instead of one a row."""

    by_table: dict[type[SQLModel], list[dict[str, Any]]] = field(default_factory=dict)
    searched: list[tuple[int, str, str]] = field(default_factory=list)

    def insert(self, session: Session, *, replacing: bool = False) -> None:
        """Insert what was collected, and begin anew."""
        session.flush()
        for table, rows in self.by_table.items():
            session.execute(insert(table), rows)
        index_items(session, self.searched, replacing=replacing)
        self.by_table, self.searched = {}, []

    def of_item(self, work: Work, record: ItemRecord, sheet: Any, result: Classification) -> None:
        """Everything that belongs to a new item."""
        key = {"office_id": work.office_id, "key": sheet.key, "item_id": record.id}
        self._add(ItemKey, key)
        self.of_revision(work, record, result)
        if record.source_kind in WORK_ORDER_KINDS:
            self._add(WorkOrder, _work_order(work, record, sheet.item, result))

    def of_revision(self, work: Work, record: ItemRecord, result: Classification) -> None:
        """A text of an item and what was said about it."""
        self._add(
            ItemRevision,
            {
                "item_id": record.id,
                "revision": record.revision,
                "content_hash": record.content_hash,
                "raw_title": record.raw_title,
                "raw_text": record.raw_text,
                "recorded_at": work.now,
            },
        )
        self._add(
            ItemClassification,
            {
                "item_id": record.id,
                "revision": record.revision,
                "result": result.to_json(),
                "model": result.model,
                "rules": result.rules,
                "recorded_at": work.now,
            },
        )
        self.searched.append((record.id, record.title, record.text))

    def of_membership(self, work: Work, record: ItemRecord, placement: Placement) -> None:
        """Which event an item was put into, and why."""
        self._add(
            EventMembership,
            {
                "office_id": work.office_id,
                "item_id": record.id,
                "event_id": record.event_id,
                "actor": work.actor,
                "reason": "；".join(placement.why),
                "happened_at": work.now,
                "recorded_at": work.now,
            },
        )

    def _add(self, table: type[SQLModel], row: dict[str, Any]) -> None:
        self.by_table.setdefault(table, []).append(row)


def _work_order(work: Work, record: ItemRecord, item: Item, result: Classification) -> dict[str, Any]:
    return {
        "office_id": work.office_id,
        "item_id": record.id,
        "received_at": record.published_at or record.collected_at,
        "replied_at": item.replied_at,
        "reply": item.reply,
        "organ": result.organs[0] if result.organs else None,
        "category": result.category,
        "recorded_at": work.now,
        "reply_recorded_at": work.now if item.replied_at else None,
    }
