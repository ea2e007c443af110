"""Lines that were broken by width, as in mails and what was copied from a PDF: their ends say nothing, and part words and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

_LINE_END = re.compile("\n")
_FEWEST, _NARROWEST, _WIDEST = 3, 16, 80
_SLACK = 2
"""Lines of one width differ by a sign that may not begin a line, or by a Latin word."""
_MOST_SHORT = 0.2
"""Paragraphs end where they end; of more lines than these the width is nobody's."""
_OWN_LINE = re.compile("\\s*(?:[-*•·#>（(【]|[一二三四五六七八九十\\d]{1,2}[、.．）)])")

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]


def join(text: str, rewrite: Rewrite) -> str:
    """The text with such lines joined; a line that is shorter ends a paragraph, and lists stay lists."""
    lines = text.split("\n")
    if len(lines) < _FEWEST:
        return text
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    full = [len(line) >= width - _SLACK for line in lines[:-1]]
    if full.count(False) > _MOST_SHORT * len(full):
        return text
    ends = iter(zip(full, lines[1:], strict=True))

    def at(match: re.Match[str]) -> str:
        whole, following = next(ends)
        return "" if whole and not _OWN_LINE.match(following) else match[0]

    return rewrite(text, _LINE_END, at)
