"""The ground that an emergency stands on, so that two of one kind in different places are not taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from monitor.config_file import read
from monitor.text.divisions import lies_in
from monitor.text.gazetteer import Kind, RegionsConfig
from monitor.text.places import Gazetteer
from monitor.text.segment import Cut

_OPENING_CHARS = 300
_DIVISIONS = ("区", "县", "市", "旗")
_ABROAD = "国外"
"""The ground of what happened in no country that is named."""
# 国外某城市一工厂爆炸, but not 国外有类似做法.
_SAID_ABROAD = re.compile("(?:国外|境外|海外)(?:某|一[座家处名]?(?:城|市|厂|商|机|学|医|酒|矿))")


@dataclass(frozen=True, slots=True)
class Territory:
    """The country's places, and the names of the office's own divisions: in its items they tell nothing but where."""

    gazetteer: Gazetteer
    commonplaces: frozenset[str]

    @classmethod
    def load(cls, path: Path, cut: Cut) -> Territory:
        """Read ``regions.yaml``; names are told from seams of words as the classifier tells them. Raises ConfigError."""
        config = read(path, RegionsConfig)
        return cls(Gazetteer(config, cut), _commonplaces(config))

    def ground(self, title: str, text: str) -> tuple[str, ...]:
        """The codes of the scene that a report opens with; abroad, the countries that it names, or that it is abroad."""
        places = self.gazetteer.find(f"{title}\n{text[:_OPENING_CHARS]}", title_end=len(title))
        if places.regions:
            return places.regions
        if places.scene is None:
            return (_ABROAD,) if _SAID_ABROAD.search(f"{title}\n{text[:_OPENING_CHARS]}") else ()
        return tuple(dict.fromkeys(hit.text for hit in places.mentions if hit.meaning.kind is Kind.ABROAD))


def stand_apart(left: Iterable[str], right: Iterable[str]) -> bool:
    """True when both sides are somewhere and no place of one is, holds or lies in a place of the other."""
    ours, theirs = tuple(left), tuple(right)
    return bool(ours and theirs) and not any(_shared(a, b) for a in ours for b in theirs)


def share_ground(left: Iterable[str], right: Iterable[str]) -> bool:
    """True when a place of one side is, holds or lies in a place of the other."""
    return any(_shared(a, b) for a in left for b in tuple(right))


def _shared(left: str, right: str) -> bool:
    if left.isdigit() and right.isdigit():
        return lies_in(left, right) or lies_in(right, left)
    if _ABROAD in (left, right):
        return not (left.isdigit() or right.isdigit())
    return left == right


def _commonplaces(config: RegionsConfig) -> frozenset[str]:
    names = {config.city.name, config.city.name.removesuffix("市")}
    for region in config.regions:
        known = {region.name, *region.sure, *region.needs_context}
        names |= {name for name in known if name.endswith(_DIVISIONS) or name == region.name[:-1]}
    return frozenset(names)
