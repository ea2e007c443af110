"""Whom rescuers still look for: the trapped and missing who are not yet accounted for, and others a search may bring to light.

A count of trapped people says how it began; a report that goes on to tell who was brought out, and how, leaves nobody behind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitor.classify.result import Figure
from monitor.text.alternation import in_a_row
from monitor.text.clean import CleanText
from monitor.text.numerals import read_number

LOST = ("trapped", "missing")
_OUTCOMES, _APART = ("deaths", "injured"), 14
_GATES = ("搜", "捞", "压着", "埋着", "可能", "不排除", "是否", "有无")
_DIGITS = "\\d一二两三四五六七八九十百"
_WORK = "(?:工作|行动|任务)?"
# 搜救仍在进行, 搜救工作还在继续; 救治 and 调查 go on for ever.
_SEARCH = re.compile(
    f"(?:搜救|搜寻|搜索|搜排|打捞|挖掘){_WORK}(?:[^，。；]{{0,6}}?)(?:仍|还|正|尚|继续|持续|紧张)(?!.{{0,8}}(?:调查|善后))"
    "|(?:继续|正在|仍在|还在|正全力)[^，。；]{0,8}?(?:搜救(?!伤|出)|搜寻|搜索|打捞)"
    "|(?:可能|也许|恐怕|不排除|疑似|或)(?:还|仍|尚)?有?[^，。；]{0,6}?(?:人|工人|人员|群众|村民|学生)?(?:仍|还)?(?:压着|埋着|压在|埋在|困在|被困|被埋|失联)(?!.{0,6}排除)"
    "|(?:是否|有无|有没有)(?:还|仍)?(?:有)?(?:其他)?[^，。；]{0,4}?(?:人被|人员被|被埋|被困|压着|埋着|失联|伤亡人员)"
)
_STILL = re.compile(
    "(?:仍|尚|还|另|目前|现)有[^，。；]{0,12}?(?:被困|受困|失联|失踪|下落不明|被埋|被压|[埋压困][在着])|(?:仍|尚|还)(?:未|没有?)(?:被)?(?:救出|找到|联系上|脱困|获救)"
    "|(?:仍|依然|还)(?:处于)?(?:被困|失联|失踪|下落不明)|生死不明|情况不明|(?:救援|营救|搜救|搜寻)(?:工作|行动)?(?:仍|还|正|尚)在"
)
_GOING_ON = re.compile("(?:正|仍|还)在[^，。；]{0,8}?(?:搜救|救援|营救|搜寻|施救)")
_LAST = "最后一(?:名|位|具|个)[^。；]{0,24}?(?:救出|找到|抬出|挖出|扒出|打捞|捞|升井|遗体|抬)"
_ALL = "(?:全部|悉数|全都|均(?:已|被)*|都(?:已|被)*)(?:被)?(?:安全|成功|平安)?"
_NOBODY = "(?:无|不再有|没有|未有|再没有?|已无|再无)(?:其他|其它)?(?:人员?)?"
_ALL_OUT = {
    "trapped": re.compile(
        f"{_LAST}|(?<!已)被困了?(?:近|约|了)?(?:\\d{{1,2}}|[一二三四五半]?十?[一二两三四五六七八九半])多?(?:分钟|个?半?小时(?!.{{0,8}}仍))|(?:救援|搜救|搜寻|抢险|打捞|救助){_WORK}{in_a_row('已|全部|基本|宣告|告|随即|遂', '于[^，。；于]{0,10}')}(?:结束|完成|告终|收尾)"
        f"|{_ALL}(?:救出|找到|获救|脱险|脱困|升井|营救|挖出|扒出|解救|遇难)|{_NOBODY}被困|(?:救出|解救)(?:了)?(?:全部|所有)(?:被困)?"
    ),
    # A search that ends finds nobody who was reported missing.
    "missing": re.compile(
        f"{_LAST}|(?:失联|失踪|下落不明)[^。；]{{0,30}}?{_ALL}(?:找到|联系上|遇难|平安)|{_NOBODY}失[联踪]"
    ),
}
_SAVED = re.compile(
    f"(?:救出|营救出?|搜救出?|救起|抢救出|解救出?|背出|抬出|挖出|刨出|扒出来?|找到)(?:了)?(?:全部|所有)?(?:被困|受困|被埋|被压|失联|遇险)?(?:人员|群众|工人|矿工|老人|居民|住户|者)?(?P<found>[{_DIGITS}]{{1,5}})(?:名|人|位|具)"
    f"|(?P<saved>[{_DIGITS}]{{1,5}})(?:名|人|位|个)(?:(?!没|未)[^，。；\\d]){{0,12}}?(?:获救|被?救出|生还|脱险|脱困|救起|被捞起|自行(?:返|离|脱|逃|走)|返家|已联系上|报平安|已?回家|(?:都|全|均|已|被|先后|陆续)(?:(?!没|未)[^，。；\\d]){{0,10}}?(?:接|背|抱|抬|搀|扶|拉|带)了?[出下上](?:来|楼|去)?(?=[，。；！”]|$))"
)
# 还有一个压在底下 … 那个人也救出来了: of the only one.
_THE_ONE = re.compile(
    "(?:那个?人|这个?人|[他她]|人)(?:也|已|终于|后来|最后|被|给|都)*(?:救|抬|拉|拽|扒|挖|刨|捞)(?:了)?[出上]来?了?"
)
# 一名抱着孩子的妈妈被困，由消防员背出: whoever is carried out behind one or two who were shut in is not shut in any more.
_CARRIED_OUT = re.compile(
    "(?:将其|[将把][他她](?:们|俩)?(?!的)|由[^，。；]{1,12}?|被[^，。；]{1,12}?)(?:(?!没|未|准备|正在|试图)[^，。；\\d]){0,10}?(?:救|背|抱|抬|搀|扶|接|拉|拽)了?(?:出|下|上)(?:来|去|楼)?(?=[，。；！]|$)"
)
_YET_TO_COME = re.compile("准备|正在|试图|打算|设法|商量|计划|等待|如果|一只|[猫狗]")
_A_FEW, _SOON = 2, 60
# 三名工人被掩埋 … 第三名找到: the last of them.
_NTH_OUT = re.compile(
    f"第(?P<n>[{_DIGITS}]{{1,3}})(?:名|位|个)[^，。；\\d]{{0,10}}?(?:也|已|被)*(?:找到|救出|抬出|挖出|扒出|获救|脱险|升井)"
)
_REST_OUT = re.compile(
    "(?:其余|剩余|剩下|余下|最后)的?[^，。；]{0,6}?[人名位][^，。；]{0,4}?(?:找到|救出|获救|救起|抬出|脱险|挖出|升井)"
)
_COUNTED = re.compile(f"[{_DIGITS}]{{1,5}}")
_SENTENCE = re.compile("[^。！？\\n]+")
_MISSED = re.compile("失联|失踪|下落不明")
_FOUND_DEAD = re.compile("遗体|死亡|遇难|身亡|无生命体征|没有了?(?:呼吸|心跳)|不治|没了呼吸")


def is_searching(text: str) -> bool:
    """True where a text says that rescuers look for more victims, whose number it does not tell."""
    return any(gate in text for gate in _GATES) and _SEARCH.search(text) is not None


def still_lost(figures: Mapping[str, Figure], text: CleanText) -> dict[str, float]:
    """How many of the trapped and of the missing a text leaves unaccounted for; the places of the figures are in the given one."""
    return {name: _left(name, figures, text) for name in LOST if name in figures}


def nobody_lost(name: str, text: str) -> bool:
    """True where a text says that nobody is trapped, or missing, any more."""
    return _ALL_OUT[name].search(text) is not None and not _STILL.search(text)


def _left(name: str, figures: Mapping[str, Figure], clean: CleanText) -> float:
    figure, text = figures[name], clean.text
    if not figure.value or _STILL.search(text):
        return figure.value
    if _ALL_OUT[name].search(text):
        return 0
    if _last_is_out(figure, clean):
        return 0
    if _GOING_ON.search(text):
        return figure.value
    if figure.value == 1 and name == "trapped" and _THE_ONE.search(text):
        return 0
    if name == "trapped" and figure.value <= _A_FEW and _are_carried_out(figure, clean):
        return 0
    if _is_reduced(figure, clean):
        return 0 if _REST_OUT.search(text) else figure.value
    known = _saved(name, figure.value, text) + _lost_for_good(figure, figures, clean)
    return 0 if known >= figure.value else figure.value


def _are_carried_out(figure: Figure, clean: CleanText) -> bool:
    """Whether the one or two of a count are brought out right behind it."""
    ends = [clean.position(place.end) for place in figure.places if place.field_name == "text"]
    told = _CARRIED_OUT.search(clean.text, max(ends), max(ends) + _SOON) if ends else None
    return told is not None and _YET_TO_COME.search(clean.text, max(ends), told.start()) is None


def _last_is_out(figure: Figure, clean: CleanText) -> bool:
    """``三名工人被掩埋。前两名被救出，第三名人员找到``, whether those who came out before are taken off or not."""
    nth = max((int(read_number(m["n"]).value or 0) for m in _NTH_OUT.finditer(clean.text)), default=0)
    return nth == figure.value or (nth > figure.value and _is_reduced(figure, clean))


def _is_reduced(figure: Figure, clean: CleanText) -> bool:
    """``5人被埋，已救出3人``: the two who are left are not saved by the same three once more."""
    for place in figure.places:
        if place.field_name == "text":
            told = clean.text[clean.position(place.start) : clean.position(place.end)]
            counted = _COUNTED.search(told)
            if counted and (read_number(counted[0]).value or 0) > figure.value:
                return True
    return False


def _saved(name: str, most: float, text: str) -> float:
    """How many came out; of the missing only those of a sentence that speaks of them, and no more than there were."""
    saved = (
        read_number(match["found"] or match["saved"]).value or 0
        for sentence in _SENTENCE.finditer(text)
        if name == "trapped" or _MISSED.search(sentence[0])
        for match in _SAVED.finditer(sentence[0])
    )
    return sum(count for count in saved if name == "trapped" or count <= most)


def _lost_for_good(figure: Figure, figures: Mapping[str, Figure], clean: CleanText) -> float:
    """How many were found dead behind the count, or hurt where it told of the trapped first."""
    last = max((clean.position(p.end) for p in figure.places if p.field_name == "text"), default=0)
    known = _value(figures, "deaths") if _FOUND_DEAD.search(clean.text, last) else 0
    return known + (_value(figures, "injured") if _comes_first(figure, figures, clean) else 0)


def _comes_first(figure: Figure, figures: Mapping[str, Figure], clean: CleanText) -> bool:
    """``2人被压在下面。1人死亡，3人骨折``: told some way before what became of people, not in one list with them."""
    began = _starts(figure, clean)
    ended = [start for name in _OUTCOMES if name in figures for start in _starts(figures[name], clean)]
    if not (began and ended) or min(began) >= min(ended):
        return False
    between = clean.text[min(began) : min(ended)]
    return len(between) > _APART or "。" in between


def _starts(figure: Figure, clean: CleanText) -> list[int]:
    return [clean.position(place.start) for place in figure.places if place.field_name == "text"]


def _value(figures: Mapping[str, Figure], name: str) -> float:
    return figures[name].value if name in figures else 0
