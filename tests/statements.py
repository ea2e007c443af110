"""SQL compiled once for all tests: else each test's own engine compiles every statement anew, a sixth of its time."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache


def kept(make: Callable[[str], Engine]) -> Callable[[str], Engine]:
    """Engines that share the dialect (part of every key) and the compiled statements of the first of their kind."""
    first: dict[str, Engine] = {}

    def engine(url: str) -> Engine:
        built = make(url)
        model = first.get(built.dialect.name)
        if model is None or model.dialect.server_version_info is None:  # which has not met its server
            first[built.dialect.name] = built
            built._compiled_cache = LRUCache(4000)
        else:
            built.dialect = built.pool._dialect = model.dialect
            built._compiled_cache = model._compiled_cache
        return built

    return engine
