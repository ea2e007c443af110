"""What goes upward and comes down: reports up (上报) with their proof, and leaders' decisions that start milestones."""

from __future__ import annotations

from datetime import datetime

from monitor.errors import Refused
from monitor.sla.cases import allow, check_second
from monitor.sla.milestones import MODE_LABELS, STAGE_LABELS
from monitor.sla.reporting import Report
from monitor.steps.act_rows import add_act, need, not_future, not_long_before, with_hash
from monitor.steps.clocks import Why, sync_deadlines
from monitor.steps.consents import Consent, second_of, words_of
from monitor.steps.desk import Work
from monitor.steps.following import answer_reports
from monitor.store.matters import decisions_of, rules_of
from monitor.store.tables import CaseAct, CaseFile

_NUMBER_LENGTH = 64


def report_up(work: Work, case: CaseFile, report: Report) -> CaseAct:
    """上报: what was reported to whom, when and how; a written report is proved by its document number (文号)."""
    allow(case.state, "report_up")
    _check_report(work, case, report)
    not_future(work, report.at, "报送时间")
    not_long_before(work, case, report.at, "报送时间")
    body = {
        "stage": report.stage,
        "receiver": report.receiver,
        "mode": report.mode,
        "number": report.number,
        "reported_at": report.at.isoformat(),
        **with_hash(note=report.note),
    }
    act = add_act(work, case, "report_up", body, happened_at=report.at)
    answer_reports(work, case, report, act)
    return act


def _check_report(work: Work, case: CaseFile, report: Report) -> None:
    if report.stage not in STAGE_LABELS or report.mode not in MODE_LABELS:
        raise Refused("须写明上报阶段（first、follow、final）与方式（phone、written）")
    known = [r.id for r in rules_of(work.tx.session, case, work.book).report_up.receivers]
    if known and report.receiver not in known:
        raise Refused(f"接收单位只能是 {'、'.join(known)}（见 sla.yaml 的 report_up.receivers）")
    need(report.receiver, "须写明接收单位")
    if len(report.number) > _NUMBER_LENGTH:
        raise Refused(f"文号不得超过 {_NUMBER_LENGTH} 个字")
    if report.mode == "written":
        need(report.number, "书面报告须登记文号")
    else:
        need(report.note, "电话报告须记录通话要点")


def decide(
    work: Work,
    case: CaseFile,
    decision: str,
    words: str,
    consent: Consent | None = None,
    *,
    decided_at: datetime | None = None,
) -> CaseAct:
    """领导决定: a decision of a leader on which milestones wait.

    The leader records it in person, or is the second person: present, or by telephone to be countersigned.
    """
    allow(case.state, "decide")
    found = rules_of(work.tx.session, case, work.book).decision(decision)
    if found is None:
        raise Refused(f"规则库的 decisions 中没有 {decision:.40}")
    check_second(work.actor, consent.person if consent else None, required=False)
    leader = consent.person if consent else work.actor
    person = work.book.roster.person(leader)
    if person is None or person.role not in found.by:
        raise Refused(f"“{found.label}”须由带班领导或主要领导决定：请由其本人登记，或指明其为第二人")
    need(words, "须记录决定内容")
    not_future(work, decided_at, "决定时间")
    if decision in decisions_of(work.tx.session, case.id):
        raise Refused(f"已登记过这项决定：{found.label}")
    body = {"decision": decision, "decided_by": leader, **with_hash(note=words), **words_of(consent)}
    act = add_act(work, case, "decide", body, happened_at=decided_at, second=second_of(work, consent))
    sync_deadlines(work, case, Why("decide", decided_at or work.now, act.id))
    return act
