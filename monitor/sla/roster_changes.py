"""What is changed on the roster after its file was written: leave, exchanged turns, further shifts, whole plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from monitor.config_file import ConfigModel
from monitor.errors import Refused
from monitor.sla.hours import Moment
from monitor.sla.roster import Plan, Roster
from monitor.sla.roster_file import ROLES, Absence, Role, RosterFile, Shift, Swap

ChangeKind = Literal["shift", "leave", "swap", "plan"]
CHANGE_LABELS: dict[str, str] = {
    "shift": "加班次",
    "leave": "请假替班",
    "swap": "换班",
    "plan": "导入值班表",
    "cancel": "撤销",
    "file": "值班表文件已修改",
}


class PlanChange(ConfigModel):
    """A plan that was imported: its shifts, and for which roles and time they take the place of what was planned."""

    shifts: tuple[Shift, ...] = Field(min_length=1)
    roles: tuple[Role, ...] = ()
    start: Moment | None = Field(default=None, alias="from")
    end: Moment | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _whole_span(self) -> PlanChange:
        if self.roles and (self.start is None or self.end is None or self.end <= self.start):
            raise ValueError("替换原排班须写明起止时间")
        return self


_MODELS: dict[str, type[ConfigModel]] = {
    "shift": Shift,
    "leave": Absence,
    "swap": Swap,
    "plan": PlanChange,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it stands in the record: its number, kind and checked content."""

    id: int
    kind: ChangeKind
    content: ConfigModel

    @property
    def spans(self) -> tuple[tuple[datetime, datetime], ...]:
        """The times that it bears on."""
        if isinstance(self.content, Swap):
            pair = (self.content.first, self.content.second)
            return tuple((s.start, s.end) for s in pair)
        if isinstance(self.content, PlanChange):
            shifts = self.content.shifts
            whole = (min(s.start for s in shifts), max(s.end for s in shifts))
            start, end = self.content.start or whole[0], self.content.end or whole[1]
            return ((min(start, whole[0]), max(end, whole[1])),)
        assert isinstance(self.content, Shift | Absence)
        return ((self.content.start, self.content.end),)

    @property
    def people(self) -> frozenset[str]:
        """Everyone whom it names."""
        content = self.content
        if isinstance(content, Swap):
            return frozenset({content.first.person, content.second.person})
        if isinstance(content, PlanChange):
            return frozenset(s.person for s in content.shifts)
        if isinstance(content, Absence):
            return frozenset({content.person, *([content.substitute] if content.substitute else [])})
        assert isinstance(content, Shift)
        return frozenset({content.person})


def read_change(id: int, kind: str, body: dict[str, Any]) -> Change:
    """Check the content of a change. Raises Refused with a Chinese sentence."""
    if kind not in _MODELS:
        raise Refused(f"没有这种值班变更：{kind}")
    try:
        content = _MODELS[kind].model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        said = first["ctx"]["error"] if first["type"] == "value_error" else "内容不完整或有误"
        raise Refused(f"值班变更无效：{said}") from error
    return Change(id, kind, content)  # type: ignore[arg-type]


def body_of(content: ConfigModel) -> dict[str, Any]:
    """The content of a change as it is kept."""
    return content.model_dump(mode="json", by_alias=True, exclude_none=True)


def with_changes(file: RosterFile, changes: Iterable[Change]) -> Roster:
    """The roster of a file with the changes on it, in the order in which they were recorded.

    A change that names somebody who has left the file is passed over: it can no longer be served.
    """
    known = {p.id for p in file.people}
    live = [c for c in changes if c.people <= known]
    return Roster(
        file,
        plans=[p for c in live for p in _plans(c)],
        absences=[c.content for c in live if isinstance(c.content, Absence)],
        swaps=[c.content for c in live if isinstance(c.content, Swap)],
    )


def _plans(change: Change) -> Sequence[Plan]:
    if isinstance(change.content, Shift):
        return [Plan((change.content,))]
    if isinstance(change.content, PlanChange):
        content = change.content
        return [Plan(content.shifts, frozenset(content.roles), content.start, content.end)]
    return []


def check(roster: Roster, change: Change) -> None:
    """Refuse a change that makes no sense on the roster as it stands. Raises Refused.

    Leave and exchange need a turn to be away from; a substitute may not be away at the same time.
    """
    unknown = sorted(p for p in change.people if roster.person(p) is None)
    if unknown:
        raise Refused(f"值班表的 people 中没有 {unknown[0]}")
    if isinstance(change.content, Absence):
        _check_leave(roster, change.content)
    elif isinstance(change.content, Swap):
        for given in (change.content.first, change.content.second):
            if not _serves(roster, given.person, given.start, given.end):
                raise Refused(f"{_name(roster, given.person)}在该时段没有班次，无从换班")


def _check_leave(roster: Roster, leave: Absence) -> None:
    if leave.substitute == leave.person:
        raise Refused("替班人不得是本人")
    if leave.substitute is None:
        return
    if roster.is_away(leave.substitute, leave.start, leave.end):
        raise Refused(f"{_name(roster, leave.substitute)}在该时段也请了假，不能替班")


def _serves(roster: Roster, person: str, start: datetime, end: datetime) -> bool:
    """Whether a person has a turn then, in the own role or in another."""
    return any(t.person.id == person for role in ROLES for t in roster.turns(role, start, end))


def _name(roster: Roster, person: str) -> str:
    found = roster.person(person)
    return found.name if found else person
