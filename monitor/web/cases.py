"""Cases: their list, one case with its clocks, timeline and evidence, and the officer's acts as forms."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from monitor.clock import SHANGHAI
from monitor.errors import MonitorError, NotFound, StoreError
from monitor.sla.cases import missing_duties
from monitor.sla.toll_words import toll_history, toll_line
from monitor.steps.accounts import SignedIn
from monitor.steps.acts import duty_of
from monitor.steps.desk import Work
from monitor.steps.pages import kept_bytes
from monitor.steps.reladder import outdated_ladders
from monitor.steps.reversal import REVOCABLE
from monitor.steps.spreading import spreads_of_case
from monitor.steps.told_otherwise import HOW_LABELS
from monitor.store import board, listings, service, views
from monitor.store.clock_view import evidence_of, reapplied_ladders, targets_of
from monitor.store.database import Tx
from monitor.store.event_view import turned_of
from monitor.store.listings import CaseFilter
from monitor.store.matters import live_acts, rules_of
from monitor.store.outbox_view import settlements_of
from monitor.store.papers import drafts_of
from monitor.store.tables import CaseFile, Deadline
from monitor.web.case_acts import PERMISSION_OF, allowed_acts, do_act, do_call, do_countersign
from monitor.web.console import Console
from monitor.web.guard import Page, Posted, Reader, RowId, Trouble, has, page_file, posting, require
from monitor.web.items import whole
from monitor.web.spreading import words

router = APIRouter(include_in_schema=False)
Doing = Annotated[Posted, Depends(posting("read"))]
"""A form whose permission depends on the act and is checked by the page itself."""
Acting = Annotated[Posted, Depends(posting("act"))]
Countersigning = Annotated[Posted, Depends(posting("countersign"))]
Opening = Annotated[Posted, Depends(posting("unmask"))]


@router.get("/cases")
def cases(request: Request, console: Page, signed: Reader) -> Response:
    asked = dict(request.query_params)
    desk, now = console.desk, console.desk.now()
    page = min(whole(asked.pop("page", None), least=1) or 1, 2000)
    wanted = CaseFilter(
        state=asked.get("state") or None,
        severity=asked.get("severity") or None,
        category=asked.get("category") or None,
        organ=asked.get("organ") or None,
        words=asked.get("q", "").strip()[:100],
    )
    with desk.database.read() as session:
        found = listings.find_cases(session, console.office_id, wanted, page=page)
        lines = board.line_up(session, found.rows, now)
        organs = listings.organs(session, console.office_id)
        categories = listings.categories(session, console.office_id)
    return console.page(
        request,
        "cases.html",
        signed,
        can_open=console.judge is not None and has(signed, "act"),
        found=found,
        lines=lines,
        asked=asked,
        organs=organs,
        categories=categories,
    )


@router.get("/cases/{ident}")
def case(request: Request, console: Page, signed: Reader, ident: str) -> Response:
    return _case(request, console, signed, ident)


@router.post("/cases/{ident}/acts/{act}")
def act(request: Request, console: Page, posted: Doing, ident: str, act: str) -> Response:
    """Do one act; when it is refused the page comes back with the reason and what was typed."""
    require(posted.signed, PERMISSION_OF.get(act, "act"))
    try:
        case_id = do_act(console, act, ident, posted.form, posted.signed.person)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        trouble = Trouble(act, posted.form, str(error))
        return _case(request, console, posted.signed, ident, trouble=trouble)
    return RedirectResponse(f"/cases/{case_id}?done={act}", status_code=303)


@router.post("/tasks/{task_id}")
def close_task(request: Request, console: Page, posted: Acting, task_id: RowId) -> Response:
    """Record the call that closes a task."""
    try:
        case_id = do_call(console, task_id, posted.form, posted.signed.person)
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        trouble = Trouble(f"task{task_id}", posted.form, str(error))
        return _case(request, console, posted.signed, posted.form.text("case"), trouble=trouble)
    return RedirectResponse(f"/cases/{case_id}?done=call", status_code=303)


@router.post("/acts/{act_id}/countersign")
def countersign(console: Page, posted: Countersigning, act_id: RowId) -> Response:
    case_id = do_countersign(console, act_id, posted.signed.person)
    return RedirectResponse(f"/cases/{case_id}?done=countersign", status_code=303)


@router.post("/snapshots/{snapshot_id}")
def download_snapshot(console: Page, posted: Opening, snapshot_id: RowId) -> Response:
    """A kept page as a file, after checking it against its SHA-256; who took it is recorded. Raises StoreError."""
    desk = console.desk
    with desk.database.write() as tx:
        found = service.snapshot(tx.session, console.office_id, snapshot_id)
        body = kept_bytes(found)
        assert found is not None
        about = {"sha256": found.sha256, "case": found.case_id}
        tx.record(
            posted.signed.person, "snapshot.download", f"snapshot/{snapshot_id}", at=desk.now(), **about
        )
    return page_file(body, f"snapshot-{snapshot_id}")


def _case(
    request: Request, console: Console, signed: SignedIn, ident: str, *, trouble: Trouble | None = None
) -> Response:
    desk, now = console.desk, console.desk.now()
    with desk.database.read() as session:
        found = views.known_case(session, console.office_id, ident)
        line = board.line_up(session, [found], now)[0]
        clocks = views.judge_deadlines(views.deadlines_of(session, found.id), now)
        rules = rules_of(session, found, desk.book)
        values = {
            "case": found,
            "toll": toll_line(found.tolls),
            "toll_history": toll_history(found.tolls),
            "line": line,
            "deadlines": clocks,
            "timeline": (done := list(reversed(views.acts_of(session, found.id)))),
            "revoked": {a.body.get("revoked") for a in done if a.act == "revoke"},
            "starts": (starts := evidence_of(session, found, desk.book, views.counting_starts(clocks))),
            "told_parts": {s.row.id: s.row.day_part for s in starts if s.inferred},
            "targets": targets_of(session, found.id),
            "receivers": rules.report_up.receivers,
            "decisions": rules.decisions,
            "old_rules": found.rule_version != desk.book.version,
            "taken_in": views.taken_in(session, found.id),
            "revocable": live_acts(session, found.id, *REVOCABLE),
            "tasks": views.tasks_of(session, found.id),
            "messages": (messages := views.messages_of(session, found.id)),
            "settled": settlements_of(session, [m.id for m in messages]),
            "rungs": views.rungs_of(session, found.id),
            "snapshots": service.snapshots_of(session, found.id),
            "event_items": listings.event_items(session, found.event_id, limit=10),
            "others": listings.other_items(session, found) if found.state == "open" else ((), 0),
            "turned": turned_of(session, found.event_id),
            "item": listings.read_item(session, console.office_id, found.item_id),
            "missing": _missing(console, session, found),
            "outdated": _outdated(console, session, found),
            "reapplied": reapplied_ladders(session, found.id),
            "approved": [d for d in drafts_of(session, found.id) if d.state == "approved"],
            "spreads": spreads_of_case(session, desk.book, found.id, now),
        }
    return console.page(
        request,
        "case.html",
        signed,
        status=409 if trouble else 200,
        **values,
        acts=[a for a in allowed_acts(found.state) if has(signed, PERMISSION_OF.get(a, "act"))],
        organs=console.organs,
        grounds=desk.book.cases.grounds,
        people=[p for p in desk.book.roster.people() if p.id != signed.person],
        everyone=desk.book.roster.people(),
        trouble=trouble,
        hows=HOW_LABELS,
        **{name: told for name, told in words().items() if name != "hows"},
        done=request.query_params.get("done", ""),
        local_now=f"{now.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}",
        trigger=desk.book.cases.trigger(found.opened_by_rule),
    )


def _missing(console: Console, session: Session, case: CaseFile) -> list[str]:
    """What still stands between an open case and its closing."""
    return missing_duties(duty_of(_reading(console, session), case)) if case.state == "open" else []


def _outdated(
    console: Console, session: Session, case: CaseFile
) -> list[tuple[Deadline, list[dict[str, Any]]]]:
    """The deadlines that a re-applied ladder would change, each with the office's present one."""
    return outdated_ladders(_reading(console, session), case) if case.state == "open" else []


def _reading(console: Console, session: Session) -> Work:
    """The desk's rules and time for steps that only look."""
    return Work(Tx(session, console.office_id, False), console.desk.book, console.desk.now())
