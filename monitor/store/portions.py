"""Bound values in portions that every database takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

AT_ONCE = 500
"""Values in one statement: SQLite takes only so many, and one plan serves all portions of this length."""
T = TypeVar("T")


def portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in their order, at most ``AT_ONCE`` of them at a time."""
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]
