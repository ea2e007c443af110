"""T3: what is due? Deadlines that passed are noticed, rungs that are due become messages and tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, literal_column
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from monitor.sla.ladder import Ruling, Standing, goes_by_telephone, judge, next_turn
from monitor.sla.milestones import breaches
from monitor.sla.proof import AWAITED
from monitor.sla.roster import Person
from monitor.sla.rules import Role, Rung
from monitor.steps.act_rows import awaited_seconds
from monitor.steps.alarms import raise_alarm
from monitor.steps.calls import look_at_call, set_calls, undone_calls, waiting_calls
from monitor.steps.chase import Pursuit, due_chases, follow, waiting_chases
from monitor.steps.deadline_rows import UNSETTLED, move_deadline
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.duty import roster_of
from monitor.steps.evidence import fault_unconfirmed
from monitor.steps.outbox import Notice, send_notices
from monitor.steps.regrading import open_task
from monitor.steps.rungs import has_passed, hold_until, is_refuted
from monitor.steps.timing import time_notices
from monitor.store.duty_tables import Chase
from monitor.store.portions import portions
from monitor.store.tables import CaseAct, CaseFile, Deadline, DutyTask, LadderStep

log = logging.getLogger(__name__)
_AT_ONCE = 1_000
_PUT_OFF = timedelta(minutes=1)
Conditions = tuple[ColumnElement[bool], ...]
_Due = LadderStep | Chase | DutyTask
_Row = TypeVar("_Row", Chase, DutyTask)
_DUE_LABELS: dict[type, str] = {LadderStep: "提醒步骤", Chase: "追呼", DutyTask: "电话报告任务"}


@dataclass(slots=True)
class WatchTally:
    """What one sweep did; ``chased`` counts who was told because nobody acknowledged or called, ``failed`` rows that could
    not be worked on and were put off; ``next_due`` is when there is something to do again."""

    deadlines_passed: int = 0
    escalations: int = 0
    chased: int = 0
    failed: int = 0
    messages: int = 0
    next_due: datetime | None = None


@dataclass(slots=True)
class _Sweep:
    """What one sweep has read at once for all its rungs, and whom it will tell."""

    tally: WatchTally
    notices: list[Notice] = field(default_factory=list)
    acts: dict[int, set[str]] = field(default_factory=dict)
    held: list[object] = field(default_factory=list)

    def prefetch(self, work: Work, steps: Sequence[LadderStep]) -> None:
        """Read cases, deadlines and acts of many rungs in a few queries; the session then finds them in memory."""
        session = work.tx.session
        cases = sorted({s.case_id for s in steps})
        for ids in portions(cases):
            self.held.append(session.exec(select(CaseFile).where(col(CaseFile.id).in_(ids))).all())
            query = select(CaseAct.case_id, CaseAct.act).where(col(CaseAct.case_id).in_(ids))
            for case_id, act in session.exec(query.distinct()):
                self.acts.setdefault(case_id, set()).add(act)
        deadlines = sorted({s.deadline_id for s in steps if s.deadline_id})
        for ids in portions(deadlines):
            self.held.append(session.exec(select(Deadline).where(col(Deadline.id).in_(ids))).all())


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
        passed = _passed(work)
        time_notices(work, passed, ())
        for row in passed:
            _notice(work, row, tally)
    return len(passed)


def _escalate(work: Work, tally: WatchTally) -> int:
    """Judge what is due and put what it says into the outbox; returns how many rows were dealt with."""
    steps = _due_steps(work)
    time_notices(work, (), steps)
    sweep = _Sweep(tally)
    sweep.prefetch(work, steps)
    for step in steps:
        _apart(work, sweep, step, partial(_rule, work, step, sweep))
    # Rungs first: a case that they tell of anew need not be chased for what was told before the service slept.
    unanswered = _chase(work, sweep) if len(steps) < _AT_ONCE else 0
    faults = _fault_countersigns(work) + fault_unconfirmed(work)
    sent = send_notices(work, sweep.notices)
    follow(work, sent)
    tally.messages += len(sent)
    return len(steps) + unanswered + faults


def _chase(work: Work, sweep: _Sweep) -> int:
    """Look at what nobody acknowledged and whom nobody called; returns how many they were."""
    chases, calls = due_chases(work, _AT_ONCE), undone_calls(work, _AT_ONCE)
    if chases:
        pursuit = Pursuit(work, roster_of(work))
        for chase in chases:
            _apart(work, sweep, chase, partial(_tell, sweep, pursuit.look_at, chase))
    for task in calls:
        _apart(work, sweep, task, partial(_tell, sweep, partial(look_at_call, work), task))
    return len(chases) + len(calls)


def _tell(sweep: _Sweep, look: Callable[[_Row], Notice | None], row: _Row) -> None:
    notice = look(row)
    if notice is not None:
        sweep.notices.append(notice)
        sweep.tally.chased += 1


def next_due(desk: Desk) -> datetime | None:
    """The earliest moment at which something is due; the cheap question of every second: indexed look-ups, asked at once."""
    with desk.database.read() as session:
        found = session.execute(_what_is_next(desk.database.office_id)).one()
    return min((at for at in found if at is not None), default=None)


@cache
def _what_is_next(office: str) -> Select[tuple[datetime | None, ...]]:
    """Kept, since making this question takes longer than asking it."""
    due, step, sign = col(Deadline.due_at), col(LadderStep.next_at), col(CaseAct.second_due_at)
    chase, call = col(Chase.next_at), col(DutyTask.next_at)
    asked = (
        select(due).where(*_open(office)).order_by(due),
        select(step).where(*_waiting(office)).order_by(step),
        select(chase).where(*waiting_chases(office)).order_by(chase),
        select(call).where(*waiting_calls(office)).order_by(call),
        select(sign).where(*awaited_seconds(office, "phone", AWAITED)).order_by(sign),
    )
    return sa_select(*(query.limit(1).scalar_subquery() for query in asked))


def _open(office: str) -> Conditions:
    return (
        col(Deadline.office_id) == office,
        col(Deadline.state) == "open",
        col(Deadline.noticed_at).is_(None),
    )


def _waiting(office: str) -> Conditions:
    # Spelled out and not bound: SQLite takes a partial index only when the text of the query implies its condition.
    states: list[ColumnElement[str]] = [literal_column("'waiting'"), literal_column("'held'")]
    return col(LadderStep.office_id) == office, col(LadderStep.state).in_(states)


def _passed(work: Work) -> Sequence[Deadline]:
    query = select(Deadline).where(*_open(work.office_id), col(Deadline.due_at) < work.now)
    return work.tx.session.exec(query.order_by(col(Deadline.due_at)).limit(_AT_ONCE)).all()


def _due_steps(work: Work) -> Sequence[LadderStep]:
    query = select(LadderStep).where(*_waiting(work.office_id), col(LadderStep.next_at) <= work.now)
    return work.tx.session.exec(query.order_by(col(LadderStep.next_at)).limit(_AT_ONCE)).all()


def _notice(work: Work, row: Deadline, tally: WatchTally) -> None:
    """A deadline passed: a public one is breached, unless its very start still waits for confirmation."""
    row.noticed_at = work.now
    if breaches(row.kind, public=row.public) and not row.time_pending:
        move_deadline(work, row, "breached", reason="past-at-cause" if row.past_at_cause else "")
        tally.deadlines_passed += row.public
    else:
        work.tx.session.add(row)
        work.audit("deadline.passed", f"deadline/{row.id}", case=row.case_id, time_pending=row.time_pending)


def _apart(work: Work, sweep: _Sweep, row: _Due, do: Callable[[], None]) -> None:
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
        row.next_at = work.now + _PUT_OFF
        work.tx.session.add(row)
        raise_alarm(
            work, f"step:{name}", "step_failed", f"{_DUE_LABELS[type(row)]} {row.id} 处理失败，稍后重试"
        )


def _rule(work: Work, step: LadderStep, sweep: _Sweep) -> None:
    case = work.tx.session.get_one(CaseFile, step.case_id)
    rung = Rung.model_validate(step.rung)
    ruling = judge(
        rung,
        _standing(work, case, step, sweep),
        now=work.now,
        hold_until=hold_until(work, case),
        refuted=is_refuted(case),
    )
    step.noticed_at = step.noticed_at or work.now
    if ruling.doing == "skip":
        step.state, step.outcome = "skipped", ruling.reason
        work.audit("step.skipped", f"step/{step.id}", case=case.id, reason=ruling.reason)
    elif ruling.doing == "hold":
        _hold(work, case, step, ruling, sweep)
    else:
        _fire(work, case, step, ruling, sweep)
    work.tx.session.add(step)
    work.tx.session.flush()


def _standing(work: Work, case: CaseFile, step: LadderStep, sweep: _Sweep) -> Standing:
    acts = sweep.acts.get(case.id, set())
    deadline = work.tx.session.get(Deadline, step.deadline_id) if step.deadline_id else None
    over = deadline.state not in UNSETTLED if deadline else case.state not in ("open", "proposed")
    return Standing(
        acknowledged=case.acknowledged_at is not None,
        verified=case.verification != "pending",
        reported_up="report_up" in acts or "call" in acts,
        statement="statement" in acts,
        settled=over,
        decided=case.state != "proposed",
        graded="graded" in step.rung.get("until", ()) and open_task(work, case) is None,
    )


def _hold(work: Work, case: CaseFile, step: LadderStep, ruling: Ruling, sweep: _Sweep) -> None:
    """Reach now whom an unverified matter may reach; the rest of the rung waits."""
    first = step.state != "held"
    step.state, step.next_at, step.unverified = "held", ruling.until or work.now + _PUT_OFF, True
    work.audit("step.held", f"step/{step.id}", case=case.id, until=step.next_at)
    if first and ruling.to:
        _notify(work, case, step, ruling, sweep)


def _fire(work: Work, case: CaseFile, step: LadderStep, ruling: Ruling, sweep: _Sweep) -> None:
    step.state, step.fired_at, step.unverified = "fired", work.now, ruling.unverified
    sweep.tally.escalations += 1
    work.audit(
        "step.fired",
        f"step/{step.id}",
        case=case.id,
        due_at=step.due_at,
        unverified=ruling.unverified or None,
    )
    _notify(work, case, step, ruling, sweep)
    _plant_next(work, step)


def _plant_next(work: Work, step: LadderStep) -> None:
    """A repeating rung comes again; what the service slept through is not repeated one by one."""
    rung = Rung.model_validate(step.rung)
    key, _, count = step.key.partition("#")
    coming = next_turn(rung, step.due_at, int(count or 1), work.now)
    if coming is None:
        return
    due, turn = coming
    work.tx.session.add(
        LadderStep(
            office_id=work.office_id,
            case_id=step.case_id,
            deadline_id=step.deadline_id,
            key=f"{key}#{turn}",
            rung=step.rung,
            planted_at=work.now,
            due_at=due,
            next_at=due,
        )
    )


def _notify(work: Work, case: CaseFile, step: LadderStep, ruling: Ruling, sweep: _Sweep) -> None:
    rung = Rung.model_validate(step.rung)
    passed, reached = has_passed(work, step), 0
    for role in ruling.to:
        if goes_by_telephone(role, rung, work.book.sla.direct_up_to):
            calls = set_calls(work, case, step, role)
            sweep.notices += calls
            reached += len(calls)
            continue
        for person in _people(work, case, role):
            sweep.notices.append(Notice(person.id, step, case, rung, passed=passed, role=role))
            reached += 1
    if not reached and ruling.to:
        work.audit("notify.nobody", f"step/{step.id}", case=case.id, roles=list(ruling.to))
        raise_alarm(
            work, f"nobody:{step.id}", "nobody", f"{case.number}“{rung.label}”无人可通知，请检查值班表"
        )


def _people(work: Work, case: CaseFile, role: Role) -> tuple[Person, ...]:
    """Whom a role means now; a gap in the roster is passed on at once and raises an alarm."""
    roster = roster_of(work)
    found: tuple[Person, ...]
    person = roster.leader_in_charge(work.now) if role == "leader_in_charge" else None
    if person is not None and person.channels:
        found, gap = (person,), None
    elif role == "leader_in_charge":
        recipients = roster.recipients("deputy", work.now)
        found = recipients.people
        gap = f"带班领导{'未配置通知渠道' if person else '无人在岗'}" + (
            f"，已转{'、'.join(p.name for p in found)}" if found else ""
        )
    else:
        recipients = roster.recipients(role, work.now)
        found, gap = recipients.people, recipients.gap
    if gap:
        work.audit("notify.gap", f"case/{case.id}", role=role, reached=[p.id for p in found])
        raise_alarm(work, f"gap:{role}:{work.now:%Y-%m-%d}", "roster_gap", gap)
    return found


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
