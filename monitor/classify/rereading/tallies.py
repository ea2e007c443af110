"""What a ledger comes to: how many have met a fate, and whether one party, a whole, or a sum of parties tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import HURT, Fate
from monitor.values import value

How = Literal["sole", "joined", "whole", "most", "summed", "apart"]

_COUNTS_ALL = re.compile("(?:共|致|造成|累计|合计|总计|人数|[增升][至到]|增加[到至]|上升)[^，。；：]*$")
_PAUSE = re.compile("[，。；：！？\\n]")
_CLAUSE_CHARS = 16
_CARE: frozenset[Fate] = frozenset({"care"})


@value
class Tally:
    """How many have met a fate, the entries that tell it, and the numbers of all that tell one.

    ``sole``: one party, ``joined``: parties of one clause, ``whole``: one that counts all others, ``most``: the greatest of several,
    ``summed``: parties of one sentence, or told beside each other (另有), ``apart``: parties that can be none of each other.
    """

    number: int
    how: How
    entries: tuple[Entry, ...]
    told: tuple[int, ...]

    @property
    def is_added_up(self) -> bool:
        """``3人烫伤，一名环卫工烫伤。4人送医``: whether the text itself gives the sum of all the others that it tells."""
        return self.how == "whole" and 2 * self.number == sum(self.told)

    @property
    def is_taken_apart(self) -> bool:
        """``五个人：一个没救回来；一个…；剩下两个…``: whether it is of one number all of whose parts are told, each with its fate."""
        if len(self.entries) > 1:
            return False
        whole = self.entries[0]
        told_twice = any({"safe", "dead"} <= {t.fate for t in p.told} for p in whole.parts)
        each = all(p.fate or p.parts for p in whole.parts)
        return len(whole.parts) > 1 and not whole.left and each and not told_twice  # 仅1人生还，其余无一幸免


@dataclass(slots=True)
class _Item:
    """Parties of one clause that met a fate: 4名民警和2名村民受伤."""

    number: int
    entries: list[Entry]

    @property
    def first(self) -> Entry:
        return self.entries[0]


def tally(text: str, entries: Iterable[Entry], fates: frozenset[Fate]) -> Tally | None:
    """Add up who met one of some fates, each party once."""
    items: list[_Item] = []
    for entry in entries:
        number = _number(entry, fates)
        if not number:
            continue
        if items and not _PAUSE.search(text, items[-1].entries[-1].party.end, entry.party.start):
            items[-1].number += number
            items[-1].entries.append(entry)
        elif fates is HURT and items and _is_of_them(entry, number, items):
            continue
        elif not any(_says_again(entry, number, known) for known in items):
            in_care = fates is HURT and entry.party.relation == "own" and _met(entry) == _CARE
            added_up = len(items) > 1 and number == sum(i.number for i in items)
            if in_care and items and number >= max(i.number for i in items) and not added_up:
                items = []  # 3人骨折 … 7人住院: these are all of them
            items.append(_Item(number, [entry]))
    return _settled(text, items) if items else None


def _settled(text: str, items: Sequence[_Item]) -> Tally:
    numbers = tuple(item.number for item in items)
    if len(items) == 1:
        how: How = "sole" if len(items[0].entries) == 1 else "joined"
        told = numbers if how == "sole" else tuple(_number(e, _ALL) for e in items[0].entries)
        return Tally(numbers[0], how, tuple(items[0].entries), told)
    total = sum(numbers)
    closing = [i for i in items if len(items) > 2 and 2 * i.number == total]
    counting = [i for i in items if _counts_all(text, i.first)]
    agreed = len({i.number for i in counting}) == 1 and counting[0].number == max(numbers)
    if closing or agreed:
        whole = closing[0] if closing else counting[0]
        return Tally(whole.number, "whole", tuple(whole.entries), numbers)
    best = max(_runs(items), key=lambda run: sum(i.number for i in run))
    entries = tuple(entry for item in best for entry in item.entries)
    return Tally(sum(i.number for i in best), "most" if len(best) == 1 else "summed", entries, numbers)


def _runs(items: Iterable[_Item]) -> list[list[_Item]]:
    """The items, those of one sentence and those told beside others (另有) together."""
    runs: list[list[_Item]] = []
    for item in items:
        party = item.first.party
        beside = runs and party.sentence == runs[-1][-1].first.party.sentence
        if runs and (beside or party.relation in ("other", "rest")):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _is_of_them(entry: Entry, number: int, items: Sequence[_Item]) -> bool:
    """``5人受伤，2人伤势较重``, ``7人送医，3人骨折``: how some are hurt of those before them."""
    if entry.party.relation == "other" or number >= max(i.number for i in items):
        return False
    met = _met(entry)
    if met == _CARE:
        return not all(_met(e) == _CARE for i in items for e in i.entries)
    if "care" in {t.fate for t in entry.told}:
        return False  # 送往中医院12人，送往县医院7人
    in_care = all(_met(e) == _CARE for i in items for e in i.entries)
    return in_care or (entry.party.short and "hurt" not in met)


_ALL: frozenset[Fate] = frozenset({"dead", "missing", "trapped", *HURT})


def _met(entry: Entry) -> frozenset[Fate]:
    return HURT & {fate for fate, n in entry.met.items() if n}


def _number(entry: Entry, fates: frozenset[Fate]) -> int:
    return sum(n for fate, n in entry.met.items() if fate in fates) if entry.is_own else 0


def _says_again(entry: Entry, number: int, known: _Item) -> bool:
    again = entry.party.counted or entry.party.noun == known.first.party.noun
    return number == known.number and again and entry.party.relation not in ("other", "rest")


def _counts_all(text: str, entry: Entry) -> bool:
    start = entry.party.start
    return _COUNTS_ALL.search(text, max(0, start - _CLAUSE_CHARS), start) is not None
