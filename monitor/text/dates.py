"""When it happened: the time of the happening that a report tells, not that of the report, the rescue or a comparison.

A day said earlier and an hour said later belong together. A part of the day without an hour (7日凌晨) is the bare day.
昨天 counts from the day of the dateline, where there is one. Nothing lies after the reference time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal

from monitor.clock import SHANGHAI
from monitor.text.page_head import page_day
from monitor.text.parts_of_day import DayPart, part_of_day
from monitor.text.time_expressions import (
    NIGHT,
    Said,
    day_of_month,
    in_part,
    may_tell_time,
    read_expressions,
)
from monitor.text.time_roles import (
    LATELY,
    NEAR_CHARS,
    Judged,
    is_report,
    judge,
    tells_happening,
    tells_setting_out,
)
from monitor.values import value

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TOLD_ON = r"日\s?(?:[^，。；\d]{0,4}?讯(?!问)|电(?![梯线缆动力厂站杆信路瓶器击焊池])|消息|信息|，?[^，。；]{0,8}[网报者台][^，。；]{0,6}(?:接到|获悉|了解到|从))"
_DATELINE = re.compile(rf"(?:(?P<month>{_NUMBER})月)?(?P<day>{_NUMBER}){_TOLD_ON}")
_TOLD_ON_A_DAY = re.compile(_TOLD_ON)
"""What no dateline can do without: the engine skips to 日, but not to a number of this or that kind."""

# 7·14公主岭闪爆事故: an emergency named after its day.
_DOTS = "·•・"
_NAMED = re.compile(
    rf"(?<![\d.])“?(?P<month>1[0-2]|0?[1-9])[{_DOTS}](?P<day>3[01]|[12]\d|0?[1-9])”?"
    r"(?:\d(?:\.\d)?级)?"
    "[^，。；\\d\n]{0,16}?(?:事故|火灾|爆炸|爆燃|闪爆|坍塌|地震|车祸|矿难|案|事件|灾害|山洪|洪灾|暴雨|沉船|空难)"
)
_UP_TO = re.compile("(?:[夜晚]间?|[上下]午)?(?:至|到|—|-)")
_DAYS_BEFORE = ("昨", "前天", "前日", "前晚", "前夜", "前儿", "大前")
_SAME_DAY = ("当晚", "当天", "当日", "当夜")
_PLANNED = re.compile("将[^近]|预计|计划|拟|预报|预警|有望|力争")
_THAT_IS = re.compile(
    "（?(?:即|是)?|[（，](?:其实(?:应该)?是|应该是|准确[地的]?(?:来)?说是?|确切[地的]?(?:来)?说是?|严格[地的]?(?:来)?说是?|也就是)"
)
"""前天晚上（其实是昨天凌晨了: what is put right."""
_EVENING = 16
_NIGHT_OUT = 5
"""Until that hour 今晚 is the night that is nearly over."""
_DEEP_NIGHT = NIGHT | {"后半夜", "下半夜"}
_SMALL_HOURS = _DEEP_NIGHT | {"凌晨"}
_PAPERS_OUT = 9
"""The hour by which the papers of the morning are out."""
_DATELINE_CHARS = 60
_DATELINE_DAYS = 3
_FULL_DAY = r"((?:19|20)\d\d)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?"
_OPENS = re.compile(rf"\s*{_FULL_DAY}(?![\d.])[^\n，。；！？]{{0,16}}\n(?=[^\n])")
_SIGNED = re.compile(rf"\n[^\n，。；！？]{{0,24}}?{_FULL_DAY}[^\n\d]{{0,4}}\s*\Z")
_SIGNED_CHARS, _SENT_DAYS = 60, 20
"""A letter may be printed so long after it was signed."""
_HOURS = {"凌晨": (0, 7), "清晨": (4, 9), "早": (4, 11), "晨": (0, 9), "上": (4, 13), "中": (10, 16), "午": (10, 16), "正": (10, 15), "下": (12, 20), "傍": (16, 21), "后晌": (12, 20), "后半夜": (0, 7), "下半夜": (0, 7), "头晌": (6, 13)}  # fmt: skip


Ground = Literal["word", "day", "hour"]
"""What dates a happening: only a time beside a word of it or with its hour (``word``), else the first day that nothing speaks against, else also
the first such hour."""


@value
class Occurrence:
    """The time of the happening (aware, Asia/Shanghai) or its bare day, and the words ``[start, end)`` that tell it.

    ``part`` is the part of the day that they name with a bare day.
    """

    value: datetime | date
    start: int
    end: int
    part: DayPart | None = None

    @property
    def day(self) -> date:
        """The day in Asia/Shanghai."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


def find_occurrence(
    text: str,
    reference: datetime,
    *,
    date_only: bool = False,
    title: str = "",
    ground: Ground = "day",
    since: date | None = None,
) -> Occurrence | None:
    """Find the time of the happening in a clean text; a bare hour in it may have its day in the ``title``.

    ``ground`` is what is enough to go by. Whoever asks for nothing before the day ``since`` may be told nothing where all days of
    the text lie before it: most of the work is to tell whose time is whose.

    ``reference`` is the time of the report, aware; with ``date_only`` it stands for its whole day, and so does midnight to the
    second, as feeds and platforms write a bare day. None where no time can be tied to a happening.
    """
    now = reference.astimezone(SHANGHAI)
    date_only = date_only or now.time() == time()
    if date_only:
        now = datetime.combine(now.date(), time(23, 59), SHANGHAI)
    page, page_end = page_day(text)
    if page is not None and (now.date() - page).days > _DATELINE_DAYS:
        # An old page that is found or passed on today speaks from its own day.
        now, date_only = datetime.combine(page, time(23, 59), SHANGHAI), True
    else:
        page = None
    said, written = _read_all(text, now, date_only) if may_tell_time(text) else ([], now.date())
    if not said and ground == "word":
        return None
    if since and page is None and _ends_before(since, said) and not _named_after_day(text, now.date()):
        return None
    judged = list(_resolve_days(_nearest(text, [judge(text, one, now.date()) for one in said]), written))
    named_day = _named_after_day(title, now.date()) or _named_after_day(text, now.date())
    if named_day:
        judged = [_of_the_day(one, named_day.day) for one in judged]
    best = _best(_told_first(text, judged), now.date()) or (_lone_hour(judged) if ground == "hour" else None)
    if ground == "word" and (best is None or best.barred or (best.score <= 0 and best.said.clock is None)):
        return None
    if best is not None and _is_later_than_its_name(best, title, now.date()):
        return None
    vague = best is None or best.report or (best.score <= 0 and text.startswith(_SAME_DAY, best.said.start))
    vague = vague or (best is not None and _is_later_than_its_name(best, text, now.date()))
    named = _named_after_day(text, now.date()) if vague else None
    if best is None or named:
        return named or (Occurrence(page, 0, page_end) if page else None)
    if best.said.moment is not None:
        value = best.said.day if date_only else best.said.moment
        return Occurrence(value, best.said.start, best.said.end) if value else None
    day = best.said.day or _day_before(best, judged)
    if best.said.clock is None and day is not None:
        later = _hour_for(best, day, judged)
        if later is not None:
            return _occurrence(later.said, day, now)
        return _in_part(text, best.said, _occurrence(best.said, day, now))
    day = day or _day_of_title(title, text, now)
    return _occurrence(best.said, day, now) if day else _last_such_hour(text, best.said, now)


def _in_part(text: str, said: Said, found: Occurrence | None) -> Occurrence | None:
    """The bare day with the part of it that is named."""
    if found is None or not said.part:
        return found
    return replace(
        found, part=part_of_day(said.part, of_day_before=text.startswith(_DAYS_BEFORE, said.start))
    )


def _ends_before(since: date, said: Sequence[Said]) -> bool:
    """Whether all that is said are days before another, however late their hours are (8日晚12时)."""
    first = since - timedelta(days=1)
    return all(one.day is not None and one.day < first and one.moment is None for one in said)


def _read_all(text: str, now: datetime, date_only: bool) -> tuple[list[Said], date]:
    """All time expressions of a text that may date something, and the day on which it was written."""
    written = _written(text, now.date())
    said = list(read_expressions(text, now, written))
    if not said:
        return said, written
    if written == now.date() and now.hour < _PAPERS_OUT and not date_only and _told_before(text, said, now):
        # 今日16时许 in a paper of six in the morning was written the day before.
        written -= timedelta(days=1)
        said = list(read_expressions(text, now, written))
    said = _as_spelled_out(text, said)
    said = [_last_night(text, one, now) for one in _in_its_part(text, said) if not _is_ahead(text, one, now)]
    return said, written


def _as_spelled_out(text: str, said: Sequence[Said]) -> list[Said]:
    """``今天（5月13日）``, in a letter of the sixteenth: the date that spells 今天 out is the day, not that of the letter."""
    spelled = {
        one
        for one, after in pairwise(said)
        if _THAT_IS.fullmatch(text, one.end, after.start)
        and text[one.start] in "今昨前"
        and after.day not in (None, one.day)
    }
    return [one for one in said if one not in spelled] if spelled else list(said)


def _last_such_hour(text: str, said: Said, now: datetime) -> Occurrence | None:
    """The hour with no day anywhere, the last that is not ahead; by the clock face (点) half past four may be in the afternoon."""
    if said.clock is None:
        return _occurrence(said, now.date(), now)
    hour, minute = said.clock
    hours = (
        {hour, hour % 12 + 12} if hour and not said.part and "点" in text[said.start : said.end] else {hour}
    )
    ahead = timedelta(days=1)
    moments = [datetime.combine(now.date(), time(h, minute), SHANGHAI) for h in hours]
    return Occurrence(max(m if m <= now else m - ahead for m in moments), said.start, said.end)


def _last_night(text: str, said: Said, now: datetime) -> Said:
    """``今晚着火了``, told at half past midnight, is of the evening before."""
    if now.hour >= _NIGHT_OUT or said.clock is not None or said.day != now.date():
        return said
    return replace(said, day=said.day - timedelta(1)) if text.startswith("今晚", said.start) else said


def _told_before(text: str, said: Sequence[Said], now: datetime) -> bool:
    """Whether something has happened at an hour of 今天 that still lies ahead, so that the text is of the day before."""
    ahead = (
        one
        for one in said
        if one.clock is not None
        and one.day == now.date()
        and text.startswith("今", one.start)
        and time(*one.clock) > now.time()
    )
    return any(
        judge(text, one, now.date()).score >= 4 and not _PLANNED.search(text, *one.sentence) for one in ahead
    )


def _named_after_day(text: str, today: date) -> Occurrence | None:
    """The day that an emergency is named after, where nothing else tells when it was."""
    match = _NAMED.search(text) if any(dot in text for dot in _DOTS) else None
    day = day_of_month(match["month"], match["day"], today) if match else None
    return Occurrence(day, match.start("month"), match.end("day")) if match and day else None


def _is_later_than_its_name(best: Judged, words: str, today: date) -> bool:
    """``“2·24”爆炸事故善后情况``: days of what came after do not date it, its name does."""
    if best.score > 0 or best.said.clock is not None or best.said.day is None:
        return False
    named = _named_after_day(words, today)
    return named is not None and named.day < best.said.day


def _of_the_day(one: Judged, day: date) -> Judged:
    """``“3·9”聚众事件 … 3月8日晚，两人扭打 … 3月9日10时，千人围堵``: what is of the day that it is named after tells it more surely."""
    tells = one.said.day == day and one.score > 0 and not (one.report or one.barred)
    return replace(one, score=one.score + 1) if tells else one


def _day_of_title(title: str, text: str, now: datetime) -> date | None:
    """The day that the title says or that the emergency is named after (“11·25”闪爆事故)."""
    told = (
        [judge(title, one, now.date()) for one in read_expressions(title, now, now.date())] if title else []
    )
    said = next((one.said.day for one in told if one.said.day and not (one.report or one.barred)), None)
    named = _named_after_day(title, now.date()) or _named_after_day(text, now.date())
    return said or (named.day if named and now.date() - named.day <= _DATELINE_DAYS * timedelta(1) else None)


def _lone_hour(judged: Sequence[Judged]) -> Judged | None:
    """The first hour that nothing speaks against."""
    return next((j for j in judged if j.said.clock and not (j.barred or j.report)), None)


def _best(judged: Sequence[Judged], today: date) -> Judged | None:
    """The expression that tells the happening most surely, the first of equals; else the first that nothing speaks against."""
    able = [j for j in judged if not j.report]
    happened = [j for j in able if j.score > 0 and not j.barred]
    if happened:
        return max(happened, key=lambda j: (j.score, -j.said.start))
    free = [j for j in able if not j.barred]
    rest = [j for j in free if _is_late(j, judged, today)]
    after = [j for j in able if j.score > 0]
    hours = [j for j in rest if j.said.clock is not None]
    return next(iter(hours or rest), None) or max(after, key=lambda j: j.score, default=None)


def _is_late(one: Judged, judged: Sequence[Judged], today: date) -> bool:
    """Whether an expression lies in these days; a bare hour in the day that was named before it."""
    day = one.said.day or (_day_before(one, judged) if one.said.clock is not None else None)
    return day is not None and day > today - LATELY


def _told_first(text: str, judged: Sequence[Judged]) -> list[Judged]:
    """``12日凌晨1时18分接到报警 … 当晚有8人``: 当晚 goes on about what an hour was told of, and tells it less surely."""
    out: list[Judged] = []
    for one in judged:
        sure = [j.score for j in out if j.score > 0 and j.said.clock and not (j.report or j.barred)]
        goes_on = text.startswith(_SAME_DAY, one.said.start) and one.said.clock is None
        out.append(replace(one, score=min(one.score, min(sure) - 0.5)) if goes_on and sure else one)
    return out


def _written(text: str, today: date) -> date:
    """The day on which a report was written: that of its dateline, of its first line or of its signature, where that is recent."""
    _, own = page_day(text)
    line = _dateline(text, own, own + _DATELINE_CHARS) or _dateline(text, 0, own)
    day = day_of_month(line["month"], line["day"], today) if line else None
    if day is None:
        day, most = _stamp(text)
        return day if day is not None and timedelta() <= today - day <= most else today
    return day if (today - day).days <= _DATELINE_DAYS else today


def _stamp(text: str) -> tuple[date | None, timedelta]:
    """The day that is all of the first line of a text, or of its last one as a letter is signed, and how old it may be."""
    if "\n" not in text:
        return None, timedelta()
    for stamp, most in (
        (_OPENS.match(text), _DATELINE_DAYS),
        (_SIGNED.search(text[-_SIGNED_CHARS:]), _SENT_DAYS),
    ):
        if stamp:
            try:
                return date(*(int(x) for x in stamp.groups())), timedelta(days=most)
            except ValueError:
                continue
    return None, timedelta()


def _dateline(text: str, start: int, end: int) -> re.Match[str] | None:
    return _DATELINE.search(text, start, end) if _TOLD_ON_A_DAY.search(text, start, end) else None


def _occurrence(said: Said, day: date, now: datetime) -> Occurrence | None:
    """The moment, else its day where the moment would lie ahead; None where even the day does."""
    if said.clock is not None:
        moment = datetime.combine(day, time(*said.clock), SHANGHAI) + timedelta(days=said.plus_days)
        if moment <= now:
            return Occurrence(moment, said.start, said.end)
    return Occurrence(day, said.start, said.end) if day <= now.date() else None


def _day_before(one: Judged, judged: Sequence[Judged]) -> date | None:
    """The day last named before a bare hour: a happening's if there is one, else the report's."""
    before = [j for j in judged if j.said.start < one.said.start and j.said.day is not None]
    own = [j for j in before if not (j.report or j.barred)]
    last = (own or before)[-1].said if before else None
    if last is None or last.day is None:
        return None
    return last.day + timedelta(days=int(_ran_past_midnight(last, one.said)))


def _ran_past_midnight(evening: Said, hour: Said) -> bool:
    """``前晚的雨下得邪乎。夜里两点来钟，后山垮了``: an hour of the night that was named is of the day after."""
    if hour.clock is None or hour.plus_days or evening.clock is not None:
        return False
    return evening.part in NIGHT and hour.part in _DEEP_NIGHT and hour.clock[0] < _NIGHT_OUT


def _hour_for(best: Judged, day: date, judged: Sequence[Judged]) -> Judged | None:
    """The hour of a happening whose day was said before: 昨日凌晨发生火灾 … 凌晨1时58分; else one said before for that very day."""
    able = [
        j for j in judged if j is not best and j.said.clock and not j.report and _fits(best.said.part, j.said)
    ]
    able = [j for j in able if not j.barred or j.score > 0]
    behind = [j for j in able if j.said.start > best.said.start and j.said.day in (None, day)]
    # 早上7时出发 … 8时20分翻下山沟: not when they set out.
    behind = [j for j in behind if j.score >= 0] or behind
    first = min((j.said.start for j in judged if j.said.day is not None), default=0)
    before = (
        j
        for j in able
        if j.score > 0 and (j.said.day == day if j.said.start >= first else best.said.start == first)
    )
    return next(iter(behind), None) or next(before, None)


def _fits(part: str, said: Said) -> bool:
    """Whether an hour lies in the part of the day that was said; any does where none was."""
    if said.clock is None or not part:
        return True
    hour = said.clock[0]
    if part in NIGHT:
        return hour >= 17 or (hour < 5 and said.plus_days == 1) or hour == 0
    low, high = _HOURS.get(part) or _HOURS.get(part[0]) or (0, 24)
    return low <= hour < high


def _is_ahead(text: str, said: Said, now: datetime) -> bool:
    """``从今晚起停水`` in the morning: an evening that has not come yet dates no happening."""
    ahead = _NIGHT_OUT <= now.hour < _EVENING
    return ahead and said.clock is None and text.startswith("今晚", said.start)


def _in_its_part(text: str, said: Sequence[Said]) -> Iterator[Said]:
    """``14日晚下起大雨。9点半，山洪…``: an hour by the clock face lies in the part of the day said right before it."""
    before: Said | None = None
    for one in said:
        bare = one.clock is not None and one.day is None and not (one.part or one.follows)
        if bare and one.clock and before and _sets_part(text, before, one):
            one = replace(one, clock=in_part(one.clock, before.part))
        if before and _is_of_the_night_through(text, before, one):
            one = replace(one, plus_days=1)
        before = one
        yield one


def _is_of_the_night_through(text: str, evening: Said, hour: Said) -> bool:
    """``28日22时从长春出发，凌晨2时侧翻``: who sets out in the evening is on the way after midnight."""
    if hour.clock is None or hour.day is not None or hour.follows or hour.plus_days:
        return False
    if hour.part not in _SMALL_HOURS or hour.clock[0] >= _NIGHT_OUT:
        return False
    return evening.clock is not None and evening.clock[0] >= _EVENING and tells_setting_out(text, evening)


def _sets_part(text: str, before: Said, bare: Said) -> bool:
    """Whether a part of the day said before is that of an hour: by the clock face (点), or where it still waits for its hour."""
    if bare.start - before.end >= NEAR_CHARS:
        return False
    if "点" in text[bare.start : bare.end]:
        return True
    if not before.part or is_report(text, before):
        return False
    if before.clock is None or bare.clock is None:
        return before.clock is None
    # 昨晚6时开席，8时起陆续中毒: nobody falls ill before the meal.
    went_on = bare.clock < before.clock < in_part(bare.clock, before.part)
    return went_on and tells_setting_out(text, before)


def _resolve_days(judged: Sequence[Judged], written: date) -> Iterator[Judged]:
    """Give 当日 and 次日 the day last named; where none was, the next one named dates it from behind, else the report."""
    last: date | None = None
    for index, one in enumerate(judged):
        if one.said.follows:
            day = _day_meant(one.said, last, judged[index + 1 :]) or written + timedelta(
                days=min(0, one.said.days_on)
            )
            one = replace(one, said=replace(one.said, day=day, follows=False))
        elif one.said.day is not None:
            last = one.said.day
        yield one


def _day_meant(said: Said, last: date | None, behind: Sequence[Judged]) -> date | None:
    if last is not None:
        return last + timedelta(days=said.days_on)
    if said.days_on < 0:
        return None
    dated = [j for j in behind if j.said.day is not None]
    following = next((j.said for j in dated if not j.report), dated[0].said if dated else None)
    if following is None or following.day is None:
        return None
    tells_same = following in [j.said for j in dated if not j.report] and not (
        following.part or following.clock
    )
    next_morning = said.part in NIGHT and following.part not in NIGHT and not tells_same
    return following.day - timedelta(days=int(next_morning))


def _nearest(text: str, judged: Sequence[Judged]) -> Sequence[Judged]:
    """Leave a happening to the last day said before it: 14日晚下起大雨，15日凌晨1点，一辆轿车撞上护栏."""
    out = list(judged)
    for index, (one, after) in enumerate(pairwise(judged)):
        dated = after.said.day is not None or (
            after.said.days_on == 1 and after.said.clock is not None and after.score >= one.score - 1
        )
        telling = dated and after.score > 0 and not (after.report or after.barred)
        if telling and one.said.sentence == after.said.sentence and one.score > 0:
            between = text[one.said.end : after.said.start]
            if "，" in between and not tells_happening(between):
                out[index] = replace(one, score=one.score - 2)
    for index in reversed(range(len(out) - 1)):
        one, after = out[index], out[index + 1]
        if out[index + 1] is not judged[index + 1] and _UP_TO.fullmatch(text, one.said.end, after.said.start):
            out[index] = replace(one, score=one.score - 2)  # 10月31日夜至11月1日凌晨
    return out
