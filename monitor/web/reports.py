"""The digest and the timeliness figures as pages; both are computed elsewhere and only shown here."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from monitor.clock import SHANGHAI, as_known, span_text, typed_day, typed_time
from monitor.errors import Refused
from monitor.reports.circular_render import render as render_circular
from monitor.reports.digest_html import render_html
from monitor.reports.spreading import BY_SOURCE, BY_TALK, SPREADING_LABELS
from monitor.reports.timeliness import (
    ANSWER_COLUMNS,
    BY_LABELS,
    COLUMN_LABELS,
    INTERPRETING_LABELS,
    SHARES,
    TimelinessTable,
    key_label,
    render_table,
)
from monitor.sla.spreading import STANDINGS, TIERS, tabulate
from monitor.sla.timeliness_table import Row
from monitor.steps.circular import make_circular
from monitor.steps.digest import make_digest
from monitor.steps.policies import listed
from monitor.steps.spreading import MANY, spreads_in, takes_long
from monitor.store.figures import timeliness_rows
from monitor.store.interpreting_figures import interpreting_rows
from monitor.web.console import Console
from monitor.web.downloads import saved_as
from monitor.web.guard import Page, Reader

router = APIRouter(include_in_schema=False)
_BY: dict[str, Literal["organ", "category", "severity"]] = {
    "organ": "organ",
    "category": "category",
    "severity": "severity",
}
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ANSWER_COLUMNS = {name: COLUMN_LABELS[name] for name in ANSWER_COLUMNS}
_TIME_COLUMNS = {name: text for name, text in COLUMN_LABELS.items() if name not in ANSWER_COLUMNS}
_SPREADING_TABLES = tuple(
    (title, {name: SPREADING_LABELS[name] for name in names})
    for title, names in (
        ("", [n for n in SPREADING_LABELS if n not in (*BY_SOURCE, *BY_TALK)]),
        ("是否触达议论者", BY_TALK),
        ("转载按来源", BY_SOURCE),
    )
)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def today(console: Console) -> date:
    return console.desk.now().astimezone(SHANGHAI).date()


def read_day(typed: str, instead: date) -> date:
    """A day from a query string. Raises Refused."""
    if not typed:
        return instead
    try:
        return typed_day(typed)
    except ValueError as error:
        raise Refused(f"不是有效日期：{typed:.20}") from error


@router.get("/digest")
def digest(request: Request, console: Page, signed: Reader) -> Response:
    """The frame around a day's digest, with the way to other days."""
    day = read_day(request.query_params.get("day", ""), today(console))
    return console.page(
        request,
        "digest.html",
        signed,
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1) if day < today(console) else None,
    )


@router.get("/digest/{day}/paper")
def digest_paper(console: Page, _signed: Reader, day: str) -> Response:
    """The digest itself, as it is sent: its own styles are admitted by their hashes, and nothing else."""
    made = make_digest(console.desk, read_day(day, today(console)))
    html = render_html(made, links="")
    headers = {"Content-Security-Policy": _paper_policy(html), "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(html, headers=headers)


def _paper_policy(html: str) -> str:
    return (
        f"default-src 'none'; style-src {style_hashes(html)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def style_hashes(html: str) -> str:
    """The CSP sources that admit exactly the style elements of a page."""
    hashes = [hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(html)]
    return " ".join(f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes) or "'none'"


@router.get("/timeliness")
def timeliness(request: Request, console: Page, signed: Reader) -> Response:
    """The figures as a table; with nothing asked, those of this month by organ."""
    asked = dict(request.query_params)
    insists = asked.pop("what", None) == "spreading"
    problem, table, interpreting, spreading, many = "", None, None, None, False
    try:
        table, interpreting = _table(console, asked), _interpreting(console, asked)
        many = _takes_long(console, asked)
        spreading = _spreading(console, asked) if insists or not many else None
    except Refused as error:
        problem = str(error)
    first = today(console).replace(day=1)
    shown = {"from": first.isoformat(), "to": today(console).isoformat(), "by": "organ", **asked}
    return console.page(
        request,
        "timeliness.html",
        signed,
        status=409 if problem else 200,
        asked=shown,
        rows=[_shown(row, table.by) for row in table.rows] if table else None,
        tables=[
            {"key": BY_LABELS[table.by] if table else "", **labels}
            for labels in (_TIME_COLUMNS, _ANSWER_COLUMNS)
        ],
        method=table.method if table else (),
        interpreting=_titled(console, interpreting) if interpreting else None,
        interpreting_columns=INTERPRETING_LABELS,
        interpreting_method=interpreting.method if interpreting else (),
        spreading=_opened(spreading) if spreading else None,
        spreading_many=MANY if many else 0,
        spreading_tables=_SPREADING_TABLES,
        spreading_method=spreading.method if spreading else (),
        problem=problem,
    )


@router.get("/timeliness/file")
def timeliness_file(request: Request, console: Page, _signed: Reader) -> Response:
    """The same figures as a file: CSV or XLSX."""
    asked = dict(request.query_params)
    kind = "xlsx" if asked.get("format") == "xlsx" else "csv"
    table = _table(console, asked)
    body = render_table(table, kind)
    by = f" 按{table.key_heading}" if table.by else ""
    headers = saved_as(f"{table.title}{by} {table.from_}至{table.to}.{kind}", f"timeliness.{kind}")
    return Response(body, media_type=_TYPES[kind], headers=headers)


@router.get("/circular")
def circular(request: Request, console: Page, _signed: Reader) -> Response:
    """The circular of the days asked for, as a page, or as a file of the format asked for.

    With very many publications how far they were carried is measured only when that is asked for, as on the page of figures.
    """
    asked = dict(request.query_params)
    first = today(console).replace(day=1)
    from_, to = read_day(asked.get("from", ""), first), read_day(asked.get("to", ""), today(console))
    whole = asked.get("what") == "spreading"
    made = make_circular(console.desk, from_, to, as_of=read_as_of(asked.get("as_of", "")), whole=whole)
    if asked.get("format") == "docx":
        headers = saved_as(f"政务舆情回应情况通报 {from_}至{to}.docx", "circular.docx")
        return Response(render_circular(made, "docx"), media_type=_TYPES["docx"], headers=headers)
    html = render_circular(made, "html").decode()
    return HTMLResponse(html, headers={"Content-Security-Policy": _paper_policy(html)})


def _table(console: Console, asked: dict[str, str]) -> TimelinessTable:
    if asked.get("what") == "interpretations":
        return _interpreting(console, asked)
    if asked.get("what") == "spreading":
        return _spreading(console, asked)
    table, by = span_asked(console, asked), _BY.get(asked.get("by", "organ"))
    desk, as_of = console.desk, table.as_of
    with desk.database.read() as session:
        rows = timeliness_rows(
            session, console.office_id, from_=table.from_, to=table.to, by=by, as_of=as_of, now=desk.now()
        )
    return replace(table, by=by, rows=rows)


def span_asked(console: Console, asked: dict[str, str]) -> TimelinessTable:
    """The table of the days asked for, still without rows. Raises Refused."""
    first = today(console).replace(day=1)
    from_, to = read_day(asked.get("from", ""), first), read_day(asked.get("to", ""), today(console))
    if to < from_:
        raise Refused("截止日期不能早于起始日期")
    as_of = as_known(read_as_of(asked.get("as_of", "")), console.desk.now())
    return TimelinessTable(from_, to, None, as_of, ())


def _interpreting(console: Console, asked: dict[str, str]) -> TimelinessTable:
    """The interpretations of the same days, by policy."""
    table = span_asked(console, asked)
    desk = console.desk
    with desk.database.read() as session:
        rows = interpreting_rows(
            session,
            console.office_id,
            listed(desk.book),
            from_=table.from_,
            to=table.to,
            by="policy",
            as_of=table.as_of,
            now=desk.now(),
        )
    return replace(table, by="policy", rows=rows, what="interpretations")


def _takes_long(console: Console, asked: dict[str, str]) -> bool:
    """Whether spreading is left until it is asked for: nobody should wait for it who came for the clocks."""
    table = span_asked(console, asked)
    with console.desk.database.read() as session:
        return takes_long(session, console.desk.book, table.from_, table.to, table.as_of)


def _spreading(console: Console, asked: dict[str, str]) -> TimelinessTable:
    """How far what was published on the same days was carried, by organ."""
    table = span_asked(console, asked)
    with console.desk.database.read() as session:
        spreads = spreads_in(session, console.desk.book, table.from_, table.to, table.as_of)
    return replace(table, by="organ", rows=tabulate(spreads, "organ"), what="spreading", spreads=spreads)


_OPENS: dict[str, dict[str, str]] = {
    "total": {},
    **{name: {"standing": name} for name in STANDINGS},
    **{
        name: {"standing": "carried"} for name in ("items", "outlets", "views", "views_known", "interactions")
    },
    **{f"items_{tier}": {"standing": "carried"} for tier in TIERS},
    **{name: {"with": name} for name in ("talk", "talkers", "reached", "early")},
}
"""Which publications each number of the index of spreading opens."""


def _opened(table: TimelinessTable) -> list[dict[str, Any]]:
    """Its rows as a person reads them, each with what its numbers open."""
    return [
        {
            "key": key_label(str(row["key"]), table.by),
            "cells": {
                name: (
                    _cell(name, row[name]),
                    {"organ": row["key"], **_OPENS[name]} if name in _OPENS and row[name] else None,
                )
                for name in table.labels
            },
        }
        for row in table.rows
    ]


def _titled(console: Console, table: TimelinessTable) -> list[dict[str, str]]:
    """Its rows with the policies' titles."""
    titles = {p.id: p.title for p in console.desk.book.policies.policies}
    return [_shown(row, table.by) | {"title": titles.get(str(row["key"]), "")} for row in table.rows]


def _shown(row: Row, by: str | None) -> dict[str, str]:
    """A row as a person reads it: shares in per cent, spans in words."""
    return {"key": key_label(str(row["key"]), by)} | {name: _cell(name, row[name]) for name in COLUMN_LABELS}


def _cell(name: str, value: str | int | float | None) -> str:
    if value is None:
        return "—"
    if name in SHARES:
        return f"{float(value):.1%}"
    if name in ("median_s", "p90_s", "first_median_s", "first_p90_s"):
        return span_text(timedelta(seconds=float(value)))
    return f"{value:,}" if isinstance(value, int) else str(value)


def read_as_of(typed: str) -> datetime | None:
    """A moment from a query string, None when left empty. Raises Refused."""
    if not typed.strip():
        return None
    try:
        return typed_time(typed)
    except ValueError as error:
        raise Refused(f"截至时间无效：{typed:.40}") from error
