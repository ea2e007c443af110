"""The service's own lateness as it is kept: added to by day, stage and bucket, and read as one spread a stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from monitor.sla.lateness import Spread, tally
from monitor.store.tables import Lateness


def add_lateness(session: Session, office_id: str, day: str, stage: str, found: Iterable[int]) -> None:
    """Count latenesses (milliseconds) of one stage; several processes may add to one bucket at once."""
    for edge, gained in tally(found).items():
        key = {"office_id": office_id, "day": day, "stage": stage, "le_ms": edge}
        values = {"count": gained.count, "sum_ms": gained.sum_ms, "max_ms": gained.max_ms}
        session.execute(_upsert(session, key, values))


def _upsert(session: Session, key: dict[str, Any], values: dict[str, int]) -> Any:
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table: Any = Lateness.__table__  # type: ignore[attr-defined]
    greatest = func.greatest if dialect is postgresql else func.max
    return (
        dialect.insert(table)
        .values(**key, **values)
        .on_conflict_do_update(
            index_elements=list(key),
            set_={
                "count": table.c.count + values["count"],
                "sum_ms": table.c.sum_ms + values["sum_ms"],
                "max_ms": greatest(table.c.max_ms, values["max_ms"]),
            },
        )
    )


def spreads(session: Session, office_id: str, *, since_day: str = "") -> dict[str, Spread]:
    """How late each stage was, over everything that is kept or from a day on."""
    r = Lateness
    sums = (func.sum(col(r.count)), func.sum(col(r.sum_ms)), func.max(col(r.max_ms)))
    query = select(col(r.stage), col(r.le_ms), *sums)  # type: ignore[call-overload]
    query = query.where(r.office_id == office_id, col(r.day) >= since_day).group_by(
        col(r.stage), col(r.le_ms)
    )
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    for stage, edge, count, total, greatest in session.execute(query):
        found.setdefault(stage, []).append((edge, int(count), int(total), int(greatest)))
    return {
        stage: Spread({e: n for e, n, _, _ in rows}, sum(t for _, _, t, _ in rows), max(g for *_, g in rows))
        for stage, rows in sorted(found.items())
    }
