"""Wounds told behind a count of people, in its own clause or in those that go on about them: 1人被救出并送医，腿部骨折."""

from __future__ import annotations

import re

from monitor.classify.figures.persons_words import AGENT, ONE
from monitor.classify.figures.wounds import GATE, WOUND, Degree, degree, is_told

_MOST_CHARS = 72
_CLAUSE = re.compile("[^，、；：！？（）]+")
_ANOTHER = re.compile(f"(?!{AGENT})(?:{ONE})(?!的?(?:搀扶|帮助|陪同|协助))")
# Who acts on others is not who is hurt: 3名民警将受伤男子送医.
_ACTS = re.compile(
    "组成|赶到|赶赴|前往|出动|参与|参加|处置|(?<![即行])将(?!近)|把|为(?=[一1][名位个]|[^，。；均轻重]{0,6}(?:老人|老汉|老太|男子|女子|患者|病人|孩子|司机))|给|对(?!面|向)|让|发现|看到|看见|见(?!习|到)|帮|救助|救治|抢救(?!后|无效|治疗)|调查|抓|捕|拘|涉嫌|嫌疑|持|追(?!尾)|称|说(?!是)|告诉|表示|介绍|认为|"
    "怀疑|要求|投诉|索赔|家属|家长|护送|搬|抬|搀|送(?=[^医往到至进去院，]{0,6}(?:伤者|受伤|骨折))|(?<![扑施被获得营])救(?![火起出下援灾])|幸免|躲过|躲开|逃过|脱逃|逃脱|逃逸|与[^，]{0,6}(?:无关|擦肩)"
)
_SUFFERS = re.compile(
    "被[^，。；]{0,12}?(?:打|砍|捅|咬|刺|撞|砸|压|轧|烫|烧|呛|熏|崩|划|割|夹|挤|卷|绞|刮|炸|电|踩|推|击|抬|送|救)"
)
_DEAD = re.compile("死|亡|遇难|不治|罹难|丧生|离世|去世|没了呼吸|生命体征(?!平稳|稳定)")
# Survivors who come to a trial, patients who are there for something else.
_OTHERS = re.compile("其中|另|还有|包括|有的?人|有的|部分|个别|多[人名]|一些")
# 38人在三家医院治疗，烧伤较重的有12人: of some of them.
_OF_SOME = re.compile("的(?:有|占|是|达|仅|共)*[\\d一二两三四五六七八九十]+[人名个]")
_FORMER = re.compile("[^，。；]{0,4}?(?:幸存者|患者|病人|病友|病号|史|老兵)")


def wounded_behind(text: str, start: int, end: int) -> tuple[Degree, int] | None:
    """The gravest wound told of those who were counted right before ``start``, and where it ends."""
    end = min(end, start + _MOST_CHARS)
    if not GATE.search(text, start, end):
        return None
    best: tuple[Degree, int] | None = None
    for number, clause in enumerate(_CLAUSE.finditer(text, start, end)):
        first = number == 0 and clause.start() == start
        if not first and (_OTHERS.match(clause[0]) or _OF_SOME.search(clause[0])):
            break
        told = [m for m in WOUND.finditer(text, *clause.span()) if is_told(text, m)]
        before = text[clause.start() : told[0].start() if told else clause.end()]
        if not first and _ANOTHER.search(before):
            break
        if _DEAD.search(clause[0]):
            return None
        if first and _ACTS.search(_SUFFERS.sub("", before)):
            break
        for match in told:
            if _FORMER.match(text, match.end()):
                return best
            if best is None or degree(match) == "seriously_injured":
                best = degree(match), match.end()
    return best
