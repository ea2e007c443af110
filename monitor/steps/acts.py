"""The officer's acts on a case: each is allowed or refused by its state, kept, and audited."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlmodel import col, select

from monitor.classify.result import DISPOSITIONS, GRAVE, SEVERITIES
from monitor.clock import local_text
from monitor.errors import NotFound, Refused
from monitor.sla.cases import (
    DUTY_OF_DISPOSITION,
    RECORD_KINDS,
    VERIFICATION_LABELS,
    Duty,
    allow,
    check_second,
    is_lower,
    missing_duties,
    needs_second,
)
from monitor.sla.deadlines import Start
from monitor.steps.clocks import (
    UNSETTLED,
    add_start,
    deadlines_of,
    end_case_rungs,
    end_detection_rungs,
    move_deadline,
    plant_case_rungs,
    settle,
    start_follow_up,
    sync_deadlines,
    wake_held_rungs,
)
from monitor.steps.corrections import keep_case_word
from monitor.steps.desk import Work, take_turn
from monitor.steps.opening import add_act, keep_page, set_fact
from monitor.store.tables import CaseAct, CaseFile, DutyTask, LadderStep


@dataclass(frozen=True, slots=True)
class Consent:
    """A second person's agreement: on the spot (own sign-in proved), or by telephone, to be countersigned."""

    person: str
    by: Literal["present", "phone"] = "phone"
    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the evidence that settles a deadline."""

    kind: str
    published_at: datetime
    url: str = ""
    channel: str = ""
    note: str = ""
    nature: Literal["substantive", "procedural"] = "substantive"
    published_by: str = ""
    parts: tuple[str, ...] = field(default_factory=tuple)


FIRST_RELEASE_PARTS = {
    "brief": "简要信息",
    "verification": "初步核实情况",
    "measures": "政府应对措施",
    "precautions": "公众防范措施",
}
"""五(四): what the first release of an emergency says; missing parts stay open on the checklist."""


def find_case(work: Work, ident: str) -> CaseFile:
    """A case by its id or its public number, locked for this transaction. Raises NotFound."""
    take_turn(work.tx)
    query = select(CaseFile).where(CaseFile.office_id == work.office_id)
    is_id = ident.isascii() and ident.isdigit() and len(ident) < 19
    query = query.where(CaseFile.id == int(ident)) if is_id else query.where(CaseFile.number == ident)
    case = work.tx.session.exec(query).one_or_none()
    if case is None:
        raise NotFound(f"没有编号为 {ident} 的案件")
    return case


def confirm(work: Work, case: CaseFile, reason: str = "") -> CaseAct:
    """认定为政务舆情: the clocks start, from the evidence, not from this moment."""
    allow(case.state, "confirm")
    act = add_act(work, case, "confirm", {"reason": reason})
    set_fact(work, case, "state", "open", act)
    case.opened_at = work.now
    end_case_rungs(work, case, "decided")
    sync_deadlines(work, case, "open", act.id)
    plant_case_rungs(work, case, prefix=f"case{act.id}", skip={"open"})
    return act


def reject(work: Work, case: CaseFile, reason: str) -> CaseAct:
    """不予认定: a proposal is put aside, with its reason."""
    allow(case.state, "reject")
    _need(reason, "不予认定须写明理由")
    act = add_act(work, case, "reject", _with_hash(reason=reason))
    set_fact(work, case, "state", "rejected", act)
    end_case_rungs(work, case, "decided")
    return act


def verify(work: Work, case: CaseFile, result: str, note: str = "") -> CaseAct:
    """核实: verified, false or unverifiable; what waited for it goes on or ends."""
    allow(case.state, "verify")
    if result not in VERIFICATION_LABELS or result == "pending":
        raise Refused("核实结论只能是 verified（已核实）、false（不实）或 unverifiable（无法核实）")
    act = add_act(work, case, "verify", {"result": result, **_with_hash(note=note)})
    set_fact(work, case, "verification", result, act)
    wake_held_rungs(work, case)
    return act


def acknowledge(work: Work, case: CaseFile, note: str = "") -> CaseAct:
    """签收: the rungs that have fired are acknowledged; the clock runs on and the next rung still comes."""
    allow(case.state, "ack")
    fired = work.tx.session.exec(
        select(LadderStep).where(
            LadderStep.case_id == case.id,
            LadderStep.state == "fired",
            col(LadderStep.acknowledged_at).is_(None),
        )
    ).all()
    for step in fired:
        step.acknowledged_at, step.acknowledged_by = work.now, work.actor
        work.tx.session.add(step)
    act = add_act(work, case, "ack", {"count": len(fired), "note": note})
    set_fact(work, case, "acknowledged_by", work.actor, act)
    case.acknowledged_at = work.now
    return act


def assign(
    work: Work, case: CaseFile, organ: str, reason: str, *, coordinating: tuple[str, ...] | None = None
) -> CaseAct:
    """交办: name the responsible organ, with a reason."""
    allow(case.state, "assign")
    _need(organ, "须指明回应主体")
    _need(reason, "变更回应主体须写明理由")
    act = add_act(
        work, case, "assign", {"organ": organ, "old_organ": case.organ, **_with_hash(reason=reason)}
    )
    set_fact(work, case, "organ", organ, act)
    keep_case_word(work, case.item_id, "organ", organ, reason=reason)
    if coordinating is not None:
        set_fact(work, case, "co_organs", list(coordinating), act)
    return act


def consult(
    work: Work, case: CaseFile, participants: str, conclusion: str, *, held_at: datetime | None = None
) -> CaseAct:
    """会商: who took part and what was decided (五(四))."""
    allow(case.state, "consult")
    _need(participants, "会商须写明参加单位")
    _need(conclusion, "会商须写明结论")
    _not_future(work, held_at, "会商时间")
    body = {"participants": participants, **_with_hash(conclusion=conclusion)}
    return add_act(work, case, "consult", body, happened_at=held_at)


def grade(
    work: Work, case: CaseFile, severity: str | None, reason: str, consent: Consent | None = None
) -> CaseAct:
    """定级: up on one's own judgement, down only with a second person. Deadlines follow; none is erased."""
    allow(case.state, "grade")
    if severity is not None and severity not in SEVERITIES:
        raise Refused("级别只能是 I、II、III、IV 或 none")
    _need(reason, "定级须写明理由")
    old = case.severity
    if severity == old and not case.severity_provisional:
        raise Refused("级别没有变化")
    check_second(
        work.actor, consent.person if consent else None, required=needs_second("grade", old=old, new=severity)
    )
    body = {"old": old, "new": severity, **_with_hash(reason=reason), **_words(consent)}
    act = add_act(work, case, "grade", body, second=_second(work, consent))
    set_fact(work, case, "severity", severity, act)
    case.severity_provisional = False
    if case.state == "open" and severity != old:
        down = is_lower(old, severity)
        sync_deadlines(work, case, "downgrade" if down else "upgrade", act.id)
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


def correct_start(work: Work, case: CaseFile, occurred_at: datetime, evidence: str) -> CaseAct:
    """确认起算时间: an officer confirms when it happened; older evidence and deadlines are kept."""
    allow(case.state, "start")
    _need(evidence, "确认起算时间须写明证据")
    _not_future(work, occurred_at, "事发时间")
    act = add_act(
        work, case, "start", {"occurred_at": occurred_at.isoformat(), **_with_hash(evidence=evidence)}
    )
    add_start(work, case, Start(0, "confirmed", occurred_at, confirmed=True), note=f"act/{act.id}")
    if case.state == "open":
        sync_deadlines(work, case, "start", act.id)
    return act


def record(work: Work, case: CaseFile, what: Publication, consent: Consent | None = None) -> CaseAct:
    """登记发布: what was published, when and where; its publication time settles the deadlines of its kind.

    A procedural answer ("正在调查") settles the clock as the policy allows and is marked; closing asks for a
    substantive one.
    """
    allow(case.state, "record")
    _check_publication(work, what)
    check_second(work.actor, consent.person if consent else None, required=False)
    act = add_act(
        work,
        case,
        "record",
        _publication_body(what, consent),
        happened_at=what.published_at,
        second=_second(work, consent),
    )
    if what.kind != "follow_up":
        settle(work, case, what.kind, what.published_at, act)
    keep_page(work, case, what.url)
    if case.state == "open" and what.kind != "report_up":
        start_follow_up(work, case, what.published_at, act)
    return act


def _check_publication(work: Work, what: Publication) -> None:
    if what.kind not in RECORD_KINDS:
        raise Refused("发布种类只能是 " + "、".join(RECORD_KINDS))
    if not what.url and not what.note:
        raise Refused("须提供发布的网址，或在备注中写明证据")
    _not_future(work, what.published_at, "发布时间")
    unknown = set(what.parts) - set(FIRST_RELEASE_PARTS)
    if unknown:
        raise Refused("首发要素只能是 " + "、".join(FIRST_RELEASE_PARTS))


def _publication_body(what: Publication, consent: Consent | None) -> dict[str, Any]:
    return {
        "kind": what.kind,
        "published_at": what.published_at.isoformat(),
        "url": what.url,
        "url_sha256": _sha(what.url),
        "channel": what.channel,
        "note": what.note,
        "nature": what.nature,
        "published_by": what.published_by,
        "parts": list(what.parts),
        **_words(consent),
    }


def waive(work: Work, case: CaseFile, reason: str, basis: str, consent: Consent | None) -> CaseAct:
    """不予回应: needs a reason, a legal basis and a second person (R12)."""
    allow(case.state, "waive")
    _need(reason, "不予回应须写明理由")
    _need(basis, "不予回应须写明依据")
    check_second(work.actor, consent.person if consent else None, required=True)
    body = {**_with_hash(reason=reason), **_with_hash(basis=basis), **_words(consent)}
    act = add_act(work, case, "waive", body, second=_second(work, consent))
    for row in deadlines_of(work, case):
        if row.state in UNSETTLED:
            move_deadline(work, row, "waived", settled_at=work.now, act_id=act.id, reason="waived")
    end_case_rungs(work, case, "waived")
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
        if row.state == "open":
            move_deadline(work, row, "superseded", reason="closed", act_id=act.id)
    end_case_rungs(work, case, "closed")
    return act


def reopen(work: Work, case: CaseFile, reason: str) -> CaseAct:
    """重启: take a closed case up again; its clocks are those of its evidence."""
    allow(case.state, "reopen")
    _need(reason, "重启须写明理由")
    act = add_act(work, case, "reopen", _with_hash(reason=reason))
    set_fact(work, case, "state", "open", act)
    case.closed_at = None
    plant_case_rungs(work, case, prefix=f"reopen{act.id}")
    return act


def note(work: Work, case: CaseFile, kind: Literal["note", "report_up", "statement"], text: str) -> CaseAct:
    """备注, 上报 or 口径送审: a dated entry; the latter two end the reminders that ask for them."""
    allow(case.state, kind)
    _need(text, "内容不能为空")
    return add_act(work, case, kind, _with_hash(note=text))


def record_call(work: Work, task: DutyTask, words: str, called_at: datetime) -> CaseAct:
    """电话报告: the record of the call closes the task."""
    if task.state != "open":
        raise Refused("该任务已完成")
    _need(words, "须记录通话要点")
    _not_future(work, called_at, "通话时间")
    case = work.tx.session.get_one(CaseFile, task.case_id)
    body = {"task": task.id, "person": task.about, **_with_hash(note=words)}
    act = add_act(work, case, "call", body, happened_at=called_at)
    task.state, task.closed_at, task.closed_by = "done", work.now, work.actor
    task.record = {"act": act.id, "called_at": called_at.isoformat(), "words": words}
    work.tx.session.add(task)
    return act


def countersign(work: Work, act_id: int) -> CaseAct:
    """补签: the second person confirms by own sign-in what was agreed by telephone."""
    act = work.tx.session.get(CaseAct, act_id)
    if act is None or act.second is None:
        raise NotFound("没有待补签的事项")
    if act.second != work.actor:
        raise Refused("须由同意人本人补签")
    if act.second_state not in ("phone", "fault"):
        raise Refused("该事项无须补签或已补签")
    late = act.second_state == "fault"
    act.second_state, act.countersigned_at = "countersigned", work.now
    work.tx.session.add(act)
    work.audit("case.countersign", f"case/{act.case_id}", act_id=act.id, late=late or None)
    return act


def duty_of(work: Work, case: CaseFile) -> Duty:
    """What has been done on a case, read from its acts."""
    acts = work.tx.session.exec(select(CaseAct).where(CaseAct.case_id == case.id)).all()
    records = [a.body for a in acts if a.act == "record"]
    return Duty(
        severity=case.severity,
        disposition=case.disposition,
        disposition_confirmed=case.disposition_confirmed,
        recorded=frozenset(str(r.get("kind")) for r in records),
        substantive=any(r.get("nature") == "substantive" for r in records),
        consulted=any(a.act == "consult" for a in acts),
        verification=case.verification,
        waived=any(a.act == "waive" for a in acts),
        pending_countersigns=sum(1 for a in acts if a.second_state == "phone"),
    )


def _second(work: Work, consent: Consent | None) -> tuple[str, str, datetime | None] | None:
    if consent is None:
        return None
    if consent.by == "present":
        return consent.person, "present", None
    return consent.person, "phone", work.now + work.book.sla.countersign_within


def _words(consent: Consent | None) -> dict[str, Any]:
    if consent is None or consent.by == "present":
        return {}
    said = {"second_words": consent.words}
    return said | ({"second_at": consent.at.isoformat()} if consent.at else {})


def _with_hash(**texts: str) -> dict[str, Any]:
    """A free text goes into the act's row; its hash goes into the audit log."""
    return {k: v for name, text in texts.items() for k, v in ((name, text), (f"{name}_sha256", _sha(text)))}


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _need(text: str, sentence: str) -> None:
    if not text or not text.strip():
        raise Refused(sentence)


def _not_future(work: Work, moment: datetime | None, what: str) -> None:
    if moment is not None and moment > work.now:
        raise Refused(f"{what}不能晚于现在（{local_text(work.now)}）")
