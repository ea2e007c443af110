"""The dead among those who were rescued, and those who are found besides: 已救起6人，其中1人经抢救无效死亡；打捞出遇难者2名."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER

_RESCUED = re.compile(
    f"(?:救起|救出|救上|获救|施救出|搜救出)[^，。；\\d]{{0,6}}{NUMBER}(?:名|位)?[^，。；\\d]{{0,6}}[，（(]其中[^，。；\\d]{{0,4}}$"
)
_FOUND = re.compile("(?:打捞|找到|发现|搜寻?到|搜出|挖出|清理)[^，。；]{0,6}$")
_NEAR = 40


def of_the_rescued(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, where bodies that are found behind the rescue come on top of those of the rescued who died."""
    dead = [m for m in mentions if m.name == "deaths" and m.value]
    if len(dead) != 2 or "救" not in text:
        return mentions
    died, found = dead
    if died.role != "part" or found.role != "plain" or found.relation or found.whole:
        return mentions
    if not _RESCUED.search(text, max(0, died.start - _NEAR), died.start):
        return mentions
    if not _FOUND.search(text, died.end, found.start):
        return mentions
    return [replace(m, role="added", added=True) if m is died or m is found else m for m in mentions]
