"""A first guess at the kind of emergency, for items that were not classified."""

from __future__ import annotations

import re

from monitor.events.rules import MatchRules

_LEAD = 80


class KindReader:
    """Finds kind words in the title and the first words of a report; messages of citizens get no kind."""

    def __init__(self, rules: MatchRules) -> None:
        self._channels = frozenset(rules.citizen_channels)
        self._patterns = [
            (kind, re.compile("|".join(f"(?:{word})" for word in words)))
            for kind, words in rules.kinds.items()
        ]

    def read(self, title: str, text: str, source_kind: str) -> str | None:
        """The kind that the text opens with, the title before the text, or None."""
        if source_kind in self._channels:
            return None
        for part in (title, text[:_LEAD]):
            hits = [
                (match.start(), kind) for kind, pattern in self._patterns if (match := pattern.search(part))
            ]
            if hits:
                return min(hits)[1]
        return None
