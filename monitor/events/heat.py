"""How hot an event is, and whether it is a concentrated problem in the sense of 七(三)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.events.rules import ConcentrationRules, HeatRules


@dataclass(frozen=True, slots=True)
class Voice:
    """One item of an event as heat sees it; counters unknown to the source are None."""

    at: datetime
    source_kind: str = "other"
    source: str | None = None
    author: str | None = None
    is_copy: bool = False
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    views: int | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """Points of an event with their parts and the reasons in words."""

    points: float
    volume: float
    speed: float
    reach: float
    interaction: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concentration:
    """Whether many people speak of one thing, with the numbers that it rests on."""

    concentrated: bool
    items: int
    authors: int
    reason: str


def heat_of(voices: Sequence[Voice], now: datetime, rules: HeatRules) -> Heat:
    """Add up volume, speed, reach and interaction; each grows with the logarithm of its count.

    volume = w·ln(1+items); speed = w·ln((1+items of the recent span)/(1+items of the span before)), never below zero;
    reach = w·Σ tier of the distinct sources' kinds, by ln(1+sources); interaction = w·ln(1+weighted counters).
    """
    past = [voice for voice in voices if voice.at <= now]
    recent = sum(1 for voice in past if voice.at > now - rules.recent)
    before = sum(1 for voice in past if now - 2 * rules.recent < voice.at <= now - rules.recent)
    volume = rules.volume_weight * math.log1p(len(past))
    speed = rules.speed_weight * max(0.0, math.log((1 + recent) / (1 + before)))
    reach = rules.reach_weight * _reach(past, rules)
    counted = _interactions(past, rules)
    interaction = rules.interaction_weight * math.log1p(counted)
    reasons = (
        f"共 {len(past)} 条",
        f"近 {_hours(rules.recent)} 小时 {recent} 条，之前 {_hours(rules.recent)} 小时 {before} 条",
        f"{len(_sources(past))} 个信源",
        f"互动量折合 {counted:.0f}",
    )
    total = volume + speed + reach + interaction
    return Heat(
        round(total, 1), round(volume, 1), round(speed, 1), round(reach, 1), round(interaction, 1), reasons
    )


class Outcry:
    """Counts the citizens' items and their distinct authors within the window; unnamed authors count one each.

    The same person writing ten times is one voice (七(三): 问题集中、涉及面广).
    """

    def __init__(self, now: datetime, rules: ConcentrationRules) -> None:
        self._now = now
        self._rules = rules
        self._items = 0
        self._named: set[str] = set()
        self._unnamed = 0

    def add(self, voice: Voice) -> None:
        """Count one item, if it is a citizen's and within the window."""
        rules = self._rules
        if voice.source_kind not in rules.channels or not self._now - rules.window < voice.at <= self._now:
            return
        self._items += 1
        if voice.author:
            self._named.add(voice.author)
        else:
            self._unnamed += not voice.is_copy

    def verdict(self) -> Concentration:
        """Whether what was counted reaches the office's measure."""
        rules, authors = self._rules, len(self._named) + self._unnamed
        reached = self._items >= rules.min_items and authors >= rules.min_authors
        reason = (
            f"{rules.window.days} 天内 {self._items} 条、{authors} 人反映"
            f"（标准：{rules.min_items} 条、{rules.min_authors} 人）"
        )
        return Concentration(reached, self._items, authors, reason)


def is_concentrated(voices: Sequence[Voice], now: datetime, rules: ConcentrationRules) -> Concentration:
    """Whether the items of an event are a concentrated problem."""
    outcry = Outcry(now, rules)
    for voice in voices:
        outcry.add(voice)
    return outcry.verdict()


def _sources(voices: Sequence[Voice]) -> set[tuple[str, str]]:
    return {(voice.source_kind, voice.source or "") for voice in voices}


def _reach(voices: Sequence[Voice], rules: HeatRules) -> float:
    kinds: dict[str, int] = {}
    for kind, _ in _sources(voices):
        kinds[kind] = kinds.get(kind, 0) + 1
    return sum(rules.tiers.get(kind, 1.0) * math.log1p(count) for kind, count in sorted(kinds.items()))


def _interactions(voices: Sequence[Voice], rules: HeatRules) -> float:
    weights = rules.interactions
    return sum(
        weights.get(name, 0.0) * max(0, count)
        for voice in voices
        for name, count in (
            ("likes", voice.likes or 0),
            ("comments", voice.comments or 0),
            ("reposts", voice.reposts or 0),
            ("views", voice.views or 0),
        )
    )


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:g}"
