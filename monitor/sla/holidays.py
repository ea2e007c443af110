"""Is a day a day off? The State Council's arrangement with its make-up workdays, and the weekday rule beyond it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

import chinese_calendar

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ExtraDays:
    """Days that the office itself named: they outrank the calendar and make their years known."""

    days_off: Set[date] = frozenset()
    workdays: Set[date] = frozenset()

    def names_year(self, year: int) -> bool:
        """True when at least one day off of that year is named, so that the other days follow the weekday rule."""
        return any(day.year == year for day in self.days_off)


NO_EXTRA_DAYS = ExtraDays()


def is_day_off(day: date, extra: ExtraDays = NO_EXTRA_DAYS) -> tuple[bool, bool]:
    """Tell whether nobody works on a day, and whether that is known or only the weekday rule.

    Returns ``(off, known)``. Source: the yearly notice 国务院办公厅关于部分节假日安排的通知, as far as the
    installed calendar holds it; a year beyond it is known once the office has named a day off in it.
    """
    if day in extra.workdays:
        return False, True
    if day in extra.days_off:
        return True, True
    try:
        return bool(chinese_calendar.is_holiday(day)), True
    except NotImplementedError:
        return day.weekday() >= SATURDAY, extra.names_year(day.year)
