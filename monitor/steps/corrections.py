"""An officer corrects what the program says of an item: the word is kept as a labelled example and holds from then on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from monitor.classify.learning.corrections import FIELD_LABELS, makes_less, makes_light
from monitor.classify.result import GRAVE, SEVERITY_LABELS, graver
from monitor.errors import NotFound, Refused
from monitor.steps.act_rows import add_act, set_fact
from monitor.steps.alarms import raise_alarm
from monitor.steps.clocks import Why, sync_deadlines
from monitor.steps.desk import Work, take_turn
from monitor.store.tables import CaseFile, Correction, ItemClassification, ItemRecord
from monitor.text.mask import mask

ON_ITEM = ("relevant", "local", "category", "emergency", "severity", "disposition", "focus")
"""The fields whose present value stands in the item's own row; the organ stands on the case."""
_DOUBTED = {"severity": "severity", "emergency": "emergency", "relevance": "relevant"}


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
    """Write a correction down, with its audit record, and set the item's present value.

    Who makes less of a grave emergency gives a reason, which leaders and auditors are shown. Raises Refused without one.
    """
    level = item.severity
    if field == "severity" and new is not None and item.emergency is None:
        raise Refused(f"条目 {item.id} 未判为突发事件，没有事件等级：请先更正突发事件种类")
    light = makes_light(field, new, level)
    if light and (via != "item" or not reason.strip()):
        raise Refused(
            f"该条为{SEVERITY_LABELS[level or 'II']}：降低、撤销其判定须对条目 {item.id} 逐项更正并写明理由"
        )
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
    _hold(item, field, new, level or _level_before(work.tx.session, item))
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
        light=level if light else None,
    )
    if light and not item.historical:
        _tell(work, row, level)
    if old != new and via != "case":
        _follow(work, item, field, new)
    return row


_OF_CASE = ("category", "emergency")
"""What a case has from the item that it was opened on, beside its level, which is graded on the case itself."""


def _follow(work: Work, item: ItemRecord, field: str, new: Any) -> None:
    """The case that was opened on an item is of the class and kind that officers say; figures and lists go by it from now on.

    Its level stays, and so does its kind where the item is said to be no emergency: that is a lowering, done on the case.
    """
    if field not in _OF_CASE or new is None:
        return
    mine = select(CaseFile).where(CaseFile.item_id == item.id, col(CaseFile.state).in_(_STANDING))
    for case in work.tx.session.exec(mine.order_by(col(CaseFile.id))).all():
        old = getattr(case, field)
        if old == new or (field == "emergency" and old is None and case.severity is None):
            continue  # a matter becomes an emergency by being looked at again, which raises it
        act = add_act(work, case, "reclass", {"field": field, "old": old, "new": new, "item": item.id})
        set_fact(work, case, field, new, act)
        if case.state == "open":
            sync_deadlines(work, case, Why("reclass", work.now, act.id))


_STANDING = ("proposed", "open", "closed")


def _tell(work: Work, row: Correction, level: str | None) -> None:
    """Those on duty and the leader in charge hear of it at once; the digest and the page of alarms show it."""
    what = FIELD_LABELS[row.field] + (
        "改为" + SEVERITY_LABELS[row.new] if row.new in SEVERITY_LABELS else "改为否"
    )
    person = work.book.roster.person(work.actor)
    text = (
        f"{person.name if person else work.actor}把条目 {row.item_id}（原为{SEVERITY_LABELS[level or 'II']}）的{what}，理由：{mask(row.reason)[:120]}。"
        "案件的等级与时限未变"
    )
    raise_alarm(work, f"made-light:{row.id}", "made_light", text, but=[work.actor])


def hold_corrections(session: Session, item: ItemRecord) -> list[str]:
    """Let officers' words outrank a new judgement of the machine, field by field; returns the fields where one no longer does.

    A word that made less of an item was said of the text of then: one that has been told to be graver since stands as judged.
    """
    rows = session.exec(
        select(Correction).where(Correction.item_id == item.id).order_by(col(Correction.id))
    ).all()
    now, outgrown = item.severity, set()
    held = now
    for row in rows:
        if (
            row.revision < item.revision
            and makes_less(row.field, row.new, now)
            and _is_graver(session, row, now)
        ):
            outgrown.add(row.field)
            continue
        held = row.new if row.field == "severity" else held
        _hold(item, row.field, row.new, held)
    return sorted(outgrown)


def _is_graver(session: Session, row: Correction, now: str | None) -> bool:
    """Whether the program now finds a graver level than it found in the text that a word was said of."""
    query = select(ItemClassification.result).where(
        ItemClassification.item_id == row.item_id, ItemClassification.revision == row.revision
    )
    said = session.exec(query.order_by(col(ItemClassification.id).desc()).limit(1)).first()
    then = said.get("severity") if said else None
    return now != then and graver(then, now) == now


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


def _hold(item: ItemRecord, field: str, value: Any, level: str | None) -> None:
    """Set a field to what an officer says; ``level`` is the item's as far as it is a matter and an emergency, which else has none."""
    if field not in ON_ITEM:
        return
    setattr(item, field, value)
    if field == "category":
        item.category_uncertain = False
    if field in ("relevant", "emergency"):
        item.severity = level if item.relevant and item.emergency else None
    if field in ("relevant", "emergency", "severity"):
        item.track = _track(item)
    if item.doubt is not None and field in ("relevant", "category", "emergency", "severity"):
        item.doubt = _left_in_doubt(item, field)


def _level_before(session: Session, item: ItemRecord) -> str | None:
    """The level of an item that is no emergency now, from when it was one: an officer's word on it, else the program's."""
    said, found = last_corrections(session, item.id).get("severity"), _classification(session, item)
    machine = found.result.get("severity") if found else None
    if said is None:
        return machine
    level: str | None = said.new
    return level if said.revision == item.revision else graver(level, machine)


def _left_in_doubt(item: ItemRecord, settled: str) -> str | None:
    """What a person has still to look at, once one field is settled."""
    if not item.relevant and settled == "relevant":
        return None
    if item.doubt == "severity" and item.emergency is None:
        return "category" if item.relevant and item.category_uncertain else None
    if item.doubt in _DOUBTED and settled != _DOUBTED[item.doubt]:
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
