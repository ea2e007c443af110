"""The work of a life: whoever has dragged bodies from a river for thirty years, or made up the dead of accidents, tells of none of today."""

from __future__ import annotations

import re

_READ_CHARS = 300
_YEARS = "(?:(?<!\\d)(?:\\d{1,2}|[一二三四五六七八九十两几]{1,4})(?:多|来)?年|(?:半|一|大半)辈子)"
# 三十一年里，从水里捞上来过九十七个人; 在殡仪馆干了二十六年，给一千四百多人整过容.
_OF_A_LIFE = re.compile(
    f"(?:{_YEARS}(?:里|来|间|，|下来)|[干做当捞救守跑开背抬]了(?:整整|快|近)?{_YEARS}[，。；])"
    "[^。！？]{0,40}?(?:捞|救|背|抬|收殓|送走|送过|整过?容|接生|运|给(?=[一二三四五六七八九十百千两几]))[^，。！？]{0,12}?[\\d一二三四五六七八九十百千两几]{1,6}[多余来]?(?:个人|条人?命|名|具|人(?![民家])|位|个)"
)
_NEW = re.compile("昨[天日晚夜晨]|今[天日晨早晚]|凌晨|刚刚|刚才|日前|近日|截至|目前")


def is_of_a_life(text: str) -> bool:
    """Whether the opening of a text counts what somebody has done in all his years, and tells of nothing new."""
    lead = text[:_READ_CHARS]
    return ("年" in lead or "辈子" in lead) and _OF_A_LIFE.search(lead) is not None and not _NEW.search(lead)
