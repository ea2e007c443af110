"""Sentences compared by the pairs of letters that they hold."""

from __future__ import annotations

import re

_OTHER = re.compile(r"[^\w]+")


def letter_pairs(text: str) -> set[str]:
    """Every two letters that follow each other, marks and blanks left out."""
    letters = _OTHER.sub("", text)
    return {letters[i : i + 2] for i in range(len(letters) - 1)}
