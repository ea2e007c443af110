"""Items and events: search, filters, one item with what was said about it, and the logged look at the unmasked text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from monitor.clock import SHANGHAI, typed_day
from monitor.errors import NotFound, Refused
from monitor.ids import typed_id
from monitor.steps.accounts import SignedIn
from monitor.steps.corrections import last_corrections
from monitor.steps.event_heat import heats_now
from monitor.store import listings
from monitor.store.listings import EventFilter, ItemFilter
from monitor.store.tables import CaseFile, ItemRevision
from monitor.text.clean import clean_text
from monitor.text.mask import mask
from monitor.web.console import Console
from monitor.web.correction_form import correction_choices
from monitor.web.guard import Page, Posted, Reader, RowId, has, posting
from monitor.web.quotes import Span, highlight, spans_of, words_of

router = APIRouter(include_in_schema=False)


def whole(value: str | None, *, least: int = 0) -> int | None:
    """A whole number from a query string; None for anything else."""
    number = typed_id(value or "")
    return max(least, number) if number is not None else None


def day(value: str | None, label: str) -> datetime | None:
    """The first moment of a day in Shanghai. Raises Refused."""
    if not value:
        return None
    try:
        return datetime.combine(typed_day(value), time(), SHANGHAI).astimezone(UTC)
    except ValueError as error:
        raise Refused(f"{label}不是有效日期：{value:.20}") from error


_YES_NO = {"yes": True, "no": False}


def item_filter(asked: dict[str, str]) -> ItemFilter:
    """The filter that a query string asks for. Raises Refused for a day or an event that is none."""
    until = day(asked.get("to"), "截止日期")
    event = asked.get("event")
    if event and whole(event) is None:
        raise Refused(f"事件编号须为数字：{event:.20}")
    return ItemFilter(
        query=asked.get("q", "").strip()[:200],
        category=asked.get("category") or None,
        severity=asked.get("severity") or None,
        emergency=asked.get("emergency") or None,
        source_kind=asked.get("source_kind") or None,
        source=asked.get("source") or None,
        local=asked.get("local") if asked.get("local") in ("yes", "no", "unknown") else None,
        relevant=_YES_NO.get(asked.get("relevant", "")),
        uncertain=_YES_NO.get(asked.get("uncertain", "")),
        track=asked.get("track") or None,
        has_case=_YES_NO.get(asked.get("case", "")),
        historical=_YES_NO.get(asked.get("historical", "")),
        campaign=asked.get("campaign") or None,
        policy=asked.get("policy") or None,
        event_id=whole(event),
        since=day(asked.get("from"), "起始日期"),
        until=until + timedelta(days=1) if until else None,
    )


@router.get("/items")
def items(request: Request, console: Page, signed: Reader) -> Response:
    asked = dict(request.query_params)
    problem = ""
    try:
        wanted = item_filter(asked)
    except Refused as error:
        problem, wanted = str(error), ItemFilter(query=asked.get("q", "").strip()[:200])
    page = whole(asked.get("page"), least=1) or 1
    with console.desk.database.read() as session:
        found = listings.find_items(session, console.office_id, wanted, page=min(page, 2000))
        categories = listings.categories(session, console.office_id)
    asked.pop("page", None)
    return console.page(
        request, "items.html", signed, found=found, asked=asked, categories=categories, problem=problem
    )


@router.get("/items/{item_id}")
def item(request: Request, console: Page, signed: Reader, item_id: RowId) -> Response:
    return show_item(request, console, signed, item_id)


@router.post("/items/{item_id}/text")
def unmasked_item(
    request: Request, console: Page, posted: Annotated[Posted, Depends(posting("unmask"))], item_id: RowId
) -> Response:
    """The text as it was given; who opened it is recorded first."""
    desk = console.desk
    with desk.database.write() as tx:
        found = listings.read_item(tx.session, console.office_id, item_id)
        if found is None:
            raise NotFound(f"没有编号为 {item_id} 的条目")
        body = {"revision": found.item.revision, "content": found.item.content_hash}
        tx.record(posted.signed.person, "item.unmask", f"item/{item_id}", at=desk.now(), **body)
    return show_item(request, console, posted.signed, item_id, unmasked=True)


def show_item(
    request: Request,
    console: Console,
    signed: SignedIn,
    item_id: int,
    *,
    unmasked: bool = False,
    typed: dict[str, str] | None = None,
    problem: str = "",
    correction_problem: str = "",
) -> Response:
    """An item's page; ``typed`` and the problems are those of a refused attempt to open a case on it or to correct it."""
    with console.desk.database.read() as session:
        found = listings.read_item(session, console.office_id, item_id)
        corrected = last_corrections(session, item_id) if found else {}
    if found is None:
        raise NotFound(f"没有编号为 {item_id} 的条目")
    row, result = found.item, found.classification.result if found.classification else {}
    title, content = row.raw_title or row.title, row.raw_text or row.text
    return console.page(
        request,
        "item.html",
        signed,
        found=found,
        earlier=_earlier(found.revisions, unmasked=unmasked),
        item=row,
        result=result,
        unmasked=unmasked,
        can_open=_can_open(console, signed, found.cases),
        typed=defaultdict(str, typed or {}),
        problem=problem,
        correction_problem=correction_problem,
        done=_done(request.query_params.get("done")),
        corrected=corrected,
        categories=console.categories,
        correction_choices=correction_choices,
        organs=console.organs,
        plain_title=title if unmasked else mask(row.title),
        title=highlight(title, _marked(result, "title"), title if unmasked else mask(row.title)),
        text=highlight(content, _marked(result, "text"), content if unmasked else mask(row.text)),
    )


_EARLIER = 20
"""So many of an item's earlier texts are shown: a page that was edited more often is none that anybody compares by eye."""


def _earlier(revisions: Sequence[ItemRevision], *, unmasked: bool) -> list[tuple[ItemRevision, str, str]]:
    """The texts that a source gave before it edited them, newest first: each with its title and its words."""

    def shown(text: str) -> str:
        return text if unmasked else mask(clean_text(text))

    before = reversed(revisions[:-1][-_EARLIER:])
    return [(row, shown(row.raw_title), shown(row.raw_text)) for row in before]


def _done(told: str | None) -> str:
    """What a correction came to: the case that it opened or raised, or just that it was kept."""
    case = whole(told)
    return str(case) if case else "correct" if told == "correct" else ""


def _marked(result: Mapping[str, Any], field_name: str) -> list[Span]:
    """What a grade rests on, and the words that decided relevance and class."""
    return [*spans_of(result, field_name), *words_of(result, field_name)]


def _can_open(console: Console, signed: SignedIn, cases: Sequence[CaseFile]) -> bool:
    return (
        console.judge is not None
        and has(signed, "act")
        and not any(c.state in ("open", "proposed") for c in cases)
    )


@router.get("/events")
def events(request: Request, console: Page, signed: Reader) -> Response:
    asked = dict(request.query_params)
    wanted = EventFilter(
        category=asked.get("category") or None,
        severity=asked.get("severity") or None,
        min_items=whole(asked.get("min_items")),
        historical=_YES_NO.get(asked.get("historical", "")),
    )
    page = whole(asked.pop("page", None), least=1) or 1
    with console.desk.database.read() as session:
        found = listings.find_events(session, console.office_id, wanted, page=min(page, 2000))
        categories = listings.categories(session, console.office_id)
        desk = console.desk
        heats = heats_now(session, desk.book, [event.id for event, _ in found.rows], desk.now())
    return console.page(
        request, "events.html", signed, found=found, asked=asked, categories=categories, heats=heats
    )
