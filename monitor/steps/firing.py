"""One rung that is due: skipped, held for verification, or fired, with everybody whom it reaches."""

from __future__ import annotations

from monitor.sla.ladder import Ruling, Standing, goes_by_telephone, judge, next_turn
from monitor.sla.roster import Person
from monitor.sla.rules import Role, Rung
from monitor.steps.alarms import raise_alarm
from monitor.steps.calls import set_calls
from monitor.steps.deadline_rows import UNSETTLED
from monitor.steps.desk import Work
from monitor.steps.duty import roster_of
from monitor.steps.outbox import Notice
from monitor.steps.regrading import open_task
from monitor.steps.rungs import has_passed, hold_until, is_refuted
from monitor.steps.sweep import PUT_OFF, Sweep
from monitor.store.tables import CaseFile, Deadline, LadderStep


def rule(work: Work, step: LadderStep, sweep: Sweep) -> None:
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


def _standing(work: Work, case: CaseFile, step: LadderStep, sweep: Sweep) -> Standing:
    # What was done for the matter as it was judged before answers no reminder that was set when it became graver.
    since = (name for name, at in sweep.acts.get(case.id, {}).items() if at >= step.planted_at)
    acts = frozenset(since)
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


def _hold(work: Work, case: CaseFile, step: LadderStep, ruling: Ruling, sweep: Sweep) -> None:
    """Reach now whom an unverified matter may reach; the rest of the rung waits."""
    first = step.state != "held"
    step.state, step.next_at, step.unverified = "held", ruling.until or work.now + PUT_OFF, True
    work.audit("step.held", f"step/{step.id}", case=case.id, until=step.next_at)
    if first and ruling.to:
        _notify(work, case, step, ruling, sweep)


def _fire(work: Work, case: CaseFile, step: LadderStep, ruling: Ruling, sweep: Sweep) -> None:
    step.state, step.fired_at, step.unverified = "fired", work.now, ruling.unverified
    step.outcome = ruling.reason
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


def _notify(work: Work, case: CaseFile, step: LadderStep, ruling: Ruling, sweep: Sweep) -> None:
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
