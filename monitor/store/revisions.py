"""When an item came to say what it says: of one whose source edited it that is not when it was first published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import and_, or_
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


def told_by_edit(session: Session, item: ItemRecord) -> ItemRevision | None:
    """The text by which an edit made an item tell of an emergency of which no earlier words told; None where no edit did.

    A source that dates its new text itself (it publishes anew under an old id) is believed: that is no edit.
    """
    if item.revision == 1:
        return None
    texts = _read(session, [item.id])
    silent = sum(1 for _ in takewhile(lambda text: not _tells(text[1]), texts))
    return texts[silent][0] if silent and _tells(texts[-1][1]) else None


def silent_since(session: Session, items: Collection[int]) -> dict[int, datetime]:
    """Of these items those of which no words have told of an emergency so far, with when the last were recorded."""
    texts = _read(session, items)
    told = {row.item_id for row, result in texts if _tells(result)}
    return {row.item_id: row.recorded_at for row, _ in texts if row.item_id not in told}


def _words(row: ItemRevision) -> tuple[str, str]:
    return clean_text(row.raw_title), clean_text(row.raw_text)


def _read(session: Session, items: Collection[int]) -> list[tuple[ItemRevision, Mapping[str, Any]]]:
    """Every text of some items since their publication, in order, with what was last read in it."""
    query = (
        select(ItemRevision, ItemClassification.result)
        .join(ItemRecord, col(ItemRecord.id) == ItemRevision.item_id)
        .join(
            ItemClassification,
            and_(
                col(ItemClassification.item_id) == ItemRevision.item_id,
                col(ItemClassification.revision) == ItemRevision.revision,
            ),
        )
        .where(
            col(ItemRevision.item_id).in_(items),
            or_(
                col(ItemRecord.published_at).is_(None),
                col(ItemRecord.date_only),
                col(ItemRecord.published_at) <= col(ItemRevision.recorded_at),
            ),
        )
        .order_by(col(ItemRevision.revision), col(ItemClassification.id))
    )
    last = {(row.item_id, row.revision): (row, result) for row, result in session.exec(query)}
    return list(last.values())


def _tells(result: Mapping[str, Any]) -> bool:
    """Whether what was read in a text is an emergency, be it one that the program was not sure of."""
    return any(result.get(name) for name in ("emergency", "severity", "emergency_unsure"))
