"""Publication times as feeds, pages and exports write them; one without a zone is Asia/Shanghai."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.clock import SHANGHAI, is_plausible

_CHINA = r"(?:CST|中国标准时间|北京时间|(?:GMT|UTC)\s*\+\s*0?8(?::?00)?)"
_CHINA_ZONE = re.compile(rf"\s*\(?{_CHINA}\)?", re.IGNORECASE)
_DAY = r"(?P<year>(?:19|20)\d{2})\s*(?:[-/.年]\s*)(?P<month>\d{1,2})\s*(?:[-/.月]\s*)(?P<day>\d{1,2})(?!\d)\s*日?"
_TIME = (
    r"(?P<half>上午|下午|晚上|晚|凌晨|早上|中午|AM|PM)?\s*(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{1,2})?分?"
    r"(?:\s*[:：]?\s*(?P<second>\d{1,2})(?:[.,]\d+)?秒?)?\s*(?P<half2>AM|PM)?"
)
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_WRITTEN = re.compile(
    rf"{_DAY}(?:[T\s,，]*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?\s*{_TIME}\s*{_ZONE})?", re.IGNORECASE
)
_COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?$")
_SINCE_1970 = re.compile(r"^(\d{10})(?:\d{3})?$")
# Two digits are a year of RFC 822, four that begin so are a program's zero: the mail library reads 2001 of it.
_YEAR_ZERO = re.compile(r"(?<![-+:\d])0001\b")
_HAS_HOUR = re.compile(r"\d{1,2}:\d{2}")
_HALF = re.compile(r"\d\s*([AP]M)\b", re.IGNORECASE)
_LATER_HALF = frozenset({"下午", "晚上", "晚", "pm"})
_FIRST_HALF = frozenset({"上午", "凌晨", "早上", "am"})


@dataclass(frozen=True, slots=True)
class Published:
    """When something was published, aware in UTC; ``date_only`` when only the day was given."""

    at: datetime
    date_only: bool = False


def read_date(text: str | None) -> Published | None:
    """The first time that a text names, or None when it names none that is certain to the day."""
    if not text or not text.strip():
        return None
    text = text.strip()
    found = _compact(text) or _since_1970(text) or _written(text) or _rfc822(text)
    return found if found is not None and is_plausible(found.at) else None


def day_of(day: date) -> Published:
    """A bare day, as its first moment in Shanghai."""
    return Published(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC), date_only=True)


def _written(text: str) -> Published | None:
    match = _WRITTEN.search(text)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    if match["hour"] is None:
        return day_of(day)
    clock = _time_of_day(match)
    if clock is None:
        return day_of(day)
    moment = datetime(day.year, day.month, day.day) + clock  # noqa: DTZ001 - the zone comes next
    return Published((moment - _offset(match["zone"])).replace(tzinfo=UTC))


def _since_1970(text: str) -> Published | None:
    """Seconds or milliseconds, as programs count."""
    match = _SINCE_1970.match(text)
    return Published(datetime.fromtimestamp(int(match[1]), UTC)) if match else None


def _time_of_day(match: re.Match[str]) -> timedelta | None:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    hour = _of_half((match["half"] or match["half2"] or "").lower(), hour)
    # 24:00 is how Chinese officials write the end of a day.
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _of_half(half: str, hour: int) -> int:
    """The hour of the day; programs that write Chinese in halves call half past midnight 上午12:30."""
    if half in _FIRST_HALF and hour == 12:
        return 0
    later = (half in _LATER_HALF and hour < 12) or (half == "中午" and hour < 3)
    return hour + 12 if later else hour


def _offset(zone: str | None) -> timedelta:
    if zone is None:
        return timedelta(hours=8)
    if zone.upper() in ("Z", "UTC", "GMT"):
        return timedelta(0)
    sign = -1 if zone[0] == "-" else 1
    return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))


def _compact(text: str) -> Published | None:
    match = _COMPACT.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(g) if g else None for g in match.groups())
    try:
        if hour is None:
            return day_of(date(year or 0, month or 0, day or 0))
        moment = datetime(year or 0, month or 0, day or 0, hour, minute or 0, second or 0, tzinfo=SHANGHAI)
    except ValueError:
        return None
    return Published(moment.astimezone(UTC))


def _rfc822(text: str) -> Published | None:
    """RFC 822 dates; CST is China's zone here, not America's."""
    if _YEAR_ZERO.search(text):
        return None
    try:
        moment = parsedate_to_datetime(_CHINA_ZONE.sub(" +0800", text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not 1970 <= moment.year <= 2100:
        return None
    if not _HAS_HOUR.search(text):
        return day_of(moment.date())
    half = _HALF.search(text)
    if half is not None:
        moment += timedelta(hours=_of_half(half[1].lower(), moment.hour) - moment.hour)
    if moment.tzinfo is None and not text.rstrip().endswith("-0000"):
        moment = moment.replace(tzinfo=SHANGHAI)
    return Published(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC))
