"""What a change on the roster means for each person: the turns that one gets and the turns that one no longer has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from monitor.sla.roster import ROLES, Roster
from monitor.sla.roster_file import Role


@dataclass(frozen=True, slots=True)
class Move:
    """One stretch ``[start, end)`` that a person serves now and did not before (``gained``), or the other way round.

    ``others`` are those on the other side: whose turn it was, or whose it has become.
    """

    person: str
    role: Role
    start: datetime
    end: datetime
    gained: bool
    others: tuple[str, ...] = ()


def moves_between(before: Roster, after: Roster, start: datetime, end: datetime) -> list[Move]:
    """How ``after`` differs from ``before`` within ``[start, end)``, by person, role and time.

    A role that had no turns and gets its first counts as unstaffed before: those who were always reachable for it have
    lost no turn.
    """
    found = [m for role in ROLES for m in _moves_of(role, before, after, start, end)]
    return sorted(found, key=lambda m: (m.start, m.end, ROLES.index(m.role), m.person))


def _moves_of(role: Role, before: Roster, after: Roster, start: datetime, end: datetime) -> list[Move]:
    began = after.has_turns(role) and not before.has_turns(role)
    joined: dict[tuple[str, bool], list[Move]] = {}
    for begin, stop in _spans(before, after, start, end):
        old = frozenset() if began else frozenset(p.id for p in before.on_duty(role, begin))
        new = frozenset(p.id for p in after.on_duty(role, begin))
        gained, lost = new - old, old - new
        for person in sorted(gained | lost):
            others = tuple(sorted(lost if person in gained else gained))
            _join(joined, Move(person, role, begin, stop, person in gained, others))
    return [move for moves in joined.values() for move in moves]


def _spans(
    before: Roster, after: Roster, start: datetime, end: datetime
) -> Iterable[tuple[datetime, datetime]]:
    marks = sorted({m for roster in (before, after) for span in roster.spans(start, end) for m in span})
    return pairwise(marks)


def _join(joined: dict[tuple[str, bool], list[Move]], move: Move) -> None:
    """Add a stretch; one that goes on where the last ended, with the same people, is the same move."""
    moves = joined.setdefault((move.person, move.gained), [])
    last = moves[-1] if moves else None
    if last is not None and last.end == move.start and last.others == move.others:
        moves[-1] = replace(last, end=move.end)
    else:
        moves.append(move)
