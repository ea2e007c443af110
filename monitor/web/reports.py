"""The digest and the timeliness figures as pages; both are computed elsewhere and only shown here."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from monitor.clock import SHANGHAI, parse_time
from monitor.errors import Refused
from monitor.reports.digest_html import render_html
from monitor.steps.digest import make_digest
from monitor.store.figures import timeliness_rows
from monitor.web.console import Console
from monitor.web.guard import Page, Reader

router = APIRouter(include_in_schema=False)
By = Literal["organ", "category", "severity"]
COLUMNS = {
    "key": "分组",
    "total": "合计",
    "met": "按时",
    "late": "超时完成",
    "unanswered": "逾期未回应",
    "running": "计时中",
    "waived": "不予回应",
    "in_time_share": "按时率",
    "median_s": "中位用时",
    "p90_s": "九成用时",
}
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def today(console: Console) -> date:
    return console.desk.now().astimezone(SHANGHAI).date()


def read_day(typed: str, instead: date) -> date:
    """A day from a query string. Raises Refused."""
    if not typed:
        return instead
    try:
        return date.fromisoformat(typed)
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
    html = render_html(made)
    policy = (
        f"default-src 'none'; style-src {style_hashes(html)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    headers = {"Content-Security-Policy": policy, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(html, headers=headers)


def style_hashes(html: str) -> str:
    """The CSP sources that admit exactly the style elements of a page."""
    hashes = [hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(html)]
    return " ".join(f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes) or "'none'"


@router.get("/timeliness")
def timeliness(request: Request, console: Page, signed: Reader) -> Response:
    asked = dict(request.query_params)
    problem, rows = "", []
    try:
        rows = _rows(console, asked)
    except Refused as error:
        problem = str(error)
    first = today(console).replace(day=1)
    shown = {"from": first.isoformat(), "to": today(console).isoformat(), "by": "organ", **asked}
    return console.page(
        request,
        "timeliness.html",
        signed,
        asked=shown,
        rows=rows,
        columns=COLUMNS,
        problem=problem,
    )


@router.get("/timeliness.csv")
def timeliness_csv(request: Request, console: Page, _signed: Reader) -> Response:
    """The same rows as a file that spreadsheets open with Chinese headings."""
    rows = _rows(console, dict(request.query_params))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row.get(name)) for name in COLUMNS] for row in rows)
    headers = {"Content-Disposition": 'attachment; filename="timeliness.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value[:1] in "=+-@\t\r":
        return "'" + value
    return "" if value is None else value


def _rows(console: Console, asked: dict[str, str]) -> list[dict[str, Any]]:
    first = today(console).replace(day=1)
    from_, to = read_day(asked.get("from", ""), first), read_day(asked.get("to", ""), today(console))
    if to < from_:
        raise Refused("截止日期不能早于起始日期")
    by = asked.get("by", "organ")
    chosen: By | None = by if by in get_args(By) else None  # type: ignore[assignment]
    desk = console.desk
    with desk.database.read() as session:
        found = timeliness_rows(
            session,
            console.office_id,
            desk.book,
            from_=from_,
            to=to,
            by=chosen,
            as_of=_as_of(asked.get("as_of", "")),
            now=desk.now(),
        )
    return [dict(row) for row in found]


def _as_of(typed: str) -> datetime | None:
    if not typed.strip():
        return None
    try:
        return parse_time(typed)
    except (ValueError, OverflowError) as error:
        raise Refused(f"截至时间无效：{typed:.40}") from error
