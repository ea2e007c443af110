"""CSV and XLSX tables → rows; the row number is the one that a spreadsheet shows, the header being a row too."""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Protocol, cast

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from monitor.collectors.cells import Cell, is_empty
from monitor.collectors.columns import Header, item_of_row, read_header
from monitor.collectors.poll import Reject, reject
from monitor.errors import BadItem, UsageError
from monitor.item import Item

_CHUNK = 1 << 20
_HEADER_ROWS = 10
_MAX_FIELD = 32_000_000
_MAX_UNPACKED = 2_000_000_000
_UNREADABLE = re.compile("[\udc80-\udcff]")
_ILLEGAL = re.compile("[\x00\ud800-\udfff]")
# What openpyxl and the unpacking below it let through when a file is damaged.
_DAMAGE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    InvalidFileException,
)


class _UnknownColumns(UsageError):
    """No row of a sheet is a header that is known."""


def read_csv(path: Path, report: Callable[[int, int], None]) -> Iterator[Item | Reject]:
    """Read a CSV file in UTF-8, GB18030 or UTF-16. Raises UsageError when its columns are not known."""
    charset = _charset(path)
    # The module's one limit is global; a post is longer than its default of 128 KiB now and then.
    csv.field_size_limit(_MAX_FIELD)
    whole = path.stat().st_size
    with path.open("rb") as raw, io.TextIOWrapper(raw, charset, errors="surrogateescape", newline="") as file:
        delimiter = _delimiter(file)
        rows = _reported(_records(file, delimiter, path), lambda: report(raw.tell(), whole))
        yield from _items(rows, path)


class _Lines:
    """The lines of a file, of which some can be put back; ``taken`` are those since it was last emptied."""

    def __init__(self, file: IO[str]) -> None:
        self._file, self._back = file, deque[str]()
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._file, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        self._back.extendleft(reversed(lines))
        self.ended = False


def _records(file: IO[str], delimiter: str, path: Path) -> Iterator[Sequence[Cell]]:
    """The rows of a file. One whose quotation mark is open at the end, or longer than any cell, has swallowed all that
    follow: it gives them back.
    """
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        while (row := _next_record(reader, lines)) is not None:
            first, *rest = lines.taken or [""]
            if (lines.ended or not row) and rest:  # a mark that is closed needs no line beyond the last
                lines.put_back(rest)
                reader = csv.reader(lines, delimiter=delimiter)
                row = next(csv.reader([first], delimiter=delimiter))
            lines.taken.clear()
            yield row
    except csv.Error as error:
        raise UsageError(f"{path}：不是有效的 CSV") from error


def _next_record(reader: Iterator[list[str]], lines: _Lines) -> list[str] | None:
    """The next row, None after the last; an empty one where it has swallowed more lines than a cell can hold."""
    try:
        return next(reader, None)
    except csv.Error:
        if len(lines.taken) < 2:
            raise
        return []


def _reported(rows: Iterable[Sequence[Cell]], report: Callable[[], None]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        report()
        yield row


def _charset(path: Path) -> str:
    """The charset of a whole file: UTF-16 by its mark, UTF-8 where it fits, else the one with fewer bad bytes."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    bad = {charset: _bad_bytes(path, charset) for charset in ("utf-8", "gb18030")}
    return "utf-8-sig" if bad["utf-8"] <= bad["gb18030"] else "gb18030"


def _bad_bytes(path: Path, charset: str) -> int:
    reader = codecs.getincrementaldecoder(charset)("surrogateescape")
    bad = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            bad += len(_UNREADABLE.findall(reader.decode(chunk)))
    return bad + len(_UNREADABLE.findall(reader.decode(b"", final=True)))


def _delimiter(file: IO[str]) -> str:
    first = file.readline()
    file.seek(0)
    return max(",\t;", key=first.count)


def _items(
    rows: Iterable[Sequence[Cell]], path: Path, found: Callable[[], None] = lambda: None
) -> Iterator[Item | Reject]:
    """Find the header in the first rows (``found`` is told), then turn every row after it into an item or a reject."""
    header: Header | None = None
    first: Sequence[Cell] = ()
    for number, cells in enumerate(rows, 1):
        if all(is_empty(c) for c in cells):
            continue
        if header is None:
            first = first or cells
            header = read_header(cells)
            if header is not None:
                found()
            elif number >= _HEADER_ROWS:
                break
            continue
        yield _row(number, header, cells)
    if header is None and first:
        raise _unknown_columns(path, first)


def _unknown_columns(path: Path, cells: Sequence[Cell]) -> _UnknownColumns:
    names = "、".join(str(c) for c in cells if not is_empty(c))
    return _UnknownColumns(f"{path}：不认识这些列名，至少须有标题或正文列；读到的列：{names:.300}")


def _row(number: int, header: Header, cells: Sequence[Cell]) -> Item | Reject:
    raw = ",".join("" if c is None else str(c) for c in cells)
    problem = _malformed(header, cells)
    if problem:
        return reject(number, problem, _UNREADABLE.sub("\ufffd", raw))
    try:
        return item_of_row(header, [_ILLEGAL.sub("\ufffd", c) if isinstance(c, str) else c for c in cells])
    except BadItem as error:
        return reject(number, str(error), _ILLEGAL.sub("\ufffd", raw))


def _malformed(header: Header, cells: Sequence[Cell]) -> str | None:
    if any(isinstance(c, str) and _UNREADABLE.search(c) for c in cells):
        return "含无法解码的字节"
    width = len(header.columns)
    if any(not is_empty(c) for c in cells[width:]):
        return f"有 {len(cells)} 列，多于表头的 {width} 列"
    # An unclosed quotation mark swallows the rest of its line into its cell.
    if len(cells) < width and isinstance(cells[-1], str) and "\n" in cells[-1]:
        return "列数不足，引号可能没有闭合"
    return None


def read_xlsx(
    path: Path, report: Callable[[int, int], None], passed: Callable[[str], None]
) -> Iterator[Item | Reject]:
    """Read every sheet with known columns, since platforms put each medium on one of its own.

    Others are passed over, and ``passed`` is told of each in a sentence: a sheet of posts whose heading was reworded
    must not be missed unseen. Raises UsageError when the file is damaged or no sheet has such columns.
    """
    with path.open("rb") as raw:
        book = _open_book(raw, path)
        try:
            unknown: dict[str, _UnknownColumns] = {}
            read: list[str] = []
            for sheet in book.worksheets:
                title, further = sheet.title, bool(read)
                cells = _sheet_rows(cast(_Sheet, sheet), path, report)
                try:
                    for row in _items(cells, path, lambda title=title: read.append(title)):  # type: ignore[misc]
                        yield _on_sheet(row, title) if further else row
                except _UnknownColumns as error:
                    unknown[title] = error
            if unknown and not read:
                raise next(iter(unknown.values()))
            for title in unknown:
                passed(f"{path.name}：工作表“{title}”没有认识的列名，未读入")
        finally:
            book.close()


def _on_sheet(row: Item | Reject, title: str) -> Item | Reject:
    """A reject of a further sheet names it: its number alone would mean a row of the first."""
    return replace(row, reason=f"工作表“{title}”：{row.reason}") if isinstance(row, Reject) else row


def _open_book(raw: IO[bytes], path: Path) -> openpyxl.Workbook:
    try:
        with zipfile.ZipFile(raw) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MAX_UNPACKED:
                raise UsageError(f"{path}：表格解压后超过 {_MAX_UNPACKED // 1_000_000} MB，请拆分后再导入")
        with warnings.catch_warnings():
            # Platforms write books without styles; that is none of the reader's business.
            warnings.simplefilter("ignore", UserWarning)
            return openpyxl.load_workbook(raw, read_only=True, data_only=True)
    except _DAMAGE as error:
        raise UsageError(f"{path}：不是有效的 .xlsx 文件，可能已损坏") from error


class _Sheet(Protocol):
    """What is used of openpyxl's read-only sheet, whose published types do not fit it."""

    @property
    def max_row(self) -> int | None: ...

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, values_only: bool) -> Iterator[tuple[object, ...]]: ...


def _sheet_rows(sheet: _Sheet, path: Path, report: Callable[[int, int], None]) -> Iterator[Sequence[Cell]]:
    whole, number = sheet.max_row or 0, 0
    # Some exports state a wrong extent, and the reader would stop there.
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            report(number, max(whole, number))
            yield [_cell(c) for c in cells]
    except _DAMAGE as error:
        raise UsageError(f"{path}：表格内容已损坏，读到第 {number} 行为止") from error


def _cell(value: object) -> Cell:
    return value if value is None or isinstance(value, (str, int, float, datetime, date)) else str(value)
