"""Weighted words in named groups, found in one pass over a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick


@dataclass(slots=True)
class Hits:
    """The words of one group found in a text, each counted once, and the sums of their weights: all, and in its head."""

    score: float
    words: list[str]
    head: float = 0.0
    starts: list[int] = field(default_factory=list)
    """Where each word stands first."""


Found = Mapping[str, Hits]
NONE = Hits(0.0, [])


class Lexicon:
    """Groups of weighted words compiled into one automaton; overlapping words all count."""

    def __init__(self, groups: Mapping[str, Mapping[str, float]]) -> None:
        owners: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for group, words in groups.items():
            for word, weight in words.items():
                owners[word].append((group, weight))
        self._entries = list(owners.items())
        self._automaton = AhoCorasick(list(owners))

    def find(self, text: str, *, head: int = 0) -> dict[str, Hits]:
        """The groups that speak in a text; words beginning in the first ``head`` characters also count for its head."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        # Read backwards, so that the first place of each word is the one that stays.
        firsts = {index: start for index, start, _ in reversed(matches)}
        out: dict[str, Hits] = {}
        entries = self._entries
        for index in sorted(firsts):
            start, (word, owners) = firsts[index], entries[index]
            early = start < head
            for group, weight in owners:
                if group not in out:
                    out[group] = Hits(weight, [word], weight if early else 0.0, [start])
                    continue
                hits = out[group]
                hits.score += weight
                hits.words.append(word)
                hits.starts.append(start)
                if early:
                    hits.head += weight
        return out
