"""The model of ``config/delivery.yaml``: quiet hours, alarms, sign-on, retries, circuits, rates, pings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from monitor.config_file import ConfigModel, Span
from monitor.sla.hours import DayHours, read_hours
from monitor.sla.quiet import Quiet
from monitor.sla.roster_file import Role

Told = Literal["officer", "section_head", "deputy", "leader", "leader_in_charge"]


def _clock_time(value: object) -> object:
    """A time of day as minutes after midnight."""
    hours = read_hours(f"{value}-24:00") if isinstance(value, str) else value
    return hours.start if isinstance(hours, DayHours) else value


ClockTime = Annotated[int, BeforeValidator(_clock_time), Field(ge=0, lt=1440)]


class Alarms(ConfigModel):
    """Who hears of the service's own troubles, and when."""

    to: tuple[Told, ...] = ("officer",)
    urgent_to: tuple[Told, ...] = ("officer", "leader_in_charge")
    hour: ClockTime = 8 * 60 + 30
    repeat_after: Span = timedelta(hours=6)
    look_ahead: Span = timedelta(days=28)


class SignOn(ConfigModel):
    """接班: the test alert at the start of a turn."""

    enabled: bool = True
    roles: tuple[Role, ...] = ("officer",)
    within: Span = timedelta(minutes=10)
    catch_up: Span = timedelta(minutes=15)


class RosterTold(ConfigModel):
    """Whether persons concerned hear of a change on the roster, and what of it they are to acknowledge until when."""

    tell: bool = True
    acknowledge: Literal["gained", "all", "none"] = "gained"
    within: Span = timedelta(hours=2)


class Retry(ConfigModel):
    """How often and how long a message is tried."""

    first: Span = timedelta(seconds=15)
    longest: Span = timedelta(minutes=10)
    tries: int = Field(4, ge=1, le=50)
    give_up_after: Span = timedelta(hours=24)


class Circuit(ConfigModel):
    """When a channel that fails is left alone, and for how long."""

    failures: int = Field(3, ge=1, le=100)
    first: Span = timedelta(minutes=1)
    longest: Span = timedelta(minutes=15)


class RateLimit(ConfigModel):
    """At most ``posts`` within any ``seconds``."""

    posts: int = Field(ge=1, le=100_000)
    seconds: float = Field(gt=0, le=86_400)


class Reply(ConfigModel):
    """How long a link or a reply code acknowledges."""

    valid_for: Span = timedelta(hours=24)


class Silence(ConfigModel):
    """When a step that has stopped is told of by another way: ``after`` for watching and delivering, else ``others``."""

    after: Span = timedelta(minutes=3)
    others: Span = timedelta(minutes=30)
    repeat: Span = timedelta(minutes=30)
    fallback: tuple[str, ...] = Field(default=(), repr=False)


class Ping(ConfigModel):
    """The dead man's ping to an outside watcher."""

    url: str = Field(default="", repr=False)
    every: Span = timedelta(minutes=1)


class DeliveryRules(ConfigModel):
    """``config/delivery.yaml``."""

    quiet: Quiet = Quiet()
    alarms: Alarms = Alarms()
    sign_on: SignOn = SignOn()
    roster_change: RosterTold = RosterTold()
    retry: Retry = Retry()
    circuit: Circuit = Circuit()
    rates: Mapping[str, tuple[RateLimit, ...]] = Field(default_factory=dict)
    reply: Reply = Reply()
    silence: Silence = Silence()
    ping: Ping = Ping()
