"""The clocks of a case brought into agreement with its values and its evidence: adding, superseding; never rewriting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.clock import SHANGHAI
from monitor.sla.deadlines import DeadlinePlan, plan_deadlines, settled_state
from monitor.sla.milestones import breaches
from monitor.steps.deadline_rows import (
    UNSETTLED,
    deadline_row,
    deadlines_of,
    keep_deadline,
    move_deadline,
    set_again,
)
from monitor.steps.desk import Work
from monitor.steps.evidence import await_confirmations
from monitor.steps.following import start_first_reports
from monitor.steps.rungs import plant_deadline_rungs
from monitor.store.matters import family, live_acts, matter_of, rules_of, starts_of
from monitor.store.tables import CaseAct, CaseFile, Deadline

Cause = Literal[
    "open",
    "upgrade",
    "downgrade",
    "start",
    "reopen",
    "decide",
    "assign",
    "verify",
    "merge",
    "split",
    "revoke",
    "rebook",
    "reclass",
]
RAISING = frozenset({"upgrade", "decide", "assign", "verify", "rebook", "reclass"})
"""Causes that may bring a deadline whose time is over already (升级时已过)."""
_CORRECTED = ("open", "breached", "met", "late")
_ENDS: dict[str, tuple[str, ...]] = {
    "start": _CORRECTED,
    "merge": _CORRECTED,
    "split": _CORRECTED,
    **dict.fromkeys(RAISING, ("open",)),
}
"""Which states a deadline that no longer applies may be superseded from; otherwise the unsettled ones."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why deadlines change: the kind of cause, when it arose (the public could know it), and the act that brought it."""

    cause: Cause
    at: datetime
    act_id: int | None = None

    @property
    def ends(self) -> tuple[str, ...]:
        """The states from which a deadline that no longer applies may be superseded."""
        return _ENDS.get(self.cause, UNSETTLED)


def sync_deadlines(work: Work, case: CaseFile, why: Why) -> None:
    """Make the deadline rows agree with the case's values and evidence, by the rules that it is judged under.

    1. Deadlines that no longer apply are superseded: unsettled ones, and where the evidence itself was corrected,
       settled ones too, since the same publication settles the new one. After an upgrade a breach stays a breach.
    2. Deadlines that ought to exist and do not are added, with their ladder frozen into them; what was published
       before settles them at once. What was waived stays waived.
    3. First reports (首报) that a new grade asks for start now. The rungs follow the earliest of each milestone.
    """
    rows = deadlines_of(work, case)
    wanted = _wanted(work, case, why, rows)
    plans = {(p.milestone.id, p.start.id): p for p in wanted}
    for row in rows:
        plan = plans.get((row.rule, row.clock_start_id))
        if _may_end(row, why) and not _applies_still(work, case, row, plan, why):
            move_deadline(work, row, "superseded", reason=why.cause, act_id=why.act_id)
    live = [r for r in rows if r.state != "superseded"]
    waived = {r.rule for r in live if r.state == "waived"}
    known = {(r.rule, r.clock_start_id) for r in live}
    for key, missing in plans.items():
        if key[0] not in waived and key not in known:
            _settle_by_earlier(work, case, _add_deadline(work, case, missing, why, rows))
    if case.state == "open":
        await_confirmations(work, case, records_of(work, case))
        start_first_reports(work, case)
        plant_deadline_rungs(
            work, case, [r for r in deadlines_of(work, case) if r.state in UNSETTLED and not r.follows]
        )


def _wanted(work: Work, case: CaseFile, why: Why, rows: Iterable[Deadline]) -> list[DeadlinePlan]:
    """The deadlines that ought to exist now.

    On a closed case a correction moves what was settled and starts nothing anew; a case that is reopened is spared
    the office's own targets of long ago.
    """
    session = work.tx.session
    rules, matter = rules_of(session, case, work.book), matter_of(session, case)
    wanted = plan_deadlines(rules, matter, starts_of(session, case.id))
    if case.state == "closed":
        settled = {r.rule for r in rows if r.state in ("met", "late")}
        return [p for p in wanted if p.milestone.id in settled]
    if why.cause == "reopen":
        return [p for p in wanted if p.milestone.public or p.due_at > work.now]
    return wanted


def _may_end(row: Deadline, why: Why) -> bool:
    """Whether a deadline may be superseded; one that ran out before the case was raised did, though no sweep has seen it yet."""
    breach = breaches(row.kind, public=row.public) and not row.time_pending
    if why.cause in RAISING and breach and row.state == "open" and row.due_at < why.at:
        return False
    return row.state in why.ends and (
        row.follows is None or (row.follows != "release" and row.state in UNSETTLED)
    )


def _applies_still(work: Work, case: CaseFile, row: Deadline, plan: DeadlinePlan | None, why: Why) -> bool:
    if row.follows is None:
        return plan is not None and (
            why.cause != "rebook" or _same_terms(row, deadline_row(work, case, plan, 0))
        )
    milestone = rules_of(work.tx.session, case, work.book).milestone(row.rule)
    day = row.start_at.astimezone(SHANGHAI).date()
    return milestone is not None and milestone.applies(matter_of(work.tx.session, case), day)


def _same_terms(row: Deadline, other: Deadline) -> bool:
    names = ("due_at", "counts", "public", "basis", "legal", "ladder")
    return all(getattr(row, name) == getattr(other, name) for name in names)


def _earliest_record(work: Work, case: CaseFile, kind: str) -> CaseAct | None:
    mine = [a for a in records_of(work, case) if a.body.get("kind") == kind]
    return min(mine, key=lambda a: (a.happened_at, a.id), default=None)


def _settle_by_earlier(work: Work, case: CaseFile, row: Deadline) -> None:
    """A deadline that arises after its publication was recorded is settled by it, the earliest one of its kind."""
    act = _earliest_record(work, case, row.kind)
    if act is not None:
        state = settled_state(row.due_at, act.happened_at)
        move_deadline(work, row, state, settled_at=act.happened_at, act_id=act.id, reason="published before")


def settle_by_family(work: Work, case: CaseFile) -> None:
    """What was published for a case that has been merged into this one settles this one's clocks too."""
    for row in deadlines_of(work, case):
        if row.state in UNSETTLED and row.follows is None:
            _settle_by_earlier(work, case, row)
    settle_in_time_after_all(work, case)


def settle_in_time_after_all(work: Work, case: CaseFile) -> None:
    """What is late only because its publication in time was recorded after another one is met: its own time decides.

    The late row is superseded by one like it, so that figures as of before say what was known then.
    """
    for row in deadlines_of(work, case):
        act = _earliest_record(work, case, row.kind) if row.state == "late" and row.follows is None else None
        if act is not None and act.happened_at <= row.due_at:
            move_deadline(work, row, "superseded", reason="earlier publication", act_id=act.id)
            again = set_again(work, case, row)
            move_deadline(work, again, "met", settled_at=act.happened_at, act_id=act.id)


def records_of(work: Work, case: CaseFile) -> list[CaseAct]:
    """What was published, and not revoked, on a case and on the cases that were merged into it."""
    return [a for c in family_of(work, case) for a in live_acts(work.tx.session, c, "record")]


def latest_release(work: Work, case: CaseFile) -> CaseAct | None:
    """The standing publication that came last, whenever it was recorded: the next one (持续发布) follows it."""
    releases = [a for a in records_of(work, case) if a.body.get("kind") != "report_up"]
    return max(releases, key=lambda a: (a.happened_at, a.id), default=None)


def family_of(work: Work, case: CaseFile) -> list[int]:
    """A case and the cases that were merged into it, also by way of another."""
    return family(work.tx.session, case.id)


def _add_deadline(
    work: Work, case: CaseFile, plan: DeadlinePlan, why: Why, rows: Sequence[Deadline]
) -> Deadline:
    """A milestone keeps the moment at which it first came to bind the case, whatever its start is corrected to."""
    mine = [r for r in rows if r.rule == plan.milestone.id]
    row = deadline_row(work, case, plan, sum(1 for r in mine if r.clock_start_id == plan.start.id))
    row.cause = why.cause
    row.cause_at = mine[0].cause_at if mine else (why.at if why.cause in RAISING else None)
    row.past_at_cause = row.cause_at is not None and plan.due_at <= row.cause_at
    return keep_deadline(work, row)
