"""The opinion level (红橙黄蓝) of a matter: how much attention it asks for; it never touches severity or track."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import field_validator, model_validator

from monitor.classify.lexicon import Found
from monitor.classify.triage.disposition_words import FLAG_LABELS, Flag
from monitor.classify.triage.unmeant import Unmeant
from monitor.config_file import ConfigModel, one_of, refuse_twice
from monitor.item import SOURCE_KIND_LABELS, SOURCE_KINDS
from monitor.values import value

Level = Literal["red", "orange", "yellow", "blue"]
LEVELS: tuple[Level, ...] = ("red", "orange", "yellow", "blue")
"""From the most attention to the least."""
LEVEL_LABELS: Mapping[str, str] = {"red": "红色", "orange": "橙色", "yellow": "黄色", "blue": "蓝色"}
_GROUP = "opinion/"
_VIEWS_A_POINT = 100
_MOST_REMEMBERED = 4096


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
        return self

    @cached_property
    def asks_for_said(self) -> bool:
        """Whether it holds only where an item says something: its words, or whom it misses."""
        return bool(self.words or self.may_become)

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


class OpinionRules(ConfigModel):
    """``config/opinion_level.yaml``."""

    basis: str
    unmeant: Unmeant = Unmeant()
    rules: tuple[OpinionRule, ...]

    @model_validator(mode="after")
    def _distinct(self) -> OpinionRules:
        refuse_twice([rule.id for rule in self.rules], "规则", ("rules", "id"))
        return self

    @cached_property
    def wordless(self) -> tuple[OpinionRule, ...]:
        """The rules that ask for no words: these are looked at for every matter."""
        return tuple(rule for rule in self.rules if not rule.asks_for_said)

    @cached_property
    def of_one(self) -> tuple[OpinionRule, ...]:
        """Those of them that one item alone can meet: it has one source, and no heat or growth yet."""
        return tuple(rule for rule in self.wordless if not rule.asks_for_spread)

    @cached_property
    def first_groups(self) -> Mapping[str, OpinionRule]:
        """The rules that ask for words, by the first of their lexicon groups."""
        return {rule.groups[0]: rule for rule in self.worded}

    @cached_property
    def of_quiet(self) -> Callable[[frozenset[str], frozenset[str], int, int, date], Opinion]:
        """The opinion of one item that says nothing the rules ask for: nearly all are so, and many are alike in what is left.

        What is asked for are its kinds of source, flags, interactions and participants, and its day.
        """

        @lru_cache(maxsize=_MOST_REMEMBERED)
        def judged(
            kinds: frozenset[str], flags: frozenset[str], interactions: int, people: int, day: date
        ) -> Opinion:
            signals = Signals({}, kinds, flags, interactions=interactions, participants=people, day=day)
            return _judge(self.of_one, signals)

        return judged

    @cached_property
    def worded(self) -> tuple[OpinionRule, ...]:
        """The rules that ask for words: nothing is to be done where none is said."""
        return tuple(rule for rule in self.rules if rule.words)

    @cached_property
    def foreboding(self) -> tuple[OpinionRule, ...]:
        """The rules that ask what an emergency may become."""
        return tuple(rule for rule in self.rules if rule.may_become)

    def groups(self) -> dict[str, dict[str, float]]:
        """The lexicon groups of the rules' words, one for each set of words."""
        return {
            group: dict.fromkeys(words, 1.0)
            for rule in self.rules
            for group, words in zip(rule.groups, rule.words, strict=True)
        }


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


def spoken(rules: OpinionRules, found: Found, text: str) -> dict[str, tuple[str, ...]]:
    """The words of one text, by the rules of which it claims a word of every set."""
    if found.keys().isdisjoint(rules.first_groups.keys()):
        return {}
    out = {}
    for rule in rules.worded:
        if rule.groups[0] in found and all(group in found for group in rule.groups):
            meant = [
                rules.unmeant.first_meant(
                    text, found[group], not_after=rule.not_after, not_wished=rule.not_wished
                )
                for group in rule.groups
            ]
            claimed = tuple(word for word in meant if word is not None)
            if len(claimed) == len(meant):
                out[rule.id] = claimed
    return out


def forebodes(rules: OpinionRules, level: str, words: str) -> dict[str, tuple[str, ...]]:
    """The rules that hold where an emergency may become so grave, with the words that say why."""
    return {rule.id: (words,) for rule in rules.foreboding if level in rule.may_become}


def judge_opinion(rules: OpinionRules, signals: Signals) -> Opinion:
    """The highest level that any rule names, lifted one step where a lifting rule holds; all that held are its basis."""
    if signals.said:
        return _judge([r for r in rules.rules if not r.asks_for_said or r.id in signals.said], signals)
    return _judge(rules.of_one if signals.is_of_one else rules.wordless, signals)


def _judge(asked: Sequence[OpinionRule], signals: Signals) -> Opinion:
    held = [(rule, quote) for rule in asked if (quote := _holds(rule, signals)) is not None]
    named = [rule.level for rule, _ in held if rule.level is not None]
    if not named:
        return NO_OPINION
    rank = min(map(LEVELS.index, named))
    lifted = any(rule.lift for rule, _ in held)
    level = LEVELS[max(0, rank - lifted)]
    return Opinion(level, tuple(Ground(r.id, r.label, r.level or "lift", quote) for r, quote in held))


def _holds(rule: OpinionRule, signals: Signals) -> str | None:
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
