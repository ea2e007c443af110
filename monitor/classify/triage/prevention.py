"""What is to be prevented has not happened: a lesson on 防欺凌, a campaign 严防食物中毒, a talk 预防性侵."""

from __future__ import annotations

import re

# 防止, 严防, 反欺凌: the verb stands right before the word, or a few characters off (预防和处置校园欺凌).
_PREVENTS = re.compile(
    "(?:预防|防范|防止|防治|防控|严防|谨防|杜绝|抵制|远离|拒绝|治理|整治|打击|严打|反对|零容忍|[防反])(?:和|与|、|处置|治理|打击|学生|校园|青少年|未成年人?|各类|一切|发生){0,3}$"
)
_SIGNS = re.compile("[防杜抵远拒治整打严反零]")
"""Characters of which each of these verbs holds one."""
_BEFORE = 12
# 防不住, 没防住: what should have been prevented happened.
_IN_VAIN = re.compile("(?:没|未|不)(?:能|有|去|得)?[^，。；！？]{0,3}$")


def is_prevented(text: str, start: int) -> bool:
    """Whether the word at ``start`` is named only as what somebody guards against."""
    before = text[max(0, start - _BEFORE) : start]
    if _SIGNS.search(before) is None:
        return False
    told = _PREVENTS.search(before)
    return told is not None and _IN_VAIN.search(before, 0, told.start()) is None
