"""What a ledger comes to: how many have met a fate, and whether one party, a whole, or a sum of parties tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from monitor.classify.entries import Entry
from monitor.classify.fate_words import HURT, Fate
from monitor.values import value

How = Literal["sole", "whole", "summed"]

_COUNTS_ALL = re.compile("(?:共|致|造成|累计|合计|总计|人数|[增升]至|增加到|上升)[^，。；：]*$")
_PAUSE = re.compile("[，。；：！？\n]")
_CLAUSE_CHARS = 16
_CARE: frozenset[Fate] = frozenset({"care"})


@value
class Tally:
    """How many have met a fate; ``sole``: one party tells it, ``whole``: one counts all that others tell, ``summed``: several do."""

    number: int
    how: How
    entries: tuple[Entry, ...]
    told: tuple[int, ...]
    """The numbers of all parties of that fate."""


def tally(text: str, entries: Iterable[Entry], fates: frozenset[Fate]) -> Tally | None:
    """Add up who met one of some fates, each party once."""
    items: list[tuple[int, Entry]] = []
    for entry in entries:
        number = _number(entry, fates)
        if not number or any(_says_again(text, entry, number, *known) for known in items):
            continue
        if fates is HURT and items and entry.party.relation != "other":
            met, most = _fates(entry, fates), max(n for n, _ in items)
            if number < most and (_only_care(items) or met <= HURT - {"hurt"}):
                continue  # 5人受伤，2人伤势较重, 7人送医，3人受伤: these are of those before them
            if met == _CARE and number >= most:
                items = []
        items.append((number, entry))
    return _summed(text, items) if items else None


def _summed(text: str, items: Sequence[tuple[int, Entry]]) -> Tally:
    numbers = tuple(number for number, _ in items)
    if len(items) == 1:
        return Tally(numbers[0], "sole", (items[0][1],), numbers)
    total = sum(numbers)
    closing = [i for i in items if len(items) > 2 and 2 * i[0] == total]
    counting = [i for i in items if _counts_all(text, i[1])]
    whole = closing[:1] or [i for i in counting if i[0] == max(numbers)][:1]
    if whole:
        return Tally(whole[0][0], "whole", (whole[0][1],), numbers)
    runs: list[list[tuple[int, Entry]]] = []
    for number, entry in items:
        beside = runs and entry.party.sentence == runs[-1][-1][1].party.sentence
        if runs and (beside or entry.party.relation in ("other", "rest")):
            runs[-1].append((number, entry))
        else:
            runs.append([(number, entry)])
    best = max(runs, key=lambda run: sum(number for number, _ in run))
    how: How = "whole" if len(best) == 1 else "summed"
    return Tally(sum(number for number, _ in best), how, tuple(entry for _, entry in best), numbers)


def _number(entry: Entry, fates: frozenset[Fate]) -> int:
    return sum(n for fate, n in entry.met.items() if fate in fates) if entry.is_own else 0


def _fates(entry: Entry, fates: frozenset[Fate]) -> frozenset[Fate]:
    return fates & {fate for fate, n in entry.met.items() if n}


def _only_care(items: Iterable[tuple[int, Entry]]) -> bool:
    return all(_fates(entry, HURT) == _CARE for _, entry in items)


def _says_again(text: str, entry: Entry, number: int, of_it: int, known: Entry) -> bool:
    if not _PAUSE.search(text, known.party.end, entry.party.start):
        return False
    again = entry.party.counted or entry.party.noun == known.party.noun
    return number == of_it and again and entry.party.relation not in ("other", "rest")


def _counts_all(text: str, entry: Entry) -> bool:
    start = entry.party.start
    return _COUNTS_ALL.search(text, max(0, start - _CLAUSE_CHARS), start) is not None
