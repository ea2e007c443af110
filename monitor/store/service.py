"""What the service knows of itself: sources, audit records, snapshots, alarms, counts, and the schema's state."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alembic.runtime.migration import MigrationContext
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select, text

from monitor.store.database import Database
from monitor.store.portions import portions
from monitor.store.rule_tables import RuleReading
from monitor.store.tables import (
    Alarm,
    AuditRecord,
    CaseFile,
    Deadline,
    ItemRecord,
    RuleBookVersion,
    Snapshot,
    SourceOutage,
    SourceState,
)


def database_answers(database: Database) -> bool:
    """True when a query goes through. Raises StoreError or the driver's error otherwise."""
    with database.read() as session:
        return bool(session.execute(text("SELECT 1")).scalar_one() == 1)


def schema_revision(database: Database) -> str | None:
    """The migration that the database stands at."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def source_states(session: Session, office_id: str) -> Sequence[SourceState]:
    query = select(SourceState).where(SourceState.office_id == office_id)
    return session.exec(query.order_by(col(SourceState.failures).desc(), SourceState.name)).all()


def outages(session: Session, office_id: str, *, limit: int = 100) -> Sequence[SourceOutage]:
    """The blind windows, the latest first."""
    query = select(SourceOutage).where(SourceOutage.office_id == office_id)
    return session.exec(query.order_by(col(SourceOutage.from_at).desc()).limit(limit)).all()


def alarms(session: Session, office_id: str, *, limit: int = 100) -> Sequence[Alarm]:
    """Standing and past alarms, the latest first."""
    query = select(Alarm).where(Alarm.office_id == office_id)
    return session.exec(query.order_by(col(Alarm.raised_at).desc()).limit(limit)).all()


@dataclass(frozen=True, slots=True)
class RuleEdits:
    """One edit of the rule files, as it is shown."""

    recorded_at: datetime
    version: str
    edits: Sequence[Mapping[str, str]]
    cases: Sequence[int]


def rule_edits(session: Session, office_id: str, *, limit: int = 50) -> list[RuleEdits]:
    """The edits of rule files that the service has read, the latest first (the files themselves are long, and left out)."""
    query = (
        select(RuleReading.recorded_at, RuleReading.version, RuleReading.edits, RuleReading.cases)
        .where(RuleReading.office_id == office_id)
        .order_by(col(RuleReading.id).desc())
        .limit(limit)
    )
    return [RuleEdits(*row) for row in session.exec(query) if row[2]]


def case_numbers(session: Session, cases: Collection[int]) -> dict[int, str]:
    """The numbers of some cases."""
    found: dict[int, str] = {}
    for ids in portions(sorted(cases)):
        found |= dict(
            session.exec(select(CaseFile.id, CaseFile.number).where(col(CaseFile.id).in_(ids))).all()
        )
    return found


def rule_books(session: Session) -> Sequence[RuleBookVersion]:
    """Every rule book that a case was judged under, the latest first."""
    return session.exec(select(RuleBookVersion).order_by(col(RuleBookVersion.first_used_at).desc())).all()


def snapshots_of(session: Session, case_id: int) -> Sequence[Snapshot]:
    return session.exec(select(Snapshot).where(Snapshot.case_id == case_id).order_by(col(Snapshot.id))).all()


def snapshot(session: Session, office_id: str, snapshot_id: int) -> Snapshot | None:
    found = session.get(Snapshot, snapshot_id)
    return found if found is not None and found.office_id == office_id else None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What the audit page can be narrowed by; records before ``before``."""

    actor: str = ""
    act: str = ""
    subject: str = ""
    before: int | None = None


def audit_records(
    session: Session, office_id: str, wanted: AuditFilter, *, limit: int = 50
) -> Sequence[AuditRecord]:
    """Audit records, the latest first; ``act`` and ``subject`` are sought as beginnings."""
    chosen: list[ColumnElement[bool]] = [col(AuditRecord.office_id) == office_id]
    if wanted.actor:
        chosen.append(col(AuditRecord.actor) == wanted.actor)
    if wanted.act:
        chosen.append(col(AuditRecord.act).startswith(wanted.act, autoescape=True))
    if wanted.subject:
        chosen.append(col(AuditRecord.subject).startswith(wanted.subject, autoescape=True))
    if wanted.before is not None:
        chosen.append(col(AuditRecord.seq) < wanted.before)
    query = select(AuditRecord).where(*chosen).order_by(col(AuditRecord.seq).desc())
    return session.exec(query.limit(limit)).all()


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers that monitoring scrapes."""

    items: int
    cases: Mapping[str, int]
    deadlines_open: int
    deadlines_breached: int


def counts(session: Session, office_id: str, now: datetime) -> Counts:
    """Count items, cases by state, and the policy's unsettled deadlines before and after their time."""
    items = session.exec(
        select(func.count()).select_from(ItemRecord).where(ItemRecord.office_id == office_id)
    ).one()
    by_state = session.exec(
        select(CaseFile.state, func.count())
        .where(CaseFile.office_id == office_id)
        .group_by(col(CaseFile.state))
    ).all()
    unsettled = (
        select(func.count())
        .select_from(Deadline)
        .where(
            Deadline.office_id == office_id,
            col(Deadline.state).in_(("open", "breached")),
            col(Deadline.public).is_(True),
            col(Deadline.time_pending).is_(False),
        )
    )
    breached = session.exec(unsettled.where(col(Deadline.due_at) < now)).one()
    waiting = session.exec(unsettled.where(col(Deadline.due_at) >= now)).one()
    return Counts(items, {state: n for state, n in by_state}, waiting, breached)  # noqa: C416
