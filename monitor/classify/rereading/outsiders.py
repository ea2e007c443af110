"""Those hurt who were not of the people counted: passers-by, neighbours and whoever came to help, told of by number behind a toll.

造成6人受伤。隔壁商铺的2名店员也被玻璃划伤; 3名学生受伤。前来帮忙的2名村民被砸伤. That they are others is borne out twice: by what they are
called, and by a word that puts them on top (另, 还, 也, 同时), or by the help that they gave where others than helpers are counted.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.text.numerals import NUMBER, read_number

_PARTY = re.compile(f"(?P<digits>{NUMBER})[名位个](?!月|小时|多|半|人)")
_STRANGER = "路人|行人|过路|路过|途经|过往|围观|看热闹|邻居|街坊|邻店|小贩|摊[主贩]|摆摊|散步|遛弯|等车|晨练|骑车|环卫工|外卖|快递"
_NEAR_BY = "隔壁|对面|对门|附近|路边|旁边|周边|周围|邻近|楼[上下]|路过|门外|街边"
_HELPER = "消防|指战员|救援|施救|搜救|民警|交警|辅警|武警|特警|战士|官兵|扑火|救人|救火|帮忙|参与|前来|赶来|闻讯|志愿者|保安|医护"
_WHO = re.compile(f"{_STRANGER}|{_HELPER}")
_WHERE = re.compile(f"(?:{_NEAR_BY})[^，。；、\\d]{{0,8}}$")
_HELPS = re.compile(_HELPER)
_WOUNDED = re.compile(
    "受(?:了|过)?(?:一?[点些])?[轻重小]?伤|负伤|骨折|[轻重]伤|[砸撞烧烫划擦刮摔扭压炸割刺灼蹭咬碰挤震夹]伤|骨裂|脑震荡|昏迷|脱臼|挂了?彩|(?:破|断|缝)了"
)
# 砸伤了2名路人, 殃及2名路人, 受伤的还有2名路人: what is told before them.
_BEFORE = re.compile(
    "(?:(?:[砸撞烧烫划擦刮摔炸割刺灼伤波殃]|误)[伤及倒]了?|[致使令让](?:得)?|受(?:了)?伤的|伤者)[^，。；、\\d]{0,6}$"
)
_ON_TOP = re.compile("另|还|此外|除此之外|同时|一[同起]|一并|连带|殃及|波及|并[致使]")
_SURELY_ON_TOP = re.compile("另|此外|除此之外|除[^，。；]{1,8}外")
_TOO = re.compile("[也亦]|同样|同时")
# 2名路人将伤者送医, 3名邻居看到…: what they did.
_DID = re.compile(
    "将|把|帮(?!忙)|扶|抬|合力|看[到见]|目击|称|说|报了?警|拨打|协助|呼|喊|上前|救(?:出|起|下|了)|护送|送(?![医往到至]|货|餐|水|快递)|合计"
)
_NONE = re.compile("[未没无]|险些|差点|死|亡|遇难|不治|牺牲|殉职")
# 砸伤了2名路人的狗, 波及2名邻居家的窗户
_NOT_THEY = re.compile("的(?:[^，。；、]{0,4}(?:家属|亲属|车|店|房|窗|玻璃|东西|物品?|狗|猫|手机|摊位?|门))")
_WITHIN = re.compile("其中|包括|在内|分别|内有|当中")
_IN_HELP = re.compile("灭火|扑救|救援|施救|搜救|救人|救火|救灾|疏散|处置|抢险|帮忙|扑火|破拆|破窗|营救|排险")
# 共9人受伤: a sum holds everybody.
_SUMMED = re.compile("(?:共|合计|总计|累计|总共|一共)(?:有|造成|致)?[^，。；\\d]{0,3}$")
_MARKS = "，。；！？：\n"
_STOPS = "。！？\n"


class Outsider(NamedTuple):
    """So many of them, and where the clause stands that tells of them."""

    number: int
    start: int
    end: int


def outsiders(text: str, toll: tuple[int, int], until: int, *, of_others: bool) -> list[Outsider]:
    """Those who are told of between a toll and a place; ``of_others``: the toll counts people who did not come to help."""
    counted = text[toll[0] : toll[1]]
    summed = _SUMMED.search(text, max(0, toll[0] - 8), toll[0]) is not None
    found = []
    for party in _PARTY.finditer(text, toll[1], until):
        start, end = _clause(text, party, toll[1], until)
        told = _told(text, party, start, end)
        if told is None or (_WHO.search(counted) and not _HELPS.search(text, start, end)):
            continue
        lead = text[_lead(text, start, toll[1]) : party.start()]
        on_top = (_SURELY_ON_TOP if summed else _ON_TOP).search(lead) or (
            not summed and _TOO.search(text, party.end(), told)
        )
        sentence = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
        helped = (
            of_others
            and not summed
            and _HELPS.search(text, start, end)
            and _IN_HELP.search(text, max(sentence, toll[1]), end)
        )
        number = read_number(party["digits"]).value
        if (on_top or helped) and number and number == int(number) < 100:
            found.append(Outsider(int(number), start, end))
    return found


def _told(text: str, party: re.Match[str], start: int, end: int) -> int | None:
    """Where the wound of a party begins that is called an outsider; None where it is none, or none is told."""
    if _WITHIN.search(text, max(0, start - 4), party.start()):
        return None
    noun = text[party.end() : min(end, party.end() + 14)]
    if not (
        _WHO.search(noun)
        or _WHO.search(text, start, party.start())
        or _WHERE.search(text, start, party.start())
    ):
        return None
    wound = _WOUNDED.search(text, party.end(), end)
    if wound is None and _BEFORE.search(text, start, party.start()):
        return None if _NONE.search(text, start, end) or _NOT_THEY.search(text, party.end(), end) else end
    if wound is None or _NONE.search(text, party.end(), wound.end() + 2):
        return None
    return None if _DID.search(text, party.end(), wound.start()) else wound.start()


def _clause(text: str, party: re.Match[str], since: int, until: int) -> tuple[int, int]:
    """The clause of a party, with the next where that tells what befell them all (还殃及2名路人，均受轻伤)."""
    start = max(since, *(text.rfind(mark, 0, party.start()) + 1 for mark in _MARKS))
    ends = sorted(at for mark in _MARKS if (at := text.find(mark, party.end(), until)) >= 0)
    end = ends[0] if ends else until
    if text.startswith(("，均", "，都", "，全部"), end):
        end = ends[1] if len(ends) > 1 else until
    return start, end


def _lead(text: str, start: int, since: int) -> int:
    """Where the words begin that lead to a clause: a clause of few letters before it is of it (除此之外，还有…)."""
    before = max(since, *(text.rfind(mark, 0, max(0, start - 1)) + 1 for mark in _MARKS))
    return before if start - before <= 8 else start
