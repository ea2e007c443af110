"""The push door: items from programs as JSON or JSONL, answered one by one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from monitor.errors import BadItem, StoreError
from monitor.item import COUNTERS, SOURCE_KINDS, TEXTS, TIMES, Item, item_from_json, storable
from monitor.store.tables import ApiToken
from monitor.web.console import PushDoor
from monitor.web.guard import FAULTS, Malformed, Page, WrongType, bearing, read_body

router = APIRouter(prefix="/api/v1", tags=["items"], responses=FAULTS)
LARGEST = 10 * 1024 * 1024
_JSON_TYPES = frozenset({"", "application/json", "text/json"})
_LINE_TYPES = frozenset(
    {
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/jsonlines",
        "text/plain",
        "application/octet-stream",
    }
)


_ITEM: dict[str, Any] = {
    "type": "object",
    "description": "Needs title or text. A further field that cannot be read is answered under ignored; the item is taken.",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        **{name: {"type": "string"} for name in (*TEXTS, "reply")},
        "source_kind": {"type": "string", "enum": list(SOURCE_KINDS), "default": "other"},
        **{name: {"type": "integer", "minimum": 0} for name in COUNTERS},
        **{name: {"type": "string", "format": "date-time"} for name in TIMES},
    },
}
"""An item as it comes in, for ``openapi.json``."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a delivery: an item, or why it is none."""

    ident: str | None
    item: Item | None
    reason: str = ""


@router.post(
    "/items",
    summary="Push items: a JSON list, one object, or JSONL",
    description="Scope items:write. 200 even when some items are rejected; each is answered at its place.",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"oneOf": [{"type": "array", "items": _ITEM}, _ITEM]}},
                "application/x-ndjson": {"schema": {"type": "string"}},
            },
        }
    },
)
async def push(
    request: Request, console: Page, _token: Annotated[ApiToken, Depends(bearing("items:write"))]
) -> JSONResponse:
    if console.ingest is None:
        raise StoreError("本进程未启用推送入口")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _JSON_TYPES | _LINE_TYPES or request.headers.get("content-encoding"):
        raise WrongType("只接受未压缩的 application/json 或 application/x-ndjson")
    body = await read_body(request, LARGEST)
    answer = await run_in_threadpool(_take_in, console.ingest, body, kind)
    if console.hurry is not None:
        console.hurry()
    return JSONResponse(answer)


def _take_in(ingest: PushDoor, body: bytes, kind: str) -> dict[str, Any]:
    rows = read_rows(body, lines=kind in _LINE_TYPES)
    outcomes = iter(ingest([r.item for r in rows if r.item is not None]))
    results = []
    for row in rows:
        status, reason = "rejected", row.reason
        if row.item is not None:
            outcome = next(outcomes)
            status, reason = outcome.status, outcome.reason
        results.append(_answer(row, status, reason))
    counts = {s: sum(r["status"] == s for r in results) for s in ("new", "duplicate", "rejected")}
    return {"results": results, "received": len(results), **counts}


def _answer(row: Row, status: str, reason: str) -> dict[str, Any]:
    """What is said of one row: its fate, why, and which of its fields could not be read."""
    out: dict[str, Any] = {"id": row.ident, "status": status}
    if reason:
        out["reason"] = reason
    if row.item is not None and row.item.ignored:
        out["ignored"] = list(row.item.ignored)
    return out


def read_rows(body: bytes, *, lines: bool) -> list[Row]:
    """Read a delivery into rows; a JSON list, one object, or one object a line (blank lines are skipped).

    Raises Malformed when it is not UTF-8, empty, or neither JSON nor JSONL.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed("内容须为 UTF-8 编码") from error
    if not text.strip():
        raise Malformed("内容为空")
    whole = _parse(text)
    if isinstance(whole, list):
        return [_row(value) for value in whole]
    if isinstance(whole, dict):
        return [_row(whole)]
    several = [line for line in text.split("\n") if line.strip()]
    if whole is not _BAD or (len(several) == 1 and not lines):
        raise Malformed("内容须为 JSON 对象、JSON 数组或每行一个 JSON 对象")
    rows = [_row(_parse(line)) for line in several]
    if not lines and all(r.item is None for r in rows):
        raise Malformed("内容不是有效的 JSON")
    return rows


_BAD = object()


def _parse(text: str) -> Any:
    try:
        tree = json.loads(text)
        return storable(tree) if "\\u" in text else tree
    except (ValueError, RecursionError):
        return _BAD


def _row(value: Any) -> Row:
    if value is _BAD:
        return Row(None, None, "不是有效的 JSON")
    ident = value.get("id") if isinstance(value, dict) else None
    ident = ident if isinstance(ident, str) else None
    try:
        return Row(ident, item_from_json(value))
    except BadItem as error:
        return Row(ident, None, str(error))
