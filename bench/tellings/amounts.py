"""Numbers of money and of many people as they are written: 1.2亿元, 一亿二千万元, 近1.3万, 数千; with what each bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bench.tellings.slots import NUMERALS, Slots

_WAN, _YI = 10**4, 10**8
Write = Callable[[int], str]


def chinese(number: int) -> str:
    """``12000`` is 一万二千, ``120000000`` 一亿二千万."""
    for unit, word in ((_YI, "亿"), (_WAN, "万")):
        if number >= unit:
            rest = number % unit
            gap = "零" if 0 < rest < unit // 10 else ""
            return chinese(number // unit) + word + gap + (chinese(rest) if rest else "")
    out, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + NUMERALS[digit] + word
        gap = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


class Written(NamedTuple):
    """A way of writing a number, and the numbers for which it is used."""

    write: Write
    fits: Callable[[int], bool]


def _parts(number: int) -> str:
    return f"{number // _YI}亿{number % _YI // _WAN}万"


YUAN: tuple[Written, ...] = (
    Written(lambda v: f"{v / _WAN:g}万元", lambda v: v < _YI),
    Written(lambda v: f"{chinese(v)}元", lambda v: v % 10**6 == 0),
    Written(lambda v: f"{v / _YI:g}亿元", lambda v: v >= _YI),
    Written(lambda v: f"{_parts(v)}元", lambda v: v > _YI and v % _YI > 0),
    Written(lambda v: f"{v // 10**7}千万元", lambda v: v < _YI and v % 10**7 == 0),
    Written(lambda v: f"人民币{v / _WAN:g}万元", lambda v: v < _YI),
    Written(lambda v: f"{v / _WAN:g}万元人民币", lambda v: v < _YI),
    Written(lambda v: f"{v // _WAN:,}万元", lambda v: 10**7 <= v < _YI),
    Written(lambda v: f"{v / _YI:g}亿元人民币", lambda v: v >= _YI),
    Written(lambda v: f"{v / _WAN:g} 万元", lambda v: v < _YI),
    Written(lambda v: f"{v}元", lambda v: v < 2 * _YI),
    Written(lambda v: f"{v / _YI:g}个亿", lambda v: v >= _YI),
    Written(lambda v: f"{v / _WAN:.2f}万元", lambda v: v < _YI),
    Written(lambda v: f"{v / _WAN:g}万元", lambda v: v >= _YI),
    Written(lambda v: f"{v / _YI:g} 亿元", lambda v: v >= _YI),
    Written(lambda v: f"{v:,}元", lambda v: v < _YI),
    Written(lambda v: f"人民币{v / _YI:.2f}亿元", lambda v: v >= _YI and v % 10**6 == 0),
)
"""Sums of money."""
PEOPLE: tuple[Written, ...] = (
    Written(str, lambda v: True),
    Written(lambda v: f"{v / _WAN:g}万", lambda v: v >= _WAN),
    Written(lambda v: chinese(v), lambda v: v % 100 == 0),
    Written(
        lambda v: f"{v // _WAN}万{v % _WAN // 1000}千", lambda v: v > _WAN and v % _WAN > 0 and v % 1000 == 0
    ),
    Written(lambda v: f"{v:,}", lambda v: v >= 1000),
    Written(lambda v: f"{v / 1000:g}千" if v < _WAN and v % 1000 == 0 else str(v), lambda v: True),
)
"""Numbers of people, before 人 or 名."""


class Bounded(NamedTuple):
    """Words around a number and what they make of it; ``{n}`` is the number without 元 or 人, ``{u}`` that."""

    form: str
    bound: str
    round_only: bool = False


BOUNDS: tuple[Bounded, ...] = (
    Bounded("{n}{u}", "exact"),
    Bounded("约{n}{u}", "about"),
    Bounded("近{n}{u}", "below", True),
    Bounded("{n}余{u}", "at_least", True),
    Bounded("超过{n}{u}", "at_least"),
    Bounded("{n}{u}", "exact"),
    Bounded("逾{n}{u}", "at_least"),
    Bounded("{n}多{u}", "at_least", True),
    Bounded("{n}{u}左右", "about"),
    Bounded("达{n}{u}", "exact"),
    Bounded("{n}{u}以上", "at_least"),
    Bounded("大约{n}{u}", "about"),
    Bounded("高达{n}{u}", "exact"),
    Bounded("将近{n}{u}", "below", True),
    Bounded("至少{n}{u}", "at_least"),
    Bounded("不足{n}{u}", "below", True),
    Bounded("{n}{u}上下", "about"),
    Bounded("超{n}{u}", "at_least"),
)


class Said(NamedTuple):
    """A number in words: what it is, what bounds it, and the number by which a level is graded."""

    words: str
    value: int
    bound: str

    @property
    def graded(self) -> int:
        return self.value - 1 if self.bound == "below" else self.value


def yuan(slots: Slots, value: int, bounded: bool = True) -> Said:
    """A sum of money, perhaps bounded."""
    words = slots.of(YUAN, lambda way: way.fits(value)).write(value)
    if not bounded:
        return Said(words, value, "exact")
    tidy = (value % 10**6 == 0 and "." not in words.replace(".00", ".")) or "亿" in words
    bound = slots.of(BOUNDS, lambda b: not b.round_only or (tidy and "." not in words and "," not in words))
    front = "人民币" if words.startswith("人民币") else ""
    unit = "元人民币" if words.endswith("元人民币") else "元" if words.endswith("元") else ""
    number = words.removeprefix("人民币").removesuffix(unit)
    if not unit and ("余" in bound.form or "多" in bound.form):  # 1.2个亿 takes no 余
        return Said(words, value, "exact")
    return Said(front + bound.form.format(n=number, u=unit), value, bound.bound)


def people(slots: Slots, value: int, unit: str = "人", bounded: bool = True) -> Said:
    """A number of people, perhaps bounded."""
    words = slots.of(PEOPLE, lambda way: way.fits(value)).write(value)
    if not bounded:
        return Said(f"{words}{unit}", value, "exact")
    bound = slots.of(
        BOUNDS, lambda b: not b.round_only or value % 1000 == 0 or (value < 1000 and value % 100 == 0)
    )
    return Said(bound.form.format(n=words, u=unit), value, bound.bound)
