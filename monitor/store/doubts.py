"""The queue of what the program doubts: items that wait for a person's word, those that may be graver or emergencies first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, case, exists, or_
from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, select

from monitor.classify.learning.doubt import Doubt
from monitor.classify.result import SENSED
from monitor.store.listings import Slice
from monitor.store.tables import CaseFile, ItemClassification, ItemRecord

DOUBTS: tuple[str, ...] = get_args(Doubt)
URGENT = ("severity", "emergency")
"""The doubts that are asked first, the gravest first."""
AT_ONCE = 20
COUNTED = 999
"""A longer queue is counted no further: a page says "more than"."""
_LIKELIEST = 3
_WORTH_ASKING = 0.01


@dataclass(frozen=True, slots=True)
class DoubtFilter:
    """What the queue can be narrowed by; only what was stored since ``since`` still waits."""

    since: datetime
    doubt: str | None = None
    category: str | None = None
    local: str | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An item in doubt with what was said about it."""

    item: ItemRecord
    result: Mapping[str, Any]

    @property
    def graver_reasons(self) -> list[str]:
        """Why a learned severity finds it graver, in the words of its reasons."""
        learned = self.result.get("severity_learned")
        if not learned:
            return []
        return [reason for reason in self.result.get("reasons") or () if reason.startswith(SENSED)]

    @property
    def classes(self) -> list[tuple[str, float]]:
        """The likeliest classes with their probabilities, the one that stands among them."""
        scores = {k: float(v) for k, v in (self.result.get("category_scores") or {}).items()}
        scores.setdefault(self.item.category, 0.0)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0] != self.item.category))
        likeliest = [(name, share) for name, share in ranked if share >= _WORTH_ASKING][:_LIKELIEST]
        if self.item.category not in dict(likeliest):
            likeliest = [*likeliest[: _LIKELIEST - 1], (self.item.category, scores[self.item.category])]
        return likeliest


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many items wait, and how many of them may be emergencies or graver than they were graded; both are counted up to :data:`COUNTED` and one more."""

    total: int
    emergencies: int

    @property
    def shown(self) -> str:
        return f"{COUNTED}+" if self.total > COUNTED else str(self.total)


def count_waiting(session: Session, office_id: str, since: datetime) -> Waiting:
    """The length of the queue."""
    every = _count(session, _waits(office_id, DoubtFilter(since)))
    urgent = [*_waits(office_id, DoubtFilter(since)), col(ItemRecord.doubt).in_(URGENT)]
    return Waiting(every, _count(session, urgent))


def _count(session: Session, conditions: Sequence[ColumnElement[bool]]) -> int:
    some = core_select(col(ItemRecord.id)).where(*conditions).limit(COUNTED + 1).subquery()
    return int(session.execute(core_select(func.count()).select_from(some)).scalar_one())


def find_doubtful(session: Session, office_id: str, wanted: DoubtFilter, *, page: int = 1) -> Slice[Doubtful]:
    """The items that wait, what may be graver first, then what may be an emergency, the oldest first within that."""
    conditions = _waits(office_id, wanted)
    urgent = case(*((col(ItemRecord.doubt) == doubt, n) for n, doubt in enumerate(URGENT)), else_=len(URGENT))
    seen = func.coalesce(col(ItemRecord.published_at), col(ItemRecord.collected_at))
    # Numbers are sorted, not texts: after a busy fortnight nobody worked through, thousands wait.
    order = core_select(col(ItemRecord.id)).where(*conditions).order_by(urgent, seen, col(ItemRecord.id))
    ids = list(session.execute(order.limit(AT_ONCE).offset((page - 1) * AT_ONCE)).scalars())
    stored = {i.id: i for i in session.exec(select(ItemRecord).where(col(ItemRecord.id).in_(ids)))}
    said = _latest(session, ids)
    return Slice(
        [Doubtful(stored[n], said.get(n, {})) for n in ids],
        _count(session, conditions),
        page,
        AT_ONCE,
        COUNTED,
    )


def categories_waiting(session: Session, office_id: str, since: datetime) -> list[str]:
    """The classes that occur in the queue."""
    query = select(ItemRecord.category).where(*_waits(office_id, DoubtFilter(since))).distinct()
    return sorted(session.exec(query).all())


def _waits(office_id: str, wanted: DoubtFilter) -> list[ColumnElement[bool]]:
    """Copies do not wait: their original does; nor does what may be an emergency where a case of its event asks the same.

    What may be graver waits whatever case there is: the case was opened at the lesser level.
    """
    told = exists().where(col(CaseFile.event_id) == col(ItemRecord.event_id))
    found = [
        col(ItemRecord.office_id) == office_id,
        col(ItemRecord.doubt).in_((wanted.doubt,) if wanted.doubt else DOUBTS),
        col(ItemRecord.ingested_at) >= wanted.since,
        col(ItemRecord.duplicate_of).is_(None),
        or_(col(ItemRecord.doubt) != "emergency", ~told),
    ]
    if wanted.category is not None:
        found.append(col(ItemRecord.category) == wanted.category)
    if wanted.local == "unknown":
        found.append(col(ItemRecord.local).is_(None))
    elif wanted.local is not None:
        found.append(col(ItemRecord.local).is_(wanted.local == "yes"))
    return found


def _latest(session: Session, ids: list[int]) -> dict[int, Mapping[str, Any]]:
    """What was said last about each of some items."""
    last = (
        select(func.max(ItemClassification.id))
        .where(col(ItemClassification.item_id).in_(ids))
        .group_by(col(ItemClassification.item_id))
    )
    rows = session.exec(select(ItemClassification).where(col(ItemClassification.id).in_(last))).all()
    return {row.item_id: row.result for row in rows}
