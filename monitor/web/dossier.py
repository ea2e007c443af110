"""A case's proofs and papers: confirmations, uploads, concerns, deferral, checks, papers, drafts and who held it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.classify.organs.known_names import refuse_strangers
from monitor.errors import NotFound, Refused
from monitor.reports.sheet import render_sheet
from monitor.sla.cases import admits
from monitor.sla.papers import CONCLUSIONS, PAPER_STATES
from monitor.sla.release import OUTCOME_LABELS
from monitor.steps import acts, approval, concerns, deferral, evidence, papers
from monitor.steps.accounts import SignedIn
from monitor.steps.approval import Review
from monitor.steps.consents import Consent
from monitor.steps.desk import Work, in_turn
from monitor.steps.evidence import Upload
from monitor.steps.papers import Feedback, Order
from monitor.steps.sheets import sheet_of
from monitor.store.dossier import dossier_json
from monitor.store.matters import family, holder_of, live_acts
from monitor.store.paper_tables import Draft, Paper
from monitor.store.papers import paper_of, texts_of
from monitor.store.proof_tables import Concern
from monitor.store.tables import CaseFile
from monitor.store.views import act_json, known_case
from monitor.web.case_acts import consent_from
from monitor.web.console import Console
from monitor.web.downloads import saved_as
from monitor.web.guard import Form, Page, Posted, Reader, RowId, Trouble, has, posting
from monitor.web.uploads import Uploaded, uploading

router = APIRouter(include_in_schema=False)
Acting = Annotated[Posted, Depends(posting("act"))]
Countersigning = Annotated[Posted, Depends(posting("countersign"))]
Attaching = Annotated[Uploaded, Depends(uploading("act", lambda c: c.desk.book.cases.proof.uploads.max_mib))]
Doing = Callable[[Work, CaseFile, Form, Consent | None], object]


@router.get("/cases/{ident}/dossier")
def dossier(request: Request, console: Page, signed: Reader, ident: str) -> Response:
    return _page(request, console, signed, ident)


def _page(
    request: Request, console: Console, signed: SignedIn, ident: str, *, trouble: Trouble | None = None
) -> Response:
    desk = console.desk
    with desk.database.read() as session:
        found = known_case(session, console.office_id, ident)
        told = dossier_json(session, found, desk.now(), desk.book)
        holder = holder_of(session, found)
        releases = [a for n in family(session, holder.id) for a in live_acts(session, n, "record")]
        texts = texts_of(session, [d["draft"] for d in told["drafts"]])
    return console.page(
        request,
        "dossier.html",
        signed,
        status=409 if trouble else 200,
        case=found,
        d=told,
        texts=texts,
        records=[a for a in told["timeline"] if a["act"] == "record"],
        answering=[act_json(a) for a in releases],
        can=_admitted(found.state) if has(signed, "act") else frozenset(),
        organs=console.organs,
        people=[p for p in desk.book.roster.people() if p.id != signed.person],
        conclusions=CONCLUSIONS,
        paper_states=PAPER_STATES,
        outcomes=OUTCOME_LABELS,
        forms=desk.book.papers.papers,
        uploads=desk.book.cases.proof.uploads,
        trouble=trouble,
        done=request.query_params.get("done", ""),
    )


def _admitted(state: str) -> frozenset[str]:
    """The forms of this page that a case's state admits; of reports on a publication ``confirm`` and ``attach``, too."""
    return frozenset(name for name, act in ADMITTED_BY.items() if admits(state, act))


@router.post("/cases/{ident}/dossier/{name}")
def do(request: Request, console: Page, posted: Acting, ident: str, name: str) -> Response:
    """Do one act of this page in one transaction; when it is refused the page says why and keeps what was typed."""
    doing = DOINGS.get(name)
    if doing is None:
        raise NotFound("没有这项操作")
    desk, form = console.desk, posted.form
    try:
        if name == "transfer" and not form.text("unlisted"):
            refuse_strangers(_names(form.text("organs")), console.organs)
        consent = consent_from(console, form) if name == "defer" else None
        with in_turn(desk, posted.signed.person) as work:
            case = acts.find_case(work, ident)
            doing(work, case, form, consent)
    except Refused as error:
        return _page(request, console, posted.signed, ident, trouble=Trouble(name, form, str(error)))
    return RedirectResponse(f"/cases/{case.id}/dossier?done={name}", status_code=303)


@router.post("/records/{record}/confirm")
def confirm(console: Page, posted: Countersigning, record: RowId) -> Response:
    """The second person confirms a record by own sign-in, or says why not."""
    desk, reason = console.desk, posted.form.text("dispute")
    with in_turn(desk, posted.signed.person) as work:
        act, case = evidence.find_record(work, record)
        evidence.dispute_record(work, act, case, reason) if reason else evidence.confirm_record(
            work, act, case
        )
    return RedirectResponse(f"/cases/{case.id}/dossier?done=confirm_record", status_code=303)


@router.post("/cases/{ident}/files")
def upload(request: Request, console: Page, ident: str, sent: Attaching) -> Response:
    """Keep an uploaded copy, by the office's rules on size and type; when it is refused the page says why."""
    desk, form = console.desk, sent.form
    try:
        about = form.id("record", "须写明发布登记") if form.text("record") else None
        copy = Upload(sent.name, sent.content, about, form.text("channel"), form.text("note"))
        with in_turn(desk, sent.signed.person) as work:
            case = acts.find_case(work, ident)
            evidence.attach(work, case, copy)
    except Refused as error:
        return _page(request, console, sent.signed, ident, trouble=Trouble("attach", form, str(error)))
    return RedirectResponse(f"/cases/{case.id}/dossier?done=attach", status_code=303)


@router.post("/files/{file_id}")
def download(
    console: Page, posted: Annotated[Posted, Depends(posting("unmask"))], file_id: RowId
) -> Response:
    """An uploaded copy as a file, never shown in the console's own origin; who took it is recorded."""
    desk = console.desk
    with desk.database.write() as tx:
        kept = evidence.take_out(Work(tx, desk.book, desk.now(), posted.signed.person), file_id)
    # A page keeps no ending that opens it: it may hold scripts. What only shows itself opens with one press.
    ending = next((e for e in _OPENABLE if kept.name.lower().endswith(e)), ".bin")
    headers = {
        "Content-Disposition": f'attachment; filename="evidence-{file_id}{ending}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(kept.body, media_type="application/octet-stream", headers=headers)


@router.get("/papers/{paper}.{format}")
def printed(console: Page, _signed: Reader, paper: RowId, format: str) -> Response:
    """A paper to print: as a page, or as a Word file."""
    if format not in ("html", "docx"):
        raise NotFound("没有这种格式")
    desk = console.desk
    with desk.database.read() as session:
        found = paper_of(session, console.office_id, str(paper))
        if found is None:
            raise NotFound(f"没有编号为 {paper} 的公文")
        sheet = sheet_of(session, found, desk.book)
        content = render_sheet(sheet, format)
    if format == "html":
        policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        return Response(content, media_type="text/html", headers={"Content-Security-Policy": policy})
    headers = saved_as(f"{sheet.title} {sheet.number}.docx", f"paper-{paper}.docx")
    return Response(content, media_type="application/octet-stream", headers=headers)


_OPENABLE = (".pdf", ".png", ".jpg", ".jpeg", ".webp")


def _names(text: str) -> tuple[str, ...]:
    return tuple(n.strip() for n in text.replace("，", "、").replace(",", "、").split("、") if n.strip())


def _paper(work: Work, case: CaseFile, form: Form) -> Paper:
    paper, of = papers.find_paper(work, form.id("paper", "须写明公文"))
    if of.id != case.id:
        raise Refused("公文不属于本案")
    return paper


def _draft(work: Work, case: CaseFile, form: Form) -> Draft:
    draft, of = approval.find_draft(work, form.id("draft", "须写明稿件"))
    if of.id != case.id:
        raise Refused("稿件不属于本案")
    approval.check_seen(work, draft, form.text("seen"))
    return draft


def _concern(work: Work, case: CaseFile, form: Form) -> Concern:
    row, of = concerns.find_concern(work, form.id("concern", "须写明关切点"))
    if of.id != case.id:
        raise Refused("关切点不属于本案")
    return row


def _mark(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    record = evidence.record_of(work, case, form.id("record", "须写明发布登记"))
    evidence.mark_record(work, record, case, form.text("nature"), form.text("reason"))


def _defer(work: Work, case: CaseFile, form: Form, consent: Consent | None) -> None:
    until = form.moment("until", "暂缓截止时间")
    if until is None:
        raise Refused("须填写暂缓截止时间")
    deferral.defer(work, case, form.text("reason"), until, consent)


def _review(form: Form) -> Review:
    return Review(form.text("holder"), form.text("signed_by"), form.text("note"), form.text("text"))


DOINGS: dict[str, Doing] = {
    "transfer": lambda w, c, f, _: papers.transfer(
        w, c, Order(_names(f.text("organs")), f.text("text"), f.text("issuer"))
    ),
    "sign": lambda w, c, f, _: papers.sign_for(
        w, _paper(w, c, f), f.text("receiver"), f.moment("at", "签收时间")
    ),
    "feedback": lambda w, c, f, _: papers.feed_back(
        w, _paper(w, c, f), Feedback(f.text("conclusion"), f.text("text"), f.text("signed_by"))
    ),
    "sendback": lambda w, c, f, _: papers.send_back(w, _paper(w, c, f), f.text("reason")),
    "urge": lambda w, c, f, _: papers.urge(
        w, c, Order((), f.text("text"), f.text("issuer")), _paper(w, c, f)
    ),
    "draft": lambda w, c, f, _: approval.begin(w, c, f.text("kind"), f.text("text"), f.text("title")),
    "revise": lambda w, c, f, _: approval.revise(w, _draft(w, c, f), f.text("text")),
    "submit": lambda w, c, f, _: approval.submit(
        w, _draft(w, c, f), countersigners=_names(f.text("countersigners"))
    ),
    "approve": lambda w, c, f, _: approval.approve(w, _draft(w, c, f), _review(f)),
    "return": lambda w, c, f, _: approval.hand_back(w, _draft(w, c, f), _review(f)),
    "withdraw": lambda w, c, f, _: approval.withdraw(w, _draft(w, c, f), f.text("reason")),
    "concern": lambda w, c, f, _: concerns.list_concern(w, c, f.text("text")),
    "answer": lambda w, c, f, _: concerns.answer_concern(
        w, _concern(w, c, f), c, f.id("record", "须写明发布登记")
    ),
    "drop": lambda w, c, f, _: concerns.drop_concern(w, _concern(w, c, f), c, f.text("reason")),
    "mark": _mark,
    "defer": _defer,
    "resume": lambda w, c, f, _: deferral.resume(w, c, f.text("reason")),
}
ADMITTED_BY = {
    "transfer": "transfer",
    "sign": "paper_sign",
    "feedback": "feedback",
    "sendback": "send_back",
    "urge": "urge",
    "draft": "draft",
    "revise": "draft",
    "submit": "statement",
    "approve": "approve",
    "return": "return_draft",
    "withdraw": "withdraw",
    "concern": "concern",
    "answer": "concern",
    "drop": "concern",
    "mark": "mark_record",
    "defer": "defer",
    "resume": "resume",
    "attach": "attach",
    "confirm": "confirm_record",
}
"""The act of the case's states that each form of this page does."""
