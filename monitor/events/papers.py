"""Titles that name the kind of paper (情况通报, 警情, 关于…的回复) and not its matter: those of two bulletins are no likeness."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z]")


class PaperTitles:
    """Takes from a title what only names the paper; the patterns come from ``config/events.yaml``.

    Of a pattern with a group ``told`` this group is left, of any other nothing.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._papers = [re.compile(pattern) for pattern in patterns]

    def matter(self, title: str) -> str:
        """What the title says of the matter: empty where it names a kind of paper and no more."""
        told = title
        for paper in self._papers:
            told = paper.sub(r"\g<told>" if "told" in paper.groupindex else "", told)
        told = told.strip()
        return told if told == title or len(_LETTER.findall(told)) > 1 else ""
