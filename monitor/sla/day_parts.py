"""From which hour a clock runs where only a part of the day is told (昨晚, 7日凌晨): the earliest at which it may have happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from pydantic import field_validator

from monitor.clock import SHANGHAI
from monitor.config_file import ConfigModel

DAY_PART_LABELS = {
    "small_hours": "凌晨",
    "dawn": "清晨",
    "morning": "早上",
    "forenoon": "上午",
    "noon": "中午",
    "afternoon": "下午",
    "dusk": "傍晚",
    "evening": "晚上",
    "night": "夜里",
}


class DayParts(ConfigModel):
    """``day_parts`` of ``config/sla.yaml``: a full hour (0 to 23, Asia/Shanghai) for each part of a day.

    Each is the earliest hour at which people still speak of that part, not the usual one: a clock that starts too early
    costs the office some haste until somebody confirms the hour, one that starts too late lets it miss the time of the law.
    People say 早上4点 in summer, 上午5时许 in bulletins, 中午10点多, 晚上5点 on a winter's day in the north; 今天夜里 may be the
    night that ended this morning.
    """

    small_hours: int = 0
    dawn: int = 4
    morning: int = 4
    forenoon: int = 5
    noon: int = 10
    afternoon: int = 12
    dusk: int = 16
    evening: int = 17
    night: int = 0

    @field_validator("*", mode="before")
    @classmethod
    def _full_hour(cls, value: Any) -> Any:
        # YAML reads 17:00 as 1020, and "yes" as true.
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 23:
            raise ValueError("须为 0 到 23 的整点，如 17")
        return value

    def moment(self, day: date, part: str) -> datetime:
        """The moment from which a clock runs; the first of the day for a part that is not known (aware, Asia/Shanghai)."""
        return datetime.combine(
            day, time(int(getattr(self, part, 0) if part in DAY_PART_LABELS else 0)), SHANGHAI
        )

    def later_than(self, other: DayParts) -> Iterator[str]:
        """The parts that begin later than in other rules, so that more time is given."""
        return (part for part in DAY_PART_LABELS if getattr(self, part) > getattr(other, part))


def start_of(
    parts: DayParts, occurred: datetime | date, part: str | None, told_at: datetime
) -> tuple[datetime, str]:
    """When a clock starts that something told at a moment starts, and the part of the day that was taken for it.

    A time stands as it is and a bare day is its first moment. So is a part of the day that had not come when it was told:
    who speaks of 今天夜里 at eight in the morning means the hours before dawn.
    """
    if part and not isinstance(occurred, datetime):
        moment = parts.moment(occurred, part)
        if moment <= told_at:
            return moment, part
    return first_moment(occurred), ""


def first_moment(value: datetime | date) -> datetime:
    """A time as it is; a bare day as its first moment in Shanghai, the strictest reading."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), SHANGHAI)


def assumed_words(part: str | None, start: datetime) -> str:
    """What was taken for granted of a start without its hour, as pages and records say it."""
    hour = start.astimezone(SHANGHAI).strftime("%H:%M")
    told = f"只说“{DAY_PART_LABELS[part]}”" if part in DAY_PART_LABELS else "只说日期"
    return f"{told}，暂按{hour}起算"
