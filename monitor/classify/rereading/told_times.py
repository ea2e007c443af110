"""When a text says that something happened, only so far as it tells which of two happenings came later: 昨晚8时 … 今晨 … 两天后."""

from __future__ import annotations

import re
from datetime import date

from monitor.values import value

_HOURS = {
    "凌晨": (0, 6), "清晨": (5, 8), "早": (5, 10), "晨": (4, 9), "上午": (7, 12), "中午": (11, 14), "午后": (12, 18), "下午": (12, 18), "傍晚": (17, 20),
    "晚": (18, 24), "深夜": (21, 24), "半夜": (22, 24), "夜": (18, 24),
}  # fmt: skip
_PART = "凌晨|清晨|早(?=[上晨间]|[，。\\d]|$)|(?<=今)早|(?<=[昨当前])晚|一早|晨|上午|中午|午后|下午|傍晚|深夜|半夜|夜|晚(?=[上间]|[，。\\d]|$)"
_TIME = re.compile(
    f"(?:(?P<month>\\d{{1,2}})月)?(?P<day>\\d{{1,2}})日(?!均|常|前|后)|(?P<rel>大前|前|昨|今)(?:[天日](?!后)|(?=[晚早晨夜])|(?<=[昨今])(?=凌晨))|"
    f"(?P<next>次日|翌日|隔天|隔日|第[二三四五六七八九十]天|(?:[\\d一二两三四五六七八九十几数多]{{1,3}})(?:个?多?(?:天|日|小时|周|星期|月))(?:之?后|过去)|一?周后|不久后?|此后|其后|之后|后来|随后)|"
    f"(?P<same>当[天日晚夜]|同日)|(?P<now>截至目前|截至发稿|截至记者|截止目前|目前|至今|迄今|刚刚|刚才)|(?P<part>{_PART})|(?P<hour>\\d{{1,2}})[时点](?!间)"
)


@value
class Moment:
    """A day as an ordinal, and from what hour to what hour; ``later`` than what is told before, whenever that was; ``now``: of the report itself."""

    day: int | None = None
    hours: tuple[int, int] | None = None
    later: bool = False
    now: bool = False

    def is_after(self, other: Moment) -> bool:
        """Whether this is certainly later than another moment of the same text."""
        if other.now:
            return False
        if self.now or self.later:
            return True
        if self.day is None or other.day is None:
            return False
        if self.day != other.day:
            return self.day > other.day
        if self.hours is None or other.hours is None:
            return False
        return self.hours[0] >= other.hours[1] and self.hours != other.hours


def moment_of(
    text: str, start: int, end: int, reported: date | None, since: Moment | None = None
) -> Moment | None:
    """The last moment that a stretch of text names, where it names one; a bare hour or 当晚 is of the day of ``since``."""
    found: Moment | None = None
    for match in _TIME.finditer(text, start, end):
        found = _read(match, reported, found or _again(since), found is not None)
    return found


def _again(since: Moment | None) -> Moment | None:
    return Moment(since.day) if since else None


def _read(match: re.Match[str], reported: date | None, last: Moment | None, goes_on: bool) -> Moment:
    day = last.day if last else None
    later = goes_on and last is not None and last.later
    if match["now"]:
        return Moment(reported.toordinal() if reported else None, None, now=True)
    if match["next"]:
        return Moment(None, None, later=True)
    if match["day"]:
        return Moment(_dated(match["month"], int(match["day"]), reported), None)
    if match["rel"]:
        back = {"大前": 3, "前": 2, "昨": 1, "今": 0}[match["rel"]]
        return Moment(reported.toordinal() - back if reported else -back)
    if match["same"]:
        return Moment(day, (18, 24) if match["same"][1] in "晚夜" else None)
    if match["part"]:
        return Moment(day, _HOURS[match["part"].removeprefix("一")], later)
    hour = int(match["hour"])
    hours = last.hours if last and goes_on else None
    if hours and hours[0] >= 12 and hour < 12:
        hour += 12
    return Moment(day, (hour, hour), later)


def _dated(month: str | None, day: int, reported: date | None) -> int | None:
    """The ordinal of a day of the month, the last such day up to the report; days alone where no report is dated."""
    if reported is None:
        return day + 31 * int(month or 0) if month else day
    try:
        if month:
            told = date(reported.year, int(month), day)
            return (told if told <= reported else told.replace(year=told.year - 1)).toordinal()
        told = reported.replace(day=day)
    except ValueError:
        return None
    if told <= reported:
        return told.toordinal()
    last = date.fromordinal(reported.replace(day=1).toordinal() - 1)
    return last.replace(day=day).toordinal() if day <= last.day else None
