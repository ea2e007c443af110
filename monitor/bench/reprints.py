"""How reprints differ from their originals: not at all, by what was set before and behind, by other words all over the text.

What a text counts and names is never touched: where that differs, two texts are of two matters by rule.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from monitor.item import Item

KINDS = ("exact", "affixed", "edited")
_BEFORE = "记者昨天从有关方面了解到，"
_BEHIND = "更多情况本台将继续关注。"
_EDITED_SHARE = 0.05
_SLIPS = "的了是在也就都和与把被让着吧呢这那有还又很"
_TOLD = re.compile(r".?[\d一二三四五六七八九十百千万两几多]+.{0,3}|.{0,6}[区县市旗]")


def reprint(item: Item, kind: str, rng: random.Random) -> Item:
    """The item as another outlet would give it: ``exact`` but for the mark of a reprint, ``affixed``, or ``edited``."""
    if kind == "exact":
        return replace(item, text=f"【转】{item.text}")
    if kind == "affixed":
        return replace(item, text=f"{_BEFORE}{item.text}{_BEHIND}")
    return replace(item, text=_edited(item, rng))


def _edited(item: Item, rng: random.Random) -> str:
    """One letter in twenty is another, is left out or has another behind it, in equal parts."""
    letters: list[str] = list(item.text)
    kept: set[int | str] = set(item.title)
    for told in _TOLD.finditer(item.text):
        kept.update(range(*told.span()))
    free = [place for place, letter in enumerate(letters) if place not in kept and letter not in kept]
    for place in rng.sample(free, min(len(free), round(len(letters) * _EDITED_SHARE))):
        slip = rng.choice(_SLIPS)
        letters[place] = rng.choice((slip, "", letters[place] + slip))
    return "".join(letters)
