"""Lines that were broken by width, as in mails and what was copied from a PDF: their ends say nothing, and part words and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_LINE_END = re.compile("\n")
_NARROWEST, _WIDEST = 16, 80
_SLACK = 2
"""Lines of one width differ by a sign that may not begin a line, or by a Latin word."""
_MOST_UNRULY = 0.2
"""A paragraph ends with a stop; of more lines than these that are short and have none the width is nobody's."""
_FEWEST_SURE = 2
"""So many lines of one width without a stop are no accident."""
_STOPS = "。！？；：…”』】）!?;:"
_OWN_LINE = re.compile("\\s*(?:[-*•·#>（(【]|[一二三四五六七八九十\\d]{1,2}[、.．）)])")
# 死亡3|人: a number never ends a line of its own before those whom it counts.
_PARTED = re.compile(
    "(?<=\\d)\n(?=[余多]?[人名](?:[死伤遇受被失中获脱送轻重，。、]|当场|不同程度|无恙))|(?<=[，、])\n"
)

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]


def join(text: str, rewrite: Rewrite) -> str:
    """The text with such lines joined; a line that is shorter ends a paragraph, and lists stay lists."""
    lines = text.split("\n")
    full = _full(lines)
    ends = iter(zip(full, lines[1:], strict=True))

    def at(match: re.Match[str]) -> str:
        whole, following = next(ends)
        joined = whole or _PARTED.match(text, match.start()) is not None
        return "" if joined and not _OWN_LINE.match(following) else match[0]

    return rewrite(text, _LINE_END, at) if any(full) or _PARTED.search(text) else text


def _full(lines: Sequence[str]) -> Sequence[bool]:
    """Of each line but the last, whether it was broken by width."""
    width = max(map(len, lines))
    nothing = [False] * (len(lines) - 1)
    if not _NARROWEST <= width <= _WIDEST:
        return nothing
    full = [len(line) >= width - _SLACK for line in lines[:-1]]
    unruly = sum(not whole and line[-1:] not in _STOPS for whole, line in zip(full, lines, strict=False))
    if unruly > _MOST_UNRULY * len(full):
        return nothing
    open_ones = [line for whole, line in zip(full, lines, strict=False) if whole and line[-1:] not in _STOPS]
    return full if _is_wrapped(open_ones, lines) else nothing


def _is_wrapped(open_ones: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether lines without a stop are broken; a single one may be a headline, unless the writer sets commas and stops."""
    if len(open_ones) >= _FEWEST_SURE:
        return True
    return any("，" in line or "。" in line for line in open_ones) and lines[-1][-1:] in "。！？"
