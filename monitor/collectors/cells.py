"""One cell of a table: as text, as a count, as a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from monitor.clock import SHANGHAI
from monitor.collectors.dates import Published, day_of, read_date
from monitor.errors import BadItem

Cell = str | int | float | bool | datetime | date | None

_EMPTY = frozenset({"", "无", "-", "--", "null", "NULL", "None", "nan", "NaN", "#N/A", "#VALUE!", "#REF!"})
_NO_TIME = re.compile(r"^(?:0{4}|0001|1601|1899|1900|1970|9999)[-/.年]|^1980[-/.年]0?1[-/.月]0?1(?!\d)")
"""The zeros of databases and programs: a letter not answered yet has such a time of its answer."""
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[Ee]\+\d{1,2}$")
_EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI)


def is_empty(cell: Cell) -> bool:
    """True for nothing, and for the signs that exports write for nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _EMPTY)


def words(cell: Cell) -> str:
    """A cell as text; a whole number without the ``.0`` that spreadsheets add."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def is_rounded(cell: Cell) -> bool:
    """Whether a spreadsheet has rounded a long number: it keeps 15 digits, and writes 2.02611E+13 where a column is narrow.

    Hundreds of orders then bear one number, and each would be taken for the next edition of the one before. What another
    program wrote as a number of 16 digits is whole up to 2⁵³; one of ten such ends in 0 and cannot be told apart.
    """
    if isinstance(cell, (int, float)):
        return abs(cell) > 2**53 or (abs(cell) >= 1e15 and cell % 10 == 0)
    return isinstance(cell, str) and _SCIENTIFIC.match(cell.strip()) is not None


def count(values: Mapping[str, Cell], name: str) -> int | None:
    """A counter, also written ``1.2万`` or ``3,400``. Raises BadItem when it is no count."""
    written = words(values.get(name)).replace(",", "").replace("+", "")
    if not written:
        return None
    unit = {"万": 10_000, "w": 10_000, "亿": 100_000_000}.get(written[-1].lower(), 1)
    try:
        number = round(float(written[:-1] if unit > 1 else written) * unit)
    except (ValueError, OverflowError) as error:
        raise BadItem(f"{name} 不是数量：{written:.40}") from error
    if number < 0:
        raise BadItem(f"{name} 不是数量：{written:.40}")
    return number


def moment(values: Mapping[str, Cell], name: str) -> Published | None:
    """A time cell: text, a date, a date and time, or a spreadsheet's serial number. Raises BadItem when it is none."""
    cell = values.get(name)
    if cell is None or _NO_TIME.match(words(cell)):
        return None
    found = _moment(cell)
    if found is None:
        raise BadItem(f"{name} 不是有效时间：{words(cell):.40}")
    return found


def _moment(cell: Cell) -> Published | None:
    if isinstance(cell, datetime):
        return Published(cell if cell.tzinfo else cell.replace(tzinfo=SHANGHAI))
    if isinstance(cell, date):
        return day_of(cell)
    text = words(cell)
    serial = _serial(text)
    return serial if serial is not None else read_date(text)


def _serial(text: str) -> Published | None:
    """Days since 1899-12-30, as spreadsheets count (1954 to 2119)."""
    if not text.replace(".", "", 1).isdigit() or not text.isascii():
        return None
    days = float(text)
    if not 20_000 <= days < 80_000:
        return None
    at = _EXCEL_EPOCH + timedelta(seconds=round(days * 86_400))
    return day_of(at.date()) if days.is_integer() else Published(at)
