"""The digest in any of its formats."""

from __future__ import annotations

from collections.abc import Callable

from monitor.errors import UsageError
from monitor.reports.digest import Digest, render_json
from monitor.reports.digest_docx import render_docx
from monitor.reports.digest_html import render_html
from monitor.reports.digest_md import render_markdown
from monitor.reports.digest_pdf import render_pdf

_WRITERS: dict[str, Callable[[Digest], bytes]] = {
    "html": lambda digest: render_html(digest).encode(),
    "docx": render_docx,
    "pdf": render_pdf,
    "md": lambda digest: render_markdown(digest).encode(),
    "json": lambda digest: render_json(digest).encode(),
}
FORMATS = tuple(_WRITERS)


def render(digest: Digest, format: str) -> bytes:
    """Write a digest in one of ``FORMATS``. Raises UsageError for another, or where a format's packages are missing."""
    if format not in _WRITERS:
        raise UsageError("日报的格式只能是 " + "、".join(FORMATS))
    return _WRITERS[format](digest)
