"""Taking back what was recorded: a publication, report, decision, waiver, consultation, call, receipt of a paper or of a case; and going over to the present rules."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.errors import NotFound, Refused
from monitor.sla.cases import ACT_LABELS, allow
from monitor.steps import approval
from monitor.steps.act_rows import add_act, need, set_fact, with_hash
from monitor.steps.calls import ask_again
from monitor.steps.clocks import Cause, Why, latest_release, sync_deadlines
from monitor.steps.deadline_rows import deadlines_of, move_deadline
from monitor.steps.desk import Work, keep_rule_book
from monitor.steps.evidence import end_confirmation
from monitor.steps.following import restart, start_follow_up, take_back_report
from monitor.steps.papers import unsign
from monitor.steps.unacknowledging import unacknowledge
from monitor.store.matters import holder_of, live_acts
from monitor.store.tables import CaseAct, CaseFile

REVOCABLE = ("record", "report_up", "decide", "waive", "consult", "call", "paper_sign", "ack")


def revoke(work: Work, case: CaseFile, act_id: int, reason: str) -> CaseAct:
    """撤销登记: what was recorded by mistake or withdrawn no longer proves anything; both records are kept.

    The deadlines that it settled are superseded, and run anew from the same evidence with the same due time: what is
    past is overdue at once. Of a case that was merged they are those of the case that took it in.
    """
    allow(case.state, "revoke")
    holder = holder_of(work.tx.session, case)
    if holder.id != case.id and holder.state != "open":
        raise Refused(f"本案已并入{holder.number}，其已不在办理中，不能撤销登记")
    need(reason, "撤销登记须写明理由")
    target = _revocable(work, case, act_id)
    body = {"revoked": target.id, "kind": target.act, **with_hash(reason=reason)}
    act = add_act(work, case, "revoke", body | approval.unpublish(work, case, target))
    end_confirmation(work, target)
    if target.act == "call":
        ask_again(work, target)
    elif target.act == "paper_sign":
        unsign(work, case, target, act)
    elif target.act == "ack":
        unacknowledge(work, case, target, act)
    # No clock runs on a proposal, and none is stopped by whoever has the case.
    if case.state != "proposed" and target.act != "ack":
        count_no_more(work, holder, [target], act, "revoke", reason="revoked")
    return act


def _revocable(work: Work, case: CaseFile, act_id: int) -> CaseAct:
    target = work.tx.session.get(CaseAct, act_id)
    if target is None or target.case_id != case.id:
        raise NotFound(f"该案件没有编号为 {act_id} 的登记")
    if target.act not in REVOCABLE:
        raise Refused("只能撤销：" + "、".join(ACT_LABELS[name] for name in REVOCABLE))
    if target not in live_acts(work.tx.session, case.id, target.act):
        raise Refused("该登记已撤销")
    return target


def count_no_more(
    work: Work, case: CaseFile, done: Sequence[CaseAct], act: CaseAct, cause: Cause, *, reason: str
) -> None:
    """What some acts had settled on a case runs anew, and what had begun with them gives way."""
    ids = {one.id for one in done}
    settled = [r for r in deadlines_of(work, case) if r.settled_by in ids and r.state != "superseded"]
    for row in settled:
        move_deadline(work, row, "superseded", reason=reason, act_id=act.id)
    for one in done:
        if one.act == "record":
            _end_reminder(work, case, one, act)
        take_back_report(work, case, one, act)
    sync_deadlines(work, case, Why(cause, work.now, act.id))
    for row in settled:
        if row.follows is not None:
            restart(work, case, row)


def _end_reminder(work: Work, case: CaseFile, target: CaseAct, act: CaseAct) -> None:
    """The reminder that followed a withdrawn publication gives way to one after the publication that still stands."""
    mine = [
        row
        for row in deadlines_of(work, case)
        if row.follows == "release" and row.state == "open" and row.start_at == target.happened_at
    ]
    for row in mine:
        move_deadline(work, row, "superseded", reason="revoked", act_id=act.id)
    latest = latest_release(work, case)
    if mine and latest is not None:
        start_follow_up(work, case, latest.happened_at, latest)


def rebook(work: Work, case: CaseFile, reason: str) -> CaseAct:
    """改用现行规则: a running case leaves the rule book that it was opened under; deadlines that differ are set anew."""
    allow(case.state, "rebook")
    need(reason, "改用现行规则须写明理由")
    if case.rule_version == work.book.version:
        raise Refused("该案件已适用现行规则")
    keep_rule_book(work)
    body = {"old": case.rule_version, "rule_version": work.book.version, **with_hash(reason=reason)}
    act = add_act(work, case, "rebook", body)
    set_fact(work, case, "rule_version", work.book.version, act)
    sync_deadlines(work, case, Why("rebook", work.now, act.id))
    return act
