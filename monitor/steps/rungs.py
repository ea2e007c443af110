"""Ladder rungs of a case: planting those that are due later, ending those that have nothing more to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, func, select

from monitor.classify.result import GRAVE
from monitor.sla import ladder
from monitor.sla.milestones import MODE_LABELS, STAGE_LABELS, breaches
from monitor.sla.rules import CaseLadder, Rung
from monitor.steps.desk import Work
from monitor.store.duty_tables import DeadlineLadder
from monitor.store.matters import rules_of
from monitor.store.tables import CaseAct, CaseFile, Deadline, LadderStep

_EARLIER_CLOCK = "earlier-clock"
"""What ended the rungs of a deadline while another one of its milestone falls due before it."""


def plant_case_rungs(work: Work, case: CaseFile, *, prefix: str = "case", skip: Iterable[str] = ()) -> None:
    """Plant the rungs that run from detection (签收, 核实, 快报, 口径 …), by the case's gravity."""
    name: CaseLadder = "grave" if case.severity in GRAVE else "other"
    if case.state == "proposed":
        name = "proposed"
    plant_case_ladder(work, case, name, prefix=prefix, skip=skip)


def plant_case_ladder(
    work: Work, case: CaseFile, name: CaseLadder, *, prefix: str, skip: Iterable[str] = ()
) -> None:
    """Plant one of the office's case ladders from this moment on; an office without it keeps none but ``other``."""
    rules = rules_of(work.tx.session, case, work.book)
    chosen = rules.case_ladders.get(name) or rules.case_ladders.get("other")
    rungs = rules.ladders[chosen] if chosen else ()
    planned = [p for p in ladder.plan_case_rungs(rungs, work.now) if p.rung.id not in set(skip)]
    plant_rungs(work, case, planned, None, prefix=prefix)


def plant_deadline_rungs(work: Work, case: CaseFile, rows: Iterable[Deadline]) -> None:
    """Alerts follow the earliest unsettled deadline of each milestone; rungs of the others end."""
    by_rule: dict[str, list[Deadline]] = {}
    for row in rows:
        by_rule.setdefault(row.rule, []).append(row)
    for found in by_rule.values():
        first = min(found, key=lambda r: (r.due_at, r.id))
        for other in found:
            if other.id != first.id:
                end_rungs(work, waiting_rungs(work, deadline_id=other.id), _EARLIER_CLOCK)
        plant_rungs_of(work, case, first)


def plant_rungs_of(work: Work, case: CaseFile, row: Deadline) -> None:
    """Plant the rungs of one deadline from the ladder that is frozen into it, or that was re-applied to it since.

    Of a re-applied ladder, and of one that was silent while an earlier clock ran, nothing is said again that was sent
    before; a repeating rung goes on at its (new) cadence.
    """
    fresh = row.recorded_at == work.now
    applied = None if fresh else applied_ladder(work, row)
    silenced = None if fresh else _silenced_by(work, row)
    rungs = _labelled(work, case, row, row.ladder if applied is None else applied.ladder)
    planned = list(ladder.plan_deadline_rungs(rungs, row.start_at, row.due_at))
    if applied is None and silenced is None:
        plant_rungs(work, case, planned, row)
        return
    sent = _sent_rungs(work, row)
    told = {s.rung["id"] for s in sent}
    last = max((s.due_at for s in sent), default=row.start_at)
    planned = list(ladder.continue_rungs(planned, told, last, work.now))
    prefix = f"d{row.id}" + (f"r{applied.act_id}" if applied else "") + (f"e{silenced}" if silenced else "")
    plant_rungs(work, case, planned, row, prefix=prefix)


def _silenced_by(work: Work, row: Deadline) -> int | None:
    """The last rung of a deadline that ended because an earlier clock spoke in its place; None while none did.

    That earlier clock may prove wrong (a confirmed hour, an item of another matter): a rung that ended stays ended, so
    the deadline that is the earliest once more needs rungs of its own again.
    """
    query = select(func.max(LadderStep.id)).where(
        LadderStep.deadline_id == row.id, LadderStep.outcome == _EARLIER_CLOCK
    )
    return work.tx.session.exec(query).one()


def applied_ladder(work: Work, row: Deadline) -> DeadlineLadder | None:
    """The ladder that was last re-applied to a deadline; None while it keeps the one that it was made with."""
    query = select(DeadlineLadder).where(DeadlineLadder.deadline_id == row.id)
    return work.tx.session.exec(query.order_by(col(DeadlineLadder.id).desc()).limit(1)).first()


def _sent_rungs(work: Work, row: Deadline) -> Sequence[LadderStep]:
    """The rungs of a deadline that have spoken, in whole or, while they are held, in part."""
    spoken = col(LadderStep.fired_at).is_not(None) | (col(LadderStep.state) == "held")
    return work.tx.session.exec(select(LadderStep).where(LadderStep.deadline_id == row.id, spoken)).all()


def _labelled(work: Work, case: CaseFile, row: Deadline, kept: Sequence[dict[str, Any]]) -> list[Rung]:
    """The rungs of a kept ladder; those of a report up say to whom."""
    rungs = [Rung.model_validate(r) for r in kept]
    if row.receiver is None:
        return rungs
    receiver = rules_of(work.tx.session, case, work.book).report_up.receiver(row.receiver)
    name = receiver.name if receiver else row.receiver
    what = f"{STAGE_LABELS.get(row.stage or '', '上报')}{name}（{MODE_LABELS.get(row.mode or '', '')}）"
    return [r.model_copy(update={"label": f"{what}{r.label}"}) for r in rungs]


def plant_rungs(
    work: Work,
    case: CaseFile,
    planned: Iterable[ladder.PlannedRung],
    deadline: Deadline | None,
    *,
    prefix: str = "",
) -> None:
    """Add the rungs of a deadline, or of ``prefix``, that are not there yet; of those already past only the last speaks."""
    session, drafts = work.tx.session, work.drafts_of(case)
    prefix = prefix or (f"d{deadline.id}" if deadline else "")
    known = set[str]()
    if drafts is None:
        known = set(session.exec(select(LadderStep.key).where(LadderStep.case_id == case.id)))
    fresh = [p for p in planned if f"{prefix}:{p.rung.id}" not in known]
    past = [p for p in fresh if p.due_at < work.now - timedelta(seconds=1)]
    spoken = max(past, key=lambda p: p.due_at, default=None)
    for plan in fresh:
        overtaken = plan in past and plan is not spoken
        row: dict[str, Any] = {
            "office_id": work.office_id,
            "case_id": case.id,
            "deadline_id": deadline.id if deadline else None,
            "key": f"{prefix}:{plan.rung.id}",
            "rung": _kept_rung(plan.rung) if drafts is None else drafts.rung(plan.rung),
            "planted_at": work.now,
            "due_at": plan.due_at,
            "next_at": plan.due_at,
            "state": "skipped" if overtaken else "waiting",
            "outcome": "overtaken" if overtaken else "",
            "unverified": False,
        }
        if drafts is None:
            session.add(LadderStep(**row))
        else:
            drafts.put(LadderStep, row)
    if drafts is None:
        session.flush()


def _kept_rung(rung: Rung) -> dict[str, Any]:
    return rung.model_dump(mode="json", exclude_none=True)


def waiting_rungs(
    work: Work, *, case_id: int | None = None, deadline_id: int | None = None
) -> Sequence[LadderStep]:
    """The rungs of a case or of a deadline that may still speak."""
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


def end_case_rungs(work: Work, case: CaseFile, outcome: str, *, but: Collection[int] = ()) -> None:
    """End every waiting rung of a case except those of some deadlines."""
    end_rungs(work, (r for r in waiting_rungs(work, case_id=case.id) if r.deadline_id not in but), outcome)


def end_detection_rungs(work: Work, case: CaseFile, outcome: str) -> None:
    """End the waiting rungs that run from detection, before those of another gravity take their place."""
    end_rungs(work, (r for r in waiting_rungs(work, case_id=case.id) if r.deadline_id is None), outcome)


def wake_held_rungs(work: Work, case: CaseFile) -> None:
    """Let the rungs that waited for verification be looked at now."""
    for rung in waiting_rungs(work, case_id=case.id):
        if rung.state == "held":
            rung.next_at = work.now
            work.tx.session.add(rung)


def tell_after_all(work: Work, case: CaseFile, act: CaseAct) -> None:
    """A matter that was held for false by mistake: what was kept from those above the leader in charge is said to them now.

    Of what is settled or done meanwhile nothing is said, and what came round several times, or was said after all before, is said
    once. A repeating rung that went to the others goes on by itself.
    """
    session = work.tx.session
    mine = select(LadderStep).where(LadderStep.case_id == case.id)
    keys = session.exec(select(LadderStep.key).where(LadderStep.case_id == case.id)).all()
    said = {key.partition("#")[0].partition(":")[2] for key in keys if key.startswith(ladder.AFTER_ALL)}
    withheld: dict[tuple[int | None, str], LadderStep] = {}
    for step in session.exec(mine.where(LadderStep.outcome == "refuted").order_by(col(LadderStep.id))):
        turn, deadline = (step.deadline_id, step.rung["id"]), deadline_of(work, step)
        if str(step.id) in said:
            withheld.pop(turn, None)
        elif deadline is None or deadline.state == "open":
            withheld[turn] = step
        elif deadline.state == "breached" and step.due_at >= deadline.due_at:
            withheld[turn] = step  # what lies before the end of a time that is over is overtaken
    for step in withheld.values():
        rung = step.rung | {"to": [role for role in step.rung["to"] if role not in ladder.UNVERIFIED_REACHES]}
        if step.state == "fired":
            rung |= {"every": None, "times": None}
        session.add(
            LadderStep(
                office_id=work.office_id,
                case_id=case.id,
                deadline_id=step.deadline_id,
                key=f"{ladder.AFTER_ALL}{act.id}:{step.id}",
                rung=rung,
                planted_at=step.planted_at,
                due_at=work.now,
                next_at=work.now,
            )
        )


def hold_until(work: Work, case: CaseFile) -> datetime | None:
    """Until when a grave case that nobody verified waits; None when nothing waits."""
    if case.severity not in GRAVE or case.verification in ("verified", "false"):
        return None
    query = (
        select(CaseAct.recorded_at)
        .where(CaseAct.case_id == case.id, col(CaseAct.act).in_(("open", "grade", "confirm")))
        .order_by(col(CaseAct.id).desc())
    )
    since = work.tx.session.exec(query).first() or case.proposed_at
    return since + work.book.sla.verification.hold


def is_refuted(case: CaseFile) -> bool:
    """Whether a grave matter was found false: nobody above the leader in charge is told any more."""
    return case.severity in GRAVE and case.verification == "false"


def has_passed(work: Work, step: LadderStep) -> bool:
    """Whether a rung tells of a deadline that is over, and is a breach: a public one, or a report up."""
    deadline = deadline_of(work, step)
    over = deadline is not None and deadline.due_at < work.now
    return deadline is not None and over and breaches(deadline.kind, public=deadline.public)


def deadline_of(work: Work, step: LadderStep) -> Deadline | None:
    """The deadline that a rung belongs to; None for one that runs from detection."""
    return work.tx.session.get(Deadline, step.deadline_id) if step.deadline_id else None
