"""Deadline rows: made with all that they were set for frozen into them, then only moved forward."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from monitor.sla.deadlines import DeadlinePlan, settled_state
from monitor.sla.milestones import Milestone
from monitor.steps.desk import Work
from monitor.steps.rungs import end_rungs, waiting_rungs
from monitor.store.duty_tables import DeadlineLadder
from monitor.store.matters import rules_of
from monitor.store.tables import CaseAct, CaseFile, Deadline, DeadlineChange

UNSETTLED = ("open", "breached")
_SHOWN_AS = {"release": "published", "grading": "collected", "report": "confirmed", "closing": "confirmed"}
"""The contract's code for what starts a deadline that follows a release, a grading, a report or the closing."""


def deadlines_of(work: Work, case: CaseFile) -> list[Deadline]:
    return list(
        work.tx.session.exec(select(Deadline).where(Deadline.case_id == case.id).order_by(col(Deadline.id)))
    )


def deadline_row(work: Work, case: CaseFile, plan: DeadlinePlan, cycle: int) -> Deadline:
    """A deadline with all that it was set for frozen into it, not yet kept."""
    milestone, start = plan.milestone, plan.start
    return Deadline(
        office_id=work.office_id,
        case_id=case.id,
        kind=milestone.kind,
        rule=milestone.id,
        rule_version=case.rule_version,
        basis=milestone.basis,
        legal=milestone.legal.model_dump(mode="json", exclude_none=True) if milestone.legal else {},
        counts=milestone.counts,
        follows=milestone.follows,
        stage=milestone.stage,
        receiver=milestone.receiver,
        mode=milestone.mode,
        clock_start_id=start.id,
        start_at=start.at,
        start_evidence=_SHOWN_AS.get(start.evidence, start.evidence),
        due_at=plan.due_at,
        time_pending=plan.time_pending,
        cycle=cycle,
        severity=case.severity,
        public=milestone.public,
        ladder=_ladder(work, case, milestone),
        recorded_at=work.now,
    )


def _ladder(work: Work, case: CaseFile, milestone: Milestone) -> list[dict[str, Any]]:
    """The ladder of a new deadline: the one re-applied to this milestone of the case since its rules, else its rules'."""
    query = (
        select(DeadlineLadder)
        .join(Deadline, col(Deadline.id) == DeadlineLadder.deadline_id)
        .where(Deadline.case_id == case.id, Deadline.rule == milestone.id)
    )
    applied = work.tx.session.exec(query.order_by(col(DeadlineLadder.id).desc()).limit(1)).first()
    if applied is not None and not _rebooked_since(work, case, applied.act_id):
        return applied.ladder
    rungs = rules_of(work.tx.session, case, work.book).ladders.get(milestone.ladder or "", ())
    return [r.model_dump(mode="json", exclude_none=True) for r in rungs]


def _rebooked_since(work: Work, case: CaseFile, act_id: int) -> bool:
    query = select(CaseAct.id).where(
        CaseAct.case_id == case.id, CaseAct.act == "rebook", col(CaseAct.id) > act_id
    )
    return work.tx.session.exec(query.limit(1)).first() is not None


def keep_deadline(work: Work, row: Deadline) -> Deadline:
    """Store a new deadline, with its first change and its audit record."""
    session = work.tx.session
    session.add(row)
    session.flush()
    session.add(DeadlineChange(deadline_id=row.id, state="open", recorded_at=work.now))
    work.audit(
        "deadline.set",
        f"deadline/{row.id}",
        case=row.case_id,
        kind=row.kind,
        rule=row.rule,
        rule_version=row.rule_version,
        evidence=row.start_evidence,
        start_at=row.start_at,
        due_at=row.due_at,
        cause=row.cause or None,
        receiver=row.receiver,
        past_at_cause=row.past_at_cause or None,
    )
    return row


def set_again(work: Work, case: CaseFile, row: Deadline) -> Deadline:
    """A deadline set once more with all that is frozen into it, to be settled otherwise than the first time."""
    same = [
        r for r in deadlines_of(work, case) if (r.rule, r.clock_start_id) == (row.rule, row.clock_start_id)
    ]
    moving = {"id", "state", "noticed_at", "settled_at", "settled_by"}
    again = row.model_dump(exclude=moving) | {"cycle": len(same), "recorded_at": work.now}
    return keep_deadline(work, Deadline(**again))


def move_deadline(
    work: Work,
    row: Deadline,
    state: str,
    *,
    settled_at: datetime | None = None,
    act_id: int | None = None,
    reason: str = "",
) -> None:
    """Move a deadline's state forward, keeping the move as a row of its own; its waiting rungs end."""
    row.state = state
    if state in ("met", "late", "waived"):
        row.settled_at, row.settled_by = settled_at, act_id
    work.tx.session.add(row)
    work.tx.session.add(
        DeadlineChange(
            deadline_id=row.id,
            state=state,
            settled_at=settled_at,
            act_id=act_id,
            reason=reason,
            recorded_at=work.now,
        )
    )
    work.audit(
        f"deadline.{state}",
        f"deadline/{row.id}",
        case=row.case_id,
        settled_at=settled_at,
        reason=reason or None,
    )
    if state != "breached":
        end_rungs(work, waiting_rungs(work, deadline_id=row.id), state)


def settle(work: Work, rows: Iterable[Deadline], published_at: datetime, act: CaseAct) -> list[Deadline]:
    """Settle unsettled deadlines by a publication; its own time decides, not when it was entered."""
    found = [r for r in rows if r.state in UNSETTLED]
    for row in found:
        state = settled_state(row.due_at, published_at)
        move_deadline(work, row, state, settled_at=published_at, act_id=act.id)
    return found
