"""Drawing the values of slots: two thirds of each may be looked at while rules are written, the third is kept aside."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

Part = Literal["seen", "aside"]
Value = TypeVar("Value")
NUMERALS = "零一二三四五六七八九十"
_EVERY = 3
PUBLISHED = "2026-04-05T20:00:00+08:00"
"""When all of them are told; 昨天 is 4 April."""


@dataclass(frozen=True)
class Telling:
    """One text with what a careful reader knows of it: figures of the contract by name, ``regions`` as a code, the
    ``day`` of the happening, its ``severity``, None for none; ``official_deaths`` is what an office says where others say otherwise."""

    skeleton: str
    text: str
    truth: Mapping[str, int | float | str | None]
    title: str = ""
    source_kind: str = "local_media"
    source: str = ""


class Slots:
    """Draws from the values of one part, reproducibly."""

    def __init__(self, part: Part, seed: int) -> None:
        self._aside = part == "aside"
        self._random = random.Random(f"{part}{seed}")

    def of(self, values: Sequence[Value], fits: Callable[[Value], bool] = lambda _: True) -> Value:
        """One of a slot's values that belong to this part and fit what else was drawn; of fewer than three, any."""
        few = len(values) < _EVERY
        own = [v for n, v in enumerate(values) if few or (n % _EVERY == _EVERY - 1) == self._aside]
        return self._random.choice([v for v in own if fits(v)])

    def any(self, values: Sequence[Value]) -> Value:
        """One of some values that are no way of telling (events, places, names), whatever the part."""
        return self._random.choice(list(values))

    def some(self, values: Sequence[Value], number: int) -> list[Value]:
        """Several different ones of such values."""
        return self._random.sample(list(values), number)

    def maybe(self, share: float = 0.5) -> bool:
        return self._random.random() < share

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def written(self, number: int) -> str:
        """A number in digits or in Chinese."""
        if number > 10 or self.maybe():
            return str(number)
        return "两" if number == 2 else NUMERALS[number]


Family = Callable[[Slots], Telling]
"""One telling of a family, drawn from its slots."""


def tidy(text: str) -> str:
    """Without the doubled marks that empty slots leave."""
    for marks, mark in (("，。", "。"), ("。，", "。"), ("。。", "。"), ("，，", "，"), ("、，", "，")):
        text = text.replace(marks, mark)
    return text
