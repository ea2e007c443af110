"""Patterns that take tens of milliseconds to compile, for texts that most items are not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Set
from functools import cached_property


class Late:
    """A pattern that is compiled when it is first asked, so that a start need not wait for it."""

    def __init__(self, source: str, needs: str = "", told: str = "") -> None:
        self.source, self.needs, self.told = source, frozenset(needs), told
        """What is found holds one of the letters that it ``needs`` and one of the words ``told`` (regular expression source, quick to
        compile and to look for); no letter and no word where nothing is said of them."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled one. Raises re.error."""
        return re.compile(self.source)

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(self.told)

    def may_stand(self, letters: Set[str]) -> bool:
        """Whether it may be found in a text of these letters: most have none that it needs."""
        return not self.needs or not self.needs.isdisjoint(letters)

    def may_stand_in(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether it may be found in a text by its words, which are looked for without the pattern."""
        return self._words.search(text, start, end) is not None

    def has_found(self, match: re.Match[str]) -> bool:
        """Whether a match is one of this pattern's, which is not compiled to tell."""
        return match.re.pattern == self.source

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.pattern.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.pattern.match(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text, start, end)
