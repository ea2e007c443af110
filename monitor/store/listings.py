"""Lists of items, events and cases with their filters and paging, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, text
from sqlalchemy import select as core_select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from monitor.store.item_tables import CAMPAIGNED
from monitor.store.matters import family, standing_starts
from monitor.store.policy_tables import PolicyMention
from monitor.store.search import matching
from monitor.store.tables import (
    CaseFile,
    Event,
    ItemClassification,
    ItemRecord,
    ItemRevision,
    WorkOrder,
)

PAGE = 30
COUNTED = 10_000
"""Totals are counted up to here; beyond, a page says "more than"."""
COUNTED_FINDS = 1_000
"""The same for a search, where each find has to be confirmed in its text."""


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What the items page can be narrowed by; None is not asked. Days are [``since``, ``until``)."""

    query: str = ""
    category: str | None = None
    severity: str | None = None
    emergency: str | None = None
    source_kind: str | None = None
    source: str | None = None
    local: str | None = None
    relevant: bool | None = None
    uncertain: bool | None = None
    """Whether the program doubts its own class."""
    track: str | None = None
    has_case: bool | None = None
    historical: bool | None = None
    campaign: str | None = None
    policy: str | None = None
    event_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Slice(Generic[R]):
    """One page of a list, numbered from 1; ``total`` is counted up to :data:`COUNTED`."""

    rows: Sequence[R]
    total: int
    page: int
    size: int = PAGE
    counted: int = COUNTED

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > self.counted

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def find_items(
    session: Session, office_id: str, wanted: ItemFilter, *, page: int = 1, size: int = PAGE
) -> Slice[ItemRecord]:
    """The items that meet every filter, the latest stored first."""
    chosen = core_select(col(ItemRecord.id)).where(col(ItemRecord.office_id) == office_id)
    chosen, key = matching(chosen, wanted.query, session.get_bind().dialect.name)
    chosen = chosen.where(*_conditions(wanted, session.get_bind().dialect.name))
    ids = chosen.order_by(key.desc()).limit(size).offset((page - 1) * size)
    found = list(session.execute(ids).scalars())
    rows = session.exec(select(ItemRecord).where(col(ItemRecord.id).in_(found))).all()
    most = COUNTED_FINDS if wanted.query else COUNTED
    return Slice(sorted(rows, key=lambda r: -r.id), _total(session, chosen, most), page, size, most)


def _conditions(wanted: ItemFilter, dialect: str) -> list[ColumnElement[bool]]:
    plain = {
        ItemRecord.category: wanted.category,
        ItemRecord.severity: wanted.severity,
        ItemRecord.emergency: wanted.emergency,
        ItemRecord.source_kind: wanted.source_kind,
        ItemRecord.source: wanted.source,
        ItemRecord.track: wanted.track,
        ItemRecord.relevant: wanted.relevant,
        ItemRecord.category_uncertain: wanted.uncertain,
        ItemRecord.historical: wanted.historical,
        ItemRecord.event_id: wanted.event_id,
    }
    found = [col(name) == value for name, value in plain.items() if value is not None]
    if wanted.local is not None:
        found.append(_local(wanted.local))
    if wanted.has_case is not None:
        cases = core_select(col(CaseFile.item_id))
        inside = col(ItemRecord.id).in_(cases)
        found.append(inside if wanted.has_case else ~inside)
    if wanted.campaign is not None:
        found.append(_assigned(wanted.campaign, dialect))
    if wanted.policy is not None:
        spoken = core_select(col(PolicyMention.item_id)).where(col(PolicyMention.policy) == wanted.policy)
        found.append(col(ItemRecord.id).in_(spoken))
    if wanted.since is not None or wanted.until is not None:
        found.append(_seen_within(wanted.since, wanted.until))
    return found


def _seen_within(since: datetime | None, until: datetime | None) -> ColumnElement[bool]:
    """Published within some days, or collected where that is not known: each has an index, what they come to together has none."""
    published, collected = col(ItemRecord.published_at), col(ItemRecord.collected_at)

    def within(time: Mapped[datetime] | Mapped[datetime | None]) -> list[ColumnElement[bool]]:
        bounds = [] if since is None else [time >= since]
        return bounds if until is None else [*bounds, time < until]

    return or_(and_(*within(published)), and_(published.is_(None), *within(collected)))


def _assigned(campaign: str, dialect: str) -> ColumnElement[bool]:
    """Whether some classification of an item names a campaign."""
    named = col(ItemClassification.result)["campaigns"].as_string().contains(f'"{campaign}"', autoescape=True)
    found = core_select(col(ItemClassification.item_id)).where(text(CAMPAIGNED[dialect]), named)
    return col(ItemRecord.id).in_(found)


def _local(value: str) -> ColumnElement[bool]:
    if value == "unknown":
        return col(ItemRecord.local).is_(None)
    return col(ItemRecord.local).is_(value == "yes")


def _total(session: Session, chosen: Select[int], most: int = COUNTED) -> int:
    some = chosen.order_by(None).limit(most + 1).subquery()
    return int(session.execute(core_select(func.count()).select_from(some)).scalar_one())


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with everything that is known of it."""

    item: ItemRecord
    classification: ItemClassification | None
    revisions: Sequence[ItemRevision]
    event: Event | None
    siblings: Sequence[ItemRecord]
    cases: Sequence[CaseFile]
    order: WorkOrder | None


def read_item(session: Session, office_id: str, item_id: int) -> ItemPage | None:
    """One item of the office with its latest classification, its event and its cases; None when there is none."""
    item = session.get(ItemRecord, item_id)
    if item is None or item.office_id != office_id:
        return None
    said = select(ItemClassification).where(ItemClassification.item_id == item_id)
    revisions = select(ItemRevision).where(ItemRevision.item_id == item_id)
    belongs: list[ColumnElement[bool]] = [col(CaseFile.item_id) == item_id]
    if item.event_id is not None:
        belongs.append(col(CaseFile.event_id) == item.event_id)
    return ItemPage(
        item,
        session.exec(said.order_by(col(ItemClassification.id).desc())).first(),
        session.exec(revisions.order_by(col(ItemRevision.revision))).all(),
        session.get(Event, item.event_id) if item.event_id is not None else None,
        event_items(session, item.event_id, without=item_id),
        session.exec(select(CaseFile).where(or_(*belongs)).order_by(col(CaseFile.id))).all(),
        session.exec(select(WorkOrder).where(WorkOrder.item_id == item_id)).first(),
    )


def event_items(
    session: Session, event_id: int | None, *, without: int | None = None, limit: int = 50
) -> Sequence[ItemRecord]:
    """The items of an event, the latest first."""
    if event_id is None:
        return []
    query = select(ItemRecord).where(ItemRecord.event_id == event_id)
    if without is not None:
        query = query.where(ItemRecord.id != without)
    return session.exec(query.order_by(col(ItemRecord.id).desc()).limit(limit)).all()


def of_case(session: Session, case: CaseFile) -> ColumnElement[bool]:
    """The condition for the items of a case: the one that it was opened on, those that gave it a start, and those of its event.

    Those on which cases were opened that were merged into it are its own, also where they tell of no hour that others do not.
    """
    cases = family(session, case.id)
    opened = session.exec(select(CaseFile.item_id).where(col(CaseFile.id).in_(cases))).all()
    given = {s.item_id for s in standing_starts(session, case.id) if s.item_id}
    mine = col(ItemRecord.id).in_({*opened, *given})
    return mine if case.event_id is None else or_(mine, col(ItemRecord.event_id) == case.event_id)


def other_items(session: Session, case: CaseFile, *, limit: int = 50) -> tuple[Sequence[ItemRecord], int]:
    """The items of a case beside the one that it was opened on, the latest first, and how many there are."""
    chosen = (of_case(session, case), ItemRecord.id != case.item_id)
    total = session.exec(select(func.count()).select_from(ItemRecord).where(*chosen)).one()
    query = select(ItemRecord).where(*chosen).order_by(col(ItemRecord.id).desc())
    return session.exec(query.limit(limit)).all(), total


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What the events page can be narrowed by."""

    category: str | None = None
    severity: str | None = None
    min_items: int | None = None
    historical: bool | None = None


def find_events(
    session: Session, office_id: str, wanted: EventFilter, *, page: int = 1, size: int = PAGE
) -> Slice[tuple[Event, int | None]]:
    """Events with their latest case, the last touched first."""
    chosen = core_select(col(Event.id)).where(
        col(Event.office_id) == office_id, col(Event.merged_into).is_(None)
    )
    plain = {
        Event.category: wanted.category,
        Event.severity: wanted.severity,
        Event.historical: wanted.historical,
    }
    chosen = chosen.where(*(col(name) == value for name, value in plain.items() if value is not None))
    if wanted.min_items:
        chosen = chosen.where(col(Event.items) >= wanted.min_items)
    order = (col(Event.last_at).desc(), col(Event.id).desc())
    latest = (
        core_select(func.max(col(CaseFile.id)))
        .where(col(CaseFile.event_id) == col(Event.id))
        .correlate(Event)
        .scalar_subquery()
    )
    query = select(Event, latest).where(
        col(Event.id).in_(chosen.order_by(*order).limit(size).offset((page - 1) * size))
    )
    rows = session.exec(query.order_by(*order)).all()
    return Slice([(event, case) for event, case in rows], _total(session, chosen), page, size)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the cases page can be narrowed by; ``severity`` may be ``none``."""

    state: str | None = None
    severity: str | None = None
    category: str | None = None
    organ: str | None = None
    words: str = ""
    before: int | None = None


def find_cases(
    session: Session, office_id: str, wanted: CaseFilter, *, page: int = 1, size: int = PAGE
) -> Slice[CaseFile]:
    """Cases that meet every filter, the latest first; ``words`` are sought in number and title."""
    chosen = core_select(col(CaseFile.id)).where(col(CaseFile.office_id) == office_id)
    plain = {
        CaseFile.state: wanted.state,
        CaseFile.category: wanted.category,
        CaseFile.organ: wanted.organ,
    }
    chosen = chosen.where(*(col(name) == value for name, value in plain.items() if value is not None))
    if wanted.severity is not None:
        none = col(CaseFile.severity).is_(None)
        chosen = chosen.where(
            none if wanted.severity == "none" else col(CaseFile.severity) == wanted.severity
        )
    if wanted.before is not None:
        chosen = chosen.where(col(CaseFile.id) < wanted.before)
    for word in wanted.words.split()[:8]:
        inside = col(CaseFile.number).contains(word, autoescape=True)
        chosen = chosen.where(or_(inside, col(CaseFile.title).contains(word, autoescape=True)))
    ids = chosen.order_by(col(CaseFile.id).desc()).limit(size).offset((page - 1) * size)
    rows = session.exec(select(CaseFile).where(col(CaseFile.id).in_(list(session.execute(ids).scalars()))))
    return Slice(sorted(rows, key=lambda c: -c.id), _total(session, chosen), page, size)


def categories(session: Session, office_id: str) -> list[str]:
    """The categories that occur among the office's items."""
    query = select(ItemRecord.category).where(ItemRecord.office_id == office_id, ItemRecord.category != "")
    return sorted(session.exec(query.distinct()))


def organs(session: Session, office_id: str) -> list[str]:
    """The organs that some case of the office names."""
    query = select(CaseFile.organ).where(CaseFile.office_id == office_id, col(CaseFile.organ).is_not(None))
    return sorted(o for o in session.exec(query.distinct()) if o)
