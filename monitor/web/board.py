"""The board: what is overdue, what runs, what falls due next, and what is wrong with the service."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from monitor.steps.accounts import SignedIn
from monitor.steps.alarms import URGENCY, weight_of
from monitor.steps.duty import roster_now
from monitor.steps.event_heat import heats_now
from monitor.store.board import read_board
from monitor.store.policy_view import prompts_of
from monitor.web.console import Console
from monitor.web.guard import Page, Reader
from monitor.web.health import steps_alive

router = APIRouter(include_in_schema=False)


@router.get("/")
def board(request: Request, console: Page, signed: Reader) -> Response:
    return _board(request, console, signed, "board.html")


@router.get("/board/fragment")
def fragment(request: Request, console: Page, signed: Reader) -> Response:
    """The board without its frame, which the page fetches every few seconds."""
    return _board(request, console, signed, "board_fragment.html")


def _board(request: Request, console: Console, signed: SignedIn, template: str) -> Response:
    desk = console.desk
    now = desk.now()
    with desk.database.read() as session:
        found = read_board(session, console.office_id, now)
        events = {c.event_id for c in (*(line.case for line in found.open), *found.proposed)} - {None}
        heats = heats_now(session, desk.book, [n for n in events if n is not None], now)
        roster = roster_now(session, console.office_id, desk.book, now)
        prompts = prompts_of(session, console.office_id, state="open")
    return console.page(
        request,
        template,
        signed,
        board=found,
        prompts=prompts,
        alarms=sorted(found.alarms, key=lambda alarm: URGENCY.index(weight_of(alarm.kind))),
        heats=heats,
        on_duty=[(role, roster.on_duty(role, now)) for role in ("officer", "deputy")],
        silent_steps=[name for name, alive in steps_alive(console).items() if not alive],
    )
