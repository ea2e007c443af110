"""The main questions: questions asked in many words brought together, so that an interpreter sees what is not understood."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from monitor.values import value

_SIGN = re.compile(r"[^一-鿿A-Za-z0-9.%]+")
_NEEDED = 0.25
"""So much of the letters of two questions, the rare ones counting more, must be common."""
_LETTER, _LEAST_COMMON = 0.5, 2
"""What a single letter counts, and how many letters and pairs must be common at least."""
_TERM = 0.3
"""What a pair of letters of the policy's own terms counts: nearly all questions hold them."""


@value
class Asked:
    """One question: its sentence, the item that asks it, and who."""

    item: int
    sentence: str
    who: str = ""
    """Empty for an unnamed one."""
    copy_of: int | None = None
    """The item that its item copies."""


@value
class Question:
    """One thing that is asked, in the sentence that is nearest to the others."""

    sentence: str
    items: tuple[int, ...]
    people: int


@value
class PolicyWords:
    """Words that hardly tell two questions on one policy apart: asking words and the policy's names not at all, its terms little."""

    empty: Collection[str] = ()
    terms: Collection[str] = ()


def main_questions(asked: Sequence[Asked], words: PolicyWords) -> tuple[Question, ...]:
    """Bring questions together, those that most people ask first.

    Each goes to the group whose members it is nearest to on average; the longest are placed first, since they hold the shorter ones.
    Copies ask the same, as the events' matching found.
    """
    dropped = re.compile("|".join(map(re.escape, sorted(words.empty, key=len, reverse=True))) or "$^")
    read = [_Read(a, _pairs(dropped.sub(" ", a.sentence))) for a in asked]
    common = frozenset(pair for term in words.terms for pair in _pairs(term))
    rarity = {
        pair: rare * (_TERM if pair in common else 1) * (1 if len(pair) > 1 else _LETTER)
        for pair, rare in _rarity(read).items()
    }
    groups: list[list[_Read]] = []
    for one in sorted(read, key=lambda r: (-len(r.pairs), r.asked.item)):
        best = max(groups, key=lambda own: _near(one, own, rarity), default=None)
        if best is not None and _near(one, best, rarity) >= _NEEDED:
            best.append(one)
        else:
            groups.append([one])
    found = [_question(own, rarity) for own in groups]
    return tuple(sorted(found, key=lambda q: (-q.people, -len(q.items), q.items)))


@value
class _Read:
    asked: Asked
    pairs: frozenset[str]


def _pairs(text: str) -> frozenset[str]:
    """Letters and pairs of neighbouring ones; numbers stay whole, since 30% and 50% are not alike."""
    out: set[str] = set()
    for part in _SIGN.split(text):
        pieces = re.findall(r"[0-9.]+%?|[A-Za-z]+|[一-鿿]", part)
        out.update(pieces, ("".join(pair) for pair in pairwise(pieces)))
    return frozenset(out)


def _rarity(read: Iterable[_Read]) -> Mapping[str, float]:
    read = list(read)
    counts = Counter(pair for r in read for pair in r.pairs)
    return {pair: math.log(1 + len(read) / n) for pair, n in counts.items()}


def _near(one: _Read, group: Sequence[_Read], rarity: Mapping[str, float]) -> float:
    return sum(_alike(one, other, rarity) for other in group) / len(group)


def _alike(one: _Read, other: _Read, rarity: Mapping[str, float]) -> float:
    """The weight of what is common in that of the shorter one: a long question may hold a short one."""
    if one.asked.sentence == other.asked.sentence or _origin(one) == _origin(other):
        return 1.0
    both = one.pairs & other.pairs
    if len(both) < _LEAST_COMMON:
        return 0.0
    common = sum(rarity[p] for p in both)
    shorter = min(sum(rarity[p] for p in r.pairs) for r in (one, other))
    return common / shorter if shorter else 0.0


def _origin(read: _Read) -> int:
    return read.asked.item if read.asked.copy_of is None else read.asked.copy_of


def _question(group: Sequence[_Read], rarity: Mapping[str, float]) -> Question:
    best = max(group, key=lambda r: (_near(r, group, rarity), -len(r.asked.sentence), -r.asked.item))
    named = {r.asked.who for r in group if r.asked.who}
    unnamed = len({r.asked.item for r in group if not r.asked.who})
    items = tuple(sorted({r.asked.item for r in group}))
    return Question(best.asked.sentence, items, len(named) + unnamed)
