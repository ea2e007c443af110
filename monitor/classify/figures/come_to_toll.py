"""The dead of a toll taken apart behind it: 造成6人死亡、9人受伤，其中4人当场死亡，2人经抢救无效死亡."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from monitor.classify.figures.mention import Mention

_MORE = re.compile("又|再|今[天晨日早晚]|次日|第二天|随后|此后|后来|增|升")
_ROLES = frozenset({"plain", "total", "added"})


def come_to_toll(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, where those who are told of behind a toll by how they died, and come to it, are parts of it.

    Some of them died on the spot, before any toll: so they are none of the hurt that it left alive.
    """
    dead = [m for m in mentions if m.name == "deaths" and m.value]
    for toll, behind in ((m, dead[n + 1 :]) for n, m in enumerate(dead) if m.value > 1):
        if toll.manner or toll.role not in _ROLES or toll.relation == "further":
            continue
        parts = _parts(toll, behind, text)
        if parts:
            return [
                replace(m, role="part", added=False, of=None, relation=None) if m in parts else m
                for m in mentions
            ]
    return mentions


def _parts(toll: Mention, behind: Sequence[Mention], text: str) -> list[Mention]:
    """Those told of in the sentence of a toll, or the next one, that come to it; nobody where these may be others."""
    near = list(takewhile(lambda m: m.sentence <= toll.sentence + 1 and m.value < toll.value, behind))
    sums = 0
    for number, part in enumerate(near, start=1):
        sums += part.value
        if sums < toll.value:
            continue
        parts = near[:number]
        scene = any(m.manner == "scene" for m in parts)
        later = _MORE.search(text, toll.end, parts[-1].end)
        if sums == toll.value and number > 1 and scene and all(m.manner for m in parts) and not later:
            return parts
        break
    return []
