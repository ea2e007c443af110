"""Deadlines that follow something done: reminders after a release, reports up (首报, 续报, 终报)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from sqlmodel import col, select

from monitor.clock import SHANGHAI
from monitor.sla.cases import is_lower
from monitor.sla.deadlines import Start, plan_under
from monitor.sla.milestones import Follows, Milestone, Stage
from monitor.sla.reporting import Report, answers, present_stage
from monitor.steps.deadline_rows import (
    UNSETTLED,
    deadline_row,
    deadlines_of,
    keep_deadline,
    move_deadline,
    settle,
)
from monitor.steps.desk import Work
from monitor.steps.rungs import plant_rungs_of
from monitor.steps.starts import add_start, start_row
from monitor.store.matters import family, live_acts, matter_of, rules_of
from monitor.store.tables import CaseAct, CaseFact, CaseFile, ClockStart, Deadline


def bound_after(work: Work, case: CaseFile, follows: Follows, at: datetime) -> tuple[Milestone, ...]:
    """The milestones that bind a case after a release, a grading, a report up or its closing at a moment."""
    session = work.tx.session
    day = at.astimezone(SHANGHAI).date()
    return rules_of(session, case, work.book).following(follows, matter_of(session, case), day)


def start_following(
    work: Work, case: CaseFile, milestone: Milestone, evidence: str, at: datetime
) -> Deadline:
    """A deadline that runs from a release, a grading, a report or the closing, with its rungs."""
    add_start(work, case, Start(0, evidence, at))
    return _begin(work, case, milestone, start_row(work, case, Start(0, evidence, at)))


def _begin(work: Work, case: CaseFile, milestone: Milestone, begin: ClockStart) -> Deadline:
    start = Start(begin.id, begin.evidence, begin.start_at)
    same = [r for r in deadlines_of(work, case) if (r.rule, r.clock_start_id) == (milestone.id, start.id)]
    row = deadline_row(work, case, plan_under(milestone, start), len(same))
    row.cause = milestone.follows or ""
    plant_rungs_of(work, case, keep_deadline(work, row))
    return row


def restart(work: Work, case: CaseFile, row: Deadline) -> None:
    """Set a deadline once more from the same start, when what had settled it was revoked and it is still owed.

    A further report (续报) has begun with what stands of the reports before: :func:`take_back_report`.
    """
    if row.follows == "report":
        return
    session = work.tx.session
    milestone = rules_of(session, case, work.book).milestone(row.rule)
    if milestone is None or (row.follows == "closing" and case.state == "open"):
        return
    owed = milestone.applies(matter_of(session, case), row.start_at.astimezone(SHANGHAI).date())
    running = any(r.rule == row.rule and r.state in UNSETTLED for r in deadlines_of(work, case))
    if owed and not running:
        _begin(work, case, milestone, session.get_one(ClockStart, row.clock_start_id))


def start_first_reports(work: Work, case: CaseFile) -> None:
    """The first reports up that the present grade asks for, each from the grading that first asked for it.

    No judging begins them anew. A grade that comes back has what is left of its own time; a lower one counts from the graver
    one that asked the same of the same receiver, and asks nothing where that was answered. So of cases that became one.
    """
    running = {r.rule for r in deadlines_of(work, case) if r.state != "superseded"}
    asked = _first_reports(work, case)
    for milestone in bound_after(work, case, "grading", work.now):
        if milestone.id in running:
            continue
        graver = [r for r in asked if is_lower(r.severity, case.severity) and _asks_like(r, milestone)]
        if not any(r.state in ("met", "late") for r in graver):
            since = [r.start_at for r in asked if r in graver or r.rule == milestone.id]
            start_following(work, case, milestone, "grading", min(since, default=work.now))


def _first_reports(work: Work, case: CaseFile) -> list[Deadline]:
    """The first reports that were ever asked for on a case and on those that were merged into it."""
    mine = col(Deadline.case_id).in_(family(work.tx.session, case.id))
    return list(work.tx.session.exec(select(Deadline).where(mine, Deadline.stage == "first")))


def _asks_like(row: Deadline, milestone: Milestone) -> bool:
    return (row.receiver, row.mode) == (milestone.receiver, milestone.mode)


def answer_by_family(work: Work, case: CaseFile, taken_in: Iterable[int]) -> None:
    """What was reported up for a case that has been merged into this one answers this one's terms, and starts its next."""
    for act in sorted(_reports(work, taken_in), key=lambda a: (a.happened_at, a.id)):
        due = present_stage(r for r in deadlines_of(work, case) if r.state in UNSETTLED)
        answer_reports(work, case, _report_of(act, due), act)


def report_on(work: Work, case: CaseFile, since: datetime) -> None:
    """Ask for further reports (续报) from a moment on, of every receiver that has had one and to whom none is owed."""
    standing = [_report_of(a) for a in _reports(work, family(work.tx.session, case.id))]
    owed = {r.rule for r in deadlines_of(work, case) if r.stage == "follow" and r.state in UNSETTLED}
    for milestone in bound_after(work, case, "report", since):
        told = any(report.receiver in ("", milestone.receiver) for report in standing)
        if told and milestone.id not in owed:
            start_following(work, case, milestone, "report", since)


def take_back_report(work: Work, case: CaseFile, target: CaseAct, act: CaseAct) -> None:
    """A report up that was never made starts no further one: the next follows the last report that stands.

    On a case that was taken up again since it follows that moment: while it was closed nobody owed one.
    """
    if not _is_report(target):
        return
    report = _report_of(target)
    rows = [r for r in deadlines_of(work, case) if r.stage == "follow"]
    mine = [r for r in rows if report.receiver in ("", r.receiver)]
    begun = [r for r in mine if r.state in UNSETTLED and r.start_at == report.at]
    for row in begun:
        move_deadline(work, row, "superseded", reason="revoked", act_id=act.id)
    if case.state != "open":
        return
    standing = _reports(work, family(work.tx.session, case.id))
    again = _taken_up_again(work, case)
    for milestone in bound_after(work, case, "report", work.now):
        if report.receiver not in ("", milestone.receiver):
            continue
        told = [a for a in standing if _report_of(a).receiver in ("", milestone.receiver)]
        last = max(told, key=lambda a: (a.happened_at, a.id), default=None)
        running = any(r.rule == milestone.id and r.state in UNSETTLED for r in rows)
        if last is None or running:
            continue
        if again is not None and again > last.happened_at:
            start_following(work, case, milestone, "report", again)
        elif _report_of(last).stage != "final":
            start_following(work, case, milestone, "report", last.happened_at)


def _taken_up_again(work: Work, case: CaseFile) -> datetime | None:
    """When a closed case was last taken up again; None where it never was."""
    query = select(CaseFact).where(CaseFact.case_id == case.id, CaseFact.name == "state")
    facts = work.tx.session.exec(query.order_by(col(CaseFact.id))).all()
    taken = (late.recorded_at for early, late in pairwise(facts) if (early.value, late.value) == _REOPENED)
    return max(taken, default=None)


_REOPENED = ("closed", "open")


def _reports(work: Work, cases: Iterable[int]) -> list[CaseAct]:
    """The reports up of some cases that stand."""
    acts = (a for c in cases for a in live_acts(work.tx.session, c, "report_up", "record"))
    return [a for a in acts if _is_report(a)]


def _is_report(act: CaseAct) -> bool:
    """Whether an act reports up; a remark that it was done (快报) names no stage and answers no term."""
    if act.act == "record":
        return act.body.get("kind") == "report_up"
    return act.act == "report_up" and bool(act.body.get("stage"))


def _report_of(act: CaseAct, due: Stage = "follow") -> Report:
    """A recorded report up; one in the general form answers the stage that is ``due``, for all receivers."""
    stage = act.body.get("stage") or due
    return Report(stage, act.happened_at, act.body.get("receiver") or "", act.body.get("mode") or "")


def start_follow_up(work: Work, case: CaseFile, published_at: datetime, act: CaseAct) -> None:
    """After a release, set the next reminder of the office's own cadence (never a breach)."""
    for milestone in bound_after(work, case, "release", published_at):
        running = [r for r in deadlines_of(work, case) if r.rule == milestone.id]
        _supersede_open(work, running, "newer release", act)
        start_following(work, case, milestone, "release", published_at)


def answer_reports(work: Work, case: CaseFile, report: Report, act: CaseAct) -> list[Deadline]:
    """What a report up settles, and what it starts.

    1. The unsettled terms of its stage and receiver are settled by its time; a written report also those by telephone.
    2. Further reports to that receiver (续报) run anew from this one; a final one (终报) ends them. One that is entered
       after a later one neither answers nor moves what that later one started.
    """
    rows = [r for r in deadlines_of(work, case) if r.kind == "report_up"]
    if report.stage != "final":
        rows = [r for r in rows if r.stage != "follow" or r.start_at <= report.at]
    settled = settle(work, [r for r in rows if answers(report, r)], report.at, act)
    later = [r for r in rows if r.stage == "follow" and report.receiver in ("", r.receiver)]
    _supersede_open(work, later, "newer report", act)
    if report.stage != "final" and case.state == "open":
        for milestone in bound_after(work, case, "report", report.at):
            if report.receiver in ("", milestone.receiver) and not _runs(work, case, milestone, report.at):
                start_following(work, case, milestone, "report", report.at)
    return settled


def reports_of(work: Work, case: CaseFile) -> set[int]:
    """The deadlines of reporting up that still run on a case."""
    rows = deadlines_of(work, case)
    return {r.id for r in rows if r.kind == "report_up" and r.state in UNSETTLED}


def start_final_reports(work: Work, case: CaseFile) -> None:
    """终报: what is still to be reported up once a case is closed."""
    for milestone in bound_after(work, case, "closing", work.now):
        start_following(work, case, milestone, "closing", work.now)


def end_final_reports(work: Work, case: CaseFile, act: CaseAct) -> None:
    """A case that is taken up again owes its final report later."""
    finals = [r for r in deadlines_of(work, case) if r.follows == "closing"]
    _supersede_open(work, finals, "reopened", act)


def _runs(work: Work, case: CaseFile, milestone: Milestone, since: datetime) -> bool:
    """Whether a further report is owed already, after a later report that was entered before this one."""
    rows = (r for r in deadlines_of(work, case) if r.rule == milestone.id)
    return any(r.state in UNSETTLED and r.start_at > since for r in rows)


def _supersede_open(work: Work, rows: Iterable[Deadline], reason: str, act: CaseAct) -> None:
    for row in rows:
        if row.state == "open":
            move_deadline(work, row, "superseded", reason=reason, act_id=act.id)
