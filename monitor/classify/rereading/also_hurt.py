"""Who was hurt as well as those counted, and can be none of them: 26名游客受伤 … 导游和司机也在事故中受伤; 7名居民受伤，另有2名消防员在搜救时受伤."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from monitor.classify.figures.casualties import Casualties, Count
from monitor.classify.figures.frames import Frames
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_ROLE = "(?:司机|驾驶员|驾驶人|导游|领队|售票员|乘务员|列车员|押运员|老师|教师|校长|教练|协管员|保安|店主|店长|老板|房东|船长|机长|厨师|交警|民警|辅警|消防员|环卫工|外卖员|骑手|车主|路人|行人)"
_HURT = "(?:受(?:了)?(?:轻|重)?伤|负伤|骨折|[轻重]伤|[砸撞烧烫划擦刮摔扭压炸割]伤|骨裂|脑震荡|昏迷)"
_ALSO = re.compile(
    f"(?P<who>{_ROLE}(?:[、和与及](?:[^，。；、\\d]{{0,3}}?){_ROLE}){{0,3}})[^，。；、\\d也]{{0,6}}?(?:也|同样)[^，。；未没无]{{0,10}}?{_HURT}(?!亡|者|员)"
)
_RESCUERS = re.compile(
    f"(?:另外?|还|此外，?)有(?P<digits>{NUMBER})名[^，。；、\\d]{{0,8}}?(?:消防员|消防战士|消防队员|消防官兵|指战员|救援人员|救援队员|施救人员|民警|交警|辅警|武警|战士|扑火队员)[^，。；\\d未没无]{{0,14}}?{_HURT}(?!亡|者|员)"
)
# Passengers and pupils are no drivers, teachers or passers-by.
_OTHERS = re.compile("乘客|游客|旅客|学生|幼儿|孩子|儿童|村民|居民|工人|顾客|食客|员工|菜农|老人|观众|市民")
_WITHIN = re.compile("其中|包括|伤者里|伤员中|在内|唯一")
_STOPS = "。！？\n"


def also_hurt(known: Casualties, text: CleanText, reported: date | None = None) -> Figure | None:
    """All the hurt with those who were hurt too, where the number that is known counts others in so many words; else None."""
    first = known.figures.get("injured")
    if first is None or not first.value or first.corrected or first.supersedes:
        return None
    words = text.text
    for count in known.counts:
        if count.part != "text" or count.name != "injured" or count.value != first.value:
            continue
        found = [
            (more, match)
            for more, match in _more(words, count)
            if not _WITHIN.search(words, count.end, match.start()) and _is_of_this(words, match, reported)
        ]
        if found:
            places = (Place("text", *text.source_span(*match.span())) for _, match in found)
            value = first.value + sum(more for more, _ in found)
            return replace(first, value=value, places=(*first.places, *places))
    return None


def _more(words: str, count: Count) -> list[tuple[int, re.Match[str]]]:
    end = _end_of_next(words, count.end)
    rescuers = _RESCUERS.search(words, count.end, end)
    also = _ALSO.search(words, count.end, end) if _OTHERS.search(words, count.start, count.end) else None
    if rescuers and also and rescuers.start() < also.end() and also.start() < rescuers.end():
        also = None  # 另有2名消防员也受伤
    out: list[tuple[int, re.Match[str]]] = []
    if rescuers:
        out.append((int(read_number(rescuers["digits"]).value or 0), rescuers))
    if also:
        out.append((len(re.findall(_ROLE, also["who"])), also))
    return [(more, match) for more, match in out if more]


def _is_of_this(words: str, match: re.Match[str], reported: date | None) -> bool:
    """Whether somebody was hurt in what is reported: in 去年的事故中司机也受伤 he was not."""
    begins = max(words.rfind(mark, 0, match.start()) for mark in _STOPS) + 1
    return Frames(words, reported).of((begins, match.end()), *match.span()) == "now"


def _end_of_next(words: str, at: int) -> int:
    """Where the sentence behind that of a place ends."""
    for _ in range(2):
        at = min((n + 1 for mark in _STOPS if (n := words.find(mark, at)) >= 0), default=len(words))
    return at
