"""Full stops that are written as dots: 死亡．目前 from old typesetting, 死亡.目前 from a Western keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]

_HAN = "㐀-鿿"
_CLOSES = f"{_HAN}”’）》】%"
_OPENS = f"{_HAN}“”‘’《（）【"
_DOT = re.compile(
    rf"\.(?<=[{_CLOSES}].)(?=\s*(?:[{_OPENS}\d]|\Z)|\n)|\.(?<=[0-9A-Za-z].)(?=\s*(?:[{_OPENS}]|\Z)|\n)"
)
_AT_END = re.compile(rf"[{_CLOSES}0-9]\.[ ”’）]*(?:\n|\Z)")
# 1.加强管理, A.选项: the mark of a point, and the end of nothing.
_MARK = re.compile(r"(?:\A|[\s.，。；：？！、（“])(?:\d{1,2}|[A-Za-z])\Z")
_ELLIPSIS = re.compile(
    rf"[….。·](?<=[{_CLOSES}0-9A-Za-z！？，].)(?:(?<=…)…*|(?<=\.)\.{{2,}}|(?<=。)。+|(?<=·)·{{2,}})[。，]?"
)
HINT = rf"(?<=[{_CLOSES}0-9A-Za-z]\.)(?=[\s{_OPENS}\d]|\Z|\.\.)|(?<=…)|(?<=\.\.)(?=\.)"
"""What looks back at a dot that may be one (regular expression source)."""


def restore(text: str) -> str:
    """The text with such dots as stops, where no other stop is and a line ends with a dot; elsewhere a dot may part a name (约翰.史密斯)."""
    if "。" in text or not _AT_END.search(text):
        return text
    return _DOT.sub(_stop, text)


def without_ellipses(text: str, rewrite: Rewrite) -> str:
    """The text with stops for the dots in which all its sentences end (没人管……打了电话……), with commas for those beside other stops."""
    if "…" not in text and "..." not in text and "。。" not in text and "···" not in text:
        return text
    sign = "，" if "。" in text.replace("。。", "") else "。"
    return rewrite(text, _ELLIPSIS, lambda match: _for_ellipsis(match, sign))


def _for_ellipsis(match: re.Match[str], sign: str) -> str:
    if match[0][-1] in "。，" and match[0] != "。" * len(match[0]):
        return match[0][-1]
    if match[0][0] == "。":
        return "。"
    if match.string[match.start() - 1] in "！？，":
        return ""
    behind = match.string[match.end() : match.end() + 1]
    goes_on = re.match(rf"[{_HAN}0-9A-Za-z“《（]", behind) is not None
    return sign if goes_on or sign == "。" else match[0]


def _stop(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    ends = text[match.end() :].lstrip(" ")[:1] in ("", "\n")
    if ends and text[start - 2 : start - 1] not in ("", "\n"):
        return "。"
    return match[0] if _MARK.search(text, max(0, start - 4), start) else "。"
