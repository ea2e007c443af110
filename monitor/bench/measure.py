"""Timing, sizes and scratch offices of the benchmarks."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml
from sqlmodel import func, select

from monitor.clock import Clock
from monitor.errors import UsageError
from monitor.item import Item
from monitor.settings import Settings, write_sample_config
from monitor.store.tables import AuditRecord
from monitor.wiring import Program, program

Figures = dict[str, object]
"""What a benchmark prints: the keys of the contract, and what it was measured over."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a benchmark is; None takes each benchmark's own modest default."""

    items: int | None = None
    open: int | None = None
    due: int | None = None
    rounds: int | None = None
    sources: int | None = None
    records: int | None = None
    database: str | None = None
    file: str | None = None
    """Items of one's own (JSONL) instead of those made from templates; only ``classify`` reads it."""


def seconds_of(work: Callable[[], object]) -> float:
    """How long one run of some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of several runs."""
    return statistics.median(seconds_of(work) for _ in range(rounds))


def interleaved(
    works: Mapping[str, Callable[[Sequence[Item]], object]],
    items: Sequence[Item],
    *,
    slice_of: int,
    rounds: int,
) -> dict[str, float]:
    """How long each of several works takes over the items, median of the rounds.

    They take turns slice by slice, so that a slow second of the machine slows them all.
    """
    slices = [items[start : start + slice_of] for start in range(0, len(items), slice_of)]
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        spent = dict.fromkeys(works, 0.0)
        for part in slices:
            for name, work in works.items():
                spent[name] += seconds_of(partial(work, part))
        for name, seconds in spent.items():
            times[name].append(seconds)
    return {name: statistics.median(found) for name, found in times.items()}


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


@contextmanager
def scratch_settings(sizes: Sizes) -> Iterator[Settings]:
    """A scratch office without sources; its database is a file beside it, or the empty one that was named."""
    with tempfile.TemporaryDirectory(prefix="monitor-bench-") as name:
        folder = Path(name)
        write_sample_config(folder / "config")
        put_sources(folder / "config", [])
        url = sizes.database or f"sqlite:///{folder / 'var' / 'monitor.db'}"
        yield Settings(folder / "config", url, folder / "var")


def put_sources(config: Path, sources: list[dict[str, object]]) -> None:
    """Write ``sources.yaml``; this machine's own addresses are admitted."""
    tree = {"sources": sources, "allow_private": ["127.0.0.1"]}
    (config / "sources.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")


@contextmanager
def scratch_program(sizes: Sizes, clock: Clock | None = None) -> Iterator[Program]:
    """The program on a scratch office. Raises UsageError for a database that is in use."""
    with scratch_settings(sizes) as settings, program(settings, clock or Clock()) as built:
        refuse_used(built)
        yield built


def refuse_used(built: Program) -> None:
    """A benchmark writes thousands of rows: never into a database that holds an office's work."""
    with built.database.read() as session:
        if session.exec(select(func.count()).select_from(AuditRecord)).one():
            raise UsageError("性能测试只能在空数据库上运行：请用 --db 指定一个空库，或不写 --db")


def kind_of(built: Program) -> str:
    return "sqlite" if built.database.is_sqlite else "postgresql"
