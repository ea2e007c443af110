"""The hurt whom a sentence lists hospital by hospital: 县人民医院收治伤员9人，中医院6人，另有2名重伤员转往省城."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.classify.figures.listed_hurt import HOSPITAL
from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_CALLED = "(?:伤[者员]|受伤(?:群众|人员|乘客|旅客|学生|工人|村民|居民|者)|患者|病人|乘客|旅客|学生|工人|村民|居民|人员)"
_TAKES = "(?:急诊科?|目前|现|共|一共|总共|先后|则|也|还|已|当[晚天])*(?:收治|接收|接诊|收|救治|有|送来|留治|住院)?了?"
_COUNTED = f"(?:名|人|位|例)(?:{_CALLED})?"
_ASIDE = "(?:（[^（）]{0,24}）|[，、](?:其中|有|包括)[^，；。]{1,16}){0,2}"


# Atomic, so that a list is taken apart as it was found.
_ITEM = f"(?>(?:而|以及|[和及与])?(?<![到往至入])(?P<where>[一-鿿]{{1,10}}?{HOSPITAL}){_TAKES}(?:{_CALLED})?(?:为|共|有|是)?(?P<count>{NUMBER}){_COUNTED}{_ASIDE})"
_EACH, _ONE = re.compile(_ITEM), _ITEM.replace("?P<where>", "?:").replace("?P<count>", "?:")
_FURTHER = f"(?:[，；](?:另外?|还)有?(?P<more>{NUMBER})(?:名|位)?(?:人)?(?:重伤[者员]|伤势[^，。；]{{0,4}}?的?(?:伤[者员])?|伤[者员])[^，。；]{{0,6}}?(?:转|送)[到往送至院])?"
_LIST = re.compile(f"{_ONE}(?:(?:[，、；]|(?=以及|[和及与])){_ONE}){{1,9}}{_FURTHER}")
_GATE = re.compile(
    "(?:院|急救中心)[^，。；]{0,14}?[\\d一二两三四五六七八九十]+[名人位例][^。]{0,60}?(?:院|急救中心)"
)
_HURT = re.compile("伤|收治|接诊|救治")
_MOVED = re.compile("转[到往至入院送]|转诊")


def by_hospital_roll(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text with one count for all the hurt of each such list, in place of those of each hospital.

    A number before the list that is as great counts them already; of fewer than were counted it only tells where they lie.
    """
    names = {m.name for m in mentions}
    if "injured" not in names or "poisoned" in names or not _GATE.search(text):
        return mentions
    for told in _LIST.finditer(text):
        inside = [m for m in mentions if m.name == "injured" and told.start() <= m.start < told.end()]
        total = _total(told)
        begins = max(text.rfind(mark, 0, told.start()) for mark in "。！？\n") + 1
        if not (inside and total and _HURT.search(text, begins, told.end())):
            continue
        if any(
            m.name == "injured" and m.value >= total and begins <= m.start < told.start() for m in mentions
        ):
            continue
        one = replace(
            inside[0],
            value=total,
            start=told.start(),
            end=told.end(),
            role="weak",
            relation=None,
            as_hurt=True,
            area=None,
        )
        mentions = [one if m is inside[0] else m for m in mentions if m is inside[0] or m not in inside]
    return mentions


def _total(told: re.Match[str]) -> int:
    """How many a list comes to; 0 where hospitals stand in it twice, or some were moved from one to the other."""
    items = list(_EACH.finditer(told.string, *told.span()))
    if len({one["where"] for one in items}) < len(items):
        return 0
    if _MOVED.search(told.string, told.start(), items[1].end("count")):
        return 0
    digits = [one["count"] for one in items] + ([told["more"]] if told["more"] else [])
    numbers = [read_number(word).value for word in digits]
    return int(sum(n or 0 for n in numbers)) if all(n and n == int(n) for n in numbers) else 0
