"""The course of opinion on one policy: day by day, of which kinds, and what an interpretation changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from monitor.classify.policies.watch_list import WatchRules
from monitor.clock import SHANGHAI
from monitor.events.policy_opinion import PolicyVoice
from monitor.values import value


@value
class Day:
    """One day's opinion on a policy."""

    day: date
    items: int
    confused: int


def by_day(voices: Iterable[PolicyVoice], now: datetime, days: int) -> tuple[Day, ...]:
    """The last ``days`` days in Shanghai, today last; days without a word stand at 0."""
    counts: Counter[date] = Counter()
    confused: Counter[date] = Counter()
    for voice in voices:
        day = voice.at.astimezone(SHANGHAI).date()
        counts[day] += 1
        confused[day] += bool(voice.shows)
    today = now.astimezone(SHANGHAI).date()
    span = (today - timedelta(days=n) for n in range(days - 1, -1, -1))
    return tuple(Day(day, counts[day], confused[day]) for day in span)


def mix_of(voices: Iterable[PolicyVoice]) -> dict[str, int]:
    """How many items of citizens are of each disposition; "" for those of none."""
    return dict(Counter(v.disposition or "" for v in voices if v.citizen))


@value
class Effect:
    """Confusion before and after an interpretation, a day: over ``effect`` before it, and what has gone by since."""

    before: int
    after: int
    days_before: float
    days_after: float

    @property
    def rate_before(self) -> float:
        return self.before / self.days_before if self.days_before else 0.0

    @property
    def rate_after(self) -> float:
        return self.after / self.days_after if self.days_after else 0.0

    @property
    def change(self) -> float | None:
        """By which share it changed; None where too little time has gone by, or nothing was there before."""
        if self.days_after < _TOO_SOON_DAYS or not self.before:
            return None
        return self.rate_after / self.rate_before - 1

    @property
    def words(self) -> str:
        told = f"解读前{self.days_before:g}天{self.before}条（日均{self.rate_before:.1f}）"
        if self.days_after < _TOO_SOON_DAYS:
            return f"{told}，解读后时间尚短，{self.after}条"
        told += f"，解读后{self.days_after:.1f}天{self.after}条（日均{self.rate_after:.1f}）"
        if self.change is None:
            return told
        return f"{told}，{'下降' if self.change <= 0 else '上升'}{abs(self.change):.0%}"

    def to_json(self) -> dict[str, object]:
        return {
            "before": self.before,
            "after": self.after,
            "days_before": round(self.days_before, 2),
            "days_after": round(self.days_after, 2),
            "change": None if self.change is None else round(self.change, 3),
            "words": self.words,
        }


_TOO_SOON_DAYS = 0.25


def effect_of(voices: Iterable[PolicyVoice], published: datetime, now: datetime, rules: WatchRules) -> Effect:
    """What an interpretation published at a time has changed so far."""
    end = min(now, published + rules.effect)
    confused = [v.at for v in voices if v.shows]
    before = sum(published - rules.effect < at <= published for at in confused)
    after = sum(published < at <= end for at in confused)
    day = timedelta(days=1)
    return Effect(before, after, rules.effect / day, max(0.0, (end - published) / day))
