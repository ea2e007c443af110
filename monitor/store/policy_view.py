"""Reading what the policy watch measures and shows: mentions with their items, prompts and interpretations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete
from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, or_, select

from monitor.events.policy_opinion import PolicyVoice
from monitor.store.policy_tables import (
    PolicyInterpretation,
    PolicyMention,
    PolicyPage,
    PolicyPrompt,
    PolicyReopening,
    PolicyRevocation,
)
from monitor.store.tables import ItemRecord


def forget_mentions(session: Session, item_id: int) -> None:
    """Drop what an earlier text of an item was read to speak of."""
    session.execute(delete(PolicyMention).where(col(PolicyMention.item_id) == item_id))


def voices_of(
    session: Session, office_id: str, policy: str, since: datetime, *, citizens: Collection[str]
) -> list[PolicyVoice]:
    """The live items that speak of a policy since a moment, in order of time; the disposition is the present one."""
    query = (
        core_select(
            col(ItemRecord.id),
            col(PolicyMention.told_at),
            col(ItemRecord.source_kind),
            col(ItemRecord.author),
            col(ItemRecord.duplicate_of),
            col(ItemRecord.disposition),
            col(PolicyMention.asks),
            col(PolicyMention.wrong),
            col(PolicyMention.claims),
        )
        .join(ItemRecord, col(ItemRecord.id) == PolicyMention.item_id)
        .where(
            col(PolicyMention.office_id) == office_id,
            col(PolicyMention.policy) == policy,
            col(PolicyMention.told_at) > since,
            col(ItemRecord.historical).is_(False),
        )
        .order_by(col(PolicyMention.told_at), col(PolicyMention.item_id))
    )
    return [
        PolicyVoice(item, at, kind in citizens, author, copy is not None, disposition, asks, wrong, claims)
        for item, at, kind, author, copy, disposition, asks, wrong, claims in session.execute(query)
    ]


def confused_counts(
    session: Session, office_id: str, since: datetime, citizens: Collection[str]
) -> dict[str, int]:
    """How many items of each policy may show confusion since a moment: one cheap look-up that spares most measuring."""
    count = func.count()
    query = (
        core_select(col(PolicyMention.policy), count)
        .join(ItemRecord, col(ItemRecord.id) == PolicyMention.item_id)
        .where(
            col(PolicyMention.office_id) == office_id,
            col(PolicyMention.told_at) > since,
            col(ItemRecord.source_kind).in_(sorted(citizens)),
            col(ItemRecord.historical).is_(False),
        )
        .group_by(col(PolicyMention.policy))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def totals(session: Session, office_id: str) -> dict[str, int]:
    """How many items speak of each policy, whenever they came."""
    query = core_select(col(PolicyMention.policy), func.count()).where(
        col(PolicyMention.office_id) == office_id
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(col(PolicyMention.policy)))}


def prompts_of(
    session: Session, office_id: str, policy: str | None = None, *, state: str | None = None
) -> Sequence[PolicyPrompt]:
    """Prompts, the latest first."""
    query = select(PolicyPrompt).where(PolicyPrompt.office_id == office_id)
    if policy is not None:
        query = query.where(PolicyPrompt.policy == policy)
    if state is not None:
        query = query.where(PolicyPrompt.state == state)
    return session.exec(query.order_by(col(PolicyPrompt.id).desc())).all()


def unrevoked(*when: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that an interpretation was not revoked, or that no revocation of it meets some conditions."""
    mine = select(PolicyRevocation.id).where(PolicyRevocation.interpretation_id == PolicyInterpretation.id)
    return ~mine.where(*when).exists()


def standing_by(moment: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions that an interpretation was recorded, and not revoked, by a moment."""
    recorded = col(PolicyInterpretation.recorded_at) <= moment
    return recorded, unrevoked(col(PolicyRevocation.recorded_at) <= moment)


def interpretations_of(
    session: Session, office_id: str, policy: str | None = None, *, before: datetime | None = None
) -> Sequence[PolicyInterpretation]:
    """Interpretations that stand, or stood just before a moment; the latest published first."""
    query = select(PolicyInterpretation).where(PolicyInterpretation.office_id == office_id)
    if before is None:
        query = query.where(unrevoked())
    else:
        gone = col(PolicyRevocation.recorded_at) < before
        query = query.where(PolicyInterpretation.recorded_at < before, unrevoked(gone))
    if policy is not None:
        query = query.where(PolicyInterpretation.policy == policy)
    order = (col(PolicyInterpretation.published_at).desc(), col(PolicyInterpretation.id).desc())
    return session.exec(query.order_by(*order)).all()


def revoked_of(
    session: Session, office_id: str, policy: str
) -> Sequence[tuple[PolicyInterpretation, PolicyRevocation]]:
    """The interpretations of a policy that were revoked, the latest published first."""
    query = (
        select(PolicyInterpretation, PolicyRevocation)
        .join(PolicyRevocation, col(PolicyRevocation.interpretation_id) == PolicyInterpretation.id)
        .where(PolicyInterpretation.office_id == office_id, PolicyInterpretation.policy == policy)
    )
    order = (col(PolicyInterpretation.published_at).desc(), col(PolicyInterpretation.id).desc())
    return session.exec(query.order_by(*order)).all()


def reopenings_of(session: Session, office_id: str, policy: str | None = None) -> Sequence[PolicyReopening]:
    """Where somebody took back that a prompt needs no interpretation, in the order in which that was recorded."""
    query = select(PolicyReopening).where(PolicyReopening.office_id == office_id)
    if policy is not None:
        mine = select(PolicyPrompt.id).where(PolicyPrompt.policy == policy)
        query = query.where(col(PolicyReopening.prompt_id).in_(mine))
    return session.exec(query.order_by(col(PolicyReopening.id))).all()


@dataclass(frozen=True, slots=True)
class PageMark:
    """What is known of the kept page of an interpretation, without the page."""

    id: int
    state: str
    fetched_at: datetime | None
    sha256: str | None
    error: str | None


def page_marks(session: Session, office_id: str, interpretations: Collection[int]) -> dict[int, PageMark]:
    """The kept pages of some interpretations."""
    query = core_select(
        col(PolicyPage.interpretation_id),
        col(PolicyPage.id),
        col(PolicyPage.state),
        col(PolicyPage.fetched_at),
        col(PolicyPage.sha256),
        col(PolicyPage.error),
    ).where(
        col(PolicyPage.office_id) == office_id,
        col(PolicyPage.interpretation_id).in_(sorted(interpretations)),
    )
    return {row[0]: PageMark(*row[1:]) for row in session.execute(query)}


def kept_page(session: Session, office_id: str, page_id: int) -> PolicyPage | None:
    """The page of an interpretation with its bytes."""
    found = session.get(PolicyPage, page_id)
    return found if found is not None and found.office_id == office_id else None


@dataclass(frozen=True, slots=True)
class SpokenItem:
    """An item that speaks of a policy, with what was found in it."""

    item: ItemRecord
    mention: PolicyMention


def spoken_items(
    session: Session,
    policy: str,
    office_id: str,
    *,
    among: Collection[int] | None = None,
    limit: int = 50,
) -> list[SpokenItem]:
    """Items that speak of a policy, the latest first."""
    query = (
        select(ItemRecord, PolicyMention)
        .join(PolicyMention, col(PolicyMention.item_id) == ItemRecord.id)
        .where(PolicyMention.office_id == office_id, PolicyMention.policy == policy)
    )
    if among is not None:
        query = query.where(col(ItemRecord.id).in_(sorted(among)))
    query = query.order_by(col(PolicyMention.told_at).desc(), col(ItemRecord.id).desc()).limit(limit)
    return [SpokenItem(item, mention) for item, mention in session.exec(query)]


def asking_items(
    session: Session,
    office_id: str,
    policy: str,
    span: tuple[datetime, datetime | None],
    *,
    citizens: Collection[str],
    limit: int,
) -> list[SpokenItem]:
    """The live items of citizens that ask about a policy, or are held for a misunderstanding of it, the latest first."""
    since, until = span
    query = (
        select(ItemRecord, PolicyMention)
        .join(PolicyMention, col(PolicyMention.item_id) == ItemRecord.id)
        .where(
            PolicyMention.office_id == office_id,
            PolicyMention.policy == policy,
            PolicyMention.told_at > since,
            col(ItemRecord.historical).is_(False),
            col(ItemRecord.source_kind).in_(sorted(citizens)),
            or_(col(PolicyMention.asks).is_(True), ItemRecord.disposition == "misunderstanding"),
        )
        .order_by(col(PolicyMention.told_at).desc(), col(ItemRecord.id).desc())
        .limit(limit)
    )
    if until is not None:
        query = query.where(PolicyMention.told_at < until)
    return [SpokenItem(item, mention) for item, mention in session.exec(query)]
