"""When an emergency happened and in what kind of place: two fires of one district on two days are two fires."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from monitor.text.dates import Occurrence, find_occurrence
from monitor.values import value

_OPENING_CHARS = 160
_DAY_H = 24.0
# The middle of each part of the day, for reports that name no hour.
_PARTS = {
    "凌晨": 3, "清晨": 6, "早晨": 7, "早上": 7, "上午": 10, "中午": 12, "下午": 15, "午后": 14, "傍晚": 18, "晚": 21, "夜": 22,
}  # fmt: skip
_NAMED_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])·([0-3]?\d)(?!\d)")
_PART = re.compile("|".join(_PARTS))


@value
class Scene:
    """``day`` is an ordinal, ``hour`` of that day; None where the text does not tell. ``venues``: school, restaurant, …"""

    day: int | None = None
    hour: float | None = None
    venues: frozenset[str] = frozenset()


NOWHERE = Scene()
"""The scene of what is no emergency."""


class SceneReader:
    """Reads the scenes of emergencies; built once from the kinds of places in ``config/events.yaml``."""

    def __init__(self, venues: Mapping[str, tuple[str, ...]]) -> None:
        self._venue_of = {word: venue for venue, words in venues.items() for word in words}
        longest_first = sorted(self._venue_of, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def read(self, title: str, text: str, at: datetime) -> Scene:
        """The scene that a report of ``at`` (aware) tells of; the text says when before the title does."""
        head = f"{title}\n{text[:_OPENING_CHARS]}"
        found = self._words.findall(head) if self._words else ()
        venues = frozenset(self._venue_of[word] for word in found)
        named = _named_day(head, at.date())
        if named is not None:
            return Scene(named.toordinal(), None, venues)
        words = text
        told = find_occurrence(words, at)
        if told is None:
            words = title
            told = find_occurrence(words, at)
        if told is None:
            return Scene(venues=venues)
        return Scene(told.day.toordinal(), _hour(told, words), venues)


def _named_day(head: str, today: date) -> date | None:
    """The day that an accident is named after (“11·24”爆燃事故): a follow-up tells other hours, of the rescue and the inquiry."""
    if "·" not in head:
        return None
    named = _NAMED_DAY.search(head)
    if named is None:
        return None
    for year in (today.year, today.year - 1):
        try:
            day = date(year, int(named[1]), int(named[2]))
        except ValueError:
            return None
        if day <= today:
            return day
    return None


def _hour(told: Occurrence, words: str) -> float | None:
    if isinstance(told.value, datetime):
        return told.value.hour + told.value.minute / 60
    part = _PART.search(words, told.start, told.end)
    return _PARTS[part[0]] if part else None


def hours_apart(left: Scene, right: Scene) -> float:
    """How far apart the two happened, in hours; bare days differ by whole days, and 0 where one tells no day."""
    if left.day is None or right.day is None:
        return 0.0
    days = abs(left.day - right.day) * _DAY_H
    if left.hour is None or right.hour is None:
        return days
    return abs((left.day - right.day) * _DAY_H + left.hour - right.hour)


def in_other_venues(left: Scene, right: Scene) -> bool:
    """True where both name kinds of places, and none in common."""
    return bool(left.venues and right.venues) and left.venues.isdisjoint(right.venues)
