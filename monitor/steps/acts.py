"""The officer's acts on a case: each is allowed or refused by its state, kept, and audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlmodel import col, select

from monitor.classify.result import DISPOSITIONS, GRAVE, SEVERITIES
from monitor.errors import Refused
from monitor.sla.cases import (
    DUTY_OF_DISPOSITION,
    VERIFICATION_LABELS,
    Duty,
    allow,
    check_second,
    is_lower,
    missing_duties,
    needs_second,
)
from monitor.sla.deadlines import Start
from monitor.sla.proof import ground_of
from monitor.steps import concerns, regrading
from monitor.steps.act_rows import YEAR_IS_RIGHT, add_act, not_long_before, set_fact, with_hash
from monitor.steps.act_rows import need as _need
from monitor.steps.act_rows import not_future as _not_future
from monitor.steps.calls import call_made, watch_calls_again
from monitor.steps.chase import stop_chase
from monitor.steps.clocks import Why, family_of, sync_deadlines
from monitor.steps.consents import Consent, second_of, words_of
from monitor.steps.corrections import keep_case_word
from monitor.steps.deadline_rows import UNSETTLED, deadlines_of, move_deadline
from monitor.steps.desk import Work, take_turn
from monitor.steps.evidence import pending_seconds
from monitor.steps.following import reports_of, start_final_reports
from monitor.steps.reopening import take_up_again
from monitor.steps.rungs import (
    end_case_rungs,
    end_detection_rungs,
    plant_case_rungs,
    tell_after_all,
    wake_held_rungs,
)
from monitor.steps.starts import confirm_start
from monitor.steps.waivers import is_waived
from monitor.store.matters import live_acts
from monitor.store.proofs import natures_of
from monitor.store.tables import CaseAct, CaseFile, DutyTask, LadderStep
from monitor.store.views import known_case


def find_case(work: Work, ident: str) -> CaseFile:
    """A case by its id or its public number, locked for this transaction. Raises NotFound."""
    take_turn(work.tx)
    return known_case(work.tx.session, work.office_id, ident)


def confirm(work: Work, case: CaseFile, reason: str = "") -> CaseAct:
    """认定为政务舆情: the clocks start, from the evidence, not from this moment."""
    allow(case.state, "confirm")
    act = add_act(work, case, "confirm", {"reason": reason})
    set_fact(work, case, "state", "open", act)
    case.opened_at = work.now
    end_case_rungs(work, case, "decided")
    sync_deadlines(work, case, Why("open", work.now, act.id))
    plant_case_rungs(work, case, prefix=f"case{act.id}", skip={"open"})
    return act


def reject(work: Work, case: CaseFile, reason: str) -> CaseAct:
    """不予认定: a proposal is put aside, with its reason."""
    allow(case.state, "reject")
    _need(reason, "不予认定须写明理由")
    act = add_act(work, case, "reject", with_hash(reason=reason))
    set_fact(work, case, "state", "rejected", act)
    end_case_rungs(work, case, "decided")
    return act


def verify(work: Work, case: CaseFile, result: str, note: str = "") -> CaseAct:
    """核实: verified, false or unverifiable; what waited for it goes on or ends."""
    allow(case.state, "verify")
    if result not in VERIFICATION_LABELS or result == "pending":
        raise Refused("核实结论只能是 verified（已核实）、false（不实）或 unverifiable（无法核实）")
    was_false = case.verification == "false"
    act = add_act(work, case, "verify", {"result": result, **with_hash(note=note)})
    set_fact(work, case, "verification", result, act)
    if case.state == "open":
        sync_deadlines(work, case, Why("verify", work.now, act.id))
    wake_held_rungs(work, case)
    if was_false and result != "false":
        tell_after_all(work, case, act)
        watch_calls_again(work, case)
    return act


@dataclass(frozen=True, slots=True)
class Told:
    """代签收: who was told by telephone, when, in which words, and ``by`` whom (the actor where it is empty)."""

    person: str
    at: datetime
    words: str
    by: str = ""


def acknowledge(
    work: Work, case: CaseFile, note: str = "", *, told: Told | None = None, message: int | None = None
) -> CaseAct:
    """签收: the rungs that have fired are acknowledged; the clock runs on and the next rung still comes.

    With ``told`` somebody took the matter on by telephone, and the actor keeps the record of it (代签收); ``message``
    is the one that was answered.
    """
    allow(case.state, "ack")
    fired = work.tx.session.exec(
        select(LadderStep).where(
            LadderStep.case_id == case.id,
            LadderStep.state == "fired",
            col(LadderStep.acknowledged_at).is_(None),
        )
    ).all()
    who = told.person if told else work.actor
    for step in fired:
        step.acknowledged_at, step.acknowledged_by = work.now, who
        work.tx.session.add(step)
    body: dict[str, Any] = {"count": len(fired), "note": note}
    body |= {"message": message} if message is not None else {}
    if told is not None:
        body |= {"for": told.person, "told_by": told.by or work.actor, "told_at": told.at.isoformat()}
        body |= with_hash(told_words=told.words)
    act = add_act(work, case, "ack", body, happened_at=told.at if told else None)
    set_fact(work, case, "acknowledged_by", who, act)
    case.acknowledged_at = work.now
    stop_chase(work, case, "acknowledged")
    return act


def assign(
    work: Work, case: CaseFile, organ: str, reason: str, *, coordinating: tuple[str, ...] | None = None
) -> CaseAct:
    """交办: name the responsible organ, with a reason."""
    allow(case.state, "assign")
    _need(organ, "须指明回应主体")
    _need(reason, "变更回应主体须写明理由")
    act = add_act(work, case, "assign", {"organ": organ, "old_organ": case.organ, **with_hash(reason=reason)})
    set_fact(work, case, "organ", organ, act)
    keep_case_word(work, case.item_id, "organ", organ, reason=reason)
    if coordinating is not None:
        set_fact(work, case, "co_organs", list(coordinating), act)
    if case.state == "open":
        sync_deadlines(work, case, Why("assign", work.now, act.id))
    return act


def consult(
    work: Work, case: CaseFile, participants: str, conclusion: str, *, held_at: datetime | None = None
) -> CaseAct:
    """会商: who took part and what was decided (五(四))."""
    allow(case.state, "consult")
    _need(participants, "会商须写明参加单位")
    _need(conclusion, "会商须写明结论")
    _not_future(work, held_at, "会商时间")
    body = {"participants": participants, **with_hash(conclusion=conclusion)}
    return add_act(work, case, "consult", body, happened_at=held_at)


def grade(
    work: Work, case: CaseFile, severity: str | None, reason: str, consent: Consent | None = None
) -> CaseAct:
    """定级: up on one's own judgement, down only with a second person. Deadlines follow; none is erased.

    A closed case that is graded up is taken up again; where a new death asked for it, the same grade may be confirmed.
    """
    allow(case.state, "grade")
    if severity is not None and severity not in SEVERITIES:
        raise Refused("级别只能是 I、II、III、IV 或 none")
    _need(reason, "定级须写明理由")
    old = case.severity
    asked = regrading.open_task(work, case) is not None
    if severity == old and not case.severity_provisional and not asked:
        raise Refused("级别没有变化")
    check_second(
        work.actor, consent.person if consent else None, required=needs_second("grade", old=old, new=severity)
    )
    body = {"old": old, "new": severity, **with_hash(reason=reason), **words_of(consent)}
    act = add_act(work, case, "grade", body, second=second_of(work, consent))
    set_fact(work, case, "severity", severity, act)
    case.severity_provisional = False
    regrading.close_task(work, case, act)
    down = is_lower(old, severity)
    if case.state == "closed" and severity != old and not down:
        take_up_again(work, case, act)
    if case.state == "open" and severity != old:
        sync_deadlines(work, case, Why("downgrade" if down else "upgrade", work.now, act.id))
        if not down and severity in GRAVE:
            end_detection_rungs(work, case, "regraded")
            plant_case_rungs(work, case, prefix=f"grade{act.id}")
    return act


def triage(work: Work, case: CaseFile, disposition: str) -> CaseAct:
    """分类处置: confirm which of the four kinds it is (五(三)); each kind has its own duty."""
    allow(case.state, "triage")
    if disposition not in DISPOSITIONS:
        raise Refused("处置类别只能是 constructive、hardship、misunderstanding 或 erroneous")
    act = add_act(
        work, case, "triage", {"disposition": disposition, "duty": DUTY_OF_DISPOSITION[disposition]}
    )
    set_fact(work, case, "disposition", disposition, act)
    case.disposition_confirmed = True
    keep_case_word(work, case.item_id, "disposition", disposition)
    return act


def correct_start(
    work: Work,
    case: CaseFile,
    at: datetime,
    evidence: str,
    *,
    of: Literal["confirmed", "published"] = "confirmed",
    year_checked: bool = False,
) -> CaseAct:
    """确认起算时间: an officer confirms when it happened, or when it was first published (``of``).

    Older evidence and deadlines are kept; on a closed case what was settled is settled anew by the same publication. A time long
    before all that is known is mostly a slip of the year, and makes every clock overdue at once; what was hidden for so long is
    taken from whoever says that the year is right (``year_checked``).
    """
    allow(case.state, "start")
    _need(evidence, "确认起算时间须写明证据")
    what = "事发时间" if of == "confirmed" else "首次发布时间"
    _not_future(work, at, what)
    if not year_checked:
        not_long_before(work, case, at, what, remedy=YEAR_IS_RIGHT)
    name = "occurred_at" if of == "confirmed" else "published_at"
    body = {name: at.isoformat(), **with_hash(evidence=evidence)}
    act = add_act(work, case, "start", body | ({"year_checked": True} if year_checked else {}))
    confirm_start(work, case, Start(0, of, at, confirmed=True), act)
    if case.state in ("open", "closed"):
        sync_deadlines(work, case, Why("start", work.now, act.id))
    return act


def waive(work: Work, case: CaseFile, reason: str, basis: str, consent: Consent | None) -> CaseAct:
    """不予回应: needs a reason, a legal basis and a second person (R12)."""
    allow(case.state, "waive")
    _need(reason, "不予回应须写明理由")
    _need(basis, "不予回应须写明依据")
    check_second(work.actor, consent.person if consent else None, required=True)
    ground = ground_of(work.book.cases.grounds, basis)
    body = {**with_hash(reason=reason), **with_hash(basis=basis), **words_of(consent)}
    body |= {"ground": ground.code} if ground else {}
    act = add_act(work, case, "waive", body, second=second_of(work, consent))
    for row in deadlines_of(work, case):
        if row.state in UNSETTLED and row.kind != "report_up":  # not answering the public spares no report up
            move_deadline(work, row, "waived", settled_at=work.now, act_id=act.id, reason="waived")
    end_case_rungs(work, case, "waived", but=reports_of(work, case))
    return act


def close(work: Work, case: CaseFile) -> CaseAct:
    """办结: only when the duties of its kind are done; erases nothing."""
    allow(case.state, "close")
    missing = missing_duties(duty_of(work, case))
    if missing:
        raise Refused("不能办结：" + "；".join(missing))
    act = add_act(work, case, "close", {})
    set_fact(work, case, "state", "closed", act)
    case.closed_at = work.now
    for row in deadlines_of(work, case):
        if row.state == "open" and row.stage not in ("first", "final"):
            move_deadline(work, row, "superseded", reason="closed", act_id=act.id)
    end_case_rungs(work, case, "closed", but=reports_of(work, case))
    start_final_reports(work, case)
    return act


def reopen(work: Work, case: CaseFile, reason: str) -> CaseAct:
    """重启: take a closed case up again; its clocks are those of its evidence."""
    allow(case.state, "reopen")
    _need(reason, "重启须写明理由")
    act = add_act(work, case, "reopen", with_hash(reason=reason))
    take_up_again(work, case, act)
    sync_deadlines(work, case, Why("reopen", work.now, act.id))
    plant_case_rungs(work, case, prefix=f"reopen{act.id}")
    return act


def note(work: Work, case: CaseFile, kind: Literal["note", "report_up", "statement"], text: str) -> CaseAct:
    """备注, 上报 or 口径送审: a dated entry; the latter two end the reminders that ask for them."""
    allow(case.state, kind)
    _need(text, "内容不能为空")
    return add_act(work, case, kind, with_hash(note=text))


def record_call(work: Work, task: DutyTask, words: str, called_at: datetime) -> CaseAct:
    """电话报告: the record of the call closes the task."""
    if task.state != "open":
        raise Refused("该任务已完成")
    if task.kind == regrading.KIND:
        raise Refused("复核定级以定级办结：级别不变的，也请重新定级并写明理由")
    _need(words, "须记录通话要点")
    _not_future(work, called_at, "通话时间")
    case = work.tx.session.get_one(CaseFile, task.case_id)
    allow(case.state, "call")
    body = {"task": task.id, "person": task.about, **with_hash(note=words)}
    act = add_act(work, case, "call", body, happened_at=called_at)
    task.state, task.closed_at, task.closed_by = "done", work.now, work.actor
    call_made(work, task)
    task.record = {"act": act.id, "called_at": called_at.isoformat(), "words": words}
    work.tx.session.add(task)
    return act


def duty_of(work: Work, case: CaseFile) -> Duty:
    """What has been done on a case, read from its acts."""
    family = family_of(work, case)
    acts = [a for ident in family for a in live_acts(work.tx.session, ident)]
    records = [a.body for a in acts if a.act == "record"]
    natures = {n for ident in family for n in natures_of(work.tx.session, ident).values()}
    return Duty(
        severity=case.severity,
        disposition=case.disposition,
        disposition_confirmed=case.disposition_confirmed,
        recorded=frozenset(str(r.get("kind")) for r in records),
        substantive="substantive" in natures,
        consulted=any(a.act == "consult" for a in acts),
        verification=case.verification,
        waived=is_waived(work, case),
        # Also one that is overdue: waiting a day must not spare the signature that closing asked for before.
        pending_countersigns=sum(1 for a in acts if a.second_state in ("phone", "fault")),
        pending_confirmations=pending_seconds(acts),
        open_concerns=concerns.unanswered(work, family),
    )
