"""T3: what is due? Deadlines that passed are noticed, rungs that are due become messages and tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from sqlmodel import col, select

from monitor.sla.milestones import breaches
from monitor.steps.act_rows import awaited_seconds
from monitor.steps.alarms import raise_alarm
from monitor.steps.calls import look_at_call, undone_calls
from monitor.steps.chase import Pursuit, due_chases, follow
from monitor.steps.deadline_rows import move_deadline
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.due import AT_ONCE, due_steps, next_due, passed_deadlines
from monitor.steps.duty import roster_of
from monitor.steps.evidence import fault_unconfirmed
from monitor.steps.firing import rule
from monitor.steps.outbox import Notice, send_notices
from monitor.steps.sweep import PUT_OFF, Sweep, WatchTally
from monitor.steps.timing import time_notices
from monitor.store.duty_tables import Chase
from monitor.store.tables import CaseAct, CaseFile, Deadline, DutyTask, LadderStep

__all__ = ["WatchTally", "next_due", "notice_passed", "watch"]

log = logging.getLogger(__name__)
_Due = LadderStep | Chase | DutyTask
_Row = TypeVar("_Row", Chase, DutyTask)
_DUE_LABELS: dict[type, str] = {LadderStep: "提醒步骤", Chase: "追呼", DutyTask: "电话报告任务"}


def watch(desk: Desk) -> WatchTally:
    """Do once all that is due now; running it again at the same moment changes nothing."""
    tally = WatchTally(next_due=next_due(desk))
    while tally.next_due is not None and tally.next_due <= desk.now():
        did = _sweep(desk, tally)
        tally.next_due = next_due(desk)
        if not did:
            break  # due at this very moment: it has passed only after it
    return tally


def _sweep(desk: Desk, tally: WatchTally) -> bool:
    """Two transactions over at most a thousand rows each; True when there was anything to do.

    That deadlines have passed is noticed and kept first: whom to tell takes longer and must not delay it.
    """
    passed = notice_passed(desk, tally)
    with desk.database.write() as tx:
        take_turn(tx)
        done = _escalate(Work(tx, desk.book, desk.now(), touch_key=desk.touch_key), tally)
    return passed + done > 0


def notice_passed(desk: Desk, tally: WatchTally) -> int:
    """Notice which deadlines have passed, at most a thousand at once; returns how many they were."""
    with desk.database.write() as tx:
        take_turn(tx)
        work = Work(tx, desk.book, desk.now(), touch_key=desk.touch_key)
        passed = passed_deadlines(work)
        time_notices(work, passed, ())
        for row in passed:
            _notice(work, row, tally)
    return len(passed)


def _escalate(work: Work, tally: WatchTally) -> int:
    """Judge what is due and put what it says into the outbox; returns how many rows were dealt with."""
    steps = due_steps(work)
    time_notices(work, (), steps)
    sweep = Sweep(tally)
    sweep.prefetch(work, steps)
    for step in steps:
        _apart(work, sweep, step, partial(rule, work, step, sweep))
    # Rungs first: a case that they tell of anew need not be chased for what was told before the service slept.
    unanswered = _chase(work, sweep) if len(steps) < AT_ONCE else 0
    faults = _fault_countersigns(work) + fault_unconfirmed(work)
    sent = send_notices(work, sweep.notices)
    follow(work, sent)
    tally.messages += len(sent)
    return len(steps) + unanswered + faults


def _chase(work: Work, sweep: Sweep) -> int:
    """Look at what nobody acknowledged and whom nobody called; returns how many they were."""
    chases, calls = due_chases(work, AT_ONCE), undone_calls(work, AT_ONCE)
    if chases:
        pursuit = Pursuit(work, roster_of(work))
        for chase in chases:
            _apart(work, sweep, chase, partial(_tell, sweep, pursuit.look_at, chase))
    for task in calls:
        _apart(work, sweep, task, partial(_tell, sweep, partial(look_at_call, work), task))
    return len(chases) + len(calls)


def _tell(sweep: Sweep, look: Callable[[_Row], Notice | None], row: _Row) -> None:
    notice = look(row)
    if notice is not None:
        sweep.notices.append(notice)
        sweep.tally.chased += 1


def _notice(work: Work, row: Deadline, tally: WatchTally) -> None:
    """A deadline passed: a public one is breached, unless its very start still waits for confirmation."""
    row.noticed_at = work.now
    if breaches(row.kind, public=row.public) and not row.time_pending:
        move_deadline(work, row, "breached", reason="past-at-cause" if row.past_at_cause else "")
        tally.deadlines_passed += row.public
    else:
        work.tx.session.add(row)
        work.audit("deadline.passed", f"deadline/{row.id}", case=row.case_id, time_pending=row.time_pending)


def _apart(work: Work, sweep: Sweep, row: _Due, do: Callable[[], None]) -> None:
    """One row in a savepoint of its own: a bad one is put off, said and audited, and never stops the rest."""
    mark, held = work.tx.mark(), len(sweep.notices)
    try:
        with work.tx.session.begin_nested():
            do()
    except Exception:
        name = f"{row.__tablename__}:{row.id}"
        log.exception("step_failed", extra={"row": name})
        work.tx.forget_since(mark)
        del sweep.notices[held:]
        sweep.tally.failed += 1
        row.next_at = work.now + PUT_OFF
        work.tx.session.add(row)
        raise_alarm(
            work, f"step:{name}", "step_failed", f"{_DUE_LABELS[type(row)]} {row.id} 处理失败，稍后重试"
        )


def _fault_countersigns(work: Work) -> int:
    """A telephone consent that was not countersigned in time is an audit fault, once; signing later still counts."""
    late = col(CaseAct.second_due_at) < work.now
    acts = work.tx.session.exec(select(CaseAct).where(*awaited_seconds(work.office_id, "phone"), late)).all()
    for act in acts:
        act.second_state = "fault"
        work.tx.session.add(act)
        work.audit("case.countersign_fault", f"case/{act.case_id}", act_id=act.id, second=act.second)
        case = work.tx.session.get_one(CaseFile, act.case_id)
        raise_alarm(work, f"countersign:{act.id}", "countersign", f"{case.number}的电话同意逾期未补签")
    return len(acts)
