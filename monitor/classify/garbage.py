"""When the collector of garbage keeps out of the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for cycles of garbage within a batch: it makes none, and all that it makes is still in use.

    Each look would go over the rules and the results so far. Of threads that overlap, the one that turned collection off turns
    it on again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
