"""The one clock of the program; ``datetime.now`` is called nowhere else."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.errors import UsageError

SHANGHAI = ZoneInfo("Asia/Shanghai")
_EARLIEST, _LATEST = datetime(1980, 1, 2, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def real_now() -> datetime:
    """The machine's own time, aware, in UTC: for leases and sign-in sessions, which no set clock may move."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Product time: the real time, or a start that stands still (rate 0) or runs on at ``rate`` times real speed."""

    start: datetime | None = None
    rate: float = 1.0
    _origin: float = field(default_factory=time.monotonic, repr=False, compare=False)

    @property
    def is_set(self) -> bool:
        """True when this is not the real time; audit rows then say ``clock: set``."""
        return self.start is not None

    def now(self) -> datetime:
        """The present product time, aware, in UTC."""
        if self.start is None:
            return real_now()
        elapsed = (time.monotonic() - self._origin) * self.rate
        return (self.start + timedelta(seconds=elapsed)).astimezone(UTC)

    def real_seconds(self, span: timedelta) -> float:
        """How many real seconds pass while product time moves on by ``span`` (infinite when it stands still)."""
        seconds = span.total_seconds()
        if self.start is None:
            return seconds
        return seconds / self.rate if self.rate else float("inf")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, *, running: bool = False) -> Clock:
        """Read ``MONITOR_NOW`` and ``MONITOR_RATE``; one-shot commands freeze the clock, services let it run.

        Raises:
            UsageError: a value cannot be read.
        """
        env = os.environ if env is None else env
        text = env.get("MONITOR_NOW", "").strip()
        if not text:
            return cls()
        try:
            start = parse_time(text)
        except ValueError as error:
            raise UsageError(f"环境变量 MONITOR_NOW 不是有效时间：{text}") from error
        if not running:
            return cls(start, 0.0)
        rate_text = env.get("MONITOR_RATE", "1")
        try:
            rate = float(rate_text)
        except ValueError as error:
            raise UsageError(f"环境变量 MONITOR_RATE 不是数字：{rate_text}") from error
        if not 0 < rate <= 1_000_000:
            raise UsageError(f"环境变量 MONITOR_RATE 须大于 0 且不超过 1000000：{rate_text}")
        return cls(start, rate)


def parse_time(text: str) -> datetime:
    """Read an RFC 3339 or ISO 8601 time, also with slashes or a blank; without an offset it is Asia/Shanghai.

    Returns an aware time in UTC. Raises ValueError.
    """
    value = datetime.fromisoformat(_tidy(text))
    if value.tzinfo is None:
        value = value.replace(tzinfo=SHANGHAI)
    return value.astimezone(UTC)


def is_plausible(moment: datetime) -> bool:
    """False for the zeros that programs write for "no time" (the years 1, 1601, 1900, 1970, 1980) and for their infinities.

    An item dated so would count as long past and alert nobody.
    """
    return _EARLIEST <= moment < _LATEST


TYPED_DAYS = (date(2000, 1, 1), date(2099, 12, 31))
"""The days that a person can mean."""


def typed_time(text: str) -> datetime:
    """A time as a person types it; a year that can only be a slip is none.

    A browser's field takes ``26`` for the year 26, and a publication of that year would settle every clock in time.
    Raises ValueError.
    """
    try:
        value = parse_time(text)
    except OverflowError as error:
        raise ValueError(f"no such time: {text}") from error
    if not TYPED_DAYS[0] <= value.date() <= TYPED_DAYS[1]:
        raise ValueError(f"no day of ours: {text}")
    return value


SPAN_DAYS = (date(1900, 1, 1), date(2999, 12, 31))
"""The days by which a list or figures may be narrowed: whoever wants all of them names one long past or far ahead."""


def typed_day(text: str) -> date:
    """A day by which a person narrows what is shown. Raises ValueError."""
    value = date.fromisoformat(text)
    if not SPAN_DAYS[0] <= value <= SPAN_DAYS[1]:
        raise ValueError(f"no day of ours: {text}")
    return value


def as_known(moment: datetime | None, now: datetime) -> datetime:
    """The moment as of which figures are told: the one asked for, never one to come.

    What becomes of a clock that still runs is not known, so figures of a later moment would call it unanswered.
    """
    return now if moment is None else min(moment, now)


def is_bare_day(text: str) -> bool:
    """True for a time that is given as a day only, without an hour."""
    return 0 < len(text.strip()) <= 11 and ":" not in text


def _tidy(text: str) -> str:
    """Bring ``2019/9/2 1:53:00`` and the like into the ISO form that the standard library reads."""
    text = text.strip().replace("/", "-").replace("年", "-").replace("月", "-").replace("日", "")
    day, sep, rest = text.replace("T", " ", 1).partition(" ")
    parts = day.split("-")
    if len(parts) == 3 and all(p.isdigit() for p in parts) and len(parts[0]) == 4:
        day = f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"
    rest = rest.strip()
    if sep and rest and rest[:2].rstrip(":").isdigit() and rest[1:2] == ":":
        rest = "0" + rest
    return f"{day}T{rest}" if rest else day


def rfc3339(moment: datetime) -> str:
    """Write an aware time with the Shanghai offset, to the second (``2026-11-23T08:00:00+08:00``)."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def rfc3339_or_none(moment: datetime | None) -> str | None:
    """The same for what need not have happened."""
    return rfc3339(moment) if moment is not None else None


def local_text(moment: datetime) -> str:
    """Write a time the way a duty officer reads it: ``11月23日 08:00``."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def span_text(span: timedelta) -> str:
    """Write a span as ``1天3小时``, ``4小时05分`` or ``12分``; a negative one without its sign."""
    minutes = int(abs(span.total_seconds()) // 60)
    days, rest = divmod(minutes, 1440)
    hours, mins = divmod(rest, 60)
    if days:
        return f"{days}天{hours}小时" if hours else f"{days}天"
    return f"{hours}小时{mins:02d}分" if hours else f"{mins}分"
