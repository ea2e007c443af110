"""Accounts of the roster's people and bearer tokens of programs, for the administrator."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.errors import MonitorError
from monitor.steps import accounts as steps
from monitor.steps.accounts import SignedIn
from monitor.store import accounts as rows
from monitor.web.console import Console
from monitor.web.guard import Page, Posted, may, posting
from monitor.web.once import has_acted

router = APIRouter(include_in_schema=False)
Admin = Annotated[SignedIn, Depends(may("accounts"))]
Posting = Annotated[Posted, Depends(posting("accounts"))]


@router.get("/accounts")
def accounts(request: Request, console: Page, signed: Admin) -> Response:
    return _accounts(request, console, signed)


def _accounts(
    request: Request,
    console: Console,
    signed: SignedIn,
    *,
    secret: tuple[str, str] | None = None,
    problem: str = "",
) -> Response:
    """``secret`` is (what it is, its text), shown this once."""
    with console.desk.database.read() as session:
        known = rows.accounts(session, console.office_id)
        tokens = rows.api_tokens(session, console.office_id)
    have, people = {a.person for a in known}, console.desk.book.roster.people()
    listed = {p.id for p in people}
    if secret:
        has_acted(request.scope)
    return console.page(
        request,
        "accounts.html",
        signed,
        status=409 if problem else 200,
        accounts=known,
        standings={a.person: steps.standing_of(a) for a in known},
        tokens=tokens,
        gone={a.person for a in known if a.person != steps.ADMIN and a.person not in listed},
        without=[p for p in people if p.id not in have],
        secret=secret,
        problem=problem,
    )


@router.post("/accounts")
def create(request: Request, console: Page, posted: Posting) -> Response:
    """Give a person an account; the one-time password is shown on the answer and kept nowhere."""
    desk, form, signed = console.desk, posted.form, posted.signed
    person = form.text("person")
    try:
        password = steps.create_account(
            desk.database,
            desk.book.roster,
            person,
            form.all("roles"),
            actor=signed.person,
            at=desk.now(),
        )
    except MonitorError as error:
        return _accounts(request, console, signed, problem=str(error))
    return _accounts(request, console, signed, secret=(f"{person} 的一次性口令", password))


@router.post("/accounts/{person}")
def change(request: Request, console: Page, posted: Posting, person: str) -> Response:
    desk, form = console.desk, posted.form
    try:
        steps.change_account(
            desk.database,
            person,
            roles=form.all("roles"),
            disabled=bool(form.text("disabled")),
            actor=posted.signed.person,
            at=desk.now(),
            seen=form.text("seen") or None,
        )
    except MonitorError as error:
        return _accounts(request, console, posted.signed, problem=str(error))
    return RedirectResponse("/accounts", status_code=303)


@router.post("/accounts/{person}/reset")
def reset(request: Request, console: Page, posted: Posting, person: str) -> Response:
    """Replace a password by a one-time one, shown on the answer."""
    desk, signed = console.desk, posted.signed
    password = steps.reset_password(desk.database, person, actor=signed.person, at=desk.now())
    return _accounts(request, console, signed, secret=(f"{person} 的一次性口令", password))


@router.post("/tokens")
def create_token(request: Request, console: Page, posted: Posting) -> Response:
    """Make a bearer token of one's own, shown on the answer and kept nowhere.

    One of another person, of scope ``consent``, would be that person's agreement without their knowing.
    """
    desk, form, signed = console.desk, posted.form, posted.signed
    try:
        token = steps.create_token(
            desk.database,
            signed.person,
            form.all("scopes"),
            note=form.text("note"),
            actor=signed.person,
            at=desk.now(),
        )
    except MonitorError as error:
        return _accounts(request, console, signed, problem=str(error))
    return _accounts(request, console, signed, secret=("新令牌", token))


@router.post("/tokens/{token_hash}/revoke")
def revoke_token(console: Page, posted: Posting, token_hash: str) -> Response:
    desk = console.desk
    steps.revoke_token(desk.database, token_hash, actor=posted.signed.person, at=desk.now())
    return RedirectResponse("/accounts", status_code=303)
