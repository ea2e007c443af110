"""The duty roster: who is on duty when, who stands in, and whom a message goes to when nobody is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from monitor.clock import SHANGHAI, parse_time
from monitor.config_file import ConfigModel, Span
from monitor.sla.holidays import ExtraDays

Role = Literal["officer", "section_head", "deputy", "leader"]
Account = Literal["duty", "leader", "auditor", "admin"]
ROLES: tuple[Role, ...] = ("officer", "section_head", "deputy", "leader")
ROLE_LABELS: dict[Role, str] = {
    "officer": "值班员",
    "section_head": "处室负责人",
    "deputy": "带班领导",
    "leader": "主要领导",
}


def _aware(value: Any) -> Any:
    """Read a time of the file: YAML may have made a date of it already; without an offset it is Asia/Shanghai."""
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
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Person(ConfigModel):
    """One person of the office; ``channels`` are Apprise URLs and may hold secrets, so they are never shown whole."""

    id: Name
    name: Name
    role: Role
    channels: tuple[Name, ...] = Field(default=(), repr=False)
    telephone: str = Field(default="", repr=False)
    organ: str = ""
    accounts: tuple[Account, ...] = ()


class _Interval(ConfigModel):
    """A span of time ``[from, to)`` of one person."""

    model_config = ConfigDict(populate_by_name=True)

    person: Name
    start: Moment = Field(alias="from")
    end: Moment = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> _Interval:
        if self.end <= self.start:
            raise ValueError("to 须晚于 from")
        return self

    def covers(self, at: datetime) -> bool:
        return self.start <= at < self.end


class Shift(_Interval):
    """One turn of duty."""


class Absence(_Interval):
    """Leave, with the person who stands in, if anybody does."""

    substitute: Name | None = None


class Rotation(ConfigModel):
    """People who take turns of equal length from ``start`` on, until ``to`` where it is given."""

    model_config = ConfigDict(populate_by_name=True)

    people: tuple[Name, ...] = Field(min_length=1)
    start: Moment
    every: Span
    end: Moment | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _sound(self) -> Rotation:
        if self.every < timedelta(minutes=1):
            raise ValueError("every 不得短于 1m")
        if self.end is not None and self.end <= self.start:
            raise ValueError("to 须晚于 start")
        return self

    def person_at(self, at: datetime) -> str | None:
        """The id of whose turn it is, None before the start and after the end."""
        if at < self.start or (self.end is not None and at >= self.end):
            return None
        return self.people[(at - self.start) // self.every % len(self.people)]

    def changes(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The times within ``[start, end)`` at which the turn passes on."""
        stop = end if self.end is None else min(end, self.end)
        past = max(timedelta(0), start - self.start)
        at = self.start + -(-past // self.every) * self.every
        while at < stop:
            yield at
            at += self.every
        if self.end is not None:
            yield self.end


class RosterFile(ConfigModel):
    """The content of ``roster.yaml``."""

    people: tuple[Person, ...] = Field(min_length=1)
    shifts: tuple[Shift, ...] = ()
    rotations: tuple[Rotation, ...] = Field(default=(), alias="rotation")
    absences: tuple[Absence, ...] = ()
    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _one_rotation_or_many(cls, tree: Any) -> Any:
        if isinstance(tree, dict) and isinstance(tree.get("rotation"), dict):
            return {**tree, "rotation": [tree["rotation"]]}
        return tree

    @model_validator(mode="after")
    def _names_agree(self) -> RosterFile:
        faults = [*self._repeated_ids(), *self._unknown_people()]
        if faults:
            raise ValidationError.from_exception_data("RosterFile", faults)
        return self

    def _repeated_ids(self) -> Iterator[InitErrorDetails]:
        seen: set[str] = set()
        for index, person in enumerate(self.people):
            if person.id in seen:
                yield _fault(("people", index, "id"), f"人员 id 重复：{person.id}")
            seen.add(person.id)

    def _unknown_people(self) -> Iterator[InitErrorDetails]:
        known = {person.id for person in self.people}
        for loc, name in self._named():
            if name not in known:
                yield _fault(loc, f"people 中没有这个人：{name}")

    def _named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        for index, shift in enumerate(self.shifts):
            yield ("shifts", index, "person"), shift.person
        for index, rotation in enumerate(self.rotations):
            for place, name in enumerate(rotation.people):
                yield ("rotation", index, "people", place), name
        for index, absence in enumerate(self.absences):
            yield ("absences", index, "person"), absence.person
            if absence.substitute is not None:
                yield ("absences", index, "substitute"), absence.substitute


def _fault(loc: tuple[str | int, ...], sentence: str) -> InitErrorDetails:
    kind = PydanticCustomError("value_error", "{error}", {"error": sentence})
    return InitErrorDetails(type=kind, loc=loc, input=None)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a message goes to; ``gap`` says in Chinese why it is not the role that was asked for."""

    people: tuple[Person, ...]
    passed_on: bool = False
    gap: str | None = None


class Roster:
    """Answers about one roster file; it reads no clock, every time is an argument and aware."""

    def __init__(self, file: RosterFile) -> None:
        self.file = file
        self.extra_days = ExtraDays(file.days_off, file.workdays)
        self._by_id = {person.id: person for person in file.people}
        planned = {s.person for s in file.shifts} | {p for r in file.rotations for p in r.people}
        self._planned_roles = {self._by_id[name].role for name in planned}

    def people(self, role: Role | None = None) -> tuple[Person, ...]:
        """Everyone of a role, in the file's order; without a role, everyone."""
        return tuple(p for p in self.file.people if role is None or p.role == role)

    def person(self, id: str) -> Person | None:
        """The person with this id, None when there is none."""
        return self._by_id.get(id)

    def on_duty(self, role: Role, at: datetime) -> tuple[Person, ...]:
        """Who stands for a role at a time, substitutes in the place of the absent.

        A role above the officer that never has a turn in the whole file counts as always reachable.
        """
        if role != "officer" and role not in self._planned_roles:
            return self._present((p.id for p in self.people(role)), at)
        turns = (r.person_at(at) for r in self.file.rotations)
        names = [s.person for s in self.file.shifts if s.covers(at)] + [name for name in turns if name]
        return self._present((name for name in names if self._by_id[name].role == role), at)

    def leader_in_charge(self, at: datetime) -> Person | None:
        """The 带班领导: the deputy on duty, else the leader; None when neither is there."""
        found = self.on_duty("deputy", at) or self.on_duty("leader", at)
        return found[0] if found else None

    def recipients(self, role: Role, at: datetime) -> Recipients:
        """Whom to tell: those of the role who are on duty and have a channel, else the next role up, said so."""
        missing: list[str] = []
        for step in ROLES[ROLES.index(role) :]:
            on_duty = self.on_duty(step, at)
            people = tuple(p for p in on_duty if p.channels)
            if people:
                gap = f"{'，'.join(missing)}，已转{ROLE_LABELS[step]}" if missing else None
                return Recipients(people, bool(missing), gap)
            missing.append(f"{ROLE_LABELS[step]}{'未配置通知渠道' if on_duty else '无人在岗'}")
        return Recipients((), False, "，".join(missing))

    def gaps(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The intervals ``[from, to)`` within ``[start, end)`` in which no officer is on duty."""
        found: list[tuple[datetime, datetime]] = []
        marks = sorted({start, *(m for m in self._changes(start, end) if start < m < end)})
        for begin, stop in zip(marks, [*marks[1:], end], strict=True):
            if begin >= stop or self.on_duty("officer", begin):
                continue
            if found and found[-1][1] == begin:
                begin = found.pop()[0]
            found.append((begin, stop))
        return found

    def _changes(self, start: datetime, end: datetime) -> Iterator[datetime]:
        for interval in (*self.file.shifts, *self.file.absences):
            yield interval.start
            yield interval.end
        for rotation in self.file.rotations:
            yield from rotation.changes(start, end)

    def _present(self, names: Iterable[str], at: datetime) -> tuple[Person, ...]:
        present = (self._stand_in(name, at) for name in names)
        return tuple(dict.fromkeys(self._by_id[name] for name in present if name is not None))

    def _stand_in(self, name: str, at: datetime) -> str | None:
        """Follow absences to who is really there; two people standing in for each other are both away."""
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            away = [a for a in self.file.absences if a.person == name and a.covers(at)]
            if not away:
                return name
            substitute = next((a.substitute for a in away if a.substitute), None)
            if substitute is None:
                return None
            name = substitute
        return None
