"""Times and hours of the day as an office writes them (``2026-10-01 08:00``, ``22:00-07:00``), in Shanghai time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from monitor.clock import SHANGHAI, parse_time

_WRITTEN = re.compile(r"^\s*([01]?\d|2[0-3]):([0-5]\d)\s*[-–—~至]\s*([01]?\d|2[0-3]|24):([0-5]\d)\s*$")


@dataclass(frozen=True, slots=True)
class DayHours:
    """A part of each day, in minutes after midnight; it runs into the next day when it does not end after its start."""

    start: int
    end: int

    def span_on(self, day: date) -> tuple[datetime, datetime]:
        """The span ``[start, end)`` that begins on a day."""
        midnight = datetime.combine(day, time(), SHANGHAI)
        end = self.end if self.end > self.start else self.end + 1440
        return midnight + timedelta(minutes=self.start), midnight + timedelta(minutes=end)

    def day_of(self, at: datetime) -> date | None:
        """The day whose span covers a time, None when none does."""
        today = at.astimezone(SHANGHAI).date()
        for day in (today, today - timedelta(days=1)):
            start, end = self.span_on(day)
            if start <= at < end:
                return day
        return None

    def spans(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The spans that touch ``[start, end)``, in order."""
        day = start.astimezone(SHANGHAI).date() - timedelta(days=1)
        while (span := self.span_on(day))[0] < end:
            if span[1] > start:
                yield span
            day += timedelta(days=1)

    def text(self) -> str:
        """As an office writes it."""
        return f"{self.start // 60:02d}:{self.start % 60:02d}-{self.end // 60:02d}:{self.end % 60:02d}"


def read_hours(value: Any) -> Any:
    """Turn ``08:00-17:30`` into hours; what is no text is left to the model."""
    if not isinstance(value, str):
        return value
    found = _WRITTEN.match(value)
    if found is None:
        raise ValueError("时段须写作 08:00-17:30 的形式")
    first, second = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3))
    if second > 1440:
        raise ValueError("时段须写作 08:00-17:30 的形式")
    return DayHours(first, second)


Hours = Annotated[DayHours, BeforeValidator(read_hours), PlainSerializer(DayHours.text, return_type=str)]
"""Hours of the day in a configuration file."""


def _aware(value: Any) -> Any:
    """Read a time of a file: YAML may have made a date of it already; without an offset it is Asia/Shanghai."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    if isinstance(value, date):
        return datetime.combine(value, time(), SHANGHAI)
    if isinstance(value, str):
        try:
            return parse_time(value)
        except ValueError:
            raise ValueError(f"不是有效的时间：{value}") from None
    return value


Moment = Annotated[datetime, BeforeValidator(_aware)]
"""A time in a configuration file."""
