"""What the board shows: running cases with their clocks, tasks, and what is wrong with the service itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import case
from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, select

from monitor.classify.result import GRAVE, SEVERITIES
from monitor.classify.triage.opinion import LEVELS
from monitor.store.columns import UNSENT, UNSIGNED
from monitor.store.event_view import turned_round
from monitor.store.outbox_view import count_dead
from monitor.store.portions import portions
from monitor.store.tables import (
    Alarm,
    CaseAct,
    CaseFile,
    Deadline,
    DutyTask,
    Heartbeat,
    LadderStep,
    Message,
    SourceState,
)
from monitor.store.views import DeadlineView, judge_deadlines

SHOWN = 100
AHEAD = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class BoardCase:
    """One line of the board: a case, its live clocks, and what must be seen at a glance."""

    case: CaseFile
    clocks: tuple[DeadlineView, ...]
    unverified: bool
    countersigns: int
    running: tuple[DeadlineView, ...] = field(init=False)
    """The unsettled clocks that count, the policy's before the office's own, the next due first."""

    def __post_init__(self) -> None:
        live = [c for c in self.clocks if c.counts and c.state in ("open", "breached")]
        ordered = tuple(sorted(live, key=lambda c: (not c.row.public, c.row.due_at)))
        object.__setattr__(self, "running", ordered)

    @property
    def next(self) -> DeadlineView | None:
        return self.running[0] if self.running else None

    @property
    def breached(self) -> bool:
        return any(c.state == "breached" and c.row.public for c in self.running)

    @property
    def time_pending(self) -> bool:
        return any(c.row.time_pending for c in self.running)

    @property
    def past_at_cause(self) -> bool:
        return any(c.row.past_at_cause for c in self.running)

    @property
    def grave(self) -> bool:
        return self.case.severity in GRAVE

    @property
    def rank(self) -> tuple[bool, bool, bool, int, float, int]:
        """Breached and grave first, then breached, then grave; the next due first within each."""
        due = self.next.row.due_at.timestamp() if self.next else float("inf")
        order = SEVERITIES.index(self.case.severity) if self.case.severity in SEVERITIES else len(SEVERITIES)
        return (
            not (self.breached and self.grave),
            not self.breached,
            not self.grave,
            order,
            due,
            self.case.id,
        )


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board at one moment."""

    open: tuple[BoardCase, ...]
    proposed: tuple[CaseFile, ...]
    open_total: int
    proposed_total: int
    breached_total: int
    grave_total: int
    due_soon: tuple[tuple[BoardCase, DeadlineView], ...]
    due_soon_total: int
    tasks: Sequence[tuple[DutyTask, CaseFile]]
    countersigns: Sequence[tuple[CaseAct, CaseFile]]
    alarms: Sequence[Alarm]
    sources_down: Sequence[SourceState]
    outbox_pending: int
    outbox_dead: int
    heartbeats: Sequence[Heartbeat]
    turned: Mapping[int, Sequence[int]]
    """Events of the shown cases that were turned round, each with the events of its reversals."""


def read_board(session: Session, office_id: str, now: datetime) -> Board:
    """Read the board; the counts are whole, the lists are cut at 100."""
    cases = board_cases(session, office_id, now)
    proposed, proposed_total = _proposed(session, office_id)
    soon = sorted(
        (
            (c, clock)
            for c in cases
            for clock in c.running
            if clock.state == "open" and now <= clock.row.due_at <= now + AHEAD
        ),
        key=lambda pair: (pair[1].row.due_at, pair[1].row.id),
    )
    pending, dead = outbox_counts(session, office_id)
    return Board(
        open=tuple(cases[:SHOWN]),
        proposed=tuple(proposed),
        open_total=len(cases),
        proposed_total=proposed_total,
        breached_total=sum(1 for c in cases if c.breached),
        grave_total=sum(1 for c in cases if c.grave),
        due_soon=tuple(soon[:SHOWN]),
        due_soon_total=len(soon),
        tasks=open_tasks(session, office_id),
        countersigns=waiting_countersigns(session, office_id),
        alarms=standing_alarms(session, office_id),
        sources_down=failing_sources(session, office_id),
        outbox_pending=pending,
        outbox_dead=dead,
        heartbeats=heartbeats(session, office_id),
        turned=turned_round(session, _events([c.case for c in cases[:SHOWN]], proposed)),
    )


def _events(*cases: Sequence[CaseFile]) -> list[int]:
    return sorted({c.event_id for shown in cases for c in shown if c.event_id is not None})


def board_cases(session: Session, office_id: str, now: datetime) -> list[BoardCase]:
    """Every open case of the office, the reddest first."""
    cases = session.exec(
        select(CaseFile).where(CaseFile.office_id == office_id, CaseFile.state == "open")
    ).all()
    return sorted(line_up(session, cases, now), key=lambda c: c.rank)


def line_up(session: Session, cases: Sequence[CaseFile], now: datetime) -> list[BoardCase]:
    """Join cases with their clocks and marks, in four queries whatever their number."""
    clocks = _clocks(session, cases)
    marked = _unverified(session, cases)
    waiting = _countersign_counts(session, cases)
    return [
        BoardCase(
            case,
            tuple(judge_deadlines(clocks.get(case.id, []), now)),
            case.verification == "pending" and case.id in marked,
            waiting.get(case.id, 0),
        )
        for case in cases
    ]


def _ids(cases: Sequence[CaseFile]) -> Iterator[Sequence[int]]:
    return portions([c.id for c in cases])


def _clocks(session: Session, cases: Sequence[CaseFile]) -> dict[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = defaultdict(list)
    # Plain rows, for nothing of them is written: of five thousand open cases to make records of them takes most of the time.
    # The frozen ladder is a long document that no list shows.
    shown = [c for c in Deadline.__table__.columns if c.name != "ladder"]  # type: ignore[attr-defined]
    for ids in _ids(cases):
        query = core_select(*shown).where(col(Deadline.case_id).in_(ids), col(Deadline.state) != "superseded")
        for row in session.execute(query):
            found[row.case_id].append(cast("Deadline", row))
    return found


def _unverified(session: Session, cases: Sequence[CaseFile]) -> set[int]:
    found: set[int] = set()
    for ids in _ids(cases):
        query = select(LadderStep.case_id).where(
            col(LadderStep.case_id).in_(ids), col(LadderStep.unverified).is_(True)
        )
        found.update(session.exec(query.distinct()))
    return found


def _countersign_counts(session: Session, cases: Sequence[CaseFile]) -> dict[int, int]:
    found: dict[int, int] = {}
    for ids in _ids(cases):
        query = (
            select(CaseAct.case_id, func.count())
            .where(col(CaseAct.case_id).in_(ids), col(CaseAct.second_state).in_(UNSIGNED))
            .group_by(col(CaseAct.case_id))
        )
        found.update((case_id, n) for case_id, n in session.exec(query))
    return found


def _proposed(session: Session, office_id: str) -> tuple[list[CaseFile], int]:
    chosen = (CaseFile.office_id == office_id, CaseFile.state == "proposed")
    total = session.exec(select(func.count()).select_from(CaseFile).where(*chosen)).one()
    rank = func.coalesce(CaseFile.severity, "Z")
    # Red things first: a red proposal must not wait below ten ordinary ones.
    colour = case(
        {level: n for n, level in enumerate(LEVELS)}, value=CaseFile.opinion_level, else_=len(LEVELS)
    )
    query = select(CaseFile).where(*chosen)
    query = query.order_by(rank, colour, col(CaseFile.proposed_at), col(CaseFile.id))
    return list(session.exec(query.limit(SHOWN))), total


def open_tasks(session: Session, office_id: str) -> Sequence[tuple[DutyTask, CaseFile]]:
    """The tasks that wait for a record, the earliest due first."""
    query = (
        select(DutyTask, CaseFile)
        .join(CaseFile, col(CaseFile.id) == col(DutyTask.case_id))
        .where(DutyTask.office_id == office_id, DutyTask.state == "open")
        .order_by(col(DutyTask.due_at), col(DutyTask.id))
    )
    return session.exec(query.limit(SHOWN)).all()


def waiting_countersigns(
    session: Session, office_id: str, person: str | None = None
) -> Sequence[tuple[CaseAct, CaseFile]]:
    """Consents by telephone that are not countersigned yet, of everybody or of one person."""
    query = (
        select(CaseAct, CaseFile)
        .join(CaseFile, col(CaseFile.id) == col(CaseAct.case_id))
        .where(CaseFile.office_id == office_id, col(CaseAct.second_state).in_(UNSIGNED))
        .order_by(col(CaseAct.second_due_at), col(CaseAct.id))
    )
    if person is not None:
        query = query.where(CaseAct.second == person)
    return session.exec(query.limit(SHOWN)).all()


def standing_alarms(session: Session, office_id: str) -> Sequence[Alarm]:
    query = select(Alarm).where(Alarm.office_id == office_id, col(Alarm.cleared_at).is_(None))
    return session.exec(query.order_by(col(Alarm.raised_at).desc()).limit(SHOWN)).all()


def failing_sources(session: Session, office_id: str) -> Sequence[SourceState]:
    """Sources whose last poll failed, the longest silent first."""
    query = select(SourceState).where(SourceState.office_id == office_id, SourceState.failures > 0)
    return session.exec(query.order_by(col(SourceState.last_worked_at), SourceState.name).limit(SHOWN)).all()


def outbox_counts(session: Session, office_id: str) -> tuple[int, int]:
    """Messages that wait to be sent, and those that were given up and told to nobody another way."""
    waiting = col(Message.state).in_(UNSENT)
    query = select(func.count()).where(Message.office_id == office_id, waiting)
    return session.exec(query).one(), count_dead(session, office_id)


def heartbeats(session: Session, office_id: str) -> Sequence[Heartbeat]:
    return session.exec(
        select(Heartbeat).where(Heartbeat.office_id == office_id).order_by(Heartbeat.step)
    ).all()
