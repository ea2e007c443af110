"""What people complain of: the lift and the water of one estate are two matters, however much of its name they share."""

from __future__ import annotations

from collections.abc import Mapping

from ahocorasick_rs import AhoCorasick

_OPENING_CHARS = 120


class GrievanceReader:
    """Finds kinds of grievances by their words; built once from ``config/events.yaml``."""

    def __init__(self, grievances: Mapping[str, tuple[str, ...]]) -> None:
        kinds: dict[str, set[str]] = {}
        for kind, words in grievances.items():
            for word in words:
                kinds.setdefault(word, set()).add(kind)
        self._kinds = list(kinds.values())
        self._words = AhoCorasick(list(kinds) or ["\0"])

    def read(self, title: str, text: str) -> frozenset[str]:
        """The kinds of grievances that a title names, or else the beginning of the text: further on letters tell of much besides."""
        return self._named(title) or self._named(text[:_OPENING_CHARS])

    def _named(self, text: str) -> frozenset[str]:
        found = self._words.find_matches_as_indexes(text, overlapping=True)
        return frozenset(kind for index in {match[0] for match in found} for kind in self._kinds[index])


def of_other_things(left: frozenset[str], right: frozenset[str]) -> bool:
    """True where both name grievances, and none in common."""
    return bool(left and right) and left.isdisjoint(right)
