"""The hurt whom a text counts in one breath with its final number of the dead: 已致10人死亡、21人受伤 … 昨天下午的数字为5人死亡、26人受伤.

A toll is a pair. Where the pair with the fewer dead is told further on it is the older one, and so are its hurt; and whoever died since
was counted before the pair with the most. Where only the older pair tells of the hurt, those of them who died are taken off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from monitor.classify.figures.mention import Placed
from monitor.classify.figures.sums import figure_of
from monitor.classify.result import Figure

_STATED = frozenset({"plain", "total", "update", "added"})
_OF_THE_HURT = frozenset({"hurt", "badly_hurt"})


def told_with_the_dead(
    settled: Mapping[str, Figure | None], by_name: Mapping[str, Sequence[Placed]]
) -> Figure | None:
    """The hurt of the pair that tells the final number of the dead, where those that are known are of an older pair; else None."""
    deaths, injured = settled["deaths"], settled["injured"]
    if not (deaths and deaths.value and injured and injured.value):
        return None
    if any(m.mention.role in ("correction", "update") for m in by_name["injured"]):
        return None
    pairs = list(_pairs(by_name["deaths"], by_name["injured"]))
    final = [hurt for dead, hurt in pairs if dead.mention.value == deaths.value]
    older = [(dead, hurt) for dead, hurt in pairs if dead.mention.value < deaths.value]
    if final:
        numbers = {m.mention.value for m in final}
        stale = injured.value < min(numbers) or any(h.mention.value >= injured.value for _, h in older)
        known = injured.value in numbers or not stale
        if known or len(numbers) > 1:
            return None
        newer = figure_of(final[-1], final)
        return replace(newer, corrected=newer.value < injured.value)
    of_them = [(d, h) for d, h in older if h.mention.value == injured.value and h.place in injured.places]
    if in_care := _left_in_care(deaths, injured, of_them, by_name):
        return in_care
    risen = [
        m.mention
        for m in by_name["deaths"]
        if m.mention.role == "update"
        and m.mention.value == deaths.value
        and m.mention.of in _OF_THE_HURT
        and all(
            m.place.field_name == d.place.field_name and m.mention.start < d.mention.start for d, _ in of_them
        )
    ]
    if not (of_them and risen):
        return None
    left = injured.value - (deaths.value - max(d.mention.value for d, _ in of_them))
    return replace(injured, value=left, corrected=True) if left > 0 else None


def _left_in_care(
    deaths: Figure,
    injured: Figure,
    older: Sequence[tuple[Placed, Placed]],
    by_name: Mapping[str, Sequence[Placed]],
) -> Figure | None:
    """``造成6人死亡、11人受伤 … 已造成8人死亡，9人在院治疗``: who is in care beside the final number of the dead, where they are just as many fewer."""
    beside = {
        (m.place.field_name, m.mention.sentence)
        for m in by_name["deaths"]
        if m.mention.value == deaths.value and m.mention.role in ("total", "update")
    }
    left = [
        m
        for m in by_name["injured"]
        if m.mention.role == "weak" and (m.place.field_name, m.mention.sentence) in beside
    ]
    fits = any(
        injured.value - m.mention.value == deaths.value - dead.mention.value
        and m.mention.start > dead.mention.start
        for dead, _ in older
        for m in left[:1]
    )
    return replace(figure_of(left[0], left), corrected=True) if fits else None


def _pairs(dead: Sequence[Placed], hurt: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Each count of the dead with that of the hurt that goes on from it."""
    for one in dead:
        stands = (
            one.mention.role in _STATED and not one.mention.of and one.mention.relation in (None, "joined")
        )
        if not stands and one.mention.role != "update":
            continue
        behind = [m for m in hurt if _goes_on(one, m)]
        next_one = min(behind, key=lambda m: m.mention.start, default=None)
        if next_one and not any(_is_between(other, one, next_one) for other in dead):
            yield one, next_one


def _is_between(other: Placed, one: Placed, behind: Placed) -> bool:
    """``59人死亡 中国公民1死1伤``: the one who is hurt goes with another number of the dead."""
    same = other.place.field_name == one.place.field_name
    return same and one.mention.end <= other.mention.start < behind.mention.start


_NEAR = 16


def _goes_on(dead: Placed, hurt: Placed) -> bool:
    one, other = dead.mention, hurt.mention
    if dead.place.field_name != hurt.place.field_name or one.sentence != other.sentence:
        return False
    return other.role in _STATED and bool(other.value) and 0 <= other.start - one.end <= _NEAR
