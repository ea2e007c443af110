"""Figures whose signs say something else: 1，200人 with a Chinese comma, 2.6人 behind the number of its point, 拾贰人 in capitals.

Every replacement keeps the length.
"""

from __future__ import annotations

import re

_COUNTED = "余?(?:人(?!民)|名|户|元|吨|万|公里|平方|头|只|辆|栋|间|亩)"
# 死1，120人伤 are two figures.
_THOUSANDS = re.compile(
    rf"(?<![\d死伤亡：:第楼栋号路房A-Za-z.,])(?<!\d，)(?<![\d死伤亡] )(\d{{1,3}})[， ](?=\d{{3}}{_COUNTED})"
)
_THOUSANDS_AT = re.compile(r"[0-9][， ][0-9]{3}[余人名户元吨万公平头只辆栋间亩]")
_POINT = re.compile(r"(?<![^\n])(?P<number>\d{1,2})\.(?=\d{1,4}[人名死伤]|\d{1,2}[月日时点]|(?:19|20)\d\d年)")
_POINTS = re.compile(r"(?<![^\n])(\d{1,2})[.、]")
CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
_SPELT = str.maketrans(CAPITALS, "一二三四五六七八九十百千")
_CAPITAL = re.compile(
    rf"[{CAPITALS}零]{{2,8}}(?=余?(?:[人名具位死伤]))|(?<=[致成亡伤共有其中救死难、，（])[{CAPITALS}](?=[人名死伤](?![民们]))"
)
_CAPITAL_AT = re.compile(f"[{CAPITALS}]余?[人名具位死伤]")
HINT = f"(?<=[{CAPITALS}])(?=余?[人名具位死伤])"
"""What looks back at a capital (regular expression source)."""
PAIRS = ((CAPITALS, "余人名具位死伤"),)
"""What a glance at many texts sees of it: letters side by side."""


def is_parted(raw: str) -> bool:
    """Whether a text may part the thousands of a figure by a Chinese comma or a blank."""
    return _THOUSANDS_AT.search(raw) is not None


def plain(text: str) -> str:
    """The clean text with such figures as 1,200人, 2、6人 and 十二人."""
    if is_parted(text):
        text = _THOUSANDS.sub(r"\1,", text)
    if _CAPITAL_AT.search(text):
        text = _CAPITAL.sub(lambda match: match[0].translate(_SPELT), text)
    if "\n" in text and _POINT.search(text) and _is_list(text):
        text = _POINT.sub(r"\g<number>、", text)
    return text


def _is_list(text: str) -> bool:
    """Whether lines are numbered one after the other."""
    numbers = [int(number) for number in _POINTS.findall(text)]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
