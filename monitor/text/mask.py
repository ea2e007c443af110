"""Masking what identifies private persons, and knowing papers that must not come in at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from monitor.text.names import find_names

Found = tuple[int, int, str]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2014: 0x2D, 0x2013: 0x2D}
# Cheap look before the patterns: five digits, perhaps parted, or an address, a plate's letter after its province.
_PLATE_START = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z]"
_MAY_HOLD_NUMBER = re.compile(rf"\d(?:[-\s]{{0,3}}\d){{4}}|@|[QqVvWw微扣]|{_PLATE_START}")
# A number of money, people or things is no telephone, however long.
_NO_UNIT = r"(?![\d.]|\s?(?:元|万|亿|人|名|米|吨|㎡|平方|公里|千瓦|%|个|件|条|次|号(?!码)))"
_START = r"(?<![\d_/=&?.#])"
_DAY = r"(?:0[1-9]|1[0-2])[-\s]?(?:0[1-9]|[12]\d|3[01])"
# 15 or 18 digits begin with a province's code (GB/T 2260) and hold a day of birth (GB 11643).
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"

_MOBILE = re.compile(rf"{_START}(?:(?:\+|00)?86[-\s]?)?(1[3-9]\d)[-\s]?(\d{{4}})[-\s]?(\d{{4}}){_NO_UNIT}")
_LANDLINE = re.compile(
    rf"{_START}(0\d{{2,3}})(\)?)[-\s]{{0,3}}\d{{3,4}}[-\s]?\d{{3,8}}(?:[-转]\d{{1,5}})?{_NO_UNIT}"
)
_SERVICE = re.compile(rf"{_START}([48]00)[-\s]?\d{{3,4}}[-\s]?\d{{3,4}}{_NO_UNIT}")
_LABELLED_PHONE = re.compile(
    r"(?:电话|座机|传真|手机|联系方式|致电|拨打|[Tt][Ee][Ll])[^\d\n]{0,8}"
    rf"(?P<number>(?!(?:19|20)\d\d[- ]?{_DAY})\d(?:[- ]?\d){{6,15}}){_NO_UNIT}"
)
_IDENTITY = re.compile(
    rf"(?<![\dA-Za-z_/=])({_PROVINCE}\d)\d{{3}}[-\s]?(?:(?:18|19|20)\d\d[-\s]?{_DAY}[-\s]?\d{{3}}[\dXx]|\d\d{_DAY}\d{{3}})"
    rf"(?![A-Za-z]){_NO_UNIT}"
)
_CARD = re.compile(
    rf"{_START}(?<![A-Za-z])[3-6]\d{{3}}(?:\s?\d{{4}}){{3}}(?:\s?\d{{1,3}})?(?![A-Za-z]){_NO_UNIT}"
)
_LABELLED_CARD = re.compile(
    r"(?:银行卡|储蓄卡|信用卡|卡号|账号|帐号|账户|帐户)[^\d\n]{0,8}(?P<number>\d(?:[-\s]?\d){10,22})(?!\d)"
)
# No name is longer (RFC 5321); without a bound a picture pasted as letters takes minutes.
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?=[A-Za-z0-9-]+\.[A-Za-z])")
_PLATE = re.compile(
    rf"({_PLATE_START})[·•.\-\s]?"
    r"(?=(?:[A-Za-z]*\d){3})[A-HJ-NP-Za-hj-np-z0-9]{4,5}(?:[A-HJ-NP-Za-hj-np-z0-9]|[挂学警港澳])(?![A-Za-z0-9])"
)
_QQ = re.compile(r"(?:[Qq]{2}|扣扣)(?:群|号码|号)*[：:\s为是]{0,3}(?P<number>[1-9]\d{4,11})(?!\d)")
_WECHAT = re.compile(
    r"(?:微信号?|[Vv][Xx]号?|[Ww][Xx]号?|[Vv]信号?|[Ww]e[Cc]hat)(?P<sign>(?<=号)|同号|同)?\s?[：:是为]?\s?"
    r"(?P<number>(?<=[号：:是为\s])[A-Za-z][-_A-Za-z0-9]{5,19}|\d{5,11})(?![A-Za-z0-9])"
)

# 保密法实施条例: the mark stands at the head of a paper, as 机密★1年; exam papers carry 绝密★启用前.
_SECRET = re.compile(
    r"(?:^|\n)\s*(?:密级\s?[：:]\s?)?(?:绝\s?密|机\s?密|秘\s?密)\s*(?:[★☆*]|$|\n)"
    r"|密级\s?[：:]\s?(?:绝密|机密|秘密)|(?:绝密|机密|秘密)\s?★"
)
_HEAD = 300
_LONGEST = 64
"""No find is longer: a card number with a sign between all its digits."""


def mask(text: str) -> str:
    """Replace telephone, identity, card and plate numbers, addresses and private persons' names.

    Case and document numbers, dates, amounts, casualty numbers, organs and places stay. Masking twice changes nothing.
    """
    done, parts = 0, []
    for start, end, instead in _ordered(text):
        parts += [text[done:start], instead]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def head(text: str, most: int) -> str:
    """The first characters of a text, cut before what masking replaces rather than inside it.

    Ten of a telephone number's eleven digits are no number that :func:`mask` would know.
    """
    if len(text) <= most:
        return text
    finds = _ordered(text[: most + _LONGEST])
    return text[: next((start for start, end, _ in finds if start < most < end), most)]


def has_private(text: str) -> bool:
    """Tell whether masking would change the text."""
    return bool(_ordered(text))


def refuse_marked(text: str) -> bool:
    """Tell whether a paper carries a secrecy mark at its head; such papers are refused, not stored."""
    return _SECRET.search(text[:_HEAD].translate(_WIDE).strip()) is not None


def _ordered(text: str) -> list[Found]:
    """All finds from left to right; of two that overlap the earlier and longer one counts."""
    narrow = text.translate(_WIDE)
    finds = [*_names(narrow)]
    if _MAY_HOLD_NUMBER.search(narrow):
        finds += _numbers(narrow)
    kept: list[Found] = []
    for find in sorted(finds, key=lambda f: (f[0], -f[1])):
        if not kept or find[0] >= kept[-1][1]:
            kept.append(find)
    return kept


def _names(text: str) -> Iterator[Found]:
    for start, end, surname in find_names(text):
        yield start, end, f"{surname}**"


def _numbers(text: str) -> Iterator[Found]:
    for pattern, instead in _SHAPES:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), instead(match)
    for pattern in (_LABELLED_PHONE, _LABELLED_CARD, _QQ, _WECHAT):
        for match in pattern.finditer(text):
            number = match["number"]
            yield match.start("number"), match.end("number"), number[:1] + "*" * 6
    for match in _CARD.finditer(text):
        if _luhn(match[0]):
            yield match.start(), match.end(), f"{match[0][:4]}{'*' * 12}"


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_MOBILE, lambda m: f"{m[1]}****{m[3]}"),
    (_LANDLINE, lambda m: f"{m[1]}{m[2] or '-'}********"),
    (_SERVICE, lambda m: f"{m[1]}*******"),
    (_IDENTITY, lambda m: f"{m[1]}***************"),
    (_MAIL, lambda m: f"{m[0][0]}***@"),
    (_PLATE, lambda m: f"{m[1]}*****"),
)


def _luhn(number: str) -> bool:
    """Check a card number's last digit (ISO/IEC 7812)."""
    digits = [int(c) for c in number if c.isdigit()]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
    return len(digits) >= 16 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
