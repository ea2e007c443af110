"""Reading what the index of spreading rests on, as it was recorded by a given moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, or_, select

from monitor.store.paper_tables import Draft, DraftVersion
from monitor.store.policy_tables import PolicyInterpretation, PolicyMention, PolicyPage
from monitor.store.policy_view import standing_by
from monitor.store.portions import portions
from monitor.store.proof_tables import ReleaseCheck, ReleaseFinding
from monitor.store.search import holding_any, proposing
from monitor.store.tables import (
    CaseAct,
    CaseFile,
    EventMembership,
    ItemRecord,
    ItemRevision,
    Snapshot,
    SourceOutage,
    SourceState,
)

BARE_DAY = timedelta(days=1)
"""An item of which only the day is known may have been published before its hour of collection by so much."""


class Said(NamedTuple):
    """An item with all that is counted of it."""

    id: int
    source: str | None
    published_at: datetime | None
    collected_at: datetime
    date_only: bool
    revision: int
    title: str
    text: str
    source_kind: str
    author: str | None
    url: str | None
    likes: int | None
    comments: int | None
    reposts: int | None
    views: int | None


def told_at(item: Said) -> datetime:
    """When an item was said; where only the day is known, when it was collected."""
    return item.collected_at if item.date_only or item.published_at is None else item.published_at


@dataclass(frozen=True, slots=True)
class Window:
    """The times ``[start, end)`` within which items are looked at, and by when they must have been stored."""

    office_id: str
    start: datetime
    end: datetime
    as_of: datetime


class Recorded(NamedTuple):
    """A publication as it was recorded on a case, with what is asked of the case."""

    id: int
    case_id: int
    happened_at: datetime
    recorded_at: datetime
    body: dict[str, Any]
    number: str
    title: str
    item_id: int
    """The item that the case was opened on."""
    lead_organ: str | None


def records_in(
    session: Session, office_id: str, span: tuple[datetime, datetime], as_of: datetime
) -> list[Recorded]:
    """The publications recorded on live cases by a moment and published in a span, without those revoked by then."""
    return _standing(session, _recorded(office_id, as_of).where(*_published(span, as_of)), as_of)


def more_recorded(
    session: Session, office_id: str, span: tuple[datetime, datetime], as_of: datetime, *, than: int
) -> bool:
    """Whether more than some number of publications, revoked or not, were recorded of those published in a span."""
    acts = core_select(col(CaseAct.id)).join(CaseFile, col(CaseFile.id) == CaseAct.case_id)
    acts = acts.where(col(CaseFile.office_id) == office_id, *_published(span, as_of))
    return len(session.execute(acts.limit(than + 1)).all()) > than


def _published(span: tuple[datetime, datetime], as_of: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(CaseAct.act) == "record",
        col(CaseAct.happened_at) >= span[0],
        col(CaseAct.happened_at) < span[1],
        # Nothing is recorded before it happened; and that has an index.
        col(CaseAct.recorded_at) >= span[0],
        col(CaseAct.recorded_at) <= as_of,
    )


def records_of(session: Session, office_id: str, cases: Collection[int], as_of: datetime) -> list[Recorded]:
    """The publications of some cases that were recorded, and not revoked, by a moment."""
    found: list[Recorded] = []
    for part in portions(sorted(cases)):
        found += _standing(session, _recorded(office_id, as_of).where(col(CaseAct.case_id).in_(part)), as_of)
    return found


def _recorded(office_id: str, as_of: datetime) -> Select[Any]:
    act, case = CaseAct, CaseFile
    told: list[Any] = [act.id, act.case_id, act.happened_at, act.recorded_at, act.body]
    told += [case.number, case.title, case.item_id, case.lead_organ]
    return (
        core_select(*told)
        .join(case, col(case.id) == act.case_id)
        .join(ItemRecord, col(ItemRecord.id) == case.item_id)
        .where(
            col(case.office_id) == office_id,
            col(act.act) == "record",
            col(act.recorded_at) <= as_of,
            col(ItemRecord.historical).is_(False),
        )
        .order_by(col(act.happened_at), col(act.id))
    )


def _standing(session: Session, acts: Select[Any], as_of: datetime) -> list[Recorded]:
    found = [Recorded(*row) for row in session.execute(acts)]
    revoked: set[int] = set()
    for part in portions(sorted({one.case_id for one in found})):
        query = select(CaseAct.body).where(
            col(CaseAct.case_id).in_(part), CaseAct.act == "revoke", CaseAct.recorded_at <= as_of
        )
        revoked.update(int(body["revoked"]) for body in session.exec(query) if body.get("revoked"))
    return [one for one in found if one.id not in revoked and one.body.get("kind") != "report_up"]


def holder_by(session: Session, case_id: int, as_of: datetime) -> int:
    """The case that held another one at a moment: itself, or the one that it had been merged into, also by way of others."""
    while (holder := _moved(session, case_id, as_of)) != case_id:
        case_id = holder
    return case_id


def held_together(session: Session, cases: Collection[int], as_of: datetime) -> dict[int, int]:
    """These cases and those that were one with any of them at a moment, each with the case that held it."""
    found = {ident: ident for ident in cases}
    for part in portions(sorted(found)):
        joined = select(CaseAct.case_id).where(
            col(CaseAct.case_id).in_(part),
            col(CaseAct.act).in_(("merge", "absorb")),
            CaseAct.recorded_at <= as_of,
        )
        divided = select(CaseFile.id).where(col(CaseFile.id).in_(part), col(CaseFile.split_from).is_not(None))
        for ident in {*session.exec(joined), *session.exec(divided)}:
            holder = holder_by(session, ident, as_of)
            found |= dict.fromkeys((ident, *_held_by(session, holder, as_of)), holder)
    return found


def _held_by(session: Session, holder: int, as_of: datetime) -> list[int]:
    """A case and those that it held at a moment, whatever has become of them since."""
    ever = [holder]
    for ident in ever:
        acts = _joinings(session, ident, "absorb", as_of)
        taken = [int(a.body["from"]) for a in acts]
        before = session.get_one(CaseFile, ident).split_from
        if before is not None:
            left = _joinings(session, before, "split", as_of)
            taken += (c for a in left if a.body.get("into") == ident for c in a.body.get("cases", ()))
        ever += (c for c in taken if c not in ever)
    return [c for c in ever if holder_by(session, c, as_of) == holder]


def _moved(session: Session, case_id: int, as_of: datetime) -> int:
    """Where a case stood directly at a moment: merged once at most, and each dividing may take it along to a fresh case."""
    merges = _joinings(session, case_id, "merge", as_of)
    if not merges:
        return case_id
    into, since = int(merges[-1].body["into"]), merges[-1].id
    while left := [
        a
        for a in _joinings(session, into, "split", as_of)
        if a.id > since and case_id in a.body.get("cases", ())
    ]:
        into, since = int(left[0].body["into"]), left[0].id
    return into


def _joinings(session: Session, case_id: int, act: str, as_of: datetime) -> Sequence[CaseAct]:
    query = select(CaseAct).where(
        CaseAct.case_id == case_id, CaseAct.act == act, CaseAct.recorded_at <= as_of
    )
    return session.exec(query.order_by(col(CaseAct.id))).all()


def interpretations_in(
    session: Session, office_id: str, span: tuple[datetime, datetime], as_of: datetime
) -> Sequence[PolicyInterpretation]:
    """The interpretations that stood at a moment and were published in a span."""
    query = select(PolicyInterpretation).where(
        PolicyInterpretation.office_id == office_id,
        *standing_by(as_of),
        PolicyInterpretation.published_at >= span[0],
        PolicyInterpretation.published_at < span[1],
    )
    return session.exec(
        query.order_by(col(PolicyInterpretation.published_at), col(PolicyInterpretation.id))
    ).all()


def interpretations_before(
    session: Session, office_id: str, policy: str, moment: datetime, as_of: datetime
) -> Sequence[PolicyInterpretation]:
    """The interpretations of a policy that were published before a moment and stood at another."""
    query = select(PolicyInterpretation).where(
        PolicyInterpretation.office_id == office_id,
        PolicyInterpretation.policy == policy,
        PolicyInterpretation.published_at < moment,
        *standing_by(as_of),
    )
    return session.exec(query.order_by(col(PolicyInterpretation.id))).all()


def interpretation(
    session: Session, office_id: str, ident: int, as_of: datetime
) -> PolicyInterpretation | None:
    """One interpretation, where it had been recorded, and not revoked, by then."""
    query = select(PolicyInterpretation).where(
        PolicyInterpretation.office_id == office_id, PolicyInterpretation.id == ident, *standing_by(as_of)
    )
    return session.exec(query).first()


def drafts_of(
    session: Session, wanted: Collection[tuple[int, int]]
) -> dict[tuple[int, int], tuple[str, str, str]]:
    """Title, text and hash of the versions (draft, version) of drafts that were published."""
    found: dict[tuple[int, int], tuple[str, str, str]] = {}
    for part in portions(sorted({draft for draft, _ in wanted})):
        query = (
            select(
                DraftVersion.draft_id,
                DraftVersion.version,
                Draft.title,
                DraftVersion.text,
                DraftVersion.sha256,
            )  # type: ignore[call-overload]
            .join(Draft, col(Draft.id) == DraftVersion.draft_id)
            .where(col(DraftVersion.draft_id).in_(part))
        )
        found.update({(d, v): tuple(told) for d, v, *told in session.execute(query) if (d, v) in wanted})
    return found


Kept = tuple[bytes, str]
"""A kept page as it is stored, and its hash."""


def pages_of_cases(
    session: Session, wanted: Collection[tuple[int, str]], as_of: datetime
) -> dict[tuple[int, str], Kept]:
    """The kept pages of some addresses of cases (case, address), where they had been kept by then."""
    kept: dict[tuple[int, str], int] = {}
    for part in portions(sorted({case for case, _ in wanted})):
        query = select(Snapshot.case_id, Snapshot.url, Snapshot.id).where(
            col(Snapshot.case_id).in_(part),
            col(Snapshot.body).is_not(None),
            col(Snapshot.fetched_at) <= as_of,
        )
        for case, url, ident in session.exec(query.order_by(col(Snapshot.id))):
            if (case, url) in wanted:
                kept.setdefault((case, url), ident)
    pages: dict[int, Kept] = {}
    for ids in portions(sorted(kept.values())):
        bodies = select(Snapshot.id, Snapshot.body, Snapshot.sha256).where(col(Snapshot.id).in_(ids))
        pages.update(
            {ident: (body, sha or "") for ident, body, sha in session.exec(bodies) if body is not None}
        )
    return {place: pages[ident] for place, ident in kept.items() if ident in pages}


def found_pages(session: Session, acts: Collection[int], as_of: datetime) -> dict[int, Kept]:
    """The pages on which the service itself first found each publication at the organ's own places, by then."""
    first: dict[int, int] = {}
    for part in portions(sorted(acts)):
        query = (
            select(ReleaseCheck.act_id, ReleaseFinding.id)
            .join(ReleaseCheck, col(ReleaseCheck.id) == ReleaseFinding.check_id)
            .where(
                col(ReleaseCheck.act_id).in_(part),
                ReleaseCheck.role == "own",
                ReleaseFinding.outcome == "found",
                col(ReleaseFinding.body).is_not(None),
                ReleaseFinding.recorded_at <= as_of,
            )
            .order_by(col(ReleaseFinding.id))
        )
        for act, ident in session.exec(query):
            first.setdefault(act, ident)
    pages: dict[int, Kept] = {}
    for ids in portions(sorted(first.values())):
        bodies = select(ReleaseFinding.id, ReleaseFinding.body, ReleaseFinding.sha256).where(
            col(ReleaseFinding.id).in_(ids)
        )
        pages.update(
            {ident: (body, sha or "") for ident, body, sha in session.exec(bodies) if body is not None}
        )
    return {act: pages[ident] for act, ident in first.items() if ident in pages}


def page_of_interpretation(session: Session, ident: int, as_of: datetime) -> Kept | None:
    """The kept page of an interpretation, where it had been kept by then."""
    query = select(PolicyPage.body, PolicyPage.sha256).where(
        PolicyPage.interpretation_id == ident,
        col(PolicyPage.body).is_not(None),
        col(PolicyPage.fetched_at) <= as_of,
    )
    row = session.exec(query).first()
    return (row[0], row[1] or "") if row and row[0] is not None else None


def item_at(session: Session, window: Window, urls: Collection[str]) -> Said | None:
    """The first collected item at one of some addresses."""
    query = _columns(Said._fields).where(
        *_stored(window),
        col(ItemRecord.url).in_(sorted(urls)),
        col(ItemRecord.collected_at) >= window.start - BARE_DAY,
        col(ItemRecord.collected_at) <= window.as_of,
    )
    row = session.execute(query.order_by(col(ItemRecord.id)).limit(1)).first()
    return Said(*row) if row else None


def holding(session: Session, window: Window, phrases: Sequence[str]) -> list[int]:
    """The items said in a window, or on the day before it, whose present texts may hold one of the phrases.

    Of those that were stored before it, only such as were revised can have been told in it (see :func:`revised`).
    """
    given = {
        "office": window.office_id,
        "as_of": window.as_of,
        "since": window.start - BARE_DAY,
        "until": window.end,
    }
    if not phrases or (first := _first_stored(session, window.start - 2 * BARE_DAY)) is None:
        return []
    proposed = _proposed(session.get_bind().dialect.name)
    return holding_any(session, phrases, proposed, {**given, "first": first})


@cache
def _proposed(dialect: str) -> Select[Any]:
    """Asked once for each of thousands of publications: to build it anew would take longer than to ask."""
    known, collected = col(ItemRecord.published_at), col(ItemRecord.collected_at)
    since: BindParameter[datetime] = bindparam("since")
    until: BindParameter[datetime] = bindparam("until")
    return proposing(
        dialect,
        col(ItemRecord.office_id) == bindparam("office"),
        col(ItemRecord.ingested_at) <= bindparam("as_of"),
        or_(
            and_(known >= since, known < until),
            and_(known.is_(None), collected >= since, collected < until),
        ),
    )


def _first_stored(session: Session, moment: datetime) -> int | None:
    """The first item that was stored at a moment or later; none has a lower number that came after it."""
    return session.execute(_storing(), {"moment": moment}).scalars().first()


@cache
def _storing() -> Select[int]:
    query = core_select(col(ItemRecord.id)).where(col(ItemRecord.ingested_at) >= bindparam("moment"))
    return query.order_by(col(ItemRecord.ingested_at), col(ItemRecord.id)).limit(1)


def revised(session: Session, window: Window) -> list[tuple[datetime, int]]:
    """The items said in a window, or on the day before it, that have had other texts, which the index of words has forgotten.

    Each with when it was said, in this order.
    """
    said = func.coalesce(col(ItemRecord.published_at), col(ItemRecord.collected_at))
    query = core_select(said, col(ItemRecord.id)).where(
        *_stored(window), _said_within(window, slack=BARE_DAY), col(ItemRecord.revision) > 1
    )
    return sorted((at, ident) for at, ident in session.execute(query))


def heard(session: Session, window: Window) -> dict[str, list[datetime]]:
    """When the items of each source were said within a window, in order, whatever they speak of."""
    said = func.coalesce(col(ItemRecord.published_at), col(ItemRecord.collected_at))
    query = core_select(col(ItemRecord.source), said).where(*_stored(window), _said_within(window))
    found: dict[str, list[datetime]] = defaultdict(list)
    for source, at in session.execute(query):
        found[source or ""].append(at)
    return {source: sorted(times) for source, times in found.items()}


def _said_within(window: Window, slack: timedelta = timedelta(0)) -> ColumnElement[bool]:
    known, start = col(ItemRecord.published_at), window.start - slack
    collected = and_(
        known.is_(None), col(ItemRecord.collected_at) >= start, col(ItemRecord.collected_at) < window.end
    )
    return or_(and_(known >= start, known < window.end), collected)


def _columns(names: tuple[str, ...]) -> Select[Any]:
    return core_select(*(getattr(ItemRecord, name) for name in names))


def _stored(window: Window) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(ItemRecord.office_id) == window.office_id, col(ItemRecord.ingested_at) <= window.as_of


class Wording(NamedTuple):
    """A text that an item has had, as it was given, and when it was recorded."""

    revision: int
    recorded_at: datetime
    raw_title: str
    raw_text: str


def wordings(session: Session, items: Iterable[Said], as_of: datetime) -> dict[int, list[Wording]]:
    """Of items that were revised each text that had been recorded by a moment, in order."""
    found: dict[int, list[Wording]] = defaultdict(list)
    row = ItemRevision
    columns = (row.item_id, row.revision, row.recorded_at, row.raw_title, row.raw_text)
    for part in portions(sorted(item.id for item in items if item.revision > 1)):
        query = core_select(*map(col, columns)).where(
            col(row.item_id).in_(part), col(row.recorded_at) <= as_of
        )
        for item, *told in session.execute(query.order_by(col(row.item_id), col(row.revision))):
            found[item].append(Wording(*told))
    return found


def said_by(session: Session, items: Collection[int], as_of: datetime) -> dict[int, Said]:
    """Some items with what counts of them, as far as they had been stored by a moment."""
    found: dict[int, Said] = {}
    for part in portions(sorted(items)):
        query = _columns(Said._fields).where(
            col(ItemRecord.id).in_(part), col(ItemRecord.ingested_at) <= as_of
        )
        found |= {row[0]: Said(*row) for row in session.execute(query)}
    return found


def members_as_of(session: Session, items: Collection[int], as_of: datetime) -> dict[int, list[int]]:
    """For each item all items of the event that it belonged to at a moment, itself among them."""
    events = _events_of(session, items, as_of)
    inside: dict[int, set[int]] = defaultdict(set)
    for part in portions(sorted(set(events.values()))):
        query = select(EventMembership.item_id).where(
            col(EventMembership.event_id).in_(part), EventMembership.recorded_at <= as_of
        )
        # Whoever was ever in it: where each stood at that moment is asked next.
        for item, event in _events_of(session, set(session.exec(query)), as_of).items():
            inside[event].add(item)
    return {item: sorted(inside[events[item]]) if item in events else [] for item in items}


def _events_of(session: Session, items: Collection[int], as_of: datetime) -> dict[int, int]:
    """The event of each item by the last membership that had been recorded."""
    found: dict[int, int] = {}
    for part in portions(sorted(items)):
        query = (
            select(EventMembership.item_id, EventMembership.event_id)
            .where(col(EventMembership.item_id).in_(part), EventMembership.recorded_at <= as_of)
            .order_by(col(EventMembership.id))
        )
        found.update(dict(session.exec(query).all()))
    return found


def speaking_of(session: Session, policy: str, window: Window) -> list[int]:
    """The items that speak of a followed policy and were said before a window's end, however long before."""
    query = (
        select(PolicyMention.item_id)
        .join(ItemRecord, col(ItemRecord.id) == PolicyMention.item_id)
        .where(
            PolicyMention.office_id == window.office_id,
            PolicyMention.policy == policy,
            PolicyMention.told_at < window.end,
            ItemRecord.ingested_at <= window.as_of,
        )
    )
    return sorted(set(session.exec(query)))


@dataclass(frozen=True, slots=True)
class Interruption:
    """A blind window of a source as it was known at a moment; an open one lasts until then."""

    source: str
    start: datetime
    end: datetime


def interruptions(session: Session, window: Window) -> list[Interruption]:
    """The blind windows that touch a window, as they were known at its moment.

    A window is closed by a poll that works, so one that is open may be of a source that nobody asks any more: it ends when
    the source should have been asked next.
    """
    noticed = func.coalesce(col(SourceOutage.noticed_at), col(SourceOutage.from_at))
    asked = and_(
        col(SourceState.office_id) == SourceOutage.office_id, col(SourceState.name) == SourceOutage.source
    )
    query = select(SourceOutage, SourceState.next_poll_at).join(SourceState, asked, isouter=True)
    query = query.where(
        SourceOutage.office_id == window.office_id,
        SourceOutage.from_at < window.end,
        or_(col(SourceOutage.to_at).is_(None), col(SourceOutage.to_at) > window.start),
        noticed <= window.as_of,
    )
    return [
        Interruption(row.source, row.from_at, min(row.to_at or next_poll or window.as_of, window.as_of))
        for row, next_poll in session.exec(
            query.order_by(col(SourceOutage.source), col(SourceOutage.from_at))
        )
    ]


@dataclass(frozen=True, slots=True)
class Polls:
    """When a source was asked for the first and the last time, and where it stood still that nobody knew of yet.

    ``still`` are the blind windows of which it was seen after the moment that they had been: until then nobody asked it.
    """

    source: str
    first: datetime | None
    last: datetime
    still: tuple[tuple[datetime, datetime | None], ...]

    def within(self, window: Window) -> bool:
        """Whether it was asked within a window, whatever it said: one that stood still over the whole of it was not."""
        if self.last < window.start or (self.first is not None and self.first > window.end):
            return False
        return not any(
            start <= window.start and (end is None or end >= window.end) for start, end in self.still
        )


def polls(session: Session, office_id: str, as_of: datetime) -> list[Polls]:
    """The sources that were ever asked, as it was known at a moment."""
    unknown: dict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    outages = select(SourceOutage.source, SourceOutage.from_at, SourceOutage.to_at).where(
        SourceOutage.office_id == office_id, col(SourceOutage.noticed_at) > as_of
    )
    for source, start, end in session.exec(outages):
        unknown[source].append((start, end))
    query = select(SourceState.name, SourceState.first_polled_at, SourceState.last_polled_at).where(
        SourceState.office_id == office_id, col(SourceState.last_polled_at).is_not(None)
    )
    return [
        Polls(name, first, last, tuple(unknown.get(name, ())))
        for name, first, last in session.exec(query)
        if last is not None
    ]
