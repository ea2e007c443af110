"""Figures named first and counted behind, each in its turn: 死亡和失踪人数分别为40人和9人."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import AFTER, BEFORE, NUMBER, read_number

_FIGURES: Mapping[str, str] = {
    "死亡": "deaths",
    "遇难": "deaths",
    "罹难": "deaths",
    "身亡": "deaths",
    "失踪": "missing",
    "失联": "missing",
    "下落不明": "missing",
    "受伤": "injured",
    "重伤": "seriously_injured",
    "轻伤": "light",
    "被困": "trapped",
    "中毒": "poisoned",
}
_NAME = f"(?:{'|'.join(_FIGURES)})(?:者|人员)?(?:人数|数)?"
_JOINS = "(?:、|和|及|与|以及|，)"
_COUNT = f"(?:{BEFORE})?{NUMBER}[余多]?[人名例]?(?:{AFTER})?"
_EACH = re.compile(
    f"(?P<names>{_NAME}(?:{_JOINS}{_NAME}){{1,3}})的?(?:人员)?(?:人数|数字|数量|数)?(?:已|现)*(?:分别|依次)(?:已|约|升|增|上升|增加)*(?:为|是|达到?|有|至|到)?(?P<counts>{_COUNT}(?:{_JOINS}{_COUNT}){{1,3}})"
)
_ONE_NAME, _ONE_COUNT = (
    re.compile("|".join(_FIGURES)),
    re.compile(f"(?P<before>{BEFORE})?(?P<digits>{NUMBER})(?P<more>[余多])?[人名例]?(?P<after>{AFTER})?"),
)


def respectively(counted: Sequence[Mention], text: str, start: int, end: int, sentence: int) -> list[Mention]:
    """The counts of a sentence with those that are told in turn; where names and numbers are not as many, as they were."""
    out = list(counted)
    if text.find("分别", start, end) < 0 and text.find("依次", start, end) < 0:
        return out
    for match in _EACH.finditer(text, start, end):
        names = _ONE_NAME.findall(match["names"])
        numbers = list(_ONE_COUNT.finditer(text, *match.span("counts")))
        if len(names) != len(numbers):
            continue
        out = [m for m in out if m.end <= match.start() or m.start >= match.end()]
        for name, number in zip(names, numbers, strict=True):
            read = read_number(
                number["digits"], number["before"] or "", number["after"] or number["more"] or ""
            )
            if read.value is not None:
                span = (match.start(), number.end())
                out.append(Mention(_FIGURES[name], int(read.value), read.bound, *span, sentence=sentence))
    return sorted(out, key=lambda m: (m.start, m.end))
