"""The numbers of a case: for each figure the official one, which papers print, and the highest told, which the clocks heed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitor.classify.figures.speakers import moment_of
from monitor.classify.result import CASUALTY_FIELDS, Figure
from monitor.clock import rfc3339

Toll = dict[str, Any]
"""One figure: ``official`` with ``official_at``, ``official_organ`` and ``official_bound``, ``earlier`` official ones (oldest first),
``highest`` with ``highest_at``, ``highest_origin`` and ``highest_bound``. Times are RFC 3339 in one zone, so that they compare as text."""
Tolls = dict[str, Toll]

_ANEW = re.compile(
    "有误|更正|修正|订正|核减|核实|重新(?:核|统计|清点)|DNA|最终|终报|续报|最新(?:情况|通报|消息|进展)|第[二三四五六七八九\\d]+[报次]"
    "|[【\\[][^】\\]]{0,20}通报|情况通报|警情通报"
)
_RANKS: tuple[tuple[str, int], ...] = (
    ("国务院|国家|中央|公安部|应急(?:管理)?部|卫健委员会|交通运输部", 4),
    ("分局|[区县旗镇乡]|街道", 1),
    ("省|自治区", 3),
    ("市|州|盟", 2),
)


@dataclass(frozen=True, slots=True)
class Report:
    """What one item counts: when it spoke, its figures, the official ones among them.

    ``anew``: it is a bulletin of its own (more than a report that mentions one). ``copy``: an earlier item said the same.
    """

    at: datetime
    figures: Mapping[str, Figure] = field(default_factory=dict)
    official: Mapping[str, Figure] = field(default_factory=dict)
    anew: bool = False
    copy: bool = False


def is_bulletin(words: str) -> bool:
    """Whether an item bears the marks of a bulletin that counts afresh: 情况通报, 更正, 经核实, 续报, 最终."""
    return _ANEW.search(words) is not None


def with_report(tolls: Mapping[str, Toll], report: Report) -> Tolls:
    """The numbers of a case after one more item.

    1. The highest told only rises. 2. A later bulletin of the same or a higher organ replaces the official number, up or down; what it
    replaces is kept in ``earlier``. A lower one does so only where it counts all of them and is known to be the later word.
    """
    out: Tolls = {name: dict(held) for name, held in tolls.items()}
    for name in CASUALTY_FIELDS:
        highest = report.figures.get(name)
        if highest is not None:
            out[name] = _with_highest(out.get(name, {}), highest, report)
    later = report.anew or _goes_on(tolls, report)
    for name, figure in report.official.items():
        if name in CASUALTY_FIELDS:
            out[name] = _with_official(out.get(name, {}), figure, report, later=later)
    return out


def risen(before: Mapping[str, Toll], after: Mapping[str, Toll]) -> bool:
    """Whether any figure was told to be higher than ever before."""
    return any(
        toll.get("highest", -1) > before.get(name, {}).get("highest", -1) for name, toll in after.items()
    )


def merged(one: Mapping[str, Toll], other: Mapping[str, Toll]) -> Tolls:
    """The numbers of two cases that turn out to be one: the highest of both, and the later official ones."""
    out: Tolls = {name: dict(held) for name, held in one.items()}
    for name, held in other.items():
        mine = out.setdefault(name, {})
        if held.get("highest", -1) > mine.get("highest", -1):
            mine |= {k: v for k, v in held.items() if k.startswith("highest")}
        if "official" in held and _official_key(held) > _official_key(mine):
            replaced = _as_earlier(mine) if mine.get("official") != held["official"] else []
            earlier = [*held.get("earlier", ()), *mine.get("earlier", ()), *replaced]
            mine |= {k: v for k, v in held.items() if k.startswith("official")}
            mine["earlier"] = sorted(earlier, key=lambda e: e["at"] or "")
    return out


def _official_key(toll: Toll) -> tuple[str, int]:
    return toll.get("official_at") or "", toll.get("official", -1)


def _as_earlier(toll: Toll) -> list[dict[str, Any]]:
    if "official" not in toll:
        return []
    return [{"value": toll["official"], "at": toll.get("official_at"), "organ": toll.get("official_organ")}]


def _with_highest(held: Toll, figure: Figure, report: Report) -> Toll:
    known = held.get("highest")
    firmer = figure.value == known and figure.origin != "unverified" == held.get("highest_origin")
    if known is not None and figure.value <= known and not firmer:
        return held
    told = {
        "highest": figure.value,
        "highest_at": rfc3339(report.at),
        "highest_origin": figure.origin,
        "highest_bound": figure.bound,
    }
    return {**held, **told}


def _with_official(held: Toll, figure: Figure, report: Report, *, later: bool) -> Toll:
    at = rfc3339(_said_at(figure, report))
    told = {
        "official": figure.value,
        "official_at": at,
        "official_organ": figure.speaker.organ,
        "official_bound": figure.bound,
    }
    if "official" not in held:
        return {**held, **told}
    if figure.value == held["official"]:
        return {**held, **told} if _names_more(held, figure, at) else held
    if not _replaces(held, figure, at, later=later and not report.copy):
        return held
    return {**held, **told, "earlier": [*held.get("earlier", ()), *_as_earlier(held)]}


def _replaces(held: Toll, figure: Figure, at: str, *, later: bool) -> bool:
    since = held.get("official_at") or ""
    if figure.value > held["official"]:
        return at >= since
    if figure.corrected and at >= since:
        return True
    if not figure.whole or _is_lower(figure.speaker.organ, held.get("official_organ")):
        return False
    dated = isinstance(figure.speaker.at, datetime) and at > since
    same = figure.speaker.organ is not None and figure.speaker.organ == held.get("official_organ")
    return at >= since and (dated or later or (same and at > since))


def _names_more(held: Toll, figure: Figure, at: str) -> bool:
    """The same number again moves its time only where the text tells one, and names an organ where none was named."""
    dated = isinstance(figure.speaker.at, datetime) and at > (held.get("official_at") or "")
    return dated or (figure.speaker.organ is not None and held.get("official_organ") is None)


def _goes_on(tolls: Mapping[str, Toll], report: Report) -> bool:
    """Whether some other official number of the report shows that it knows all that was known: the dead do not become fewer."""
    dead: Figure | None = report.official.get("deaths")
    held: int | None = tolls.get("deaths", {}).get("official")
    return dead is not None and held is not None and dead.value >= held > 0


def _said_at(figure: Figure, report: Report) -> datetime:
    """When the bulletin was given: the hour that the text tells, unless that lies ahead, else when the item spoke."""
    told = moment_of(figure.speaker)
    return told if isinstance(figure.speaker.at, datetime) and told and told <= report.at else report.at


def _is_lower(organ: str | None, than: str | None) -> bool:
    mine, held = _rank(organ), _rank(than)
    return mine is not None and held is not None and mine < held


def _rank(organ: str | None) -> int | None:
    """How high an organ stands; None where its name does not tell (长春发布)."""
    return next((rank for words, rank in _RANKS if organ and re.search(words, organ)), None)
