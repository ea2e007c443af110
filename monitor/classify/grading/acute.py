"""Whether those who are told to be ill were poisoned at a stroke, as the grades of poisoning ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ABOVE_NORM = re.compile("血[铅镉汞砷]|尿[镉砷铅汞]|超标|异常|偏高|过高")


def is_acute(kind: str, told: Sequence[str]) -> bool:
    """Whether the ill, told in these words, count as poisoned: not of an infection, nor those of whom only a metal is found above the norm (血铅超标)."""
    if kind == "epidemic":
        return False
    return kind == "food_poisoning" or not any(_ABOVE_NORM.search(words) for words in told)
