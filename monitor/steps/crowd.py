"""Who speaks in an event: its live items, counted as they come in, so that no item asks for all the others again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from monitor.classify.triage.opinion import points_of
from monitor.events.heat import Outcry, Voice
from monitor.events.rules import EventRules
from monitor.store.tables import ItemRecord

_HOUR = timedelta(hours=1)
_COUNTED = (
    "id",
    "published_at",
    "collected_at",
    "source_kind",
    "source",
    "author",
    "duplicate_of",
    "likes",
    "comments",
    "reposts",
    "views",
    "relevant",
    "local",
)


@dataclass(slots=True)
class Crowd:
    """The live items of one event at one moment."""

    now: datetime
    outcry: Outcry
    voices: list[Voice] = field(default_factory=list)
    sources: set[str | None] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    """Sources, or the kind of source where it has no name."""
    source_kinds: set[str] = field(default_factory=set)
    """Of those items that a government office could have to answer."""
    ours: bool = False
    """Whether any of these may be about this office's territory."""
    placed: dict[int, set[bool]] = field(default_factory=dict)
    """By the first of each set of copies, whether they are surely about this territory, or surely about another place."""
    last_hour: int = 0
    interactions: int = 0

    def add(self, item: Mapping[str, Any]) -> None:
        """Count one item, given by its columns."""
        voice = voice_of(item)
        self.voices.append(voice)
        self.outcry.add(voice)
        self.sources.add(item["source"])
        self.outlets.add(item["source"] or item["source_kind"])
        if item["relevant"]:
            self.source_kinds.add(item["source_kind"])
            self.ours |= item["local"] is not False
        if item["local"] is not None:
            self.placed.setdefault(item["duplicate_of"] or item["id"], set()).add(item["local"])
        # By when it was said: a file of last week's posts read in at once is no growth of this hour.
        self.last_hour += self.now - _HOUR < voice.at <= self.now
        self.interactions += points_of(voice.likes, voice.comments, voice.reposts, voice.views)

    def copy_elsewhere(self, item: Mapping[str, Any]) -> bool:
        """Whether copies of an item place it elsewhere, and none places it here."""
        return self.placed.get(item["duplicate_of"] or item["id"]) == {False}


def voice_of(item: Mapping[str, Any]) -> Voice:
    """An item as heat counts it."""
    return Voice(
        at=item["published_at"] or item["collected_at"],
        source_kind=item["source_kind"],
        source=item["source"],
        author=item["author"],
        is_copy=item["duplicate_of"] is not None,
        likes=item["likes"],
        comments=item["comments"],
        reposts=item["reposts"],
        views=item["views"],
    )


def crowds_of(
    session: Session,
    event_ids: Iterable[int],
    rules: EventRules,
    now: datetime,
    *,
    without: Sequence[int] = (),
) -> dict[int, Crowd]:
    """The crowd of each event in one query, without the items that are still to be counted."""
    wanted = sorted(event_ids)
    crowds = {n: Crowd(now, Outcry(now, rules.concentration)) for n in wanted}
    columns = (getattr(ItemRecord, name) for name in _COUNTED)
    query = (
        select(col(ItemRecord.event_id), *columns)
        .where(col(ItemRecord.event_id).in_(wanted), col(ItemRecord.historical).is_(False))
        .order_by(col(ItemRecord.id))
    )
    left_out = set(without)
    for event_id, *values in session.execute(query):
        item = dict(zip(_COUNTED, values, strict=True))
        if item["id"] not in left_out:
            crowds[event_id].add(item)
    return crowds
