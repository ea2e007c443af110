"""Numbers as Chinese text writes them: 三十一, 3.5亿, 百余, 近百, 20多, 至少, 不到 → a value and its bound.

``数十`` and ``几百`` name no number: their value is None. A range (``3至5``, ``五六``, ``二三十``) is at least its lower end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Bound = Literal["exact", "about", "at_least", "below"]

_DIGIT = "零〇○一二两俩三仨四五六七八九壹贰叁肆伍陆柒捌玖"
# 夫妻俩一个骨折，一个擦伤: 俩 and 仨 hold their measure word and are no part of a longer number.
_PLACED = _DIGIT.replace("俩", "").replace("仨", "")
_OLD_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_TENS = "".join(_OLD_TENS)
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8}
_VALUES = {c: v for v, cs in enumerate(("零〇○", "一壹", "二两俩贰", "三仨叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
           for c in cs}  # fmt: skip

# Every repeat is bounded, so that a page of digits costs no more than a page of text.
_ARABIC = r"\d{1,16}(?:,\d{3}){0,5}(?:\.\d{1,6})?"
_PLAIN = (
    rf"(?:{_ARABIC}(?:[余多来]?[十百千万亿]{{1,3}}(?:{_ARABIC}[百千]?)?){{0,3}}"
    rf"|(?:几|(?<![总人户])数)[十百千万亿]{{1,3}}|[{_PLACED}{_TENS}十百千万亿拾佰仟]{{1,16}}几?[余多来]?[十百千万亿]{{0,3}}|[俩仨])(?:个亿(?!万))?"
)
_BEFORE: tuple[tuple[str, Bound], ...] = (
    ("至少|起码|最少|不少于|不低于|不下|超过|已超|超|逾|突破|多于|上|过", "at_least"),
    ("将近|接近|近乎|近|不到|不足|不满|未满|少于|低于|不超过|至多|最多", "below"),
    ("大约|大概|约有|约|差不多|估计", "about"),
    ("多达|高达|达到|达", "exact"),
)
_AFTER: tuple[tuple[str, Bound], ...] = (
    ("以上|之多|余|多|来|几", "at_least"),
    ("以内|以下|不到", "below"),
    ("左右|上下|前后", "about"),
)
# 车上3人 and 附近3人 bound nothing: 上 belongs to 百, 千, 万, and 近 to no 附近 or 最近.
_NOT_ALONE = {"上": "上(?=[百千万])", "近": "(?<![附最])近", "过": "(?<![经通路穿渡跨越超])过(?=[百千万])"}
BEFORE = "(?:" + "|".join(_NOT_ALONE.get(w, w) for words, _ in _BEFORE for w in words.split("|")) + ")"
"""Words that bound a number and stand before it (regular expression source)."""
MORE = "[余多来几]"
"""Words that make a number a lower bound, directly behind its digits (regular expression source)."""
AFTER = "(?:以上|之多|以内|以下|左右|上下)"
"""Words that bound a number and stand behind its unit (regular expression source)."""
NUMBER = rf"{_PLAIN}(?:[至到\-~—]{_PLAIN})?"
"""A bare number, without bounding words (regular expression source)."""

# Longer rows of digits are numbers of bills and telephones, or attacks.
_MOST_DIGITS = 24
_SEVERAL = re.compile("[数几]([十百千万亿]{1,3})")
_RANGE = re.compile(rf"({_PLAIN})[至到\-~—]{_PLAIN}")
_NEIGHBOURS = re.compile(
    f"((?:[{_DIGIT}\\d]{{1,4}}[百千万])*[零]?十?)([{_DIGIT}])([{_DIGIT}])([十百千万亿]*)"
)
# 三五个 is three to five; 百八十个 is eighty to a hundred.
_LOOSE = re.compile("(三)五([十百千万]?)|(?:三两|两三)()()|(百八十|千八百)")
# 百人丧命: a hundred or so, since whoever counted would write 一百.
_ROUND = frozenset({"百", "千", "百万", "千万"})
_ABOUT_HUNDRED = "百十"
_POSITIONS = re.compile(f"[{_DIGIT}]{{2,}}")
_PIECE = re.compile(rf"{_ARABIC}|.")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text; ``value`` is None where the words name none (数十)."""

    value: float | None
    bound: Bound = "exact"


def read_number(digits: str, before: str = "", after: str = "") -> Number:
    """Read the digits of a number together with the bounding words before and behind it."""
    value, bound = _read(digits)
    for words, table in ((after, _AFTER), (before, _BEFORE)):
        stated = _bound(words, table)
        if stated not in (None, "exact"):
            bound = stated or bound
    return Number(value, bound)


def least_of(digits: str) -> int | None:
    """The least that ``数十`` and ``几百`` can mean (twenty, two hundred); None for digits that name a number."""
    match = _SEVERAL.fullmatch(digits)
    return 2 * int(_value(match[1])) if match else None


def _bound(words: str, table: tuple[tuple[str, Bound], ...]) -> Bound | None:
    if not words:
        return None
    return next((bound for pattern, bound in table if words in pattern.split("|")), None)


def _read(digits: str) -> tuple[float | None, Bound]:
    digits = digits.replace("个亿", "亿")  # 1.5个亿
    if len(digits) > _MOST_DIGITS or _SEVERAL.match(digits):
        return None, "exact"
    if span := _RANGE.fullmatch(digits):
        return _read_range(span[1], digits)
    for short, tens in _OLD_TENS.items():
        digits = digits.replace(short, tens)
    more = re.search("[余多来几]", digits) is not None
    bare = re.sub("[余多来几]", "", digits)
    if pair := _neighbours(bare) or _loose(bare):
        return pair, "at_least"
    if bare in _ROUND or bare == _ABOUT_HUNDRED:
        return _value(bare[0] if bare == _ABOUT_HUNDRED else bare), "at_least" if more else "about"
    return _value(bare), "at_least" if more else "exact"


def _read_range(low: str, digits: str) -> tuple[float | None, Bound]:
    """``3至5万`` means thirty to fifty thousand: the lower end borrows the upper one's unit; 三十余至五十人 are thirty at the least."""
    low = re.sub(MORE, "", low) or low
    unit = digits[-1] if digits[-1] in "万亿" and low[-1] not in "万亿" else ""
    return _value(low + unit), "at_least"


def _neighbours(digits: str) -> float | None:
    """``五六``, ``二三十``, ``十七八``, ``二百四五十``: two neighbouring digits make a range; its lower end."""
    match = _NEIGHBOURS.fullmatch(digits)
    if match is None or _VALUES[match[3]] != _VALUES[match[2]] + 1 or _VALUES[match[2]] == 0:
        return None
    return _value(match[1] + match[2] + match[4])


def _loose(digits: str) -> float | None:
    match = _LOOSE.fullmatch(digits)
    if match is None:
        return None
    if match[5]:
        return 80 if match[5] == "百八十" else 800
    return _value(f"三{match[2]}") if match[1] else 2


def _value(digits: str) -> float:
    """The value of a number without bounding words, in sections of 万 and 亿."""
    if _POSITIONS.fullmatch(digits):
        return int("".join(str(_VALUES[c]) for c in digits))
    total = section = last = 0.0
    unit_before = 1
    for piece in _PIECE.findall(digits):
        unit = _UNITS.get(piece)
        if unit is None:
            last = float(_VALUES[piece]) if piece in _VALUES else float(piece.replace(",", ""))
            unit_before = 10 if piece in "零〇○" else unit_before
        elif unit < 10**4:
            section, last, unit_before = section + (last or 1) * unit, 0.0, unit
        else:
            total = (
                (total + section + last or 1) * unit
                if unit == 10**8
                else total + (section + last or 1) * unit
            )
            section, last, unit_before = 0.0, 0.0, unit
    # 三万五 is thirty-five thousand, 三百二 three hundred and twenty; 三百零二 and 3万5 are not of that kind.
    if unit_before >= 100 and last and digits[-1] in _VALUES:
        last *= unit_before // 10
    value = total + section + last
    return int(value) if value == int(value) else round(value, 6)
