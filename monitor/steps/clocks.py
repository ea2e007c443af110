"""Clock starts, deadline rows and ladder rungs of a case: adding, superseding, settling; never rewriting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import col, select

from monitor.classify.result import GRAVE
from monitor.clock import SHANGHAI
from monitor.sla import ladder
from monitor.sla.deadlines import DeadlinePlan, Start, plan_deadlines, settled_state
from monitor.sla.rules import Milestone, Rung
from monitor.steps.desk import Work
from monitor.store.tables import CaseAct, CaseFile, ClockStart, Deadline, DeadlineChange, LadderStep

Cause = Literal["open", "upgrade", "downgrade", "start", "reopen"]
UNSETTLED = ("open", "breached")


def add_start(
    work: Work, case: CaseFile, start: Start, *, note: str = "", item_id: int | None = None
) -> bool:
    """Keep one piece of evidence of when the matter arose; False when it is already there."""
    session = work.tx.session
    known = session.exec(
        select(ClockStart.id).where(
            ClockStart.case_id == case.id,
            ClockStart.evidence == start.evidence,
            ClockStart.start_at == start.at,
            ClockStart.bare_date == start.bare_date,
        )
    ).first()
    if known is not None:
        return False
    session.add(
        ClockStart(
            case_id=case.id,
            evidence=start.evidence,
            start_at=start.at,
            bare_date=start.bare_date,
            confirmed=start.confirmed,
            note=note,
            item_id=item_id,
            recorded_at=work.now,
        )
    )
    session.flush()
    work.audit("clock.start", f"case/{case.id}", evidence=start.evidence, start_at=start.at, item=item_id)
    return True


def starts_of(work: Work, case: CaseFile) -> list[Start]:
    """The evidence that starts policy clocks (releases, which start follow-ups, are left out)."""
    rows = work.tx.session.exec(
        select(ClockStart).where(ClockStart.case_id == case.id, ClockStart.evidence != "release")
    )
    return [Start(r.id, r.evidence, r.start_at, r.bare_date, r.confirmed) for r in rows]


def sync_deadlines(work: Work, case: CaseFile, cause: Cause, act_id: int | None = None) -> None:
    """Make the deadline rows agree with the case's severity and evidence.

    1. Deadlines that no longer apply are superseded: unsettled ones, and where the start itself was corrected,
       settled ones too, since the same publication settles the new one. After an upgrade a breach stays a breach.
    2. Deadlines that ought to exist and do not are added, with their ladder frozen into them; what was published
       before settles them at once.
    3. The rungs follow the earliest live deadline of each milestone.
    """
    wanted = plan_deadlines(work.book.sla, case.severity, starts_of(work, case))
    rows = deadlines_of(work, case)
    keys = {(p.milestone.id, p.start.id) for p in wanted}
    ends = {"upgrade": ("open",), "start": ("open", "breached", "met", "late")}.get(cause, UNSETTLED)
    for row in rows:
        if _clock_driven(work, row) and row.state in ends and (row.rule, row.clock_start_id) not in keys:
            move_deadline(work, row, "superseded", reason=cause, act_id=act_id)
    live = {(r.rule, r.clock_start_id) for r in rows if r.state != "superseded"}
    for plan in wanted:
        if (plan.milestone.id, plan.start.id) not in live:
            _settle_by_earlier(work, _add_deadline(work, case, plan, cause, rows))
    _plant_deadline_rungs(work, case)


def _settle_by_earlier(work: Work, row: Deadline) -> None:
    """A deadline that arises after its publication was recorded is settled by it."""
    records = work.tx.session.exec(
        select(CaseAct)
        .where(CaseAct.case_id == row.case_id, CaseAct.act == "record")
        .order_by(col(CaseAct.id))
    )
    act = next((a for a in records if a.body.get("kind") == row.kind), None)
    if act is not None:
        state = settled_state(row.due_at, act.happened_at)
        move_deadline(work, row, state, settled_at=act.happened_at, act_id=act.id, reason="published before")


def deadlines_of(work: Work, case: CaseFile) -> list[Deadline]:
    return list(
        work.tx.session.exec(select(Deadline).where(Deadline.case_id == case.id).order_by(col(Deadline.id)))
    )


def _clock_driven(work: Work, row: Deadline) -> bool:
    milestone = work.book.sla.milestone(row.rule)
    return milestone is None or not milestone.cadence


def _add_deadline(
    work: Work, case: CaseFile, plan: DeadlinePlan, cause: Cause, rows: Sequence[Deadline]
) -> Deadline:
    cycle = sum(1 for r in rows if r.rule == plan.milestone.id and r.clock_start_id == plan.start.id)
    row = _deadline_row(work, case, plan.milestone, plan.start, cycle)
    row.time_pending = plan.time_pending
    row.past_at_cause = cause == "upgrade" and plan.due_at <= work.now
    return _keep_deadline(work, row)


def _deadline_row(work: Work, case: CaseFile, milestone: Milestone, start: Start, cycle: int) -> Deadline:
    rungs = work.book.sla.ladders.get(milestone.ladder or "", ())
    return Deadline(
        office_id=work.office_id,
        case_id=case.id,
        kind=milestone.kind,
        rule=milestone.id,
        rule_version=work.book.version,
        basis=milestone.basis,
        clock_start_id=start.id,
        start_at=start.at,
        start_evidence="published" if start.evidence == "release" else start.evidence,
        due_at=start.at + milestone.within,
        cycle=cycle,
        severity=case.severity,
        public=milestone.public,
        ladder=[r.model_dump(mode="json", exclude_none=True) for r in rungs],
        recorded_at=work.now,
    )


def _keep_deadline(work: Work, row: Deadline) -> Deadline:
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
        past_at_cause=row.past_at_cause or None,
    )
    return row


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
        end_rungs(work, _waiting_rungs(work, deadline_id=row.id), state)


def settle(work: Work, case: CaseFile, kind: str, published_at: datetime, act: CaseAct) -> list[Deadline]:
    """Settle every unsettled deadline of a kind by a publication; its own time decides, not when it was entered."""
    rows = [r for r in deadlines_of(work, case) if r.kind == kind and r.state in UNSETTLED]
    for row in rows:
        move_deadline(
            work, row, settled_state(row.due_at, published_at), settled_at=published_at, act_id=act.id
        )
    return rows


def start_follow_up(work: Work, case: CaseFile, published_at: datetime, act: CaseAct) -> None:
    """After a release, set the next reminder of the office's own cadence (never a breach)."""
    milestone = work.book.sla.cadence_for(case.severity, published_at.astimezone(SHANGHAI).date())
    if milestone is None:
        return
    add_start(work, case, Start(0, "release", published_at), note=f"act/{act.id}")
    release = work.tx.session.exec(
        select(ClockStart).where(
            ClockStart.case_id == case.id,
            ClockStart.evidence == "release",
            ClockStart.start_at == published_at,
        )
    ).one()
    rows = deadlines_of(work, case)
    for row in rows:
        if row.kind == "follow_up" and row.state == "open":
            move_deadline(work, row, "superseded", reason="newer release", act_id=act.id)
    cycle = sum(1 for r in rows if r.clock_start_id == release.id and r.rule == milestone.id)
    start = Start(release.id, "release", published_at)
    row = _keep_deadline(work, _deadline_row(work, case, milestone, start, cycle))
    _plant(work, case, ladder.plan_deadline_rungs(_frozen(row), row.start_at, row.due_at), row)


def plant_case_rungs(work: Work, case: CaseFile, *, prefix: str = "case", skip: Iterable[str] = ()) -> None:
    """Plant the rungs that run from detection (签收, 核实, 快报, 口径 …), by the case's gravity."""
    if case.state == "proposed":
        name = work.book.sla.case_ladders.get("proposed", work.book.sla.case_ladders["other"])
    else:
        name = work.book.sla.case_ladders["grave" if case.severity in GRAVE else "other"]
    planned = [
        p for p in ladder.plan_case_rungs(work.book.sla.ladders[name], work.now) if p.rung.id not in set(skip)
    ]
    _plant(work, case, planned, None, prefix=prefix)


def _plant_deadline_rungs(work: Work, case: CaseFile) -> None:
    """Alerts follow the earliest live deadline of each milestone; rungs of the others end."""
    by_rule: dict[str, list[Deadline]] = {}
    for row in deadlines_of(work, case):
        if row.state in UNSETTLED and _clock_driven(work, row):
            by_rule.setdefault(row.rule, []).append(row)
    for rows in by_rule.values():
        first = min(rows, key=lambda r: (r.due_at, r.id))
        for other in rows:
            if other.id != first.id:
                end_rungs(work, _waiting_rungs(work, deadline_id=other.id), "earlier-clock")
        _plant(work, case, ladder.plan_deadline_rungs(_frozen(first), first.start_at, first.due_at), first)


def _frozen(row: Deadline) -> list[Rung]:
    return [Rung.model_validate(r) for r in row.ladder]


def _plant(
    work: Work,
    case: CaseFile,
    planned: Iterable[ladder.PlannedRung],
    deadline: Deadline | None,
    *,
    prefix: str = "",
) -> None:
    """Add the rungs that are not there yet; of those already past, only the last one speaks."""
    session = work.tx.session
    prefix = f"d{deadline.id}" if deadline else prefix
    known = set(session.exec(select(LadderStep.key).where(LadderStep.case_id == case.id)))
    fresh = [p for p in planned if f"{prefix}:{p.rung.id}" not in known]
    past = [p for p in fresh if p.due_at < work.now - timedelta(seconds=1)]
    spoken = max(past, key=lambda p: p.due_at, default=None)
    for plan in fresh:
        overtaken = plan in past and plan is not spoken
        session.add(
            LadderStep(
                office_id=work.office_id,
                case_id=case.id,
                deadline_id=deadline.id if deadline else None,
                key=f"{prefix}:{plan.rung.id}",
                rung=plan.rung.model_dump(mode="json", exclude_none=True),
                planted_at=work.now,
                due_at=plan.due_at,
                next_at=plan.due_at,
                state="skipped" if overtaken else "waiting",
                outcome="overtaken" if overtaken else "",
            )
        )
    session.flush()


def _waiting_rungs(
    work: Work, *, case_id: int | None = None, deadline_id: int | None = None
) -> Sequence[LadderStep]:
    query = select(LadderStep).where(col(LadderStep.state).in_(("waiting", "held")))
    if case_id is not None:
        query = query.where(LadderStep.case_id == case_id)
    if deadline_id is not None:
        query = query.where(LadderStep.deadline_id == deadline_id)
    return work.tx.session.exec(query).all()


def end_rungs(work: Work, rungs: Iterable[LadderStep], outcome: str) -> None:
    """End rungs that no longer have anything to say."""
    for rung in rungs:
        rung.state, rung.outcome = "skipped", outcome
        work.tx.session.add(rung)


def end_case_rungs(work: Work, case: CaseFile, outcome: str) -> None:
    """End every waiting rung of a case."""
    end_rungs(work, _waiting_rungs(work, case_id=case.id), outcome)


def end_detection_rungs(work: Work, case: CaseFile, outcome: str) -> None:
    """End the waiting rungs that run from detection, before those of another gravity take their place."""
    end_rungs(work, (r for r in _waiting_rungs(work, case_id=case.id) if r.deadline_id is None), outcome)


def wake_held_rungs(work: Work, case: CaseFile) -> None:
    """Let the rungs that waited for verification be looked at now."""
    for rung in _waiting_rungs(work, case_id=case.id):
        if rung.state == "held":
            rung.next_at = work.now
            work.tx.session.add(rung)
