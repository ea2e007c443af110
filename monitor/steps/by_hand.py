"""Opening a case by hand: an officer decides that an item is a public opinion matter (认定为政务舆情)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from monitor.classify.result import Classification
from monitor.errors import NotFound, Refused
from monitor.sla.day_parts import first_moment
from monitor.steps import acts
from monitor.steps.act_rows import no_slip_of_the_year
from monitor.steps.desk import Work, take_turn
from monitor.steps.judging import Judge, item_as_told
from monitor.steps.opening import Opening, open_case
from monitor.store.revisions import told_by_edit
from monitor.store.tables import CaseFile, ItemRecord

AS_JUDGED = "as-judged"
"""Stands for a severity that the officer left to the classifier; None is a matter without an emergency."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """What an officer may say beside the item itself."""

    severity: str | None = AS_JUDGED
    occurred_at: datetime | date | None = None
    organ: str = ""
    reason: str = ""
    year_checked: bool = False
    """That a time long before all that is known of the matter is right, as where it was hidden."""
    asked: bool = True
    """Whether it is asked about at all: not of an object that tells when it happened and no other time."""


def open_by_hand(work: Work, judge: Judge, item_id: int, said: ByHand) -> CaseFile:
    """Open a case on a stored item; its clocks run from the item's own evidence and from what the officer says.

    Raises NotFound for an unknown item, Refused when it has an open or proposed case already.
    """
    take_turn(work.tx)
    session = work.tx.session
    record = session.get(ItemRecord, item_id)
    if record is None or record.office_id != work.office_id:
        raise NotFound(f"没有编号为 {item_id} 的条目")
    there = session.exec(
        select(CaseFile).where(CaseFile.item_id == item_id, col(CaseFile.state).in_(("open", "proposed")))
    ).first()
    if there is not None:
        raise Refused(f"该条目已在案：{there.number}（{there.id}）")
    if said.occurred_at is not None and first_moment(said.occurred_at) > work.now:
        raise Refused("事发时间不能晚于现在")
    result = judge.classify_batch([item_as_told(session, record)], work.now)[0]
    if said.occurred_at is not None and said.asked and not said.year_checked:
        known = _first_known(work, record, result)
        no_slip_of_the_year(first_moment(said.occurred_at), known, ("事发时间", "该条目最早的时间"))
    opening = Opening(
        item=record,
        result=result,
        rule="officer",
        state="open",
        severity=result.severity if said.severity == AS_JUDGED else said.severity,
        occurred_at=said.occurred_at or result.occurred_at,
        occurred_part=None if said.occurred_at else result.occurred_part,
        routing=judge.route(result),
        reason=said.reason,
        year_checked=said.year_checked,
    )
    opened = open_case(work, opening)
    if said.organ:
        acts.assign(work, opened, said.organ, "立案时指定")
    return opened


def _first_known(work: Work, item: ItemRecord, result: Classification) -> datetime:
    """The earliest time that a case on an item would know of without what an officer says."""
    anew = told_by_edit(work.tx.session, item)
    told = (anew.recorded_at,) if anew else (item.collected_at, item.published_at)
    occurred = first_moment(result.occurred_at) if result.occurred_at else None
    known: list[datetime] = [moment for moment in (work.now, occurred, *told) if moment is not None]
    return min(known)


def check_published(moment: datetime, now: datetime) -> None:
    """Refuse an hour of publication, typed with a matter that has just been seen, whose year can only be a slip. Raises Refused."""
    no_slip_of_the_year(moment, now, ("发布时间", "现在"))
