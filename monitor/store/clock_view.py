"""The clocks of a case as the outside sees them: evidence with the deadline under each piece, and inner targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from monitor.clock import rfc3339, rfc3339_or_none
from monitor.rulebook import RuleBook
from monitor.sla.day_parts import assumed_words
from monitor.sla.deadlines import Start, arose_on, plan_under
from monitor.sla.rules import Rung, SlaRules
from monitor.sla.targets import Target, targets
from monitor.store.duty_tables import DeadlineLadder
from monitor.store.matters import EDITED, FOLLOWED, live_acts, marks_of, matter_of, rules_of
from monitor.store.tables import CaseFile, ClockStart, Deadline, ItemRecord, LadderStep


@dataclass(frozen=True, slots=True)
class Due:
    """When a milestone would be due under one piece of evidence; ``counts`` where it is the one that appraisal takes."""

    rule: str
    kind: str
    due_at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence of when a matter arose: where it comes from, how it stands, and what would be due under it."""

    row: ClockStart
    start_at: datetime
    """As the case's rules read it, which may have changed since the row was kept."""
    standing: str
    confirmed: bool
    source: str
    url: str
    due: tuple[Due, ...]

    @property
    def inferred(self) -> bool:
        """Only the day is known and nobody has confirmed the hour (时刻待核)."""
        return self.row.bare_date and not self.confirmed

    @property
    def assumed(self) -> str:
        """What was taken for granted while only the day, or a part of it, is known; empty where an hour is."""
        return assumed_words(self.row.day_part, self.start_at) if self.inferred else ""

    @property
    def edited(self) -> bool:
        """Whether it is an edit that first told of the emergency: then what counts is when the edit was read."""
        return self.row.note.startswith(EDITED)

    def to_json(self) -> dict[str, Any]:
        row = self.row
        return {
            "id": row.id,
            "evidence": row.evidence,
            "start_at": rfc3339(self.start_at),
            "bare_date": row.bare_date,
            "day_part": row.day_part,
            "assumed": self.assumed,
            "confirmed": self.confirmed,
            "standing": self.standing,
            "source": self.source,
            "url": self.url,
            "note": row.note,
            "item": row.item_id,
            "recorded_at": rfc3339(row.recorded_at),
            "due": [
                {"rule": d.rule, "kind": d.kind, "due_at": rfc3339(d.due_at), "counts": d.counts}
                for d in self.due
            ],
        }


def reapplied_ladders(session: Session, case_id: int) -> dict[int, datetime]:
    """When an officer last re-applied a ladder to a deadline of a case, by the deadline's id."""
    query = select(DeadlineLadder.deadline_id, DeadlineLadder.recorded_at).join(
        Deadline, col(Deadline.id) == col(DeadlineLadder.deadline_id)
    )
    kept = session.exec(query.where(Deadline.case_id == case_id).order_by(col(DeadlineLadder.id))).all()
    return dict(kept)


def evidence_of(
    session: Session, case: CaseFile, book: RuleBook, counting: Mapping[str, int]
) -> list[Evidence]:
    """Every piece of evidence of a case, the earliest first.

    ``counting`` holds, for each rule, the clock start of the deadline that counts.
    """
    query = select(ClockStart).where(ClockStart.case_id == case.id)
    rows = session.exec(query.order_by(col(ClockStart.start_at), col(ClockStart.id))).all()
    marks, items = marks_of(session, case.id), _items(session, rows)
    rules = rules_of(session, case, book)
    read = {r.id: _start(r).under(rules.day_parts) for r in rows}
    due = _due(session, case, rules, list(read.values()), counting)
    found = []
    for row in rows:
        mark = marks[row.id].mark if row.id in marks else "standing"
        item = items.get(row.item_id or 0)
        source = (item.source or "") if item else ""
        confirmed = row.confirmed or mark == "confirmed"
        found.append(
            Evidence(
                row,
                read[row.id].at,
                mark,
                confirmed,
                source,
                (item.url or "") if item else "",
                due.get(row.id, ()),
            )
        )
    return found


def _start(row: ClockStart) -> Start:
    return Start(row.id, row.evidence, row.start_at, row.bare_date, day_part=row.day_part or "")


def _items(session: Session, rows: Sequence[ClockStart]) -> dict[int, ItemRecord]:
    wanted = {r.item_id for r in rows if r.item_id}
    return {i.id: i for i in session.exec(select(ItemRecord).where(col(ItemRecord.id).in_(wanted)))}


def _due(
    session: Session,
    case: CaseFile,
    rules: SlaRules,
    read: Sequence[Start],
    counting: Mapping[str, int],
) -> dict[int, tuple[Due, ...]]:
    """What each milestone that binds the case would be due under each piece of evidence that it admits."""
    starts = [s for s in read if s.evidence not in FOLLOWED]
    if not starts:
        return {}
    matter = matter_of(session, case)
    bound = rules.milestones_for(matter, arose_on(starts))
    return {
        start.id: tuple(
            Due(m.id, m.kind, plan_under(m, start).due_at, counting.get(m.id) == start.id)
            for m in bound
            if start.evidence in m.starts
        )
        for start in starts
    }


_NO_LONGER_WANTED = ("regraded", "overtaken", "merged")
"""Outcomes of rungs whose target gave way to another."""


def targets_of(session: Session, case_id: int) -> list[Target]:
    """The inner targets of a case."""
    query = select(LadderStep).where(
        LadderStep.case_id == case_id,
        col(LadderStep.deadline_id).is_(None),
        col(LadderStep.outcome).not_in(_NO_LONGER_WANTED),
    )
    steps = session.exec(query).all()
    return targets([(s, Rung.model_validate(s.rung)) for s in steps], live_acts(session, case_id))


def target_json(target: Target) -> dict[str, Any]:
    done_at = rfc3339_or_none(target.done_at)
    return {
        "label": target.label,
        "due_at": rfc3339(target.due_at),
        "done_at": done_at,
        "in_time": target.in_time,
    }
