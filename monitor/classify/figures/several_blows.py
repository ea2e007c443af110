"""Which of several attacks or blasts of one report a count is of: 甲市的爆炸造成12人死亡；半小时后，乙市一座警察局外的爆炸造成7人死亡."""

from __future__ import annotations

import re

from monitor.text.alternation import compiled

_BLOW = "(?:爆炸|爆燃|袭击|枪击|炸弹|遇袭|炮击|空袭|绑架|纵火)"
_SEVERAL = re.compile(
    f"(?:[两二三四五六七八九十多数几\\d]+(?:起|次|处|座|个|枚|地)(?:[^，。；\\d]{{0,10}}?)|连环|接连|相继|连续|先后)[^，。；\\d]{{0,12}}?{_BLOW}|{_BLOW}[^，。；]{{0,8}}(?:先后|相继|接连)"
)
_OF_ALL = compiled("共|总计|累计|合计|总数|两起|三起|四起|五起|这些|上述|一系列|连环")
_STRIKES = re.compile(_BLOW)
_HEAD_CHARS = 160
_LETTERS = "爆袭枪炸炮绑纵"
"""One of these stands in every word for a blow."""


def are_several(title: str, text: str) -> bool:
    """Whether the opening tells of several attacks or blasts."""
    head = f"{title}，{text[:_HEAD_CHARS]}"
    return any(letter in head for letter in _LETTERS) and _SEVERAL.search(head) is not None


def blow_of(text: str, start: int, at: int, sentence: int) -> str | None:
    """The attack of which the sentence from ``start`` tells before a count, where it counts no more than that one."""
    if not _STRIKES.search(text, start, at) or _OF_ALL.search(text, start, at):
        return None
    return f"起:{sentence}"
