"""The duty roster: who is on duty when, who stands in, and whom a message goes to when nobody is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.sla.holidays import ExtraDays
from monitor.sla.roster_file import (
    ROLE_LABELS,
    ROLES,
    Absence,
    Person,
    Role,
    RosterFile,
    Shift,
    Swap,
)

__all__ = [
    "ROLES",
    "ROLE_LABELS",
    "Person",
    "Plan",
    "Recipients",
    "Role",
    "Roster",
    "RosterFile",
    "Turn",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """Shifts that were added after the file was written; with ``roles`` they take the place of all that was planned
    before for these roles within ``[start, end)``."""

    shifts: tuple[Shift, ...]
    roles: frozenset[Role] = frozenset()
    start: datetime | None = None
    end: datetime | None = None

    def replaces(self, role: Role, at: datetime) -> bool:
        return (
            role in self.roles
            and self.start is not None
            and self.end is not None
            and (self.start <= at < self.end)
        )


_FEW = 16
"""Up to so many shifts it is quicker to look at each."""


def _day(at: datetime) -> int:
    return int(at.timestamp() // 86_400)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a message goes to; ``gap`` says in Chinese why it is not the role that was asked for."""

    people: tuple[Person, ...]
    passed_on: bool = False
    gap: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One person on duty from one change to the next."""

    person: Person
    role: Role
    start: datetime
    end: datetime


class Roster:
    """Answers about one roster file and what was changed on it; it reads no clock, every time is an argument."""

    def __init__(
        self,
        file: RosterFile,
        *,
        plans: Sequence[Plan] = (),
        absences: Sequence[Absence] = (),
        swaps: Sequence[Swap] = (),
    ) -> None:
        self.file = file
        self.extra_days = ExtraDays(file.days_off, file.workdays)
        self._plans = (Plan(file.shifts), *plans)
        self.absences = (*file.absences, *absences)
        self._swaps = (*file.swaps, *swaps)
        self._by_id = {person.id: person for person in file.people}
        self._by_day: dict[int, dict[int, list[Shift]]] = {}
        self._planned_roles = set(self._roles_with_turns())

    def _roles_with_turns(self) -> Iterator[Role]:
        for plan in self._plans:
            yield from (self._role_of(s) for s in plan.shifts)
        for rotation in self.file.rotations:
            yield from (self._by_id[name].role for name in rotation.people)

    def _role_of(self, shift: Shift) -> Role:
        return shift.role or self._by_id[shift.person].role

    def people(self, role: Role | None = None) -> tuple[Person, ...]:
        """Everyone of a role, in the file's order; without a role, everyone."""
        return tuple(p for p in self.file.people if role is None or p.role == role)

    def person(self, id: str) -> Person | None:
        """The person with this id, None when there is none."""
        return self._by_id.get(id)

    def has_turns(self, role: Role) -> bool:
        """Whether a role is staffed by turns; a role above the officer that is not counts as always reachable."""
        return role == "officer" or role in self._planned_roles

    def on_duty(self, role: Role, at: datetime) -> tuple[Person, ...]:
        """Who stands for a role at a time, substitutes in the place of the absent.

        A role above the officer that never has a turn in the whole file counts as always reachable.
        """
        if not self.has_turns(role):
            return self._present((p.id for p in self.people(role)), at)
        return self._present(self._planned(role, at), at)

    def _planned(self, role: Role, at: datetime) -> list[str]:
        """Whose turn it is by the plans, before absences and exchanges; a later plan outranks what it replaces."""
        turns = (r.person_at(at, self.extra_days) for r in self.file.rotations)
        names = [name for name in turns if name and self._by_id[name].role == role]
        for plan in self._plans:
            if plan.replaces(role, at):
                names = []
            names += [s.person for s in self._near(plan, at) if s.covers(at) and self._role_of(s) == role]
        return names

    def _near(self, plan: Plan, at: datetime) -> Sequence[Shift]:
        """The shifts of a plan that touch the day of a time, in the plan's order; a long plan is put in days once."""
        if len(plan.shifts) <= _FEW:
            return plan.shifts
        days = self._by_day.get(id(plan))
        if days is None:
            days = self._by_day[id(plan)] = {}
            for shift in plan.shifts:
                for day in range(_day(shift.start), _day(shift.end) + 1):
                    days.setdefault(day, []).append(shift)
        return days.get(_day(at), ())

    def is_away(self, person: str, start: datetime, end: datetime) -> bool:
        """Whether a person has leave at any time of ``[start, end)``."""
        return any(a.person == person and a.overlaps(start, end) for a in self.absences)

    def leader_in_charge(self, at: datetime) -> Person | None:
        """The 带班领导: the deputy on duty, else the leader; None when neither is there."""
        found = self.on_duty("deputy", at) or self.on_duty("leader", at)
        return found[0] if found else None

    def recipients(self, role: Role, at: datetime) -> Recipients:
        """Whom to tell: those of the role who are on duty and have a channel, else the next role up, said so.

        When nobody at or above the role can be reached it goes down to the next role that can.
        """
        missing: list[str] = []
        for step in ROLES[ROLES.index(role) :]:
            people = self._reachable(step, at)
            if people:
                gap = f"{'，'.join(missing)}，已转{ROLE_LABELS[step]}" if missing else None
                return Recipients(people, bool(missing), gap)
            missing.append(f"{ROLE_LABELS[step]}{'未配置通知渠道' if self.on_duty(step, at) else '无人在岗'}")
        for step in reversed(ROLES[: ROLES.index(role)]):
            people = self._reachable(step, at)
            if people:
                return Recipients(people, True, f"{'，'.join(missing)}，已转{ROLE_LABELS[step]}")
        return Recipients((), False, "，".join(missing))

    def _reachable(self, role: Role, at: datetime) -> tuple[Person, ...]:
        return tuple(p for p in self.on_duty(role, at) if p.channels)

    def gaps(self, start: datetime, end: datetime, role: Role = "officer") -> list[tuple[datetime, datetime]]:
        """The intervals ``[from, to)`` within ``[start, end)`` in which nobody of a role is on duty."""
        found: list[tuple[datetime, datetime]] = []
        for begin, stop in self.spans(start, end):
            if self.on_duty(role, begin):
                continue
            if found and found[-1][1] == begin:
                begin = found.pop()[0]
            found.append((begin, stop))
        return found

    def gaps_in_charge(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The intervals in which there is no 带班领导: neither a deputy nor a leader."""
        leaderless = self.gaps(start, end, "leader")
        return [
            (max(a, c), min(b, d))
            for a, b in self.gaps(start, end, "deputy")
            for c, d in leaderless
            if a < d and c < b
        ]

    def turns(self, role: Role, start: datetime, end: datetime) -> list[Turn]:
        """Who of a role is on duty when within ``[start, end)``, each person's unbroken time as one turn."""
        open_turns: dict[str, datetime] = {}
        found: list[Turn] = []
        for begin, _ in self.spans(start, end):
            present = {p.id for p in self.on_duty(role, begin)}
            for name in [n for n in open_turns if n not in present]:
                found.append(Turn(self._by_id[name], role, open_turns.pop(name), begin))
            for name in sorted(present - open_turns.keys()):
                open_turns[name] = begin
        found += [Turn(self._by_id[n], role, since, end) for n, since in open_turns.items()]
        return sorted(found, key=lambda t: (t.start, t.end, t.person.id))

    def on_since(self, role: Role, person: str, at: datetime, *, back: datetime) -> datetime | None:
        """When a person who is on duty came on, as far as ``back``; None for one who is not, or was on before it."""
        turn = next(
            (t for t in self.turns(role, back, at) if t.person.id == person and t.end == at),
            None,
        )
        here = person in {p.id for p in self.on_duty(role, at)}
        if not here:
            return None
        since = turn.start if turn else at
        return since if since > back else None

    def spans(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """``[start, end)`` cut wherever the roster may change."""
        marks = sorted({start, *(m for m in self._changes(start, end) if start < m < end)})
        for begin, stop in zip(marks, [*marks[1:], end], strict=True):
            if begin < stop:
                yield begin, stop

    def _changes(self, start: datetime, end: datetime) -> Iterator[datetime]:
        for plan in self._plans:
            for shift in plan.shifts:
                yield from (shift.start, shift.end)
            if plan.start is not None and plan.end is not None:
                yield from (plan.start, plan.end)
        for absence in self.absences:
            yield from (absence.start, absence.end)
        for swap in self._swaps:
            yield from (swap.first.start, swap.first.end, swap.second.start, swap.second.end)
        for rotation in self.file.rotations:
            yield from rotation.changes(start, end)

    def _present(self, names: Iterable[str], at: datetime) -> tuple[Person, ...]:
        present = (self._stand_in(name, at) for name in names)
        return tuple(dict.fromkeys(self._by_id[name] for name in present if name is not None))

    def _stand_in(self, name: str, at: datetime) -> str | None:
        """Follow exchanges, then absences, to who is really there; two people standing in for each other are both away."""
        name = self._exchanged(name, at)
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            away = [a for a in self.absences if a.person == name and a.covers(at)]
            if not away:
                return name
            # The latest entry outranks an earlier one for the same time.
            substitute = next((a.substitute for a in reversed(away) if a.substitute), None)
            if substitute is None:
                return None
            name = substitute
        return None

    def _exchanged(self, name: str, at: datetime) -> str:
        """Whose turn it has become by exchanges, in the order in which they were agreed."""
        for swap in self._swaps:
            name = swap.stand_in(name, at) or name
        return name
