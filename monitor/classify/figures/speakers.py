"""Which organ announces an official figure, and when it did, as the text tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from monitor.clock import SHANGHAI
from monitor.text.numerals import read_number


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who gave an official figure; ``at`` is a bare day where the text tells no hour."""

    organ: str | None = None
    at: datetime | date | None = None


SILENT = Speaker()
_DIGITS = "[\\d一二三四五六七八九十廿]{1,3}"
_HOUR = f"(?P<hour>{_DIGITS})(?:[时点]|[:：](?=\\d\\d))(?:(?P<half>半)|(?P<minute>{_DIGITS})分?)?许?"
_DAY = f"(?:(?:(?P<month>{_DIGITS})月)?(?P<day>{_DIGITS})[日号]|(?P<word>[今昨当][天日晚夜]|今[晨早]))"
_PART = "(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上?|夜间|深夜)"
_TIME = re.compile(f"{_DAY}?(?:{_PART}?{_HOUR})?")
"""A day, an hour or both; matches of nothing are left out (:func:`_times`)."""
_UNTIL = re.compile("截[至止到]?(?:目前|发稿|记者发稿|当前)?[（(]?$")
_MOVED = re.compile("[升增]|更新|更正|修正|通报|公布|发布|确认|核实|达")
_BOUNDS = re.compile(":(?!\\d\\d)|[，。；！？、：\n【】「」“”‘’（）()《》\\[\\]@\\s]")
_LEADING = re.compile(
    "^(?:(?:另|又|最新)?据(?:悉)?|(?:本报|本台)?记者[^，。]{0,6}?从|从|经|来自|而|但|目前|随后|此后|对此|晚间|日前|近日|由|来源)+"
)
_VERB = re.compile(
    "(?:获悉|了解到|告诉|向记者|(?:微博|微信|官微|公众号)?(?:联合|及时|正式|再次|紧急|最新|首次|对外|就|在|召开|举行|举办|曾|又|还|已|于)*"
    "(?:情况)?(?:通报|通告|公告|消息|介绍|发布(?![：:，]|消息|通报|公告|微|官|公众)|透露|获悉|了解|证实|统计|核实|报告|调查|回应|称|说|披露|表示|公布|宣布|新闻发布会|发布会|供稿))"
)
_TAIL = re.compile(
    "(?:的?(?:有关|相关)?(?:负责人|工作人员|新闻发言人|发言人|负责同志|方面|官方)|官微|微[博信]|公众号|客户端|网站)+$"
)
_ORGAN = re.compile(
    "(?:应急|安监|公安|警方|消防|交警|卫健|卫生|疾控|气象|水利|水务|环保|生态环境|地震|民政|交通|住建|教育|监管|药监|防汛|抗震|网信|宣传)[^，。]{0,8}"
    "|[局厅部委办队院]|指挥部|政府|办公室|管委会|街道办(?:事处)?|中心|发布|平安[一-鿿]{2,4}|[省市县区州]委"
)
_OFFICER = re.compile(
    "(?:关于|针对).*$|(?:党[委组])?副?(?:主任|局长|厅长|部长|司长|支队长|总队长|大队长|队长|[省市区县州]长|书记|院长|处长|科长|政委|台长|主席)[一-鿿]{0,4}$"
)
_PUBLISHES = re.compile("(?<=[局厅部委办队院府心])(?:联合|正式)?(?:发布|通报)$")
_ACCOUNT = re.compile(
    "^平安[一-鿿]{2,5}$|^[一-鿿]{2,16}(?:发布|政务|应急|消防|公安|交警|网警|警方|气象|卫健|[局厅委办府]|指挥部|支队|总队|大队|法院|检察院)$"
)
_NO_ORGAN = re.compile("^(?:官方|情况|警情|权威|通报|新闻)?(?:发布|通报)?$")
_LONGEST = 20
_BEFORE_MARK = 26
_MOST, _NEAR = 40, 80
"""A page that names its voice, or a time, a thousand times is asked for the nearest of them."""
_AFTER_NOON = frozenset({"下午", "傍晚", "晚", "晚上", "夜", "夜间", "深夜"})


def is_office(name: str) -> bool:
    """Whether an account bears the name of an office: 长春发布, 平安长春, 吉林消防."""
    return _ACCOUNT.search(name) is not None


def moment_of(speaker: Speaker) -> datetime | None:
    """When somebody spoke, to be compared; a bare day is its first moment in Shanghai."""
    if speaker.at is None or isinstance(speaker.at, datetime):
        return speaker.at
    return datetime.combine(speaker.at, time(), SHANGHAI)


def speaker_at(text: str, marks: Sequence[tuple[int, int]], at: int, reported: date | None) -> Speaker:
    """The organ and the time of the figure at ``at``.

    ``marks`` are the words of announcing before it without a break by another voice, the latest first; the organ of an
    earlier one is still the one that speaks. ``reported`` dates what names no month.
    """
    marks = marks[:_MOST]
    organ = next(filter(None, (_organ(text, *mark) for mark in marks)), None)
    told = next(filter(None, (_told_at(text, mark[0], at) for mark in marks)), None)
    return Speaker(organ, _moment(told, reported) if told else None)


def signed_by(text: str, start: int, end: int, reported: date | None) -> Speaker:
    """The one who signs a text as its announcer, with the time beside the name."""
    told = _last_time(text, start, end)
    return Speaker(_organ(text, start, end), _moment(told, reported) if told else None)


def _organ(text: str, start: int, end: int) -> str | None:
    """The body named in or right before the words of announcing: 市应急管理局, 长春发布; None for 官方 and 情况通报."""
    left = max((m.end() for m in _BOUNDS.finditer(text, max(0, start - _LONGEST), start)), default=-1)
    first = left if left >= 0 else max(0, start - _LONGEST)
    behind = _BOUNDS.search(text, end, max(end, first + 2 * _LONGEST) + 3)
    said = text[first : behind.start() if behind else len(text)][: _LONGEST * 2]
    said = _LEADING.sub("", _TIME.sub("", said))
    verb = _VERB.search(said, 2)
    named = _bare(said[: verb.start()] if verb else said)
    if not 2 <= len(named) <= _LONGEST or _NO_ORGAN.match(named):
        return None
    return named if _ORGAN.search(named) else None


def _bare(said: str) -> str:
    """The name alone: 市卫健委 of 市卫健委主任张某, 平安长春 of 官方微博“平安长春”."""
    last = next((part for part in reversed(_BOUNDS.split(said)) if part), "")
    return _PUBLISHES.sub("", _TAIL.sub("", _OFFICER.sub("", _LEADING.sub("", last))))


def _told_at(text: str, mark: int, at: int) -> re.Match[str] | None:
    """The time of the announcement, not of what happened: 截至8日22时, 18时升至, 8日10时市应急局通报."""
    for told in islice(reversed(_times_between(text, mark, at)), _MOST):
        if _UNTIL.search(text, max(0, told.start() - 10), told.start()):
            return told
        between = text[told.end() : at]
        if _BOUNDS.search(between) is None and _MOVED.search(between):
            return told
    inside = _BOUNDS.search(text, mark, at + 3)
    return _last_time(text, max(0, mark - _BEFORE_MARK), min(inside.start() if inside else at, at), mark)


def _last_time(text: str, start: int, end: int, mark: int | None = None) -> re.Match[str] | None:
    """The last time in a stretch; before ``mark`` only one that leads on to it."""
    found = [
        m
        for m in (_times if end - start < _NEAR else _times_between)(text, start, end)
        if mark is None or m.end() > mark or len(_BOUNDS.findall(text[m.end() : mark].lstrip("，, ）)"))) == 0
    ]
    return found[-1] if found else None


def _times_between(text: str, start: int, end: int) -> list[re.Match[str]]:
    """As :func:`_times`, from those of the whole text, which is asked of each figure in it."""
    times = _all_times(text)
    first = bisect_left(times, start, key=_start)
    if first and times[first - 1].end() > start:
        return _times(text, start, end)
    last = bisect_left(times, end, key=_start)
    if last > first and times[last - 1].end() > end:
        return [*times[first : last - 1], *_times(text, times[last - 1].start(), end)]
    return list(times[first:last])


@lru_cache(maxsize=4)
def _all_times(text: str) -> Sequence[re.Match[str]]:
    return _times(text, 0, len(text))


def _start(match: re.Match[str]) -> int:
    return match.start()


def _times(text: str, start: int, end: int) -> list[re.Match[str]]:
    return [m for m in _TIME.finditer(text, start, end) if m[0]]


def _moment(told: re.Match[str], reported: date | None) -> datetime | date | None:
    if reported is None:
        return None
    day = _day(told, reported)
    hour = _number(told["hour"]) if told["hour"] else None
    if day is None or hour is None:
        return day
    minute = 30 if told["half"] else _number(told["minute"]) or 0
    part = told["part"] or (told["word"] or "")[1:]
    if 0 < hour < 12 and part in _AFTER_NOON:
        hour += 12
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    if hour > 23 or minute > 59:
        return day
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def _day(told: re.Match[str], reported: date) -> date | None:
    if told["word"]:
        return reported - timedelta(days=told["word"][0] == "昨")
    number = _number(told["day"])
    if number is None:
        return reported if not told["day"] else None
    month, year = _number(told["month"]) or reported.month, reported.year
    if not told["month"] and number > reported.day:
        month -= 1
    elif told["month"] and month > reported.month:
        year -= 1
    if month < 1:
        month, year = 12, year - 1
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _number(digits: str | None) -> int | None:
    value = read_number(digits).value if digits else None
    return int(value) if value is not None else None
