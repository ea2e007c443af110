"""Evidence of when a matter arose: every piece is kept, confirmed or set aside by marks beside it."""

from __future__ import annotations

from typing import Any

from sqlmodel import func, select

from monitor.sla.deadlines import Start
from monitor.steps.desk import Work
from monitor.store.matters import CONFIRMED, EDITED, SET_ASIDE, standing_starts
from monitor.store.revisions import told_by_edit
from monitor.store.tables import CaseAct, CaseFile, ClockStart, ClockStartMark, ItemRecord


def add_start(
    work: Work, case: CaseFile, start: Start, *, note: str = "", item_id: int | None = None
) -> bool:
    """Keep one piece of evidence of when the matter arose; False when it is already there."""
    session, drafts = work.tx.session, work.drafts_of(case)
    row: dict[str, Any] = {
        "case_id": case.id,
        "evidence": start.evidence,
        "start_at": start.at,
        "bare_date": start.bare_date,
        "day_part": start.day_part or None,
        "confirmed": start.confirmed,
        "note": note,
        "item_id": item_id,
        "recorded_at": work.now,
    }
    if drafts is not None:  # the first item of a case tells each kind of evidence once
        drafts.put(ClockStart, row)
        _audit_start(work, case, start, item_id)
        return True
    known = session.exec(
        select(ClockStart).where(
            ClockStart.case_id == case.id,
            ClockStart.evidence == start.evidence,
            ClockStart.start_at == start.at,
            ClockStart.bare_date == start.bare_date,
        )
    ).first()
    if known is not None:
        return False
    session.add(ClockStart(**row))
    session.flush()
    _audit_start(work, case, start, item_id)
    return True


def _audit_start(work: Work, case: CaseFile, start: Start, item_id: int | None) -> None:
    work.audit(
        "clock.start",
        f"case/{case.id}",
        evidence=start.evidence,
        start_at=start.at,
        day_part=start.day_part or None,
        item=item_id,
    )


def add_first_start(work: Work, case: CaseFile, start: Start, *, item_id: int | None = None) -> bool:
    """Keep a piece of evidence of which only the earliest says anything (采集); False when an earlier one is known."""
    if work.drafts_of(case) is not None:
        return add_start(work, case, start, item_id=item_id)
    query = select(func.min(ClockStart.start_at)).where(
        ClockStart.case_id == case.id, ClockStart.evidence == start.evidence
    )
    first = work.tx.session.exec(query).one()
    return (first is None or start.at < first) and add_start(work, case, start, item_id=item_id)


def add_told_times(work: Work, case: CaseFile, item: ItemRecord) -> bool:
    """Keep when an item was published and when it was first collected; True when either is new.

    Of one that became an emergency only by an edit its source's date tells nothing: nobody could know of the matter before. When
    the edit was published is not known either, so it counts as collected when it was read.
    """
    anew = told_by_edit(work.tx.session, item)
    if anew is not None:
        start = Start(0, "collected", anew.recorded_at)
        return add_start(work, case, start, note=f"{EDITED}{anew.revision}", item_id=item.id)
    changed = False
    if item.published_at is not None:
        start = Start(0, "published", item.published_at, item.date_only)
        changed |= add_start(work, case, start, item_id=item.id)
    return add_first_start(work, case, Start(0, "collected", item.collected_at), item_id=item.id) or changed


def confirm_start(work: Work, case: CaseFile, start: Start, act: CaseAct) -> None:
    """Keep a time that an officer confirmed; evidence of its kind that speaks of another is set aside, and kept.

    A later publication speaks against nothing; another time of the occurrence always does.
    """
    add_start(work, case, start, note=f"act/{act.id}")
    mine = start_row(work, case, start)
    mark_start(work, mine, CONFIRMED, act)
    for row in standing_starts(work.tx.session, case.id):
        rival = row.evidence == start.evidence and row.id != mine.id
        if rival and (start.evidence == "confirmed" or row.start_at < start.at):
            mark_start(work, row, SET_ASIDE, act)


def start_row(work: Work, case: CaseFile, start: Start) -> ClockStart:
    """The kept row of a piece of evidence."""
    query = select(ClockStart).where(
        ClockStart.case_id == case.id,
        ClockStart.evidence == start.evidence,
        ClockStart.start_at == start.at,
        ClockStart.bare_date == start.bare_date,
    )
    return work.tx.session.exec(query).one()


def mark_start(work: Work, row: ClockStart, mark: str, act: CaseAct) -> None:
    """Say what became of a piece of evidence; the row itself never changes."""
    work.tx.session.add(ClockStartMark(clock_start_id=row.id, mark=mark, act_id=act.id, recorded_at=work.now))
    work.tx.session.flush()
    work.audit(
        f"clock.{mark}",
        f"case/{row.case_id}",
        act_id=act.id,
        evidence=row.evidence,
        start_at=row.start_at,
        bare_date=row.bare_date or None,
    )
