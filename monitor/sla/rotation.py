"""People who take turns: of equal length without a break, or by the day, on workdays and days off apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from monitor.clock import SHANGHAI
from monitor.config_file import ConfigModel, Span
from monitor.sla.holidays import ExtraDays, is_day_off
from monitor.sla.hours import DayHours, Hours, Moment

Days = Literal["all", "workdays", "days_off"]
_DAY = timedelta(days=1)


class Rotation(ConfigModel):
    """People who take turns from ``start`` on, until ``to`` where it is given.

    With ``hours`` or ``on`` the turns go by days: on each day that ``on`` admits (workdays with their make-up days, or
    the days off), during ``hours``; ``every`` counts such days. A span over midnight belongs to the day it begins on.
    """

    model_config = ConfigDict(populate_by_name=True)

    people: tuple[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)], ...] = Field(
        min_length=1
    )
    start: Moment
    every: Span = _DAY
    end: Moment | None = Field(default=None, alias="to")
    on: Days = "all"
    hours: Hours | None = None

    @model_validator(mode="after")
    def _sound(self) -> Rotation:
        if self.every < timedelta(minutes=1):
            raise ValueError("every 不得短于 1m")
        if self.by_day and (self.every < _DAY or self.every % _DAY):
            raise ValueError("写了 hours 或 on 的轮值，every 须为整天（如 1d）")
        if self.end is not None and self.end <= self.start:
            raise ValueError("to 须晚于 start")
        return self

    @property
    def by_day(self) -> bool:
        return self.hours is not None or self.on != "all"

    def person_at(self, at: datetime, extra: ExtraDays) -> str | None:
        """The id of whose turn it is, None outside the turns."""
        if at < self.start or (self.end is not None and at >= self.end):
            return None
        if not self.by_day:
            return self.people[(at - self.start) // self.every % len(self.people)]
        day = self._hours.day_of(at)
        if day is None or day < self._first_day or not admits(self.on, day, extra):
            return None
        return self.people[
            days_before(self.on, self._first_day, day, extra) // self.every.days % len(self.people)
        ]

    def changes(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The times within ``[start, end)`` at which the turn may pass on."""
        stop = end if self.end is None else min(end, self.end)
        if self.by_day:
            for span in self._hours.spans(max(start, self.start), stop):
                yield from span
            yield self.start
        else:
            yield from self._even(start, stop)
        if self.end is not None:
            yield self.end

    def _even(self, start: datetime, stop: datetime) -> Iterator[datetime]:
        past = max(timedelta(0), start - self.start)
        at = self.start + -(-past // self.every) * self.every
        while at < stop:
            yield at
            at += self.every

    @property
    def _hours(self) -> DayHours:
        """The hours of each day; a rotation by days without hours changes at the time of day of its start."""
        if self.hours is not None:
            return self.hours
        local = self.start.astimezone(SHANGHAI)
        minute = local.hour * 60 + local.minute
        return DayHours(minute, minute)

    @property
    def _first_day(self) -> date:
        return self.start.astimezone(SHANGHAI).date()


def admits(on: Days, day: date, extra: ExtraDays) -> bool:
    """Whether a rotation of workdays or of days off has a turn on a day."""
    return on == "all" or is_day_off(day, extra)[0] == (on == "days_off")


def days_before(on: Days, first: date, day: date, extra: ExtraDays) -> int:
    """How many days that the rotation admits lie in ``[first, day)``."""
    if on == "all":
        return (day - first).days
    whole = sum(len(_admitted(on, year, extra)) for year in range(first.year, day.year))
    return (
        whole
        + bisect_left(_admitted(on, day.year, extra), day)
        - bisect_left(_admitted(on, first.year, extra), first)
    )


@lru_cache(maxsize=256)
def _admitted(on: Days, year: int, extra: ExtraDays) -> tuple[date, ...]:
    """The days of a year that a rotation admits."""
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return tuple(d for d in days if d.year == year and admits(on, d, extra))
