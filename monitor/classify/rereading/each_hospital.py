"""Hospitals that took in as many each: 县医院和中医院各收治6名伤者，其中1人死亡; 两家医院各收了4名伤者."""

from __future__ import annotations

import re

from monitor.text.numerals import NUMBER, read_number

_KINDS = "(?:医院|卫生院|诊所|保健院|急救中心|(?<![学法])[一二三四五六总]院)"
_NAME = f"[^，。；：、！？\\n和与及]{{0,12}}?{_KINDS}"
_EACH = re.compile(
    f"(?P<names>{_NAME}(?:[、和与及]{_NAME}){{1,4}}|(?P<many>[两二三四2-4])[家所个]{_KINDS})[^，。；、\\d]{{0,4}}?"
    f"(?P<each>各自?|分别|均)[^，。；、\\d]{{0,2}}?(?:收|接|送来|救治|住)[^，。；、\\d]{{0,4}}?(?P<n>{NUMBER})(?:名|位|例|人)(?![^，。；]{{0,8}}?和{NUMBER}[名位例人])"
)
_ALSO_ANOTHER = re.compile(f"、{NUMBER}(?:名|位|例|人)|和{NUMBER}")
_DEATHS = re.compile(
    f"(?P<n>{NUMBER})(?:名|位|例|人)[^，。；\\d]{{0,16}}?(?:死亡|不治|身亡|去世|离世|没能|抢救无效|停止)"
)
_BEHIND = 60


def in_each(text: str) -> tuple[int, int, int, tuple[int, int]] | None:
    """How many each of some hospitals took in, all of them, how many of these died, and where it is told; None where no text says so."""
    if "各" not in text and "分别" not in text and "均" not in text:
        return None
    told = _EACH.search(text)
    if told is None or _ALSO_ANOTHER.match(text, told.end()):
        return None
    if told["many"] and told["each"] == "均":
        return None
    each = read_number(told["n"]).value
    hospitals = (
        int(read_number(told["many"]).value or 0) if told["many"] else len(re.findall(_KINDS, told["names"]))
    )
    if not each or each != int(each):
        return None
    ends = text.find("\n", told.end(), told.end() + _BEHIND)
    died = _DEATHS.search(text, told.end(), ends if ends > 0 else told.end() + _BEHIND)
    dead = int(read_number(died["n"]).value or 0) if died else 0
    return int(each), hospitals * int(each), dead, told.span()
