"""One rule of ``config/opinion_level.yaml``: what it asks for, and what it rests on where it holds."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import field_validator, model_validator

from monitor.classify.triage.disposition_words import FLAG_LABELS, Flag
from monitor.classify.triage.opinion_values import Level, Signals
from monitor.config_file import ConfigModel, one_of
from monitor.item import SOURCE_KIND_LABELS, SOURCE_KINDS

_GROUP = "opinion/"


class OpinionRule(ConfigModel):
    """One rule: it holds when all its conditions do, and then names a level, or lifts the one that others name."""

    id: str
    label: str
    level: Level | None = None
    lift: bool = False
    basis: str = ""
    words: tuple[tuple[str, ...], ...] = ()
    not_after: tuple[str, ...] = ()
    """Of whom or what its words do not count: dogs that gather are no crowd."""
    near: int | None = None
    """So many characters a word of its second set stands off the first at most; nobody asks where it is None."""
    not_wished: bool = False
    """Whether its words count only as a fact, not where somebody asks for it (恳请领导批示)."""
    source_kinds: tuple[Annotated[str, one_of(*SOURCE_KINDS)], ...] = ()
    flags: tuple[Flag, ...] = ()
    min_sources: int | None = None
    min_last_hour: int | None = None
    min_interactions: int | None = None
    min_participants: int | None = None
    min_heat: float | None = None
    min_recent: int | None = None
    min_growth: float | None = None
    may_become: tuple[Literal["I", "II", "III"], ...] = ()
    """Severities that an emergency would reach if nobody of its missing and trapped came back."""
    learned: tuple[Literal["I", "II"], ...] = ()
    """Severities that the learned severity takes the matter for where the rules graded it less."""
    days: tuple[str, str] | None = None

    @field_validator("days")
    @classmethod
    def _month_and_day(cls, value: tuple[str, str] | None) -> tuple[str, str] | None:
        if value and not all(re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", day) for day in value):
            raise ValueError("days 须写作 [月-日, 月-日]，如 [03-03, 03-13]")
        return value

    @model_validator(mode="after")
    def _level_or_lift(self) -> OpinionRule:
        if (self.level is None) == (not self.lift):
            raise ValueError(f"规则 {self.id} 须且只能写 level 或 lift: true")
        if self.near is not None and len(self.words) != 2:
            raise ValueError(f"规则 {self.id} 写了 near，words 须有两组")
        return self

    @cached_property
    def asks_for_said(self) -> bool:
        """Whether it holds only where an item says something: its words, whom it misses, how grave it sounds."""
        return bool(self.words or self.may_become or self.learned)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The lexicon group of each of its sets of words."""
        return tuple(f"{_GROUP}{self.id}/{number}" for number in range(len(self.words)))

    @cached_property
    def numbers(self) -> tuple[tuple[int, str, str], ...]:
        """The numbers that it asks for: the least, the signal that it is of, its unit."""
        asked = (
            (self.min_sources, "sources", "个来源"),
            (self.min_last_hour, "last_hour", "条/小时"),
            (self.min_interactions, "interactions", "次互动"),
            (self.min_participants, "participants", "人"),
        )
        return tuple((least, name, unit) for least, name, unit in asked if least is not None)

    @cached_property
    def asks_for_warmth(self) -> bool:
        """Whether it asks for heat or growth at all."""
        return any(least is not None for least in (self.min_heat, self.min_recent, self.min_growth))

    @cached_property
    def asks_for_spread(self) -> bool:
        """Whether it asks for more than one item can show."""
        more_than_one = max(self.min_sources or 0, self.min_last_hour or 0) > 1
        return more_than_one or any(least for least in (self.min_heat, self.min_recent, self.min_growth))

    @cached_property
    def season(self) -> tuple[int, int] | None:
        """Its days as month times 100 plus day."""
        return (int(self.days[0].replace("-", "")), int(self.days[1].replace("-", ""))) if self.days else None

    @cached_property
    def season_told(self) -> str:
        """Its days as an officer reads them."""
        return "至".join("{}月{}日".format(*map(int, day.split("-"))) for day in self.days or ())


def holds(rule: OpinionRule, signals: Signals) -> str | None:
    """What a rule rests on, in words for everything that it asks; None when it does not hold."""
    if rule.asks_for_said and rule.id not in signals.said:
        return None
    if rule.source_kinds and signals.source_kinds.isdisjoint(rule.source_kinds):
        return None
    if rule.flags and signals.flags.isdisjoint(rule.flags):
        return None
    numbers: list[str] = []
    for least, name, unit in rule.numbers:
        value = getattr(signals, name)
        if value < least:
            return None
        numbers.append(f"{value}{unit}")
    if rule.season and not _within(signals.day, *rule.season):
        return None
    if rule.asks_for_warmth:
        warmth = _warmth(rule, signals)
        if warmth is None:
            return None
        numbers += warmth
    said = signals.said[rule.id] if rule.asks_for_said else ()
    return "、".join((*said, *_circumstances(rule, signals), *numbers))


def _circumstances(rule: OpinionRule, signals: Signals) -> list[str]:
    """What else than words and numbers a rule rests on: who published it, how it is marked, when it was judged."""
    told = []
    if rule.source_kinds:
        kinds = [SOURCE_KIND_LABELS[kind] for kind in rule.source_kinds if kind in signals.source_kinds]
        told.append("来源：" + "、".join(kinds))
    if rule.flags:
        marks = [FLAG_LABELS.get(flag, flag) for flag in rule.flags if flag in signals.flags]
        told.append("标记：" + "、".join(marks))
    if rule.days:
        told.append(f"敏感时段：{rule.season_told}")
    return told


def _warmth(rule: OpinionRule, signals: Signals) -> list[str] | None:
    """What a rule rests on as to heat and growth, None where these do not reach it."""
    if rule.min_heat is not None and signals.heat < rule.min_heat:
        return None
    growth = signals.recent / max(1, signals.before)
    if signals.recent < (rule.min_recent or 0) or growth < (rule.min_growth or 0.0):
        return None
    told = [f"热度{signals.heat:g}分{signals.heat_parts}"] if rule.min_heat is not None else []
    if rule.min_recent is not None or rule.min_growth is not None:
        told.append(f"近一时段{signals.recent}条，前一时段{signals.before}条")
    return told


def _within(day: date, first: int, last: int) -> bool:
    """Whether a day lies in a span of the year, both ends included; a span may cross the new year."""
    now = day.month * 100 + day.day
    return first <= now <= last if first <= last else now >= first or now <= last
