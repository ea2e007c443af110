"""Matters of this place that a headline tells in a few words, too few for the model: 机场航班大面积延误, 市里出台就业新政策."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.config_file import ConfigModel

_OPENING_CHARS = 80


class HereRule(ConfigModel):
    """``what`` and, at most ``gap`` characters of the clause further on, ``does``; nothing of ``never`` in the sentence.

    ``who``: one of these must open the clause (我市, 长春市): 健身房推出新政策 is nobody's policy.
    """

    label: str
    what: tuple[str, ...]
    does: tuple[str, ...]
    who: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    gap: int = 12


class MattersHere:
    """The rules of ``here`` in ``config/relevance.yaml``; built once, asked only of local items that the model holds irrelevant."""

    def __init__(self, rules: Sequence[HereRule]) -> None:
        self._rules = [(rule.label, _told(rule), _any(rule.never) if rule.never else None) for rule in rules]

    def find(self, title: str, text: str) -> str | None:
        """The label of the first rule that the headline, or an opening, fits."""
        for head in (title, text[:_OPENING_CHARS]):
            for label, told, never in self._rules:
                if told.search(head) and not (never and never.search(head)):
                    return label
        return None


def _told(rule: HereRule) -> re.Pattern[str]:
    who = f"(?:^|[，。；！？\\s])(?:{_any(rule.who).pattern})[^，。；！？]{{0,10}}?" if rule.who else ""
    return re.compile(
        f"{who}(?:{_any(rule.what).pattern})[^，。；！？]{{0,{rule.gap}}}?(?:{_any(rule.does).pattern})"
    )


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
