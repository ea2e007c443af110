"""Reading what a daily digest counts, for a period ``[start, end)``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as core_select
from sqlmodel import Session, and_, col, func, or_, select

from monitor.sla.proof import DISPUTED
from monitor.store.columns import UNSIGNED, spelled
from monitor.store.duty_tables import MessageSettlement
from monitor.store.tables import (
    Alarm,
    CaseAct,
    CaseFile,
    Event,
    ItemRecord,
    Message,
    SourceOutage,
    SourceState,
)

OPENING_ACTS = ("open", "confirm")
_CITIZEN_KINDS = ("hotline", "mailbox")


@dataclass(frozen=True, slots=True)
class Period:
    """One office's time ``[start, end)``."""

    office_id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class EventCount:
    """An event with the items that came in about it in the period, and from how many sources."""

    event: Event
    items: int
    sources: int


def item_counts(session: Session, period: Period) -> tuple[int, int, int]:
    """How many items were received (live), how many of these are relevant, and how many came in as history."""
    query = (
        select(ItemRecord.historical, ItemRecord.relevant, func.count())
        .where(*_received(period))
        .group_by(col(ItemRecord.historical), col(ItemRecord.relevant))
    )
    rows = list(session.exec(query))
    live = [(relevant, n) for historical, relevant, n in rows if not historical]
    history = sum(n for historical, _, n in rows if historical)
    return sum(n for _, n in live), sum(n for relevant, n in live if relevant), history


def _received(period: Period) -> tuple[bool, bool, bool]:
    return (
        ItemRecord.office_id == period.office_id,
        ItemRecord.ingested_at >= period.start,
        ItemRecord.ingested_at < period.end,
    )


def relevant_in(period: Period) -> tuple[object, ...]:
    """The conditions for a relevant, live item of the period that belongs to an event."""
    return (
        *_received(period),
        col(ItemRecord.historical).is_(False),
        col(ItemRecord.relevant).is_(True),
        col(ItemRecord.event_id).is_not(None),
    )


def event_total(session: Session, period: Period) -> int:
    """How many events the relevant items of the period belong to."""
    query = select(func.count(func.distinct(col(ItemRecord.event_id)))).where(*relevant_in(period))  # type: ignore[arg-type]
    return session.exec(query).one()


def top_events(
    session: Session,
    period: Period,
    limit: int,
    *,
    among: Collection[int] | None = None,
    emergency: bool = False,
) -> list[EventCount]:
    """The hottest events of the period, optionally only emergencies or only those ``among`` some ids."""
    items = func.count(col(ItemRecord.id))
    sources = func.count(func.distinct(func.coalesce(ItemRecord.source, ItemRecord.source_kind)))
    counts = core_select(  # type: ignore[var-annotated]
        col(ItemRecord.event_id).label("event_id"), items.label("items"), sources.label("sources")
    )
    counts = counts.where(*relevant_in(period))  # type: ignore[arg-type]
    if emergency:
        counts = counts.where(col(ItemRecord.emergency).is_not(None))
    if among is not None:
        counts = counts.where(col(ItemRecord.event_id).in_(among))
    seen = counts.group_by(col(ItemRecord.event_id)).subquery()
    query = (
        select(Event, seen.c["items"], seen.c.sources)
        .join(seen, seen.c.event_id == col(Event.id))
        .order_by(col(Event.heat).desc(), seen.c["items"].desc(), col(Event.id))
        .limit(limit)
    )
    return [EventCount(event, n, sources) for event, n, sources in session.exec(query)]


def case_numbers(session: Session, events: Collection[int]) -> dict[int, str]:
    """The number of the latest case of each event that has one."""
    return {event: number for event, (_, number) in cases_of_events(session, events).items()}


def cases_of_events(session: Session, events: Collection[int]) -> dict[int, tuple[int, str]]:
    """Id and number of the latest case of each event that has one."""
    query = select(CaseFile.event_id, CaseFile.id, CaseFile.number).where(col(CaseFile.event_id).in_(events))
    found = session.exec(query.order_by(col(CaseFile.id)))
    return {event: (ident, number) for event, ident, number in found if event}


def citizen_counts(session: Session, period: Period) -> dict[str, int]:
    """How many messages of hotlines and mailboxes came in, by category."""
    query = (
        select(ItemRecord.category, func.count())
        .where(
            *_received(period),
            col(ItemRecord.historical).is_(False),
            col(ItemRecord.source_kind).in_(_CITIZEN_KINDS),
        )
        .group_by(col(ItemRecord.category))
    )
    return dict(session.exec(query).all())


def cases_of_interest(session: Session, period: Period) -> list[CaseFile]:
    """The cases that are in hand now, or on which anything was done since the period began."""
    touched = (
        select(CaseAct.case_id)
        .join(CaseFile, col(CaseFile.id) == CaseAct.case_id)
        .where(CaseFile.office_id == period.office_id, CaseAct.recorded_at >= period.start)
    )
    query = select(CaseFile).where(
        CaseFile.office_id == period.office_id,
        or_(col(CaseFile.state).in_(("open", "proposed")), col(CaseFile.id).in_(touched)),
    )
    return list(session.exec(query.order_by(col(CaseFile.id))))


def cases_by_act(session: Session, period: Period, acts: Collection[str]) -> set[int]:
    """The cases on which one of these acts was recorded in the period."""
    query = (
        select(CaseAct.case_id)
        .join(CaseFile, col(CaseFile.id) == CaseAct.case_id)
        .where(
            CaseFile.office_id == period.office_id,
            CaseAct.recorded_at >= period.start,
            CaseAct.recorded_at < period.end,
            col(CaseAct.act).in_(acts),
        )
    )
    return set(session.exec(query))


def outages(session: Session, period: Period) -> list[SourceOutage]:
    """The blind windows that touch the period."""
    query = select(SourceOutage).where(
        SourceOutage.office_id == period.office_id,
        SourceOutage.from_at < period.end,
        or_(col(SourceOutage.to_at).is_(None), col(SourceOutage.to_at) > period.start),
    )
    return list(session.exec(query.order_by(col(SourceOutage.source), col(SourceOutage.from_at))))


def source_states(session: Session, office_id: str) -> dict[str, SourceState]:
    """What each source did when it was last polled, by name."""
    rows: Sequence[SourceState] = session.exec(
        select(SourceState).where(SourceState.office_id == office_id)
    ).all()
    return {row.name: row for row in rows}


def dead_messages(session: Session, period: Period) -> tuple[int, int]:
    """How many messages of the period could not be delivered at all, and how many of these were told another way by its end."""
    told = and_(
        col(MessageSettlement.message_id) == col(Message.id), col(MessageSettlement.recorded_at) < period.end
    )
    query = select(func.count(), func.count(col(MessageSettlement.id))).select_from(Message)
    query = query.outerjoin(MessageSettlement, told).where(
        Message.office_id == period.office_id,
        col(Message.state) == spelled("dead"),
        Message.created_at >= period.start,
        Message.created_at < period.end,
    )
    dead, settled = session.exec(query).one()
    return dead, settled


def standing_alarms(session: Session, period: Period) -> list[Alarm]:
    """Alarms that were raised by the end of the period and not cleared before it began."""
    query = select(Alarm).where(
        Alarm.office_id == period.office_id,
        Alarm.raised_at < period.end,
        or_(col(Alarm.cleared_at).is_(None), col(Alarm.cleared_at) >= period.start),
    )
    return list(session.exec(query.order_by(col(Alarm.raised_at), col(Alarm.id))))


def missing_countersigns(session: Session, period: Period) -> list[tuple[CaseAct, CaseFile]]:
    """Consents and records whose second person's own signature (补签, 确认) is overdue at the end of the period."""
    # Of all that are not signed, which have an index of their own, those that are not contradicted.
    overdue = col(CaseAct.second_state).in_(UNSIGNED) & (col(CaseAct.second_state) != DISPUTED)
    query = (
        select(CaseAct, CaseFile)
        .join(CaseFile, col(CaseFile.id) == CaseAct.case_id)
        .where(CaseFile.office_id == period.office_id, overdue, col(CaseAct.second_due_at) < period.end)
        .order_by(col(CaseAct.id))
    )
    return list(session.exec(query))
