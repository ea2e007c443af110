"""An officer corrects what the program says of an item: the word is kept as a labelled example and holds from then on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from monitor.classify.result import GRAVE
from monitor.errors import NotFound, Refused
from monitor.steps.desk import Work, take_turn
from monitor.store.tables import Correction, ItemClassification, ItemRecord

ON_ITEM = ("relevant", "local", "category", "emergency", "severity", "disposition", "focus")
"""The fields whose present value stands in the item's own row; the organ stands on the case."""
_DOUBTED = {"emergency": "emergency", "relevance": "relevant"}


def correct(
    work: Work, item_id: int, field: str, value: Any, *, reason: str = "", via: str = "item"
) -> Correction:
    """Keep an officer's word on one field of an item, and let it hold.

    The program's own word stays in ``item_classification``. Raises NotFound, and Refused where nothing would change.
    """
    take_turn(work.tx)
    item = work.tx.session.get(ItemRecord, item_id)
    if item is None or item.office_id != work.office_id:
        raise NotFound(f"没有编号为 {item_id} 的条目")
    old = _present(work.tx.session, item, field)
    if old == value:
        raise Refused("与现有判定相同，无须更正")
    return keep_correction(work, item, field, old=old, new=value, reason=reason, via=via)


def keep_word(
    work: Work, item: ItemRecord, field: str, value: Any, *, via: str, reason: str = ""
) -> Correction:
    """Keep an officer's word on one field, also where it agrees with what stands: that is an example, too."""
    old = _present(work.tx.session, item, field)
    return keep_correction(work, item, field, old=old, new=value, reason=reason, via=via)


def keep_case_word(work: Work, item_id: int, field: str, value: Any, *, reason: str = "") -> None:
    """What an officer settles on a case against the program's word is an example too; agreement is none."""
    item = work.tx.session.get_one(ItemRecord, item_id)
    old = _present(work.tx.session, item, field)
    if old != value:
        keep_correction(work, item, field, old=old, new=value, reason=reason, via="case")


def keep_correction(
    work: Work, item: ItemRecord, field: str, *, old: Any, new: Any, reason: str, via: str
) -> Correction:
    """Write a correction down, with its audit record, and set the item's present value."""
    row = Correction(
        office_id=work.office_id,
        item_id=item.id,
        revision=item.revision,
        field=field,
        old=old,
        new=new,
        via=via,
        actor=work.actor,
        reason=reason,
        model=_model(work.tx.session, item),
        recorded_at=work.now,
    )
    _hold(item, field, new)
    work.tx.session.add(row)
    work.tx.session.add(item)
    work.tx.session.flush()
    digest = hashlib.sha256(reason.encode("utf-8", "replace")).hexdigest() if reason else None
    work.audit(
        "item.confirmed" if old == new else "item.corrected",
        f"item/{item.id}",
        field=field,
        old=_code(old),
        new=_code(new),
        via=via,
        reason_sha256=digest,
    )
    return row


def hold_corrections(session: Session, item: ItemRecord) -> None:
    """Let officers' words outrank a new judgement of the machine, field by field."""
    rows = session.exec(
        select(Correction).where(Correction.item_id == item.id).order_by(col(Correction.id))
    ).all()
    for row in rows:
        _hold(item, row.field, row.new)


def last_corrections(session: Session, item_id: int) -> dict[str, Correction]:
    """The latest word on each corrected field of an item."""
    rows: Sequence[Correction] = session.exec(
        select(Correction).where(Correction.item_id == item_id).order_by(col(Correction.id))
    ).all()
    return {row.field: row for row in rows}


def _present(session: Session, item: ItemRecord, field: str) -> Any:
    if field in ON_ITEM:
        return getattr(item, field)
    said = last_corrections(session, item.id).get(field)
    if said is not None:
        return said.new
    found = _classification(session, item)
    organs = found.result.get("organs") if found else None
    return organs[0] if organs else None


def _hold(item: ItemRecord, field: str, value: Any) -> None:
    if field not in ON_ITEM:
        return
    setattr(item, field, value)
    if field == "category":
        item.category_uncertain = False
    if field in ("relevant", "severity"):
        item.track = _track(item)
    if item.doubt is not None and field in ("relevant", "category", "emergency"):
        item.doubt = _left_in_doubt(item, field)


def _left_in_doubt(item: ItemRecord, settled: str) -> str | None:
    """What a person has still to look at, once one field is settled."""
    if not item.relevant and settled == "relevant":
        return None
    if item.doubt in ("emergency", "relevance") and settled != _DOUBTED[item.doubt]:
        return item.doubt
    return "category" if item.relevant and item.category_uncertain else None


def _track(item: ItemRecord) -> str | None:
    if not item.relevant:
        return None
    return "press_conference" if item.severity in GRAVE else "response"


def _classification(session: Session, item: ItemRecord) -> ItemClassification | None:
    query = select(ItemClassification).where(ItemClassification.item_id == item.id)
    return session.exec(query.order_by(col(ItemClassification.id).desc()).limit(1)).first()


def _model(session: Session, item: ItemRecord) -> str:
    found = _classification(session, item)
    return found.model if found else ""


def _code(value: Any) -> Any:
    """Booleans and codes as they are; None as a word, since an audit body leaves None out."""
    return "none" if value is None else value
