"""Places named in a text: which of them lie in the office's own territory, down to its counties and districts.

A name that other cities have too counts only beside a name that settles it; a street called after a city is not that city.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import Field

from monitor.config_file import ConfigModel, read


class Kind(Enum):
    """What a name tells about the territory."""

    OWN = "own"
    AMBIGUOUS = "ambiguous"
    ELSEWHERE = "elsewhere"
    NEUTRAL = "neutral"


class RegionNames(ConfigModel):
    """One county, district or development zone, or the city itself."""

    code: str
    name: str
    sure: tuple[str, ...] = ()
    needs_context: tuple[str, ...] = ()


class RegionsConfig(ConfigModel):
    """``config/regions.yaml``."""

    as_of: date
    city: RegionNames
    regions: tuple[RegionNames, ...]
    neutral: tuple[str, ...] = ()
    homonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    street_suffixes: tuple[str, ...] = ()
    not_local_suffixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found at ``[start, end)``; ``code`` is set for names of the own territory."""

    name: str
    start: int
    end: int
    kind: Kind
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """What a text says about places; ``local`` is None when it does not tell."""

    mentions: tuple[Mention, ...]
    regions: tuple[str, ...]
    local: bool | None


class Gazetteer:
    """The office's places, compiled for one pass over a text."""

    def __init__(self, config: RegionsConfig) -> None:
        self._city = config.city.code
        self._names: dict[str, tuple[Kind, str | None] | None] = {}
        for region in (config.city, *config.regions):
            self._names |= dict.fromkeys(region.needs_context, (Kind.AMBIGUOUS, region.code))
            self._names |= dict.fromkeys(region.sure, (Kind.OWN, region.code))
        for region in config.regions:
            self._names.setdefault(region.name, (Kind.OWN, region.code))
        self._names[config.city.name] = (Kind.OWN, self._city)
        elsewhere = [name for line in config.elsewhere for name in line.split()]
        for name in elsewhere:
            self._names.setdefault(name, (Kind.ELSEWHERE, None))
        self._names |= dict.fromkeys(config.neutral, (Kind.NEUTRAL, None))
        self._names |= dict.fromkeys(config.not_places)
        self._keys = list(self._names)
        self._automaton = AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest)
        self._homonyms = config.homonyms
        self._streets, self._strays = tuple(config.street_suffixes), tuple(config.not_local_suffixes)
        self.labels = {r.code: r.name for r in (config.city, *config.regions)}

    def find(self, text: str) -> Places:
        """The places of a text and what they say about the territory."""
        found = self._automaton.find_matches_as_indexes(text)
        mentions = tuple(m for m in (self._mention(text, *hit) for hit in found) if m is not None)
        kinds = {m.kind for m in mentions}
        if Kind.OWN in kinds:
            return Places(mentions, self._deepest(mentions), True)
        return Places(mentions, (), False if Kind.ELSEWHERE in kinds else None)

    def _mention(self, text: str, index: int, start: int, end: int) -> Mention | None:
        name = self._keys[index]
        meaning = self._names[name]
        if meaning is None:
            return None
        kind, code = meaning
        if kind is Kind.ELSEWHERE and text.startswith(self._streets, end):
            return None
        if kind is Kind.OWN and code == self._city and text.startswith(self._strays, end):
            return None
        return Mention(name, start, end, kind, code)

    def _deepest(self, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
        """Codes of the districts named, in order; the city's own code when none is."""
        codes: dict[str, None] = {}
        for index, mention in enumerate(mentions):
            if mention.code not in (None, self._city) and not self._is_namesake(mentions, index):
                codes[str(mention.code)] = None
        return tuple(codes) or (self._city,)

    def _is_namesake(self, mentions: tuple[Mention, ...], index: int) -> bool:
        """Whether the name right before claims it for another city (北京市朝阳区)."""
        mention = mentions[index]
        if mention.kind is not Kind.AMBIGUOUS or index == 0:
            return False
        before = mentions[index - 1]
        touching = mention.start - before.end <= 1
        return before.kind is Kind.ELSEWHERE and (
            touching or before.name in self._homonyms.get(mention.name, ())
        )


def load_gazetteer(path: Path) -> Gazetteer:
    """Read ``regions.yaml``. Raises ConfigError."""
    return Gazetteer(read(path, RegionsConfig))


def find_places(text: str, gazetteer: Gazetteer) -> Places:
    """The places of a text; see :meth:`Gazetteer.find`."""
    return gazetteer.find(text)
