"""Alarms about turns of duty end when somebody is there again, has signed on or acknowledged, or the turn is over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from sqlmodel import col, select

from monitor.clock import parse_time
from monitor.sla.roster import Roster
from monitor.sla.roster_file import ROLES
from monitor.steps.duty_told import open_notices
from monitor.steps.standing import Standing, numbers
from monitor.store.duty_tables import SignOn
from monitor.store.portions import portions


def gaps_filled(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Roles (``officer:2026-11-27``) for which somebody who can be reached is on duty now."""
    for name in names:
        role = name.partition(":")[0]
        if role == "leader_in_charge":
            leader = at.roster.leader_in_charge(at.now)
            filled = leader is not None and bool(leader.channels)
        else:
            filled = role in ROLES and at.roster.recipients(role, at.now).gap is None
        if filled:
            yield name


GAP_SOON = "gap-soon"
"""The sort of alarm that tells of one gap that a change opens (``gap-soon:officer:1795780800``, by its beginning)."""


def gap_key(role: str, start: datetime, now: datetime) -> str:
    """The key of the alarm about a gap; of one that has begun, whose beginning moves with the present, there is one."""
    return f"{GAP_SOON}:{role}:{'now' if start <= now else f'{start.timestamp():.0f}'}"


def is_staffed(roster: Roster, role: str, at: datetime) -> bool:
    """Whether anybody of a role, or any 带班领导, is on duty."""
    if role == "leader_in_charge":
        return roster.leader_in_charge(at) is not None
    return role not in ROLES or bool(roster.on_duty(role, at))


def coming_gaps_over(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Gaps (``officer:1795780800``) in which somebody is on duty after all, or that have begun or are over."""
    for name in names:
        role, _, start = name.partition(":")
        begins = datetime.fromtimestamp(int(start), UTC) if start.isdigit() else at.now
        if (start.isdigit() and begins <= at.now) or is_staffed(at.roster, role, begins):
            yield name


def sign_ons_over(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Sign-ons that were given, or whose person is off duty or has signed on for a later turn."""
    for ids in portions(numbers(names)):
        for row in at.session.exec(select(SignOn).where(col(SignOn.id).in_(ids))):
            here = any(p.id == row.person for p in at.roster.on_duty(row.role, at.now))  # type: ignore[arg-type]
            if row.signed_at is not None or not here or _signed_later(at, row):
                yield str(row.id)


def _signed_later(at: Standing, row: SignOn) -> bool:
    query = select(SignOn.id).where(
        SignOn.office_id == at.office_id,
        SignOn.person == row.person,
        SignOn.shift_start > row.shift_start,
        col(SignOn.signed_at).is_not(None),
    )
    return at.session.exec(query.limit(1)).first() is not None


def notices_over(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Persons who have left the roster, or have nothing left to acknowledge that is not over."""
    for person in names:
        known = at.roster.person(person) is not None
        late = [row for row in open_notices(at.session, at.office_id, person) if row.alarmed_at is not None]
        if not known or all(parse_time(m["to"]) <= at.now for row in late for m in row.moves):
            yield person
