"""Whether a message waits: for the end of a person's quiet hours, or for the hour at which alarms are told together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from monitor.classify.result import GRAVE
from monitor.clock import SHANGHAI
from monitor.config_file import ConfigModel
from monitor.sla.hours import DayHours, Hours
from monitor.sla.roster import Roster
from monitor.sla.roster_file import Person, Role

Through = Literal["deadline_passed", "phone_task", "proposal", "new_case", "worsened"]


class Quiet(ConfigModel):
    """When messages that are not grave wait for the morning."""

    hours: Hours | None = DayHours(22 * 60 + 30, 6 * 60 + 30)
    roles: frozenset[Role] = frozenset({"section_head", "deputy", "leader"})
    through: frozenset[Through] = frozenset({"deadline_passed"})


def quiet_until(
    rules: Quiet, roster: Roster, person: Person, now: datetime, *, severity: str | None, kinds: Iterable[str]
) -> datetime | None:
    """Until when a message waits for a person's quiet hours; None when it goes out at once.

    I and II always get through, what ``through`` names does, and an officer on duty is awake.
    """
    if severity in GRAVE or set(kinds) & rules.through:
        return None
    hours = _hours_of(rules, roster, person, now)
    day = hours.day_of(now) if hours else None
    return hours.span_on(day)[1] if hours and day else None


def _hours_of(rules: Quiet, roster: Roster, person: Person, now: datetime) -> DayHours | None:
    if person.quiet is not None:
        return None if person.quiet == "none" else person.quiet
    on_duty = any(p.id == person.id for p in roster.on_duty("officer", now))
    return rules.hours if person.role in rules.roles and not on_duty else None


def next_clock_time(minute: int, now: datetime) -> datetime:
    """The next time after ``now`` at which Shanghai clocks show this minute of the day."""
    local = now.astimezone(SHANGHAI)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + timedelta(minutes=minute)
    return at if at > local else at + timedelta(days=1)
