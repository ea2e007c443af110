"""When an item came to say what it says: of one whose source edited it that is not when it was first published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_
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


def emergency_told_at(session: Session, item: ItemRecord) -> datetime | None:
    """When an edit made an item tell of an emergency of which its earlier words told nothing; None where no edit did.

    A source that dates its new text itself (it publishes anew under an old id) is believed: that is no edit.
    """
    if item.revision == 1:
        return None
    silent: datetime | None = None
    told: datetime | None = None
    for row, result in _read(session, [item.id]):
        if _tells(result):
            told = told or row.recorded_at
        else:
            silent, told = row.recorded_at, None
    dated_anew = silent and item.published_at and not item.date_only and item.published_at > silent
    return told if silent and not dated_anew else None


def silent_since(session: Session, items: Collection[int]) -> dict[int, datetime]:
    """Of these items those whose words tell of no emergency so far, with when these words were recorded."""
    last = {row.item_id: (row.recorded_at, result) for row, result in _read(session, items)}
    return {ident: at for ident, (at, result) in last.items() if not _tells(result)}


def _words(row: ItemRevision) -> tuple[str, str]:
    return clean_text(row.raw_title), clean_text(row.raw_text)


def _read(session: Session, items: Collection[int]) -> list[tuple[ItemRevision, Mapping[str, Any]]]:
    """Every text of some items in order, with what was last read in it."""
    query = (
        select(ItemRevision, ItemClassification.result)
        .join(
            ItemClassification,
            and_(
                col(ItemClassification.item_id) == ItemRevision.item_id,
                col(ItemClassification.revision) == ItemRevision.revision,
            ),
        )
        .where(col(ItemRevision.item_id).in_(items))
        .order_by(col(ItemRevision.revision), col(ItemClassification.id))
    )
    last = {(row.item_id, row.revision): (row, result) for row, result in session.exec(query)}
    return list(last.values())


def _tells(result: Mapping[str, Any]) -> bool:
    """Whether what was read in a text is an emergency, be it one that the program was not sure of."""
    return any(result.get(name) for name in ("emergency", "severity", "emergency_unsure"))
