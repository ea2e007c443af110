"""The duty roster: the coming weeks, gaps ahead, changes with their reasons, files in and out, and signing on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.clock import SHANGHAI
from monitor.errors import MonitorError, NotFound, Refused, StoreError
from monitor.reports.roster_files import BadRow
from monitor.sla.roster import ROLES, Roster
from monitor.sla.roster_days import duty_days, shown_roles
from monitor.steps.accounts import SignedIn
from monitor.steps.desk import in_turn
from monitor.steps.duty import all_changes, roster_now
from monitor.steps.duty_changes import cancel_change, change_roster
from monitor.steps.duty_files import (
    read_roster_file,
    roster_rows,
    take_in,
    write_roster_file,
)
from monitor.steps.duty_told import acknowledge_notice, notices_of, open_notices
from monitor.steps.receipts import reply
from monitor.steps.signing import sign_by_hand, sign_ons
from monitor.web.console import Console
from monitor.web.guard import Form, Page, Posted, Reader, RowId, has, posting
from monitor.web.items import whole
from monitor.web.roster_forms import BODIES, agreement
from monitor.web.roster_words import change_lines, move_lines, sign_on_lines
from monitor.web.uploads import Uploaded, uploading

router = APIRouter(include_in_schema=False)
Acting = Annotated[Posted, Depends(posting("act"))]
Own = Annotated[Posted, Depends(posting("read"))]
"""A form by which one acts for oneself alone."""
MAX_WEEKS, USUAL_WEEKS = 13, 4
GAPS_SHOWN = 10
UPLOAD_MIB = 2
Importing = Annotated[Uploaded, Depends(uploading("act", lambda _console: UPLOAD_MIB))]
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}
_DONE = {
    "leave": "已登记请假、替班",
    "swap": "已登记换班",
    "shift": "已登记加班次",
    "cancel": "已撤销该项变更",
    "import": "值班表已导入",
    "same": "导入的内容与现有值班表一致，未作变更",
    "sign": "已签收接班",
    "reply": "已以回执码签收",
    "notice": "已签收值班变更",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A form that was refused: which one, what was typed, why, and the rows of a file that cannot be taken."""

    name: str
    form: Form
    sentence: str
    bad: tuple[BadRow, ...] = ()


@router.get("/roster")
def roster(request: Request, console: Page, signed: Reader) -> Response:
    return _page(request, console, signed)


@router.get("/roster/file")
def roster_file(request: Request, console: Page, _signed: Reader) -> Response:
    """The coming turns as a workbook or as a calendar for a telephone, of everybody or of one person."""
    kind = "ics" if request.query_params.get("format") == "ics" else "xlsx"
    desk, now = console.desk, console.desk.now()
    with desk.database.read() as session:
        found = roster_now(session, console.office_id, desk.book, now)
    end = now + timedelta(weeks=_weeks(request))
    person = request.query_params.get("person") or None
    rows = roster_rows(found, now, end, person=person)
    headers = {"Content-Disposition": f'attachment; filename="roster.{kind}"'}
    content = write_roster_file(f"roster.{kind}", rows, desk.book, now)
    return Response(content, media_type=_TYPES[kind], headers=headers)


@router.post("/roster/changes/{kind}")
def change(request: Request, console: Page, posted: Acting, kind: str) -> Response:
    """Record leave, an exchange or a further turn; when it is refused the page comes back with what was typed."""
    reader = BODIES.get(kind)
    if reader is None:
        raise NotFound("没有这种值班变更")
    form, desk = posted.form, console.desk
    try:
        body, agreed = reader(form), agreement(console, form) if kind == "swap" else None
        with in_turn(desk, posted.signed.person) as work:
            change_roster(work, kind, body, form.text("reason"), agreed=agreed)
    except MonitorError as error:
        return _refused(request, console, posted.signed, Trouble(kind, form, str(error)), error)
    return _done(console, kind)


@router.post("/roster/withdraw/{change_id}")
def withdraw(request: Request, console: Page, posted: Acting, change_id: RowId) -> Response:
    desk, form = console.desk, posted.form
    try:
        with in_turn(desk, posted.signed.person) as work:
            cancel_change(work, change_id, form.text("reason"))
    except MonitorError as error:
        trouble = Trouble(f"withdraw{change_id}", form, str(error))
        return _refused(request, console, posted.signed, trouble, error)
    return _done(console, "cancel")


@router.post("/roster/import")
def take_file(request: Request, console: Page, sent: Importing) -> Response:
    """Take a roster file in, all of it or nothing."""
    desk, form, signed = console.desk, sent.form, sent.signed
    try:
        found = read_roster_file(sent.name, sent.content, desk.book.roster.people())
        if found.bad:
            sentence = f"文件中有 {len(found.bad)} 行不能导入，全部未导入"
            return _page(
                request, console, signed, trouble=Trouble("import", form, sentence, tuple(found.bad))
            )
        if not found.rows:
            raise Refused("文件中没有班次")
        with in_turn(desk, signed.person) as work:
            taken = take_in(work, found.rows, form.text("reason"), replace=form.text("mode") != "add")
    except MonitorError as error:
        return _refused(request, console, signed, Trouble("import", form, str(error)), error)
    return _done(console, "import" if taken.changed else "same")


@router.post("/roster/sign-on")
def sign_on(console: Page, posted: Own) -> Response:
    """Sign on here, for oneself alone; the record says that it was at the console. Raises NotFound."""
    desk, person = console.desk, posted.signed.person
    with in_turn(desk, person) as work:
        sign_by_hand(work, person)
    return _done(console, "sign")


@router.post("/roster/notices/{notice_id}")
def acknowledge_own(console: Page, posted: Own, notice_id: RowId) -> Response:
    """Acknowledge what changed on one's own turns. Raises NotFound, Refused."""
    desk = console.desk
    with in_turn(desk, posted.signed.person) as work:
        acknowledge_notice(work, notice_id)
    return _done(console, "notice")


@router.post("/roster/reply")
def reply_by_code(request: Request, console: Page, posted: Acting) -> Response:
    """Acknowledge by the code of a message, for one whose telephone does not reach the console."""
    desk, form = console.desk, posted.form
    try:
        with in_turn(desk, posted.signed.person) as work:
            done = reply(work, form.text("code"))
    except MonitorError as error:
        if isinstance(error, StoreError):
            raise
        return _page(request, console, posted.signed, trouble=Trouble("reply", form, str(error)))
    if done.graver:
        return _page(request, console, posted.signed, trouble=Trouble("reply", form, done.caution))
    if len(done.cases) == 1:
        return RedirectResponse(f"/cases/{done.cases[0].id}?done=ack", status_code=303)
    return _done(console, "reply")


def _done(console: Console, what: str) -> Response:
    if console.hurry is not None:
        console.hurry()
    return RedirectResponse(f"/roster?done={what}", status_code=303)


def _refused(
    request: Request, console: Console, signed: SignedIn, trouble: Trouble, error: MonitorError
) -> Response:
    """The page again with the reason; what no form can mend goes to the error page."""
    if isinstance(error, NotFound | StoreError):
        raise error
    return _page(request, console, signed, trouble=trouble)


def _page(
    request: Request, console: Console, signed: SignedIn, *, trouble: Trouble | None = None
) -> Response:
    desk, now, weeks = console.desk, console.desk.now(), _weeks(request)
    with desk.database.read() as session:
        found = roster_now(session, console.office_id, desk.book, now)
        changes = all_changes(session, console.office_id, limit=60)
        turns_on = sign_ons(session, console.office_id, limit=12)
        told = notices_of(session, console.office_id, [c.id for c in changes])
        mine = open_notices(session, console.office_id, signed.person)
    today = now.astimezone(SHANGHAI).date()
    end = datetime.combine(today, time(), SHANGHAI) + timedelta(weeks=weeks)
    gaps = _gaps(found, now, end)
    lines = sign_on_lines(turns_on)
    return console.page(
        request,
        "roster.html",
        signed,
        status=409 if trouble else 200,
        weeks=weeks,
        max_weeks=MAX_WEEKS,
        today=today,
        days=duty_days(found, desk.book.roster, today, weeks * 7),
        roles=shown_roles(found),
        now_on=[(role, found.on_duty(role, now)) for role in ROLES],
        leader=found.leader_in_charge(now),
        gaps=gaps[:GAPS_SHOWN],
        gaps_total=len(gaps),
        sign_ons=lines,
        my_sign_on=next((x for x in lines if x.row.person == signed.person and not x.row.signed_at), None),
        changes=change_lines(console, changes, told, now),
        my_notices=[(n.id, move_lines(console, n)) for n in mine],
        people=found.people(),
        can_act=has(signed, "act"),
        trouble=trouble,
        done=_DONE.get(request.query_params.get("done", ""), ""),
    )


def _gaps(found: Roster, now: datetime, end: datetime) -> list[tuple[str, tuple[datetime, datetime]]]:
    """Where nobody is on duty or in charge, the earliest first."""
    gaps = [("officer", g) for g in found.gaps(now, end)]
    gaps += [("leader_in_charge", g) for g in found.gaps_in_charge(now, end)]
    return sorted(gaps, key=lambda g: g[1])


def _weeks(request: Request) -> int:
    asked = request.query_params.get("weeks")
    return min(whole(asked, least=1) or USUAL_WEEKS, MAX_WEEKS)
