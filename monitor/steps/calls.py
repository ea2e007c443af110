"""Reports by telephone: above the leader in charge a rung is a task for the officer, and what follows when nobody calls."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from monitor.sla.roster_file import Person
from monitor.sla.rules import Role, Rung
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.deadline_rows import UNSETTLED
from monitor.steps.desk import Work
from monitor.steps.duty import roster_of
from monitor.steps.outbox import Notice
from monitor.steps.rungs import has_passed
from monitor.store.columns import spelled
from monitor.store.tables import CaseAct, CaseFile, Deadline, DutyTask, LadderStep

KIND = "telephone"


def set_calls(work: Work, case: CaseFile, step: LadderStep, role: Role) -> list[Notice]:
    """Set the tasks "report to X by telephone" of a rung, each once, and tell the officers on duty of them."""
    roster, rung = roster_of(work), Rung.model_validate(step.rung)
    if role == "leader_in_charge":
        return []
    officers = roster.recipients("officer", work.now).people
    notices = []
    for person in roster.on_duty(role, work.now) or roster.people(role):
        task = _set(work, case, step, person)
        if task is not None:
            notices += [Notice(o.id, step, case, rung, task=task, callee=person) for o in officers]
    return notices


def _set(work: Work, case: CaseFile, step: LadderStep, person: Person) -> DutyTask | None:
    query = select(DutyTask.id).where(DutyTask.step_id == step.id, DutyTask.about == person.id)
    if work.tx.session.exec(query).first() is not None:
        return None
    due = work.now + work.book.sla.calls.within
    task = DutyTask(
        office_id=work.office_id,
        case_id=case.id,
        step_id=step.id,
        kind=KIND,
        about=person.id,
        text=f"电话报告{person.name}：{case.number}，{step.rung['label']}",
        created_at=work.now,
        due_at=due,
        next_at=due,
    )
    work.tx.session.add(task)
    work.tx.session.flush()
    work.audit("task.set", f"task/{task.id}", case=case.id, about=person.id)
    return task


def waiting_calls(office: str) -> tuple[ColumnElement[bool], ...]:
    """The conditions for a task that is looked at again when nobody has done it; spelled out for the partial index."""
    undone = col(DutyTask.state) == spelled("open")
    return col(DutyTask.office_id) == office, undone, col(DutyTask.next_at).is_not(None)


def undone_calls(work: Work, limit: int) -> Sequence[DutyTask]:
    """The tasks that nobody has done in time."""
    query = select(DutyTask).where(*waiting_calls(work.office_id), col(DutyTask.next_at) <= work.now)
    return work.tx.session.exec(query.order_by(col(DutyTask.next_at), col(DutyTask.id)).limit(limit)).all()


def look_at_call(work: Work, task: DutyTask) -> Notice | None:
    """Nobody has called: an alarm says so, and where the office allows it the message goes to the leader directly."""
    task.next_at = None
    work.tx.session.add(task)
    case = work.tx.session.get_one(CaseFile, task.case_id)
    step = work.tx.session.get_one(LadderStep, task.step_id)
    lapsed = _lapsed(work, task, case, step)
    if lapsed:
        work.audit("task.lapsed", f"task/{task.id}", case=case.id, reason=lapsed)
        return None
    minutes = int((work.now - task.created_at).total_seconds() // 60)
    person = roster_of(work).person(task.about)
    directly = work.book.sla.calls.goes_directly(case.severity) and person is not None and person.channels
    work.audit("task.undone", f"task/{task.id}", case=case.id, about=task.about, directly=bool(directly))
    said = "已直接发送" if directly else "请立即电话报告"
    text = f"{case.number}“{step.rung['label']}”须电话报告{person.name if person else task.about}，"
    raise_alarm(work, _alarm_key(task), "call_undone", f"{text}{minutes}分钟无人登记通话，{said}")
    if not directly:
        return None
    task.direct_at = work.now
    remark = f"电话报告任务{minutes}分钟无人办理，直接告知"
    return Notice(
        task.about, step, case, Rung.model_validate(step.rung), passed=has_passed(work, step), remark=remark
    )


def ask_again(work: Work, call: CaseAct) -> None:
    """A call that was never made, or went to somebody else, is owed within the usual time from now."""
    task = work.tx.session.get(DutyTask, call.body.get("task") or 0)
    if task is None or task.record.get("act") != call.id:
        return
    task.state, task.closed_at, task.closed_by, task.record = "open", None, None, {}
    task.due_at = task.next_at = work.now + work.book.sla.calls.within
    work.tx.session.add(task)
    work.audit("task.set", f"task/{task.id}", case=task.case_id, about=task.about, revoked=call.id)


def watch_calls_again(work: Work, case: CaseFile) -> None:
    """The calls of a matter that was held for false by mistake are owed after all, within the usual time from now."""
    query = select(DutyTask).where(
        DutyTask.case_id == case.id,
        DutyTask.kind == KIND,
        DutyTask.state == "open",
        col(DutyTask.next_at).is_(None),
        col(DutyTask.direct_at).is_(None),
    )
    for task in work.tx.session.exec(query).all():
        task.next_at = work.now + work.book.sla.calls.within
        work.tx.session.add(task)


def _lapsed(work: Work, task: DutyTask, case: CaseFile, step: LadderStep) -> str:
    """Why the person need not hear of it any more."""
    if case.state not in ("open", "proposed"):
        return str(case.state)
    if case.verification == "false":
        return "refuted"
    deadline = work.tx.session.get(Deadline, step.deadline_id) if step.deadline_id else None
    if deadline is not None and deadline.state not in UNSETTLED:
        return "settled"
    own = select(CaseAct.id).where(
        CaseAct.case_id == case.id, CaseAct.actor == task.about, CaseAct.recorded_at >= task.created_at
    )
    return "knows" if work.tx.session.exec(own.limit(1)).first() is not None else ""


def call_made(work: Work, task: DutyTask) -> None:
    """The record of the call ends what waited for it."""
    task.next_at = None
    clear_alarm(work, _alarm_key(task))


def _alarm_key(task: DutyTask) -> str:
    return f"call:{task.id}"
