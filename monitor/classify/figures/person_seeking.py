"""Seeks large patterns about people in one sentence, and only where somebody is named and the words of what befell him stand.

Most sentences name nobody, or nobody whom anything befell: for these the patterns, which take long to compile and longer to search
with, are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from monitor.classify.figures.lone_wounds import PERSON
from monitor.text.late import Late


class Seeker:
    """Seeks in one sentence of a text."""

    def __init__(self, text: str, sentence: re.Match[str]) -> None:
        self._text, self._letters = text, frozenset(sentence[0])
        self._start, self._end = sentence.span()

    def anywhere(self, pattern: Late) -> Iterator[re.Match[str]]:
        """Where a pattern that may do without a person (他, 人) is found."""
        may = self._may_stand(pattern)
        return pattern.finditer(self._text, self._start, self._end) if may else iter(())

    def beside(self, pattern: Late) -> Iterator[re.Match[str]]:
        """Where a pattern is found that names one person somewhere."""
        may = self._may_stand(pattern) and self._named
        return pattern.finditer(self._text, self._start, self._end) if may else iter(())

    def of(self, *patterns: Late) -> Iterator[re.Match[str]]:
        """Where the first of some patterns is found that begin with the one person or the pair whom they are about: tried at these only."""
        able = [one for one in patterns if one.may_stand(self._letters)]
        if not (able and self._named):
            return
        able = [one for one in able if one.may_stand_in(self._text, self._named[0], self._end)]
        end = 0
        for start in self._named if able else ():
            found = (one.match(self._text, start, self._end) for one in able)
            if start >= end and (match := next(filter(None, found), None)):
                yield match
                end = match.end()

    def _may_stand(self, pattern: Late) -> bool:
        return pattern.may_stand(self._letters) and pattern.may_stand_in(self._text, self._start, self._end)

    @cached_property
    def _named(self) -> list[int]:
        """Where persons are named: at each letter that begins one, since 副司机 is 司机, too."""
        found: list[int] = []
        at = self._start
        while person := PERSON.search(self._text, at, self._end):
            found.append(person.start())
            at = person.start() + 1
        return found
