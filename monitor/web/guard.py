"""Who may see and do what; forms and their CSRF tokens; bearer tokens."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, Path, Request
from fastapi.responses import Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel

from monitor.clock import typed_time
from monitor.errors import MonitorError, Refused
from monitor.ids import typed_id
from monitor.steps.accounts import SignedIn, signed_in
from monitor.store.accounts import live_token
from monitor.store.tables import ApiToken
from monitor.web.console import Console, console_of

SESSION_COOKIE = "monitor_session"
FORM_LIMIT = 256 * 1024

_ALL = frozenset({"duty", "leader", "auditor", "admin"})
PERMISSIONS = {
    "read": _ALL,
    "countersign": _ALL,
    "system": frozenset({"duty", "auditor", "admin"}),
    "unmask": frozenset({"duty", "auditor", "admin"}),
    "act": frozenset({"duty", "admin"}),
    "decide": frozenset({"duty", "leader", "admin"}),
    "audit": frozenset({"auditor", "admin"}),
    "accounts": frozenset({"admin"}),
    "models": frozenset({"admin"}),
}
"""Which console roles have which permission; a leader reads, decides and countersigns, an auditor reads everything."""

Page = Annotated[Console, Depends(console_of)]


RowId = Annotated[int, Path(ge=0, le=2**63 - 1)]
"""The number of a row in an address; one that no column could hold is a page that is not there."""


class NeedsSignIn(Exception):
    """Nobody is signed in on this browser."""


class NeedsPassword(Exception):
    """The signed-in person must first choose an own password."""


class Forbidden(MonitorError):
    """The signed-in person, or the token, may not do this."""


class TooLarge(MonitorError):
    """What was sent is larger than this door takes."""


class Unauthorised(MonitorError):
    """No valid bearer token came with the call."""


def require(signed: SignedIn, permission: str) -> None:
    """Refuse a person without a permission. Raises Forbidden."""
    if not has(signed, permission):
        raise Forbidden("您的账号没有此项权限")


class WrongType(MonitorError):
    """The content type is none that this door reads."""


class Malformed(MonitorError):
    """What was sent cannot be read."""


def has(signed: SignedIn, permission: str) -> bool:
    """Whether any of a person's roles carries a permission."""
    return bool(signed.roles & PERMISSIONS[permission])


def anybody(request: Request) -> SignedIn:
    """The signed-in person. Raises NeedsSignIn."""
    token = request.cookies.get(SESSION_COOKIE, "")
    found = signed_in(console_of(request).desk.database, token) if token else None
    if found is None:
        raise NeedsSignIn
    return found


def may(permission: str) -> Callable[[SignedIn], SignedIn]:
    """A dependency that admits only persons with a permission and an own password."""

    def admit(signed: SignedIn = Depends(anybody)) -> SignedIn:
        if signed.must_change:
            raise NeedsPassword
        require(signed, permission)
        return signed

    return admit


Reader = Annotated[SignedIn, Depends(may("read"))]


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed into a form."""

    fields: dict[str, list[str]]

    def text(self, name: str) -> str:
        """One field without surrounding blanks; empty when it was left out."""
        return self.raw(name).strip()

    def raw(self, name: str) -> str:
        """One field as typed (passwords)."""
        return self.fields.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        return [v for v in self.fields.get(name, []) if v]

    def id(self, name: str, otherwise: str = "编号须为数字") -> int:
        """The number of a row. Raises Refused, with the sentence given, for anything else."""
        return _id(self.text(name), otherwise)

    def ids(self, name: str, *, more: str = "") -> list[int]:
        """The numbers of the rows that were ticked, and of those typed into the field ``more``. Raises Refused."""
        typed = self.text(more).replace("，", ",").replace("、", ",").split(",") if more else []
        given = [*self.all(name), *(one.strip() for one in typed if one.strip())]
        return list(dict.fromkeys(_id(v, "条目编号须为数字，用逗号隔开") for v in given))

    def moment(self, name: str, label: str) -> datetime | None:
        """A time, read as Shanghai time when it has no offset; None when left empty. Raises Refused."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            return typed_time(typed)
        except ValueError as error:
            raise Refused(f"{label}不是有效时间：{typed:.40}") from error


def _id(typed: str, otherwise: str) -> int:
    number = typed_id(typed)
    if number is None:
        raise Refused(otherwise)
    return number


@dataclass(frozen=True, slots=True)
class Trouble:
    """An act on a case that was refused: which form, what was typed, and why."""

    act: str
    form: Form
    sentence: str


async def read_body(request: Request, limit: int) -> bytes:
    """Read a request's body, giving up as soon as it is too large. Raises TooLarge."""
    sentence = f"内容超过上限 {limit // 1024} KiB"
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise TooLarge(sentence)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge(sentence)
    return bytes(body)


async def read_form(request: Request) -> Form:
    """Read a posted form. Raises TooLarge or WrongType."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise WrongType("表单编码不受支持")
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Forbidden("不接受来自其他网站的提交")
    body = await read_body(request, FORM_LIMIT)
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=500)
    except ValueError as error:
        raise Malformed("表单内容无法读取") from error
    return typed_form(fields)


def typed_form(fields: Mapping[str, Sequence[str]]) -> Form:
    """What was typed, with plain line ends and without what neither PostgreSQL nor a Word file can hold.

    Such characters come with what is pasted; nobody sees or means them.
    """
    return Form({k: [v.replace("\r\n", "\n").translate(_UNSTORABLE) for v in vs] for k, vs in fields.items()})


_UNSTORABLE = dict.fromkeys((*(c for c in range(32) if chr(c) not in "\t\n\r"), 0xFFFE, 0xFFFF))


TypedForm = Annotated[Form, Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Posted:
    """A form that really was sent by the signed-in person's own page."""

    signed: SignedIn
    form: Form


def check_csrf(signed: SignedIn, form: Form) -> None:
    """Refuse a form without the session's own token. Raises Forbidden."""
    if not hmac.compare_digest(form.raw("csrf").encode(), signed.csrf.encode()):
        raise Forbidden("页面已过期，请返回刷新后重试")


def admit_form(request: Request, signed: SignedIn, form: Form) -> None:
    """Refuse what the person's own page did not send, and what it sent before. Raises Forbidden or Refused."""
    check_csrf(signed, form)
    console_of(request).marks.take(form.raw("once"), request.scope)


def posting(permission: str) -> Callable[[Request, SignedIn, Form], Posted]:
    """A dependency for forms: permission and CSRF token are checked before anything is done, and that it acts once."""

    permitted = may(permission)

    def admit(
        request: Request, signed: SignedIn = Depends(permitted), form: Form = Depends(read_form)
    ) -> Posted:
        admit_form(request, signed, form)
        return Posted(signed, form)

    return admit


class Fault(BaseModel):
    """What a program is answered that asked in vain."""

    error: str


FAULTS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "model": Fault,
        "description": "400 cannot be read, 401 no valid token, 403 token without the scope, 404 not there, "
        "409 refused, 413 too large, 415 another content type",
    },
    503: {"model": Fault, "description": "The database is away, or this process takes no items"},
}
"""The answers besides 200, for ``openapi.json``."""
_BEARER = HTTPBearer(
    auto_error=False, description="`monitor token create --scope SCOPE`, or 账号 in the console"
)


def bearing(scope: str) -> Callable[[Request, object], ApiToken]:
    """A dependency for programs: a live bearer token of this scope. Raises Unauthorised or Forbidden."""

    def admit(request: Request, _described: Annotated[object, Depends(_BEARER)]) -> ApiToken:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise Unauthorised("须在 Authorization 头中提供令牌：Bearer <令牌>")
        database = console_of(request).desk.database
        with database.read() as session:
            row = live_token(session, database.office_id, token.strip())
        if row is None:
            raise Unauthorised("令牌无效或已撤销")
        if scope not in row.scopes:
            raise Forbidden(f"令牌没有权限 {scope}")
        return row

    return admit


def page_file(body: bytes, name: str) -> Response:
    """A kept page as a file; never shown in the console's own origin, since it may hold scripts."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.bin"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(body, media_type="application/octet-stream", headers=headers)
