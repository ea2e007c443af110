"""Weighted words in named groups, found in one pass over a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick

from monitor.text.key_table import Ints
from monitor.text.word_search import Met


@dataclass(slots=True)
class Hits:
    """The words of one group found in a text, each counted once, and the sums of their weights: all, and in its head.

    Where each stands first, few ask: ``text.find(word)`` tells.
    """

    score: float
    words: Sequence[str]
    head: float = 0.0


Found = Mapping[str, Hits]
NONE = Hits(0.0, ())
Floats = npt.NDArray[np.float64]
NO_NEEDS: Mapping[str, Collection[str]] = {}
_PLACE_BITS = 32
"""A place in a text, below the number of the word and the text in one key."""


class Lexicon:
    """Groups of weighted words compiled into one automaton; overlapping words all count.

    Some groups say nothing by themselves, and are told only of a text that holds a word that they need (``needs``): of two groups
    of which nobody asks but where both stand, the one is met in most texts.
    """

    def __init__(
        self, groups: Mapping[str, Mapping[str, float]], needs: Mapping[str, Collection[str]] = NO_NEEDS
    ) -> None:
        owners: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for group, words in groups.items():
            for word, weight in words.items():
                owners[word].append((group, weight))
        self._weighted, needed = len(owners), defaultdict[str, list[tuple[str, float]]](list)
        for group, others in needs.items():
            for word in others:
                needed[word].append((group, 0.0))
        self.words = list(dict.fromkeys([*owners, *needed]))
        """Those with a weight, then those that are only needed."""
        self._entries = [(word, owners.get(word, []), needed.get(word, [])) for word in self.words]
        self._automaton = AhoCorasick(self.words)
        self._groups, self._needy = list(groups), frozenset(needs)
        self._owners = _Owners(self._groups, [owned for _, owned, _ in self._entries[: self._weighted]])
        self._needed = _Owners(self._groups, [needed for _, _, needed in self._entries])
        self._by_itself = np.array([group not in needs for group in groups], dtype=np.bool_)

    def find(self, text: str, *, head: int = 0) -> dict[str, Hits]:
        """The groups that speak in a text; words beginning in the first ``head`` characters also count for its head."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        # Read backwards, so that the first place of each word is the one that stays.
        firsts = {index: start for index, start, _ in reversed(matches)}
        out: dict[str, Hits] = {}
        entries = self._entries
        silent = self._needy.difference(group for index in firsts for group, _ in entries[index][2])
        for index in sorted(firsts):
            start, (word, owners, _) = firsts[index], entries[index]
            early = start < head
            for group, weight in owners:
                if group in silent:
                    continue
                if group not in out:
                    out[group] = Hits(weight, (word,), weight if early else 0.0)
                    continue
                hits = out[group]
                hits.score += weight
                hits.words = (*hits.words, word)
                if early:
                    hits.head += weight
        return out

    def tell(self, met: Met, size: int, *, head: int = 0) -> list[dict[str, Hits]]:
        """As :meth:`find`, for each of ``size`` texts, the words being met already: all of a batch are summed at one go."""
        width, many = max(1, len(self.words)), max(1, len(self._groups))
        may_speak = self._may_speak(met, size)
        met = met.only(np.flatnonzero(met.words < self._weighted))
        # Each word once a text, where it stands first.
        keys = np.sort((met.texts * width + met.words) << _PLACE_BITS | met.starts)
        keys = keys[np.flatnonzero(np.diff(keys >> _PLACE_BITS, prepend=-1))]
        texts, words = np.divmod(keys >> _PLACE_BITS, width)
        which, groups, weights = self._owners.of(words)
        speaks = texts.take(which) * many + groups
        order = np.argsort(speaks, kind="stable")
        order = order.take(np.flatnonzero(may_speak.take(speaks.take(order))))
        which, speaks, weights = which.take(order), speaks.take(order), weights.take(order)
        early = (keys & ((1 << _PLACE_BITS) - 1)).take(which) < head
        begins = np.flatnonzero(np.diff(speaks, prepend=-1))
        # Added one after the other, as a person would: a sum by halves may differ in its last digit.
        run = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(speaks)))
        sums = np.bincount(run, weights=weights, minlength=len(begins)).tolist()
        heads = np.bincount(run, weights=weights * early, minlength=len(begins)).tolist()
        # Slices of a tuple are one object each, those of a list two.
        told = tuple(map(self.words.__getitem__, words.take(which).tolist()))
        owners, named = np.divmod(speaks.take(begins), many)
        bounds = [*begins.tolist(), len(told)]
        hits = list(map(Hits, sums, map(told.__getitem__, map(slice, bounds, bounds[1:])), heads))
        groups_told = list(map(self._groups.__getitem__, named.tolist()))
        # What was found of one text lies side by side.
        of_text = np.searchsorted(owners, np.arange(size + 1)).tolist()
        return [
            dict(zip(groups_told[first:last], hits[first:last], strict=True))
            for first, last in pairwise(of_text)
        ]

    def _may_speak(self, met: Met, size: int) -> npt.NDArray[np.bool_]:
        """``[text, group]``: whether a text holds what the group needs, if it needs anything."""
        may_speak = np.tile(self._by_itself, (size, 1))
        which, groups, _ = self._needed.of(met.words)
        may_speak[met.texts.take(which), groups] = True
        return may_speak


class _Owners:
    """The groups of each word, with its weight in each: as arrays, so that those of many words are told at once."""

    def __init__(self, groups: list[str], owners: list[list[tuple[str, float]]]) -> None:
        numbers = {group: number for number, group in enumerate(groups)}
        flat = list(chain.from_iterable(owners))
        self._groups = np.array([numbers[group] for group, _ in flat], dtype=np.int64)
        self._weights = np.array([weight for _, weight in flat], dtype=np.float64)
        self._counts = np.array([len(own) for own in owners], dtype=np.int64)
        self._begins = np.cumsum(self._counts) - self._counts

    def of(self, words: Ints) -> tuple[Ints, Ints, Floats]:
        """For each group of each of some words the place of the word among them, the group and the weight."""
        counts = self._counts.take(words)
        which = np.repeat(np.arange(len(words)), counts)
        # The groups of a word lie side by side: from its begin on, as many as it has.
        within = np.arange(len(which)) - (np.cumsum(counts) - counts).take(which)
        entries = self._begins.take(words).take(which) + within
        return which, self._groups.take(entries), self._weights.take(entries)
