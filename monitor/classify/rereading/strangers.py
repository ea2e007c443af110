"""The hurt of a ledger who can be none of each other, so that all of them add up: 12名幼儿受伤 … 罐车司机胸部被顶伤.

Who is told of by what he was there for (a driver, passengers, a passer-by) is nobody of another kind. Where any two of those who are
hurt could be the same people, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import Fate
from monitor.classify.rereading.parties import Party

_KINDS = {
    "driver": "司机|驾驶[员人]|骑手|骑行者|骑车人|车主|机长|船长",
    "rider": "乘客|旅客|乘车人|乘员|游客",
    "passer": "行人|路人|过路[人者]|环卫工|清洁工|交警|民警|辅警|协警|消防员|保安",
    "worker": "[民农女男矿]工|工人|工友|员工|职工|作业人员|施工人员|[装卸拆号作修焊电木瓦架筋]工|矿工|厨师|服务员|店员",
    "resident": "居民|住户|邻居|夫妻|夫妇|老两口|户主|屋主|租户",
    "pupil": "学生|幼儿|孩子|儿童",
    "teacher": "老师|教师|教练|校长",
}
_KIND = {name: re.compile(words) for name, words in _KINDS.items()}
_MAY_BE = frozenset(
    frozenset(pair)
    for pair in (
        ("rider", "pupil"), ("rider", "worker"), ("rider", "teacher"), ("rider", "resident"), ("resident", "pupil"),
        ("resident", "teacher"), ("resident", "passer"), ("passer", "pupil"), ("passer", "worker"), ("passer", "teacher"),
        ("worker", "teacher"),
    )
)  # fmt: skip
"""Kinds of which one may be the other as well: pupils in a bus are passengers."""
_VEHICLE = re.compile("([一-鿿](?<![的名位辆])车|[一-鿿][船艇])[上内]?(?:的|一名|一位)*$")
_VEHICLE_BEHIND = re.compile("[一-鿿]{0,3}?([一-鿿]车|[一-鿿][船艇])(?=的?(?:司机|驾驶|乘客|乘员|车主))")
_NOUN = re.compile("[^，。；、：\\d]{0,8}")
_BEFORE = 8
_MOST = 6


def sum_of_strangers(text: str, entries: Sequence[Entry], fates: frozenset[Fate]) -> tuple[int, list[Entry]]:
    """How many met one of some fates where each party is of another kind, or of another vehicle, and who they are; 0 where it cannot be told."""
    met = [e for e in entries if e.is_own and _number(e, fates)]
    if not 1 < len(met) <= _MOST:
        return 0, []
    seen: list[tuple[str, str | None]] = []
    for entry in met:
        kind, vehicle = kind_of(text, entry.party), vehicle_of(text, entry.party)
        if kind is None or any(_may_be_same(kind, vehicle, *other) for other in seen):
            return 0, []
        seen.append((kind, vehicle))
    return sum(_number(e, fates) for e in met), met


def is_other_kind(kind: str, vehicle: str | None, other: str, others_vehicle: str | None) -> bool:
    """Whether nobody of a kind, in a vehicle, can be of the other."""
    return not _may_be_same(kind, vehicle, other, others_vehicle)


def kind_of(text: str, party: Party) -> str | None:
    """What a party was there for: by the noun behind its count, or by its own words."""
    noun = _NOUN.match(text, party.end) if party.counted else None
    words = noun[0] if noun else text[max(0, party.start - 2) : party.end]
    found = [(match.start(), kind) for kind, pattern in _KIND.items() if (match := pattern.search(words))]
    return min(found)[1] if found else None


def vehicle_of(text: str, party: Party) -> str | None:
    """The vehicle that is named right before a party, or before the noun of its count (一名出租车司机)."""
    told = _VEHICLE.search(text, max(0, party.start - _BEFORE), party.start)
    if told is None and party.counted:
        told = _VEHICLE_BEHIND.match(text, party.end)
    return told[1] if told else None


def _number(entry: Entry, fates: frozenset[Fate]) -> int:
    return sum(n for fate, n in entry.met.items() if fate in fates)


def _may_be_same(kind: str, vehicle: str | None, other: str, others_vehicle: str | None) -> bool:
    if kind == other:
        return not (vehicle and others_vehicle and vehicle != others_vehicle)
    return frozenset((kind, other)) in _MAY_BE
