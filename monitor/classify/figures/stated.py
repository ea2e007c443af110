"""Where a text states a measured fact of the happening itself: not of an earlier one, a rule or a background."""

from __future__ import annotations

import re
from datetime import date

from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.frames import Frames
from monitor.classify.result import Place
from monitor.text.clean import CleanText
from monitor.text.numerals import BEFORE, MORE, NUMBER

AMOUNT = rf"(?<!\d)(?P<before>{BEFORE})?(?P<digits>{NUMBER})(?P<more>{MORE})?"
"""A number with the words that bound it (regular expression source)."""


def fields(title: CleanText, text: CleanText) -> tuple[tuple[str, CleanText], ...]:
    """Both fields with their names."""
    return (("title", title), ("text", text))


def place_of(name: str, clean: CleanText, start: int, end: int) -> Place:
    """A stretch of a clean field as it stands in the given one."""
    return Place("title" if name == "title" else "text", *clean.source_span(start, end))


class Told:
    """The places of one text that speak of the happening itself."""

    def __init__(self, text: str, reported: date | None) -> None:
        self._text, self._frames = text, Frames(text, reported)

    def find(self, gate: re.Pattern[str], *patterns: re.Pattern[str]) -> list[re.Match[str]]:
        """The matches in the sentences that pass the gate; an earlier happening counts only where the opening tells of nothing else."""
        background = p.BACKGROUND.search(self._text)
        end = background.start() if background else len(self._text)
        now: list[re.Match[str]] = []
        earlier: list[re.Match[str]] = []
        for number, sentence in enumerate(p.SENTENCE.finditer(self._text, 0, end)):
            if not gate.search(sentence[0]):
                continue
            for pattern in patterns:
                for match in pattern.finditer(self._text, *sentence.span()):
                    frame = self._frames.of(sentence.span(), *match.span())
                    if frame == "now":
                        now.append(match)
                    elif frame == "earlier" and number <= 1:
                        earlier.append(match)
        return now or earlier
