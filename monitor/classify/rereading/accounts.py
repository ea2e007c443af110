"""The numbers that a figure may come to, each with what speaks for it: every count, what the ledger makes of it, sums of counts that follow each other, and none.

What speaks for a number are its traits, in the order of ``TRAITS``: how likely its counts are of the figure, how it stands to the
other numbers, what the ledger comes to, how a sum is made up, and what the text denies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from monitor.classify.rereading.fate_words import HURT, Fate
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.signs import Count
from monitor.classify.rereading.tallies import Tally, tally
from monitor.values import value

FATES: Mapping[str, frozenset[Fate]] = {
    "deaths": frozenset({"dead"}),
    "injured": HURT,
    "seriously_injured": frozenset({"badly"}),
}
FIGURES = tuple(FATES)
"""The figures in the order in which learnt weights name them."""

_OF_COUNTS = (
    "best", "total", "votes", "lead", "in_title", "in_text", "fate", "told", "fates", "own_fate", "title_fate", "parted", "counted",
    "sentence", "position", "whole", "as_dead", "as_hurt", "as_badly",
)  # fmt: skip
_OF_OTHERS = ("greater", "lesser", "strong", "greater_best", "lesser_best", "size", "one", "part_of")
_OF_LEDGER = ("tally", "tally_title", "no_tally", "no_tally_title", "how", "met", "met_best")
_OF_SUM = (
    "sum", "sum_parts", "sum_least", "sum_mean", "sum_fate", "sum_sentences", "sum_own", "sum_other", "sum_persons", "sum_pauses",
    "sum_all", "sum_distinct", "sum_whole_fate", "sum_first",
)  # fmt: skip
_OF_TEXT = (
    "accounts",
    "related",
    "highest",
    "none_dead",
    "none_hurt",
    "is_none",
    "second",
    "no_fate",
    "no_told",
)
TRAITS = (*_OF_COUNTS, *_OF_OTHERS, *_OF_LEDGER, *_OF_SUM, *_OF_TEXT)

_HOW = ("sole", "joined", "whole", "most", "summed")
_NO_DEAD = re.compile("(?:未|没有?|无|均无|暂无)[^，。；]{0,6}(?:人员)?(?:伤亡|死亡|遇难)")
_NO_HURT = re.compile("(?:未|没有?|无|均无|暂无)[^，。；]{0,6}(?:人员)?(?:伤亡|受伤)")
_LIKELY, _RELATED, _VOTE = 0.3, 0.25, 0.2
_MOST_PARTS = 5
Sum = tuple[int, ...]
"""The places of its parts among the counts."""


@value
class Account:
    """A number that a figure may come to (None: none is told), its traits, and the counts that tell it."""

    number: int | None
    traits: tuple[float, ...]
    counts: tuple[Count, ...]


@dataclass(slots=True)
class _Told:
    """Where a number is told: by counts, by what is left of counts without their parts, by sums."""

    counts: list[int] = field(default_factory=list)
    met: list[int] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)


class Accounts:
    """The accounts of one figure in one item; ``odds``: how likely each count is of each figure."""

    def __init__(
        self,
        name: str,
        counts: Sequence[Count],
        odds: Sequence[Sequence[float]],
        ledgers: tuple[Ledger, Ledger],
    ) -> None:
        self._counts, self._odds, self._text = counts, odds, ledgers[1].text
        self._own = [row[FIGURES.index(name)] for row in odds]
        fates = FATES[name]
        self._met = [sum(n for fate, n in c.entry.met.items() if fate in fates) for c in counts]
        self._said = [any(t.fate in fates for t in c.entry.told) for c in counts]
        self._heading, self._body = (tally(book.text, book.entries, fates) for book in ledgers)
        self._related = [n for n, c in enumerate(counts) if not c.titled and self._concerns(n)]
        self._told = self._numbers()
        self._best = {
            n: max((self._own[i] for i in told.counts), default=0.0) for n, told in self._told.items()
        }
        self._strong = sorted(
            {
                c.number
                for n, c in enumerate(counts)
                if self._own[n] > _LIKELY and (self._met[n] or self._said[n])
            }
        )
        self._parts = {
            counts[i].number
            for number, told in self._told.items()
            if told.counts
            for summed in told.sums
            for i in summed
            if counts[i].number < number
        }
        self._of_text = self._text_traits()

    def all(self) -> list[Account]:
        """Every account, that of none the last."""
        found = [self._account(number, told) for number, told in self._told.items()]
        return [*found, Account(None, _row(self._of_text | self._none_traits()), ())]

    def _concerns(self, n: int) -> bool:
        return bool(self._met[n]) or self._said[n] or self._own[n] > _RELATED

    def _numbers(self) -> dict[int, _Told]:
        told: defaultdict[int, _Told] = defaultdict(_Told)
        for n, count in enumerate(self._counts):
            told[count.number].counts.append(n)
            if self._met[n] and self._met[n] != count.number:
                told[self._met[n]].met.append(n)
        for size in range(2, _MOST_PARTS + 1):
            for start in range(len(self._related) - size + 1):
                parts = tuple(self._related[start : start + size])
                if not self._holds_its_whole(parts):
                    told[sum(self._counts[i].number for i in parts)].sums.append(parts)
        for known in (self._body, self._heading):
            if known:
                told[known.number]
        return dict(told)

    def _holds_its_whole(self, parts: Sum) -> bool:
        entries = [self._counts[i].entry for i in parts]
        return any(one.parent is other for one in entries for other in entries)

    def _account(self, number: int, told: _Told) -> Account:
        best = self._best_sum(told.sums)
        traits = self._of_text | self._count_traits(number, told.counts) | self._other_traits(number)
        traits |= self._ledger_traits(number, told.met)
        if best:
            traits |= self._sum_traits(best)
        places = told.counts or told.met or best or ()
        return Account(number, _row(traits), tuple(self._counts[i] for i in places))

    def _count_traits(self, number: int, own: Sequence[int]) -> dict[str, float]:
        counts, odds = [self._counts[i] for i in own], [self._own[i] for i in own]
        top = max(odds, default=0.0)
        first = max(own, key=lambda i: self._own[i], default=None)
        others = (best for other, best in self._best.items() if other != number)
        traits: dict[str, float] = {
            "best": top,
            "total": min(3.0, sum(odds)),
            "votes": min(4, sum(p > _VOTE for p in odds)),
            "lead": top - max(others, default=0.0),
            "in_title": max((self._own[i] for i in own if self._counts[i].titled), default=0.0),
            "in_text": max((self._own[i] for i in own if not self._counts[i].titled), default=0.0),
            "fate": any(self._met[i] for i in own),
            "told": any(self._said[i] for i in own),
            "fates": min(3, sum(bool(self._met[i]) for i in own)),
            "own_fate": any(self._met[i] and c.entry.is_own and c.entry.party.counted for i, c in zip(own, counts, strict=True)),
            "title_fate": any(self._met[i] and self._counts[i].titled for i in own),
            "counted": any(c.entry.party.counted for c in counts),
            "sentence": -1,
            "position": -1,
        }  # fmt: skip
        for n, name in enumerate(("as_dead", "as_hurt", "as_badly")):
            traits[name] = max((self._odds[i][n] for i in own), default=0.0)
        if first is not None:
            count = self._counts[first]
            traits["parted"] = count.entry.parent is not None
            traits["sentence"] = min(5, count.entry.party.sentence)
            traits["position"] = -1 if count.titled else count.entry.party.start / max(1, len(self._text))
            traits["whole"] = bool(count.entry.parts)
        return traits

    def _other_traits(self, number: int) -> dict[str, float]:
        return {
            "greater": sum(other > number for other in self._strong),
            "lesser": sum(other < number for other in self._strong),
            "greater_best": max((p for other, p in self._best.items() if other > number), default=0.0),
            "lesser_best": max((p for other, p in self._best.items() if other < number), default=0.0),
            "size": min(8, number.bit_length()),
            "one": number == 1,
            "part_of": number in self._parts,
        }

    def _ledger_traits(self, number: int, met: Sequence[int]) -> dict[str, float]:
        return {
            "tally": self._body is not None and self._body.number == number,
            "tally_title": self._heading is not None and self._heading.number == number,
            "met": bool(met),
            "met_best": max((self._own[i] for i in met), default=0.0),
        }

    def _best_sum(self, sums: Sequence[Sum]) -> Sum | None:
        return max(sums, key=lambda s: (self._is_fate(s), min(self._own[i] for i in s)), default=None)

    def _is_fate(self, parts: Sum) -> bool:
        return all(self._met[i] for i in parts)

    def _sum_traits(self, parts: Sum) -> dict[str, float]:
        counts, odds = [self._counts[i] for i in parts], [self._own[i] for i in parts]
        entries = [count.entry for count in counts]
        booked = sum(bool(self._met[i]) and self._counts[i].entry.is_own for i in self._related)
        return {
            "sum": 1,
            "sum_parts": len(parts),
            "sum_least": min(odds),
            "sum_mean": sum(odds) / len(odds),
            "sum_fate": self._is_fate(parts),
            "sum_sentences": len({e.party.sentence for e in entries}),
            "sum_own": all(e.is_own for e in entries),
            "sum_other": sum(e.party.relation in ("other", "rest") for e in entries),
            "sum_persons": sum(e.number == 1 and not e.party.counted for e in entries),
            "sum_pauses": sum(b.pauses - a.pauses for a, b in pairwise(counts)),
            "sum_all": len(parts) == len(self._related),
            "sum_distinct": len({e.number for e in entries}) == len(entries),
            "sum_whole_fate": booked == len(parts) and self._is_fate(parts),
            "sum_first": parts[0] == self._related[0],
        }

    def _text_traits(self) -> dict[str, float]:
        return {
            "accounts": len(self._told),
            "related": len(self._related),
            "highest": max(self._own, default=0.0),
            "none_dead": _NO_DEAD.search(self._text) is not None,
            "none_hurt": _NO_HURT.search(self._text) is not None,
            "strong": len(self._strong),
            "no_tally": self._body is None,
            "no_tally_title": self._heading is None,
            "how": _how(self._body),
        }

    def _none_traits(self) -> dict[str, float]:
        return {
            "is_none": 1,
            "no_fate": not any(self._met),
            "no_told": not any(self._said),
            "second": sorted(self._own)[-2] if len(self._own) > 1 else 0.0,
        }


def _how(known: Tally | None) -> int:
    return _HOW.index(known.how) if known else -1


def _row(traits: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(float(traits.get(name, 0.0)) for name in TRAITS)
