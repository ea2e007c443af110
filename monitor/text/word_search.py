"""Lists of words sought together in all texts of a batch: one walk down one tree of words from every character at once.

An automaton for each list reads every text anew, and hands out an object for each word that it meets. Here all places of a batch
go down the tree level by level, as arrays: those stay whose characters so far begin a word. After two characters one in five is
left, after four hardly any, however many words there are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from monitor.text.key_table import Ints, KeyTable
from monitor.values import value

Matches = list[tuple[int, int, int]]
"""Words of one list in a text as an automaton tells them: which word, and ``[start, end)``."""
_EDGE = "\0"
"""Stands between texts: no word holds it."""
_CODE_POINTS, _CODE_BITS = 0x110000, 21


@value
class Met:
    """The words of one list met in a batch, overlapping ones all, in no certain order: word ``words[i]`` of the list stands at
    ``[starts[i], ends[i])`` of the text ``texts[i]``.
    """

    texts: Ints
    words: Ints
    starts: Ints
    ends: Ints

    def only(self, which: Ints) -> Met:
        """Those at some places of the arrays."""
        columns = (self.texts, self.words, self.starts, self.ends)
        return Met(*(column.take(which) for column in columns))

    def of(self, places: Ints) -> Met:
        """Those of another list, of which ``places`` tell where each word stands in it: -1 where it does not."""
        words = places.take(self.words)
        which = np.flatnonzero(words >= 0)
        return Met(self.texts.take(which), words.take(which), self.starts.take(which), self.ends.take(which))

    def longest(self, size: int) -> list[Matches]:
        """For each of ``size`` texts its words from left to right, the longest where some begin together; none overlap."""
        order = np.lexsort((-self.ends, self.starts, self.texts))
        columns = (self.texts, self.words, self.starts, self.ends)
        out: list[Matches] = [[] for _ in range(size)]
        last, free = -1, 0
        for text, word, start, end in zip(*(c.take(order).tolist() for c in columns), strict=True):
            if text != last or start >= free:
                out[text].append((word, start, end))
                last, free = text, end
        return out


class WordSearch:
    """Built once from its lists; a word may stand in several of them."""

    def __init__(self, *lists: Sequence[str]) -> None:
        words = list(dict.fromkeys(word for own in lists for word in own if word))
        numbers = {word: number for number, word in enumerate(words)}
        self._lists = [_places(own, numbers) for own in lists]
        self._grow(words)

    def _grow(self, words: Sequence[str]) -> None:
        """Make the tree: of each level the steps that lead to it, and which word ends at each of its nodes, -1 where none does."""
        codes = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        lengths = np.array([len(word) for word in words], dtype=np.int64)
        begins = np.cumsum(lengths) - lengths
        self._longest = int(lengths.max(initial=0))
        # Most places fail with the first character: a table of all characters tells so. Its nodes count from one.
        self._first = np.zeros(_CODE_POINTS, dtype=np.int32)
        self._steps: list[KeyTable] = []
        self._ending: list[Ints] = []
        nodes, rest = np.zeros(len(words), dtype=np.int64), np.arange(len(words))
        for depth in range(self._longest):
            keys, reached = np.unique(
                nodes.take(rest) << _CODE_BITS | codes.take(begins.take(rest) + depth), return_inverse=True
            )
            if depth:
                self._steps.append(KeyTable(keys))
            else:
                self._first[keys] = np.arange(1, len(keys) + 1)
            ending = np.full(len(keys), -1, dtype=np.int64)
            over = lengths.take(rest) == depth + 1
            ending[reached[over]] = rest[over]
            self._ending.append(ending)
            nodes[rest] = reached
            rest = rest[~over]

    def look(self, texts: Sequence[str]) -> list[Met]:
        """What is met of each list, in the order of the lists."""
        # Behind the last text there is room for the longest word.
        joined = _EDGE.join((*texts, _EDGE * self._longest))
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        at, words, ends = self._walk(codes)
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        owners = np.searchsorted(begins, at, side="right") - 1
        own = begins.take(owners)
        met = Met(owners, words, at - own, ends - own)
        return [met.of(places) for places in self._lists]

    def _walk(self, codes: npt.NDArray[np.uint32]) -> tuple[Ints, Ints, Ints]:
        """Where words begin, which they are, and where they end."""
        nodes = self._first.take(codes)
        at = np.flatnonzero(nodes)
        nodes = nodes.take(at) - 1
        none = np.zeros(0, dtype=np.int64)
        starts, words, ends = [none], [none], [none]
        for depth, ending in enumerate(self._ending):
            if depth:
                steps = nodes.astype(np.int64) << _CODE_BITS | codes.take(at + depth)
                went, nodes = self._steps[depth - 1].find(steps)
                at = at.take(went)
            here = ending.take(nodes)
            over = np.flatnonzero(here >= 0)
            starts.append(at.take(over))
            words.append(here.take(over))
            ends.append(starts[-1] + depth + 1)
            if not len(at):
                break
        return np.concatenate(starts), np.concatenate(words), np.concatenate(ends)


def _places(own: Sequence[str], numbers: dict[str, int]) -> Ints:
    """For each word of all lists its place in one of them, -1 where it is not in it."""
    places = np.full(max(1, len(numbers)), -1, dtype=np.int64)
    for place, word in enumerate(own):
        if word:
            places[numbers[word]] = place
    return places
