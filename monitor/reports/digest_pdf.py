"""The digest as PDF; needs the optional packages that bring the typesetter and a Chinese font."""

from __future__ import annotations

import importlib
import importlib.util
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from monitor.errors import UsageError
from monitor.reports.digest import Digest
from monitor.reports.outline import outline

_TEMPLATE = Path(__file__).parent / "templates" / "digest.typ"


def render_pdf(digest: Digest) -> bytes:
    """The document, with its font inside. Raises UsageError when the optional packages are missing."""
    typst, fonts = _typesetter()
    paper = json.dumps(asdict(outline(digest)), ensure_ascii=False)
    content = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"paper": paper},
    )
    return bytes(content)


def _typesetter() -> tuple[Any, Path]:
    try:
        typst = importlib.import_module("typst")
        spec = importlib.util.find_spec("zhplot")
    except ImportError:
        spec = None
    if spec is None or spec.origin is None:
        raise UsageError("生成 PDF 须安装可选组件：pip install 'yuqing-monitor[pdf]'")
    # Only the font file is wanted; importing the package would load a plotting library.
    return typst, Path(spec.origin).parent / "fonts"
