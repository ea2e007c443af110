"""Who was hurt as well as those counted, and can be none of them: 26名游客受伤 … 导游和司机也在事故中受伤; 7名居民受伤，另有2名消防员在搜救时受伤."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from monitor.classify.figures.casualties import Casualties, Count
from monitor.classify.figures.frames import Frames
from monitor.classify.rereading.driver_apart import driver_apart
from monitor.classify.rereading.outsiders import outsiders
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_ROLE = "(?:司机|驾驶员|驾驶人|导游|领队|售票员|乘务员|列车员|押运员|老师|教师|校长|教练|协管员|保安|店主|店长|老板|房东|船长|机长|厨师|交警|民警|辅警|消防员|环卫工|外卖员|骑手|车主|路人|行人)"
_HURT = "(?:受(?:了)?(?:轻|重)?伤|负伤|骨折|[轻重]伤|[砸撞烧烫划擦刮摔扭压炸割]伤|骨裂|脑震荡|昏迷)"
_ALSO = re.compile(
    f"(?P<who>{_ROLE}(?:[、和与及][^，。；、\\d和与及也]{{1,8}}){{0,3}})[^，。；、\\d也]{{0,6}}?(?:也|同样)[^，。；未没无]{{0,10}}?{_HURT}(?!亡|者|员)"
)
_RESCUERS = re.compile(
    f"(?:另外?|还|此外，?)有(?P<digits>{NUMBER})名[^，。；、\\d]{{0,8}}?(?:消防员|消防战士|消防队员|消防官兵|指战员|救援人员|救援队员|施救人员|民警|交警|辅警|武警|战士|扑火队员)[^，。；\\d未没无]{{0,14}}?{_HURT}(?!亡|者|员)"
)
_OUTSIDE = "路人|行人|路过的|过路的|邻居|街坊|围观|参与(?:救援|扑火|救火|施救)|帮忙|(?:救援|救人|施救|救火)的|消防员|消防战士|消防队员|指战员|救援人员|救援队员|施救人员|民警|武警|扑火队员"
# 造成3死5伤。此外，2名消防员受轻伤; 楼下两名路过的行人也被砸伤: none of those who were inside.
_OUTSIDERS = re.compile(
    f"(?:另外|此外|除此之外)，(?:还?有)?[^，。；\\d]{{0,8}}?(?P<digits>{NUMBER})名[^，。；、\\d]{{0,10}}?(?:{_OUTSIDE})[^，。；\\d未没无]{{0,14}}?{_HURT}(?!亡|者|员)"
)
_OUTSIDERS_TOO = re.compile(
    f"(?P<digits>{NUMBER})名[^，。；、\\d也]{{0,10}}?(?:{_OUTSIDE})[^，。；、\\d也未没无]{{0,4}}?(?:也|同样)[^，。；未没无\\d]{{0,10}}?{_HURT}(?!亡|者|员)"
)
# 14名幼儿受伤；跟车老师左臂骨折: nobody else is named, and he is none of those by what he was there for.
_BESIDE = re.compile(
    f"(?:^|(?<=[，。；]))(?:此外，|另外，|同时，|而|但)?(?P<who>(?:[^，。；、：“”\\d其]{{0,6}}?)(?P<role>{_ROLE}))(?![^，。；]{{0,2}}(?:们|说|称|介绍|表示|等))[^，。；、“”\\d未没无死亡]{{0,10}}?{_HURT}(?!亡|者|员)"
)
_GROUPS = (
    (re.compile("学生|幼儿|孩子|儿童|[男女]生|娃娃?"), re.compile("司机|驾驶|老师|教师|校长|保安|厨师|店|老板|[民交辅]警|协管|消防|押运|售票|路人|行人")),
    (re.compile("乘客|旅客|游客"), re.compile("司机|驾驶|导游|领队|售票|乘务|列车员|押运|路人|行人|环卫|[民交辅]警|协管|船长|机长")),
)  # fmt: skip
"""Who is counted, and who can be none of them."""
_OF_THEM = re.compile("其中，?(?:有|已有)?$")
# 3名工人受伤，1名消防员在灭火时扭伤: who came to help is no worker.
_WHILE_RESCUING = re.compile(
    f"(?<![\\d一-鿿])(?P<digits>{NUMBER})名[^，。；、\\d]{{0,6}}?(?:消防员|消防战士|消防队员|消防官兵|指战员|救援人员|救援队员|民警|武警|战士|扑火队员)在[^，。；\\d]{{0,8}}?(?:灭火|扑救|救援|搜救|施救|救火|救人|处置|抢险)[^，。；\\d未没无]{{0,10}}?{_HURT}(?!亡|者|员)"
)
# 一家四口两死两伤。…另据了解，一名帮忙搬货的邻居被砸伤脚背: nobody of the house.
_FROM_OUTSIDE = re.compile(
    f"(?<=[。；\\n])(?:另据[^，。；]{{1,10}}，|另外，?|此外，?)(?:还有|有)?(?P<who>(?:参与|赶来|帮忙|前来)?[^，。；、\\d其]{{0,8}}?[一1][名位][^，。；、\\d未没无死亡]{{1,24}}?){_HURT}(?!亡|者|员)"
)
_OUTSIDER = re.compile(
    "邻居|邻店|隔壁|路人|行人|路过|过路|途经|消防|民警|救火|灭火|施救|救援|参与|帮忙|赶来|前来|快递员|外卖员|骑手|环卫工|围观"
)
# Passengers and pupils are no drivers, teachers or passers-by.
_OTHERS = re.compile(
    "乘客|游客|旅客|租客|租户|房客|住[客户]|[职民女矿]工|客人|宾客|师生|学生|幼儿|孩子|儿童|村民|居民|工人|顾客|食客|员工|菜农|老人|观众|市民"
)
# 车上8人受伤。另一名伤者是货车司机
_ANOTHER = re.compile("(?<=[，。；])另外?[一1][名位]伤[者员](?:是|为|系)")
_SOME = re.compile(f"{NUMBER}(?:名|位|人|个)")
_OF_A_GROUP = re.compile(f"[车船][上内里厢舱]|院|{_OTHERS.pattern}")
_LONG_AGO = re.compile("年前|以前|曾|早年|从前|当年")
_WITHIN = re.compile("其中|包括|伤者里|伤员中|在内|唯一")
# 司机受重伤，送医后不治
_GONE = re.compile("[^。；]{0,24}?(?:不治|死亡|身亡|去世|离世|没能|没有?抢救)")
_DIED_SINCE = re.compile("(?:受?伤[者员工]|重伤|伤势)[^。；]{0,30}?(?:不治|无效|死亡|身亡|离世|去世)")
_BEFORE, _NEAR = 50, 160
_STOPS = "。！？\n"


class _More(NamedTuple):
    """So many more, where it is told, and whether by a person beside a counted group."""

    number: int
    start: int
    end: int
    beside: bool = False


def also_hurt(known: Casualties, text: CleanText, reported: date | None = None) -> Figure | None:
    """All the hurt with those who were hurt too, where the number that is known counts others in so many words; else None."""
    first = known.figures.get("injured")
    if first is None or not first.value or first.corrected or first.supersedes:
        return None
    words = text.text
    for count in known.counts:
        if count.part != "text" or count.name != "injured":
            continue
        more_told = _more(words, count)
        if count.value > first.value and sum(more.number for more in more_told) != first.value:
            continue
        if count.value < first.value:
            # 9名乘客受伤。另有2名消防员受伤，导游也受了伤: the two are counted already.
            held = [m for m in more_told if count.value + m.number == first.value]
            # 8名乘客受伤，司机和押车的工人也受了伤: one of the two is counted already.
            some = [m for m in more_told if count.value + m.number > first.value]
            if len(more_told) == len(some) == 1 and not held:
                return _with_more(first, count, some, text) if _is_of_this(words, some[0], reported) else None
            more_told = [m for m in more_told if m not in held] if held and len(more_told) > 1 else []
        found = [
            more
            for more in more_told
            if (
                more.beside
                or not _WITHIN.search(words, _sentence_of(words, more.start, count.end), more.start)
            )
            and _is_of_this(words, more, reported)
        ]
        if found:
            return _with_more(first, count if count.value > first.value else None, found, text)
    return None


def _sentence_of(words: str, at: int, since: int) -> int:
    """Where the sentence of a place begins, or what is since: 7名伤者，其中2人在抢救。附近2名路人也被划伤 takes only the seven apart."""
    return max(since, *(words.rfind(mark, 0, at) + 1 for mark in _STOPS))


def _with_more(first: Figure, count: Count | None, found: Sequence[_More], text: CleanText) -> Figure:
    """A figure, or a count that holds none of the others, with those who come on top."""
    places = (Place("text", *text.source_span(more.start, more.end)) for more in found)
    value = (count.value if count else first.value) + sum(more.number for more in found)
    return replace(first, value=value, places=(*first.places, *places))


def driver_elsewhere(known: Casualties, text: CleanText, reported: date | None = None) -> Figure | None:
    """``县医院收治7名伤者 … 大货车司机断了两根肋骨，被送到骨科医院``: all the hurt with him, where the number known is that of one hospital."""
    first, words = known.figures.get("injured"), text.text
    if first is None or not first.value or first.corrected or first.supersedes or "司机" not in words:
        return None
    hurt = [count for count in known.counts if count.name == "injured"]
    if not hurt or any(count.part == "title" for count in hurt):
        return None
    most = max(hurt, key=lambda count: count.value)
    # Of those taken in some have died since.
    if not 0 <= most.value - first.value <= (known.value("deaths") or 0):
        return None
    apart = driver_apart(words, (most.start, most.end))
    if apart is None or not _is_of_this(words, _More(apart.number, apart.start, apart.end), reported):
        return None
    place = Place("text", *text.source_span(apart.start, apart.end))
    return replace(first, value=first.value + apart.number, places=(*first.places, place))


def _more(words: str, count: Count) -> list[_More]:
    end = _end_of_next(words, count.end)
    others = _OTHERS.search(words, count.start, count.end)
    near = min(end, count.end + _NEAR)
    counted = outsiders(words, (count.start, count.end), near, of_others=others is not None)
    # 19人受伤 … 另1名民警重伤。受伤工人中，有1人不治: which of them the number known still holds is left open.
    since = counted[-1].end if counted else end
    out = [_More(*one) for one in counted if not _DIED_SINCE.search(words, since)]
    if not out:
        rescuers = _RESCUERS.search(words, count.end, end)
        if rescuers is None:
            rescuers = _OUTSIDERS.search(words, count.end, end) or _OUTSIDERS_TOO.search(
                words, count.end, end
            )
        if rescuers is None and others:
            rescuers = _WHILE_RESCUING.search(words, count.end, end)
        if rescuers:
            out.append(_More(int(read_number(rescuers["digits"]).value or 0), *rescuers.span()))
    also = _ALSO.search(words, count.end, end) if others else None
    if also and any(one.start < also.end() and also.start() < one.end for one in out):
        also = None  # 另有2名消防员也受伤
    if not out and also is None and (beside := _beside(words, count, end)):
        return [_More(1, *beside.span(), beside=True)]
    if also:
        out.append(_More(1 + len(re.findall("[、和与及]", also["who"])), *also.span()))
    another = None if out else _ANOTHER.search(words, count.end, end)
    if another and _is_of_another_group(words, count, another.start()):
        out.append(_More(1, *another.span()))
    outside = None if out else _FROM_OUTSIDE.search(words, count.end)
    if outside and _OUTSIDER.search(outside["who"]) and not _OUTSIDER.search(words, count.start, count.end):
        out.append(_More(1, *outside.span()))
    return [one for one in out if one.number]


def _is_of_another_group(words: str, count: Count, at: int) -> bool:
    """Whether 另一名伤者 is none of those counted: they were of one vehicle or one hospital, and none of them is told of before him.

    造成4人受伤。3人是一家，另一名伤者是邻居 counts him.
    """
    if _SOME.search(words, count.end, at):
        return False
    opens = max(words.rfind(mark, 0, count.start) for mark in _STOPS) + 1
    return _OF_A_GROUP.search(words, opens, at) is not None


def _beside(words: str, count: Count, end: int) -> re.Match[str] | None:
    """One who is told of beside a counted group and can be none of it: ``18名学生受伤。此外，公交车司机右小腿骨折``."""
    said = words[count.start : count.end]
    if _OF_THEM.search(words, max(0, count.start - 6), count.start):
        # 26名学生送医 … 其中18人有外伤: who they are is told before.
        said = words[max(0, count.start - _BEFORE) : count.end]
    roles = next((roles for people, roles in _GROUPS if people.search(said)), None)
    if roles is None or roles.search(said):
        return None
    for match in _BESIDE.finditer(words, count.end, end):
        opens = max(words.rfind(mark, 0, match.start()) for mark in "；" + _STOPS) + 1
        if _WITHIN.search(words, opens, match.start()) or _GONE.match(words, match.end()):
            continue
        if roles.search(match["role"]):
            return match
    return None


def _is_of_this(words: str, more: _More, reported: date | None) -> bool:
    """Whether somebody was hurt in what is reported: in 去年的事故中司机也受伤 he was not, nor was 一名邻居多年前在救火时受伤."""
    if _LONG_AGO.search(words, more.start, more.end):
        return False
    begins = max(words.rfind(mark, 0, more.start) for mark in _STOPS) + 1
    return Frames(words, reported).of((begins, more.end), more.start, more.end) == "now"


def _end_of_next(words: str, at: int) -> int:
    """Where the sentence behind that of a place ends."""
    for _ in range(2):
        at = min((n + 1 for mark in _STOPS if (n := words.find(mark, at)) >= 0), default=len(words))
    return at
