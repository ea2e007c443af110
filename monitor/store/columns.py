"""The kinds of columns that the tables are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Integer, Text, literal_column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

BIG = BigInteger().with_variant(Integer, "sqlite")
JSON_DOC = JSON().with_variant(JSONB, "postgresql")


def big_id() -> Any:
    """A 64-bit surrogate key that the database numbers."""
    return Field(default=None, primary_key=True, sa_type=BIG)


def ref(target: str, *, index: bool = False, nullable: bool = False, unique: bool = False) -> Any:
    """A 64-bit reference to ``table.column``."""
    default = None if nullable else ...
    return Field(default, foreign_key=target, sa_type=BIG, index=index, nullable=nullable, unique=unique)


def doc(factory: Any = dict) -> Any:
    """A JSON document."""
    return Field(default_factory=factory, sa_type=JSON_DOC)


def spelled(code: str) -> ColumnElement[str]:
    """A code written into the statement and not bound: SQLite takes a partial index only where the text implies its condition."""
    return literal_column(f"'{code}'")


UNSENT = tuple(map(spelled, ("pending", "retry", "sending")))
"""The states of a message that still waits to go out."""
UNSIGNED = tuple(map(spelled, ("phone", "fault", "awaited", "unconfirmed", "disputed")))
"""``sla.proof.PENDING_SECONDS``: the states of an act whose second person has not signed."""


def long_text(default: Any = ...) -> Any:
    """A text without a length limit."""
    return Field(default, sa_type=Text)
