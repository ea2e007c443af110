"""Loose readings of a report: what its numbers could come to, in ways that the reading of numbers has reasons not to take.

Each reading is a set of facts as the statute names them: what the ledger of a text or headline adds up to, the greatest of its
parties, all of them together, those of another happening, whom nobody has found yet taken for dead, and whatever number stands beside a
word of harm. None of them is believed by itself; how far each reaches is a trait of the learned severity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from monitor.classify.grading.learned_rules import LearnedRules
from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import HURT, Fate
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.tallies import tally
from monitor.text.numerals import NUMBER, least_of, read_number

Part = Literal["title", "text"]
Span = tuple[Part, int, int]
_FATES: Mapping[str, frozenset[Fate]] = {
    "deaths": frozenset({"dead"}),
    "missing": frozenset({"missing", "trapped"}),
    "seriously_injured": frozenset({"badly"}),
    "injured": HURT,
}
_NUMBER = re.compile(NUMBER)
_SENTENCE, _CLAUSE = re.compile("[^。！？\\n]+"), re.compile("[^，；：]+")
_PEOPLE = re.compile("[余多]?(?:名|人|个人|位|具|例|口)")
_YUAN = re.compile("[余多]?元")
_MAGNITUDE = re.compile("级(?!响应|应急)")
_OTHER_UNIT = re.compile("[年月日号时点分岁楼层米公路度%％天周]")
_BESIDE = frozenset({"deaths", "missing", "injured"})
"""Of these number and word stand in one clause; of others in one sentence."""
_UNITS: Mapping[str, re.Pattern[str]] = {"loss_yuan": _YUAN, "magnitude": _MAGNITUDE}
_STRONGEST = 10.0


@dataclass(slots=True)
class LooseReading:
    """Facts by their statutory names, and where the number of each stands."""

    facts: dict[str, float] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def raise_to(self, name: str, number: float, span: Span) -> None:
        """Keep the greatest number of a fact."""
        if number > self.facts.get(name, 0.0):
            self.facts[name], self.spans[name] = number, span


class LooseReader:
    """Reads by the words of ``learned`` in ``config/severity.yaml``; build once."""

    def __init__(self, rules: LearnedRules) -> None:
        self._near = {name: re.compile("|".join(map(re.escape, words))) for name, words in rules.near.items()}

    def read(self, heading: Ledger, body: Ledger) -> dict[str, LooseReading]:
        """The readings of one report, by name."""
        found = {
            "book": _tallied(body, "text"),
            "title": _tallied(heading, "title"),
            "most": _greatest(body, "text", current=True),
            "title_most": _greatest(heading, "title", current=True),
            "other": _greatest(body, "text", current=False),
            "sum": _summed(body),
            "near": self.near(heading.text, body.text),
        }
        for name in ("book", "most", "title_most", "sum"):
            found[f"{name}_lost"] = _as_dead(found[name])
        return found

    def near(self, *texts: str) -> LooseReading:
        """The greatest number beside the words of each fact, in a headline and its text as the ledger reads them."""
        out = LooseReading()
        parts: tuple[Part, Part] = ("title", "text")
        for part, text in zip(parts, texts, strict=True):
            for sentence in _SENTENCE.finditer(text):
                for name, words in self._near.items():
                    if words.search(text, *sentence.span()):
                        for number, start, end in _numbers_near(text, sentence.span(), name, words):
                            out.raise_to(name, number, (part, start, end))
        return out


def _numbers_near(
    text: str, span: tuple[int, int], name: str, words: re.Pattern[str]
) -> Iterator[tuple[float, int, int]]:
    clauses = _CLAUSE.finditer(text, *span)
    for clause in clauses:
        if name in _BESIDE and not words.search(text, *clause.span()):
            continue
        yield from _numbers(text, clause.span(), _UNITS.get(name, _PEOPLE), name)


def _numbers(
    text: str, span: tuple[int, int], unit: re.Pattern[str], name: str
) -> Iterator[tuple[float, int, int]]:
    """The numbers of a stretch that count what is asked for."""
    for match in _NUMBER.finditer(text, *span):
        counted = unit.match(text, match.end())
        if counted is None or _OTHER_UNIT.match(text, match.end()):
            continue
        number = read_number(match[0]).value or least_of(match[0])
        if number and (name != "magnitude" or number < _STRONGEST):
            yield float(number), match.start(), counted.end()


def _tallied(book: Ledger, part: Part) -> LooseReading:
    out = LooseReading()
    for name, fates in _FATES.items():
        if told := tally(book.text, book.entries, fates):
            out.raise_to(name, told.number, (part, told.entries[0].span[0], told.entries[-1].span[1]))
    return out


def _greatest(book: Ledger, part: Part, *, current: bool) -> LooseReading:
    out = LooseReading()
    for name, fates in _FATES.items():
        for entry in _told(book.entries, fates, current=current):
            out.raise_to(name, entry.number, (part, *entry.span))
    return out


def _summed(book: Ledger) -> LooseReading:
    """All parties together that met a fate, the same number once: what is told again would count twice."""
    out = LooseReading()
    for name, fates in _FATES.items():
        met = {entry.number: entry.span for entry in _told(book.entries, fates, current=True)}
        if met:
            spans = list(met.values())
            out.raise_to(name, sum(met), ("text", min(a for a, _ in spans), max(b for _, b in spans)))
    return out


def _told(entries: Iterable[Entry], fates: frozenset[Fate], *, current: bool) -> Iterator[Entry]:
    return (e for e in entries if e.current is current and any(t.fate in fates for t in e.told))


def _as_dead(reading: LooseReading) -> LooseReading:
    """The same, whoever is missing or trapped taken for dead."""
    facts = reading.facts
    lost = facts.get("missing", 0.0)
    out = LooseReading(dict(facts), dict(reading.spans))
    if lost:
        out.facts["deaths"] = facts.get("deaths", 0.0) + lost
        out.spans.setdefault("deaths", reading.spans["missing"])
    return out
