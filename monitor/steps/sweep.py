"""What one sweep of the watch has read at once for all its rungs, whom it will tell, and what it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from monitor.steps.desk import Work
from monitor.steps.outbox import Notice
from monitor.store.portions import portions
from monitor.store.tables import CaseAct, CaseFile, Deadline, LadderStep

PUT_OFF = timedelta(minutes=1)
"""How long a row that could not be worked on waits, and a rung that is held until nobody knows when."""

AWAITED_ACTS = ("report_up", "call", "statement")
"""The acts that end reminders by having been done since these were set."""


@dataclass(slots=True)
class WatchTally:
    """What one sweep did; ``chased`` counts who was told because nobody acknowledged or called, ``failed`` rows that could
    not be worked on and were put off; ``next_due`` is when there is something to do again."""

    deadlines_passed: int = 0
    escalations: int = 0
    chased: int = 0
    failed: int = 0
    messages: int = 0
    next_due: datetime | None = None


@dataclass(slots=True)
class Sweep:
    """What one sweep has read at once for all its rungs, and whom it will tell."""

    tally: WatchTally
    notices: list[Notice] = field(default_factory=list)
    acts: dict[int, dict[str, datetime]] = field(default_factory=dict)
    """When each case last had something done that a rung may wait for and that was not taken back."""
    held: list[object] = field(default_factory=list)

    def prefetch(self, work: Work, steps: Sequence[LadderStep]) -> None:
        """Read cases, deadlines and acts of many rungs in a few queries; the session then finds them in memory."""
        session = work.tx.session
        cases = sorted({s.case_id for s in steps})
        for ids in portions(cases):
            self.held.append(session.exec(select(CaseFile).where(col(CaseFile.id).in_(ids))).all())
            self._read_acts(session, ids)
        deadlines = sorted({s.deadline_id for s in steps if s.deadline_id})
        for ids in portions(deadlines):
            self.held.append(session.exec(select(Deadline).where(col(Deadline.id).in_(ids))).all())

    def _read_acts(self, session: Session, cases: Sequence[int]) -> None:
        names = (*AWAITED_ACTS, "revoke")
        query = select(CaseAct).where(col(CaseAct.case_id).in_(cases), col(CaseAct.act).in_(names))
        found = session.exec(query.order_by(col(CaseAct.id))).all()
        revoked = {a.body.get("revoked") for a in found if a.act == "revoke"}
        for act in found:
            if act.act != "revoke" and act.id not in revoked:
                self.acts.setdefault(act.case_id, {})[act.act] = act.recorded_at
