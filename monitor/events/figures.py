"""Counted figures and districts of a text: two texts of nearly the same words that differ in them are no copies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from monitor.values import value

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NONE = re.compile(r"(?:无|没有|未造成|未发生|尚无|暂无)[^，。；\n]{0,6}?(?:人员)?(?:伤亡|死亡)")
_DISTRICT = re.compile(
    r"[A-Z]\d{0,2}[区县]|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,6}?[区县]|(?<=[省市州盟])[\u4e00-\u9fff]{1,5}?[区县]"
)
NO_DISTRICT = (
    *("小区", "社区", "地区", "市区", "县区", "片区", "库区", "新区", "景区", "辖区", "郊区"),
    *("城市", "超市", "菜市"),
)
"""Endings that look like a district's, and are none."""
_TOWN = re.compile("(?:[一-鿿]?(?:[主老]|中心)|[市县全各])?城区|(?:[全各该本此]|[一-鿿]{2,})?园区")
_PEOPLE = frozenset("人名位例死伤亡")


# 1,200人 and 1200人, 1.2万人 and 12000人, 1万2千人, 12 人: one number in several ways of writing it.
_THOUSANDS = re.compile(r"(?<![\d.,，])\d{1,3}(?:[,，]\d{3})+(?!\d)")
_MYRIADS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)([万千])(?:(\d)([千百]))?(?![万千百十\d])")
_BLANK = re.compile(r"(?<=\d)[ \u3000]+(?=[一-鿿])")


def one_way(text: str) -> str:
    """A text with its numbers written in one way, as far as two ways of writing them would be taken for two numbers."""
    if "," in text or "，" in text:
        text = _THOUSANDS.sub(lambda match: re.sub("[,，]", "", match[0]), text)
    if "万" in text or "千" in text:
        text = _MYRIADS.sub(_in_full, text)
    return _BLANK.sub("", text) if " " in text or "\u3000" in text else text


def _in_full(match: re.Match[str]) -> str:
    value = float(match[1]) * _PLACES[match[2]]
    if match[3]:
        value += int(match[3]) * _PLACES[match[4]]
    return f"{value:.0f}" if value == int(value) else match[0]


@value
class Figures:
    """Numbers by what they count, and the districts that the text opens with."""

    counted: frozenset[tuple[str, float]]
    districts: frozenset[str]


def read_figures(text: str, units: Sequence[str]) -> Figures:
    """Read the numbers before the given units; counts of people share one unit, no casualties count as zero."""
    text = one_way(text)
    found: set[tuple[str, float]] = set()
    for digits, unit in _pattern(tuple(units)).findall(text):
        value = read_numeral(digits)
        if value is not None:
            found.add(("人" if unit in _PEOPLE else unit, value))
    if _NONE.search(text):
        found.add(("人", 0.0))
    return Figures(frozenset(found), frozenset(_districts(text[:120])))


def _districts(opening: str) -> list[str]:
    """Districts only: a 小区 or 社区 that both texts have would hide that their districts differ."""
    return [name for name in _DISTRICT.findall(opening) if is_district(name)]


def is_district(name: str) -> bool:
    """False for 小区, 新区, 老城区 and 工业园区; 高新区, 宽城区 and 绿园区 are districts like any other."""
    return name.endswith("高新区") or not (name.endswith(NO_DISTRICT) or _TOWN.fullmatch(name))


def contradict(left: Figures, right: Figures) -> bool:
    """True when each text counts something that the other counts otherwise, or they name quite other districts."""
    for unit in {u for u, _ in left.counted} & {u for u, _ in right.counted}:
        mine = {v for u, v in left.counted if u == unit}
        theirs = {v for u, v in right.counted if u == unit}
        if mine - theirs and theirs - mine:
            return True
    return bool(left.districts and right.districts and not left.districts & right.districts)


def read_numeral(digits: str) -> float | None:
    """``12``, ``十二``, ``两百``, ``3.5万``; None when it is no number."""
    scale = 1
    if len(digits) > 1 and digits[-1] in "万千" and digits[0].isdigit():
        digits, scale = digits[:-1], _PLACES[digits[-1]]
    if digits.replace(".", "", 1).isdigit():
        return float(digits) * scale
    return _chinese(digits)


def _chinese(digits: str) -> float | None:
    total, section, digit = 0, 0, 0
    for char in digits:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * 10000, 0, 0
        elif char in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[char], 0
        else:
            return None
    return float(total + section + digit)


@lru_cache(maxsize=8)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    return re.compile(rf"(\d+(?:\.\d+)?[万千]?|[零〇一二两三四五六七八九十百千万]+)(?:余|多)?({words})")
