"""传播 as pages: the publications that a number counts, and of one publication what carried it and what did not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from monitor.clock import as_known, span_text
from monitor.errors import NotFound
from monitor.reports.spreading import HOW_LABELS, PUBLICATION_LABELS, SPREADING_METHOD, STANDING_LABELS
from monitor.reports.timeliness import key_label
from monitor.sla.spreading import Publication, Spread, by_tier
from monitor.steps.spreading import measured, publications_in, spread_of
from monitor.store.listings import Slice
from monitor.store.spreading_view import said_by
from monitor.web.guard import Page, Reader
from monitor.web.items import whole
from monitor.web.reports import read_as_of, span_asked

router = APIRouter(include_in_schema=False)
_SHOWN = 100
"""Of the items of one list so many are shown; how many there are is told."""
_AT_ONCE = 100
"""So many publications are measured for one page."""


@router.get("/spreading")
def spreading(request: Request, console: Page, signed: Reader) -> Response:
    """The publications of some days, narrowed as the number was that led here.

    Only those of the page are measured: what is told of a publication itself narrows them all, what measuring tells narrows the
    page, which says how many it has looked at.
    """
    asked = dict(request.query_params)
    page = whole(asked.pop("page", None), least=1) or 1
    days = span_asked(console, asked)
    desk = console.desk
    with desk.database.read() as session:
        told = publications_in(session, desk.book, days.from_, days.to, days.as_of)
        found = [p for p in told if named(p, asked)]
        page = min(page, max(1, -(-len(found) // _AT_ONCE)))
        shown = found[(page - 1) * _AT_ONCE : page * _AT_ONCE]
        spreads = measured(session, desk.book, shown, days.as_of)
    return console.page(
        request,
        "spreading.html",
        signed,
        asked=asked | {"from": days.from_.isoformat(), "to": days.to.isoformat()},
        spreads=[one for one in spreads if counts_in(one, asked)],
        found=Slice(shown, len(found), page, _AT_ONCE, counted=len(found)),
        sifted=bool(asked.get("standing") or asked.get("with")),
        organs=[(organ, key_label(organ, "organ")) for organ in sorted({p.organ for p in told})],
        **words(),
    )


def named(p: Publication, asked: Mapping[str, str]) -> bool:
    """Whether a publication is one of those that were asked for, by what it is."""
    held = {"organ": p.organ, "kind": p.kind, "case": p.number}
    return all(not asked.get(name) or asked[name] == value for name, value in held.items())


def counts_in(one: Spread, asked: Mapping[str, str]) -> bool:
    """Whether a publication is one of those that were asked for, by how far it was carried."""
    # A number of items or outlets is opened by the publications that have any.
    talkers, reached = (one.talkers, one.reached) if one.tells_reach else (frozenset(), frozenset())
    counted = {"talk": one.talk, "early": one.early, "talkers": talkers, "reached": reached}
    stands = not asked.get("standing") or asked["standing"] == one.standing
    return stands and (asked.get("with") not in counted or bool(counted[asked["with"]]))


@router.get("/spreading/{ref}")
def spread(request: Request, console: Page, signed: Reader, ref: str) -> Response:
    """One publication: the words that were looked for, what carries them, and what else was said meanwhile."""
    typed = request.query_params.get("as_of", "")
    as_of = as_known(read_as_of(typed), console.desk.now())
    with console.desk.database.read() as session:
        found = spread_of(session, console.desk.book, ref, as_of)
        if found is None:
            raise NotFound("没有这次发布的登记")
        lists = {
            "carriers": found.carriers,
            "early": found.early,
            "own": found.own,
            "talk": found.talk,
            "voices": found.voices,
        }
        shown = {one.item for part in lists.values() for one in part[:_SHOWN]}
        items = said_by(session, shown, as_of)
    return console.page(
        request,
        "spread.html",
        signed,
        spread=found,
        tiers=by_tier(found),
        items=items,
        shown=_SHOWN,
        as_of=typed,
        moment=as_of,
        method=SPREADING_METHOD,
        outages=[(one.source, span_text_of(one.seconds)) for one in found.hearing.outages],
        **words(),
    )


def words() -> dict[str, Any]:
    """The words that pages of spreading need."""
    return {
        "standings": STANDING_LABELS,
        "hows": HOW_LABELS,
        "publication_kinds": PUBLICATION_LABELS,
        "span_of": span_text_of,
        "organ_name": lambda key: key_label(key, "organ"),
    }


def span_text_of(seconds: int | None) -> str:
    """A span in words, a dash where there is none."""
    return "—" if seconds is None else span_text(timedelta(seconds=seconds))
