"""Engines for tests: their SQL is compiled once for all, and none waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache


def light(make: Callable[[str], Engine]) -> Callable[[str], Engine]:
    """Engines that share the dialect (part of every key) and the compiled statements of the first of their kind.

    Else each test's own engine compiles every statement anew: a third of its time.
    """
    first: dict[str, Engine] = {}

    @wraps(make)
    def engine(url: str) -> Engine:
        built = make(url)
        if built.dialect.name == "sqlite":
            event.listen(built, "connect", _unsynchronised)
        model = first.get(built.dialect.name)
        if model is None or model.dialect.server_version_info is None:  # which has not met its server
            first[built.dialect.name] = built
            built._compiled_cache = LRUCache(4000)
        else:
            built.dialect = built.pool._dialect = model.dialect
            built._compiled_cache = model._compiled_cache
        return built

    return engine


def _unsynchronised(connection: Any, _record: Any) -> None:
    """What a test's database holds need not outlive the machine."""
    connection.execute("PRAGMA synchronous=OFF")
