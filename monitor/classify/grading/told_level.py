"""The level that an item's own words name where it states no number: 重大火灾, 伤亡惨重. It stands in until a person confirms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from monitor.classify.grading.scales import in_scale, scale_spans
from monitor.classify.grading.severity_rules import Level, ToldWords
from monitor.classify.result import SEVERITIES, graver

_BACK = 14


@dataclass(frozen=True, slots=True)
class ToldLevel:
    """A level and the words of the clean title or text that name it."""

    level: Level
    part: Literal["title", "text"]
    start: int
    end: int


class ToldLevels:
    """Reads levels by the words of ``config/severity.yaml``; build once, use for every item."""

    def __init__(self, words: ToldWords) -> None:
        self._phrases = words.phrases
        self._graded = words.graded
        grades = "|".join(sorted(map(re.escape, words.graded), key=len, reverse=True))
        things = "|".join(map(re.escape, words.things))
        behind = "|".join(map(re.escape, words.not_behind))
        phrases = "|".join(sorted(map(re.escape, words.phrases), key=len, reverse=True))
        self._pattern = re.compile(
            f"(?P<grade>{grades})(?:的)?[^，。；！？、\\n的]{{0,8}}?(?:{things})(?!{behind}|.{{0,3}}是指|的?标准)|(?P<phrase>{phrases})"
        )
        self._not_before = re.compile("|".join(map(re.escape, words.not_before)))

    def find(self, title: str, text: str) -> ToldLevel | None:
        """The gravest level that title and text name as that of what happened, not of what is feared, forbidden or priced."""
        best: ToldLevel | None = None
        fields: tuple[tuple[Literal["title", "text"], str], ...] = (("title", title), ("text", text))
        for part, words in fields:
            scales = scale_spans(words)
            for match in self._pattern.finditer(words):
                if in_scale(scales, match.start()):
                    continue
                if self._not_before.search(words, max(0, match.start() - _BACK), match.start()):
                    continue
                level = self._graded[match["grade"]] if match["grade"] else self._phrases[match["phrase"]]
                if best is None or graver(level, best.level) != best.level:
                    best = ToldLevel(level, part, *match.span())
        return best


def is_graver(told: str, graded: str | None) -> bool:
    """True when the told level is graver than the graded one."""
    return graded is None or SEVERITIES.index(told) < SEVERITIES.index(graded)
