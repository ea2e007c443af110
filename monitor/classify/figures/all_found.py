"""Whether a text tells at last that all who were missing have been found, dead or alive: 失联的7人全部找到，均已无生命体征."""

from __future__ import annotations

import re

from monitor.text.alternation import in_a_row
from monitor.text.numerals import NUMBER, read_number

_GONE = "(?:失联|失踪|失去(?:了)?联系|下落不明|被(?:掩)?埋|被困|被(?:洪水|山洪|急流|海水|泥石流)?[冲卷]走|落水|遇险|走失)"
_WHO = "(?:人员|者|群众|村民|工人|矿工|船员|渔民|游客|乘客|学生|孩子|司机|[一-鿿]{0,4}?[工员民客生])?"
_FOUND = "(?:找到|寻获|寻得|打捞(?:上岸|出水|起来?)?|搜救出|救出|发现|有了(?:下落|消息|结果)|遇难|罹难|联系上|取得联系|走出来|走了出来|平安(?:下山|归来|返回)|升井|确认(?:遇难|死亡|身份))"
_ALL = "(?:全部|全都|悉数|均|都|皆|陆续|相继|先后|已|也|被|自己|自行)"
# 失联的7人全部找到, 4名失联人员均已遇难, 最后3名失踪者的遗体被找到.
_COUNTED = re.compile(
    f"(?:{_GONE}[^，。；\\d]{{0,8}}?(?P<behind>{NUMBER})(?:名|人|位|个)|(?P<before>{NUMBER})(?:名|位|个)?{_GONE}的?{_WHO})"
    f"(?!(?:者|人员)?[当之]?[中里])[^，。；\\d仍尚未]{{0,12}}(?:，[^，。；\\d仍尚未]{{0,10}})?{_ALL}+[^，。；\\d仍尚未]{{0,10}}?{_FOUND}(?!了?(?:其中)?(?:的)?[\\d一二两三四五六七八九十])"
)
# 找到了3名失踪多日的矿工遗体.
_BODIES = re.compile(f"(?P<n>{NUMBER})(?:名|位|个)?{_GONE}(?!人数)[^，。；\\d仍尚未]{{0,10}}?(?:遗体|尸体)")
_UNCOUNTED = re.compile(f"{_GONE}的?{_WHO}(?:已|也|现)?(?:全部|全都|悉数|均已|都已)(?:被)?{_FOUND}")
# 直升机找到了他们.
_THEM = re.compile(
    "(?:找到|寻获|发现|联系上)了?(?:他们|她们|全部(?:人员|[\\d一二两三四五六七八九十]{1,3}人))(?=[，。：；])"
)
_LAST = re.compile(
    f"最后的?(?P<last>{NUMBER})(?:名|位|具|个)(?:{_GONE}的?)?[^，。；\\d仍尚未没]{{0,14}}?(?:遗体|{_FOUND}|出水|抬出|挖出|扒出)"
)
# 找到4具遗体，正是失联的4人.
_THEY = re.compile(
    f"(?:正是|就是|确认为|确系|确认系|系)[^，。；\\d]{{0,6}}?{_GONE}的?(?P<they>{NUMBER})(?:名|人|位)"
)
# 今晨找到3具遗体，中午又发现3具: one find after the other.
_FIND = re.compile(
    f"(?P<n>{NUMBER})(?:具(?:遇难者的?)?(?:遗体|尸体)?|[名位]?(?:遇难者|死者)(?:的?(?:遗体|尸体))?(?!家属)|[名位个]?人?，(?:均|也|都)(?:已|没有?|无)+(?:经|不幸)*(?:遇难|死亡|身亡|生命|呼吸))"
)
_LOOKED_FOR = re.compile("找|发现|搜|捞|挖|扒|刨")
_STILL = re.compile(
    "(?:仍|尚|还|另|目前|现)有[^，。；]{0,12}?(?:失联|失踪|下落不明)|(?:仍|尚|还)(?:未|没有?)(?:能|被)*(?:找到|联系上|寻获)|(?:仍|依然|还)(?:处于)?(?:失联|失踪|下落不明)|(?:仍|还|正)在[^，。；]{0,8}?(?:搜寻|寻找|搜救)"
)
_GATE = (
    "找",
    "寻",
    "捞",
    "遗体",
    "遇难",
    "罹难",
    "联系",
    "下落",
    "消息",
    "救出",
    "升井",
    "正是",
    "出来",
    "平安",
)


def all_found(text: str, missing: int, since: int = 0) -> bool:
    """Whether a text tells behind ``since`` that so many missing, or all of them, are found, and tells of nobody missing after that."""
    if not any(word in text for word in _GATE):
        return False
    told = [m.end() for m in _COUNTED.finditer(text, since) if _number(m["behind"] or m["before"]) == missing]
    told += [m.end() for m in _THEY.finditer(text, since) if _number(m["they"]) == missing]
    told += [m.end() for m in _BODIES.finditer(text, since) if _number(m["n"]) == missing]
    told += [m.end() for pattern in (_UNCOUNTED, _LAST, _THEM) for m in pattern.finditer(text, since)]
    if not told and (last := _found_in_turn(text, missing, since)):
        told = [last]
    return bool(told) and _STILL.search(text, max(told)) is None


def _found_in_turn(text: str, missing: int, since: int) -> int | None:
    """Where the last of the dead is found, where those found one after the other come to all who were missing."""
    finds = [
        m
        for m in _FIND.finditer(text, since)
        if _LOOKED_FOR.search(text, max(since, m.start() - 12), m.start())
    ]
    if len(finds) < 2:
        return None
    total = 0
    for find in finds:
        total += _number(find["n"])
        if total >= missing:
            return find.end() if total == missing else None
    return None


_LOST_ONES = f"(?:{_GONE}的?{_WHO}|最后[一1][名位个人])"
# 失联人员找到，确认遇难; 找到他们的遗体.
_SINCE = in_a_row("已|也|均|全部|都|被", "于[^，。；于]{1,8}", 2)
_THEY_ARE_DEAD = re.compile(
    f"(?<![名位个人具\\d一二两三四五六七八九十]){_LOST_ONES}{_SINCE}(?:找到|寻获|发现|打捞(?:上岸|出水|起来?)?)[^，。；\\d仍尚未]{{0,4}}，(?:已|也|均|经|不幸|现场|被|医生)*(?:确认|证实|宣布)*(?:为|已|不幸)*(?:遇难|罹难|死亡|身亡|无生命(?:体征|迹象))(?!\\d)"
    "|(?:找到|寻获|发现|打捞(?:出|起|到|上来|上岸))了?(?:他们|她们|全部|所有)(?:全部|几人|\\d人)?的?(?:遗体|尸体)"
)


def found_dead_since(text: str, since: int) -> int | None:
    """Where behind ``since`` a text tells that those who were missing are found dead, without counting them; None where it does not."""
    if "找到" not in text and "发现" not in text and "寻获" not in text and "打捞" not in text:
        return None
    told = _THEY_ARE_DEAD.search(text, since)
    return told.start() if told and not is_sought_behind(text, told.end()) else None


def is_sought_behind(text: str, since: int) -> bool:
    """Whether somebody is still missing behind a place."""
    return _STILL.search(text, since) is not None


def _number(digits: str) -> int:
    return int(read_number(digits).value or 0)
