"""What two public tellings have in common and in what they differ, as numbers that a learnt weight can be put on.

Symmetric: it does not matter which of the two comes first.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from monitor.events.grievances import of_other_things
from monitor.events.grounds import share_ground, stand_apart
from monitor.events.scenes import hours_apart, in_other_venues
from monitor.events.told import Told, ToldReader

if TYPE_CHECKING:
    from monitor.events.apart import Partings
    from monitor.events.likeness import Likeness, Probe, Subject

_HOUR_S = 3600.0
_SAME_H, _SAME_MOMENT_H = 6.0, 0.75
_MARKS_AT_MOST = 15.0
_NUMBERS_AT_MOST = 9.0
_LEAST_TITLE = 4.0
_SUREST = 6.0
"""However much is learnt, it never says more than this by itself, in log odds."""

Weights = Mapping[str, float]


@cache
def learnt_weights() -> Weights:
    """The weights by the names of the evidence, and ``bias``; see ``public_weights.md``."""
    found: dict[str, float] = json.loads(
        files("monitor.events").joinpath("public_weights.json").read_text("utf-8")
    )
    return found


class Evidence:
    """Reads the evidence of pairs; texts are read once."""

    def __init__(self, told: ToldReader, partings: Partings, weights: Weights) -> None:
        self._told = told
        self._partings = partings
        self._weights = weights

    def log_odds(self, mine: Probe, other: Subject, known: Likeness, marks: float) -> float:
        """How likely both tell of one matter by what was learnt; ``marks`` is the worth of the rare pieces in common."""
        weights = self._weights
        total = weights["bias"]
        for name, amount in self.between(mine, other, known, marks).items():
            total += weights[name] * amount
        return max(-_SUREST, min(_SUREST, total))

    def between(self, mine: Probe, other: Subject, known: Likeness, marks: float) -> dict[str, float]:
        """The evidence by name; what is left out is nought."""
        left = mine.subject
        ours, theirs = self._told.read(left.text), self._told.read(other.text)
        hours = abs(left.moment - other.moment) / _HOUR_S
        run, beside = _runs(ours, theirs)
        found = {
            "words": known.words,
            "matter": known.matter,
            "marks": min(_MARKS_AT_MOST, marks),
            "no_mark": float(not marks),
            "run": math.log1p(run),
            "beside": math.log1p(beside),
            "title": max(self._held(left, theirs), self._held(other, ours)),
            "hours": math.log1p(hours),
            "letter": float(left.letter or other.letter),
            "numbers": min(_NUMBERS_AT_MOST, sum([math.log(n) for n, _ in ours.numbers & theirs.numbers])),
        }
        _kinds(found, left, other, hours)
        _places(found, mine, other)
        _scenes(found, left, other)
        if left.grievances and other.grievances:
            apart = of_other_things(left.grievances, other.grievances)
            found["other_grievance" if apart else "same_grievance"] = 1.0
        if not mine.codes.isdisjoint(other.traits.codes):
            found["same_code"] = 1.0
        found["other_names"] = float(self._partings.other_names(left, other))
        return found

    def _held(self, one: Subject, other: Told) -> float:
        """How much of the title's telling pairs the other text holds."""
        title = self._told.read(one.traits.title)
        return _shared(title, other) / max(_LEAST_TITLE, title.weight)


def _shared(left: Told, right: Told) -> float:
    few, many = sorted((left.pairs, right.pairs), key=len)
    return sum([rarity for pair, rarity in few.items() if pair in many])


def _runs(left: Told, right: Told) -> tuple[float, float]:
    """The rarity of the longest run of letters in common, and of all others: one name alone says where, not what."""
    few, many = sorted((left.pairs, right.pairs), key=len)
    total = best = run = 0.0
    last = " "
    for pair, rarity in few.items():
        if pair not in many:
            continue
        run = run + rarity if pair[0] == last else rarity
        last = pair[1]
        total += rarity
        best = max(best, run)
    return best, total - best


def _kinds(found: dict[str, float], left: Subject, right: Subject, hours: float) -> None:
    if left.kind is None or right.kind is None:
        found["one_kind"] = float(left.kind is not right.kind)
        return
    found["same_kind" if left.kind == right.kind else "other_kind"] = 1.0
    if left.kind == right.kind and hours <= _SAME_H and share_ground(left.ground, right.ground):
        found["same_scene"] = 1.0


def _places(found: dict[str, float], mine: Probe, other: Subject) -> None:
    left = mine.subject
    found["ground"] = float(share_ground(left.ground, other.ground))
    elsewhere = bool(mine.places and other.places) and mine.places.isdisjoint(other.places)
    found["elsewhere"] = float(elsewhere or stand_apart(left.ground, other.ground))


def _scenes(found: dict[str, float], left: Subject, right: Subject) -> None:
    found["other_venue"] = float(in_other_venues(left.scene, right.scene))
    apart = hours_apart(left.scene, right.scene)
    found["other_hour"] = float(apart > _SAME_H)
    told = None not in (left.scene.hour, right.scene.hour) and left.scene.day == right.scene.day
    found["same_hour"] = float(told and apart <= _SAME_MOMENT_H)
