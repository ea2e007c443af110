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


# 2016年，这里也发生过一次: beside what the opening tells of, whether or not that has a number.
_THEN_TOO = re.compile("也曾|也发生|曾经?发生|历史上|同期|全国|全省|全市|邻[村县市]|另一[起场次]|上一?次")


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
                    if frame == "before" and match.groupdict().get("changed"):
                        frame = "now"  # 由此前公布的2000万元核增为1.3亿元
                    if frame == "now":
                        now.append(match)
                    elif (
                        frame == "earlier"
                        and number <= 1
                        and not (number and _THEN_TOO.search(self._text, sentence.start(), match.start()))
                    ):
                        earlier.append(match)
        return now or earlier
