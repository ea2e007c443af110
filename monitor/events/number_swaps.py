"""Whether two nearly equal texts tell of another day or another toll: a further bulletin, or a second happening.

A wrong "no copy" costs one more original in the same event; a wrong copy hides a risen toll. So any number of people, and any
day but that of the paper itself, counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.events.figures import read_numeral
from monitor.events.rules import CopyRules
from monitor.events.segments import Segment

_NUMERAL = "0-9零〇一二两三四五六七八九十百千万"
_LEFT_DIGITS, _DIGITS = re.compile(f"[{_NUMERAL}]+$"), re.compile(f"[{_NUMERAL}]+")
_Place = tuple[int, int]
"""``[start, end)`` of a numeral in its text."""
_WHOLE_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日(?!\s*(?:$|\n|\d{1,2}:|来源|编辑|作者|阅读|浏览|点击|字体|字号|分享))"
)
_DAYS, _MONTHS = 31, 12
_AROUND = 12
_MONTH_BEFORE = re.compile(f"[{_NUMERAL}]月$")
_DAY_BEHIND = re.compile(f"月[{_NUMERAL}]{{1,3}}[日号]")


class NumberSwaps:
    """Finds days and tolls in which two otherwise equal texts differ; built once from the rules."""

    def __init__(self, rules: CopyRules) -> None:
        self._toll_before = re.compile(f"(?:{_any(rules.toll_before)})(?:{_any(rules.toll_links)})*$")
        self._toll_after = re.compile(f"(?:余|多|来)?(?:{_any(rules.toll_after)})")
        self._paper_before = re.compile(f"(?:{_any(rules.paper_before)})$")
        self._paper_after = re.compile(f"日?(?:{_any(rules.paper_after)})")
        self._day_after = re.compile(f"日(?!{_any(rules.no_day)})|号(?={_any(rules.part_of_day)})")

    def whole_dates(self, text: str) -> list[str]:
        """The dates with their years that stand in sentences: not alone on a line, at the end, or as the paper's own."""
        return [
            match[0]
            for match in _WHOLE_DATE.finditer(text)
            if not self._paper_before.search(text[: match.start()].rstrip(" ：:（("))
            and not self._paper_after.match(text[match.end() :])
        ]

    def found(self, left: str, right: str, differing: Sequence[Segment]) -> bool:
        """True when a segment is a number in both texts, and says there on which day, or of how many people."""
        return any(self._other(left, right, at) for at in differing)

    def _other(self, left: str, right: str, at: Segment) -> bool:
        """Segments of the same words about their numbers (2死3 and 3死2): one number after the other is compared."""
        mine, my_words = _numerals(left, at.start, at.end)
        theirs, their_words = _numerals(right, at.other_start, at.other_end)
        if my_words != their_words:
            return False
        return any(self._differ(left, right, *pair) for pair in zip(mine, theirs, strict=True))

    def _differ(self, left: str, right: str, mine: _Place, theirs: _Place) -> bool:
        values = read_numeral(left[slice(*mine)]), read_numeral(right[slice(*theirs)])
        if None in values or values[0] == values[1]:
            return False
        tolls = self._is_toll(left, *mine) and self._is_toll(right, *theirs)
        return tolls or self._other_day(left, right, mine, theirs)

    def _is_toll(self, text: str, start: int, end: int) -> bool:
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return bool(self._toll_after.match(after) or self._toll_before.search(before))

    def _other_day(self, left: str, right: str, mine: _Place, theirs: _Place) -> bool:
        """Both are days of what happened, and neither is told elsewhere in the other text (a bulletin of the next day)."""
        if not (self._is_day(left, *mine) and self._is_day(right, *theirs)):
            return False
        my_day, their_day = left[mine[0] : mine[1] + 1], right[theirs[0] : theirs[1] + 1]
        return my_day not in right and their_day not in left

    def _is_day(self, text: str, start: int, end: int) -> bool:
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        value = read_numeral(text[start:end]) or 0
        if self._paper_before.search(before):
            return False
        if _DAY_BEHIND.match(after) and value <= _MONTHS:
            return self._is_no_paper(text, end + 1)
        whole = self._day_after.match(after) or (_MONTH_BEFORE.search(before) and after[:1] in "日号")
        return bool(whole and value <= _DAYS and self._is_no_paper(text, end))

    def _is_no_paper(self, text: str, end: int) -> bool:
        """A day right before 电, 讯 or 发布 is that of the paper: whoever reprints it puts the own one there."""
        behind = re.sub(rf"^[{_NUMERAL}]*[日号]", "", text[end : end + 2 * _AROUND])
        return self._paper_after.match(behind) is None


def _numerals(text: str, start: int, end: int) -> tuple[list[_Place], str]:
    """The whole numerals that a segment touches, and the words about them."""
    before = _LEFT_DIGITS.search(text[:start])
    start = before.start() if before else start
    behind = _DIGITS.match(text, end)
    end = behind.end() if behind and _DIGITS.match(text[end - 1 : end]) else end
    places = [match.span() for match in _DIGITS.finditer(text, start, end)]
    return places, _DIGITS.sub("#", text[start:end])


def _any(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)"
