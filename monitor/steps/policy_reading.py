"""Reading the items in store for a policy that is new on the watch list, or is called otherwise than before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import delete
from sqlmodel import Session, col, func, or_, select

from monitor.classify.policies.following import StoredText
from monitor.classify.policies.spoken_of import SpokenOf
from monitor.classify.policies.watch_list import PoliciesConfig, Policy
from monitor.clock import SHANGHAI
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.item_rows import mention_row
from monitor.store.bulk import insert_rows
from monitor.store.policy_tables import PolicyMention, PolicyReading
from monitor.store.tables import ItemRecord

AT_ONCE = 500
_DECIDING = (
    "title",
    "number",
    "issuer",
    "issued",
    "in_force",
    "names",
    "terms",
    "at_least",
    "unless",
    "points",
)
"""What of a policy decides which items speak of it, and what they show."""


class Follower(Protocol):
    """Tells the policies that a text in store speaks of."""

    def policies_said(self, said: StoredText) -> tuple[SpokenOf, ...]: ...


def read_back(desk: Desk, follower: Follower) -> int:
    """Read a portion of the items of late for policies that were not read for; returns how many items were read.

    What came in before a policy was on the list is its rhythm: without it the first day's questions would look like growth.
    A portion is one transaction, and where it ended is kept, so that a restart goes on there.
    """
    forms = {p.id: form_of(desk.book.policies, p) for p in desk.book.policies.policies}
    with desk.database.read() as session:
        if not forms or not _unread(_readings(session, desk.database.office_id), forms):
            return 0
    with desk.database.write() as tx:
        take_turn(tx)
        work = Work(tx, desk.book, desk.now())
        known = _readings(tx.session, work.office_id)
        _begin(work, known, forms)
        below = max((known[p].below for p in forms), default=0)
        wanted = [known[p] for p in forms if known[p].below == below]
        return _portion(work, follower, wanted) if below else 0


def form_of(config: PoliciesConfig, policy: Policy) -> str:
    """A short hash of what decides which items speak of a policy."""
    kept = policy.model_dump_json(include=set(_DECIDING)) + config.confusion.model_dump_json()
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def _readings(session: Session, office_id: str) -> dict[str, PolicyReading]:
    rows = session.exec(select(PolicyReading).where(PolicyReading.office_id == office_id))
    return {row.policy: row for row in rows}


def _unread(known: Mapping[str, PolicyReading], forms: Mapping[str, str]) -> bool:
    return any(p not in known or known[p].form != form or known[p].below for p, form in forms.items())


def _begin(work: Work, known: dict[str, PolicyReading], forms: Mapping[str, str]) -> None:
    """Start at the newest item for each policy that was not read for in its present form."""
    newest = work.tx.session.exec(select(func.max(col(ItemRecord.id)))).one() or 0
    for policy, form in forms.items():
        row = known.get(policy)
        if row is None:
            row = known[policy] = PolicyReading(
                office_id=work.office_id, policy=policy, form="", below=0, recorded_at=work.now
            )
        if row.form != form:
            row.form, row.below, row.recorded_at = form, newest + 1, work.now
            work.audit("policy.followed", f"policy/{policy}", form=form)
        work.tx.session.add(row)


def _portion(work: Work, follower: Follower, readings: Sequence[PolicyReading]) -> int:
    """Read the next items for these policies, the newest first."""
    rules = work.book.policies.watch
    items = _items(work, readings[0].below, work.now - rules.rhythm - rules.window)
    policies = {row.policy for row in readings}
    _replace(work, follower, items, policies)
    for row in readings:
        row.below = items[-1].id if len(items) == AT_ONCE else 0
        work.tx.session.add(row)
    return len(items)


def _items(work: Work, below: int, since: datetime) -> Sequence[ItemRecord]:
    query = select(ItemRecord).where(
        ItemRecord.office_id == work.office_id,
        ItemRecord.id < below,
        or_(col(ItemRecord.ingested_at) > since, col(ItemRecord.published_at) > since),
    )
    return work.tx.session.exec(query.order_by(col(ItemRecord.id).desc()).limit(AT_ONCE)).all()


def _replace(work: Work, follower: Follower, items: Iterable[ItemRecord], policies: set[str]) -> None:
    session, rows, ids = work.tx.session, [], []
    for item in items:
        ids.append(item.id)
        told = item.published_at or item.collected_at
        said = StoredText(
            item.title,
            item.text,
            told.astimezone(SHANGHAI).date(),
            item.relevant,
            item.local,
            item.source_kind,
        )
        spoken = (s for s in follower.policies_said(said) if s.id in policies)
        rows += [mention_row(work, item.model_dump(), s) for s in spoken]
    gone = delete(PolicyMention).where(
        col(PolicyMention.item_id).in_(ids), col(PolicyMention.policy).in_(sorted(policies))
    )
    session.execute(gone)
    if rows:
        insert_rows(session, PolicyMention, rows)
