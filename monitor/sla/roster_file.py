"""The model of ``config/roster.yaml``: people, shifts, rotations, leave and exchanged turns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from monitor.config_file import ConfigModel, fault
from monitor.sla.hours import Hours, Moment
from monitor.sla.rotation import Rotation

Role = Literal["officer", "section_head", "deputy", "leader"]
Account = Literal["duty", "leader", "auditor", "admin"]
ROLES: tuple[Role, ...] = ("officer", "section_head", "deputy", "leader")
ROLE_LABELS: dict[Role, str] = {
    "officer": "值班员",
    "section_head": "处室负责人",
    "deputy": "带班领导",
    "leader": "主要领导",
}


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Person(ConfigModel):
    """One person of the office; channel addresses may hold secrets, so they are never shown whole.

    ``voice`` are the gateways that ring a telephone or send an SMS: the last way, for grave matters and urgent alarms. In the file
    they stand among ``channels`` as ``{url: …, voice: true}``. ``quiet`` outranks the office's quiet hours.
    """

    id: Name
    name: Name
    role: Role
    channels: tuple[Name, ...] = Field(default=(), repr=False)
    voice: tuple[Name, ...] = Field(default=(), repr=False)
    telephone: str = Field(default="", repr=False)
    organ: str = ""
    accounts: tuple[Account, ...] = ()
    quiet: Hours | Literal["none"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _voice_apart(cls, tree: Any) -> Any:
        if not isinstance(tree, dict) or not isinstance(tree.get("channels"), list | tuple):
            return tree
        plain, voice = [], list(tree.get("voice") or ())
        for entry in tree["channels"]:
            if not isinstance(entry, dict):
                plain.append(entry)
                continue
            if set(entry) - {"url", "voice"} or not isinstance(entry.get("url"), str):
                raise ValueError("channels 中的一项须为地址，或写作 {url: 地址, voice: true}")
            (voice if entry.get("voice") else plain).append(entry["url"])
        return {**tree, "channels": plain, "voice": voice}

    def routes(self, *, grave: bool) -> tuple[str, ...]:
        """The addresses in the order in which they are tried; voice comes last and only for grave matters."""
        return self.channels + (self.voice if grave else ())


class Span(ConfigModel):
    """A span of time ``[from, to)`` of one person."""

    model_config = ConfigDict(populate_by_name=True)

    person: Name
    start: Moment = Field(alias="from")
    end: Moment = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end <= self.start:
            raise ValueError("to 须晚于 from")
        return self

    def covers(self, at: datetime) -> bool:
        return self.start <= at < self.end

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return self.start < end and start < self.end


class Shift(Span):
    """One turn of duty; ``role`` (``as`` in the file) when the person serves in another role than the own."""

    role: Role | None = Field(default=None, alias="as")


class Absence(Span):
    """Leave, with the person who stands in, if anybody does."""

    substitute: Name | None = None


class Swap(ConfigModel):
    """Two people exchange a turn: each serves in the other's span."""

    first: Span
    second: Span

    @model_validator(mode="after")
    def _two(self) -> Swap:
        if self.first.person == self.second.person:
            raise ValueError("换班须是两个人")
        if self.first.overlaps(self.second.start, self.second.end):
            raise ValueError("换班的两段时间不得重叠")
        return self

    def stand_in(self, name: str, at: datetime) -> str | None:
        """Who serves in the place of ``name`` at a time by this exchange; None when it does not bear on it."""
        for given, taken in ((self.first, self.second), (self.second, self.first)):
            if given.person == name and given.covers(at):
                return taken.person
        return None


class RosterFile(ConfigModel):
    """The content of ``roster.yaml``."""

    people: tuple[Person, ...] = Field(min_length=1)
    shifts: tuple[Shift, ...] = ()
    rotations: tuple[Rotation, ...] = Field(default=(), alias="rotation")
    absences: tuple[Absence, ...] = ()
    swaps: tuple[Swap, ...] = ()
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
                yield fault(("people", index, "id"), f"人员 id 重复：{person.id}")
            seen.add(person.id)

    def _unknown_people(self) -> Iterator[InitErrorDetails]:
        known = {person.id for person in self.people}
        for loc, name in self._named():
            if name not in known:
                yield fault(loc, f"people 中没有这个人：{name}")

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
        for index, swap in enumerate(self.swaps):
            yield ("swaps", index, "first", "person"), swap.first.person
            yield ("swaps", index, "second", "person"), swap.second.person
