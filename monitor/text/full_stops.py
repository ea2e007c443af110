"""Full stops that are written as dots: 死亡．目前 from old typesetting, 死亡.目前 from a Western keyboard."""

from __future__ import annotations

import re

_HAN = "㐀-鿿"
_CLOSES = f"{_HAN}”’）》】%"
_OPENS = f"{_HAN}“”‘’《（）【"
_DOT = re.compile(
    rf"(?<=[{_CLOSES}])\.(?=\s*(?:[{_OPENS}\d]|\Z)|\n)|(?<=[0-9A-Za-z])\.(?=\s*(?:[{_OPENS}]|\Z)|\n)"
)
_AT_END = re.compile(rf"[{_CLOSES}0-9]\.[ ”’）]*(?:\n|\Z)")
# 1.加强管理, A.选项: the mark of a point, and the end of nothing.
_MARK = re.compile(r"(?:\A|[\s，。；：？！、（“])(?:\d{1,2}|[A-Za-z])\Z")
HINT = rf"(?<=[{_CLOSES}0-9A-Za-z]\.)(?=[\s{_OPENS}\d]|\Z)"
"""What looks back at a dot that may be one (regular expression source)."""


def restore(text: str) -> str:
    """The text with such dots as stops, where no other stop is and a line ends with a dot; elsewhere a dot may part a name (约翰.史密斯)."""
    if "。" in text or not _AT_END.search(text):
        return text
    return _DOT.sub(_stop, text)


def _stop(match: re.Match[str]) -> str:
    ends = match.string[match.end() : match.end() + 1] in ("", "\n")
    if ends and match.string[match.start() - 2 : match.start() - 1] not in ("", "\n"):
        return "。"
    return match[0] if _MARK.search(match.string, max(0, match.start() - 4), match.start()) else "。"
