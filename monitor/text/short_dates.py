"""Days and hours in short forms: 11-19 14:30, 11/19凌晨, 11.19晚 are the nineteenth of November, 下午2.17 is an hour."""

from __future__ import annotations

import re
from collections.abc import Callable

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]

_PART = "(?:今|昨|当)?(?:凌晨|清晨|早晨|早上|早间|上午|中午|午后|下午|傍晚|晚上|晚间|深夜|夜里|夜间|晨|早(?![已就])|晚(?![点于会报宴餐年期]))"
_HOUR = r"(?:[01]?\d|2[0-4])(?:[:：][0-5]\d|[时点](?![间候评名]))"
# 5-16朝阳区一厂房爆炸: glued to a day that a text opens with is a place, or what happened.
_GLUED = "(?!路(?:公交|车)|[班队栋幢座排])(?=[一-鿿]{1,8}?(?:[省市区县镇乡村路街厂矿]|小区|学校|发生|爆炸|起火|火灾|坍塌|垮塌|塌了|车祸|事故))"
# 周3-5晚上 and 上午8-10点 are stretches, 12-14时 has no day at all, 比分3-1 and 3-12号楼 are no dates.
_DAY = re.compile(
    r"(?P<month>1[0-2]|0?[1-9])(?P<sign>[-/.·])(?P<day>3[01]|[12]\d|0?[1-9])"
    rf"(?:(?P<alone>(?=，))|(?P<till>(?=[至到]\d{{1,2}}[日号]))|日(?![本元内前])|(?P<blank>\s)?(?={_PART}(?P<hour>\s?\d)?|(?<=\s){_HOUR})|(?P<opens>\s(?=[一-鿿])|{_GLUED}))"
)
# 5.16 德惠大客车翻沟里: a post may open with the day; 5.1 级, 5.12 汶川 and 5-6 楼 are no days of this year.
_NO_DAY = re.compile(
    "[级万亿元倍％%分折公米吨斤版代环届期号楼室层度天年月周日人名个岁次场点比至到]|单元|小时|事[件故]|汶川|[惨血大专]案|案|特大|大地震|工程|行动|晚会|周年|更新|升级|寸|英寸|毫|厘|千|百|股|秒|毛|块|瓶|箱|件|家|条|口|岁|世纪"
)
_FRONT = re.compile("(?:\\A|[\\s，。；、！？（“:：于在自从]|截至|时间)\\Z")
_RANGE = re.compile(r"(?:[上下中]午|[早晚][上间]?|每[天日周晚])[:：]?\Z")
_UNIT = "级度元万亿千百米吨厘毫斤升个倍成折股点平％%℃"
_CLOCK = re.compile(rf"(?P<hh>[01]?\d|2[0-4])\.(?P<mm>[0-5]\d)(?!\d|[{_UNIT}]|公[里斤顷]|\s?[A-Za-z]|\.\d)")
_PART_BEFORE = re.compile(
    "(?:凌晨|清晨|早晨|[早晚]上|[上中下]午|傍晚|晚间|深夜|夜里|[今昨日号当][早晚晨])\\Z"
)
_BEGINS = re.compile("(?:\\A|[\n。；]|当地时间|发生[于在])\\Z")
_HOURS = 12
HINT = rf"(?<=\d[-/.·])(?<![-/.]\d[-/.])(?<![-/.]\d\d[-/.])(?=\d{{1,2}}(?:[日，至到]|\s?{_PART}|\s\d))|(?<=[晨早午晚夜间上里]\d\.)(?=\d\d)|(?<=[晨早午晚夜间上里]\d\d\.)(?=\d\d)"
_OPENS_GLUED = rf"(?<=\A\d[-/])(?=\d\d{_GLUED})|(?<=\A\d\d[-/])(?=\d\d{_GLUED})"
HINT = f"{HINT}|{_OPENS_GLUED}"
"""What looks back at the sign within such a form (regular expression source)."""
_OPENS = r"(?<=\A\d[-/.·])(?=\d{1,2}\s[一-鿿])|(?<=\A\d\d[-/.·])(?=\d{1,2}\s[一-鿿])"
_GATE = re.compile(rf"[-/.·](?:{HINT}|{_OPENS})")


def spell_out(text: str, rewrite: Rewrite) -> str:
    """The clean text with such days as 11月19日 and such hours as 2:17."""
    if not ("." in text or "-" in text or "/" in text or "·" in text) or not _GATE.search(text):
        return text
    return rewrite(_CLOCK.sub(_clock, text) if "." in text else text, _DAY, _day)


def _clock(match: re.Match[str]) -> str:
    part = _PART_BEFORE.search(match.string, max(0, match.start() - 2), match.start())
    return f"{match['hh']}:{match['mm']}" if part else match[0]


def _opening(match: re.Match[str]) -> str:
    """The day that a text opens with; 5-6 may be two days, and 3.5 a figure."""
    few = match["sign"] == "-" and int(match["day"]) <= _HOURS
    if not match["opens"] and (match["sign"] not in "-/" or len(match["day"]) == 1):
        return match[0]
    if match.start() or few or _NO_DAY.match(match.string, match.end()):
        return match[0]
    return f"{match['month']}月{match['day']}日"


def _day(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    if not _FRONT.search(text, max(0, start - 2), start):
        return match[0]
    if match["alone"] is not None and not _BEGINS.search(text, max(0, start - 4), start):
        return match[0]
    if match["opens"] is not None:
        return _opening(match)
    bare = (
        match["alone"] is None and match["till"] is None and match["hour"] is None and match["blank"] is None
    )
    # 5-6日 are two days and 7-8早上 two hours; 4-5上午10时 is a day.
    if match["sign"] == "-" and (match[0].endswith("日") or (bare and int(match["day"]) <= _HOURS)):
        return match[0]
    return (
        match[0] if _RANGE.search(text, max(0, start - 5), start) else f"{match['month']}月{match['day']}日"
    )
