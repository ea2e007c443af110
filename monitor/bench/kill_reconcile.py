"""Reconciles the kill test from the outside: what should have been told against what the receiver wrote down.

Stands alone (standard library only) and knows the service by its messages alone: ``python kill_reconcile.py FOLDER``
reads ``items.jsonl`` (what was published when), ``expected.json`` (which notice each item owes to whom, and how long after
its publication), ``runs.jsonl`` (when the service was started, listening and killed), ``received.jsonl`` and ``polls.jsonl``,
and prints one JSON object:

``lost``  notices that never came, nor a graver one of the same matter in their place (after a time without service the
gravest speaks for all, counted in ``overtaken``) · ``late``  notices that came more than ``late_after_s`` of running time
after they were due (twice the time of a start, where the machine is so slow that this is more), or ``late_after_lease_s``
where the message says that its first sending was uncertain ·
``early``  notices that came before they were due · ``duplicates``  receptions beyond the first of one message or of one notice ·
``unmarked_duplicates``  those among them that do not say 可能重复 · ``longest_poll_gap_s``  the longest time up without a poll.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

_NUMBER = re.compile(r"编号 (\d+)")
_BLOCK = re.compile(r"(?m)^\d+\. ")
_REPEATED = "可能重复"
_EARLY_S = 1.0


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    path = folder / name
    return (
        [json.loads(x) for x in path.read_text(encoding="utf-8").splitlines() if x] if path.exists() else []
    )


def running_seconds(runs: list[dict[str, float]], start: float, end: float) -> float:
    """How much of ``[start, end]`` the service was up: from listening to its kill."""
    return sum(max(0.0, min(end, b) - max(start, a)) for a, b in times_up(runs))


def start_seconds(runs: list[dict[str, float]]) -> float:
    """How long the service took to come up (median): the measure of how slow the machine is just now."""
    found = sorted(r["listening"] - r["started"] for r in runs if "listening" in r)
    return found[len(found) // 2] if found else 0.0


def times_up(runs: list[dict[str, float]]) -> list[tuple[float, float]]:
    """When at least one process was up: the runs, each from listening to its kill, joined where they overlap."""
    joined: list[tuple[float, float]] = []
    for a, b in sorted((r["listening"], r["killed"]) for r in runs if "listening" in r):
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return joined


def blocks(body: str) -> list[str]:
    """The matters of one message: numbered where there are several."""
    starts = [m.start() for m in _BLOCK.finditer(body)]
    if not starts:
        return [body]
    return [body[a:b] for a, b in pairwise([*starts, len(body)])]


def notices_of(body: str, titles: dict[str, str], expected: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Which notices (item, kind) one message carries: title and kind stand in one block."""
    found = set()
    for block in blocks(body):
        for item, title in titles.items():
            if title in block:
                found |= {(item, e["kind"]) for e in expected if re.search(e["pattern"], block)}
    return found


def when_told(
    told: dict[tuple[str, str, str], tuple[float, bool]], person: str, item: str, kinds: list[str]
) -> tuple[float, bool, str] | None:
    """When a person first heard of a matter in one of these kinds, whether marked as a repetition, and in which kind."""
    found = [(*told[person, item, k], k) for k in kinds if (person, item, k) in told]
    return min(found, default=None)


def reconcile(folder: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    items, runs, received = (
        read(folder, "items.jsonl"),
        read(folder, "runs.jsonl"),
        read(folder, "received.jsonl"),
    )
    told, repeats = first_told(received, {i["id"]: i["title"] for i in items}, expected["notices"])
    kinds = [n["kind"] for n in expected["notices"]]
    start = start_seconds(runs)
    slack = max(0.0, 2 * start - expected["late_after_s"])
    lost, late, early, waits, overtaken = [], [], [], [], 0
    for item in items:
        for rank, notice in enumerate(expected["notices"]):
            due = float(item["published"]) + notice["after_s"]
            for person in notice["people"]:
                name = f"{item['id']} {notice['kind']} {person}"
                came = when_told(told, person, item["id"], kinds[rank:])
                if came is None:
                    lost.append(name)
                    continue
                at, marked, kind = came
                waits.append(running_seconds(runs, due, at))
                allowed = slack + expected["late_after_lease_s" if marked else "late_after_s"]
                overtaken += kind != notice["kind"]
                late += [name] if waits[-1] > allowed else []
                early += [name] if at < due - _EARLY_S else []
    waits.sort()
    return {
        "items": len(items),
        "notices": len(waits) + len(lost),
        "received": len(received),
        "lost": len(lost),
        "late": len(late),
        "early": len(early),
        **repeats,
        "overtaken": overtaken,
        "start_p50_s": round(start, 1),
        "wait_p50_s": round(waits[len(waits) // 2], 2) if waits else None,
        "wait_max_s": round(waits[-1], 2) if waits else None,
        **poll_figures(runs, read(folder, "polls.jsonl")),
        "which": [*lost, *late, *early][:20],
    }


def first_told(
    received: list[dict[str, Any]], titles: dict[str, str], expected: list[dict[str, Any]]
) -> tuple[dict[tuple[str, str, str], tuple[float, bool]], dict[str, int]]:
    """When each notice first came and whether marked; and how often a message or a notice came again."""
    told: dict[tuple[str, str, str], tuple[float, bool]] = {}
    seen: set[tuple[str, str]] = set()
    duplicates = unmarked = 0
    for row in received:
        number, marked = _NUMBER.search(row["body"]), _REPEATED in row["body"]
        message = (row["to"], number[1] if number else row["body"])
        keys = {(row["to"], *n) for n in notices_of(row["body"], titles, expected)}
        if message in seen or keys & told.keys():
            duplicates += 1
            unmarked += not marked
        seen.add(message)
        for key in keys:
            told.setdefault(key, (row["at"], marked))
    return told, {"duplicates": duplicates, "unmarked_duplicates": unmarked}


def poll_figures(runs: list[dict[str, float]], polls: list[dict[str, Any]]) -> dict[str, Any]:
    """How often the source was asked, and how long it was not while the service was up, from its start to its kill."""
    asked, gaps = sorted(p["at"] for p in polls), [0.0]
    for a, b in times_up(runs):
        gaps += [y - x for x, y in pairwise([a, *(at for at in asked if a < at < b), b])]
    return {"polls": len(polls), "longest_poll_gap_s": round(max(gaps), 2)}


if __name__ == "__main__":
    print(json.dumps(reconcile(Path(sys.argv[1])), ensure_ascii=False))
