"""An event's page, and the forms by which an officer merges it, splits it, or links it as a reversal."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.errors import MonitorError, NotFound, StoreError
from monitor.steps.accounts import SignedIn
from monitor.steps.desk import Work, in_turn
from monitor.steps.event_acts import Ruled, link_events, merge_events, split_event
from monitor.steps.event_heat import heat_now
from monitor.store.event_view import read_event
from monitor.web.console import Console
from monitor.web.guard import Form, Page, Posted, Reader, RowId, posting

router = APIRouter(include_in_schema=False)
Acting = Annotated[Posted, Depends(posting("act"))]


@router.get("/events/{event_id}")
def event(request: Request, console: Page, signed: Reader, event_id: RowId) -> Response:
    return _show(request, console, signed, event_id)


@router.post("/events/{event_id}/{act}")
def act_on_event(request: Request, console: Page, posted: Acting, event_id: RowId, act: str) -> Response:
    """Merge, split or link; when it is refused the event's page comes back with the reason."""
    desk = console.desk
    try:
        with in_turn(desk, posted.signed.person) as work:
            done = _act(work, event_id, act, posted.form)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return _show(request, console, posted.signed, event_id, problem=str(error))
    shown = event_id if act == "link" else done.other
    return RedirectResponse(f"/events/{shown}?done={act}", status_code=303)


def _act(work: Work, event_id: int, act: str, form: Form) -> Ruled:
    if act == "merge":
        return merge_events(work, event_id, form.id("into"), form.text("reason"))
    if act == "split":
        return split_event(work, event_id, form.ids("items", more="more"), form.text("reason"))
    if act == "link":
        return link_events(work, event_id, form.id("earlier"), form.text("reason"))
    raise NotFound("没有这一操作")


def _show(
    request: Request, console: Console, signed: SignedIn, event_id: int, *, problem: str = ""
) -> Response:
    with console.desk.database.read() as session:
        found = read_event(session, console.office_id, event_id)
        if found is None:
            raise NotFound(f"没有编号为 {event_id} 的事件")
        heat = heat_now(session, console.desk.book, found.event.id, console.desk.now())
    done = request.query_params.get("done") in ("merge", "split", "link")
    status = 409 if problem else 200
    return console.page(
        request,
        "event.html",
        signed,
        status=status,
        found=found,
        heat=heat,
        problem=problem,
        done=done and not problem,
    )
