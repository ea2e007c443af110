"""The weekly miss-rate sample: which items a person looks at, and what their verdicts say about all the others.

Wilson's interval after E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from pydantic import Field

from monitor.classify.learning.doubt import DoubtRules
from monitor.clock import SHANGHAI
from monitor.config_file import ConfigModel

Stratum = Literal["irrelevant", "ordinary", "uncertain"]
STRATA: tuple[Stratum, ...] = ("irrelevant", "ordinary", "uncertain")
STRATUM_LABELS = {"irrelevant": "判为无关", "ordinary": "判为一般事项", "uncertain": "类别存疑"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_Z_95 = 1.959964


class Quotas(ConfigModel):
    """How many items of each stratum a week's sample holds."""

    irrelevant: int = Field(30, ge=0, le=1000)
    ordinary: int = Field(15, ge=0, le=1000)
    uncertain: int = Field(15, ge=0, le=1000)

    def of(self, stratum: Stratum) -> int:
        return int(getattr(self, stratum))


class LearningRules(ConfigModel):
    """``config/learning.yaml``."""

    weekly_sample: Quotas = Quotas()
    sample_on: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    missed_share_alarm: float = Field(0.05, gt=0, lt=1)
    checked_at_least: int = Field(20, ge=1)
    doubt: DoubtRules = DoubtRules()


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days ``[start, end)`` before a sample's day, named after the ISO week in which they began."""

    name: str
    start: datetime
    end: datetime


def week_before(now: datetime, rules: LearningRules) -> Week:
    """The last whole week at ``now`` (aware), from one sample's day to the next, in Shanghai time."""
    today = now.astimezone(SHANGHAI).date()
    end = today - timedelta(days=(today.weekday() - _DAYS.index(rules.sample_on)) % 7)
    start = end - timedelta(days=7)
    year, number, _ = start.isocalendar()
    return Week(f"{year}-W{number:02d}", _midnight(start), _midnight(end))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def draw(week: str, ids: Iterable[int], count: int) -> list[int]:
    """``count`` of the items, by a lot that the week's name and the item's id decide: drawn again, the same ones.

    All have the same chance, and no more than ``count`` are held: ``ids`` may be a stream of any length.
    """
    return sorted(heapq.nsmallest(count, ids, key=lambda item_id: _lot(week, item_id)))


def _lot(week: str, item_id: int) -> bytes:
    return hashlib.sha256(f"{week}/{item_id}".encode()).digest()


@dataclass(frozen=True, slots=True)
class Share:
    """``wrong`` of ``checked``, with the 95 % interval of the share among all items that could have been drawn."""

    wrong: int
    checked: int

    @property
    def share(self) -> float | None:
        return self.wrong / self.checked if self.checked else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval; the whole of ``[0, 1]`` while nothing has been checked."""
        if not self.checked:
            return 0.0, 1.0
        n, p, z = self.checked, self.wrong / self.checked, _Z_95
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def is_alarming(found: Share, rules: LearningRules) -> bool:
    """Whether so many are wrong that chance does not explain it."""
    return found.checked >= rules.checked_at_least and found.interval[0] > rules.missed_share_alarm


def share_of(verdicts: Sequence[bool | None]) -> Share:
    """The share of wrong ones among those that somebody has looked at (None: not yet)."""
    said = [v for v in verdicts if v is not None]
    return Share(sum(said), len(said))
