"""The office's own state: sources, steps and versions."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

import monitor
from monitor.clock import SHANGHAI
from monitor.collectors.sources import Source
from monitor.errors import Refused
from monitor.sla.lateness import STAGES
from monitor.steps.accounts import SignedIn
from monitor.steps.channel_view import channel_lines
from monitor.steps.desk import in_turn
from monitor.steps.resend import resend
from monitor.steps.told_otherwise import HOW_LABELS, How, Telling, settle_dead
from monitor.store import board, service
from monitor.store.lateness import spreads
from monitor.store.outbox_view import dead_messages, troubled_messages
from monitor.store.tables import SourceState
from monitor.web.console import Console
from monitor.web.guard import Form, Page, Posted, Reader, RowId, has, may, posting
from monitor.web.health import steps_alive

router = APIRouter(include_in_schema=False)
Acting = Annotated[Posted, Depends(posting("act"))]
_DONE = {"resend": "已重新投递", "told": "已登记另行告知"}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as configured and as it did."""

    name: str
    source: Source | None
    state: SourceState | None

    @property
    def standing(self) -> str:
        """``down``, ``new`` (never polled), ``off`` (disabled or no longer configured) or ``up``."""
        if self.source is not None and not self.source.enabled:
            return "off"
        if self.state is not None and self.state.failures:
            return "down"
        if self.state is None or self.state.last_polled_at is None:
            return "new"
        return "up" if self.source is not None else "off"


@router.get("/sources")
def sources(request: Request, console: Page, signed: Reader) -> Response:
    with console.desk.database.read() as session:
        states = service.source_states(session, console.office_id)
        outages = service.outages(session, console.office_id)
    lines = sorted(
        _source_lines(console, states), key=lambda s: ("down new up off".index(s.standing), s.name)
    )
    return console.page(request, "sources.html", signed, lines=lines, outages=outages)


def _source_lines(console: Console, states: Iterable[SourceState]) -> Iterator[SourceLine]:
    known = {s.name: s for s in states}
    configured = {s.name: s for s in console.sources.sources} if console.sources else {}
    for name in {**configured, **known}:
        yield SourceLine(name, configured.get(name), known.get(name))


@router.get("/system")
def system(request: Request, console: Page, signed: Annotated[SignedIn, Depends(may("system"))]) -> Response:
    return _system(request, console, signed)


@router.post("/messages/{message_id}/resend")
def send_again(request: Request, console: Page, posted: Acting, message_id: RowId) -> Response:
    """Send once more what was given up, with a reason; when it is refused the page says why."""
    desk, form = console.desk, posted.form
    try:
        with in_turn(desk, posted.signed.person) as work:
            resend(work, message_id, form.text("reason"))
    except Refused as error:
        return _system(request, console, posted.signed, trouble=str(error))
    if console.hurry is not None:
        console.hurry()
    return RedirectResponse("/system?done=resend", status_code=303)


@router.post("/messages/{message_id}/told")
def told_otherwise(request: Request, console: Page, posted: Acting, message_id: RowId) -> Response:
    """Record that what was given up was told another way; when it is refused the page says why and keeps what was typed."""
    desk, form = console.desk, posted.form
    try:
        telling = _telling(form)
        with in_turn(desk, posted.signed.person) as work:
            settle_dead(work, message_id, telling)
    except Refused as error:
        return _system(request, console, posted.signed, trouble=str(error), typed=(message_id, form))
    return RedirectResponse("/system?done=told", status_code=303)


def _telling(form: Form) -> Telling:
    at = form.moment("told_at", "告知时间")
    if at is None:
        raise Refused("须填写告知时间")
    how = cast(How, form.text("how"))
    return Telling(at, how, form.text("words"), form.text("told"), form.text("told_by"))


def _system(
    request: Request,
    console: Console,
    signed: SignedIn,
    *,
    trouble: str = "",
    typed: tuple[int, Form] | None = None,
) -> Response:
    desk = console.desk
    with desk.database.read() as session:
        beats = board.heartbeats(session, console.office_id)
        alarms = service.alarms(session, console.office_id)
        books = service.rule_books(session)
        readings = service.rule_edits(session, console.office_id)
        concerned = service.case_numbers(session, {c for r in readings for c in r.cases})
        pending, dead = board.outbox_counts(session, console.office_id)
        week_ago = (desk.now().astimezone(SHANGHAI) - timedelta(days=7)).date().isoformat()
        channels = channel_lines(session, desk, desk.now())
        undelivered = dead_messages(session, console.office_id)
        troubled = troubled_messages(session, console.office_id)
        late = spreads(session, console.office_id, since_day=week_ago)
    return console.page(
        request,
        "system.html",
        signed,
        status=409 if trouble else 200,
        trouble=trouble,
        done=_DONE.get(request.query_params.get("done", ""), ""),
        typed_for=typed[0] if typed else 0,
        typed=typed[1] if typed else None,
        hows=HOW_LABELS,
        everyone=desk.book.roster.people(),
        local_now=f"{desk.now().astimezone(SHANGHAI):%Y-%m-%dT%H:%M}",
        can_act=has(signed, "act"),
        channels=channels,
        undelivered=undelivered,
        troubled=troubled,
        lateness=[(STAGES[stage], late[stage]) for stage in STAGES if stage in late],
        beats=beats,
        alive=steps_alive(console),
        alarms=alarms,
        books=books,
        readings=readings,
        concerned=concerned,
        outbox=(pending, dead),
        versions=[
            ("程序", monitor.__version__),
            ("规则版本", desk.book.version),
            ("数据库", "SQLite" if desk.database.is_sqlite else "PostgreSQL"),
            ("库结构", service.schema_revision(desk.database) or "未建立"),
            ("Python", platform.python_version()),
        ],
    )
