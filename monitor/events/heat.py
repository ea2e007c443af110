"""How hot an event is, and whether it is a concentrated problem in the sense of 七(三)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
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
    burst: float
    reach: float
    interaction: float
    reasons: tuple[str, ...]
    recent: int = 0
    """Items of the recent span, and of the span of the same length before it."""
    before: int = 0

    def to_json(self) -> dict[str, object]:
        parts = {name: getattr(self, name) for name in ("volume", "speed", "burst", "reach", "interaction")}
        return {"points": self.points, "parts": parts, "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class Concentration:
    """Whether many people speak of one thing, with the numbers that it rests on."""

    concentrated: bool
    items: int
    authors: int
    reason: str


def heat_of(
    voices: Sequence[Voice], now: datetime, rules: HeatRules, usual: Mapping[str, float] | None = None
) -> Heat:
    """Add up volume, speed, burst, reach and interaction; each grows with the logarithm of its count.

    An item counts half after every ``half_life``: volume = w·ln(1+Σ items so weighed); speed = w·ln((1+items of the
    recent span)/(1+items of the span before)), never below zero; burst = w·ln(1+Σ how far each source goes beyond what
    it ``usual``-ly gives one event in such a span); reach = w·Σ tier·ln(1+sources of the tier, each by its latest item);
    interaction = w·ln(1+weighed counters).
    """
    past = [voice for voice in voices if voice.at <= now]
    weighed = [(voice, _left(now - voice.at, rules)) for voice in past]
    recent = [voice for voice in past if voice.at > now - rules.recent]
    before = sum(1 for voice in past if now - 2 * rules.recent < voice.at <= now - rules.recent)
    items, counted = sum(left for _, left in weighed), _interactions(weighed, rules)
    bursts = _bursts(recent, usual or {})
    hours = _hours(rules.recent)
    parts = (
        rules.volume_weight * math.log1p(items),
        rules.speed_weight * max(0.0, math.log((1 + len(recent)) / (1 + before))),
        rules.burst_weight * math.log1p(sum(burst.beyond for burst in bursts)),
        rules.reach_weight * _reach(weighed, rules),
        rules.interaction_weight * math.log1p(counted),
    )
    said = (
        f"数量：共 {len(past)} 条，按每 {_hours(rules.half_life)} 小时减半折合 {items:.1f} 条",
        f"增速：近 {hours} 小时 {len(recent)} 条，之前 {hours} 小时 {before} 条",
        "突增：" + ("；".join(b.reason(hours) for b in bursts[:3]) or f"近 {hours} 小时没有信源超出平时"),
        f"覆盖：{len(_sources(past))} 个信源，按来源层级计",
        f"互动：折合 {counted:.0f}",
    )
    rounded = [round(part, 1) for part in parts]
    reasons = tuple(f"{reason}（{points:g} 分）" for reason, points in zip(said, rounded, strict=True))
    volume, speed, burst, reach, interaction = rounded
    points = round(sum(parts), 1)
    return Heat(points, volume, speed, burst, reach, interaction, reasons, len(recent), before)


@dataclass(frozen=True, slots=True)
class _Burst:
    """A source that gives an event more than its own rhythm would; ``beyond`` is the log-likelihood ratio (Poisson)."""

    source: str
    items: int
    usual: float
    beyond: float

    def reason(self, hours: str) -> str:
        return f"{self.source} 近 {hours} 小时 {self.items} 条，平时一事 {hours} 小时 {self.usual:.1f} 条"


def _bursts(recent: Sequence[Voice], usual: Mapping[str, float]) -> list[_Burst]:
    """The sources beyond their own rhythm, the farthest first; one whose rhythm is not known gives an event one item."""
    found = []
    for source, items in Counter(voice.source for voice in recent if voice.source).items():
        mean = max(1.0, usual.get(source, 1.0))
        if items > mean:
            found.append(_Burst(source, items, mean, items * math.log(items / mean) - items + mean))
    return sorted(found, key=lambda burst: (-burst.beyond, burst.source))


def _left(age: timedelta, rules: HeatRules) -> float:
    """How much an item still counts at an age."""
    return float(0.5 ** (age / rules.half_life))


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


def _reach(weighed: Sequence[tuple[Voice, float]], rules: HeatRules) -> float:
    latest: dict[tuple[str, str], float] = {}
    for voice, left in weighed:
        source = (voice.source_kind, voice.source or "")
        latest[source] = max(left, latest.get(source, 0.0))
    kinds: dict[str, float] = {}
    for (kind, _), left in latest.items():
        kinds[kind] = kinds.get(kind, 0.0) + left
    return sum(rules.tiers.get(kind, 1.0) * math.log1p(count) for kind, count in sorted(kinds.items()))


def _interactions(weighed: Sequence[tuple[Voice, float]], rules: HeatRules) -> float:
    return sum(
        left * rules.interactions.get(name, 0.0) * max(0, getattr(voice, name) or 0)
        for voice, left in weighed
        for name in ("likes", "comments", "reposts", "views")
    )


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:g}"
