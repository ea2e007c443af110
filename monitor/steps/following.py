"""Deadlines that follow something done: reminders after a release, reports up (首报, 续报, 终报)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.clock import SHANGHAI
from monitor.sla.deadlines import Start, plan_under
from monitor.sla.milestones import Follows, Milestone
from monitor.sla.reporting import Report, answers
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
from monitor.store.matters import matter_of, rules_of
from monitor.store.tables import CaseAct, CaseFile, ClockStart, Deadline


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
    """Set a deadline once more from the same start, when what had settled it was revoked."""
    milestone = rules_of(work.tx.session, case, work.book).milestone(row.rule)
    if milestone is not None:
        _begin(work, case, milestone, work.tx.session.get_one(ClockStart, row.clock_start_id))


def start_first_reports(work: Work, case: CaseFile) -> None:
    """The first reports up that the present grade asks for and that no earlier grade has asked for; they run from now."""
    running = {r.rule for r in deadlines_of(work, case) if r.state != "superseded"}
    for milestone in bound_after(work, case, "grading", work.now):
        if milestone.id not in running:
            start_following(work, case, milestone, "grading", work.now)


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
