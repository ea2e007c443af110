"""From a stored paper to the sheet that is printed: its particulars in words, masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from monitor.classify.result import SEVERITY_LABELS
from monitor.clock import SHANGHAI
from monitor.reports.packing import shortened
from monitor.reports.sheet import Field, Sheet
from monitor.rulebook import RuleBook
from monitor.sla.papers import CONCLUSIONS
from monitor.sla.rules import KIND_LABELS
from monitor.sla.toll_words import toll_line
from monitor.store.figures import facts_as_of, public_deadlines
from monitor.store.paper_tables import Paper
from monitor.store.tables import CaseFile
from monitor.text.mask import mask

_NOTES = {
    "transfer": "政策时限自舆情（事件）发生起按自然时间计算，转办、退回均不停表。",
    "urging": "政策时限仍在计时；请按本单时限签收并反馈。",
    "feedback": "",
}
_BODIES = {"transfer": "转办内容及要求", "urging": "督办内容及要求", "feedback": "办理情况"}


def sheet_of(session: Session, paper: Paper, book: RuleBook) -> Sheet:
    """The sheet of one paper: what it said when it went out, and what became of it since."""
    case = session.get_one(CaseFile, paper.case_id)
    severity = facts_as_of(session, [case.id], "severity", paper.recorded_at).get(case.id)
    parent = session.get(Paper, paper.parent_id) if paper.parent_id else None
    form = book.papers.papers[paper.kind]  # type: ignore[index]
    fields = [
        Field("案件编号", case.number),
        Field("事件等级", SEVERITY_LABELS.get(severity or "", "未定级")),
        Field("事项", shortened(mask(case.title), 200), wide=True),
        *_toll(session, paper),
        *(_answer(paper, parent) if paper.kind == "feedback" else _order(session, paper, parent)),
        *(_clocks(session, paper) if paper.kind != "feedback" else ()),
        Field("签发人", mask(paper.issuer)),
        Field("签发时间", _time(paper.issued_at)),
        Field("签收人", _receiver(paper, book)),
        Field("签收时间", _time(paper.received_at)),
    ]
    return Sheet(
        letterhead=paper.sender,
        title=form.title,
        number=paper.number,
        fields=tuple(fields),
        body_label=_BODIES[paper.kind],
        body=mask(paper.text),
        issued_at=paper.issued_at,
        note=_NOTES[paper.kind],
    )


def _order(session: Session, paper: Paper, parent: Paper | None) -> Iterator[Field]:
    """To whom a 转办单 or 督办单 goes, with whom it shares the matter, and by when it asks for what."""
    yield Field("主办单位" if paper.lead else "协办单位", paper.organ)
    others = _others(session, paper)
    yield Field("协办单位" if paper.lead else "主办单位", "、".join(others) or "无")
    if parent is not None:
        yield Field("督办事由", f"{parent.number}尚未反馈", wide=True)
    yield Field("签收时限", _time(paper.sign_due_at))
    again = "（退回重办后）" if _sent_back(session, paper) else ""
    yield Field("反馈时限", f"{_time(paper.answer_due_at)}{again}")
    if paper.returned_at is not None:
        yield Field("退回", f"{_time(paper.returned_at)}：{mask(paper.returned_reason)}", wide=True)


def _sent_back(session: Session, paper: Paper) -> bool:
    """Whether an answer was sent back, which gave the paper another term than it went out with."""
    query = select(Paper.id).where(
        Paper.parent_id == paper.id, Paper.kind == "feedback", Paper.state == "returned"
    )
    return session.exec(query.limit(1)).first() is not None


def _toll(session: Session, paper: Paper) -> Iterator[Field]:
    """The numbers as they were known when the paper went out; a paper that was sent never changes its words."""
    known = facts_as_of(session, [paper.case_id], "tolls", paper.recorded_at).get(paper.case_id)
    if line := toll_line(known or {}):
        yield Field("伤亡情况", line, wide=True)


def _others(session: Session, paper: Paper) -> Sequence[str]:
    """The other organs of the same order: of a leading one its helpers, of a helper the one that leads."""
    query = select(Paper.organ).where(
        Paper.case_id == paper.case_id,
        Paper.kind == "transfer",
        Paper.recorded_at == paper.recorded_at,
        Paper.id != paper.id,
        col(Paper.lead).is_(not paper.lead),
    )
    return session.exec(query.order_by(col(Paper.id))).all()


def _answer(paper: Paper, parent: Paper | None) -> Iterator[Field]:
    yield Field("反馈单位", paper.sender)
    yield Field("单位文号", paper.their_number or "无")
    yield Field("所复公文", parent.number if parent else "无")
    yield Field("结论", CONCLUSIONS.get(paper.conclusion or "", ""))
    if paper.returned_at is not None:
        yield Field("退回重办", f"{_time(paper.returned_at)}：{mask(paper.returned_reason)}", wide=True)


def _clocks(session: Session, paper: Paper) -> Iterator[Field]:
    """The policy's clocks that ran when the paper went out, each as it was known then."""
    known = public_deadlines(session, paper.case_id, paper.recorded_at)
    running = sorted((c for c in known if c.state in ("open", "breached")), key=lambda c: c.due_at)
    first = {c.kind: c for c in reversed(running)}
    if first:
        words = "；".join(
            f"{KIND_LABELS.get(k, k)}：{_time(c.due_at)}前"
            for k, c in sorted(first.items(), key=lambda pair: pair[1].due_at)
        )
        yield Field("政策时限", words, wide=True)


def _receiver(paper: Paper, book: RuleBook) -> str:
    if not paper.receiver:
        return ""
    person = book.roster.person(paper.receiver)
    return person.name if person else mask(paper.receiver)


def _time(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment is not None else ""
