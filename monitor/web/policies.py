"""Policy watch (政策跟踪): the list, one policy, and the forms by which an officer records an interpretation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.classify.policies.watch_list import FORM_LABELS, Policy
from monitor.errors import MonitorError, NotFound, Refused, StoreError
from monitor.steps.accounts import SignedIn
from monitor.steps.desk import in_turn
from monitor.steps.interpreting import Explained, dismiss, interpret, reopen_prompt, revoke_interpretation
from monitor.steps.pages import kept_bytes
from monitor.steps.policy_standing import DAYS, policy_page, standings
from monitor.store import policy_view as view
from monitor.web.console import Console
from monitor.web.guard import Form, Page, Posted, Reader, RowId, page_file, posting

router = APIRouter(prefix="/policies", include_in_schema=False)
Acting = Annotated[Posted, Depends(posting("act"))]
Opening = Annotated[Posted, Depends(posting("unmask"))]
_SHOWN = 30


@router.get("")
def policies(request: Request, console: Page, signed: Reader) -> Response:
    """All followed policies, those that wait for an interpretation first."""
    book, now = console.desk.book, console.desk.now()
    with console.desk.database.read() as session:
        found = standings(session, book, now)
        listed = {p.id for p in book.policies.policies}
        strays = [
            p for p in view.prompts_of(session, console.office_id, state="open") if p.policy not in listed
        ]
    return console.page(
        request, "policies.html", signed, found=found, strays=strays, watch=book.policies.watch, days=DAYS
    )


@router.get("/{policy_id}")
def policy(request: Request, console: Page, signed: Reader, policy_id: str) -> Response:
    return _show(request, console, signed, _known(console, policy_id))


@router.post("/{policy_id}/interpret")
def record(request: Request, console: Page, posted: Acting, policy_id: str) -> Response:
    """Record an interpretation; when it is refused the page comes back with what was typed."""
    desk, followed = console.desk, _known(console, policy_id)
    try:
        what = _explained(posted.form)
        with in_turn(desk, posted.signed.person) as work:
            done = interpret(work, followed.id, what)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _show(request, console, posted.signed, followed, problem=str(error), form=posted.form)
    closed = len(done.closed)
    return RedirectResponse(f"/policies/{followed.id}?done=interpret&closed={closed}", status_code=303)


@router.post("/{policy_id}/prompts/{prompt_id}/dismiss")
def need_none(request: Request, console: Page, posted: Acting, policy_id: str, prompt_id: RowId) -> Response:
    """Say why a prompt needs no interpretation."""
    desk = console.desk
    try:
        with in_turn(desk, posted.signed.person) as work:
            dismiss(work, prompt_id, posted.form.text("reason"), of=policy_id)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _show(request, console, posted.signed, _known(console, policy_id), problem=str(error))
    known = desk.book.policies.policy(policy_id)
    return RedirectResponse(f"/policies/{known.id}?done=dismiss" if known else "/policies", status_code=303)


@router.post("/{policy_id}/prompts/{prompt_id}/reopen")
def needs_one(request: Request, console: Page, posted: Acting, policy_id: str, prompt_id: RowId) -> Response:
    """Take back that a prompt needs no interpretation."""
    desk, followed = console.desk, _known(console, policy_id)
    try:
        with in_turn(desk, posted.signed.person) as work:
            reopen_prompt(work, prompt_id, posted.form.text("reason"), of=followed.id)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _show(request, console, posted.signed, followed, problem=str(error))
    return RedirectResponse(f"/policies/{followed.id}?done=reopen", status_code=303)


@router.post("/{policy_id}/interpretations/{interpretation_id}/revoke")
def take_back(
    request: Request, console: Page, posted: Acting, policy_id: str, interpretation_id: RowId
) -> Response:
    """Take back an interpretation that was recorded by mistake."""
    desk, followed = console.desk, _known(console, policy_id)
    try:
        with in_turn(desk, posted.signed.person) as work:
            done = revoke_interpretation(work, interpretation_id, posted.form.text("reason"), of=followed.id)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _show(request, console, posted.signed, followed, problem=str(error))
    return RedirectResponse(
        f"/policies/{followed.id}?done=revoke&closed={len(done.reopened)}", status_code=303
    )


@router.post("/pages/{page_id}")
def download_page(console: Page, posted: Opening, page_id: RowId) -> Response:
    """The kept page of an interpretation as a file, after checking it against its SHA-256; who took it is recorded."""
    desk = console.desk
    with desk.database.write() as tx:
        found = view.kept_page(tx.session, console.office_id, page_id)
        body = kept_bytes(found)
        assert found is not None
        about = {"sha256": found.sha256, "interpretation": found.interpretation_id}
        tx.record(
            posted.signed.person, "policy_page.download", f"policy_page/{page_id}", at=desk.now(), **about
        )
    return page_file(body, f"policy-page-{page_id}")


def _known(console: Console, policy_id: str) -> Policy:
    """A policy of the watch list. Raises NotFound."""
    found = console.desk.book.policies.policy(policy_id)
    if found is None:
        raise NotFound("跟踪清单中没有这一政策")
    return found


def _explained(form: Form) -> Explained:
    published = form.moment("published_at", "解读发布时间")
    if published is None:
        raise Refused("须填写解读发布时间")
    return Explained(
        form=form.text("form"),
        published_at=published,
        url=form.text("url"),
        publisher=form.text("publisher")[:100],
        note=form.text("note")[:1000],
        stage=form.text("stage"),
    )


def _show(
    request: Request,
    console: Console,
    signed: SignedIn,
    followed: Policy,
    *,
    problem: str = "",
    form: Form | None = None,
) -> Response:
    book, now = console.desk.book, console.desk.now()
    with console.desk.database.read() as session:
        page = policy_page(session, book, followed, now)
        latest = view.spoken_items(session, followed.id, console.office_id, limit=_SHOWN)
        confused = view.spoken_items(
            session, followed.id, console.office_id, among=page.standing.now.confused[:_SHOWN], limit=_SHOWN
        )
    typed = {name: form.raw(name) for name in _FIELDS} if form else dict.fromkeys(_FIELDS, "")
    return console.page(
        request,
        "policy.html",
        signed,
        status=409 if problem else 200,
        page=page,
        s=page.standing,
        latest=latest,
        confused=confused,
        forms=FORM_LABELS,
        watch=book.policies.watch,
        confusion=book.policies.confusion,
        typed=typed,
        problem=problem,
        done=request.query_params.get("done") if not problem else None,
        closed=request.query_params.get("closed") == "0",
        highest=max([1, *(d.items for d in page.days)]),
    )


_FIELDS = ("form", "published_at", "url", "publisher", "note", "stage")
