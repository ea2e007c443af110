"""The roster day by day: who stands for a role from when to when, and where that differs from the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from monitor.clock import SHANGHAI
from monitor.sla.holidays import is_day_off
from monitor.sla.roster import ROLES, Roster
from monitor.sla.roster_file import Person, Role

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a day with the same people on duty; ``changed``: the file alone names others."""

    start: datetime
    end: datetime
    people: tuple[Person, ...]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One day of the roster; ``known`` is False where only the weekday rule tells whether it is a day off."""

    day: date
    off: bool
    known: bool
    turns: Mapping[Role, tuple[Stretch, ...]]

    @property
    def mark(self) -> str:
        """``rest`` for a day off that is a weekday, ``work`` for a make-up workday, else nothing."""
        weekend = self.day.weekday() >= _SATURDAY
        if self.off != weekend:
            return "rest" if self.off else "work"
        return ""

    @property
    def has_gap(self) -> bool:
        return any(not s.people for stretches in self.turns.values() for s in stretches)


def shown_roles(roster: Roster) -> tuple[Role, ...]:
    """The roles that a roster is shown for: officer and 带班领导 always, others where they have turns."""
    return tuple(r for r in ROLES if r in ("officer", "deputy") or roster.has_turns(r))


def duty_days(roster: Roster, planned: Roster, first: date, count: int) -> list[DutyDay]:
    """The days from ``first`` on; ``planned`` is the roster of the file alone."""
    roles = shown_roles(roster)
    return [_day(roster, planned, first + timedelta(days=n), roles) for n in range(count)]


def _day(roster: Roster, planned: Roster, day: date, roles: Sequence[Role]) -> DutyDay:
    off, known = is_day_off(day, roster.extra_days)
    turns = {role: tuple(_stretches(roster, planned, role, day)) for role in roles}
    return DutyDay(day, off, known, turns)


def _stretches(roster: Roster, planned: Roster, role: Role, day: date) -> Iterator[Stretch]:
    start = datetime.combine(day, time(), SHANGHAI)
    open_: Stretch | None = None
    for begin, end in roster.spans(start, start + timedelta(days=1)):
        people = roster.on_duty(role, begin)
        changed = {p.id for p in people} != {p.id for p in planned.on_duty(role, begin)}
        if open_ is not None and (open_.people, open_.changed) == (people, changed):
            open_ = Stretch(open_.start, end, people, changed)
            continue
        if open_ is not None:
            yield open_
        open_ = Stretch(begin, end, people, changed)
    if open_ is not None:
        yield open_
