"""A file that is handed in with a form."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from monitor.errors import Refused
from monitor.web.guard import Forbidden, Form, Malformed, WrongType, read_body

_FIELDS = 64 * 1024


async def read_upload(request: Request, max_mib: int) -> tuple[Form, tuple[str, bytes]]:
    """The form and its one file, name and content. Raises Refused, TooLarge, WrongType, Malformed or Forbidden."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise WrongType("表单编码不受支持")
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Forbidden("不接受来自其他网站的提交")
    body = await read_body(request, max_mib * 1024 * 1024 + _FIELDS)

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
    return Form({k: [str(v)] for k, v in parsed.items() if isinstance(v, str)}), (
        file.filename or "",
        content,
    )
