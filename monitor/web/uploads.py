"""A file that is handed in with a form."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from monitor.errors import Refused
from monitor.steps.accounts import SignedIn
from monitor.web.console import Console, console_of
from monitor.web.guard import (
    Forbidden,
    Form,
    Malformed,
    TooLarge,
    WrongType,
    admit_form,
    may,
    read_body,
    typed_form,
)

_FIELDS = 64 * 1024


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A form with its one file that was really sent by the signed-in person's own page."""

    signed: SignedIn
    form: Form
    name: str
    content: bytes


def uploading(
    permission: str, max_mib: Callable[[Console], int]
) -> Callable[[Request, SignedIn], Awaitable[Uploaded]]:
    """A dependency for forms with a file: permission, size and CSRF token are checked before anything is done.

    Only the reading waits in the event loop; a handler that writes is a plain function, else one upload that waits for
    the database would stop every page.
    """
    permitted = may(permission)

    async def admit(request: Request, signed: SignedIn = Depends(permitted)) -> Uploaded:
        form, name, content = await _read(request, max_mib(console_of(request)))
        admit_form(request, signed, form)
        return Uploaded(signed, form, name, content)

    return admit


async def _read(request: Request, max_mib: int) -> tuple[Form, str, bytes]:
    """The form and its one file. Raises Refused, TooLarge, WrongType, Malformed or Forbidden."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise WrongType("表单编码不受支持")
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Forbidden("不接受来自其他网站的提交")
    try:
        body = await read_body(request, max_mib * 1024 * 1024 + _FIELDS)
    except TooLarge as error:
        raise TooLarge(f"文件超过上限 {max_mib} MiB，未收下") from error

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        parsed = await MultiPartParser(request.headers, once(), max_files=1, max_fields=10).parse()
    except MultiPartException as error:
        raise Malformed("表单内容无法读取") from error
    file = parsed.get("file")
    if not isinstance(file, UploadFile):
        raise Refused("请选择文件")
    content = await file.read()
    await file.close()
    form = typed_form({k: [v] for k, v in parsed.items() if isinstance(v, str)})
    return form, file.filename or "", content
