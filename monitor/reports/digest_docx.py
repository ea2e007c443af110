"""The digest as a Word document in the look of an official brief."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from monitor.reports.digest import Digest
from monitor.reports.official_docx import (
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
from monitor.reports.outline import Entry, Paper, Section, Tone, outline
from monitor.reports.packing import steady

_AMBER = RGBColor(0x8A, 0x5A, 0x00)
_TONES: dict[Tone, RGBColor] = {"red": RED, "amber": _AMBER, "plain": SOFT}


def render_docx(digest: Digest) -> bytes:
    """The document; the same digest gives the same bytes."""
    paper = outline(digest)
    document = Document()
    set_page(document)
    _head(document, paper)
    if paper.sentence:
        write_line(document, paper.sentence, size=14, face=HEI, centred=True)
    _numbers(document, paper)
    for section in paper.sections:
        _section(document, section)
    add_note_of_rare(document)
    document.core_properties.title = f"{paper.title} {paper.issue}"
    document.core_properties.author = paper.office
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue(), digest.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _head(document: Any, paper: Paper) -> None:
    write_line(document, paper.title, size=36, face=SONG, colour=RED, centred=True, bold=True)
    line = write_line(document, f"{paper.office}　　{paper.issue}　　{paper.date}", size=12, centred=True)
    add_red_rule(line)
    note = f"；{paper.note}" if paper.note else ""
    write_line(document, f"{paper.period}{note}", size=11, colour=SOFT, centred=True)


def _numbers(document: Any, paper: Paper) -> None:
    half = (len(paper.numbers) + 1) // 2
    table = document.add_table(rows=2, cols=half)
    table.style = "Table Grid"
    for index, number in enumerate(paper.numbers):
        cell = table.cell(index // half, index % half)
        first = cell.paragraphs[0]
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        colour = RED if number.red and number.value else None
        write_run(first, str(number.value), size=18, face=HEI, colour=colour, bold=True)
        second = cell.add_paragraph()
        second.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write_run(second, number.label, size=10.5, colour=SOFT)
        for paragraph in (first, second):
            paragraph.paragraph_format.space_after = Pt(0)


def _section(document: Any, section: Section) -> None:
    heading = document.add_heading(level=2)
    colour = RED if section.red and section.entries else RGBColor(0, 0, 0)
    write_run(heading, section.title, size=15, face=HEI, colour=colour)
    if section.intro:
        write_line(document, section.intro, indent=True)
    for number, entry in enumerate(section.entries, 1):
        _entry(document, number, entry)


def _entry(document: Any, number: int, entry: Entry) -> None:
    paragraph = write_line(document, f"{number}. ", indent=True)
    for tag in entry.tags:
        write_run(paragraph, f"【{tag.text}】", colour=_TONES[tag.tone], bold=True)
    write_run(paragraph, entry.title, bold=True)
    write_run(paragraph, entry.rest, size=12)
    for line in entry.lines:
        detail = write_line(document, line, size=12)
        detail.paragraph_format.left_indent = Pt(28)
