"""Writing the circular: Word, one self-contained page, Markdown, JSON."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from monitor.errors import UsageError
from monitor.reports.circular import Circular, Part, Table, parts_of, render_json, signed_on, title_of
from monitor.reports.digest_md import plain
from monitor.reports.official_docx import (
    HEI,
    RED,
    SONG,
    add_note_of_rare,
    add_red_rule,
    keep_whole,
    set_page,
    write_line,
    write_run,
)
from monitor.reports.packing import steady
from monitor.reports.rare import note_of, rare_of, words_of

_NUMERALS = "一二三四五六七八九"


def render_html(circular: Circular) -> str:
    """The paper as a page that needs nothing else, for reading and printing."""
    parts = list(zip(_NUMERALS, parts_of(circular), strict=False))
    return _template().render(
        circular=circular,
        title=title_of(circular),
        parts=parts,
        rare=note_of(rare_of(words_of([asdict(part) for _, part in parts]))),
        signed=signed_on(circular),
    )


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined).get_template(
        "circular.html"
    )


def render_markdown(circular: Circular) -> str:
    lines = [f"# {title_of(circular)}", ""]
    for numeral, part in zip(_NUMERALS, parts_of(circular), strict=False):
        lines += [f"## {numeral}、{part.title}", ""]
        for paragraph in part.paragraphs:
            lines += [plain(paragraph), ""]
        if part.table:
            lines += [*_table_md(part.table), ""]
    return "\n".join([*lines, f"{plain(circular.office)}　{signed_on(circular)}"]) + "\n"


def _table_md(table: Table) -> list[str]:
    rule = ["---:" if n in table.numbers else "---" for n in range(len(table.head))]
    return ["| " + " | ".join(map(plain, row)) + " |" for row in (table.head, rule, *table.rows)]


def render_docx(circular: Circular) -> bytes:
    """The paper in Word; the same circular gives the same bytes."""
    document = Document()
    set_page(document)
    write_line(document, circular.office, size=26, face=SONG, colour=RED, centred=True, bold=True)
    add_red_rule(write_line(document, "", size=6))
    write_line(document, title_of(circular), size=20, face=SONG, centred=True, bold=True)
    for numeral, part in zip(_NUMERALS, parts_of(circular), strict=False):
        _part(document, numeral, part)
    for line in (circular.office, signed_on(circular)):
        write_line(document, line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_note_of_rare(document)
    document.core_properties.title = title_of(circular)
    document.core_properties.author = circular.office
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue(), circular.proof.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _part(document: Any, numeral: str, part: Part) -> None:
    write_run(document.add_heading(level=2), f"{numeral}、{part.title}", size=15, face=HEI)
    for paragraph in part.paragraphs:
        write_line(document, paragraph, indent=True)
    if part.table and part.table.rows:
        _table(document, part.table)


def _table(document: Any, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.head))
    grid.style = "Table Grid"
    for number, row in enumerate((table.head, *table.rows)):
        line = grid.add_row()
        keep_whole(line, head=number == 0)
        for column, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            first = cell.paragraphs[0]
            first.paragraph_format.space_after = Pt(0)
            if number == 0 or column in table.numbers:
                first.alignment = WD_ALIGN_PARAGRAPH.CENTER
            write_run(first, text, size=10.5, bold=number == 0)


_WRITERS: dict[str, Callable[[Circular], bytes]] = {
    "html": lambda c: render_html(c).encode(),
    "docx": render_docx,
    "md": lambda c: render_markdown(c).encode(),
    "json": lambda c: render_json(c).encode(),
}
FORMATS = tuple(_WRITERS)


def render(circular: Circular, format: str) -> bytes:
    """Write a circular in one of ``FORMATS``. Raises UsageError for another."""
    if format not in _WRITERS:
        raise UsageError("通报的格式只能是 " + "、".join(FORMATS))
    return _WRITERS[format](circular)
