"""The levels of opinion (红橙黄蓝), what is known of a matter when its level is judged, and a level with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Literal

from monitor.values import value

Level = Literal["red", "orange", "yellow", "blue"]
LEVELS: tuple[Level, ...] = ("red", "orange", "yellow", "blue")
"""From the most attention to the least."""
LEVEL_LABELS: Mapping[str, str] = {"red": "红色", "orange": "橙色", "yellow": "黄色", "blue": "蓝色"}
_VIEWS_A_POINT = 100


@value
class Signals:
    """What is known of a matter when its level is judged; ``said`` are the words by rule, of all its items.

    ``interactions`` counts likes, comments, reposts, and views by the hundred; ``last_hour`` the items of the last hour.
    ``heat`` is in the points of ``config/events.yaml``; ``recent`` and ``before`` count the items of its two spans.
    """

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source_kinds: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    sources: int = 1
    last_hour: int = 1
    interactions: int = 0
    participants: int = 0
    heat: float = 0.0
    heat_parts: str = ""
    recent: int = 0
    before: int = 0
    day: date = date.min

    @property
    def is_of_one(self) -> bool:
        """Whether no spread is known: one source, one item in the hour, neither heat nor growth."""
        return self.sources <= 1 and self.last_hour <= 1 and not (self.heat or self.recent)


@value
class Ground:
    """A rule that held, with the words or the number that it rests on."""

    rule: str
    label: str
    level: str
    quote: str

    def to_json(self) -> dict[str, str]:
        return {"rule": self.rule, "label": self.label, "level": self.level, "quote": self.quote}


@value
class Opinion:
    """A level with everything that it rests on; None where no rule names one."""

    level: Level | None = None
    basis: tuple[Ground, ...] = ()


NO_OPINION = Opinion()


def points_of(likes: int | None, comments: int | None, reposts: int | None, views: int | None) -> int:
    """Interactions of one item: likes, comments, reposts, and views by the hundred."""
    return (likes or 0) + (comments or 0) + (reposts or 0) + (views or 0) // _VIEWS_A_POINT


def merged(said: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The words of several items, by rule; the first to say something is quoted."""
    out: dict[str, tuple[str, ...]] = {}
    for words in said:
        for rule, quotes in words.items():
            out.setdefault(rule, tuple(quotes))
    return out


def higher(one: str | None, other: str | None) -> str | None:
    """The level that asks for more attention; None is less than any."""
    known = [level for level in (one, other) if level in LEVELS]
    return min(known, key=lambda level: LEVELS.index(level), default=None)
