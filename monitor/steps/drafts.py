"""Cases proposed by a batch, written together: of what was made a moment ago nothing need be asked, nor flushed one by one.

Everything else that numbers cases or acts, or asks for cases, writes the drafts first: :meth:`Drafts.write`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel

from monitor.sla.rules import Rung
from monitor.store.bulk import Numbers, insert_rows
from monitor.store.tables import CaseAct, CaseFact, CaseFile, ClockStart, LadderStep, Snapshot

_ORDER = (CaseAct, CaseFact, ClockStart, LadderStep, Snapshot)
"""Tables in the order in which their rows refer to each other, after the cases."""


@dataclass(slots=True)
class Drafts:
    """The proposals of one transaction that are not written yet: objects that no session knows, until :meth:`write`."""

    session: Session
    _cases: dict[int, CaseFile] = field(default_factory=dict)
    _rows: dict[type[SQLModel], list[dict[str, Any]]] = field(default_factory=dict)
    _numbers: dict[type[SQLModel], Numbers] = field(default_factory=dict)
    _seq: dict[int, int] = field(default_factory=dict)
    _rungs: dict[int, tuple[Rung, dict[str, Any]]] = field(default_factory=dict)

    def holds(self, case: CaseFile) -> bool:
        """Whether a case is a draft of this transaction."""
        return self._cases.get(case.id) is case

    def last_number(self, year: int) -> int | None:
        """The last number of a year that a draft has; None where the database knows."""
        return self._seq.get(year)

    def begin(self, case: CaseFile) -> None:
        """Take a new case in and give it its id."""
        case.id = self._take(CaseFile)
        self._cases[case.id] = case
        self._seq[case.year] = case.seq

    def act(self, act: CaseAct) -> None:
        """Take an act on a draft in and give it its id."""
        act.id = self._take(CaseAct)
        self.put(CaseAct, act.model_dump())

    def put(self, table: type[SQLModel], row: Mapping[str, Any]) -> None:
        """Take a row that hangs on a draft, with all its columns but a number that the database gives."""
        self._rows.setdefault(table, []).append(dict(row))

    def rung(self, rung: Rung) -> dict[str, Any]:
        """A rung as a row keeps it; the rungs of a ladder come again with each case."""
        known = self._rungs.get(id(rung))
        if known is None:
            known = self._rungs[id(rung)] = (rung, rung.model_dump(mode="json", exclude_none=True))
        return known[1]

    def write(self) -> None:
        """Insert everything; from now on the cases are rows like any other."""
        if not self._cases:
            return
        self.session.flush()
        insert_rows(self.session, CaseFile, [case.model_dump() for case in self._cases.values()])
        for table in _ORDER:
            if rows := self._rows.get(table):
                insert_rows(self.session, table, rows)
        self._cases, self._rows, self._numbers, self._seq = {}, {}, {}, {}

    def _take(self, table: type[CaseFile | CaseAct]) -> int:
        numbers = self._numbers.get(table)
        if numbers is None:
            numbers = self._numbers[table] = Numbers(self.session, table)
        return numbers.take()


def fact_row(
    case_id: int, name: str, value: Any, act_id: int, times: tuple[datetime, datetime]
) -> dict[str, Any]:
    """A value of a case's history; ``times``: when it happened and when it was recorded."""
    happened, recorded = times
    return {
        "case_id": case_id,
        "name": name,
        "value": value,
        "happened_at": happened,
        "recorded_at": recorded,
        "act_id": act_id,
    }
