"""What a refused or failed request is answered: JSON for programs, a page for people, always one Chinese sentence."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.exceptions import HTTPException

from monitor.errors import MonitorError, NotFound, Refused, StoreError
from monitor.web.console import console_of
from monitor.web.guard import (
    Forbidden,
    Malformed,
    NeedsPassword,
    NeedsSignIn,
    TooLarge,
    Unauthorised,
    WrongType,
)

log = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[MonitorError], int], ...] = (
    (Unauthorised, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (TooLarge, 413),
    (WrongType, 415),
    (Malformed, 400),
    (Refused, 409),
    (StoreError, 503),
)


def install(app: FastAPI) -> None:
    """Register the handlers."""
    app.add_exception_handler(NeedsSignIn, _to_login)
    app.add_exception_handler(NeedsPassword, _to_password)
    app.add_exception_handler(MonitorError, _on_purpose)
    app.add_exception_handler(RequestValidationError, _bad_value)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(SQLAlchemyError, _database)
    app.add_exception_handler(Exception, _unforeseen)


async def _to_login(request: Request, _error: Exception) -> Response:
    if request.url.path == "/board/fragment":
        return PlainTextResponse("请重新登录", status_code=401)
    if request.url.path == "/logout":
        return RedirectResponse("/login", status_code=303)
    if request.method != "GET":
        # Signing in leads to the board, where nothing says that the form was not taken.
        return RedirectResponse("/login?" + urlencode({"next": _page_of(request), "told": "lost"}), 303)
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse("/login?" + urlencode({"next": request.url.path + asked}), status_code=303)


def _page_of(request: Request) -> str:
    """The page that a form most likely stood on: the case, item, event or policy of its address, or the list."""
    parts = request.url.path.strip("/").split("/")
    of_one = parts[0] in ("cases", "items", "events", "policies") and len(parts) > 1 and parts[1] != "pages"
    shown = 2 if of_one else 1
    return "/" + "/".join(parts[:shown]) if parts[0] in _PAGES else "/"


_PAGES = (
    "cases",
    "items",
    "events",
    "policies",
    "doubts",
    "learning",
    "roster",
    "system",
    "audit",
    "accounts",
)


async def _to_password(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/password", status_code=303)


async def _on_purpose(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    return _answer(request, status, str(error))


async def _bad_value(request: Request, error: Exception) -> Response:
    where = ""
    if isinstance(error, RequestValidationError) and error.errors():
        where = str(error.errors()[0]["loc"][-1])
    if not _is_api(request):
        return _answer(request, 404, "没有这个页面")
    return _answer(request, 400, f"参数 {where} 无效")


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "没有这个页面", 405: "不支持这种访问方式"}
    return _answer(request, status, words.get(status, "请求无法处理"))


async def _database(request: Request, error: Exception) -> Response:
    if isinstance(error, DataError):
        log.warning("value_refused", exc_info=error)
        return _answer(request, 400, "所填内容或地址中有不能处理的字符")
    log.error("database_failed", exc_info=error)
    return _answer(request, 503, "数据库暂时不可用，请稍后重试")


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("request_failed", exc_info=error, extra={"path": request.url.path})
    return _answer(request, 500, "服务内部出错，已记入日志")


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(("/api/", "/healthz", "/readyz", "/metrics"))


def _answer(request: Request, status: int, sentence: str) -> Response:
    if _is_api(request):
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"error": sentence}, status_code=status, headers=headers)
    return console_of(request).page(
        request, "error.html", None, status=status, sentence=sentence, code=status
    )
