"""What a text is recognised by: telling words, names of places and bodies, its topic, and its districts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from monitor.events.rules import MatchRules
from monitor.events.words import Vector, WordWeights

Cut = Callable[[str], list[str]]

# Platforms mask places as A市, A3区, A7县: the letter and digit say which, so they are read as districts, not as words.
_MASKED = re.compile(r"[A-Z]\d{0,2}[市区县]")
_MASK = "※"
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_NUMBER = re.compile(r"[\d.]+|[一二三四五六七八九十百千万两几]+")
_NAME_REACH = 2
_SPECIFIC = 4.5
_COMMON = 2.5
_TELLS_NOTHING = 1.0

_SKIP, _BREAK, _ENDING, _DISTRICT, _SHORT, _ANCHOR = 1, 2, 4, 8, 16, 32


@dataclass(frozen=True, slots=True)
class Traits:
    """``weights`` is a unit vector over telling words; ``names`` those of them that stand in a name.

    ``title_names`` are the specific ones of the title, in pairs of letters, so that cutting words otherwise does no harm.
    """

    weights: dict[str, float]
    names: frozenset[str]
    districts: frozenset[str]
    title_names: frozenset[str]
    topic: Vector


class _Fact(NamedTuple):
    """What is known of a word once for all: flags, rarity by the table, its row there (-1 for none)."""

    flags: int
    rarity: float
    row: int


class _Tally:
    def __init__(self) -> None:
        self.facts: dict[str, _Fact] = {}
        self.names: set[str] = set()
        self.runs: list[list[str]] = []
        self.districts: set[str] = set()


class TraitReader:
    """Reads traits of cleaned texts; all lists of words come from the rules."""

    def __init__(self, rules: MatchRules, cut: Cut, weights: WordWeights) -> None:
        self._rules = rules
        self._cut = cut
        self._weights = weights
        self._stop = frozenset(rules.boilerplate)
        self._pure = frozenset(rules.name_endings)
        self._endings = tuple(rules.name_endings)
        self._facts: dict[str, _Fact] = {}

    def read(self, title: str, text: str) -> Traits:
        """Traits of one item; the text is read up to ``max_chars``."""
        tally = _Tally()
        head = Counter(self._cut_part(title, tally))
        specific = self._specific(head, tally)
        body = Counter(self._cut_part(text[: self._rules.max_chars], tally))
        return self._traits(head, body, tally, specific)

    def _cut_part(self, part: str, tally: _Tally) -> list[str]:
        tally.districts.update(m for m in _MASKED.findall(part) if m[-1] != "市")
        tokens = self._cut(_MASKED.sub(_MASK, part))
        known = self._facts
        facts = [known.get(token) or self._learn(token) for token in tokens]
        tally.facts.update(zip(tokens, facts, strict=True))
        for i, fact in enumerate(facts):
            if fact.flags & (_ENDING | _ANCHOR):
                self._mark(i, tokens, facts, tally)
        return tokens

    def _mark(self, i: int, tokens: list[str], facts: list[_Fact], tally: _Tally) -> None:
        """Mark the words before a name's ending, or those behind a masked place; 区, 县, 旗 also end a district."""
        if facts[i].flags & _ANCHOR:
            tally.names.update(_run(tokens[i + 1 : i + 1 + _NAME_REACH], facts[i + 1 : i + 1 + _NAME_REACH]))
            return
        start = max(0, i - _NAME_REACH)
        before = _run(tokens[start:i][::-1], facts[start:i][::-1])
        if tokens[i] not in self._pure:
            tally.names.add(tokens[i])
        tally.names.update(before)
        tally.runs.append(before[::-1])
        if facts[i].flags & _DISTRICT and (before or len(tokens[i]) > 1):
            tally.districts.add(tokens[i] if len(tokens[i]) > 1 else before[0] + tokens[i])

    def _learn(self, token: str) -> _Fact:
        table = self._weights.table
        rarity = table.rarity(token)
        flags = _ANCHOR | _BREAK if token == _MASK else 0
        if (
            token in self._stop
            or not _WORD.match(token)
            or _NUMBER.fullmatch(token)
            or rarity <= _TELLS_NOTHING
        ):
            flags |= _SKIP | _BREAK
        elif rarity < _COMMON:
            flags |= _BREAK
        if len(token) < 2:
            flags |= _SHORT
        if token in self._pure or (len(token) >= 3 and token.endswith(self._endings)):
            flags |= _ENDING
            if token[-1] in "区县旗" and (len(token) < 2 or (len(token) > 2 and token not in self._pure)):
                flags |= _DISTRICT
        fact = _Fact(flags, rarity, table.row(token))
        self._facts[token] = fact
        return fact

    def _traits(
        self, head: Counter[str], body: Counter[str], tally: _Tally, specific: frozenset[str]
    ) -> Traits:
        scored = []
        weight, log, names = self._rules.title_weight, math.log, tally.names
        for word, fact in tally.facts.items():
            if fact.flags & _SKIP or (fact.flags & _SHORT and word not in names):
                continue
            scored.append(((1 + log(weight * head.get(word, 0) + body.get(word, 0))) * fact.rarity, word))
        scored.sort(reverse=True)
        kept = [
            (self._weights.lowered(word, points, tally.facts[word].rarity), word)
            for points, word in scored[: self._rules.max_words]
        ]
        kept.sort(reverse=True)
        length = math.sqrt(sum(points * points for points, _ in kept)) or 1.0
        weights = {word: points / length for points, word in kept}
        return Traits(
            weights=weights,
            names=frozenset(names & weights.keys()),
            title_names=specific,
            districts=frozenset(tally.districts),
            topic=self._topic(weights, tally),
        )

    def _topic(self, weights: dict[str, float], tally: _Tally) -> Vector:
        """What the text is about, whoever and wherever: specific names are left out."""
        rows, shares = [], []
        for word, share in weights.items():
            fact = tally.facts[word]
            if word not in tally.names or fact.rarity < _SPECIFIC:
                rows.append(fact.row)
                shares.append(share)
        return self._weights.table.direction(rows, shares)

    def _specific(self, head: Counter[str], tally: _Tally) -> frozenset[str]:
        """The rare names of a title, words of one name joined, as pairs of letters."""
        rare, facts = self._rules.anchor_rarity, tally.facts
        found = [word for word in head if word in tally.names and facts[word].rarity >= rare]
        found += ["".join(run) for run in tally.runs if sum(facts[word].rarity for word in run) >= rare]
        return frozenset(name[i : i + 2] for name in found for i in range(len(name) - 1))


def _run(tokens: list[str], facts: list[_Fact]) -> list[str]:
    """The tokens up to the first that cannot stand in a name."""
    for i, fact in enumerate(facts):
        if fact.flags & _BREAK:
            return tokens[:i]
    return tokens
