"""When what is told of happened: of the day, of these days, of long ago, or of another happening."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from monitor.classify.result import Place
from monitor.classify.told import Told
from monitor.clock import SHANGHAI
from monitor.text.clean import CleanText
from monitor.text.dates import Ground, Occurrence, find_occurrence
from monitor.text.glance import Signs
from monitor.text.lone_parts import find_lone_part

LONG_PAST, LONG_REPORTED = timedelta(days=60), timedelta(days=183)
"""What happened so long before is no longer an emergency of the day: told by a citizen a grievance, two months on; in the news
half a year on, since a report on the causes is still about an emergency that the office has to answer for."""
_NEWS = frozenset({"central_media", "local_media", "portal", "official_site"})
_HEAD_CHARS = 120
_THESE_DAYS, THIS_MONTH = timedelta(days=2), timedelta(days=30)
_YEAR_AT_HEAD = re.compile(
    "(?:^|[，。；！？\\s]|(?:^|(?<=[\n，]))\\d{1,2}、)((?:19|20)\\d\\d)年(?!\\d{1,2}月\\d{1,2}日讯[ ，])(?!以来|就|起(?!火))(?![^，。；]{0,8}(?:[建购买版盖修]|开[业张盘工]|成立|投[产资入用]|入住|交付|出厂|引进|注册|改造|铺设|安装|启用|上岗|入职|毕业|创办|竣工|出生))"
)
# 这起事故发生于2015年8月12日.
_SAME_ONE = re.compile(
    "[这该此本上]一?[起次场宗]?(?:事故|爆炸|火灾|案|事件|灾难|惨剧)|事发|案发|(?:事故|事件|火灾|爆炸)发生[于在]|当[天日时]"
)
_OF_YEAR = re.compile(
    f"(?:(?:{_SAME_ONE.pattern})[^，。；]{{0,4}}?|(?=(?:19|20)\\d\\d年[^。；]{{0,16}}?(?:出的?事|发生|遇[上到])[^。；]{{0,10}}?，?当时))((?:19|20)\\d\\d)年"
)
# 为2024年火灾中遇难者家属赔付: a happening called by its year.
_BY_ITS_YEAR = re.compile(
    "(?<![比跟像自似如])((?:19|20)\\d\\d)年的?[^，。；\\d]{0,6}?(?:火灾|爆炸|地震|事故|坍塌|车祸|矿难|洪水|洪灾|空难|沉船)(?:中的?|里的?)?(?:[\\d一二三四五六七八九十百]{1,4}[名位个]?)?(?:遇难|罹难|死者|死难|幸存|亲历|遗属|伤者|受害)"
)
# 以2018年火灾为例, 1987年农安县发生爆炸, 2016年的今天，…: the year stands before what happened, in its clause.
_YEAR_OF_IT = re.compile(
    "(?<![比跟像自似如])(?<!超过)(?<!亚于)((?:19|20)\\d\\d)年(?:的今[天日]，?|\\d{1,2}月(?:\\d{1,2}[日号])?)?(?!以来|就|起(?!火)|的(?!今)[^，。；]{0,6}?(?:车|楼|房|船|锅炉|设备|电梯))(?![^，。；]{0,8}(?:[建购买版盖修]|开[业张盘工]|成立|投[产资入用]|入住|交付|出厂|引进|注册|改造|铺设|安装|启用|上岗|入职|毕业|创办|竣工|出生))[^，。；\\d]{0,14}?(?:发生|火灾|爆炸|坍塌|交通事故|事故|大火|起火|着火|地震|车祸|矿难|沉船|洪水|垮塌|空难|[烧炸砸淹]死)"
)
_THIS_DAY_THEN = re.compile("(?:19|20)\\d\\d年的今[天日]")
# 2015年爆炸之后，这家厂再次爆炸: the year is that of the one before.
_ONCE_MORE = re.compile("再[次度发]|又(?:一次)?(?:着|起|失|发生|爆|炸|塌|[烧炸砸撞淹][死了]|死|出事)")
_BEHIND, _MONTHS_CHARS = 12, 200
_NEW = re.compile("[今昨前][天日晚早晨夜]|刚刚|刚才|凌晨|目前|截至|正在|快讯|突发")
# One class of characters in front: the engine skips to it many times faster than to one of several beginnings; and where it can
# be, the next one before what looks back, since what begins with another is dropped at a glance.
_DATED = re.compile(
    r"[\d月一二三四五六七八九十今昨前上本这](?:[:：](?<=\d.)\d\d|[日号](?:(?<=\d.)[上下凌中晚早深清傍夜午，]|(?<=[一二三四五六七八九十].)[上下凌中晚早深清傍夜午])"
    r"|[时点](?:(?<=\d.)(?![间候代装名评])|(?<=[一二三四五六七八九十].)(?:[多许左半来钟]|[二三四五]?十))"
    r"|(?<=月)(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号(?![楼院线机桥洞库门馆栋站]))(?!前)"
    r"|(?<=前)(?<=[时钟头]前)(?<=(?:小时|分钟|钟头)前)"
    r"|(?<=[今昨前])(?:[天日]|儿个?)?[早晚上下中凌傍夜]|[天日](?<=[昨前].)(?:(?<=日)|[，（])|(?<=[上本这])个?(?:(?:周|星期|礼拜)[一二三四五六日天]|月的?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]))"
)
"""A day or an hour of something that happened; most letters have none, and reading all their times would cost dear."""
_OF_YEARS_AGO = re.compile(
    r"(?:(?:19|20)\d\d年|[去前今]年的?)\d{1,2}月\d{1,2}[日号][^。！？\n]{0,60}?(?:人[就全都]?没了|[烧炸砸压撞淹摔][死伤]|死了|[烧炸]了[^，。]{0,4}人|遇难|身亡|丧生|溺亡|死亡|没了命"
    "|(?:爆炸|爆燃|透水|坍塌|垮塌|塌方|沉船|翻船|矿难|泥石流|洪水|大地震|大火)[^。！？\\n]{0,20}?(?<!\\d户)人(?![民行口]))"
)
_OF_MONTHS = re.compile("同比|环比|上半年|下半年|季度|全年|月份|以来|[至到—-]\\d{1,2}月")
_DIGITS, _NUMERALS = "0123456789", "一二三四五六七八九十"
SIGNS = Signs(
    pairs=(
        ((_DIGITS, ":：时点"), ("时点", "多许左半来钟二三四五十")),
        (("日号天", "上下凌中晚早深清傍夜午，（"),),
        (("月", _DIGITS + _NUMERALS + "的"),),
        (
            ("今昨前", "日儿早晚上下中凌傍夜"),
            ("上个本这", "周星礼"),
            ("时钟头", "前"),
        ),
    )
)
"""What such a day or hour cannot do without, for a glance at many texts."""


def occurrence(
    told: Told, ground: Ground = "day", since: date | None = None
) -> tuple[Occurrence | None, Place | None]:
    """When it happened, from the text, else from the title, with the words that say so as they were given.

    Of a text of which all days lie before ``since`` it may be left open which of them that was.
    """
    when, place = _in_fields(told, ground, since)
    if since and place and place.field_name == "title":
        return _in_fields(told, ground)  # the text may have been passed over, but goes before the title
    return when, place


def _in_fields(
    told: Told, ground: Ground, since: date | None = None
) -> tuple[Occurrence | None, Place | None]:
    fields: tuple[tuple[Literal["text", "title"], CleanText], ...] = (
        ("text", told.text),
        ("title", told.title),
    )
    for name, field in fields:
        when = find_occurrence(
            field.text,
            told.reference,
            date_only=told.item.date_only,
            title=told.title.text if name == "text" else "",
            ground=ground,
            since=since,
        )
        if when:
            return when, Place(name, *field.source_span(when.start, when.end))
    return None, None


def occurrence_in_part(told: Told) -> tuple[Occurrence | None, Place | None]:
    """When it happened by a part of the day that stands alone (下午一辆大车侧翻), where the report's own time is known."""
    if told.reported is None:
        return None, None
    now = told.reference.astimezone(SHANGHAI)
    if told.item.date_only or now.time() == time():
        now = datetime.combine(now.date(), time.max, SHANGHAI)
    found = find_lone_part(told.text.text, now)
    if found is None:
        return None, None
    day, said, part = found
    return Occurrence(day, said.start, said.end, part), Place(
        "text", *told.text.source_span(said.start, said.end)
    )


def is_dated(text: str) -> bool:
    """Whether a text names a day or an hour at all: a glance, before its times are read."""
    return _DATED.search(text) is not None


def tells_of_years_ago(text: str) -> bool:
    """Whether a text tells to the day, with its year, when people were harmed (2010年9月26日，…爆燃，烧了九个人): it is of that day."""
    return "年" in text and _OF_YEARS_AGO.search(text) is not None


def counts_months(told: Told) -> bool:
    """Whether a report counts what happened over months: no day of it is that of a happening (傍晚5点到8点事故最为集中)."""
    return _OF_MONTHS.search(told.title.text + "，" + told.text.text[:_MONTHS_CHARS]) is not None


def is_fresh(told: Told) -> bool:
    """Whether what a citizen writes is dated to the day of the letter or one of the two before, or news to this month.

    Reports quote fines and damages, too (责令赔偿): that makes no letter of them.
    """
    if told.reported is None:
        return False
    when, _ = occurrence(told)
    recent = THIS_MONTH if told.item.source_kind in _NEWS else _THESE_DAYS
    return when is not None and told.day - when.day <= recent


def is_of_long_ago(told: Told, own: str) -> bool:
    """A year long gone that opens a clause of the opening dates what it tells, unless something is said to be new.

    ``own`` is the opening up to the sentence that first names the happening: a year behind that is of another one.
    """
    head = told.title.text + "，" + own
    years = [int(match[1]) for match in _YEAR_AT_HEAD.finditer(head)]
    years += [int(match[1]) for match in _OF_YEAR.finditer(told.text.text, 0, _HEAD_CHARS)]
    years += [int(match[1]) for match in _BY_ITS_YEAR.finditer(head)]
    years += [int(match[1]) for match in _YEAR_OF_IT.finditer(head)]
    if not years or max(years) >= told.day.year - 1:
        return False
    if _ONCE_MORE.search(head):
        return False
    return _THIS_DAY_THEN.search(head) is not None or not _NEW.search(head)


def is_of_another(when: Occurrence, place: Place | None, told: Told, counted: bool, end: int) -> bool:
    """Whether a day long gone is that of another happening: what was named and counted before it, undated, is news.

    ``…爆炸，造成12人死亡。2015年8月12日天津港爆炸造成165人遇难``; but 该事故发生于 tells of the same one.
    """
    old = when.day < told.day - long_past(told)
    if not (old and counted and place and place.field_name == "text" and when.start > end):
        return False
    return _SAME_ONE.search(told.text.text, end, when.end + _BEHIND) is None


def long_past(told: Told) -> timedelta:
    """How long before the report an emergency is none of the day any more."""
    return LONG_REPORTED if told.item.source_kind in _NEWS else LONG_PAST
