"""Counties, districts and cities of the country with all that they are called, for tellings of where it happened."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bench.tellings.slots import Slots
from monitor.text.gazetteer import Kind, lines_of

_COUNTY_ENDS = ("县", "区", "市", "旗")
_CITY_ENDS = ("市", "州", "盟", "地区")
_PLAIN_CITIES = "90"
"""Counties that a province governs itself have no city around them."""
_OWN = "2201"
_WHOLE_CITIES = ("11", "12", "31", "50")


class County(NamedTuple):
    """A county, district or county-level city: its code, its name whole and short, its city's and its province's."""

    code: str
    full: str
    short: str
    city: str
    city_short: str
    province: str
    province_short: str
    kind: Kind
    """How far its short name tells a place."""
    alone: bool
    """Whether nobody else bears its whole name."""
    seat: str
    """The code of its city, of its province where that is a municipality."""


@cache
def _rows() -> dict[str, tuple[Kind, tuple[str, ...]]]:
    table = (line.split("\t") for line in lines_of("place_names.tsv"))
    return {name: (Kind(kind), tuple(codes)) for name, kind, *codes in table}


@cache
def _named() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, (_, codes) in _rows().items():
        for code in codes:
            names.setdefault(code, []).append(name)
    return names


def _whole(code: str) -> str:
    """The name of today: a district has a code up to 20, a county up to 80, a county-level city one above."""
    names = _named().get(code, [])
    ends = _COUNTY_ENDS
    if code[4:] != "00":
        number = int(code[4:])
        ends = ("区",) if number <= 20 and int(code[2:4]) <= 20 else ("市",) if number > 80 else ("县", "旗")
    elif code[2:4] != "00":
        ends = _CITY_ENDS
    else:
        ends = ("省", "自治区", "市")
    found = [n for n in names if n.endswith(ends)]
    return max(
        found,
        key=lambda n: (n[-1] not in "区盟", len(n)) if ends == _CITY_ENDS else (True, len(n)),
        default="",
    )


def _short(code: str, whole: str) -> str:
    """The short form; a county of two letters (盂县) has none but itself."""
    if len(whole) == len("盂县"):
        return whole
    return next((n for n in _named().get(code, []) if n != whole and len(n) > 1 and whole.startswith(n)), "")


@cache
def counties() -> tuple[County, ...]:
    """All that lie in a city or a municipality, outside the office's own."""
    found = []
    for code in sorted(_named()):
        if code[4:] == "00" or code.startswith(_OWN) or code[2:4] == _PLAIN_CITIES:
            continue
        full = _whole(code)
        short = _short(code, full)
        seat = f"{code[:2]}0000" if code.startswith(_WHOLE_CITIES) else f"{code[:4]}00"
        city, province = _whole(seat), _whole(f"{code[:2]}0000")
        if not (full and short and city and province) or (short != full and short.endswith(_COUNTY_ENDS)):
            continue
        kind, codes = _rows()[short]
        if len(codes) > 1:
            kind = Kind.CONTEXT if kind is not Kind.CHILD else Kind.CHILD
        alone = len(_rows()[full][1]) == 1 and _rows()[full][0] is Kind.SURE
        city_short = _short(seat, city) or city.removesuffix("市")
        province_short = _short(f"{code[:2]}0000", province) or province[:2]
        found.append(County(code, full, short, city, city_short, province, province_short, kind, alone, seat))
    return tuple(found)


@cache
def namesakes() -> tuple[County, ...]:
    """Districts and counties whose whole name others bear, too (朝阳区, 鼓楼区)."""
    return tuple(c for c in counties() if len(_rows()[c.full][1]) > 1)


@cache
def sure() -> tuple[County, ...]:
    """Those whose whole name nobody else bears."""
    return tuple(c for c in counties() if c.alone and c.short != c.full)


@cache
def little() -> tuple[County, ...]:
    """Counties of two letters, the second being their kind: 盂县, 岷县."""
    return tuple(
        c for c in counties() if c.short == c.full and c.full[1] == "县" and len(_rows()[c.full][1]) == 1
    )


@cache
def towns() -> tuple[County, ...]:
    """Counties and county-level cities that their short name alone tells, since it is hardly a word."""
    kinds = (Kind.SOFT, Kind.TOWN)
    return tuple(c for c in counties() if c.kind in kinds and c.alone and not c.full.endswith("区"))


def elsewhere(slots: Slots, than: County) -> County:
    """Another county, in another province, whose city has a short name."""
    return slots.any(
        [c for c in sure() if c.code[:2] != than.code[:2] and c.seat[2:] != "0000" and len(c.city_short) == 2]
    )


def neighbour(slots: Slots, of: County) -> County | None:
    """Another county of the same city; None where it has none."""
    found = [c for c in sure() if c.seat == of.seat and c.code != of.code]
    return slots.any(found) if found else None


def written(slots: Slots, county: County) -> str:
    """A county by a name that leaves no doubt."""
    c = county
    in_city = c.city if c.city != c.province else ""
    return slots.any(
        (
            f"{c.province}{in_city}{c.full}",
            f"{c.city}{c.full}",
            f"{c.city_short}{c.full}",
            *((c.full, f"{c.province}{c.full}", f"{c.province_short}{c.full}") if c.alone else ()),
        )
    )
