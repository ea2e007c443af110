"""The numbers of a case in words: the one line that the page, the digest, papers, alerts and the API print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from monitor.clock import SHANGHAI
from monitor.sla.tolls import Toll

_NAMED: Mapping[str, tuple[str, str]] = {
    "deaths": ("死亡", "人"),
    "missing": ("失踪失联", "人"),
    "trapped": ("被困", "人"),
    "injured": ("受伤", "人"),
    "seriously_injured": ("重伤", "人"),
    "poisoned": ("中毒患病", "人"),
    "evacuated": ("疏散转移", "人"),
    "loss_yuan": ("直接经济损失", "元"),
}
_BOUNDS = {"at_least": "至少", "about": "约", "below": "近"}
_HARMED = ("deaths", "missing", "trapped", "seriously_injured", "injured", "poisoned")
_OTHERS = {"unverified": ("网传最高", "（未核实）"), "media": ("媒体报道最高", "（官方未通报）")}


def toll_line(tolls: Mapping[str, Toll]) -> str:
    """``官方通报：死亡12人、受伤6人（11月8日22:20，长春发布）；网传最高31人死亡（未核实）``; empty where nothing is counted."""
    parts = [_official(tolls), *(_higher(tolls, origin) for origin in _OTHERS)]
    told = "；".join(part for part in parts if part)
    if not told or parts[0]:
        return told
    return f"官方尚未通报伤亡；{told.replace(_OTHERS['media'][1], '')}"


def toll_history(tolls: Mapping[str, Toll]) -> list[str]:
    """For each figure whose official number changed, its steps: ``受伤：7人（11月8日16:20）→ 6人（11月8日22:20，长春发布）``."""
    return [
        f"{_NAMED[name][0]}：{' → '.join(_steps(name, tolls[name]))}"
        for name in _NAMED
        if tolls.get(name, {}).get("earlier")
    ]


def _steps(name: str, toll: Toll) -> Iterable[str]:
    told = [(e["value"], e["at"], e["organ"]) for e in toll["earlier"]]
    told.append((toll["official"], toll.get("official_at"), toll.get("official_organ")))
    return (f"{_count(name, value)}{_source(at, organ)}" for value, at, organ in told)


def _official(tolls: Mapping[str, Toll]) -> str:
    """The official numbers, those of one bulletin together."""
    held = {name: tolls[name] for name in _NAMED if "official" in tolls.get(name, {})}
    if not held:
        return ""
    by_bulletin: dict[tuple[str | None, str | None], list[str]] = {}
    for name, toll in held.items():
        key = toll.get("official_at"), toll.get("official_organ")
        by_bulletin.setdefault(key, []).append(name)
    told = [f"{words}{_source(*key)}" for key, names in by_bulletin.items() if (words := _of(held, names))]
    return f"官方通报：{'，'.join(told)}" if told else ""


def _of(held: Mapping[str, Toll], names: Sequence[str]) -> str:
    """The numbers of one bulletin; none is told once (无人员伤亡), and beside others only of the dead."""
    counted = [_number(name, held[name], "official") for name in names if held[name]["official"]]
    counted = _with_part(counted, {n: held[n]["official"] for n in names})
    none = [name for name in names if not held[name]["official"]]
    if "deaths" in none and not any(held[n]["official"] for n in held if n in _HARMED):
        return "、".join(["无人员伤亡" if "injured" in none else "无人死亡", *counted])
    return "、".join([*(["无人死亡"] if "deaths" in none else []), *counted])


def _with_part(told: list[str], values: Mapping[str, int]) -> list[str]:
    """The badly injured are some of the injured: told beside them they would read as so many more."""
    whole, part = values.get("injured"), values.get("seriously_injured")
    if not whole or not part or part > whole:
        return told
    at = next(i for i, words in enumerate(told) if _NAMED["injured"][0] in words)
    return [*told[:at], f"{told[at]}（其中{told[at + 1]}）", *told[at + 2 :]]


def _higher(tolls: Mapping[str, Toll], origin: str) -> str:
    """What others tell that is more than the official number, or what no office has numbered at all."""
    lead, tail = _OTHERS[origin]
    above = {
        name: tolls[name]
        for name in _NAMED
        if tolls.get(name, {}).get("highest")
        and tolls[name].get("highest_origin", "media") == origin
        and tolls[name]["highest"] > tolls[name].get("official", -1)
    }
    told = _with_part(
        [f"{_count(n, t['highest'], t.get('highest_bound'))}{_NAMED[n][0]}" for n, t in above.items()],
        {n: t["highest"] for n, t in above.items()},
    )
    return f"{lead}{'、'.join(told)}{tail}" if told else ""


def _number(name: str, toll: Toll, series: str) -> str:
    return f"{_NAMED[name][0]}{_count(name, toll[series], toll.get(f'{series}_bound'))}"


def _count(name: str, value: int, bound: str | None = None) -> str:
    sure = _BOUNDS.get(bound or "", "")
    if name == "loss_yuan" and value >= 10_000:
        return f"{sure}{value / 10_000:.10g}万元"
    return f"{sure}{value}{_NAMED[name][1]}"


def _source(at: Any, organ: str | None) -> str:
    """When and by whom, in brackets: （11月8日22:20，长春发布）."""
    parts = [_moment(at) if at else "", organ or ""]
    told = "，".join(part for part in parts if part)
    return f"（{told}）" if told else ""


def _moment(at: str) -> str:
    local = datetime.fromisoformat(at).astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日{local:%H:%M}"
