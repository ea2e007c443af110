"""How matching grows with what is stored: start of a fresh process, its memory, the time of one further item, reprints known.

Two stores, one after the other. ``alike``: posts from some dozen sentences, far more alike than any real ones, so that bands
are crowded by thousands. ``varied``: posts as unlike as real ones.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import col, select

from monitor.bench.measure import Figures, Sizes, kind_of, refuse_used, scratch_settings
from monitor.bench.reprints import KINDS, reprint
from monitor.bench.stock import Posts, fill_items, template_posts
from monitor.bench.texts import SEED
from monitor.bench.varied import varied_posts
from monitor.clock import Clock, real_now
from monitor.errors import OutsideError
from monitor.item import Item
from monitor.settings import Settings
from monitor.store.tables import ItemRecord
from monitor.wiring import Program, program

_DEFAULT = 3_000
_STEPS = (1_000, 10_000, 100_000, 200_000)
_LOT = 5_000
_FURTHER = 200
_COPIES = 200
"""Reprints of each kind."""
_ROOM = 2_000
"""Numbers left free between two sizes for what is taken in there."""
_COPY = "copy"
STORES: dict[str, Posts] = {"alike": template_posts, "varied": varied_posts}

Stocked = tuple[int, Item]
"""A stored post with its number."""


@dataclass(frozen=True, slots=True)
class Store:
    """A scratch office that is filled with one kind of posts."""

    settings: Settings
    write: Posts

    def fill(self, count: int, start: int, now: datetime) -> list[Stocked]:
        """Store items as earlier years would have left them, and let the program sketch what has no sketch."""
        kept: list[Stocked] = []
        with program(self.settings, Clock()) as built:
            for first in range(start, start + count, _LOT):
                lot = min(_LOT, start + count - first)
                kept += enumerate(fill_items(built, lot, now, start=first, write=self.write), first + 1)
            while not built.ingester.fill():
                pass
        return kept


def matching(sizes: Sizes) -> Figures:
    """Store ever more items; at each size a fresh process takes in reprints and further items.

    Of each size: ``first_s`` until the first item is in (configuration and models are loaded before), ``item_ms`` of one
    further item of a batch (and their CPU time alone), ``rest_mb`` and ``load_mb`` of the process, the share of reprints of each
    kind that it knew as copies, and of all the share of which it named the very original.
    """
    figures: Figures = {"items": sizes.items or _DEFAULT}
    names = list(STORES) if sizes.database is None else ["alike"]  # a named database is used once
    for name in names:
        grown = _grow(sizes, STORES[name])
        figures |= grown[-1] if name == "alike" else {}
        figures[name] = grown
    return figures


def _grow(sizes: Sizes, write: Posts) -> list[Figures]:
    count, now = sizes.items or _DEFAULT, real_now()
    grown: list[Figures] = []
    kept: list[Stocked] = []
    with scratch_settings(sizes) as settings:
        with program(settings, Clock()) as built:
            refuse_used(built)
        store = Store(settings, write)
        for size in [n for n in _STEPS if n < count] + [count]:
            kept += store.fill(size - len(kept), len(kept) + _ROOM * len(grown), now)
            wanted = _COPIES * len(KINDS)
            copied = [kept[n * len(kept) // wanted] for n in range(wanted)]
            grown.append({"stored": size} | _in_a_fresh_process(store, copied, len(grown)))
    return grown


def _in_a_fresh_process(store: Store, copied: Sequence[Stocked], turn: int) -> Figures:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure_growth, (store, copied, turn))


def measure_growth(store: Store, copied: Sequence[Stocked], turn: int) -> Figures:
    """What a fresh process needs for one item, for copies of stored ones, and for further items."""
    now = real_now()
    made = store.write(_FURTHER + 1, now, SEED - 1 - turn)
    further = [replace(i, id=f"further-{turn}-{i.id}") for i in made]
    again = _reprints(copied, turn)
    with program(store.settings, Clock()) as built:
        ingester, rest = built.ingester, _memory_mb("VmRSS")
        times = [(time.perf_counter(), time.process_time())]
        for batch in (further[:1], list(again), further[1:]):
            ingester.ingest(batch)
            times.append((time.perf_counter(), time.process_time()))
        known = _known(built, turn)
        database = kind_of(built)
    return {
        "first_s": round(times[1][0] - times[0][0], 3),
        "first_cpu_s": round(times[1][1] - times[0][1], 3),
        "item_ms": round((times[3][0] - times[2][0]) / _FURTHER * 1000, 2),
        "item_cpu_ms": round((times[3][1] - times[2][1]) / _FURTHER * 1000, 2),
        "rest_mb": rest,
        "load_mb": _memory_mb("VmHWM"),
        "database": database,
    } | _shares(again, known)


def _reprints(copied: Sequence[Stocked], turn: int) -> dict[Item, int]:
    """Reprints of all kinds in turn, each with the number of its original."""
    rng = random.Random(SEED + turn)
    made: dict[Item, int] = {}
    for n, (number, item) in enumerate(copied):
        kind = KINDS[n % len(KINDS)]
        made[replace(reprint(item, kind, rng), id=f"{_COPY}-{turn}-{kind}-{n}")] = number
    return made


def _known(built: Program, turn: int) -> dict[str, int | None]:
    """What each reprint was said to copy."""
    query = select(ItemRecord.external_id, ItemRecord.duplicate_of).where(
        col(ItemRecord.external_id).startswith(f"{_COPY}-{turn}-")
    )
    with built.database.read() as session:
        return {str(ident): root for ident, root in session.exec(query)}


def _shares(again: dict[Item, int], known: dict[str, int | None]) -> Figures:
    found: Figures = {}
    for kind in KINDS:
        roots = [known.get(item.id) for item in again if f"-{kind}-" in item.id]
        found[f"found_{kind}"] = sum(root is not None for root in roots) / len(roots)
    copies = [known.get(item.id) for item in again]
    return found | {
        "found_copies": round(sum(root is not None for root in copies) / len(copies), 4),
        "named_original": round(sum(known.get(i.id) == n for i, n in again.items()) / len(again), 4),
    }


def _memory_mb(name: str) -> float:
    """``VmRSS`` (now) or ``VmHWM`` (the most so far) of this process, in MiB (Linux)."""
    status = Path("/proc/self/status")
    if not status.exists():
        raise OutsideError("内存测试需要 Linux 的 /proc")
    line = next(x for x in status.read_text().splitlines() if x.startswith(f"{name}:"))
    return round(int(line.split()[1]) / 1024, 1)
