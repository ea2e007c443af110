"""When an item came to say what it says: of one whose source edited it that is not when it was first published."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from monitor.store.tables import ItemClassification, ItemRecord, ItemRevision
from monitor.text.clean import clean_text


def reworded_at(session: Session, item: ItemRecord) -> datetime | None:
    """When the present words of an item were recorded; None for one that has said the same since it came.

    A reply that was added, or markup that changed, is a revision of the same words.
    """
    if item.revision == 1:
        return None
    query = select(ItemRevision).where(ItemRevision.item_id == item.id)
    newest, *earlier = session.exec(query.order_by(col(ItemRevision.revision).desc())).all()
    words, since = _words(newest), newest.recorded_at
    for row in earlier:
        if _words(row) != words:
            return since
        since = row.recorded_at
    return None


def level_found(session: Session, item: ItemRecord) -> str | None:
    """The level that the program found in an item's present text, whatever officers have said of it."""
    query = select(ItemClassification.result).where(ItemClassification.item_id == item.id)
    found = session.exec(query.order_by(col(ItemClassification.id).desc()).limit(1)).first()
    return found.get("severity") if found else None


def _words(row: ItemRevision) -> tuple[str, str]:
    return clean_text(row.raw_title), clean_text(row.raw_text)
