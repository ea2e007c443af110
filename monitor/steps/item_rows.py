"""The rows that stand behind an item: key, revision, classification, membership, work order, search; inserted together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, SQLModel

from monitor.classify.policies.confusion import is_wrong
from monitor.classify.policies.spoken_of import SpokenOf
from monitor.classify.result import Classification
from monitor.events.entry import Placement
from monitor.item import Item
from monitor.steps.desk import Work
from monitor.store.bulk import insert_rows
from monitor.store.policy_tables import PolicyMention
from monitor.store.search import index_items
from monitor.store.tables import (
    EventMembership,
    ItemClassification,
    ItemKey,
    ItemRecord,
    ItemRevision,
    WorkOrder,
)

Row = dict[str, Any]
WORK_ORDER_KINDS = ("hotline", "mailbox")

_ORDER = (
    ItemRecord,
    ItemKey,
    ItemRevision,
    ItemClassification,
    EventMembership,
    WorkOrder,
    PolicyMention,
)
"""Tables in the order in which their rows refer to each other."""


@dataclass(slots=True)
class Rows:
    """Rows collected over a batch; one statement a table instead of one a row."""

    by_table: dict[type[SQLModel], list[Row]] = field(default_factory=dict)
    searched: list[tuple[int, str, str]] = field(default_factory=list)

    def insert(self, session: Session, *, replacing: bool = False) -> None:
        """Insert what was collected, and begin anew."""
        session.flush()
        for table in _ORDER:
            if rows := self.by_table.get(table):
                insert_rows(session, table, rows)
        index_items(session, self.searched, replacing=replacing)
        self.by_table, self.searched = {}, []

    def of_item(self, work: Work, row: Row, key: str, item: Item, result: Classification) -> None:
        """A new item and everything that belongs to it."""
        self._add(ItemRecord, row)
        self._add(ItemKey, {"office_id": work.office_id, "key": key, "item_id": row["id"]})
        self.of_revision(work, row, result)
        if row["source_kind"] in WORK_ORDER_KINDS:
            self._add(WorkOrder, _work_order(work, row, item, result))

    def of_revision(self, work: Work, row: Row, result: Classification) -> None:
        """A text of an item and what was said about it."""
        self._add(
            ItemRevision,
            {
                "item_id": row["id"],
                "revision": row["revision"],
                "content_hash": row["content_hash"],
                "raw_title": row["raw_title"],
                "raw_text": row["raw_text"],
                "recorded_at": work.now,
            },
        )
        self._add(
            ItemClassification,
            {
                "item_id": row["id"],
                "revision": row["revision"],
                "result": result.to_json(),
                "model": result.model,
                "rules": result.rules,
                "recorded_at": work.now,
            },
        )
        self.searched.append((row["id"], row["title"], row["text"]))
        for spoken in result.policies:
            self._add(PolicyMention, mention_row(work, row, spoken))

    def of_membership(self, work: Work, row: Row, placement: Placement) -> None:
        """Which event an item was put into, and why."""
        self._add(
            EventMembership,
            {
                "office_id": work.office_id,
                "item_id": row["id"],
                "event_id": row["event_id"],
                "actor": work.actor,
                "reason": "；".join(placement.why),
                "happened_at": work.now,
                "recorded_at": work.now,
            },
        )

    def _add(self, table: type[SQLModel], row: Row) -> None:
        self.by_table.setdefault(table, []).append(row)


def mention_row(work: Work, item: Mapping[str, Any], spoken: SpokenOf) -> Row:
    """An item, given by its columns, that speaks of a policy."""
    policy = work.book.policies.policy(spoken.id)
    return {
        "office_id": work.office_id,
        "policy": spoken.id,
        "item_id": item["id"],
        "told_at": item["published_at"] or item["collected_at"],
        "because": spoken.because,
        "named": spoken.named,
        "asks": spoken.asks,
        "wrong": policy is not None and is_wrong(policy, spoken.claims),
        "claims": dict(spoken.claims),
        "recorded_at": work.now,
    }


def _work_order(work: Work, row: Row, item: Item, result: Classification) -> dict[str, Any]:
    return {
        "office_id": work.office_id,
        "item_id": row["id"],
        "received_at": row["published_at"] or row["collected_at"],
        "replied_at": item.replied_at,
        "reply": item.reply,
        "organ": result.organs[0] if result.organs else None,
        "category": result.category,
        "recorded_at": work.now,
        "reply_recorded_at": work.now if item.replied_at else None,
    }
