"""The approval chain (拟稿 → 单位负责人 → 会签 → 分管领导 → 发布): each hop is timed, each version of the text is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from monitor.errors import NotFound, Refused
from monitor.sla.cases import RECORD_KINDS, allow
from monitor.sla.papers import Hop, standing
from monitor.steps.act_rows import add_act, sha, with_hash
from monitor.steps.desk import Work, take_turn
from monitor.steps.duty import roster_of
from monitor.steps.inner_targets import end_reminders, plant_reminders
from monitor.store.paper_tables import Draft, DraftHop, DraftVersion
from monitor.store.tables import CaseAct, CaseFile
from monitor.text.mask import refuse_marked

NO_DRAFT = 0
"""In the place of a draft's number: what was published is none of the approved ones."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a holder of a hop does: for whom (where several hold it), who signed, with what words and what changed text."""

    holder: str = ""
    signed_by: str = ""
    note: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A draft that a publication publishes, and what its record says of it."""

    row: Draft
    said: dict[str, Any]


def find_draft(work: Work, ident: int) -> tuple[Draft, CaseFile]:
    """A draft of this office and its case, locked for this transaction. Raises NotFound."""
    take_turn(work.tx)
    draft = work.tx.session.get(Draft, ident)
    if draft is None or draft.office_id != work.office_id:
        raise NotFound(f"没有编号为 {ident} 的稿件")
    return draft, work.tx.session.get_one(CaseFile, draft.case_id)


def check_seen(work: Work, draft: Draft, seen: str) -> None:
    """Refuse what was meant for an earlier text or another hop than holds the draft now.

    An approval that is sent twice would pass the next hop, too, and one from an old page would sign words unread.
    """
    hops = open_hops(work, draft)
    if seen and seen != standing(draft.version, draft.round, (h.hop for h in hops)):
        now_at = "、".join(dict.fromkeys(h.label for h in hops)) or "已办结"
        raise Refused(f"稿件在打开页面之后已有变化，现为第{draft.version}稿（{now_at}），请核对后再办")


def begin(work: Work, case: CaseFile, kind: str, text: str, title: str = "") -> Draft:
    """拟稿: a first version; whoever wrote it holds it."""
    allow(case.state, "draft")
    if kind not in RECORD_KINDS:
        raise Refused("稿件种类只能是 " + "、".join(RECORD_KINDS))
    draft = Draft(
        office_id=work.office_id,
        case_id=case.id,
        kind=kind,
        title=title.strip() or case.title,
        state="drafting",
        author=work.actor,
        created_at=work.now,
    )
    work.tx.session.add(draft)
    work.tx.session.flush()
    version = _keep_version(work, draft, 1, text)
    entered = _enter(work, case, draft, work.book.papers.chain(case.severity)[0], [work.actor])
    _act(work, case, draft, "draft", sha256=version.sha256, kind=kind, entered=entered)
    return draft


def revise(work: Work, draft: Draft, text: str) -> DraftVersion:
    """改稿: a further version while the draft is with its author. Raises Refused for the same text again."""
    case = _open_case(work, draft, "draft")
    if draft.state != "drafting":
        raise Refused("稿件正在审签或已办结，不能改稿；请先退改或撤回")
    version = _next_version(work, draft, text)
    _act(work, case, draft, "draft", sha256=version.sha256, kind=draft.kind)
    return version


def submit(
    work: Work, draft: Draft, *, countersigners: Sequence[str] | None = None, to: Sequence[str] = ()
) -> CaseAct:
    """口径送审: the present version goes to the first hop after drafting; ``to`` names who holds that hop.

    ``countersigners`` None: those of the last time.
    """
    case = _open_case(work, draft, "statement")
    if draft.state != "drafting":
        raise Refused("稿件已送审")
    if countersigners is not None:
        draft.countersigners = list(dict.fromkeys(c.strip() for c in countersigners if c.strip()))
    left = [_leave(work, case, hop, "submitted", signed_by=work.actor) for hop in open_hops(work, draft)]
    entered = _go_on(work, case, draft, after=work.book.papers.chain(case.severity)[0].id, to=to)
    text = version_of(work, draft)
    note = f"《{draft.title}》第{draft.version}稿送审"
    return _act(
        work, case, draft, "statement", sha256=text.sha256, left=left, entered=entered, **with_hash(note=note)
    )


def approve(work: Work, draft: Draft, review: Review, *, to: Sequence[str] = ()) -> CaseAct:
    """审签: one holder agrees, with changed words where given; when all of a hop have, the draft goes on."""
    case = _open_case(work, draft, "approve")
    hop = _hop_of(work, draft, review.holder)
    if review.text:
        _next_version(work, draft, review.text)
    text = version_of(work, draft)
    signed = review.signed_by.strip() or work.actor
    hop.version = draft.version
    left = [_leave(work, case, hop, "passed", signed_by=signed, note=review.note)]
    entered = [] if open_hops(work, draft) else _go_on(work, case, draft, after=hop.hop, to=to)
    return _act(
        work,
        case,
        draft,
        "approve",
        sha256=text.sha256,
        step=hop.hop,
        signed_by=signed,
        left=left,
        entered=entered,
        **with_hash(note=review.note),
    )


def hand_back(work: Work, draft: Draft, review: Review) -> CaseAct:
    """退改: a holder sends the draft back to its author, with the reason; every later hop begins anew."""
    case = _open_case(work, draft, "return_draft")
    if not review.note.strip():
        raise Refused("退改须写明意见")
    hop = _hop_of(work, draft, review.holder)
    signed = review.signed_by.strip() or work.actor
    left = [_leave(work, case, hop, "returned", signed_by=signed, note=review.note)]
    left += [_leave(work, case, other, "recalled") for other in open_hops(work, draft)]
    draft.round += 1
    draft.state = "drafting"
    entered = _enter(work, case, draft, work.book.papers.chain(case.severity)[0], [draft.author])
    body = {"step": hop.hop, "signed_by": signed, "left": left, "entered": entered}
    return _act(work, case, draft, "return_draft", **body, **with_hash(reason=review.note))


def withdraw(work: Work, draft: Draft, reason: str) -> CaseAct:
    """撤稿: the draft ends here, with a reason; it stays on record."""
    case = _open_case(work, draft, "withdraw")
    if not reason.strip():
        raise Refused("撤稿须写明理由")
    left = [_leave(work, case, hop, "withdrawn") for hop in open_hops(work, draft)]
    draft.state = "withdrawn"
    return _act(work, case, draft, "withdraw", left=left, **with_hash(reason=reason))


def publishing(work: Work, case: CaseFile, kind: str, draft_id: int | None) -> Published | None:
    """The draft that a publication publishes, and what its record says of it; its last hop ends.

    Unless one is named it is the only approved draft of that kind; ``NO_DRAFT`` says that what was published is no draft of
    the system. Raises Refused for a draft that nobody approved.
    """
    draft = _approved(work, case, kind, draft_id)
    if draft is None:
        return None
    left = [_leave(work, case, hop, "published", signed_by=work.actor) for hop in open_hops(work, draft)]
    draft.state = "published"
    work.tx.session.add(draft)
    text = version_of(work, draft)
    said = {"draft": draft.id, "version": draft.version, "sha256": text.sha256, "left": left}
    return Published(draft, said)


def unpublish(work: Work, case: CaseFile, record: CaseAct) -> dict[str, Any]:
    """The draft of a record that is revoked is approved and to be published again; what the revoking act says of it.

    Its last hop is entered anew by whoever held it. Empty where the record published no draft, and on a case that is no
    longer open: nothing is published there any more.
    """
    if case.state != "open":
        return {}
    query = select(Draft).where(Draft.case_id == case.id, Draft.published_by_act == record.id)
    draft = work.tx.session.exec(query).first()
    if draft is None:
        return {}
    last = select(DraftHop).where(DraftHop.draft_id == draft.id, DraftHop.outcome == "published")
    holders = dict.fromkeys(h.holder for h in work.tx.session.exec(last.order_by(col(DraftHop.id))))
    draft.state, draft.published_by_act = "approved", None
    hop = work.book.papers.approval[-1]
    entered = _enter(work, case, draft, hop, list(holders) or _holders(work, hop) or [hop.label])
    return {"draft": draft.id, "title": draft.title, "entered": entered}


def _approved(work: Work, case: CaseFile, kind: str, draft_id: int | None) -> Draft | None:
    if draft_id == NO_DRAFT:
        return None
    if draft_id is None:
        query = select(Draft).where(Draft.case_id == case.id, Draft.kind == kind, Draft.state == "approved")
        found = work.tx.session.exec(query).all()
        return found[0] if len(found) == 1 else None
    draft, of = find_draft(work, draft_id)
    if of.id != case.id:
        raise Refused(f"稿件 {draft_id} 不属于本案")
    if draft.state != "approved":
        raise Refused(f"稿件 {draft_id} 尚未审签完毕，不能登记为已发布的稿件")
    return draft


def open_hops(work: Work, draft: Draft) -> list[DraftHop]:
    """The hops that hold a draft now: one, or several where they countersign side by side."""
    query = select(DraftHop).where(DraftHop.draft_id == draft.id, col(DraftHop.left_at).is_(None))
    return list(work.tx.session.exec(query.order_by(col(DraftHop.id))))


def version_of(work: Work, draft: Draft) -> DraftVersion:
    """The present version of a draft."""
    query = select(DraftVersion).where(
        DraftVersion.draft_id == draft.id, DraftVersion.version == draft.version
    )
    return work.tx.session.exec(query).one()


def _open_case(work: Work, draft: Draft, act: str) -> CaseFile:
    case = work.tx.session.get_one(CaseFile, draft.case_id)
    allow(case.state, act)
    if draft.state in ("published", "withdrawn"):
        raise Refused("稿件已发布或已撤回")
    return case


def _hop_of(work: Work, draft: Draft, holder: str) -> DraftHop:
    """The open hop of a holder, or the only one there is. Raises Refused."""
    if draft.state != "in_approval":
        raise Refused("稿件不在审签中")
    hops = open_hops(work, draft)
    chosen = [h for h in hops if h.holder == holder] if holder else hops
    if len(chosen) != 1:
        names = "、".join(h.holder for h in hops)
        raise Refused(f"须指明由谁审签：{names}")
    return chosen[0]


def _go_on(work: Work, case: CaseFile, draft: Draft, *, after: str, to: Sequence[str]) -> list[list[Any]]:
    """Enter the next hop that applies; one that countersigns is passed over where nobody was named for it."""
    order = work.book.papers.approval
    # A hop that the office has since struck from its chain: everything after drafting is asked anew.
    at = next((n for n, hop in enumerate(order) if hop.id == after), 0)
    for hop in order[at + 1 :]:
        holders = named_for(hop, to, draft.countersigners) or _holders(work, hop)
        if not hop.applies(case.severity) or not holders:
            continue
        draft.state = "approved" if hop is order[-1] else "in_approval"
        return _enter(work, case, draft, hop, holders)
    raise AssertionError("the last hop takes every draft")


def named_for(hop: Hop, to: Sequence[str], countersigners: Sequence[str]) -> list[str]:
    """Who was named to hold a hop; a hop that countersigns takes those named for it when the draft was submitted."""
    # Each once: of two hops of one holder nobody could say which is meant, and the draft would be held for ever.
    named = list(dict.fromkeys(t.strip() for t in to if t.strip()))
    return named or (list(countersigners) if hop.parallel else [])


def _holders(work: Work, hop: Hop) -> list[str]:
    """Who holds a hop that nobody was named for: whoever of its role is on duty, else the first of that role.

    Nobody for a hop that countersigns: it is passed over.
    """
    if hop.holder is None:
        return [] if hop.parallel else [hop.label]
    roster = roster_of(work)
    people = roster.on_duty(hop.holder, work.now) or roster.people(hop.holder)
    return [people[0].id] if people else [hop.label]


def _enter(work: Work, case: CaseFile, draft: Draft, hop: Hop, holders: Sequence[str]) -> list[list[Any]]:
    """Open a hop for each holder, with its reminders; ``[id, hop, holder]`` of each, for the act's body."""
    due = work.now + hop.within.of(case.severity)
    rows = [
        DraftHop(
            office_id=work.office_id,
            case_id=case.id,
            draft_id=draft.id,
            round=draft.round,
            hop=hop.id,
            label=hop.label,
            holder=holder,
            version=draft.version,
            entered_at=work.now,
            due_at=due,
        )
        for holder in holders
    ]
    work.tx.session.add_all(rows)
    work.tx.session.add(draft)
    work.tx.session.flush()
    for row in rows:
        # Alerts mask persons' names, so the hop says who is meant; an organ that countersigns is named.
        who = "" if work.book.roster.person(row.holder) or row.holder == row.label else f"（{row.holder}）"
        about = f"稿件《{draft.title[:20]}》{row.label}{who}"
        rungs = work.book.papers.reminders.get("hop", ())
        plant_reminders(work, case, rungs, f"hop{row.id}", about=about, span=(work.now, due))
    return [[row.id, row.hop, row.holder] for row in rows]


def _leave(
    work: Work, case: CaseFile, hop: DraftHop, outcome: str, *, signed_by: str = "", note: str = ""
) -> int:
    hop.left_at, hop.outcome, hop.signed_by, hop.note = work.now, outcome, signed_by, note
    work.tx.session.add(hop)
    work.tx.session.flush()
    end_reminders(work, case, f"hop{hop.id}:", outcome)
    return hop.id


def _next_version(work: Work, draft: Draft, text: str) -> DraftVersion:
    if version_of(work, draft).sha256 == sha(text):
        raise Refused("稿件内容没有变化")
    draft.version += 1
    return _keep_version(work, draft, draft.version, text)


def _keep_version(work: Work, draft: Draft, number: int, text: str) -> DraftVersion:
    if not text.strip():
        raise Refused("稿件内容不能为空")
    if refuse_marked(text):
        raise Refused("内容带有密级标志，本系统不予接收")
    version = DraftVersion(
        office_id=work.office_id,
        draft_id=draft.id,
        version=number,
        text=text,
        sha256=sha(text),
        author=work.actor,
        recorded_at=work.now,
    )
    work.tx.session.add(version)
    work.tx.session.add(draft)
    work.tx.session.flush()
    return version


def _act(work: Work, case: CaseFile, draft: Draft, name: str, **more: Any) -> CaseAct:
    work.tx.session.add(draft)
    body = {"draft": draft.id, "version": draft.version, "round": draft.round, "title": draft.title}
    return add_act(work, case, name, body | {k: v for k, v in more.items() if v not in ("", None, [])})
