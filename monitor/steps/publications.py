"""What was published on a case: recorded with its proof, and the terms that it settles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from monitor.clock import local_text
from monitor.errors import Refused
from monitor.sla.cases import (
    RECORD_KINDS,
    allow,
    check_second,
)
from monitor.sla.proof import needs_authority
from monitor.sla.reporting import Report, present_stage
from monitor.steps import approval
from monitor.steps.act_rows import add_act, not_future, not_long_before, sha
from monitor.steps.clocks import latest_release, records_of, settle_in_time_after_all
from monitor.steps.consents import Consent, second_of, words_of
from monitor.steps.deadline_rows import UNSETTLED, deadlines_of, settle
from monitor.steps.desk import Work
from monitor.steps.evidence import awaited_second, identity
from monitor.steps.following import (
    answer_reports,
    start_follow_up,
)
from monitor.steps.opening import keep_page
from monitor.steps.verify_response import plan_checks
from monitor.store.matters import starts_of
from monitor.store.tables import CaseAct, CaseFile


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
    draft: int | None = None
    authority: str = ""


FIRST_RELEASE_PARTS = {
    "brief": "简要信息",
    "verification": "初步核实情况",
    "measures": "政府应对措施",
    "precautions": "公众防范措施",
}
"""五(四): what the first release of an emergency says; missing parts stay open on the checklist."""


def record(work: Work, case: CaseFile, what: Publication, consent: Consent | None = None) -> CaseAct:
    """登记发布: what was published, when and where; its publication time settles the deadlines of its kind.

    A procedural answer ("正在调查") settles the clock as the policy allows and is marked; closing asks for a
    substantive one.
    """
    allow(case.state, "record")
    _check_publication(work, what)
    not_long_before(work, case, what.published_at, "发布时间")
    _check_after_occurrence(work, case, what)
    _check_authority(work, case, what)
    _check_not_there(work, case, what)
    check_second(work.actor, consent.person if consent else None, required=False)
    draft = approval.publishing(work, case, what.kind, what.draft)
    act = add_act(
        work,
        case,
        "record",
        _publication_body(what, consent) | (draft.said if draft else {}),
        happened_at=what.published_at,
        second=second_of(work, consent) or awaited_second(work, case.severity, what.kind),
    )
    if draft is not None:
        draft.row.published_by_act = act.id
    _settle_by(work, case, what, act)
    keep_page(work, case, what.url)
    plan_checks(work, case, act)
    if case.state == "open" and act is latest_release(work, case):
        start_follow_up(work, case, what.published_at, act)
    return act


def _settle_by(work: Work, case: CaseFile, what: Publication, act: CaseAct) -> None:
    rows = deadlines_of(work, case)
    if what.kind == "report_up":
        stage = present_stage(r for r in rows if r.state in UNSETTLED)
        answer_reports(work, case, Report(stage, what.published_at), act)
    elif what.kind != "follow_up":
        settle(work, [r for r in rows if r.kind == what.kind], what.published_at, act)
        settle_in_time_after_all(work, case)


def _check_publication(work: Work, what: Publication) -> None:
    if what.kind not in RECORD_KINDS:
        raise Refused("发布种类只能是 " + "、".join(RECORD_KINDS))
    if not what.url and not what.note:
        raise Refused("须提供发布的网址，或在备注中写明证据")
    if what.url and not what.url.startswith(("http://", "https://")):
        raise Refused("网址须以 http:// 或 https:// 开头")
    not_future(work, what.published_at, "发布时间")
    unknown = set(what.parts) - set(FIRST_RELEASE_PARTS)
    if unknown:
        raise Refused("首发要素只能是 " + "、".join(FIRST_RELEASE_PARTS))


def _check_after_occurrence(work: Work, case: CaseFile, what: Publication) -> None:
    """Nothing answers an emergency before it happens: such a time is a slip, and would count as in time.

    Only an hour that somebody told or confirmed speaks against it; a start taken from a bare day may lie anywhere in it.
    What is no emergency may be announced before it begins, as when water is cut off: people complain all the same.
    """
    if not (case.emergency or case.severity):
        return
    known = [
        s.at
        for s in starts_of(work.tx.session, case.id)
        if s.evidence in ("occurrence", "confirmed") and not s.inferred
    ]
    if known and what.published_at < min(known):
        raise Refused(
            f"发布时间（{local_text(what.published_at)}）早于事发时间（{local_text(min(known))}）；"
            "事发时间有误的，请先“确认起算时间”"
        )


def _check_authority(work: Work, case: CaseFile, what: Publication) -> None:
    """A release by a superior body satisfies the milestone, and says on whose authority it stands for the office's own."""
    own = (case.organ, case.lead_organ, *case.co_organs, work.book.office.name, work.book.papers.letterhead)
    if needs_authority(what.published_by, own) and not what.authority.strip():
        raise Refused(f"由{what.published_by.strip()}发布的，须写明授权依据")


def _check_not_there(work: Work, case: CaseFile, what: Publication) -> None:
    """Refuse a publication that two officers enter, or one enters twice: it would count as two, and want two second persons."""
    told = identity({"kind": what.kind, "url": what.url, "note": what.note})
    for act in records_of(work, case):
        if act.happened_at == what.published_at and identity(act.body) == told:
            raise Refused(
                f"这次发布已经登记过（登记编号 {act.id}，{local_text(act.recorded_at)}）；"
                "登记有误的，先撤销原登记，答复性质有误的，改标性质"
            )


def _publication_body(what: Publication, consent: Consent | None) -> dict[str, Any]:
    return {
        "kind": what.kind,
        "published_at": what.published_at.isoformat(),
        "url": what.url,
        "url_sha256": sha(what.url),
        "channel": what.channel,
        "note": what.note,
        "nature": what.nature,
        "published_by": what.published_by,
        "authority": what.authority,
        "parts": list(what.parts),
        **words_of(consent),
    }
