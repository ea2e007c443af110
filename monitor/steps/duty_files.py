"""The duty roster as a file: taken in as recorded changes, given out as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.clock import rfc3339
from monitor.reports.roster_files import RosterRead, RosterRow
from monitor.reports.roster_ics import read_ics, write_ics
from monitor.reports.roster_xlsx import read_xlsx, write_xlsx
from monitor.rulebook import RuleBook
from monitor.sla.roster import ROLES, Roster
from monitor.sla.roster_file import Person, Shift
from monitor.steps.desk import Work, take_turn
from monitor.steps.duty import roster_of
from monitor.steps.duty_changes import import_plan, keep_change
from monitor.steps.duty_told import tell_moves
from monitor.store.duty_tables import RosterChange

CALENDAR = (".ics", ".ical")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file brought: its turns and leaves, and whether the roster is another one now."""

    shifts: int
    leaves: int
    changed: bool


def is_calendar(name: str) -> bool:
    """Whether a file's name says iCalendar; every other file is a workbook."""
    return name.lower().endswith(CALENDAR)


def read_roster_file(name: str, content: bytes, people: Iterable[Person]) -> RosterRead:
    """Read a workbook or a calendar. Raises UsageError when it is neither."""
    return (read_ics if is_calendar(name) else read_xlsx)(content, people)


def take_in(work: Work, rows: Sequence[RosterRow], reason: str, *, replace: bool) -> TakenIn:
    """Record the turns and leaves of a file as changes; what the roster says already is left alone. Raises Refused.

    Whoever gets or loses turns by it hears of all of them in one message.
    """
    take_turn(work.tx)
    before = roster_of(work)
    shifts = [
        Shift(person=r.person, start=r.start, end=r.end, role=r.role) for r in rows if r.kind == "shift"
    ]
    leaves = [r for r in rows if r.kind == "leave"]
    planned = import_plan(work, shifts, reason, replace=replace) if shifts else None
    made = [planned, *(_take_leave(work, row, reason) for row in leaves)]
    changes = [c for c in made if c is not None]
    tell_moves(work, before, roster_of(work), changes)
    return TakenIn(len(shifts), len(leaves), bool(changes))


def _take_leave(work: Work, row: RosterRow, reason: str) -> RosterChange | None:
    same = (row.person, row.start, row.end, row.substitute)
    if any((a.person, a.start, a.end, a.substitute) == same for a in roster_of(work).absences):
        return None
    body = {"person": row.person, "from": rfc3339(row.start), "to": rfc3339(row.end)}
    given = body | ({"substitute": row.substitute} if row.substitute else {})
    return keep_change(work, "leave", given, reason)


def roster_rows(
    roster: Roster, start: datetime, end: datetime, *, person: str | None = None
) -> list[RosterRow]:
    """The turns within ``[start, end)`` as they are really served, of everybody or of one person."""
    return [
        RosterRow(t.person.id, t.start, t.end, role=t.role if t.role != t.person.role else None)
        for role in ROLES
        if roster.has_turns(role)
        for t in roster.turns(role, start, end)
        if person is None or t.person.id == person
    ]


def write_roster_file(name: str, rows: Sequence[RosterRow], book: RuleBook, now: datetime) -> bytes:
    """Write turns as a calendar or a workbook, by the file's name."""
    people = {p.id: p for p in book.roster.people()}
    write = write_ics if is_calendar(name) else write_xlsx
    return write(rows, people, f"{book.office.name}值班表", now)
