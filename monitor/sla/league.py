"""The league table of responsible organs: who answers in time, ranked where there is enough to rank by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.sla.timeliness import UNNAMED
from monitor.sla.timeliness_table import Row


@dataclass(frozen=True, slots=True)
class Place:
    """One organ's place; ``rank`` is None where too few deadlines were its own to compare."""

    rank: int | None
    row: Row

    @property
    def key(self) -> str:
        return str(self.row["key"])


def league(rows: Sequence[Row], *, ranked_from: int) -> list[Place]:
    """Rank organs with at least ``ranked_from`` decided deadlines; equals share a place and the next one is skipped.

    Decided are all but those still running; what no organ is named for comes last. Order: the share in time of the
    decided, then fewer unanswered, then the shorter median, then the name (which only orders, never ranks).
    """
    named = [r for r in rows if r["key"] != UNNAMED]
    ranked = sorted(
        (r for r in named if decided(r) >= ranked_from), key=lambda r: (*_merit(r), str(r["key"]))
    )
    places: list[Place] = []
    for index, row in enumerate(ranked):
        tied = index > 0 and _merit(row) == _merit(ranked[index - 1])
        places.append(Place(places[-1].rank if tied else index + 1, row))
    rest = sorted(
        (r for r in named if decided(r) < ranked_from), key=lambda r: (-_count(r, "total"), str(r["key"]))
    )
    return [*places, *(Place(None, r) for r in [*rest, *(r for r in rows if r["key"] == UNNAMED)])]


def decided(row: Row) -> int:
    """The deadlines of a row whose outcome is known: all but those that are still running."""
    return _count(row, "total") - _count(row, "running")


def share_of_decided(row: Row) -> float | None:
    """In time among the decided: a clock that is still running speaks neither for nor against an organ."""
    return _count(row, "met") / decided(row) if decided(row) else None


def _merit(row: Row) -> tuple[float, int, float]:
    median = row["median_s"]
    return (
        -(share_of_decided(row) or 0.0),
        _count(row, "unanswered"),
        float(median) if median is not None else float("inf"),
    )


def _count(row: Row, name: str) -> int:
    return int(row[name] or 0)
