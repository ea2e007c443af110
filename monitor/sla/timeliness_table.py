"""The auditors' table: verdicts counted by group, with shares, medians and what is left to answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from monitor.sla.timeliness import PROOFS, READINGS, UNNAMED, VERDICTS, Outcome

COLUMNS = (
    "key",
    "total",
    "met",
    "late",
    "unanswered",
    "running",
    "waived",
    "in_time_share",
    "median_s",
    "p90_s",
    "past_at_upgrade",
    "time_pending",
    "substantive",
    "procedural",
    "met_by_occurrence",
    "share_by_occurrence",
    "met_by_published",
    "share_by_published",
    "upgrade_to_release_s",
    "met_substantive",
    "met_procedural",
    "found",
    "not_found",
    "unreachable",
    "unchecked",
    "found_share",
)
_NATURAL_ORDER = ("I", "II", "III", "IV", UNNAMED)
Row = dict[str, str | int | float | None]


def tabulate(outcomes: Iterable[Outcome], *, grouped: bool) -> list[Row]:
    """Sum outcomes up into rows.

    Grouped rows come worst first: by the share in time, then the larger number, then the key; severities in their own
    order. Ungrouped there is exactly one row, ``all``, also when nothing was found.
    """
    groups: dict[str, list[Outcome]] = {} if grouped else {"all": []}
    for found in outcomes:
        groups.setdefault(found.key if grouped else "all", []).append(found)
    rows = [_row(key, found) for key, found in groups.items()]
    if set(groups) <= set(_NATURAL_ORDER):
        return sorted(rows, key=lambda r: _NATURAL_ORDER.index(str(r["key"])))
    return sorted(rows, key=_worst_first)


def _worst_first(row: Row) -> tuple[float, int, str]:
    share, total = row["in_time_share"], row["total"]
    return (float(share) if share is not None else 2.0), -int(total or 0), str(row["key"])


def _row(key: str, found: Sequence[Outcome]) -> Row:
    counts: dict[str, int] = {v: sum(1 for o in found if o.verdict == v) for v in VERDICTS}
    spans = sorted(o.seconds for o in found if o.seconds is not None)
    values: Row = {
        "key": key,
        "total": len(found),
        **counts,
        "in_time_share": round(counts["met"] / len(found), 4) if found else None,
        "median_s": median(spans),
        "p90_s": nearest_rank(spans, 0.9),
        "time_pending": sum(1 for o in found if o.time_pending),
        "substantive": sum(1 for o in found if o.nature == "substantive"),
        "procedural": sum(1 for o in found if o.nature == "procedural"),
        "upgrade_to_release_s": median(
            sorted(o.upgrade_seconds for o in found if o.upgrade_seconds is not None)
        ),
        **_by_reading(found),
        **_by_answer(found),
    }
    return {name: values[name] for name in COLUMNS}


def _by_answer(found: Sequence[Outcome]) -> Row:
    """In time by the nature of the answer, and how many of the recorded publications the service found itself."""
    met = [o.nature for o in found if o.verdict == "met"]
    proofs = [o.proof for o in found if o.proof is not None]
    values: Row = {f"met_{nature}": met.count(nature) for nature in ("substantive", "procedural")}
    values |= {proof: proofs.count(proof) for proof in PROOFS}
    return values | {"found_share": round(proofs.count("found") / len(proofs), 4) if proofs else None}


def _by_reading(found: Sequence[Outcome]) -> Row:
    """How many would be in time by each reading of 五(四), and their share in all."""
    values: Row = {}
    for place, reading in enumerate(READINGS):
        met = sum(1 for o in found if (o.readings[place] if o.readings else o.verdict) == "met")
        values[f"met_by_{reading}"] = met
        values[f"share_by_{reading}"] = round(met / len(found), 4) if found else None
    return values


def median(ordered: Sequence[int]) -> int | None:
    """The middle of an ordered sequence, of an even number the mean of the two middle ones, rounded down."""
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2


def nearest_rank(ordered: Sequence[int], share: float) -> int | None:
    """The least value that at least this share of an ordered sequence does not exceed (nearest-rank percentile)."""
    return ordered[math.ceil(len(ordered) * share) - 1] if ordered else None
