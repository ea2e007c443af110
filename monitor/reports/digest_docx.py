"""The digest as a Word document in the look of an official brief."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from monitor.reports.digest import Digest
from monitor.reports.outline import Entry, Paper, Section, Tone, outline
from monitor.reports.packing import printable, steady

_RED = RGBColor(0xB5, 0x12, 0x1B)
_AMBER = RGBColor(0x8A, 0x5A, 0x00)
_SOFT = RGBColor(0x5B, 0x5B, 0x5B)
_TONES: dict[Tone, RGBColor] = {"red": _RED, "amber": _AMBER, "plain": _SOFT}
# GB/T 9704 asks for these faces; the Latin one beside them is what Word uses for digits.
_SONG, _HEI, _FANG, _LATIN = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"


def render_docx(digest: Digest) -> bytes:
    """The document; the same digest gives the same bytes."""
    paper = outline(digest)
    document = Document()
    _page(document)
    _head(document, paper)
    if paper.sentence:
        _paragraph(document, paper.sentence, size=14, face=_HEI, centred=True)
    _numbers(document, paper)
    for section in paper.sections:
        _section(document, section)
    document.core_properties.title = f"{paper.title} {paper.issue}"
    document.core_properties.author = paper.office
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue(), digest.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(30), Mm(28)
    page.left_margin, page.right_margin = Mm(27), Mm(25)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _LATIN, Pt(14)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), _FANG)
    # Without the language a reader may set full-width punctuation the Taiwan way.
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _head(document: Any, paper: Paper) -> None:
    _paragraph(document, paper.title, size=36, face=_SONG, colour=_RED, centred=True, bold=True)
    line = _paragraph(document, f"{paper.office}　　{paper.issue}　　{paper.date}", size=12, centred=True)
    _red_rule(line)
    note = f"；{paper.note}" if paper.note else ""
    _paragraph(document, f"{paper.period}{note}", size=11, colour=_SOFT, centred=True)


def _red_rule(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "4"), ("color", "B5121B")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _numbers(document: Any, paper: Paper) -> None:
    half = (len(paper.numbers) + 1) // 2
    table = document.add_table(rows=2, cols=half)
    table.style = "Table Grid"
    for index, number in enumerate(paper.numbers):
        cell = table.cell(index // half, index % half)
        first = cell.paragraphs[0]
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        colour = _RED if number.red and number.value else None
        _run(first, str(number.value), size=18, face=_HEI, colour=colour, bold=True)
        second = cell.add_paragraph()
        second.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(second, number.label, size=10.5, colour=_SOFT)
        for paragraph in (first, second):
            paragraph.paragraph_format.space_after = Pt(0)


def _section(document: Any, section: Section) -> None:
    heading = document.add_heading(level=2)
    colour = _RED if section.red and section.entries else RGBColor(0, 0, 0)
    _run(heading, section.title, size=15, face=_HEI, colour=colour)
    if section.intro:
        _paragraph(document, section.intro, indent=True)
    for number, entry in enumerate(section.entries, 1):
        _entry(document, number, entry)


def _entry(document: Any, number: int, entry: Entry) -> None:
    paragraph = _paragraph(document, f"{number}. ", indent=True)
    for tag in entry.tags:
        _run(paragraph, f"【{tag.text}】", colour=_TONES[tag.tone], bold=True)
    _run(paragraph, entry.title, bold=True)
    _run(paragraph, entry.rest, size=12)
    for line in entry.lines:
        detail = _paragraph(document, line, size=12)
        detail.paragraph_format.left_indent = Pt(28)


def _paragraph(
    document: Any,
    text: str,
    *,
    size: float = 14,
    face: str = _FANG,
    colour: RGBColor | None = None,
    centred: bool = False,
    bold: bool = False,
    indent: bool = False,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)
    _run(paragraph, text, size=size, face=face, colour=colour, bold=bold)
    return paragraph


def _run(
    paragraph: Any,
    text: str,
    *,
    size: float = 14,
    face: str = _FANG,
    colour: RGBColor | None = None,
    bold: bool = False,
) -> None:
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, _LATIN
    # python-docx sets only the Latin face; without this Word shows Chinese in whatever face it likes.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if colour is not None:
        run.font.color.rgb = colour
