"""The audit log for auditors: its records, a verification of the chain, and the export."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from monitor.audit.chain import Verdict
from monitor.clock import SHANGHAI
from monitor.errors import MonitorError
from monitor.steps.accounts import SignedIn
from monitor.steps.anchor import read_anchors
from monitor.store import audit_log, service
from monitor.store.service import AuditFilter
from monitor.web.console import Console
from monitor.web.guard import Page, Posted, may, posting
from monitor.web.items import whole

router = APIRouter(include_in_schema=False)
Auditor = Annotated[SignedIn, Depends(may("audit"))]
Posting = Annotated[Posted, Depends(posting("audit"))]
SHOWN = 50


@router.get("/audit")
def audit(request: Request, console: Page, signed: Auditor) -> Response:
    return _audit(request, console, signed)


@router.post("/audit/verify")
def verify(request: Request, console: Page, posted: Posting) -> Response:
    """Verify the chain in the database, against the anchors where there are any."""
    database = console.desk.database
    problem, verdict, anchored = "", None, 0
    try:
        place = console.anchors
        anchors = read_anchors(place, database) if place and place.exists() else {}
        anchored = len(anchors)
        verdict = audit_log.verify_database(database, anchors)
    except MonitorError as error:
        problem = str(error)
    return _audit(request, console, posted.signed, verdict=verdict, anchored=anchored, problem=problem)


@router.post("/audit/export")
def export(console: Page, posted: Posting) -> Response:
    """The whole chain as JSONL; the export itself is recorded."""
    desk = console.desk
    with desk.database.write() as tx:
        tx.record(posted.signed.person, "audit.export", "audit", at=desk.now())
    with tempfile.NamedTemporaryFile(prefix="audit-", suffix=".jsonl", delete=False) as file:
        path = Path(file.name)
    audit_log.export(desk.database, path)
    name = f"audit-{desk.now().astimezone(SHANGHAI):%Y%m%d-%H%M}.jsonl"
    return FileResponse(
        path,
        media_type="application/x-ndjson",
        filename=name,
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


def _audit(
    request: Request,
    console: Console,
    signed: SignedIn,
    *,
    verdict: Verdict | None = None,
    anchored: int = 0,
    problem: str = "",
) -> Response:
    asked = dict(request.query_params)
    wanted = AuditFilter(
        actor=asked.get("actor", "").strip(),
        act=asked.get("act", "").strip(),
        subject=asked.get("subject", "").strip(),
        before=whole(asked.get("before")),
    )
    with console.desk.database.read() as session:
        found = service.audit_records(session, console.office_id, wanted, limit=SHOWN)
    return console.page(
        request,
        "audit.html",
        signed,
        records=found,
        asked=asked,
        verdict=verdict,
        anchored=anchored,
        problem=problem,
        more=len(found) == SHOWN,
    )
