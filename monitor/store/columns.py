"""The kinds of columns that the tables are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Integer, Text
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


def long_text(default: Any = ...) -> Any:
    """A text without a length limit."""
    return Field(default, sa_type=Text)
