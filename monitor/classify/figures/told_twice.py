"""The dead whom a text counts both together and find by find: 先找到3具遗体，随后又找到4具，7人全部遇难 tells of seven.

Only where every other count of the dead is one of the finds, and these come to the number of all. What stands before the first
find (5人遇难。又发现2具，再发现3具) is a toll that they come on top of, where the first of them says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.classify.figures.mention import Mention

_COUNTED = frozenset({"plain", "added", "weak", "total"})
_FIND = re.compile(
    "找[到出]|发现|寻获|搜[出寻]|打捞|[捞挖抬扒刨清拉][出起上到理]|遗体|尸体|具|遇难者|获救|救出"
)
_MORE = re.compile("又|再|另|新增|还有|随后|此后|其后|之后|后来")
_ALL = re.compile("全部|全都|均|都|悉数|无一|全(?=[遇死])|共|一共|总共")
# 甲村发现2具，乙村发现3具，丙村5人遇难: only who sums up behind the finds counts them again.
_SUMS_UP = re.compile(
    f"{_ALL.pattern}|至此|截至|截止|目前|已有|合计|总计|累计|死亡人数|[升增]至|遇难人数|最终|这[一-鿿\\d]{{1,2}}[人名位个]|[死遇]难?者?[为达]"
)
_LOST = ("missing", "trapped")
_NEAR = 16


def told_twice(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, where finds that come to the number of all the dead are parts of it."""
    dead = [m for m in mentions if _counts(m)]
    if len(dead) < 2:
        return mentions
    whole = _sum_of_finds(dead, text) or _all_the_lost(dead, mentions, text)
    if whole is None:
        return mentions
    out = []
    for m in mentions:
        if m is whole:
            m = replace(m, role="total", added=False, relation=None, whole=True)
        elif _counts(m):
            m = replace(m, role="part", added=False, relation=None, of=None)
        out.append(m)
    return out


def _counts(mention: Mention) -> bool:
    current = not (mention.former or mention.earlier or mention.vague)
    return mention.name == "deaths" and mention.value > 0 and mention.role in _COUNTED and current


def _sum_of_finds(dead: Sequence[Mention], text: str) -> Mention | None:
    """The count that all the others, at least two, come to; those must be finds."""
    number = sum(m.value for m in dead)
    for whole in dead:
        if 2 * whole.value != number or len(dead) < 3 or whole.manner:
            continue
        others = [m for m in dead if m is not whole]
        if not all(_is_find(m, text) for m in others):
            continue
        first = others[0]
        if whole.start < first.start and _MORE.search(text, max(0, first.start - _NEAR), first.start):
            continue
        if whole.start > first.start and not _SUMS_UP.search(
            text, max(0, whole.start - _NEAR), whole.end + 2
        ):
            continue
        between = whole.start > others[0].start and whole.start < others[-1].start
        if between or (whole.start > first.start and whole.role == "added"):
            continue
        return whole
    return None


def _is_find(mention: Mention, text: str) -> bool:
    return _FIND.search(text, max(0, mention.start - _NEAR), mention.end) is not None


def _all_the_lost(dead: Sequence[Mention], mentions: Sequence[Mention], text: str) -> Mention | None:
    """``6人失踪 … 最后一名失踪者的遗体被找到，6名失踪者全部遇难``: all who were missing, so that the last is one of them."""
    lost = {m.value for m in mentions if m.name in _LOST}
    whole = max(dead, key=lambda m: m.value)
    others = [m for m in dead if m is not whole]
    if whole.value not in lost or not _ALL.search(text, whole.start, whole.end):
        return None
    found = all(m.of in _LOST and m.value < whole.value for m in others)
    return whole if found and sum(m.value for m in others) < whole.value else None
