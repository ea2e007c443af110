"""A person settles what the program doubts: right as it stands, another class, an emergency, a graver level, or no matter; each word is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.errors import NotFound, Refused
from monitor.steps.corrections import keep_word
from monitor.steps.desk import Work, take_turn
from monitor.store.tables import ItemRecord

VIA = "doubt"


class Settled(Refused):
    """Somebody else has settled the item meanwhile."""


def settle(work: Work, item_id: int, right: Mapping[str, Any]) -> ItemRecord:
    """A person's word on an item in doubt: ``right`` holds the right value of what is wrong, and is empty where all is right.

    Where all is right, what was in doubt is kept as a confirmation: a labelled example like a correction. The item waits on
    for what the answer does not settle, as an emergency whose class was corrected. Raises NotFound, and Settled when nobody is
    asked any more.
    """
    take_turn(work.tx)
    item = work.tx.session.get(ItemRecord, item_id)
    if item is None or item.office_id != work.office_id:
        raise NotFound(f"没有编号为 {item_id} 的条目")
    if item.doubt is None:
        raise Settled("该条已有人判过")
    for field, value in _corrected(item, right) if right else _confirmed(item):
        keep_word(work, item, field, value, via=VIA)
    return item


def _corrected(item: ItemRecord, right: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What was said, relevance first; whoever names its class or kind says that it is a matter."""
    said = dict(right)
    if any(said.get(field) for field in ("category", "emergency", "severity")) and (
        not item.relevant or item.doubt == "relevance"
    ):
        said.setdefault("relevant", True)
    return [
        (field, said[field]) for field in ("relevant", "emergency", "severity", "category") if field in said
    ]


def _confirmed(item: ItemRecord) -> list[tuple[str, Any]]:
    """What stands and was in doubt; of what is no matter nothing but that."""
    if not item.relevant:
        return [("relevant", False)]
    asked = {
        "relevant": item.doubt == "relevance",
        "emergency": item.doubt == "emergency",
        "severity": item.doubt == "severity",
        "category": item.category_uncertain,
    }
    return [(field, getattr(item, field)) for field, doubted in asked.items() if doubted]
