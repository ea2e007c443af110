"""The numbers of a case: for each figure the official one, which papers print, and the highest told, which the clocks heed.

Every change is a fact of its own (``toll.deaths.official``); the row of the case holds the present values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.classify.result import CASUALTY_FIELDS, Classification, Figure
from monitor.clock import rfc3339
from monitor.steps.act_rows import add_value
from monitor.steps.desk import Work
from monitor.store.tables import CaseAct, CaseFile, ItemRecord

Tolls = dict[str, dict[str, Any]]


def note_tolls(work: Work, case: CaseFile, item: ItemRecord, result: Classification, act: CaseAct) -> bool:
    """Take what an item counts into the numbers of its case; True when somebody more has died.

    The highest never falls. The official number rises, or falls when a later item corrects it (更正为).
    """
    before = case.deaths_highest or 0
    official = result.casualty_series.get("official", {})
    for name in CASUALTY_FIELDS:
        highest = result.casualties.get(name)
        if highest is not None:
            _raise_highest(work, case, name, highest.value, act)
        if name in official:
            _set_official(work, case, name, official[name], told_at=_told_at(work, item), act=act)
    return (case.deaths_highest or 0) > before


def merged_tolls(one: Mapping[str, Mapping[str, Any]], other: Mapping[str, Mapping[str, Any]]) -> Tolls:
    """The numbers of two cases that turn out to be one: of each the higher."""
    out: Tolls = {name: dict(held) for name, held in one.items()}
    for name, held in other.items():
        mine = out.setdefault(name, {})
        if held.get("highest", -1) > mine.get("highest", -1):
            mine["highest"] = held["highest"]
        if held.get("official", -1) > mine.get("official", -1):
            mine |= {"official": held["official"], "official_at": held.get("official_at")}
    return out


def _raise_highest(work: Work, case: CaseFile, name: str, value: int, act: CaseAct) -> None:
    known = case.tolls.get(name, {}).get("highest")
    if known is not None and value <= known:
        return
    _set(work, case, name, {"highest": value}, act)
    if name == "deaths":
        case.deaths_highest = max(value, case.deaths_highest or 0)


def _set_official(
    work: Work, case: CaseFile, name: str, figure: Figure, *, told_at: str, act: CaseAct
) -> None:
    held = case.tolls.get(name, {})
    known = held.get("official")
    later = told_at >= (held.get("official_at") or "")
    if (
        known is not None
        and figure.value <= known
        and not (figure.corrected and later and figure.value < known)
    ):
        return
    _set(work, case, name, {"official": figure.value, "official_at": told_at}, act)
    if name == "deaths":
        case.deaths_official = figure.value


def _set(work: Work, case: CaseFile, name: str, values: dict[str, Any], act: CaseAct) -> None:
    tolls: Tolls = {**case.tolls, name: {**case.tolls.get(name, {}), **values}}
    case.tolls = tolls
    work.keep(case)
    for series in ("highest", "official"):
        if series in values:
            add_value(work, case, f"toll.{name}.{series}", values[series], act)


def _told_at(work: Work, item: ItemRecord) -> str:
    """When an item spoke; times in one zone compare as text."""
    return rfc3339(item.published_at or item.collected_at or work.now)
