"""Whose death is told beside an attack but none of it: 当天在首都还有1名警官遭枪击丧命, 聚在一起悼念一位刚刚过世的长者."""

from __future__ import annotations

import re
from functools import lru_cache

_SAME_DAY = re.compile(
    "(?:当天|当日|同日|同一天|同天)(?:[早晚上下午中夜里间]{1,2})?，?(?:早些时候|晚些时候|稍[早晚])?，?(?:(?:在|从)(?P<place>[^，。；\\d“”]{2,10}?)|(?P<named>[^，。；\\d“”在]{0,6}?(?:[省市县州]|地区|省份|首都|[东南西北中]部)))(?:，|还|另|也|又|有|发生|的)"
)
# What befell them is told anew, so it is no more of what was told before.
_OWN_ATTACK = re.compile(
    "(?:遭|被|在|死于|发生|因)[^，。；]{0,12}?(?:枪|炸|袭击|暗杀|刺杀|绑架|伏击|劫持|交火|冲突)"
)
_SAME_PLACE = re.compile(
    "医院|现场|事发|当地|该|此|附近|另一|治疗|途中|搜救|救援|废墟|郊|[站场店院校厅馆寺堂楼口桥路街所营宅家车]$"
)
_DATELINE = re.compile("[^，。；\\n]{0,12}?\\d{1,2}[日号](?:电|讯|专?电)|（[^）]{0,16}）")
_GATE = ("当天", "当日", "同日", "同一天", "同天")


_MOURNED = re.compile("(?:悼念|追悼|祭奠|吊唁|安葬|缅怀)[^，。；\\d]{0,3}$")


def is_mourned(text: str, start: int, end: int) -> bool:
    """``数百人聚在礼堂悼念一位刚刚过世的长者``: whoever is mourned where others come to harm."""
    return text.startswith("的", end) and _MOURNED.search(text, max(0, start - 8), start) is not None


@lru_cache(maxsize=4)
def _tells_of_a_day(text: str) -> bool:
    """Asked anew for every count of a text."""
    return any(word in text for word in _GATE)


def is_elsewhere(text: str, sentence: tuple[int, int], start: int) -> bool:
    """Whether a count is of a place that nothing before names, where something of its own befell them on the same day."""
    if not _tells_of_a_day(text):
        return False
    told = _SAME_DAY.search(text, sentence[0], start)
    if told is None or not _OWN_ATTACK.search(text, told.end() - 1, sentence[1]):
        return False
    place = told["place"] or told["named"]
    before = _DATELINE.sub("", text[: told.start()])
    return _SAME_PLACE.search(place) is None and place not in before and len(before) > len(place)
