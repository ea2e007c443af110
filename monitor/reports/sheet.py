"""A paper between organs (转办单, 反馈单, 督办单) as a sheet: letterhead, 文号, a table of its particulars, and room to sign."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from monitor.clock import SHANGHAI
from monitor.errors import UsageError
from monitor.reports.official_docx import (
    FANG,
    HEI,
    RED,
    SOFT,
    SONG,
    add_note_of_rare,
    add_red_rule,
    set_page,
    write_line,
    write_run,
)
from monitor.reports.packing import steady
from monitor.reports.rare import note_of, rare_of, words_of


@dataclass(frozen=True, slots=True)
class Field:
    """One particular of a sheet; a ``wide`` one has a row to itself, the others stand two in a row."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is printed, already in words and masked; the body's paragraphs are divided by line ends."""

    letterhead: str
    title: str
    number: str
    fields: tuple[Field, ...]
    body_label: str
    body: str
    issued_at: datetime
    note: str = ""

    @property
    def day(self) -> str:
        """The date below the sheet, in Chinese figures as official papers write it: 2026年11月24日."""
        local = self.issued_at.astimezone(SHANGHAI)
        return f"{local.year}年{local.month}月{local.day}日"

    @property
    def rows(self) -> list[tuple[Field, ...]]:
        """The fields as rows of one wide field or of two narrow ones."""
        rows: list[tuple[Field, ...]] = []
        for one in self.fields:
            half = rows and len(rows[-1]) == 1 and not rows[-1][0].wide
            if half and not one.wide:
                rows[-1] = (*rows[-1], one)
            else:
                rows.append((one,))
        return rows

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.body.splitlines() if line.strip()]


def render_sheet(sheet: Sheet, format: str) -> bytes:
    """Write a sheet in one of ``SHEET_FORMATS``; the same sheet gives the same bytes. Raises UsageError."""
    if format not in _WRITERS:
        raise UsageError("公文的格式只能是 " + "、".join(SHEET_FORMATS))
    return _WRITERS[format](sheet)


def _html(sheet: Sheet) -> bytes:
    return _template().render(sheet=sheet, rare=note_of(rare_of(words_of(asdict(sheet))))).encode()


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined).get_template("sheet.html")


def _docx(sheet: Sheet) -> bytes:
    document = Document()
    set_page(document)
    write_line(document, sheet.letterhead, size=26, face=SONG, colour=RED, centred=True, bold=True)
    write_line(document, sheet.title, size=22, face=SONG, centred=True, bold=True)
    add_red_rule(write_line(document, sheet.number, size=14, centred=True))
    _table(document, sheet)
    _foot(document, sheet)
    add_note_of_rare(document)
    document.core_properties.title = f"{sheet.title} {sheet.number}"
    document.core_properties.author = sheet.letterhead
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue(), sheet.issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


_WIDTHS = (Mm(26), Mm(53), Mm(26), Mm(53))


def _table(document: Any, sheet: Sheet) -> None:
    table = document.add_table(rows=0, cols=4)
    table.style = "Table Grid"
    table.autofit = False
    for row in sheet.rows:
        cells = table.add_row().cells
        for cell, width in zip(cells, _WIDTHS, strict=True):
            cell.width = width
        if len(row) == 1:
            cells[1].merge(cells[3])
        for place, one in enumerate(row):
            _cell(cells[2 * place], one.label, face=HEI, centred=True)
            _cell(cells[2 * place + 1], one.value)
    body = table.add_row().cells
    _cell(body[0], sheet.body_label, face=HEI, centred=True)
    wide = body[1].merge(body[3])
    for number, line in enumerate(sheet.paragraphs or [""]):
        paragraph = wide.paragraphs[0] if not number else wide.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Mm(10)
        write_run(paragraph, line)


def _cell(cell: Any, text: str, *, face: str = FANG, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write_run(paragraph, text, size=12, face=face)


def _foot(document: Any, sheet: Sheet) -> None:
    for line in (sheet.letterhead, sheet.day):
        write_line(document, line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if sheet.note:
        write_line(document, sheet.note, size=10.5, colour=SOFT)


_WRITERS: dict[str, Callable[[Sheet], bytes]] = {"html": _html, "docx": _docx}
SHEET_FORMATS = tuple(_WRITERS)
