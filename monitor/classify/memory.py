"""Memory while items are classified: when the collector of garbage keeps out of the way, and what becomes of freed blocks."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's ``mallopt(3)``."""
_KEPT_BYTES, _LARGEST_BLOCK = 64 << 20, 32 << 20


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for cycles of garbage within a batch or a start: they make none, and what they make is still in use.

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


@cache
def keep_freed_memory() -> bool:
    """Let this process keep up to 64 MiB that it freed instead of giving it back; whether the allocator could be told.

    The arrays of a batch are some megabytes. Given back after each batch and asked for again with the next, their pages are
    cleared by the kernel every time: eight pages an item, a twelfth of the time of a batch. Only glibc has the two knobs.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    # Setting either stops glibc from moving both thresholds by itself.
    return bool(mallopt(_M_MMAP_THRESHOLD, _LARGEST_BLOCK) and mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES))
