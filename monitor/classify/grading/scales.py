"""Levels of accidents that stand side by side are a scale: a rule on rewards, fines or duties, and nothing that happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GRADED = re.compile(
    "(特别重大|重特大|特大|重大|较大|一般)(?:级?[^，。；！？、\\n\\d]{0,6}?)(?:事故|事件|灾害|火灾|险情)"
)
_GATE = "较大"
"""Every scale of levels names this one; most texts do not."""
_STEPS, _REACH = 3, 160

Span = tuple[int, int]


def scale_spans(text: str) -> Sequence[Span]:
    """Where a text names three levels or more one soon after the other: 一般事故…较大事故…重大事故."""
    if _GATE not in text:
        return ()
    named = list(_GRADED.finditer(text))
    spans = []
    for first in named:
        row = [m for m in named if 0 <= m.start() - first.start() <= _REACH]
        if len({m[1] for m in row}) >= _STEPS:
            spans.append((first.start(), row[-1].end()))
    return spans


def in_scale(spans: Sequence[Span], at: int) -> bool:
    """Whether a position lies in one of the scales."""
    return any(start <= at < end for start, end in spans)
