"""The digest as PDF; needs the optional packages that bring the typesetter and a Chinese font."""

from __future__ import annotations

import importlib
import importlib.util
import json
import logging
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from monitor.errors import UsageError
from monitor.reports.digest import Digest
from monitor.reports.outline import outline
from monitor.reports.packing import printable
from monitor.reports.rare import bare, note_of_missing, spelled, words_of

# An address or a row of signs has no place where a line may end: it would run off the page.
_LONG_WORD = re.compile("[!-~]{25,}")
log = logging.getLogger(__name__)
_TEMPLATE = Path(__file__).parent / "templates" / "digest.typ"


def render_pdf(digest: Digest) -> bytes:
    """The document, with its fonts inside: what its own font lacks is set in those of the machine, else told by its code.

    Raises UsageError when the optional packages are missing.
    """
    typst, folder = _typesetter()
    paper = asdict(outline(digest))
    fonts, missing = _fonts_for(typst, folder, words_of(paper))
    content = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={
            "paper": json.dumps(_spelled(paper, frozenset(missing)), ensure_ascii=False),
            "note": note_of_missing(missing),
        },
    )
    return bytes(content)


def _fonts_for(typst: Any, folder: Path, words: Iterable[str]) -> tuple[Any, list[str]]:
    """The fonts to set some words in, and the characters that none of them has."""
    asked = [c for c in dict.fromkeys(bare("".join(words))) if not _is_certain(c)]
    if not asked:
        return [str(folder)], []
    fonts = typst.Fonts(include_system_fonts=True, font_paths=[str(folder)])
    missing = [char for char in asked if not _has_shape(typst, fonts, char)]
    if missing:
        codes = " ".join(f"U+{ord(char):04X}" for char in missing)
        log.warning("characters_unprintable", extra={"characters": codes})
    return fonts, missing


def _is_certain(char: str) -> bool:
    """Whether the font that comes with the packages is known to hold a character."""
    return char.isascii() or bool(char.encode("gb2312", "ignore"))


def _has_shape(typst: Any, fonts: Any, char: str) -> bool:
    """Whether any font has a character: a PDF for archives may not lack one, so that making one of it tells."""
    try:
        typst.compile(
            b'#set text(font: "Noto Sans SC")\n#sys.inputs.char',
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"char": char},
            pdf_standards=["a-2b"],
        )
    except typst.TypstError:
        return False
    return True


def _spelled(tree: Any, missing: frozenset[str]) -> Any:
    """The same with printable words: no control characters, codes for what is missing."""
    if isinstance(tree, str):
        return _LONG_WORD.sub(_breakable, spelled(bare(printable(tree)), missing))
    if isinstance(tree, dict):
        return {name: _spelled(branch, missing) for name, branch in tree.items()}
    return [_spelled(branch, missing) for branch in tree] if isinstance(tree, list | tuple) else tree


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


def _breakable(match: re.Match[str]) -> str:
    return re.sub("(.{12})(?=.)", "\\1\u200b", match[0])
