"""When a learnt choice raises a figure or fills it: never a stated none, never lower, only where it stands far above what is known.

The margins were chosen by what they would have mended and spoilt of the answers of programs that had not read the texts (decision 0046).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.origin import Origins
from monitor.classify.rereading.accounts import FATES, Account
from monitor.classify.rereading.chooser import Choice
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.signs import Count
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText

_LEAD = 0.5
"""By how much of the whole a choice is likelier than the number that is known."""
_SURE = 0.5
_RAISED = frozenset({"deaths", "injured"})
"""Of the badly hurt a number that is told stays: others are hurt beside them who are not called so."""
_FILLED = frozenset({"injured", "seriously_injured"})
"""Who tells no number of the dead that any reading sees has hardly ever told one: no earlier answer was mended by filling it."""
_TIMES = 5
"""Whoever reads more than so many times as many dead reads of another happening; the dead grade, so that it would be a false alarm."""


class Asked(Protocol):
    """The counts of one item, ready to be asked."""

    def choose(self, name: str) -> list[Choice]:
        """The numbers that a figure may come to, the likeliest first."""


class Reads(Protocol):
    """Whatever reads the ledgers of headline and text for a choice."""

    def read(self, heading: Ledger, body: Ledger) -> Asked:
        """What one item counts."""


def may_raise(name: str, known: int | None, books: tuple[Ledger, Ledger]) -> bool:
    """Whether any choice could raise a number: the chooser is asked of few items, since to ask it takes as long as the rules do."""
    if known == 0 or name not in (_RAISED if known else _FILLED):
        return False
    titled = [entry.number for entry in books[0].entries]
    if known in titled and max(titled) == known:
        return False
    told = [e.number for book in books for e in book.entries if any(t.fate in FATES[name] for t in e.told)]
    return sum(told) > (known or 0)


def raised(name: str, known: int | None, choices: Sequence[Choice]) -> Choice | None:
    """The choice that is put in the place of a known number (None: of no number), if one is."""
    if not choices or known == 0:
        return None
    best = choices[0]
    number = best.account.number
    if number is None or number <= (known or 0) or best.odds < _SURE:
        return None
    if name not in (_RAISED if known else _FILLED) or (name == "deaths" and number > _TIMES * (known or 0)):
        return None
    if _is_titled(known, choices) and not _is_titled(number, choices):
        return None
    kept = next((c.share for c in choices if c.account.number == known), 0.0)
    return best if best.share - kept >= _LEAD else None


def _is_titled(number: int | None, choices: Sequence[Choice]) -> bool:
    """Whether the headline counts so many."""
    told = (c.account.counts for c in choices if c.account.number == number)
    return any(count.titled for counts in told for count in counts)


def is_explained(name: str, account: Account, known: Casualties) -> bool:
    """``12名伤者中3人不治``: whether the known number is what is left of the counts without their parts."""
    first = known.value(name)
    left = {sum(n for fate, n in c.entry.met.items() if fate in FATES[name]) for c in account.counts}
    return first is not None and first > 0 and first in left


def is_borne_out(name: str, known: int, body: Ledger) -> bool:
    """``造成4人死亡。租客当场身亡；夫妻与男孩不治``: whether those told of one by one come to the known number; they are these, not more."""
    told = [e.number for e in body.entries if e.is_own and e.met.keys() & FATES[name]]
    others = [number for number in told if number != known]
    return known in told and len(others) > 1 and sum(others) == known


class Raiser:
    """The choices of one item as figures with the words they rest on."""

    def __init__(
        self,
        chooser: Reads,
        books: tuple[Ledger, Ledger],
        fields: tuple[CleanText, CleanText],
        origins: Origins,
    ) -> None:
        self._asked, self._books, self._origins = chooser.read(*books), books, origins
        self._title, self._text = fields

    def figure(self, name: str, known: Casualties) -> Figure | None:
        """The figure that is raised or filled, where nothing says that it is told in words only or was corrected."""
        first = known.figures.get(name)
        if (
            name in known.least
            or name in known.unnumbered
            or (first and (first.corrected or first.supersedes))
        ):
            return None
        if not may_raise(name, first.value if first else None, self._books):
            return None
        choice = raised(name, first.value if first else None, self._asked.choose(name))
        counts = choice.account.counts if choice else ()
        if not choice or choice.account.number is None or not counts or self._is_denied(counts):
            return None
        if not all(count.entry.current for count in counts):
            return None
        if name == "injured" and any(count.entry.fate == "dead" for count in counts):
            return None  # 2名伤者送医后不治
        if is_explained(name, choice.account, known):
            return None
        if first and is_borne_out(name, int(first.value), self._books[1]):
            return None
        if (
            first
            and name != "deaths"
            and self._died_since(choice.account.number - first.value, known, counts)
        ):
            return None
        bounds = [c.entry.party.bound for c in counts if c.entry.party.bound != "exact"]
        places = tuple(map(self._place, counts))
        reckoned = first is not None and (len(first.places) > 1 or name == "deaths")
        if first and reckoned and all(self._number(count).is_within(first.places) for count in counts):
            return None  # 8人受伤 … 又有1人死亡, 11人除司机外均遇难: what is known was reckoned from these
        return Figure(choice.account.number, bounds[0] if bounds else "exact", self._origin(counts), places)

    def _died_since(self, number: int, known: Casualties, counts: Sequence[Count]) -> bool:
        """``两死四伤。今天，4名伤者中一人不治，另外三人脱险``: whether the dead rose by so many, who were hurt before, or so many die behind those counts."""
        deaths = known.value("deaths") or 0
        dead = [e for e in self._books[1].entries if e.fate == "dead"]
        since = max((count.entry.party.end for count in counts if not count.titled), default=0)
        behind = sum(e.number for e in dead if e.party.start > since)
        return behind == number or any(e.number == deaths - number for e in dead)

    def _is_denied(self, counts: Sequence[Count]) -> bool:
        told = [count.entry for count in counts if not count.titled]
        if any(self._origins.negated(0, entry.party.start) for entry in told):
            return True  # 传得邪乎，说死了十几个
        spans = [entry.span for entry in told]
        return bool(spans) and self._origins.denied_soon(min(spans)[0], max(end for _, end in spans))

    def _origin(self, counts: Sequence[Count]) -> Literal["official", "media", "unverified"]:
        told = next((count for count in counts if not count.titled), None)
        return self._origins.at(told.entry.span[0]) if told else Origins(self._title.text).at(0)

    def _place(self, count: Count) -> Place:
        return self._at(count, count.entry.span)

    def _number(self, count: Count) -> Place:
        """Where the number itself stands."""
        return self._at(count, (count.entry.party.start, count.entry.party.end))

    def _at(self, count: Count, span: tuple[int, int]) -> Place:
        field: Literal["title", "text"] = "title" if count.titled else "text"
        clean = self._title if count.titled else self._text
        return Place(field, *clean.source_span(*span))
