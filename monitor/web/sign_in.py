"""Signing in and out, and choosing an own password."""

from __future__ import annotations

import hmac
import secrets
import time
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.errors import Refused
from monitor.steps import accounts
from monitor.steps.accounts import SignedIn
from monitor.web.console import Console
from monitor.web.guard import SESSION_COOKIE, Form, Page, TypedForm, anybody, check_csrf

router = APIRouter(include_in_schema=False)
LOGIN_COOKIE = "monitor_login"
_MINUTE = 60
_LOST = "登录已过期，刚才提交的内容没有登记。请重新登录后再次提交。"
Anybody = Annotated[SignedIn, Depends(anybody)]


def safe_next(path: str) -> str:
    """Where to go after signing in: a path of this console, never another site."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path
    return path if inside and not path.startswith(("/login", "/logout")) else "/"


@router.get("/login")
def show_login(request: Request, console: Page) -> Response:
    """The sign-in form, with a token against forms that other sites send."""
    asked = request.query_params
    return _login_page(
        request,
        console,
        next_path=safe_next(asked.get("next", "/")),
        problem=_LOST if asked.get("told") == "lost" else "",
    )


def _login_page(
    request: Request,
    console: Console,
    *,
    next_path: str = "/",
    person: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    token = request.cookies.get(LOGIN_COOKIE) or secrets.token_urlsafe(24)
    page = console.page(
        request,
        "login.html",
        None,
        status=status,
        token=token,
        next_path=next_path,
        person=person,
        problem=problem,
        changed=request.query_params.get("told") == "changed" and not problem,
    )
    _set_cookie(request, page, LOGIN_COOKIE, token, 60 * _MINUTE)
    return page


@router.post("/login")
def login(request: Request, console: Page, form: TypedForm) -> Response:
    """Sign in; the answer to a wrong password does not tell whether the account exists."""
    person, next_path = form.text("person"), safe_next(form.text("next"))
    sent, kept = form.raw("token"), request.cookies.get(LOGIN_COOKIE, "")
    if not kept or not hmac.compare_digest(sent.encode(), kept.encode()):
        return _login_page(
            request,
            console,
            next_path=next_path,
            person=person,
            problem="页面已过期，请重新登录",
            status=403,
        )
    address, at = request.client.host if request.client else "", time.monotonic()
    if console.throttle.is_full(address, at):
        problem = "失败次数过多，请稍后再试"
        return _login_page(request, console, next_path=next_path, person=person, problem=problem, status=429)
    try:
        token = _sign_in(console, person, form)
    except Refused as error:
        console.throttle.note(address, at)
        return _login_page(
            request, console, next_path=next_path, person=person, problem=str(error), status=401
        )
    answer = RedirectResponse(next_path, status_code=303)
    hours = console.desk.book.office.console.session_hours
    _set_cookie(request, answer, SESSION_COOKIE, token, hours * 60 * _MINUTE)
    answer.delete_cookie(LOGIN_COOKIE)
    return answer


def _sign_in(console: Console, person: str, form: Form) -> str:
    hours = console.desk.book.office.console.session_hours
    with console.hashing:
        return accounts.sign_in(
            console.desk.database, person, form.raw("password"), hours=hours, at=console.desk.now()
        )


def _set_cookie(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")


@router.post("/logout")
def logout(request: Request, console: Page, signed: Anybody, form: TypedForm) -> Response:
    """Sign this browser out."""
    check_csrf(signed, form)
    token = request.cookies.get(SESSION_COOKIE, "")
    accounts.sign_out(console.desk.database, signed.person, token, at=console.desk.now())
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.get("/password")
def show_password(request: Request, console: Page, signed: Anybody) -> Response:
    return console.page(request, "password.html", signed, problem="")


@router.post("/password")
def change_password(request: Request, console: Page, signed: Anybody, form: TypedForm) -> Response:
    """Choose an own password; every browser of the person must sign in anew."""
    check_csrf(signed, form)
    try:
        if form.raw("new") != form.raw("again"):
            raise Refused("两次输入的新口令不一致")
        with console.hashing:
            accounts.change_password(
                console.desk.database,
                signed.person,
                form.raw("old"),
                form.raw("new"),
                at=console.desk.now(),
            )
    except Refused as error:
        return console.page(request, "password.html", signed, status=409, problem=str(error))
    answer = RedirectResponse("/login?told=changed", status_code=303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer
