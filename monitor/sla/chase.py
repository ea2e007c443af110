"""Where an alert goes that nobody acknowledges: the same person's other channel, then the next in line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from monitor.classify.result import GRAVE
from monitor.config_file import ConfigModel, Span
from monitor.sla.roster import ROLES, Person, Roster
from monitor.sla.roster_file import Role

Stage = Literal["channel", "person", "inform"]
"""What comes next for one who was told: ``channel`` the other channel and then the next person, ``person`` the next
person, ``inform`` the other channel and nothing more (for those who are told beside the one whose work it is)."""
Move = Literal["stop", "channel", "person"]


class Pace(ConfigModel):
    """How long an alert waits for its acknowledgement: before the other channel, and after that before the next person."""

    channel: Span = timedelta(minutes=5)
    person: Span = timedelta(minutes=5)

    def span(self, stage: Stage) -> timedelta:
        return self.person if stage == "person" else self.channel


class ChaseRules(ConfigModel):
    """``chase`` in ``config/sla.yaml``; a pace that is null chases nothing of its gravity."""

    grave: Pace | None = Pace()
    other: Pace | None = Pace(channel=timedelta(minutes=10), person=timedelta(minutes=20))
    up_to: Role = "deputy"

    def pace(self, severity: str | None) -> Pace | None:
        return self.grave if severity in GRAVE else self.other


@dataclass(frozen=True, slots=True)
class Chased:
    """How it stands with one who was told, when the time for an acknowledgement is over.

    ``over`` says why nothing is left to acknowledge, ``here`` whether the person is still on duty with another channel
    to try, ``carried`` that another chase already carries the case on to the next person.
    """

    stage: Stage
    over: str = ""
    here: bool = True
    other_channel: bool = True
    carried: bool = False


def next_move(chased: Chased) -> tuple[Move, str]:
    """What to do about an alert that was not acknowledged in time, and why where it is nothing."""
    if chased.over:
        return "stop", chased.over
    if chased.stage != "person" and chased.here and chased.other_channel:
        return "channel", ""
    if chased.stage == "inform":
        return "stop", "no-other-channel" if chased.here else "off-duty"
    if chased.carried:
        return "stop", "carried-by-another"
    return "person", ""


def roles_in_line(role: Role, up_to: Role, *, reserved: bool) -> tuple[Role, ...]:
    """The roles that an alert to a role is passed on to, its own first.

    ``reserved``: a grave matter that nobody has verified yet, or that was found false, reaches officers and the leader in
    charge only, by chase as by ladder.
    """
    roles = ROLES[ROLES.index(role) : ROLES.index(up_to) + 1]
    return tuple(r for r in roles if not reserved or r in ("officer", "deputy"))


def next_in_line(roster: Roster, roles: Iterable[Role], told: Collection[str], at: datetime) -> Person | None:
    """The next person on duty of these roles who can be reached and was not told yet."""
    people = (person for role in roles for person in roster.on_duty(role, at))
    return next((p for p in people if p.channels and p.id not in told), None)


def lead_role(roles: Collection[str]) -> str:
    """Of the roles that a rung reaches the one whose work it is: the lowest; the others are told beside it."""
    return min(
        roles, key=lambda role: ROLES.index("deputy" if role == "leader_in_charge" else cast(Role, role))
    )
