"""Tolls told by their digits: 死亡人数已达两位数 is at least ten, which grades though it is no number of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.origin import Origins
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText

_GATE = "位数"
_LEAST = {"两": 10, "二": 10, "双": 10, "2": 10, "三": 100, "3": 100}
_WHO = (
    ("deaths", "死亡|遇难|身亡|丧生|罹难|丧命|殒命|死者|死了"),
    ("injured", "受伤|重伤|轻伤|伤者|挂彩|死伤|伤亡"),
    ("poisoned", "中毒|就诊|发病|呕吐|腹泻"),
    ("missing", "失踪|失联|下落不明"),
)
_ANY = "|".join(f"(?P<{name}{{n}}>{words})" for name, words in _WHO)
_TOLD = re.compile(
    f"(?:{_ANY.format(n='')})(?:的)?(?:人数|人|者)?[^，。；！？\\d]{{0,8}}?(?P<digits>[两二双三23]){_GATE}"
    f"|(?P<digits_first>[两二双三23]){_GATE}(?:以上)?(?:的)?[人名员工居民乘客群众]{{0,3}}(?:被|当场|不幸|已)*(?:{_ANY.format(n='2')})"
)
# 事故死亡人数降到两位数, 跌幅: figures of a year.
_NOT_SO = re.compile(
    "降|减|控制|同比|环比|全年|每年|历年|比例|百分|跌|增速|概率|演练|差点|没有?到|不到|未达|如果|传言|谣"
)


def with_digit_tolls(casualties: Casualties, title: CleanText, text: CleanText) -> Casualties:
    """The casualties with the least that such tolls can mean, without the 两位 that were taken for two people."""
    fields: tuple[tuple[Literal["title", "text"], CleanText], ...] = (("title", title), ("text", text))
    for part, clean in fields:
        if _GATE in clean.text:
            for name, least, start, end in _tolls(clean.text):
                place = Place(part, *clean.source_span(start, end))
                casualties = _at_least(
                    casualties, name, Figure(least, "at_least", Origins(clean.text).at(start), (place,))
                )
    return casualties


def _at_least(casualties: Casualties, name: str, least: Figure) -> Casualties:
    misread = {
        n for n, f in casualties.figures.items() if f.places and f.value < least.value and _in(f, least)
    }
    figures = {n: f for n, f in casualties.figures.items() if n not in misread}
    series = {
        side: {n: f for n, f in held.items() if n not in misread} for side, held in casualties.series.items()
    }
    known = figures.get(name) or casualties.least.get(name)
    if known is not None and known.value >= least.value:
        return casualties
    return replace(
        casualties,
        figures=figures,
        series={side: held for side, held in series.items() if held},
        least={**casualties.least, name: least},
    )


def _in(figure: Figure, toll: Figure) -> bool:
    """Whether a figure stands in the words of the toll alone."""
    whole = toll.places[0]
    return all(
        p.field_name == whole.field_name and p.start < whole.end and whole.start < p.end
        for p in figure.places
    )


def _tolls(text: str) -> Iterator[tuple[str, int, int, int]]:
    for match in _TOLD.finditer(text):
        if _NOT_SO.search(text, max(0, match.start() - 12), match.end()):
            continue
        name = next(n for n, _ in _WHO if match[n] or match[f"{n}2"])
        yield name, _LEAST[match["digits"] or match["digits_first"]], match.start(), match.end()
