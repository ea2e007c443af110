"""The duty roster as a file: what is common to XLSX and iCalendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from monitor.sla.roster_file import ROLE_LABELS, Person, Role

RowKind = Literal["shift", "leave"]
KIND_WORDS: dict[RowKind, str] = {"shift": "值班", "leave": "请假"}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One turn of duty or one leave; ``role`` only where the person serves in another than the own."""

    person: str
    start: datetime
    end: datetime
    kind: RowKind = "shift"
    role: Role | None = None
    substitute: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row or event that cannot be taken: where it stands and why, in Chinese."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}：{self.reason}"


@dataclass(slots=True)
class RosterRead:
    """What a file held."""

    rows: list[RosterRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


class Directory:
    """Finds people by id, by name, or by a name that stands in a longer text."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people: Sequence[Person] = tuple(people)
        self._by_id = {p.id: p for p in self.people}

    def find(self, text: str) -> Person:
        """The one person that a text names. Raises ValueError with a Chinese sentence."""
        text = text.strip()
        if text in self._by_id:
            return self._by_id[text]
        named = [p for p in self.people if p.name == text] or [p for p in self.people if p.name in text]
        named = [p for p in named if not any(p.name != q.name and p.name in q.name for q in named)]
        if len(named) == 1:
            return named[0]
        if not named:
            raise ValueError(f"值班表的 people 中没有“{text}”" if text else "没有写明人员")
        raise ValueError(f"“{text}”对应多人，请改写为人员编号（{'、'.join(p.id for p in named)}）")


def read_role(text: str) -> Role | None:
    """The role that a Chinese word or a code names, None when it names none."""
    text = text.strip()
    for role, label in ROLE_LABELS.items():
        if text in (role, label):
            return role
    return next((role for role, label in ROLE_LABELS.items() if label in text), None)
