"""Alarms about cases end when the case is taken on or over, the call is made, the signature given, the publication settled."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlmodel import col, select

from monitor.sla.proof import DISPUTED, UNCONFIRMED
from monitor.steps.deadline_rows import UNSETTLED
from monitor.steps.standing import Standing, numbers
from monitor.store.duty_tables import Chase
from monitor.store.portions import portions
from monitor.store.proof_tables import ReleaseCheck
from monitor.store.tables import CaseAct, CaseFile, Deadline, DutyTask, LadderStep

LIVE = ("open", "proposed")


def cases_taken_on(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Cases that somebody has acknowledged since nobody did, or that are no longer open."""
    raised = {a.key: a.raised_at for a in at.alarms}
    for ids in portions(numbers(names)):
        query = select(CaseFile.id, CaseFile.state, CaseFile.acknowledged_at).where(col(CaseFile.id).in_(ids))
        for ident, state, acknowledged in at.session.exec(query):
            since = raised[f"unacknowledged:{ident}"]
            if state not in LIVE or (acknowledged is not None and acknowledged >= since):
                yield str(ident)


def steps_taken_on(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Rungs that reached nobody, whose case somebody has acknowledged since, or whose deadline or case is settled."""
    for ids in portions(numbers(names)):
        query = (
            select(LadderStep, CaseFile, Deadline)
            .join(CaseFile, col(CaseFile.id) == LadderStep.case_id)
            .join(Deadline, col(Deadline.id) == LadderStep.deadline_id, isouter=True)
            .where(col(LadderStep.id).in_(ids))
        )
        for step, case, deadline in at.session.exec(query):
            if case.state not in LIVE or _taken_on_since(case, step) or _is_settled(deadline):
                yield str(step.id)


def _taken_on_since(case: CaseFile, step: LadderStep) -> bool:
    """Whether somebody acknowledged the case after the rung spoke; before it nobody knew what the rung says."""
    spoke = step.fired_at or step.noticed_at or step.due_at
    return case.acknowledged_at is not None and case.acknowledged_at >= spoke


def _is_settled(deadline: Deadline | None) -> bool:
    return deadline is not None and deadline.state not in UNSETTLED


def rows_worked_on(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Rows that failed and wait no more (``ladder_step:7``)."""
    for name in names:
        table, _, ident = name.partition(":")
        if not ident.isdigit():
            continue
        if not _waits(at, table, int(ident)):
            yield name


def _waits(at: Standing, table: str, ident: int) -> bool:
    if table == LadderStep.__tablename__:
        step = at.session.get(LadderStep, ident)
        return step is not None and step.state in ("waiting", "held")
    if table == Chase.__tablename__:
        chase = at.session.get(Chase, ident)
        return chase is not None and chase.state == "waiting"
    if table == DutyTask.__tablename__:
        task = at.session.get(DutyTask, ident)
        return task is not None and task.state == "open" and task.next_at is not None
    return True


def calls_done(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Telephone tasks that are recorded, or whose case is over or refuted, or whose deadline is settled."""
    for ids in portions(numbers(names)):
        query = (
            select(DutyTask, CaseFile, Deadline)
            .join(CaseFile, col(CaseFile.id) == DutyTask.case_id)
            .join(LadderStep, col(LadderStep.id) == DutyTask.step_id, isouter=True)
            .join(Deadline, col(Deadline.id) == LadderStep.deadline_id, isouter=True)
            .where(col(DutyTask.id).in_(ids))
        )
        for task, case, deadline in at.session.exec(query):
            over = case.state not in LIVE or case.verification == "false"
            if task.state != "open" or over or _is_settled(deadline):
                yield str(task.id)


def countersigned(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Consents by telephone that are countersigned after all."""
    yield from _acts(at, names, ("fault",))


def confirmed(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Records that a second person confirmed after all, or that were revoked."""
    yield from _acts(at, names, (UNCONFIRMED, DISPUTED))


def _acts(at: Standing, names: Collection[str], wanting: Collection[str]) -> Iterator[str]:
    for ids in portions(numbers(names)):
        for act in at.session.exec(select(CaseAct).where(col(CaseAct.id).in_(ids))):
            if act.second_state not in wanting or _revoked(at, act):
                yield str(act.id)


def _revoked(at: Standing, act: CaseAct) -> bool:
    query = select(CaseAct.body).where(CaseAct.case_id == act.case_id, CaseAct.act == "revoke")
    return any(body.get("revoked") == act.id for body in at.session.exec(query))


def releases_settled(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Publications that were found after all or revoked, or whose case is over: its page tells of them for ever."""
    for ids in portions(numbers(names)):
        query = (
            select(ReleaseCheck, CaseFile, CaseAct)
            .join(CaseFile, col(CaseFile.id) == ReleaseCheck.case_id)
            .join(CaseAct, col(CaseAct.id) == ReleaseCheck.act_id)
            .where(col(ReleaseCheck.id).in_(ids))
        )
        for check, case, act in at.session.exec(query):
            if check.outcome == "found" or case.state not in LIVE or _revoked(at, act):
                yield str(check.id)
