"""暂缓发布: who put a release off, why, on whose word and until when; the policy clocks run on all the while."""

from __future__ import annotations

from datetime import datetime

from monitor.clock import local_text, span_text
from monitor.errors import Refused
from monitor.sla.cases import allow, check_second
from monitor.sla.roster import ROLE_LABELS
from monitor.steps.act_rows import add_act, need, with_hash
from monitor.steps.consents import Consent, second_of, words_of
from monitor.steps.desk import Work
from monitor.steps.inner_targets import end_reminders, plant_reminders
from monitor.store.proofs import standing_deferral
from monitor.store.tables import CaseAct, CaseFile


def defer(work: Work, case: CaseFile, reason: str, until: datetime, consent: Consent | None) -> CaseAct:
    """Put a release off until a time, with an approver of the roles that the office names; a new one replaces an old one."""
    allow(case.state, "defer")
    need(reason, "暂缓发布须写明理由")
    rules = work.book.cases.deferral
    check_second(work.actor, consent.person if consent else None, required=True)
    assert consent is not None
    person = work.book.roster.person(consent.person)
    if person is None or person.role not in rules.approvers:
        raise Refused("暂缓发布须由" + "或".join(ROLE_LABELS[r] for r in rules.approvers) + "批准")
    if until <= work.now:
        raise Refused(f"暂缓的截止时间须晚于现在（{local_text(work.now)}）")
    if until - work.now > rules.longest:
        raise Refused(f"一次暂缓不得超过{span_text(rules.longest)}")
    body = {"until": until.isoformat(), **with_hash(reason=reason), **words_of(consent)}
    act = add_act(work, case, "defer", body, second=second_of(work, consent))
    end_reminders(work, case, "defer", "superseded")
    plant_reminders(work, case, rules.reminders, f"defer{act.id}", about="暂缓发布", span=(work.now, until))
    return act


def resume(work: Work, case: CaseFile, reason: str = "") -> CaseAct:
    """解除暂缓: the release is no longer put off."""
    allow(case.state, "resume")
    standing = standing_deferral(work.tx.session, case.id, work.now)
    if standing is None:
        raise Refused("本案没有生效的暂缓发布")
    act = add_act(work, case, "resume", {"deferral": standing.id, **with_hash(reason=reason)})
    end_reminders(work, case, "defer", "decided")
    return act
