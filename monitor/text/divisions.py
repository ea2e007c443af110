"""Codes of administrative divisions (GB/T 2260): how one lies in another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LAST_CITY = _LAST_DISTRICT = "20"
"""Cities have the codes 01 to 20 within their province, their districts 01 to 20 within them; counties those above."""
_MOST_PAIRS = 16_384
"""So many answers are kept: a text asks the same of the same few places again and again."""


def prefix_of(code: str) -> str:
    """The digits that all divisions within one share: ``22``, ``2201``, ``220104``."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def is_district(code: str) -> bool:
    """Whether a division is a district of a city: 01 in a prefecture or league (会理, 513402) is a town of its own."""
    return code[2:4] <= _LAST_CITY and code[4:] <= _LAST_DISTRICT


def parent_of(code: str) -> str | None:
    """The code of the division that one lies in; None for a province."""
    if code.endswith("0000"):
        return None
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


@lru_cache(_MOST_PAIRS)
def lies_in(code: str, other: str) -> bool:
    """Whether one division is another or lies within it."""
    return code.startswith(prefix_of(other))


def share_ground(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether a division of one side is, holds or lies in one of the other: 四川 and 汶川 do, two districts do not."""
    others = tuple(right)
    return any(lies_in(a, b) or lies_in(b, a) for a in left for b in others)


def within(codes: Iterable[str], place: str) -> tuple[str, ...]:
    """Those of the codes that lie in a place, the highest first."""
    return _within(tuple(codes), place)


@lru_cache(_MOST_PAIRS)
def _within(codes: tuple[str, ...], place: str) -> tuple[str, ...]:
    return tuple(sorted((code for code in codes if lies_in(code, place)), key=depth_of))


def depth_of(code: str) -> int:
    """How deep a division lies: 0 for a province, 1 for a city, 2 for a county."""
    return 2 - code.endswith("00") - code.endswith("0000")
