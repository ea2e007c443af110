"""Full-text search by character bigrams: the index proposes candidates, LIKE confirms them, so results are exact.

SQLite keeps the bigrams in an FTS5 table, PostgreSQL in a ``tsvector``; words would miss names that no dictionary
holds, and trigrams would miss every two-character word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, and_, bindparam, column, or_, table, text
from sqlalchemy import select as core_select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from monitor.store.tables import BIG, ItemRecord
from monitor.text.clean import clean_text

_RUN = re.compile(r"[^\W_]+")
_PLAIN = re.compile("[0-9a-z\u4e00-\u9fff]+")
MOST_TERMS = 8
_PHRASES_AT_ONCE = 16
_ASKED = 3
"""So many tokens of a phrase are looked up where it is one of many."""


def grams(content: str) -> list[str]:
    """The distinct tokens of a text: each run of letters and digits as bigrams and its last character alone.

    The last character is there so that every character begins some token, and one character can be found by prefix.
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(content.lower()):
        if _PLAIN.fullmatch(run):  # nearly every run
            found.update(dict.fromkeys(map(add, run, run[1:])))
        else:
            for left, right in pairwise(run):
                found[_token(left + right)] = None
                if not _PLAIN.fullmatch(left + right):
                    found[_token(left)] = None
        found[_token(run[-1])] = None
    return list(found)


def _token(gram: str) -> str:
    """A gram as a token that every tokenizer leaves whole: rare characters are written as their code points."""
    return gram if _PLAIN.fullmatch(gram) else "".join(f"u{ord(c):x}" for c in gram)


def index_item(session: Session, item_id: int, title: str, content: str) -> None:
    """Put an item's cleaned title and text into the index, in place of what was there for it."""
    index_items(session, [(item_id, title, content)], replacing=True)


def index_items(session: Session, items: Sequence[tuple[int, str, str]], *, replacing: bool = False) -> None:
    """Put many items (id, cleaned title, cleaned text) into the index; ``replacing`` where some may be there already."""
    if not items:
        return
    rows = [(n, grams(f"{title}\n{content}")) for n, title, content in items]
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text(
                "INSERT INTO item_search (item_id, grams) VALUES (:id, array_to_tsvector(CAST(:grams AS text[])))"
                " ON CONFLICT (item_id) DO UPDATE SET grams = EXCLUDED.grams"
            ),
            [{"id": n, "grams": tokens} for n, tokens in rows],
        )
        return
    if replacing:
        session.execute(text("DELETE FROM item_search WHERE rowid = :id"), [{"id": n} for n, _ in rows])
    session.execute(
        text("INSERT INTO item_search (rowid, grams) VALUES (:id, :grams)"),
        [{"id": n, "grams": " ".join(tokens)} for n, tokens in rows],
    )


def terms_of(query: str) -> list[str]:
    """The words of a query, cleaned as items are (so that traditional and full-width forms are found too)."""
    return clean_text(query).split()[:MOST_TERMS]


def search_ids(
    session: Session, query: str, *, office_id: str, limit: int = 50, offset: int = 0
) -> list[int]:
    """The ids of the items that hold every word of the query in title or text, the latest stored first."""
    chosen = core_select(col(ItemRecord.id)).where(col(ItemRecord.office_id) == office_id)
    chosen, key = matching(chosen, query, session.get_bind().dialect.name)
    return list(session.execute(chosen.order_by(key.desc()).limit(limit).offset(offset)).scalars())


def proposing(dialect: str, *conditions: ColumnElement[bool]) -> Select[Any]:
    """A statement for :func:`holding_any` that asks for the items of some conditions; built once, it costs little to ask again."""
    columns: list[Any] = [ItemRecord.id, ItemRecord.title, ItemRecord.text]
    chosen = core_select(*columns).where(*conditions)
    first = bindparam("first", type_=BIG)
    if dialect == "postgresql":
        index = table("item_search", column("item_id"))
        # Asked first and apart: the planner would else look every item of the span up in the index, one by one.
        hits = core_select(index.c.item_id).where(_grams_match(), index.c.item_id >= first).cte("hits")
        hits = hits.prefix_with("MATERIALIZED", dialect="postgresql")
        return chosen.join(hits, hits.c.item_id == col(ItemRecord.id))
    index = table("item_search", column("rowid", BIG))
    chosen = chosen.join_from(index, ItemRecord, col(ItemRecord.id) == text("+item_search.rowid"))
    # The index reads on from the first: what years have left behind it costs nothing.
    return chosen.where(
        text("item_search MATCH :match").bindparams(bindparam("match")), index.c.rowid >= first
    )


def holding_any(
    session: Session, phrases: Sequence[str], proposed: Select[Any], given: Mapping[str, Any]
) -> list[int]:
    """The items that a statement of :func:`proposing` finds to hold the tokens of any of the phrases, whether whole is not looked at.

    ``given`` are the values of its conditions, and the ``first`` item to be looked at. The index is asked for a few tokens of
    each phrase, for to look them all up takes longer than to look at what is proposed.
    """
    found: set[int] = set()
    is_postgres = session.get_bind().dialect.name == "postgresql"
    signs = [_signs(phrase) for phrase in phrases]
    for begin in range(0, len(phrases), _PHRASES_AT_ONCE):
        tokens = [_few(_wanted([phrase])) for phrase in phrases[begin : begin + _PHRASES_AT_ONCE]]
        if is_postgres:
            match = " | ".join(f"({_tsquery(wanted)})" for wanted in tokens)
        else:
            match = " OR ".join(f"({_match(wanted)})" for wanted in tokens)
        for item, title, content in session.execute(proposed, {**given, "match": match}):
            if item not in found and _holds_any(f"{title}\n{content}".lower(), signs):
                found.add(item)
    return sorted(found)


def _few(wanted: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    return wanted if len(wanted) <= _ASKED else [wanted[0], wanted[len(wanted) // 2], wanted[-1]]


def _signs(phrase: str) -> list[str]:
    """What a text must hold to have the tokens of a phrase in the index: its pairs of letters, and what stands alone."""
    return [
        sign
        for run in _RUN.findall(phrase.lower())
        for sign in ([run] if len(run) == 1 else map(add, run, run[1:]))
    ]


def _holds_any(content: str, phrases: Sequence[Sequence[str]]) -> bool:
    return any(all(sign in content for sign in signs) for signs in phrases)


def matching(
    chosen: Select[int], query: str, dialect: str
) -> tuple[Select[int], ColumnElement[int] | Mapped[int]]:
    """Narrow a selection of items to those that hold every word of the query.

    Returns it with the id to order by: on SQLite the index's own, so that a page of a common word's many finds is read
    off the index's end instead of sorting them all.
    """
    key: ColumnElement[int] | Mapped[int] = col(ItemRecord.id)
    terms = terms_of(query)
    if not terms:
        return chosen, key
    wanted = _wanted(terms)
    if wanted and dialect == "postgresql":
        chosen = chosen.where(_postgres(wanted))
    elif wanted:
        index = table("item_search", column("rowid", BIG))
        # The plus keeps SQLite from asking the index once for every item instead of once.
        chosen = chosen.join_from(index, ItemRecord, col(ItemRecord.id) == text("+item_search.rowid"))
        chosen = chosen.where(text("item_search MATCH :match").bindparams(match=_match(wanted)))
        key = index.c.rowid
    return chosen.where(and_(*(_holds(term, dialect) for term in terms))), key


def _wanted(terms: list[str]) -> list[tuple[str, bool]]:
    """The tokens that every match must have; True marks one character, sought as the beginning of a token."""
    wanted: dict[tuple[str, bool], None] = {}
    for term in terms:
        for run in _RUN.findall(term.lower()):
            if len(run) == 1:
                wanted[(_token(run), True)] = None
            for left, right in pairwise(run):
                wanted[(_token(left + right), False)] = None
    return list(wanted)


def _match(wanted: list[tuple[str, bool]]) -> str:
    return " AND ".join(f'"{token}"{" *" if prefix else ""}' for token, prefix in wanted)


def _tsquery(wanted: list[tuple[str, bool]]) -> str:
    return " & ".join(f"'{token}'{':*' if prefix else ''}" for token, prefix in wanted)


def _postgres(wanted: list[tuple[str, bool]]) -> ColumnElement[bool]:
    index = table("item_search", column("item_id"))
    return col(ItemRecord.id).in_(
        core_select(index.c.item_id).where(_grams_match().bindparams(match=_tsquery(wanted)))
    )


def _grams_match() -> TextClause:
    return text("grams @@ CAST(:match AS tsquery)").bindparams(bindparam("match"))


def _holds(term: str, dialect: str) -> ColumnElement[bool]:
    pattern = "%" + re.sub(r"([\\%_])", r"\\\1", term) + "%"
    if dialect == "postgresql":
        return or_(
            col(ItemRecord.title).ilike(pattern, escape="\\"),
            col(ItemRecord.text).ilike(pattern, escape="\\"),
        )
    return or_(  # SQLite's LIKE ignores the case of ASCII letters by itself
        col(ItemRecord.title).like(pattern, escape="\\"),
        col(ItemRecord.text).like(pattern, escape="\\"),
    )
