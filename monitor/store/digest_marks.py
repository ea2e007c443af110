"""Reading what a daily digest says of special campaigns (专项) and opinion levels (红橙黄蓝)."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as core_select
from sqlmodel import Session, col, or_, select

from monitor.store.digest_view import Period, relevant_in
from monitor.store.portions import portions
from monitor.store.tables import CaseAct, Event, EventOpinion, ItemClassification, ItemRecord


@dataclass(frozen=True, slots=True)
class MarkedItem:
    """An item of the period that is flagged as a rumour or belongs to campaigns, with the classifier's reasons."""

    item: int
    event: int
    rumour: bool
    campaigns: tuple[str, ...]
    reasons: tuple[str, ...]


def marked_items(session: Session, period: Period) -> list[MarkedItem]:
    """The relevant items of the period that carry either mark, by the last classification that names one."""
    flags, campaigns, reasons = (
        col(ItemClassification.result)[key].as_string() for key in ("flags", "campaigns", "reasons")
    )
    query = (
        core_select(col(ItemRecord.id), col(ItemRecord.event_id), flags, campaigns, reasons)
        .join(ItemClassification, col(ItemClassification.item_id) == ItemRecord.id)
        .where(
            *relevant_in(period),  # type: ignore[arg-type]
            col(ItemClassification.recorded_at) < period.end,
            or_(flags.like('%"rumour"%'), campaigns.like('%"%')),
        )
        .order_by(col(ItemRecord.id), col(ItemClassification.id))
    )
    found = {
        item: MarkedItem(item, event, "rumour" in _list(f), _list(c), _list(r))
        for item, event, f, c, r in session.execute(query)
    }
    return list(found.values())


def _list(text: Any) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


def levels_of_events(
    session: Session, events: Collection[int], as_of: datetime
) -> dict[int, tuple[str, tuple[Mapping[str, Any], ...]]]:
    """The level of each event as it was known at a moment, with the rules that it rests on."""
    found: dict[int, tuple[str, tuple[Mapping[str, Any], ...]]] = {}
    for part in portions(sorted(events)):
        query = select(EventOpinion).where(
            col(EventOpinion.event_id).in_(part), EventOpinion.recorded_at <= as_of
        )
        for row in session.exec(query.order_by(col(EventOpinion.id))):
            found[row.event_id] = (row.level, tuple(row.basis))
    return found


def level_acts(session: Session, cases: Collection[int], as_of: datetime) -> dict[int, CaseAct]:
    """The act that gave each case its opinion level, as it was known at a moment."""
    found: dict[int, CaseAct] = {}
    for part in portions(sorted(cases)):
        query = select(CaseAct).where(
            col(CaseAct.case_id).in_(part), CaseAct.act == "level", CaseAct.recorded_at <= as_of
        )
        for act in session.exec(query.order_by(col(CaseAct.recorded_at), col(CaseAct.id))):
            found[act.case_id] = act
    return found


def events_of(session: Session, ids: Collection[int]) -> dict[int, Event]:
    """Events by their ids."""
    found: dict[int, Event] = {}
    for part in portions(sorted(ids)):
        found |= {e.id: e for e in session.exec(select(Event).where(col(Event.id).in_(part)))}
    return found


def events_in(session: Session, period: Period) -> list[int]:
    """The events that relevant items of the period belong to and that have any opinion level."""
    query = (
        select(ItemRecord.event_id)
        .join(Event, col(Event.id) == ItemRecord.event_id)
        .where(*relevant_in(period), col(Event.opinion_level).is_not(None))  # type: ignore[arg-type]
        .distinct()
    )
    return [e for e in session.exec(query) if e is not None]
