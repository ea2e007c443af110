"""Papers between organs: 转办单 → 签收 → 反馈单 → 督办单; each act is kept and audited, and no policy clock stops for any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from monitor.clock import SHANGHAI, local_text
from monitor.errors import NotFound, Refused
from monitor.sla.cases import allow
from monitor.sla.papers import CONCLUSIONS, PaperForm, PaperKind
from monitor.steps.act_rows import add_act, need, not_long_before, set_fact, sha, with_hash
from monitor.steps.desk import Work, take_turn
from monitor.steps.inner_targets import end_reminders, plant_reminders
from monitor.store.paper_tables import Paper
from monitor.store.papers import paper_of
from monitor.store.tables import CaseAct, CaseFile
from monitor.text.mask import refuse_marked


@dataclass(frozen=True, slots=True)
class Order:
    """What a 转办单 or 督办单 says: to which organs (the first leads), what is asked, who signs it out, and when."""

    organs: tuple[str, ...]
    text: str
    issuer: str
    issued_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an organ answers: its conclusion, in its own words, who signed it, and its own 文号."""

    conclusion: str
    text: str
    signed_by: str
    at: datetime | None = None
    their_number: str = ""


def find_paper(work: Work, ident: int | str) -> tuple[Paper, CaseFile]:
    """A paper of this office by its id or 文号, and its case, locked for this transaction. Raises NotFound."""
    take_turn(work.tx)
    paper = paper_of(work.tx.session, work.office_id, str(ident))
    if paper is None:
        raise NotFound(f"没有编号为 {ident!s:.60} 的公文")
    return paper, work.tx.session.get_one(CaseFile, paper.case_id)


def transfer(work: Work, case: CaseFile, order: Order) -> list[Paper]:
    """转办: one paper for each organ at once; the first leads, the others coordinate."""
    allow(case.state, "transfer")
    organs = tuple(dict.fromkeys(o.strip() for o in order.organs if o.strip()))
    if not organs:
        raise Refused("转办须写明主办单位")
    issued = [_issue(work, case, "transfer", organ, order, lead=not n) for n, organ in enumerate(organs)]
    if not case.organ:
        set_fact(work, case, "organ", organs[0], issued[0][1])
    return [paper for paper, _ in issued]


def urge(work: Work, case: CaseFile, order: Order, about: Paper | None = None) -> Paper:
    """督办: press an organ for what it has not answered, or for a matter that no paper went out for."""
    allow(case.state, "urge")
    if about is not None and about.state not in ("issued", "received"):
        raise Refused(f"{about.number}{'已反馈' if about.state == 'answered' else '已退回'}，不能督办")
    organ = about.organ if about is not None else next(iter(order.organs), "") or case.organ or ""
    if not organ:
        raise Refused("督办须写明单位")
    return _issue(work, case, "urging", organ, order, lead=about.lead if about else True, parent=about)[0]


def sign_for(work: Work, paper: Paper, receiver: str, at: datetime | None = None) -> CaseAct:
    """签收: an organ has the paper in hand; its term to answer runs on from the issue."""
    case = work.tx.session.get_one(CaseFile, paper.case_id)
    allow(case.state, "paper_sign")
    if paper.state != "issued":
        raise Refused(f"{paper.number}已签收或已办结")
    need(receiver, "签收须写明签收人")
    moment = _moment(work, at, paper.issued_at, "签收时间")
    paper.state, paper.receiver, paper.received_at = "received", receiver.strip(), moment
    end_reminders(work, case, f"paper{paper.id}-sign", "signed")
    return _act(work, case, "paper_sign", paper, moment, receiver=receiver.strip())


def unsign(work: Work, case: CaseFile, signed: CaseAct, act: CaseAct) -> None:
    """A signature that was recorded by mistake has been taken back: the paper waits for one again, and is asked for anew.

    The terms stay those of its issue. Raises Refused for a paper that was answered or sent back since: its organ had it.
    """
    allow(case.state, "paper_sign")
    paper = work.tx.session.get_one(Paper, signed.body["paper"], populate_existing=True)
    if paper.state != "received":
        done = "已反馈，有误的先退回反馈单" if paper.state == "answered" else "已退回"
        raise Refused(f"{paper.number}{done}，不能撤销签收")
    paper.state, paper.receiver, paper.received_at = "issued", None, None
    work.tx.session.add(paper)
    _remind(work, case, paper, "sign", work.now, round=f"-{act.id}")


def feed_back(work: Work, paper: Paper, feedback: Feedback) -> Paper:
    """反馈: the organ's answer, a numbered paper of its own; it settles the paper, and what urged it, not the clock.

    Who answers a 督办单 answers the paper that it urges: else that one would be asked for on and on.
    """
    case = work.tx.session.get_one(CaseFile, paper.case_id)
    paper = _urged(work, paper)
    allow(case.state, "feedback")
    if paper.state not in ("issued", "received"):
        raise Refused(f"{paper.number}已反馈或已退回")
    if feedback.conclusion not in CONCLUSIONS:
        raise Refused("反馈结论只能是 " + "、".join(f"{k}（{v}）" for k, v in CONCLUSIONS.items()))
    need(feedback.text, "反馈须写明办理情况")
    need(feedback.signed_by, "反馈须写明签发人")
    moment = _moment(work, feedback.at, paper.received_at or paper.issued_at, "反馈时间")
    answer = _row(work, case, "feedback", paper.organ, feedback.text, moment)
    answer.issuer, answer.sender, answer.parent_id = feedback.signed_by.strip(), paper.organ, paper.id
    answer.organ, answer.lead = work.book.papers.letterhead, paper.lead
    answer.their_number, answer.conclusion = feedback.their_number.strip(), feedback.conclusion
    answer.state, answer.received_at, answer.receiver = "answered", work.now, work.actor
    work.tx.session.add(answer)
    work.tx.session.flush()
    for row in _with_urgings(work, paper):
        row.state, row.answered_at = "answered", moment
        row.received_at, row.receiver = row.received_at or moment, row.receiver or feedback.signed_by.strip()
        _end(work, case, row, "answered")
    _act(
        work,
        case,
        "feedback",
        paper,
        moment,
        result=feedback.conclusion,
        answer=answer.id,
        answer_number=answer.number,
        **with_hash(note=feedback.text),
    )
    return answer


def send_back(work: Work, paper: Paper, reason: str, at: datetime | None = None) -> CaseAct:
    """退回: an organ sends a paper back to the office, or the office an answer back to the organ; no clock stops.

    A 反馈单 that is sent back opens its 转办单 again, with a fresh term to answer.
    """
    case = work.tx.session.get_one(CaseFile, paper.case_id)
    allow(case.state, "send_back")
    need(reason, "退回须写明理由")
    if paper.kind == "feedback":
        return _reject_answer(work, case, paper, reason, at)
    if paper.state not in ("issued", "received"):
        raise Refused(f"{paper.number}已反馈或已退回")
    moment = _moment(work, at, paper.received_at or paper.issued_at, "退回时间")
    for row in _with_urgings(work, paper):
        row.state, row.returned_at, row.returned_reason = "returned", moment, reason
        _end(work, case, row, "returned")
    return _act(work, case, "send_back", paper, moment, by="organ", **with_hash(reason=reason))


def _reject_answer(work: Work, case: CaseFile, answer: Paper, reason: str, at: datetime | None) -> CaseAct:
    asked = work.tx.session.get(Paper, answer.parent_id or 0)
    if answer.state != "answered" or asked is None or asked.state != "answered":
        raise Refused(f"{answer.number}已退回或已另行反馈")
    moment = _moment(work, at, answer.issued_at, "退回时间")
    answer.state, answer.returned_at, answer.returned_reason = "returned", moment, reason
    asked.state, asked.answered_at = "received", None
    form = _form(work, asked.kind)
    asked.answer_due_at = moment + form.answer.of(case.severity) if form.answer else None
    work.tx.session.add(answer)
    work.tx.session.add(asked)
    act = _act(
        work, case, "send_back", asked, moment, by="office", answer=answer.id, **with_hash(reason=reason)
    )
    _remind(work, case, asked, "answer", moment, round=f"-{act.id}")
    return act


def _issue(
    work: Work,
    case: CaseFile,
    kind: PaperKind,
    organ: str,
    order: Order,
    *,
    lead: bool,
    parent: Paper | None = None,
) -> tuple[Paper, CaseAct]:
    form = _form(work, kind)
    need(order.text, f"{form.label}须写明内容和要求")
    need(order.issuer, f"{form.label}须写明签发人")
    at = _moment(work, order.issued_at, None, "签发时间")
    not_long_before(work, case, at, "签发时间")
    paper = _row(work, case, kind, organ, order.text, at)
    paper.issuer, paper.lead, paper.parent_id = order.issuer.strip(), lead, parent.id if parent else None
    paper.sign_due_at = at + form.sign.of(case.severity) if form.sign else None
    paper.answer_due_at = at + form.answer.of(case.severity) if form.answer else None
    work.tx.session.add(paper)
    work.tx.session.flush()
    name = "transfer" if kind == "transfer" else "urge"
    act = _act(work, case, name, paper, at, parent=paper.parent_id, lead=lead, **with_hash(note=order.text))
    _remind(work, case, paper, "sign", at)
    _remind(work, case, paper, "answer", at)
    return paper, act


def _row(work: Work, case: CaseFile, kind: PaperKind, organ: str, text: str, at: datetime) -> Paper:
    """A numbered paper that is not yet stored. Raises Refused for a text that bears a mark of secrecy."""
    if refuse_marked(text):
        raise Refused("内容带有密级标志，本系统不予接收")
    year = at.astimezone(SHANGHAI).year
    seq, number = _next_number(work, kind, year)
    return Paper(
        office_id=work.office_id,
        case_id=case.id,
        kind=kind,
        year=year,
        seq=seq,
        number=number,
        organ=organ,
        sender=work.book.papers.letterhead,
        text=text,
        sha256=sha(text),
        issuer="",
        issued_at=at,
        state="issued",
        recorded_at=work.now,
    )


def _next_number(work: Work, kind: str, year: int) -> tuple[int, str]:
    """The next running number of a year, and the 文号 that it gives.

    Kinds of one form (长舆办〔2026〕1号 for all letters) share one series; a number that was given is never given again, also
    where an edit of the forms would lead back to it.
    """
    forms, session = work.book.papers.papers, work.tx.session
    form = _form(work, kind).number
    alike = [k for k, f in forms.items() if f.number == form]
    last = select(func.max(Paper.seq)).where(
        Paper.office_id == work.office_id, col(Paper.kind).in_(alike), Paper.year == year
    )
    seq = (session.exec(last).one() or 0) + 1
    while _is_given(session, work.office_id, number := form.format(year=year, seq=seq)):
        seq += 1
    return seq, number


def _is_given(session: Session, office_id: str, number: str) -> bool:
    query = select(Paper.id).where(Paper.office_id == office_id, Paper.number == number)
    return session.exec(query.limit(1)).first() is not None


def _form(work: Work, kind: str) -> PaperForm:
    return work.book.papers.papers[kind]  # type: ignore[index]


def _remind(work: Work, case: CaseFile, paper: Paper, what: str, since: datetime, *, round: str = "") -> None:
    """Plant the reminders of a paper's term; ``round`` tells a term that runs anew from the first."""
    due = paper.sign_due_at if what == "sign" else paper.answer_due_at
    if due is None:
        return
    if what == "sign":  # one that runs anew is as long as the first
        due = since + (due - paper.issued_at)
    rungs = work.book.papers.reminders.get("sign" if what == "sign" else "answer", ())
    about = f"{_form(work, paper.kind).label}（{paper.number}）{paper.organ}"
    plant_reminders(work, case, rungs, f"paper{paper.id}-{what}{round}", about=about, span=(since, due))


def _end(work: Work, case: CaseFile, paper: Paper, outcome: str) -> None:
    work.tx.session.add(paper)
    end_reminders(work, case, f"paper{paper.id}-", outcome)


def _with_urgings(work: Work, paper: Paper) -> Sequence[Paper]:
    """A paper and the unanswered ones that urge it."""
    query = select(Paper).where(
        Paper.parent_id == paper.id, Paper.kind == "urging", col(Paper.state).in_(("issued", "received"))
    )
    return [paper, *work.tx.session.exec(query)]


def _urged(work: Work, paper: Paper) -> Paper:
    """The unanswered paper that a 督办单 urges, or the paper itself."""
    while paper.kind == "urging" and paper.state in ("issued", "received") and paper.parent_id:
        parent = work.tx.session.get_one(Paper, paper.parent_id)
        if parent.state not in ("issued", "received"):
            break
        paper = parent
    return paper


def _act(work: Work, case: CaseFile, name: str, paper: Paper, at: datetime, **more: object) -> CaseAct:
    work.tx.session.add(paper)
    body = {"paper": paper.id, "number": paper.number, "organ": paper.organ, "issuer": paper.issuer}
    return add_act(
        work, case, name, {k: v for k, v in (body | more).items() if v is not None}, happened_at=at
    )


def _moment(work: Work, at: datetime | None, after: datetime | None, what: str) -> datetime:
    """A given time, else now. Raises Refused for one in the future or before what it follows."""
    moment = at or work.now
    if moment > work.now:
        raise Refused(f"{what}不能晚于现在（{local_text(work.now)}）")
    if after is not None and moment < after:
        raise Refused(f"{what}不能早于{local_text(after)}")
    return moment
