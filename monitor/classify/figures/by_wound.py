"""The hurt of whom a sentence lists how many have which wound: 骨折5人、软组织伤8人."""

from __future__ import annotations

import re

from monitor.classify.figures.mention import Mention
from monitor.text.alternation import guarded
from monitor.text.numerals import NUMBER, read_number

_KINDS = guarded(
    "骨折|骨裂|脱臼|脑震荡|颅脑损伤|软组织(?:挫|损)?伤|皮外伤|内伤|外伤|吸入性损伤|[擦挫划割扭摔烧灼烫呛砸压刺砍捅撞刮蹭炸]伤|[蹭擦磕碰]破了?皮|休克"
)
_ITEM = f"(?:轻微|轻度|中度|多发性?|不同程度|[头面腿手脚腰]部|肋骨|四肢|另有|还有|另|和)*(?:{_KINDS})(?:伤?者|伤员|患者)?(?:的)?(?:有|为|共)?{NUMBER}(?:名|例|个人?|人)"
_LIST = re.compile(
    f"{_ITEM}(?:[、，；](?=[^，。；]{{0,12}}?\\d?[人名个例])|和|及|以及){_ITEM}(?:(?:[、，；]|和|及|以及){_ITEM}){{0,4}}"
)
_NUMBER = re.compile(f"(?P<n>{NUMBER})(?:名|例|个人?|人)")
_GATE = re.compile("[伤折裂臼荡皮克](?:伤?者|伤员|患者)?的?[有为共]?[\\d一二两三四五六七八九十]")


def by_wound(mentions: list[Mention], text: str, start: int, end: int, number: int) -> list[Mention]:
    """The mentions of a sentence with one count for all the hurt of such a list, in place of those of each wound.

    A first number that is the sum of the others counts them all: 撞伤9人，骨折的4个，蹭破皮的5个. Where the sentence counts the hurt before the
    list nothing is changed: one person may have two wounds.
    """
    if not _GATE.search(text, start, end):
        return mentions
    told = _LIST.search(text, start, end)
    if told is None:
        return mentions
    hurt = [m for m in mentions if m.name in ("injured", "poisoned") and m.value]
    # 网传“摔伤三十多人”，经核实，骨折5人、擦伤8人: what is quoted counts nobody.
    before = [m for m in hurt if m.end <= told.start() and "”" not in text[m.end : m.end + 3]]
    numbers = [int(read_number(m["n"]).value or 0) for m in _NUMBER.finditer(told[0])]
    if before or not all(numbers):
        return mentions
    total = numbers[0] if len(numbers) > 2 and numbers[0] == sum(numbers[1:]) else sum(numbers)
    kept = [
        m
        for m in mentions
        if m.name not in ("injured", "light") or m.end <= told.start() or m.start >= told.end()
    ]
    return [*kept, Mention("injured", total, "exact", *told.span(), sentence=number)]
