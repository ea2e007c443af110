"""Reading over HTTP: cases, items, events and figures, for programs with a bearer token."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from monitor.clock import SPAN_DAYS, as_known, rfc3339, rfc3339_or_none, typed_time
from monitor.errors import NotFound, Refused
from monitor.reports.spreading import spreads_json
from monitor.sla.spreading import tabulate
from monitor.steps.event_heat import heats_now
from monitor.steps.policies import listed
from monitor.steps.policy_standing import page_json, policy_page, standing_json, standings
from monitor.steps.spreading import MANY, measured, publications_in, spreads_in, takes_long
from monitor.store import listings, views
from monitor.store.figures import timeliness_rows
from monitor.store.interpreting_figures import interpreting_rows
from monitor.store.listings import CaseFilter, EventFilter
from monitor.store.tables import ApiToken, Event, ItemRecord
from monitor.text.mask import mask
from monitor.web.guard import FAULTS, Malformed, Page, bearing
from monitor.web.items import item_filter

router = APIRouter(prefix="/api/v1", responses=FAULTS)
CasesToken = Annotated[ApiToken, Depends(bearing("cases:read"))]
ItemsToken = Annotated[ApiToken, Depends(bearing("items:read"))]
PoliciesToken = Annotated[ApiToken, Depends(bearing("policies:read"))]
FiguresToken = Annotated[ApiToken, Depends(bearing("timeliness:read"))]
PageNumber = Annotated[int, Query(ge=1, le=2000)]
Limit = Annotated[int, Query(ge=1, le=200)]
FromDay = Annotated[date, Query(alias="from", ge=SPAN_DAYS[0], le=SPAN_DAYS[1])]
ToDay = Annotated[date, Query(ge=SPAN_DAYS[0], le=SPAN_DAYS[1])]
Number = Annotated[int | None, Query(ge=1, le=2**63 - 1)]


@router.get("/cases", tags=["cases"], summary="Cases, the latest first")
def cases(
    console: Page,
    _token: CasesToken,
    state: Literal["proposed", "open", "closed", "rejected", "merged"] | None = None,
    severity: Literal["I", "II", "III", "IV", "none"] | None = None,
    organ: str | None = None,
    page: PageNumber = 1,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Scope cases:read. Each case with its deadlines; the rest stands at its own address."""
    desk, now = console.desk, console.desk.now()
    wanted = CaseFilter(state=state, severity=severity, organ=organ)
    with desk.database.read() as session:
        found = listings.find_cases(session, console.office_id, wanted, page=page, size=limit)
        shown = [
            views.case_head(c)
            | {
                "deadlines": [
                    d.to_json() for d in views.judge_deadlines(views.deadlines_of(session, c.id), now)
                ]
            }
            for c in found.rows
        ]
    return {"cases": shown, "total": found.total, "page": page, "pages": found.pages}


@router.get("/cases/{ident}", tags=["cases"], summary="One case whole, by its id or number")
def case(console: Page, _token: CasesToken, ident: str) -> dict[str, Any]:
    """Scope cases:read. Values, deadlines, timeline, clock starts, tasks and messages; texts are masked."""
    desk = console.desk
    with desk.database.read() as session:
        found = views.known_case(session, console.office_id, ident)
        return views.case_json(session, found, desk.now(), desk.book)


@router.get("/items", tags=["items"], summary="Items, the latest stored first")
def items(
    console: Page,
    _token: ItemsToken,
    q: str = "",
    category: str = "",
    severity: str = "",
    source_kind: str = "",
    local: Literal["", "yes", "no", "unknown"] = "",
    relevant: Literal["", "yes", "no"] = "",
    uncertain: Literal["", "yes", "no"] = "",
    historical: Literal["", "yes", "no"] = "",
    event: Number = None,
    from_: Annotated[str, Query(alias="from")] = "",
    to: str = "",
    page: PageNumber = 1,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Scope items:read. ``q`` finds every item that holds all its words; texts are masked. ``uncertain``: 存疑 or not."""
    asked = {
        "q": q,
        "category": category,
        "severity": severity,
        "source_kind": source_kind,
        "local": local,
        "relevant": relevant,
        "uncertain": uncertain,
        "historical": historical,
        "event": str(event or ""),
        "from": from_,
        "to": to,
    }
    try:
        wanted = item_filter(asked)
    except Refused as error:
        raise Malformed(str(error)) from error
    with console.desk.database.read() as session:
        found = listings.find_items(session, console.office_id, wanted, page=page, size=limit)
    return {"items": [_item(i) for i in found.rows], "total": found.total, "page": page, "pages": found.pages}


def _item(row: ItemRecord) -> dict[str, Any]:
    return {
        "item": row.id,
        "id": row.external_id,
        "title": mask(row.title),
        "text": mask(row.text),
        "url": row.url,
        "source": row.source,
        "source_kind": row.source_kind,
        "published_at": rfc3339_or_none(row.published_at),
        "collected_at": rfc3339(row.collected_at),
        "relevant": row.relevant,
        "local": row.local,
        "category": row.category,
        "category_uncertain": row.category_uncertain,
        "emergency": row.emergency,
        "severity": row.severity,
        "track": row.track,
        "disposition": row.disposition,
        "focus": row.focus,
        "event": row.event_id,
        "duplicate_of": row.duplicate_of,
        "historical": row.historical,
        "revision": row.revision,
    }


@router.get("/events", tags=["items"], summary="Events, the last touched first")
def events(
    console: Page,
    _token: ItemsToken,
    category: str | None = None,
    severity: str | None = None,
    min_items: Number = None,
    page: PageNumber = 1,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Scope items:read. Clusters of items about one happening, each with its latest case."""
    wanted = EventFilter(category=category, severity=severity, min_items=min_items)
    with console.desk.database.read() as session:
        found = listings.find_events(session, console.office_id, wanted, page=page, size=limit)
        heats = heats_now(
            session, console.desk.book, [event.id for event, _ in found.rows], console.desk.now()
        )
    shown = [
        _event(event) | {"heat": heats[event.id].points, "case": case_id} for event, case_id in found.rows
    ]
    return {"events": shown, "total": found.total, "page": page, "pages": found.pages}


def _event(row: Event) -> dict[str, Any]:
    return {
        "event": row.id,
        "title": mask(row.title),
        "first_at": rfc3339(row.first_at),
        "last_at": rfc3339(row.last_at),
        "items": row.items,
        "severity": row.severity,
        "emergency": row.emergency,
        "category": row.category,
        "historical": row.historical,
    }


@router.get(
    "/policies", tags=["policies"], summary="Followed policies, those that wait for an interpretation first"
)
def policies(console: Page, _token: PoliciesToken) -> dict[str, Any]:
    """Scope policies:read. How each policy of the watch list stands; the rest stands at its own address."""
    desk = console.desk
    with desk.database.read() as session:
        return {"policies": [standing_json(s) for s in standings(session, desk.book, desk.now())]}


@router.get("/policies/{policy_id}", tags=["policies"], summary="One followed policy whole, by its id")
def policy(console: Page, _token: PoliciesToken, policy_id: str) -> dict[str, Any]:
    """Scope policies:read. Volume by day, mix, main questions (masked), prompts, planned days, interpretations."""
    desk = console.desk
    found = desk.book.policies.policy(policy_id)
    if found is None:
        raise NotFound("跟踪清单中没有这一政策")
    with desk.database.read() as session:
        return page_json(policy_page(session, desk.book, found, desk.now()))


@router.get(
    "/timeliness", tags=["timeliness"], summary="How many deadlines were met, by organ, category or severity"
)
def timeliness(
    console: Page,
    _token: FiguresToken,
    from_: FromDay,
    to: ToDay,
    by: Literal["organ", "category", "severity"] | None = None,
    as_of: str | None = None,
    spreading: bool | None = None,
) -> dict[str, Any]:
    """Scope timeliness:read. ``as_of`` uses only what had been recorded by then.

    ``interpreting``: the interpretations suggested or planned on these days, by policy, against the office's own measure.
    ``spreading``: how far what was published on these days was carried, by organ; ``spreading_publications`` opens its numbers.
    Both are null where ``spreading_left`` tells of more publications than are measured in a second or two: they are measured when
    asked for with ``spreading=true``, and one by one at ``/api/v1/spreading``.
    """
    desk, now = console.desk, console.desk.now()
    moment = _moment(as_of, now)
    _check_days(from_, to)
    with desk.database.read() as session:
        rows = timeliness_rows(
            session,
            console.office_id,
            from_=from_,
            to=to,
            by=by,
            as_of=moment,
            now=now,
        )
        interpreting = interpreting_rows(
            session,
            console.office_id,
            listed(desk.book),
            from_=from_,
            to=to,
            by="policy",
            as_of=moment,
            now=now,
        )
        left = spreading is False or (spreading is None and takes_long(session, desk.book, from_, to, moment))
        spreads = None if left else spreads_in(session, desk.book, from_, to, moment)
    return {
        "rows": rows,
        "interpreting": interpreting,
        "spreading": None if spreads is None else tabulate(spreads, "organ"),
        "spreading_publications": None if spreads is None else spreads_json(spreads),
        "spreading_left": MANY if left and spreading is None else None,
    }


@router.get("/spreading", tags=["timeliness"], summary="How far each publication was carried, in order")
def spreading(
    console: Page,
    _token: FiguresToken,
    from_: FromDay,
    to: ToDay,
    as_of: str | None = None,
    page: PageNumber = 1,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Scope timeliness:read. What was published on these days; only those of the page are measured."""
    desk = console.desk
    moment = _moment(as_of, desk.now())
    _check_days(from_, to)
    with desk.database.read() as session:
        found = publications_in(session, desk.book, from_, to, moment)
        spreads = measured(session, desk.book, found[(page - 1) * limit : page * limit], moment)
    return {
        "publications": spreads_json(spreads),
        "total": len(found),
        "page": page,
        "pages": max(1, -(-len(found) // limit)),
    }


def _moment(typed: str | None, now: datetime) -> datetime:
    """Raises Malformed."""
    try:
        return as_known(typed_time(typed) if typed else None, now)
    except ValueError as error:
        raise Malformed("as_of 不是有效时间") from error


def _check_days(from_: date, to: date) -> None:
    """Raises Malformed."""
    if to < from_:
        raise Malformed("to 不能早于 from")
