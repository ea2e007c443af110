"""The opinion level (红橙黄蓝) of a matter: how much attention it asks for; it never touches severity or track."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TypedDict

from pydantic import model_validator

from monitor.classify.lexicon import Found
from monitor.classify.triage.opinion_rule import OpinionRule, holds
from monitor.classify.triage.opinion_values import (
    LEVEL_LABELS,
    LEVELS,
    NO_OPINION,
    Ground,
    Level,
    Opinion,
    Signals,
    higher,
    merged,
    points_of,
)
from monitor.classify.triage.unmeant import Unmeant
from monitor.config_file import ConfigModel, refuse_twice

__all__ = [
    "LEVELS",
    "LEVEL_LABELS",
    "NO_OPINION",
    "Ground",
    "Level",
    "Opinion",
    "OpinionRule",
    "OpinionRules",
    "Signals",
    "forebodes",
    "higher",
    "judge_opinion",
    "merged",
    "points_of",
    "senses",
    "spoken",
]

_MOST_REMEMBERED = 4096


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

    @cached_property
    def sensing(self) -> tuple[OpinionRule, ...]:
        """The rules that ask what a learned severity says."""
        return tuple(rule for rule in self.rules if rule.learned)

    def groups(self) -> dict[str, dict[str, float]]:
        """The lexicon groups of the rules' words, one for each set of words."""
        return {
            group: dict.fromkeys(words, 1.0)
            for rule in self.rules
            for group, words in zip(rule.groups, rule.words, strict=True)
        }

    def needs(self) -> dict[str, tuple[str, ...]]:
        """Of rules that ask for words of several sets, those of the second: without one nobody asks for the first."""
        return {rule.groups[0]: rule.words[1] for rule in self.worded if len(rule.words) > 1}


def spoken(rules: OpinionRules, found: Found, text: str) -> dict[str, tuple[str, ...]]:
    """The words of one text, by the rules of which it claims a word of every set."""
    if found.keys().isdisjoint(rules.first_groups.keys()):
        return {}
    out = {}
    for rule in rules.worded:
        if rule.groups[0] not in found or any(group not in found for group in rule.groups):
            continue
        if claimed := _claimed(rules, rule, found, text):
            out[rule.id] = claimed
    return out


def _claimed(rules: OpinionRules, rule: OpinionRule, found: Found, text: str) -> tuple[str, ...]:
    """A word of every set of a rule that the text claims; empty where it lacks one."""
    how: _How = {"not_after": rule.not_after, "not_wished": rule.not_wished}
    if rule.near is not None:
        others = found[rule.groups[1]].words
        for word, start in rules.unmeant.meant(text, found[rule.groups[0]], **how):
            if told := _beside(word, start, others, text, rule.near):
                return word, told
        return ()
    meant = [rules.unmeant.first_meant(text, found[group], **how) for group in rule.groups]
    claimed = tuple(word for word in meant if word is not None)
    return claimed if len(claimed) == len(meant) else ()


class _How(TypedDict):
    not_after: tuple[str, ...]
    not_wished: bool


def _beside(word: str, start: int, others: Sequence[str], text: str, near: int) -> str | None:
    """The first of some words that stands near another word of the text."""
    end = start + len(word)
    around = text[max(0, start - near) : start] + "\n" + text[end : end + near]
    return next((other for other in others if other in around), None)


def forebodes(rules: OpinionRules, level: str, words: str) -> dict[str, tuple[str, ...]]:
    """The rules that hold where an emergency may become so grave, with the words that say why."""
    return {rule.id: (words,) for rule in rules.foreboding if level in rule.may_become}


def senses(rules: OpinionRules, level: str, words: str) -> dict[str, tuple[str, ...]]:
    """The rules that hold where a learned severity finds a matter so grave, with its words."""
    return {rule.id: (words,) for rule in rules.sensing if level in rule.learned}


def judge_opinion(rules: OpinionRules, signals: Signals) -> Opinion:
    """The highest level that any rule names, lifted one step where a lifting rule holds; all that held are its basis."""
    if signals.said:
        return _judge([r for r in rules.rules if not r.asks_for_said or r.id in signals.said], signals)
    return _judge(rules.of_one if signals.is_of_one else rules.wordless, signals)


def _judge(asked: Sequence[OpinionRule], signals: Signals) -> Opinion:
    held = [(rule, quote) for rule in asked if (quote := holds(rule, signals)) is not None]
    named = [rule.level for rule, _ in held if rule.level is not None]
    if not named:
        return NO_OPINION
    rank = min(map(LEVELS.index, named))
    lifted = any(rule.lift for rule, _ in held)
    level = LEVELS[max(0, rank - lifted)]
    return Opinion(level, tuple(Ground(r.id, r.label, r.level or "lift", quote) for r, quote in held))
