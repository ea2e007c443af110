"""What the learning page and the training read: corrections, the weekly sample, and the texts behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from monitor.classify.learning.sampling import Share, Stratum, Week, share_of
from monitor.store.tables import Correction, ItemClassification, ItemRecord, ItemRevision, SampleCheck

_AT_ONCE = 2_000
"""So many rows of a week are held in memory while its sample is drawn."""
SAMPLED = ("relevant", "category", "emergency")
"""The fields that a sample asks about."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An officer's latest word on one field of an item, with the text that it was said about."""

    item_id: int
    title: str
    text: str
    value: Any
    row: Correction


def labelled(session: Session, office_id: str, field: str) -> list[Labelled]:
    """The latest correction of each item in one field, oldest item first."""
    last = (
        select(func.max(Correction.id))
        .where(Correction.office_id == office_id, Correction.field == field)
        .group_by(col(Correction.item_id))
    )
    query = (
        select(Correction, ItemRevision)
        .join(
            ItemRevision,
            (col(ItemRevision.item_id) == Correction.item_id)
            & (col(ItemRevision.revision) == Correction.revision),
        )
        .where(col(Correction.id).in_(last))
        .order_by(col(Correction.item_id))
    )
    return [
        Labelled(row.item_id, said.raw_title, said.raw_text, row.new, row)
        for row, said in session.exec(query).all()
    ]


def counts(session: Session, office_id: str) -> dict[str, tuple[int, int]]:
    """How many corrections there are in each field, and how many confirmations of what stood."""
    changed = col(Correction.old) != col(Correction.new)
    query = (
        select(Correction.field, func.count().filter(changed), func.count().filter(~changed))
        .where(Correction.office_id == office_id)
        .group_by(Correction.field)
    )
    return {field: (corrected, confirmed) for field, corrected, confirmed in session.exec(query).all()}


def latest(session: Session, office_id: str, *, limit: int = 50) -> Sequence[tuple[Correction, ItemRecord]]:
    """The last corrections with their items, the newest first."""
    query = (
        select(Correction, ItemRecord)
        .join(ItemRecord, col(ItemRecord.id) == Correction.item_id)
        .where(Correction.office_id == office_id)
        .order_by(col(Correction.id).desc())
    )
    return session.exec(query.limit(limit)).all()


def recent_texts(session: Session, office_id: str, *, limit: int = 1000) -> list[str]:
    """The clean texts, title first, of the latest live matters: what the drift of the category model is read from."""
    query = select(ItemRecord.title, ItemRecord.text).where(
        ItemRecord.office_id == office_id,
        col(ItemRecord.historical).is_(False),
        col(ItemRecord.relevant).is_(True),
        col(ItemRecord.duplicate_of).is_(None),
    )
    rows = session.exec(query.order_by(col(ItemRecord.id).desc()).limit(limit)).all()
    return [f"{title}\n{text}" for title, text in rows]


def has_sample(session: Session, office_id: str, week: str) -> bool:
    query = select(SampleCheck.id).where(SampleCheck.office_id == office_id, SampleCheck.week == week)
    return session.exec(query.limit(1)).first() is not None


def pool(session: Session, office_id: str, stratum: Stratum, week: Week) -> Iterator[int]:
    """The ids of a week's items that one stratum is drawn from, every one, as a stream; copies and history are left out.

    An item belongs where the program put it: the row of one that an officer has corrected since says what the officer
    said, and a miss that was found in time is a miss all the same.
    """
    in_week = (
        ItemRecord.office_id == office_id,
        ItemRecord.ingested_at >= week.start,
        ItemRecord.ingested_at < week.end,
        col(ItemRecord.historical).is_(False),
        col(ItemRecord.duplicate_of).is_(None),
    )
    spoken_of = select(Correction.item_id).where(
        Correction.office_id == office_id, col(Correction.field).in_(SAMPLED)
    )
    untouched = select(ItemRecord.id).where(
        *in_week, *_belongs(stratum), col(ItemRecord.id).not_in(spoken_of)
    )
    streamed = {"yield_per": _AT_ONCE}
    yield from session.exec(untouched, execution_options=streamed)
    touched = (
        select(ItemRecord.id, ItemClassification.result)
        .join(ItemClassification, col(ItemClassification.item_id) == ItemRecord.id)
        .where(*in_week, col(ItemRecord.id).in_(spoken_of))
        .order_by(col(ItemRecord.id), col(ItemClassification.id))
    )
    rows = session.exec(touched, execution_options=streamed)
    for item_id, said in groupby(rows, key=itemgetter(0)):
        *_, (_, result) = said  # what the program said last
        if _stratum(result) == stratum:
            yield item_id


def corrected(session: Session, item_ids: Sequence[int]) -> dict[int, Correction]:
    """Of some items, the last word by which what a sample asks about differs from the program's; one taken back is none."""
    query = select(Correction).where(
        col(Correction.item_id).in_(item_ids), col(Correction.field).in_(SAMPLED)
    )
    first: dict[tuple[int, str], Any] = {}
    last: dict[tuple[int, str], Correction] = {}
    for row in session.exec(query.order_by(col(Correction.id))).all():
        first.setdefault((row.item_id, row.field), row.old)
        last[row.item_id, row.field] = row
    return {key[0]: row for key, row in last.items() if row.new != first[key]}


def _stratum(result: Mapping[str, Any]) -> Stratum | None:
    """Where the program's own word puts an item; an emergency is looked at anyway and is in no stratum."""
    if not result.get("relevant"):
        return "irrelevant"
    if result.get("category_uncertain"):
        return "uncertain"
    return "ordinary" if result.get("emergency") is None else None


def _belongs(stratum: Stratum) -> tuple[ColumnElement[bool], ...]:
    relevant, uncertain = col(ItemRecord.relevant), col(ItemRecord.category_uncertain)
    if stratum == "irrelevant":
        return (relevant.is_(False),)
    if stratum == "uncertain":
        return (relevant.is_(True), uncertain.is_(True))
    return (relevant.is_(True), uncertain.is_(False), col(ItemRecord.emergency).is_(None))


def weeks(session: Session, office_id: str, *, limit: int = 12) -> Sequence[str]:
    """The weeks that have a sample, the newest first."""
    query = select(SampleCheck.week).where(SampleCheck.office_id == office_id).distinct()
    return session.exec(query.order_by(col(SampleCheck.week).desc()).limit(limit)).all()


def sample(session: Session, office_id: str, week: str) -> Sequence[tuple[SampleCheck, ItemRecord]]:
    """A week's sample with its items, what nobody has looked at first."""
    query = (
        select(SampleCheck, ItemRecord)
        .join(ItemRecord, col(ItemRecord.id) == SampleCheck.item_id)
        .where(SampleCheck.office_id == office_id, SampleCheck.week == week)
        .order_by(col(SampleCheck.checked_at).is_not(None), col(SampleCheck.id))
    )
    return session.exec(query).all()


def shares(session: Session, office_id: str, week: str) -> dict[str, Share]:
    """The share of wrong verdicts by stratum."""
    query = select(SampleCheck.stratum, SampleCheck.wrong).where(
        SampleCheck.office_id == office_id, SampleCheck.week == week
    )
    found: dict[str, list[bool | None]] = {}
    for stratum, wrong in session.exec(query).all():
        found.setdefault(stratum, []).append(wrong)
    return {stratum: share_of(verdicts) for stratum, verdicts in found.items()}
