"""Filling a scratch database quickly with what earlier years would have left there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import insert

from monitor.bench.texts import SEED, posts
from monitor.classify.result import Classification
from monitor.item import Item
from monitor.store.search import grams
from monitor.store.tables import Event, ItemClassification, ItemKey, ItemRecord
from monitor.wiring import Program

_AT_ONCE = 2_000
_TEXTS = 5_000


Posts = Callable[[int, datetime, int], list[Item]]
"""Writes so many posts up to a moment, from a seed."""


def template_posts(count: int, newest: datetime, seed: int) -> list[Item]:
    """Posts made from templates, much alike."""
    return [post.item for post in posts(count, newest, seed=seed)]


def fill_items(
    built: Program,
    count: int,
    newest: datetime,
    *,
    start: int = 0,
    texts: int = _TEXTS,
    write: Posts = template_posts,
) -> list[Item]:
    """Store ``count`` classified, searchable items, five to an event; returns the items that their texts are made of.

    ``start`` says how many were stored before; ``texts`` how many different ones there are before they come again.
    """
    pool = write(min(count, texts), newest, SEED + start)
    results = built.classifier.classify_batch(pool, newest)
    for first in range(start, start + count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, start + count))
        rows = [(n, pool[(n - start) % len(pool)], results[(n - start) % len(pool)]) for n in numbers]
        _store(built, rows, newest)
    return pool


def _store(built: Program, rows: Sequence[tuple[int, Item, Classification]], now: datetime) -> None:
    office = built.database.office_id
    with built.database.write() as tx:
        tx.session.execute(insert(Event), list(_events(rows, office)))
        tx.session.execute(insert(ItemRecord), [_record(n, i, r, office, now) for n, i, r in rows])
        tx.session.execute(insert(ItemKey), [_key(n, office) for n, _, _ in rows])
        tx.session.execute(insert(ItemClassification), [_classification(n, r, now) for n, _, r in rows])
        _index(tx.session.connection(), ((n + 1, f"{i.title}\n{i.text}") for n, i, _ in rows))


def _events(rows: Sequence[tuple[int, Item, Classification]], office: str) -> Iterator[dict[str, Any]]:
    for number, item, result in rows:
        if number % 5 == 0:
            yield {
                "id": number // 5 + 1,
                "office_id": office,
                "title": item.title,
                "first_at": item.published_at,
                "last_at": item.published_at,
                "items": 5,
                "category": result.category,
                "historical": False,
                "heat": float(number % 100),
            }


def _record(number: int, item: Item, result: Classification, office: str, now: datetime) -> dict[str, Any]:
    return {
        "id": number + 1,
        "office_id": office,
        "external_id": f"stock-{number}",
        "source": item.source,
        "source_kind": item.source_kind,
        "author": item.author,
        "title": item.title,
        "text": item.text,
        "raw_title": item.title,
        "raw_text": item.text,
        "published_at": item.published_at,
        "date_only": False,
        "collected_at": now,
        "ingested_at": now,
        "content_hash": _sha(item.text),
        "revision": 1,
        "historical": False,
        "event_id": number // 5 + 1,
        "relevant": result.relevant,
        "local": result.local,
        "category": result.category,
        "category_uncertain": result.category_uncertain,
    }


def _key(number: int, office: str) -> dict[str, Any]:
    return {"office_id": office, "key": _sha(f"stock-{number}"), "item_id": number + 1}


def _classification(number: int, result: Classification, now: datetime) -> dict[str, Any]:
    return {
        "item_id": number + 1,
        "revision": 1,
        "result": result.to_json(),
        "model": result.model,
        "rules": result.rules,
        "recorded_at": now,
    }


def _index(connection: Any, texts: Iterable[tuple[int, str]]) -> None:
    if connection.dialect.name == "postgresql":
        statement = (
            "INSERT INTO item_search (item_id, grams) VALUES (:id, array_to_tsvector(CAST(:grams AS text[])))"
        )
        rows: list[dict[str, Any]] = [{"id": ident, "grams": grams(content)} for ident, content in texts]
    else:
        statement = "INSERT INTO item_search (rowid, grams) VALUES (:id, :grams)"
        rows = [{"id": ident, "grams": " ".join(grams(content))} for ident, content in texts]
    connection.execute(text(statement), rows)


def _sha(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
