"""The service's own lateness: from when something was due to when it was noticed, and to when a person was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

BUCKETS_MS = (100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000)
"""Upper edges of the buckets, in milliseconds; beyond the last one stands :data:`OPEN_END`."""
OPEN_END = -1
STAGES = {
    "deadline": "时限到期→发现",
    "rung": "提醒到期→发现",
    "message": "发现→送达",
    "whole": "到期→送达",
}


def lateness(now: datetime, *since: datetime) -> int:
    """Milliseconds from the latest of some moments to now, never below 0 (a clock that was set back)."""
    return max(0, int((now - max(since)) / timedelta(milliseconds=1)))


def bucket_of(milliseconds: int) -> int:
    """The upper edge of the bucket that holds a lateness."""
    return next((edge for edge in BUCKETS_MS if milliseconds <= edge), OPEN_END)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one bucket gains."""

    count: int
    sum_ms: int
    max_ms: int


def tally(found: Iterable[int]) -> dict[int, Tally]:
    """Put latenesses (milliseconds) into their buckets."""
    groups: dict[int, list[int]] = {}
    for value in found:
        groups.setdefault(bucket_of(value), []).append(value)
    return {edge: Tally(len(v), sum(v), max(v)) for edge, v in sorted(groups.items())}


@dataclass(frozen=True, slots=True)
class Spread:
    """How late one stage was over some time: counts by bucket, sum and greatest, in milliseconds."""

    counts: Mapping[int, int]
    sum_ms: int
    max_ms: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def cumulative(self) -> list[tuple[int, int]]:
        """For each upper edge how many were no later; the open end last."""
        counts, reached, out = Counter(self.counts), 0, []
        for edge in (*BUCKETS_MS, OPEN_END):
            reached += counts[edge]
            out.append((edge, reached))
        return out

    def within(self, share: float) -> int:
        """An upper bound (milliseconds) that ``share`` of all were within: an edge, beyond the last the greatest seen."""
        wanted = share * self.total
        edge = next((e for e, reached in self.cumulative() if reached >= wanted), OPEN_END)
        return self.max_ms if edge == OPEN_END else min(edge, self.max_ms)
