"""How much speaks for one matter in what is told in public within days: by witnesses, bulletins, papers, follow-ups.

They share no wording. What they share are names and other rare pieces anywhere in the texts, the hour, the kind of thing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from monitor.events.codes import codes_alike
from monitor.events.evidence import Evidence
from monitor.events.grievances import of_other_things
from monitor.events.grounds import share_ground, stand_apart
from monitor.events.naming import named_otherwise
from monitor.events.rules import PublicPoints
from monitor.events.scenes import hours_apart, in_other_venues

if TYPE_CHECKING:
    from monitor.events.likeness import Likeness, Probe, Subject

_HOUR_S = 3600.0
_SAME_H = 6.0
_LEAST = -8.0
"""Unlike as two items may be, only rules forbid that they are one."""
_NO_WORDS = 0.02
"""Texts that share fewer words share none: one name of two letters beside that is as often chance (兰桃阁, 兰桃岭)."""


class PublicLikeness:
    """Compares two items of which one at least is no citizen's letter, by the points of the rules."""

    def __init__(self, points: PublicPoints, wide_kinds: frozenset[str], evidence: Evidence) -> None:
        self._points = points
        self._wide = wide_kinds
        self._evidence = evidence

    def margin(self, mine: Probe, other: Subject, known: Likeness) -> float:
        """What lies above the points needed; those that share nothing are strangers, which is no contradiction."""
        points, left = self._points, mine.subject
        hours = abs(left.moment - other.moment) / _HOUR_S
        marks = [worth for _, worth in shared_marks(mine, other)]
        shared = min(points.marks_at_most, sum(marks))
        lone = len(marks) == 1 and known.words < _NO_WORDS
        if lone:
            shared *= points.lone_mark
        total = points.words * known.words + points.topic * known.topic + points.marks * shared
        total += points.hours_apart * math.log1p(hours) + self._kinds(left, other, hours)
        apart = self._apart(mine, other)
        total += apart
        if not set(left.traits.names).isdisjoint(other.traits.names):
            # Both name the place at once: then they must tell of one grievance of its many.
            total += points.only_place * max(0.0, 1 - known.matter / points.only_place_below)
        ruled = max(points.strangers, total - points.needed)
        learnt = points.learnt * (
            self._evidence.log_odds(mine, other, known, sum(marks)) + points.learnt_more
        )
        # What is learnt may bring strangers together, but none that the points tell apart, nor by one name that may be chance.
        return max(_LEAST, ruled + (min(0.0, learnt) if lone or apart < points.strangers else learnt))

    def evidence(self, mine: Probe, other: Subject, known: Likeness) -> dict[str, float]:
        """What is learnt from."""
        return self._evidence.between(
            mine, other, known, sum([worth for _, worth in shared_marks(mine, other)])
        )

    def against(self, mine: Probe, other: Subject) -> float:
        """What speaks against one matter however alike the texts are: other names (兰霞岗 is not 晨霞岗)."""
        return self._points.other_names if named_otherwise(mine, other, closely=True) else 0.0

    def _kinds(self, left: Subject, right: Subject, hours: float) -> float:
        """One emergency of a kind in one place within hours is hardly ever two."""
        if left.kind is None or right.kind is None:
            return 0.0
        if left.kind != right.kind:
            return self._points.other_kind
        close = hours <= _SAME_H and share_ground(left.ground, right.ground)
        return self._points.same_kind + (self._points.same_scene if close else 0.0)

    def _apart(self, mine: Probe, other: Subject) -> float:
        """What speaks against: another place, day, kind of place, magnitude or line of buses; and numbers that are names."""
        left, points, total = mine.subject, self._points, 0.0
        elsewhere = bool(mine.places and other.places) and mine.places.isdisjoint(other.places)
        if elsewhere or stand_apart(left.ground, other.ground):
            # An earthquake, a flood is told of from many places.
            total += points.other_ground if {left.kind, other.kind} & self._wide else points.other_place
        total += self.against(mine, other)
        if of_other_things(left.grievances, other.grievances):
            total += points.other_grievance
        if hours_apart(left.scene, other.scene) > _SAME_H:
            total += points.other_day
        if None not in (left.magnitude, other.magnitude) and left.magnitude != other.magnitude:
            total += points.other_magnitude
        if mine.codes and other.traits.codes:
            total += codes_alike(mine.codes, other.traits.codes, points)
        return total + (points.other_venue if in_other_venues(left.scene, other.scene) else 0.0)


def shared_marks(mine: Probe, other: Subject) -> list[tuple[str, float]]:
    """The marks that both hold, with their worth."""
    held = mine.marks
    return [(piece, worth) for piece, worth in other.traits.marks if piece in held]
