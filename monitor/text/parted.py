"""Letters parted one by one, to be seen or not to be found: 长 春 市 朝 阳 区 湖西路.

A few letters may be names (记者 李 明, 张 三 李 四) and stay as they are, but for a place that opens the text or a clause, or
stands behind a larger one (长春市 宽 城 区); its last letter may be glued to what follows (德 惠 市一厂房).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]

_HAN = "㐀-鿿"
_ANY = re.compile(f" [{_HAN}] [{_HAN}0-9]")
_RUN = re.compile(
    rf"(?<![{_HAN}0-9])[{_HAN}](?: (?:[{_HAN}]|\d{{1,3}})(?![{_HAN}0-9])){{2,}}(?: (?=[{_HAN}0-9]))?"
    rf"|(?<![{_HAN}0-9])[{_HAN}](?: [{_HAN}]){{1,3}} (?:市(?![民场长委政]|领导)|[区县](?![长委里政]|领导))(?=[{_HAN}])"
)
_PLACE = re.compile("[省市区县]")
_OPENS = re.compile(r"(?:[，。；：！？\n省市州区县在于]|家住) ?\Z")
_MANY_CHARS = 11
"""Six letters and the blanks between them are no names."""
_BLANK = re.compile(" ")


def join(text: str, rewrite: Rewrite) -> str:
    """The text with such letters side by side."""
    if not _ANY.search(text):
        return text
    runs = [_span(run) for run in _RUN.finditer(text) if _is_meant(run)]
    if not runs:
        return text
    starts = [start for start, _ in runs]

    def closed(blank: re.Match[str]) -> str:
        run = bisect_right(starts, blank.start()) - 1
        return "" if run >= 0 and blank.start() < runs[run][1] else blank[0]

    return rewrite(text, _BLANK, closed)


def _span(run: re.Match[str]) -> tuple[int, int]:
    """A run with the blank that parts it from a larger place."""
    start = run.start()
    behind_larger = start > 1 and run.string[start - 1] == " " and run.string[start - 2] in "省市州区县"
    return start - behind_larger, run.end()


def _is_meant(run: re.Match[str]) -> bool:
    letters, start = run[0].rstrip(), run.start()
    if len(letters) >= _MANY_CHARS:
        return True
    if _PLACE.search(letters) is None:
        return False
    return start == 0 or _OPENS.search(run.string, max(0, start - 3), start) is not None
