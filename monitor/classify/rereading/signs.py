"""What stands around a count of people: the signs by which learnt weights tell whether a figure counts them.

Pairs and triples of letters beside the count, what the ledger books of it and of its neighbours, the words that tell its fate and
on which side they stand. Numbers in the letters are all one sign, so that nothing is learnt of a single report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.ledger import Ledger
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER
from monitor.values import value

_NUMBER = re.compile(NUMBER)
_NUMERALS = frozenset(
    "0123456789零〇○一二两俩三仨四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅卌数几０１２３４５６７８９"
)
"""A number begins with one of these."""
PAUSE = re.compile("[，。；：！？\\n（）、]")
_BEFORE, _BEHIND = 16, 20
_NEAR_BEFORE, _NEAR_BEHIND = 8, 10
_FAR = 3


@value
class Count:
    """A party of the ledger where it stands: how many, in the headline or not, and after how many pauses."""

    entry: Entry
    titled: bool
    pauses: int
    signs: frozenset[str]

    @property
    def number(self) -> int:
        return self.entry.number


def ledgers(title: CleanText, text: CleanText) -> tuple[str, str]:
    """Headline and text as the ledger reads them: a headline parts its clauses by a space."""
    return title.text.replace(" ", "，"), text.text


def counts_of(heading: Ledger, body: Ledger) -> list[Count]:
    """Every party of a headline and a text with the signs around it."""
    return [*_counts(heading, titled=True), *_counts(body, titled=False)]


def _counts(ledger: Ledger, *, titled: bool) -> Iterator[Count]:
    text, entries = ledger.text, ledger.entries
    spans = [(e.party.start, e.party.end) for e in entries]
    pauses = [m.start() for m in PAUSE.finditer(text)] if entries else []
    for n, entry in enumerate(entries):
        start, end = spans[n]
        since = max((b for _, b in spans if b <= start), default=0)
        until = min((a for a, _ in spans if a >= end), default=len(text))
        before, behind = text[max(since, start - _BEFORE) : start], text[end : min(until, end + _BEHIND)]
        signs = {
            *_letters(before, behind),
            *_edges(text, start, end),
            *_booked(entry, titled=titled),
            *_told(entry, text),
            f"pn:{entries[n - 1].fate}" if n else "pn:-",
            f"nx:{entries[n + 1].fate}" if n + 1 < len(entries) else "nx:-",
            f"again:{min(_FAR, sum(e.number == entry.number for e in entries))}",
        }
        yield Count(entry, titled, bisect_left(pauses, start), frozenset(signs))


def _letters(before: str, behind: str) -> Iterator[str]:
    yield from _grams(before[-_NEAR_BEFORE:], "l", (2, 3))
    yield from _grams(behind[:_NEAR_BEHIND], "r", (2, 3))
    yield from _grams(before, "L", (2,))
    yield from _grams(behind, "R", (2,))


def _grams(letters: str, side: str, sizes: Iterable[int]) -> Iterator[str]:
    plain = letters if _NUMERALS.isdisjoint(letters) else _NUMBER.sub("N", letters)
    return (side + plain[n : n + size] for size in sizes for n in range(len(plain) - size + 1))


def _edges(text: str, start: int, end: int) -> Iterator[str]:
    for n in (1, 2, 3):
        yield "<" + text[max(0, start - n) : start]
        yield ">" + text[end : end + n]


def _booked(entry: Entry, *, titled: bool) -> Iterator[str]:
    """What the ledger holds of it."""
    party, fate, child = entry.party, entry.fate or "none", entry.parent is not None
    where = "title" if titled else "text"
    yield from (f"f:{fate}", f"rel:{party.relation}{'c' if child else ''}", f"w:{where}")
    yield from (f"cnt:{party.counted}", f"cur:{entry.current}", f"parts:{min(2, len(entry.parts))}")
    yield from (f"s:{min(4, party.sentence)}", f"b:{party.bound}", f"sz:{min(4, party.number.bit_length())}")
    yield from (f"f:{fate}|rel:{party.relation}", f"f:{fate}|w:{where}", f"f:{fate}|c:{child}")
    yield from (f"own:{entry.is_own}", f"{'noun' if party.counted else 'who'}:{party.noun}")
    if entry.parent:
        yield f"pf:{entry.parent.fate}"


def _told(entry: Entry, text: str) -> Iterator[str]:
    """The words that tell what befell them, on which side, and how many pauses off."""
    start, end = entry.party.start, entry.party.end
    yield "told:" + "+".join(sorted({t.fate for t in entry.told}))
    for told in entry.told:
        apart = text[min(told.start, end) : max(told.start, end)]
        yield f"F:{told.fate}"
        yield "tw:" + text[told.start : told.end]
        yield f"side:{told.fate}{'<' if told.end <= start else '>'}"
        yield f"dist:{told.fate}{min(_FAR, len(PAUSE.findall(apart)))}"
