"""How matching grows with what is stored: start of a fresh process, its memory, and the time of one further item."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlmodel import col, select

from monitor.bench.measure import Figures, Sizes, refuse_used, scratch_settings
from monitor.bench.stock import fill_items
from monitor.bench.texts import SEED, posts
from monitor.clock import Clock, real_now
from monitor.errors import OutsideError
from monitor.item import Item
from monitor.settings import Settings
from monitor.store.tables import ItemRecord
from monitor.wiring import program

_DEFAULT = 3_000
_STEPS = (1_000, 50_000, 200_000)
_LOT = 5_000
_FURTHER = 200
_COPIES = 100
_ROOM = 1_000
"""Numbers left free between two sizes for what is taken in there."""
_COPY = "copy-"


def matching(sizes: Sizes) -> Figures:
    """Store ever more items, each of its own words; at each size a fresh process takes in copies and further items.

    Of each size: ``first_s`` until the first item is in (configuration and models are loaded before), ``item_ms`` of one
    further item of a batch (and their CPU time alone), ``rest_mb`` and ``load_mb`` of the process, and the share of copies that it knew.
    """
    count, now = sizes.items or _DEFAULT, real_now()
    grown: list[Figures] = []
    kept: list[Item] = []
    with scratch_settings(sizes) as settings:
        with program(settings, Clock()) as built:
            refuse_used(built)
        for size in [n for n in _STEPS if n < count] + [count]:
            kept += _fill(settings, size - len(kept), len(kept) + _ROOM * len(grown), now)
            copied = [kept[n * len(kept) // _COPIES] for n in range(_COPIES)]
            grown.append({"stored": size} | _in_a_fresh_process(settings, copied, len(grown)))
    return {"items": count, **grown[-1], "grown": grown}


def _fill(settings: Settings, count: int, start: int, now: datetime) -> list[Item]:
    """Store items as earlier years would have left them, and let the program sketch what has no sketch."""
    kept: list[Item] = []
    with program(settings, Clock()) as built:
        for first in range(0, count, _LOT):
            kept += fill_items(built, min(_LOT, count - first), now, start=start + first)
        while not built.ingester.fill():
            pass
    return kept


def _in_a_fresh_process(settings: Settings, copied: Sequence[Item], turn: int) -> Figures:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure_growth, (settings, copied, turn))


def measure_growth(settings: Settings, copied: Sequence[Item], turn: int) -> Figures:
    """What a fresh process needs for one item, for copies of stored ones, and for further items."""
    now = real_now()
    made = [p.item for p in posts(_FURTHER + 1, now, seed=SEED - 1 - turn)]
    further = [replace(i, id=f"further-{turn}-{i.id}") for i in made]
    again = [replace(i, id=f"{_COPY}{turn}-{n}", text=f"【转】{i.text}") for n, i in enumerate(copied)]
    with program(settings, Clock()) as built:
        ingester, rest = built.ingester, _memory_mb("VmRSS")
        times = [(time.perf_counter(), time.process_time())]
        for batch in (further[:1], again, further[1:]):
            ingester.ingest(batch)
            times.append((time.perf_counter(), time.process_time()))
        with built.database.read() as session:
            query = select(ItemRecord.duplicate_of).where(
                col(ItemRecord.external_id).startswith(f"{_COPY}{turn}-")
            )
            found = [root is not None for root in session.exec(query)]
    return {
        "first_s": round(times[1][0] - times[0][0], 3),
        "first_cpu_s": round(times[1][1] - times[0][1], 3),
        "item_ms": round((times[3][0] - times[2][0]) / _FURTHER * 1000, 2),
        "item_cpu_ms": round((times[3][1] - times[2][1]) / _FURTHER * 1000, 2),
        "rest_mb": rest,
        "load_mb": _memory_mb("VmHWM"),
        "found_copies": sum(found) / len(found),
    }


def _memory_mb(name: str) -> float:
    """``VmRSS`` (now) or ``VmHWM`` (the most so far) of this process, in MiB (Linux)."""
    status = Path("/proc/self/status")
    if not status.exists():
        raise OutsideError("内存测试需要 Linux 的 /proc")
    line = next(x for x in status.read_text().splitlines() if x.startswith(f"{name}:"))
    return round(int(line.split()[1]) / 1024, 1)
