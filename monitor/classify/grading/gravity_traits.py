"""What speaks for how grave a matter is, as rows of traits for a learned model: one row a level that the statute knows.

A trait of facts says how far a loose reading reaches towards that level (:mod:`.reach`); a trait of words says how often a group of
signs speaks. Neither knows what the rules read or graded, so that the model errs elsewhere than they do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.classify.grading.learned_rules import LearnedRules
from monitor.classify.grading.loose_facts import LooseReader, LooseReading, Span
from monitor.classify.grading.reach import FAR, LEVELS, Reach, log_ratio
from monitor.classify.grading.severity_rules import Level, SeverityRules
from monitor.classify.rereading.chooser import Choice
from monitor.classify.rereading.ledger import Ledger

_READINGS = (
    "book", "title", "most", "title_most", "other", "sum", "near", "book_lost", "most_lost", "title_most_lost", "sum_lost",
)  # fmt: skip
_ALONE = ("deaths", "missing", "injured", "poisoned", "evacuated", "loss_yuan", "participants", "magnitude")
_KINDS: Mapping[str, frozenset[str | None]] = {
    "earthquake": frozenset({"earthquake"}),
    "weather": frozenset({"flood", "storm"}),
    "illness": frozenset({"food_poisoning", "epidemic"}),
    "environment": frozenset({"environment"}),
    "crowd": frozenset({"mass_incident"}),
    "unnamed": frozenset({None}),
}
SIGNS = (
    "body", "mourning", "state", "response", "whole", "water", "polluted", "organs", "aboard", "affray", "trial", "past", "unreal",
)  # fmt: skip
"""The groups of words in the order of the traits."""
TRAITS = (
    *(f"reach {name}" for name in _READINGS),
    *(f"alone {name}" for name in _ALONE),
    "chosen share", "chosen odds", "party", "sick and dead", "as a crowd",
    *(f"sign {name}" for name in SIGNS),
    "water and polluted",
    *(f"kind {name}" for name in _KINDS),
    *(f"level {level}" for level in LEVELS),
    "length",
)  # fmt: skip
_MOST_SAID = 6
_WORTH_CITING = -0.7
_WORTH_ASKING = -1.2
"""Three where ten are II: parts that nobody added up are less than their whole."""
_WORDS_ALONE = frozenset({"water", "polluted", "aboard", "affray"})
_CITED = ("body", "whole", "aboard", "organs", "water", "state")
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gravity:
    """The traits of one report by level, and where the numbers and signs stand that they rest on, the farthest reaching first."""

    rows: Mapping[Level, Row]
    spans: tuple[Span, ...] = field(default=())


class GravityReader:
    """Built once from the rules."""

    def __init__(self, rules: SeverityRules, learned: LearnedRules) -> None:
        self._reach, self._loose = Reach(rules), LooseReader(learned)
        self._signs = [(name, _finder(learned, name)) for name in SIGNS]

    def is_worth_asking(self, kind: str | None, texts: tuple[str, str]) -> bool:
        """Whether some number beside a word of harm comes near II, or words alone could: most emergencies hurt one or two.

        ``texts``: headline and text as the ledger reads them; to book their people takes ten times as long as this.
        """
        text = "\n".join(texts)
        signs = {name for name, finder in self._signs if name in _WORDS_ALONE and finder.search(text)}
        if {"water", "polluted"} <= signs or "aboard" in signs:
            return True
        facts = self._loose.near(*texts).facts
        crowd = "participants" in facts or "affray" in signs
        kinds = (kind, "mass_incident") if crowd else (kind,)
        dead = facts | {"deaths": facts.get("deaths", 0.0) + facts.get("missing", 0.0)}
        return any(self._reach.of(k, "II", f, text) > _WORTH_ASKING for k in kinds for f in (facts, dead))

    def read(self, kind: str | None, books: tuple[Ledger, Ledger], deaths: Sequence[Choice]) -> Gravity:
        """The traits of a report of a kind; ``books``: of headline and text, ``deaths``: what the chooser makes of the dead."""
        heading, body = books
        text = f"{heading.text}\n{body.text}"
        readings = self._loose.read(heading, body)
        said = {name: finder.findall(text) for name, finder in self._signs}
        known = {name: float(min(len(words), _MOST_SAID)) for name, words in said.items()}
        same = self._same_for_all(kind, body, known)
        rows = {
            level: (
                *self._reached(kind, level, readings, text),
                *self._chosen(kind, level, deaths, text),
                log_ratio(same["party"], self._reach.dead_at(kind, level, text)),
                self._sick_and_dead(kind, level, readings, deaths, text),
                self._as_crowd(level, readings, text, known),
                *(known[name] for name in SIGNS),
                known["water"] * known["polluted"],
                *(float(kind in kinds) for kinds in _KINDS.values()),
                *(float(level == other) for other in LEVELS),
                same["length"],
            )
            for level in LEVELS
        }
        return Gravity(rows, tuple(self._farthest(kind, readings, books, said, text)))

    def _same_for_all(self, kind: str | None, body: Ledger, known: Mapping[str, float]) -> dict[str, float]:
        return {
            "party": float(max((e.number for e in body.entries), default=0)),
            "length": math.log(1 + len(body.text)),
        }

    def _reached(
        self, kind: str | None, level: Level, readings: Mapping[str, LooseReading], text: str
    ) -> Iterator[float]:
        for name in _READINGS:
            facts = readings[name].facts
            yield self._reach.of(kind, level, facts if name != "near" else _of_people(facts), text)
        near = readings["near"].facts
        for name in _ALONE:
            yield self._reach.of(kind, level, {name: near[name]}, text) if name in near else FAR

    def _chosen(
        self, kind: str | None, level: Level, deaths: Sequence[Choice], text: str
    ) -> tuple[float, float]:
        """How much of all choices of the dead reaches the level, and how likely the likeliest of these is by itself."""
        least = self._reach.dead_at(kind, level, text)
        grave = [c for c in deaths if (c.account.number or 0) >= least]
        return sum(c.share for c in grave), max((c.odds for c in grave), default=0.0)

    def _sick_and_dead(
        self,
        kind: str | None,
        level: Level,
        readings: Mapping[str, LooseReading],
        deaths: Sequence[Choice],
        text: str,
    ) -> float:
        """How far the sick reach where somebody of them died."""
        died = readings["book"].facts.get("deaths") or readings["title"].facts.get("deaths")
        if not died and sum(c.share for c in deaths if c.account.number) > 0.5:
            died = 1.0
        sick = readings["near"].facts.get("poisoned")
        if not died or not sick:
            return FAR
        return self._reach.of(kind, level, {"poisoned": sick, "deaths": died}, text)

    def _as_crowd(
        self, level: Level, readings: Mapping[str, LooseReading], text: str, known: Mapping[str, float]
    ) -> float:
        """How far the same facts reach as those of people who fought or gathered, whatever kind the rules made of it."""
        if not known["affray"] and "participants" not in readings["near"].facts:
            return FAR
        return max(
            self._reach.of("mass_incident", level, readings[name].facts, text)
            for name in ("book", "most", "near")
        )

    def _farthest(
        self,
        kind: str | None,
        readings: Mapping[str, LooseReading],
        books: tuple[Ledger, Ledger],
        said: Mapping[str, Sequence[str]],
        text: str,
    ) -> Iterator[Span]:
        """The numbers that reach farthest towards II, then the words that tell of harm to many."""
        found: dict[Span, float] = {}
        for reading in readings.values():
            for name, span in reading.spans.items():
                far = self._reach.of(kind, "II", {name: reading.facts[name]}, text)
                if far > _WORTH_CITING:
                    found[span] = max(far, found.get(span, FAR))
        yield from sorted(found, key=lambda span: (-found[span], span))
        for name in _CITED:
            for word in dict.fromkeys(said[name]):
                yield from _place(word, books)


def _place(word: str, books: tuple[Ledger, Ledger]) -> Iterator[Span]:
    heading, body = books
    if (start := body.text.find(word)) >= 0:
        yield "text", start, start + len(word)
    elif (start := heading.text.find(word)) >= 0:
        yield "title", start, start + len(word)


def _of_people(facts: Mapping[str, float]) -> dict[str, float]:
    return {name: number for name, number in facts.items() if name in ("deaths", "missing", "injured")}


def _finder(rules: LearnedRules, name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, rules.signs.get(name, ()))) or "(?!)")
