"""Quotation marks in any form are “ and ”: straight ones ("…"), single ones where no double ones are, 〝…〞, ``…''."""

from __future__ import annotations

import re
from collections.abc import Callable

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]

_HAN = "㐀-鿿"
_MARKS = str.maketrans("〝〞〟＂", '“””"')
_SINGLE = str.maketrans("‘’", "“”")
_TWO = re.compile(r"``|'{2,4}|\\\"|\\“|\\”")
# 55"电视 is an inch; a pair stands round words on one line.
_STRAIGHT = re.compile(rf'"(?<!\d.)(?P<said>[^"\n]{{0,200}}?[{_HAN}][^"\n]{{0,200}}?|[^"\n]{{0,40}})"')
HINT = "(?<=[\"〝‘])|(?<=``)|(?<='')"
"""What looks back at such a mark (regular expression source)."""


def restore(text: str, rewrite: Rewrite) -> str:
    """The text with such marks as “ and ”."""
    if "〝" in text or "〞" in text:
        text = text.translate(_MARKS)
    if "``" in text or "''" in text or '\\"' in text:
        text = rewrite(text, _TWO, _one)
    if '"' in text and text.count('"') % 2 == 0:
        text = _STRAIGHT.sub(_pair, text)
    if "‘" in text and "“" not in text:
        text = text.translate(_SINGLE)
    return text


def _one(match: re.Match[str]) -> str:
    if match[0] == "``":
        return "“"
    return "”" if match[0][0] == "'" and "``" in match.string else '"'


def _pair(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    beside = text[max(0, start - 1) : start] + match["said"] + text[end : end + 1]
    return f"“{match['said']}”" if re.search(f"[{_HAN}]", beside) else match[0]
