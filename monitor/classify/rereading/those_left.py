"""The hurt of a number of whom some have died, where the text tells what became of all: 6名伤者…其中两人…没有生命体征，另一名…死亡。剩下的三人….

The first reading finds the number with which they were taken in, or adds those told of one by one to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import HURT

_SENTENCES = 3


def those_left(entries: Sequence[Entry]) -> tuple[int, Entry, Entry] | None:
    """How many of a number of hurt are alive, with the entry that counts them all and the one of those who are left."""
    for rest in entries:
        if rest.party.relation != "rest" or rest.fate == "dead" or not rest.party.counted or not rest.current:
            continue
        for whole in entries:
            if whole.party.start >= rest.party.start or not _is_whole(whole, rest):
                continue
            between = [e for e in entries if whole.party.end <= e.party.start < rest.party.start]
            dead = _sum(between, frozenset({"dead"}))
            if dead and whole.number == dead + _sum(between, HURT) + rest.number:
                return whole.number - dead, whole, rest
    return None


def _is_whole(entry: Entry, rest: Entry) -> bool:
    near = rest.party.sentence - entry.party.sentence <= _SENTENCES
    counted = entry.party.counted and entry.number > rest.number
    return near and counted and entry.parent is None and entry.current and entry.fate in HURT


def _sum(entries: Sequence[Entry], fates: frozenset[str]) -> int:
    return sum(e.number for e in entries if e.fate in fates and not e.parts)
