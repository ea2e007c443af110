"""Those by whom a toll rose, told of behind it: 已造成5人死亡。新增的2名遇难者，一人是村民；另一人系重伤员，在转院途中死亡."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.classify.figures.mention import Mention

# 新增的两名死者: the word says that they are counted already; 新增2人死亡 may come on top.
_NEW_ONES = re.compile("(?:新增|增加|新公布|新确认)的这?$")
# 邻县新增的2名遇难者: of another toll.
_OF_OTHERS = re.compile("(?:邻[县市省区村近]|另[一外]|他[县省市])[^，。；！？\n]{0,8}$")
_ENDS = re.compile("[。！？\\n]")
_NEAR = 8


def as_counted(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, where whoever is told to be newly counted is one of the toll told before."""
    if "增" not in text and "新" not in text:
        return mentions
    toll, until = 0, -1
    out: list[Mention] = []
    for mention in mentions:
        if mention.name == "deaths" and mention.value:
            before = text[max(0, mention.start - _NEAR) : mention.start]
            if mention.value < toll and _NEW_ONES.search(before) and not _OF_OTHERS.search(before):
                end = _ENDS.search(text, mention.end)
                until = end.start() if end else len(text)
            if mention.start < until and mention.role in ("plain", "added", "part"):
                mention = replace(mention, role="part", added=False, relation=None, of=None)
            elif mention.whole and not (mention.former or mention.earlier):
                toll = max(toll, mention.value)
        out.append(mention)
    return out
