"""Opening a case by hand: on an item that is there, or on one that an officer types in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from monitor.classify.organs.known_names import refuse_strangers
from monitor.classify.result import SEVERITIES
from monitor.clock import rfc3339
from monitor.errors import MonitorError, NotFound, Refused, StoreError
from monitor.item import SOURCE_KINDS, Item, item_from_json
from monitor.steps.accounts import SignedIn
from monitor.steps.by_hand import AS_JUDGED, ByHand, check_published, open_by_hand
from monitor.steps.desk import in_turn
from monitor.web.console import Console
from monitor.web.guard import Form, Page, Posted, RowId, may, posting
from monitor.web.items import show_item

router = APIRouter(include_in_schema=False)
Acting = Annotated[Posted, Depends(posting("act"))]
_FIELDS = (
    "title",
    "text",
    "url",
    "source",
    "source_kind",
    "published_at",
    "severity",
    "occurred_at",
    "organ",
    "unlisted",
    "year_checked",
)


@router.post("/items/{item_id}/case")
def open_on_item(request: Request, console: Page, posted: Acting, item_id: RowId) -> Response:
    """Open a case on a stored item; when it is refused the item's page comes back with what was typed."""
    try:
        return _opened(console, posted, item_id, _said(console, posted.form))
    except (NotFound, StoreError):
        raise
    except MonitorError as error:
        return show_item(
            request, console, posted.signed, item_id, typed=_typed(posted.form), problem=str(error)
        )


@router.get("/cases/new")
def new_case(request: Request, console: Page, signed: Annotated[SignedIn, Depends(may("act"))]) -> Response:
    return _form(request, console, signed, {}, "")


@router.post("/cases/new")
def make_case(request: Request, console: Page, posted: Acting) -> Response:
    """Store what was typed as an item and open a case on it."""
    try:
        item, said = _item(posted.form), _said(console, posted.form)
        if item.published_at is not None and not said.year_checked:
            check_published(item.published_at, console.desk.now())
        if console.ingest is None:
            raise Refused("本进程未启用立案")
        outcome = console.ingest([item], cases=False)[0]
        if outcome.item_id is None:
            raise Refused(outcome.reason)
        return _opened(console, posted, outcome.item_id, said)
    except StoreError:
        raise
    except MonitorError as error:
        return _form(request, console, posted.signed, _typed(posted.form), str(error))


def _opened(console: Console, posted: Posted, item_id: int, said: ByHand) -> Response:
    if console.judge is None:
        raise Refused("本进程未启用立案")
    desk = console.desk
    with in_turn(desk, posted.signed.person) as work:
        case = open_by_hand(work, console.judge, item_id, said)
    if console.hurry is not None:
        console.hurry()
    return RedirectResponse(f"/cases/{case.id}?done=open", status_code=303)


def _said(console: Console, form: Form) -> ByHand:
    if not form.text("unlisted"):
        refuse_strangers((form.text("organ"),), console.organs)
    severity = form.text("severity") or AS_JUDGED
    if severity not in (AS_JUDGED, "none", *SEVERITIES):
        raise Refused("事件等级取值无效")
    return ByHand(
        None if severity == "none" else severity,
        form.moment("occurred_at", "事发时间"),
        form.text("organ"),
        year_checked=bool(form.text("year_checked")),
    )


def _item(form: Form) -> Item:
    """The typed item; its id is made from its words, so that the same form sent twice is one item."""
    published = form.moment("published_at", "发布时间")
    words = "\n".join(form.text(n) for n in ("title", "text", "url", "source"))
    given = {n: form.text(n) for n in ("title", "text", "url", "source", "source_kind")}
    given["id"] = "by-hand-" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:24]
    if published is not None:
        given["published_at"] = rfc3339(published)
    return item_from_json({k: v for k, v in given.items() if v})


def _typed(form: Form) -> dict[str, str]:
    return {name: form.raw(name) for name in _FIELDS}


def _form(
    request: Request, console: Console, signed: SignedIn, typed: dict[str, str], problem: str
) -> Response:
    return console.page(
        request,
        "case_new.html",
        signed,
        typed=defaultdict(str, typed),
        problem=problem,
        kinds=SOURCE_KINDS,
        organs=console.organs,
    )
