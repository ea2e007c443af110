"""The page behind an alert's link: one button that acknowledges one message; opening it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from monitor.clock import real_now
from monitor.errors import Refused
from monitor.steps.desk import in_turn
from monitor.steps.receipts import acknowledge_message, cases_of
from monitor.steps.touch import Touch, read_touch
from monitor.store.accounts import account_of
from monitor.store.tables import CaseFile, Message
from monitor.web.console import Console
from monitor.web.guard import Page

router = APIRouter(include_in_schema=False)


@router.get("/a/{token}")
def show(request: Request, console: Page, token: str) -> Response:
    """What will be acknowledged, and by whom; mail scanners that open links do no harm here."""
    touch = _touch(console, token)
    with console.desk.database.read() as session:
        message = session.get(Message, touch.message_id)
        cases = cases_of(session, message) if message else ()
    return _page(request, console, touch, message, cases)


@router.post("/a/{token}")
def acknowledge(request: Request, console: Page, token: str) -> Response:
    """Acknowledge as the person the link was made for."""
    desk, touch = console.desk, _touch(console, token)
    with in_turn(desk, touch.person) as work:
        message = work.tx.session.get(Message, touch.message_id)
        if message is None or message.office_id != work.office_id or message.person != touch.person:
            raise Refused("链接所指的消息不存在")
        done = acknowledge_message(work, message, "link")
    if console.hurry is not None:
        console.hurry()
    return _page(request, console, touch, message, done.cases, done=True, caution=done.caution)


def _touch(console: Console, token: str) -> Touch:
    """The link's person and message. Raises Refused when it is forged, over, or its person gone."""
    touch = read_touch(console.touch_key, token, now=real_now())
    with console.desk.database.read() as session:
        account = account_of(session, console.office_id, touch.person)
    if console.desk.book.roster.person(touch.person) is None or (account and account.disabled):
        raise Refused("链接已失效：该人员已不在值班表中或账号已停用")
    return touch


def _page(
    request: Request,
    console: Console,
    touch: Touch,
    message: Message | None,
    cases: Sequence[CaseFile],
    *,
    done: bool = False,
    caution: str = "",
) -> Response:
    if message is None or message.office_id != console.office_id or message.person != touch.person:
        raise Refused("链接所指的消息不存在")
    return console.page(
        request,
        "touch.html",
        None,
        message=message,
        cases=cases,
        touch=touch,
        done=done,
        caution=caution,
    )
