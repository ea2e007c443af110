"""Rows that find like items: bands of MinHash signatures for copies, words for items alike, and the packed sketches.

A batch is looked up in one statement a table, whatever its size; nothing of this is kept in memory.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from sqlalchemy import bindparam, delete, func, text
from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col, select

from monitor.events.bands import LOWER
from monitor.store.tables import ItemBand, ItemClassification, ItemRecord, ItemSketch, ItemWord

Pair = tuple[int, int]
"""A key and an item that is listed under it."""
Listing = Literal["item_band", "item_word"]
Found = dict[int, list[int]]
"""Items by key, the earliest first."""
Column = npt.NDArray[np.int64]


_KEPT: tuple[tuple[type[SQLModel], str], ...] = (
    *((ItemRecord, name) for name in ("id", "title", "text", "published_at", "collected_at")),
    *((ItemSketch, name) for name in ("signature", "traits")),
)


@dataclass(frozen=True, slots=True)
class StandingItem:
    """Where a sketched item stands now."""

    id: int
    event_id: int
    duplicate_of: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class KeptSketch:
    """A sketch with what its item says."""

    id: int
    title: str
    text: str
    at: datetime
    signature: bytes
    traits: bytes


def latest_under(session: Session, table: Listing, keys: Collection[int], limit: int) -> Found:
    """The items last listed under each word, or under each key of letters, at most ``limit`` a key."""
    if not keys:
        return {}
    last = f"SELECT item_id FROM {table} WHERE key = k.key ORDER BY item_id DESC LIMIT {limit:d}"  # noqa: S608
    if session.get_bind().dialect.name == "postgresql":
        statement = (
            "SELECT k.key, array_agg(f.item_id) FROM unnest(CAST(:keys AS bigint[])) AS k(key)"  # noqa: S608
            f" CROSS JOIN LATERAL ({last}) f GROUP BY k.key"
        )
        rows = session.execute(text(statement), {"keys": list(keys)})
        return {key: sorted(items) for key, items in rows}
    statement = f"SELECT k.key, (SELECT group_concat(item_id) FROM ({last})) FROM (SELECT value AS key FROM json_each(:keys)) k"  # noqa: S608
    rows = session.execute(text(statement), {"keys": json.dumps(list(keys))})
    return {key: sorted(map(int, items.split(","))) for key, items in rows if items}


def next_to(session: Session, keys: Sequence[int], count: int) -> Iterator[tuple[int, Column, Column]]:
    """Of each band key the listed keys next to it within its band, ``count`` on either side at most, and their items."""
    values = "unnest(CAST(:keys AS bigint[])) AS k(value)"
    lateral = f"SELECT k.value, f.found FROM {values} CROSS JOIN LATERAL (%s) f WHERE f.found IS NOT NULL"  # noqa: S608
    scalar = "SELECT k.value, (%s) FROM json_each(:keys) k"
    is_postgres, given = session.get_bind().dialect.name == "postgresql", list(keys)
    gather = "string_agg(hit, ',')" if is_postgres else "group_concat(hit)"
    statement = (lateral if is_postgres else scalar) % (
        f"SELECT {gather} AS found FROM (SELECT * FROM ({_beside('>=', 'ASC')}) a"  # noqa: S608
        f" UNION ALL SELECT * FROM ({_beside('<', 'DESC')}) b) c"
    )
    told = {"keys": given if is_postgres else json.dumps(given), "count": count}
    found = [(key, hits) for key, hits in session.execute(text(statement), told) if hits] if given else []
    if not found:
        return
    # All numbers are read at once: key by key it takes five times as long.
    columns = np.fromstring(",".join([hits for _, hits in found]), dtype=np.int64, sep=",").reshape(-1, 2)
    start = 0
    for key, hits in found:
        end = start + (hits.count(",") + 1) // 2
        yield key, columns[start:end, 0], columns[start:end, 1]
        start = end


def _beside(side: Literal[">=", "<"], order: Literal["ASC", "DESC"]) -> str:
    """One side of a key within its band, read along the table's own order; the band is the upper half."""
    bound = f"key <= (k.value | {LOWER})" if side == ">=" else f"key >= (k.value & ~CAST({LOWER} AS bigint))"
    return (
        f"SELECT CAST(key AS text) || ',' || CAST(item_id AS text) AS hit FROM item_band WHERE key {side} k.value AND {bound}"  # noqa: S608
        f" ORDER BY key {order}, item_id {order} LIMIT :count"
    )


def signatures_of(session: Session, items: Sequence[int], form: str) -> dict[int, bytes]:
    """The signatures of some items, those of the present form."""
    query = select(col(ItemSketch.item_id), ItemSketch.signature).where(
        col(ItemSketch.item_id).in_(items), ItemSketch.form == form
    )
    return {row[0]: row[1] for row in session.execute(query)} if items else {}


def standing_items(session: Session, office_id: str, items: Sequence[int]) -> list[StandingItem]:
    """Where some items stand now, in the order of their ids."""
    query = (
        select(
            col(ItemRecord.id),
            col(ItemRecord.event_id),
            col(ItemRecord.duplicate_of),
            col(ItemRecord.revision),
        )
        .where(ItemRecord.office_id == office_id, col(ItemRecord.id).in_(items))
        .order_by(col(ItemRecord.id))
    )
    return [StandingItem(*row) for row in session.execute(query)]


def sketches_of(session: Session, items: Sequence[int], form: str) -> Iterator[KeptSketch]:
    """The sketches of some items, those of the present form."""
    query = (
        select(*(getattr(table, name) for table, name in _KEPT))
        .join(ItemSketch, col(ItemSketch.item_id) == col(ItemRecord.id))
        .where(col(ItemRecord.id).in_(items), ItemSketch.form == form)
    )
    for ident, title, content, published, collected, *packed in session.execute(query):
        yield KeptSketch(ident, title, content, published or collected, *packed)


def members(session: Session, events: Collection[int]) -> Mapping[int, list[tuple[int, int | None]]]:
    """The items of some events, each with what it copies, in the order of their ids."""
    query = (
        select(col(ItemRecord.event_id), col(ItemRecord.id), ItemRecord.duplicate_of)
        .where(col(ItemRecord.event_id).in_(events))
        .order_by(col(ItemRecord.id))
    )
    found: dict[int, list[tuple[int, int | None]]] = {event: [] for event in events}
    for event, item, root in session.execute(query):
        found[event].append((item, root))
    return found


def unsketched(
    session: Session, office_id: str, form: str, *, after: int, before: int, limit: int
) -> list[int]:
    """Items between two numbers that have no sketch of the present form, the newest first; only indexes are read for it."""
    # The number is not offered as a bound: the table would be walked through with all its texts.
    ident = col(ItemRecord.id) + 0
    items = core_select(col(ItemRecord.id)).where(
        col(ItemRecord.office_id) == office_id, ident > after, ident < before
    )
    sketched = core_select(col(ItemSketch.item_id)).where(
        col(ItemSketch.form) == form, col(ItemSketch.item_id) > after, col(ItemSketch.item_id) < before
    )
    missing = items.except_(sketched).subquery()
    query = core_select(missing.c.id).order_by(missing.c.id.desc()).limit(limit)
    return list(session.execute(query).scalars())


def said_of(session: Session, items: Sequence[int]) -> Sequence[tuple[ItemRecord, Mapping[str, Any]]]:
    """Some items with what was said of their present texts, the newest first."""
    query = (
        select(ItemRecord, ItemClassification.result)
        .join(ItemClassification, col(ItemClassification.item_id) == ItemRecord.id)
        .where(col(ItemRecord.id).in_(items), ItemClassification.revision == ItemRecord.revision)
        .order_by(col(ItemRecord.id).desc())
    )
    return session.exec(query).all()


def newest_item(session: Session) -> int:
    """The highest number of an item, 0 without any."""
    return session.exec(select(func.max(col(ItemRecord.id)))).one() or 0


def outlived(session: Session, office_id: str, before: int, limit: int) -> list[int]:
    """The sketched items up to a number, the oldest first."""
    query = (
        select(col(ItemSketch.item_id))
        .where(ItemSketch.office_id == office_id, col(ItemSketch.item_id) <= before)
        .order_by(col(ItemSketch.item_id))
        .limit(limit)
    )
    return list(session.exec(query))


def drop_sketches(session: Session, items: Sequence[int]) -> None:
    """Take the sketches of some items away, and where these are listed by them."""
    mine = col(ItemSketch.item_id).in_(items)
    kept = session.execute(
        select(col(ItemSketch.item_id), ItemSketch.bands, ItemSketch.words).where(mine)
    ).all()
    for table, place in ((ItemBand, 1), (ItemWord, 2)):
        rows = [{"_key": key, "_item": row[0]} for row in kept for key in keys_of(row[place])]
        if rows:
            gone = delete(table).where(
                col(table.key) == bindparam("_key"), col(table.item_id) == bindparam("_item")
            )
            session.connection().execute(gone, rows)
    session.execute(delete(ItemSketch).where(mine))


def heirs(session: Session, roots: Sequence[int], after: int) -> list[tuple[int, bytes]]:
    """Of the copies of some items that are newer than a number, the first of each, with its bands."""
    events = select(ItemRecord.event_id).where(col(ItemRecord.id).in_(roots))
    query = select(func.min(col(ItemRecord.id))).where(
        col(ItemRecord.event_id).in_(events),
        col(ItemRecord.duplicate_of).in_(roots),
        col(ItemRecord.id) > after,
    )
    first = list(session.execute(query.group_by(col(ItemRecord.duplicate_of))).scalars())
    kept = select(col(ItemSketch.item_id), ItemSketch.bands).where(col(ItemSketch.item_id).in_(first))
    return [(item, bands) for item, bands in session.execute(kept)]


def packed_keys(keys: Sequence[int]) -> bytes:
    """Keys as a column keeps them."""
    return array("q", keys).tobytes()


def keys_of(packed: bytes) -> list[int]:
    """The keys that a column holds."""
    return array("q", packed).tolist()


def list_items(session: Session, table: type[ItemBand | ItemWord], pairs: Iterable[Pair]) -> None:
    """List items under keys, in the order of the keys, in which the table is kept; what is listed already stays."""
    rows = sorted(set(pairs))
    if rows:
        place = "%s" if session.get_bind().dialect.name == "postgresql" else "?"
        # Plain numbers, some thirty rows an item: handed to the driver as they are.
        statement = f"INSERT INTO {table.__tablename__} (key, item_id) VALUES ({place}, {place}) ON CONFLICT DO NOTHING"  # noqa: S608
        session.connection().exec_driver_sql(statement, rows)
