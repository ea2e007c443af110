"""The look of an official paper in Word: page, faces and red rule as GB/T 9704 asks for them."""

from __future__ import annotations

import unicodedata
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from monitor.reports.packing import printable
from monitor.reports.rare import is_han, is_rare, note_of, pieces, rare_of

RED = RGBColor(0xB5, 0x12, 0x1B)
SOFT = RGBColor(0x5B, 0x5B, 0x5B)
# GB/T 9704 asks for these faces; the Latin one beside them is what Word uses for digits.
SONG, HEI, FANG, LATIN = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"
# None of them holds these. Where a machine lacks the faces named here, too, it shows what other face of its own has.
_SOME_HAN, _RARE_HAN, _SIGNS = "宋体", "SimSun-ExtB", "Segoe UI Emoji"


def set_page(document: Any) -> None:
    """A4 with the margins of an official paper, and its faces as defaults."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(30), Mm(28)
    page.left_margin, page.right_margin = Mm(27), Mm(25)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(14)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), FANG)
    # Without the language a reader may set full-width punctuation the Taiwan way.
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def add_red_rule(paragraph: Any) -> None:
    """The red line below a letterhead."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "4"), ("color", "B5121B")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def write_line(
    document: Any,
    text: str,
    *,
    size: float = 14,
    face: str = FANG,
    colour: RGBColor | None = None,
    centred: bool = False,
    bold: bool = False,
    indent: bool = False,
) -> Any:
    """Add a paragraph to a document (or a table cell) and return it; sizes in points."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)
    write_run(paragraph, text, size=size, face=face, colour=colour, bold=bold)
    return paragraph


def write_run(
    paragraph: Any,
    text: str,
    *,
    size: float = 14,
    face: str = FANG,
    colour: RGBColor | None = None,
    bold: bool = False,
) -> None:
    """Add words to a paragraph in a face for Chinese and one for digits; rare Han and emoji get the faces that hold them."""
    for other, piece in pieces(printable(text), _face_of):
        run = paragraph.add_run(piece)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, other or LATIN
        # python-docx sets only the Latin face; without this Word shows Chinese in whatever face it likes.
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), other or face)
        if colour is not None:
            run.font.color.rgb = colour


def keep_whole(row: Any, *, head: bool = False) -> None:
    """Let a row of a table stand on one page; the ``head`` stands on top of each page that the table goes on to."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _face_of(char: str) -> str | None:
    if not is_rare(char):
        return None
    if is_han(char):
        return _RARE_HAN if ord(char) > 0xFFFF else _SOME_HAN
    return _SIGNS if unicodedata.category(char) in ("So", "Sk", "Cn") else None


def add_note_of_rare(document: Any) -> None:
    """Say at the end which characters the reader's machine may lack; nothing where there are none."""
    note = note_of(rare_of(node.text or "" for node in document.element.body.iter(qn("w:t"))))
    if note:
        write_line(document, note, size=10.5, colour=SOFT)
