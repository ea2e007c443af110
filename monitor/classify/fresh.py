"""The sentence that tells of something that happened these days, whatever else an item recalls, compares or counts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_THESE_DAYS = timedelta(days=10)
_CHARS = 260
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
_PLAYED = "(?:演练|演习|拉练|电影|大片|灾难片|小说|游戏|电视剧|影片|剧情)"
# 以为是消防演习, 像电影里一样, 上月曾组织演练, 每季度开展一次演练, 小说里都不敢这么写, 电视剧《…》取景地.
_ASIDE = re.compile(
    f"[^，。；！？\n]*(?:(?:以为|误认|当成|当作|像|如同|犹如|仿佛|好似|不是|并非|不像|不同于|堪比|比|说是)[^，。；！？\n]{{0,10}}{_PLAYED}|"
    "(?:此前|之前|以前|早前|曾|上个?月|上周|去年|今年|前[一几两]?天|前不久|不久前|日前|刚|每[年月季半周]|[一二三四五六七八九\\d]{1,2}月|定期|多次|经常|平时|还|原本)[^，。；！？\n]{0,16}?"
    "(?:组织|开展|举行|举办|进行|搞|参加|安排|做)(?:过|了|的)?[^，。；！？\n]{0,8}?(?:演练|演习|拉练)|(?:演练|演习)过|"
    f"{_PLAYED}里?(?:也|都)?(?:不敢|一样|似的|般|一般)|(?:电影|电视剧|影片|剧)(?:《[^》]{{1,16}}》)?(?:的)?(?:取景|拍摄|外景)|(?:无|没有?)[^，。；！？\n]{{0,4}}演[练习])[^，。；！？\n]*"
)


def fresh_sentence(text: str, day: date | None, words: Iterable[str]) -> str:
    """The first sentence of the opening that dates one of the ``words`` to the ten days before ``day``; empty where none does.

    A trial, a statistic or an anniversary names other dates, or none beside what happened.
    """
    named = tuple(words)
    for match in _SENTENCE.finditer(text, 0, _CHARS):
        said = match[0]
        if any(word in said for word in named) and _is_fresh(said, day):
            return said
    return ""


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


def without_asides(text: str) -> str:
    """A text without the clauses that only compare with a drill or a film, or recall a drill of another day."""
    return _ASIDE.sub("", text)
