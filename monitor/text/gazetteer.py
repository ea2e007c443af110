"""Names of places compiled for one pass over a text: the office's own territory, the whole country, and abroad."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import AfterValidator, model_validator

from monitor.config_file import ConfigModel, refuse_twice
from monitor.text.divisions import lies_in, within
from monitor.text.whole_names import whole_names
from monitor.text.word_search import Matches
from monitor.values import value

_BEHIND_THE_STEM = ("南区", "北区", "中区")
_SHORT = 2


class Kind(Enum):
    """How far a name by itself tells a place.

    ``SURE`` names one place; ``SOFT`` does in a place's surroundings (汶川一工厂); ``CONTEXT`` has namesakes, so that
    another name must settle it; ``CHILD`` is an ordinary word too and counts right behind the place that it lies in; ``TOWN`` is
    hardly one and counts where that place stands anywhere in the text (杭州讯 … 淳安); ``CUED`` is a word too and counts before
    what happens in places (开封一工厂).
    """

    SURE = "sure"
    SOFT = "soft"
    CONTEXT = "context"
    CHILD = "child"
    TOWN = "town"
    CUED = "cued"
    ABROAD = "abroad"

    def __init__(self, code: str) -> None:
        self.is_word = code in ("child", "town", "cued")
        """Whether names of this kind are words of the language too, which count only in certain company."""


def _six_digits(code: str) -> str:
    if len(code) != 6 or not code.isascii() or not code.isdigit():
        raise ValueError('区划代码须为六位数字，如 "220102"')
    return code


class RegionNames(ConfigModel):
    """One county, district or development zone, or the city itself."""

    code: Annotated[str, AfterValidator(_six_digits)]
    name: str
    sure: tuple[str, ...] = ()
    needs_context: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Names that are ordinary words, too (榆树): places where people live in them and things befall them."""


class RegionsConfig(ConfigModel):
    """``config/regions.yaml``."""

    as_of: date
    city: RegionNames
    regions: tuple[RegionNames, ...]
    not_places: tuple[str, ...] = ()
    not_city_before: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _codes(self) -> RegionsConfig:
        refuse_twice([r.code for r in self.regions], "地区", ("regions", "code"))
        return self

    @property
    def all(self) -> tuple[RegionNames, ...]:
        """The city and its regions."""
        return (self.city, *self.regions)

    @property
    def names(self) -> tuple[str, ...]:
        """All that they are called: a model that learnt from it would learn where, not what."""
        return tuple(name for r in self.all for name in (r.name, *r.sure, *r.needs_context))


@value
class PlaceName:
    """What a name may mean: codes from the likeliest on; none for abroad. ``fallback`` is what is sure at any rate."""

    kind: Kind
    codes: tuple[str, ...] = ()
    fallback: str | None = None
    short: bool = False
    """The office's own district without its ending (九台, 榆树): nobody else's where something happens in it."""


class Hit(NamedTuple):
    """A name found at ``[start, end)``."""

    text: str
    start: int
    end: int
    meaning: PlaceName


class NameBook:
    """All names in one automaton; the longest at a place counts."""

    def __init__(self, config: RegionsConfig) -> None:
        rows = dict(line.split("\t", 1) for line in lines_of("place_names.tsv"))
        own: dict[str, PlaceName] = {}
        for region in config.all:
            _add_own(own, rows, region, config.city.code)
        no_places = {*words_of("not_places.txt"), *(f"{d}日本" for d in "0123456789")}
        landmarks = _landmarks()
        self._landmarks = frozenset(landmarks)
        # Rows of the table are read when their name is first met: most never are.
        self._names: dict[str, PlaceName | str | None] = {
            **dict.fromkeys(words_of("abroad.txt"), PlaceName(Kind.ABROAD)),
            **landmarks,
            **_beyond_the_table(),
            **rows,
            **dict.fromkeys(no_places),
            **own,  # an office knows its own streets: 吉林大路 lies in no other city's way
            **dict.fromkeys(config.not_places),
        }
        self.keys = list(self._names)
        self._run_into = _run_into(config.city, rows)
        self._whole = whole_names(rows)
        self._automaton = AhoCorasick(self.keys, matchkind=MatchKind.LeftmostLongest)
        # Most names are followed by no letter that could go on so.
        self._goes_on = {letter: frozenset(n[1] for n in names) for letter, names in self._whole.items()}

    def find(self, text: str, matches: Matches | None = None) -> list[Hit]:
        """The names of a text from left to right; ``matches`` are those of :attr:`keys` that it holds, where they are known."""
        hits = []
        read = 0
        if matches is None:
            matches = self._automaton.find_matches_as_indexes(text)
        for index, start, end in matches:
            if start < read:
                continue
            name = self.keys[index]
            meaning = self.meaning(name)
            hides = end - start == _SHORT or meaning is None
            goes_on = hides and text[end : end + 1] in self._goes_on.get(name[-1], ())
            if (goes_on or name in self._run_into) and (whole := self._run_over(text, name, end - 1)):
                name, start, end = whole, end - 1, end - 1 + len(whole)
                meaning, read = self.meaning(name), end
            if meaning is not None:
                hits.append(Hit(name, start, end, meaning))
                if name[-1] == "市" and text.startswith(_BEHIND_THE_STEM, end):
                    hits[-1:] = self._parted(text, hits[-1])
                    read = hits[-1].end
        return hits

    def _parted(self, text: str, hit: Hit) -> list[Hit]:
        """青岛市北区 is 青岛 and its 市北区, where the city has a district of that name."""
        stem, district = hit.text[:-1], text[hit.end - 1 : hit.end + _SHORT]
        city, meaning = self.meaning(stem), self.meaning(district)
        if city is None or meaning is None or not within(meaning.codes, hit.meaning.codes[0]):
            return [hit]
        behind = Hit(district, hit.end - 1, hit.end + _SHORT, meaning)
        return [Hit(stem, hit.start, hit.end - 1, city), behind]

    def _run_over(self, text: str, name: str, last: int) -> str | None:
        """The whole name that a shorter one ran into with its ``last`` letter: 昨天长沙市 holds no 天长, 三天长春 neither."""
        own = next((own for own in self._run_into.get(name, ()) if text.startswith(own, last)), None)
        whole = self._whole.get(name[-1], ())
        if own is not None or not text.startswith(whole, last):
            return own
        full = next(full for full in whole if text.startswith(full, last))
        rest, around = self.meaning(full[1:]), self.meaning(name)
        inside = rest and around and around.codes and within(rest.codes, around.codes[0])
        return None if inside else full  # 山西吉县 is 山西 + 吉县, not 西吉县

    def is_landmark(self, hit: Hit) -> bool:
        """Whether a hit is a sight of some city; the own 人民广场 is a place by itself."""
        return hit.text in self._landmarks and hit.meaning.kind is Kind.CHILD

    def meaning(self, name: str) -> PlaceName | None:
        """What one name may mean, None where it is no place."""
        meaning = self._names.get(name)
        if isinstance(meaning, str):
            self._names[name] = meaning = _read_row(meaning)
        return meaning


@lru_cache(maxsize=8)
def name_book(config: RegionsConfig) -> NameBook:
    """The names of a territory: its automaton holds the whole country's, and the classifier and the matcher share it."""
    return NameBook(config)


def _run_into(city: RegionNames, rows: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The names of two characters that end as the city's begin, with the city's names, longest first."""
    stem = city.name[:-1]
    own = sorted((n for n in (city.name, *city.sure) if n.startswith(stem)), key=len, reverse=True)
    return {name: tuple(own) for name in rows if len(name) == 2 and name[1] == stem[0] and name != stem}


def lines_of(file: str) -> list[str]:
    """The lines of a table that comes with the program, without its notes."""
    text = files("monitor.text").joinpath("data", file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _landmarks() -> dict[str, PlaceName]:
    """What lies in one district of a big city; only behind that city's name, since 外滩 and 钟楼 are elsewhere, too."""
    words = words_of("landmarks.txt")
    return {name: PlaceName(Kind.CHILD, (code,)) for name, code in zip(words[::2], words[1::2], strict=True)}


def _beyond_the_table() -> dict[str, PlaceName]:
    """Cities of Taiwan, Hong Kong and Macao, of which the table knows only the whole, and towns that are named without their county."""
    words = words_of("cities_beyond_the_table.txt")
    return {name: PlaceName(Kind.SURE, (code,)) for name, code in zip(words[::2], words[1::2], strict=True)}


def words_of(file: str) -> list[str]:
    """The words of a table that comes with the program."""
    return [word for line in lines_of(file) for word in line.split()]


def _read_row(row: str) -> PlaceName:
    """A row of ``place_names.tsv`` without its name; how they were made: ``bench/make_place_names.py``."""
    kind, *codes = row.split("\t")
    return PlaceName(Kind(kind), tuple(codes))


def _add_own(own: dict[str, PlaceName], rows: Mapping[str, str], region: RegionNames, city: str) -> None:
    """Add the office's own names; a name that others bear too keeps their codes beside the own one."""
    for name in region.sure:
        known = [c for c in _codes(own.get(name)) if lies_in(c, city) and c != region.code]
        kind = Kind.CONTEXT if known else Kind.SURE
        own[name] = PlaceName(kind, (*known, region.code), fallback=city if known else None)
    for name in region.needs_context:
        known = [*_codes(own.get(name) or (_read_row(rows[name]) if name in rows else None))]
        own[name] = PlaceName(
            Kind.CONTEXT, tuple(dict.fromkeys((*known, region.code))), short=name == region.name[:-1]
        )
    for name in _towns_of(region):
        own.setdefault(name, PlaceName(Kind.SURE, (region.code,)))
    for name in region.words:
        own[name] = PlaceName(Kind.CUED, (region.code,), short=True)
    if region.name not in own and region.name not in rows:
        own[region.name] = PlaceName(Kind.SURE, (region.code,))


_NUMERALS = frozenset("一二三四五六七八九十")
"""一道二道三道工序: no 三道镇 of 二道."""
_TOWN_ENDS = ("街道", "镇", "乡")


def _towns_of(region: RegionNames) -> Iterator[str]:
    """榆树大坡, 双阳鹿乡: a district's short name, which others bear too, with a town of its own, whole or without its unit."""
    short = region.name[:-1]
    if short not in (*region.words, *region.needs_context):
        return
    for town in (*region.sure, *region.needs_context):
        end = next((e for e in _TOWN_ENDS if town.endswith(e)), None)
        if end is not None and not town.startswith(short) and town[0] not in _NUMERALS:
            stem = town.removesuffix(end)
            yield f"{short}{town}"
            if len(stem) > 1 and end != "街道":  # 南关桃源路 is a street of 南关
                yield f"{short}{stem}"


def _codes(name: PlaceName | None) -> tuple[str, ...]:
    return name.codes if name is not None else ()
