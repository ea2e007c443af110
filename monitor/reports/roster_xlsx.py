"""The duty roster as a workbook: written as a list, read as a list or as the table of days that offices draw up."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from monitor.clock import SHANGHAI, typed_time
from monitor.errors import UsageError
from monitor.reports.packing import printable, steady
from monitor.reports.roster_files import (
    KIND_WORDS,
    BadRow,
    Directory,
    RosterRead,
    RosterRow,
    read_role,
)
from monitor.sla.hours import DayHours, read_hours
from monitor.sla.roster_file import ROLE_LABELS, Person

COLUMNS = ("人员编号", "姓名", "岗位", "开始", "结束", "类别", "替班人", "备注")
_HEADS: Mapping[str, tuple[str, ...]] = {
    "person": ("人员编号", "编号", "id", "person"),
    "name": ("姓名", "值班人员", "人员", "name"),
    "role": ("岗位", "职务", "角色", "role"),
    "start": ("开始", "开始时间", "自", "from", "start"),
    "end": ("结束", "结束时间", "至", "to", "end"),
    "kind": ("类别", "类型", "kind"),
    "substitute": ("替班人", "替班", "substitute"),
    "note": ("备注", "说明", "note"),
}
_DAY_HEADS = ("日期", "date")
_HEADER_ROWS = 20
_MAX_ROWS = 20_000
_HOURS = re.compile(r"\d{1,2}:\d{2}\s*[-–—~至]\s*\d{1,2}:\d{2}")
_NAMES = re.compile(r"[、，,；;/\s]+")
_DAMAGE = (ValueError, LookupError, TypeError, OSError, EOFError, zipfile.BadZipFile, InvalidFileException)


def write_xlsx(
    rows: Iterable[RosterRow], people: Mapping[str, Person], title: str, made_at: datetime
) -> bytes:
    """Write rows as a workbook that can be read in again; the same rows at the same time are the same bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "值班表"
    head = sheet.cell(1, 1, printable(title))
    head.data_type, head.font = "s", Font(name="宋体", bold=True, size=14)
    sheet.append(list(COLUMNS))
    for cell in sheet[2]:
        cell.font, cell.fill = (
            Font(name="宋体", bold=True, color="FFFFFF"),
            PatternFill("solid", fgColor="9E1B1B"),
        )
    for row in rows:
        _write_row(sheet, row, people)
    for column, width in enumerate((14, 12, 12, 18, 18, 8, 12, 30), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _write_row(sheet: Worksheet, row: RosterRow, people: Mapping[str, Person]) -> None:
    person = people.get(row.person)
    role = row.role or (person.role if person else None)
    number = sheet.max_row + 1
    texts = {
        1: row.person,
        2: person.name if person else "",
        3: ROLE_LABELS[role] if role else "",
        6: KIND_WORDS[row.kind],
        7: row.substitute or "",
        8: row.note,
    }
    for column, text in texts.items():
        cell = sheet.cell(number, column, printable(text))
        cell.data_type = "s"  # a text that begins with "=" must never become a formula
    for column, moment in ((4, row.start), (5, row.end)):
        cell = sheet.cell(number, column, moment.astimezone(SHANGHAI).replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"


def read_xlsx(content: bytes, people: Iterable[Person]) -> RosterRead:
    """Read a roster from a workbook's first sheet.

    1. A list: one row a turn with 开始 and 结束. 2. A table of days: 日期, then one column a turn whose heading holds the
    hours (``值班员 08:00-20:00``) and whose cells hold names. Raises UsageError when it is no workbook or neither form.
    """
    rows = _rows_of(content)
    for number, row in enumerate(rows[:_HEADER_ROWS], 1):
        heads = [_text(c).strip() for c in row]
        lower = [h.lower() for h in heads]
        columns = {key: lower.index(n) for key, names in _HEADS.items() for n in names if n in lower}
        if {"start", "end"} <= columns.keys() and columns.keys() & {"person", "name"}:
            return _Listed(columns, Directory(people)).read(rows[number:], number + 1)
        if any(h in _DAY_HEADS for h in lower) and any(_HOURS.search(h) for h in heads):
            return _DayTable(heads, Directory(people)).read(rows[number:], number + 1)
    raise UsageError(
        "没有认出表头：须有“人员编号或姓名、开始、结束”，或“日期”加写明时段的列（如“值班员 08:00-20:00”）"
    )


def _rows_of(content: bytes) -> list[Sequence[Any]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        rows: list[Sequence[Any]] = [
            tuple(r) for r in sheet.iter_rows(values_only=True, max_row=_MAX_ROWS + 1)
        ]
    except _DAMAGE as error:
        raise UsageError("不是可读的 XLSX 文件") from error
    if len(rows) > _MAX_ROWS:
        raise UsageError(f"值班表超过 {_MAX_ROWS} 行")
    return rows


def _filled(rows: Iterable[Sequence[Any]], first: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that hold anything, each with its number as the sheet shows it."""
    for number, row in enumerate(rows, first):
        if any(_text(c).strip() for c in row):
            yield number, row


class _Listed:
    """One row a turn."""

    def __init__(self, columns: Mapping[str, int], directory: Directory) -> None:
        self.columns, self.directory = columns, directory

    def read(self, rows: Iterable[Sequence[Any]], first: int) -> RosterRead:
        found = RosterRead()
        for number, row in _filled(rows, first):
            try:
                found.rows.append(self._row(row))
            except ValueError as error:
                found.bad.append(BadRow(f"第 {number} 行", str(error)))
        return found

    def _cell(self, row: Sequence[Any], key: str) -> Any:
        at = self.columns.get(key)
        return row[at] if at is not None and at < len(row) else None

    def _row(self, row: Sequence[Any]) -> RosterRow:
        person = self.directory.find(_text(self._cell(row, "person")) or _text(self._cell(row, "name")))
        start, end = (_moment(self._cell(row, key), key) for key in ("start", "end"))
        if end <= start:
            raise ValueError("结束须晚于开始")
        substitute = _text(self._cell(row, "substitute")).strip()
        role = read_role(_text(self._cell(row, "role")))
        leave = any(w in _text(self._cell(row, "kind")) for w in ("请假", "休假", "替班", "leave"))
        return RosterRow(
            person.id,
            start,
            end,
            "leave" if leave else "shift",
            role if role != person.role and not leave else None,
            self.directory.find(substitute).id if substitute else None,
            _text(self._cell(row, "note")).strip(),
        )


class _DayTable:
    """One row a day, one column a turn; a cell may name several people."""

    def __init__(self, heads: Sequence[str], directory: Directory) -> None:
        self.directory = directory
        self.day = next(i for i, h in enumerate(heads) if h.lower() in _DAY_HEADS)
        self.turns: dict[int, tuple[DayHours, str]] = {}
        for index, head in enumerate(heads):
            if found := _HOURS.search(head):
                self.turns[index] = (read_hours(found[0]), head)

    def read(self, rows: Iterable[Sequence[Any]], first: int) -> RosterRead:
        found = RosterRead()
        for number, row in _filled(rows, first):
            try:
                day = _day(row[self.day] if self.day < len(row) else None)
            except ValueError as error:
                found.bad.append(BadRow(f"第 {number} 行", str(error)))
                continue
            for index, (hours, head) in self.turns.items():
                names = _text(row[index]) if index < len(row) else ""
                for name in filter(None, _NAMES.split(names)):
                    self._take(found, f"第 {number} 行“{head}”", name, hours.span_on(day), read_role(head))
        return found

    def _take(
        self, found: RosterRead, place: str, name: str, span: tuple[datetime, datetime], role: Any
    ) -> None:
        try:
            person = self.directory.find(name)
        except ValueError as error:
            found.bad.append(BadRow(place, str(error)))
            return
        found.rows.append(RosterRow(person.id, *span, role=role if role != person.role else None))


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


_KEYS = {"start": "开始", "end": "结束"}


def _moment(cell: Any, key: str) -> datetime:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=SHANGHAI)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), SHANGHAI)
    try:
        return typed_time(_text(cell))
    except ValueError as error:
        raise ValueError(f"{_KEYS[key]}不是有效的时间：{_text(cell) or '空'}") from error


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return typed_time(_text(cell)).astimezone(SHANGHAI).date()
    except ValueError as error:
        raise ValueError(f"日期无法读取：{_text(cell) or '空'}") from error
