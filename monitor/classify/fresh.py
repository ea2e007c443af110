"""Whether a text opens with something that happened in these days: numbers of other years behind it are then not its own."""

from __future__ import annotations

import re
from datetime import date, timedelta

_THESE_DAYS = timedelta(days=10)
_SENTENCE = re.compile("[^。！？\n]+")
_DATE = re.compile(
    "(?<!\\d)(?:(?P<year>20\\d\\d)年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\\d|0?[1-9])日(?!电|讯|消息|至|起)"
)
_DAY_WORD = re.compile(
    "(?<![到至])[昨今前](?:[天日](?!是)|晚|夜|晨|早)|刚刚(?!过)|刚才|凌晨|今年\\d{1,2}月\\d{1,2}日"
)
_HAPPENED = re.compile(
    "发生|突发|起火|着火|失火|爆炸|爆燃|坍塌|垮塌|倒塌|塌方|滑坡|追尾|相撞|侧翻|翻车|坠|中毒|泄漏|透水|溃坝|决口|被困|失联|受伤|死亡|遇难"
)
# What is held, said or decided on such a day is no happening.
_NO_NEWS = re.compile(
    "会议|召开|部署|形势|统计|数据|宣传|讲座|培训|检查|周年|法院|检察院|公诉|判|庭|演[练习]|推演|模拟|拉练|电影|小说|游戏|发布|提醒|通知"
)
_OTHER_TIME = re.compile(
    "去年|前年|往年|当年|年前|历史上|(?<!\\d)(?:19|20)\\d\\d年|以来|每年|全年|年均|起[，、事火案]"
)


def tells_news(text: str, day: date | None) -> bool:
    """Whether a text opens with a sentence that tells of something that happened in the ten days before ``day``."""
    first = _SENTENCE.search(text)
    return first is not None and _is_fresh(first[0], day)


def _is_fresh(said: str, day: date | None) -> bool:
    if not _HAPPENED.search(said) or _NO_NEWS.search(said):
        return False
    dates = [told for told in (_day(match, day) for match in _DATE.finditer(said)) if told]
    if day and dates:
        return all(day - _THESE_DAYS <= told <= day for told in dates)
    return _DAY_WORD.search(said) is not None and not _OTHER_TIME.search(said)


def _day(match: re.Match[str], day: date | None) -> date | None:
    """The date told; without a year it is that of the report, or the year before where that is yet to come."""
    if day is None:
        return None
    try:
        told = date(int(match["year"] or day.year), int(match["month"]), int(match["day"]))
        if match["year"] is None and told > day:
            told = told.replace(year=day.year - 1)
    except ValueError:  # 2月30日
        return None
    return told
