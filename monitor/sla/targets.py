"""Inner targets (签收, 核实, 快报, 口径 …): by when they were wanted and when they were reached; never a breach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.sla.ladder import AFTER_ALL
from monitor.sla.rules import Rung

REACHED_BY: dict[str, frozenset[str]] = {
    "acknowledged": frozenset({"ack"}),
    "verified": frozenset({"verify"}),
    "reported_up": frozenset({"report_up", "call"}),
    "statement": frozenset({"statement"}),
    "settled": frozenset({"record", "waive", "close", "reject", "merge"}),
    "decided": frozenset({"confirm", "reject", "open"}),
    "graded": frozenset({"grade"}),
}
"""Which acts reach what a rung waits for."""


class RungLike(Protocol):
    """A planted rung that runs from detection."""

    @property
    def key(self) -> str: ...
    @property
    def planted_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...


class ActLike(Protocol):
    """An act with the time it was recorded."""

    @property
    def act(self) -> str: ...
    @property
    def recorded_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Target:
    """One inner target; ``done_at`` is None while it is not reached."""

    label: str
    due_at: datetime
    done_at: datetime | None

    @property
    def in_time(self) -> bool | None:
        """Whether it was reached in time; None while it is not reached."""
        return None if self.done_at is None else self.done_at <= self.due_at


def targets(rungs: Iterable[tuple[RungLike, Rung]], acts: Sequence[ActLike]) -> list[Target]:
    """The inner targets among planted rungs: those that run from detection and wait for something to be done."""
    found = [
        Target(rung.label, step.due_at, _reached(rung, step.planted_at, acts))
        for step, rung in rungs
        if rung.lead is not None and rung.until and "#" not in step.key and not step.key.startswith(AFTER_ALL)
    ]
    return sorted(found, key=lambda t: (t.due_at, t.label))


def _reached(rung: Rung, planted_at: datetime, acts: Sequence[ActLike]) -> datetime | None:
    wanted = frozenset().union(*(REACHED_BY[u] for u in rung.until))
    return min((a.recorded_at for a in acts if a.act in wanted and a.recorded_at >= planted_at), default=None)
