"""Which texts share a band: a table from numbers to items that takes little room (12 bytes an entry once settled)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]

_MERGE_AT = 1 << 15


class BandTable:
    """Adds entries to a dict and, when that is full, merges them into two sorted columns."""

    def __init__(self, merge_at: int = _MERGE_AT) -> None:
        self._merge_at = merge_at
        self._recent: dict[int, list[int]] = {}
        self._waiting = 0
        self._keys: Keys = np.empty(0, dtype=np.uint64)
        self._items: npt.NDArray[np.uint32] = np.empty(0, dtype=np.uint32)

    def add(self, keys: Keys, item: int) -> None:
        """Enter an item (a number below 2³²) under each of its keys."""
        for key in keys.tolist():
            self._recent.setdefault(key, []).append(item)
        self._waiting += len(keys)
        if self._waiting >= self._merge_at:
            self._merge()

    def find(self, keys: Keys) -> Iterator[int]:
        """The items entered under any of the keys, key by key, the earliest first; some may come twice."""
        starts = np.searchsorted(self._keys, keys, "left").tolist()
        ends = np.searchsorted(self._keys, keys, "right").tolist()
        for key, start, end in zip(keys.tolist(), starts, ends, strict=True):
            if start < end:
                yield from self._items[start:end].tolist()
            yield from self._recent.get(key, ())

    def _merge(self) -> None:
        pairs = [(key, item) for key, items in self._recent.items() for item in items]
        keys = np.array([key for key, _ in pairs], dtype=np.uint64)
        items = np.array([item for _, item in pairs], dtype=np.uint32)
        keys, items = np.concatenate([self._keys, keys]), np.concatenate([self._items, items])
        order = np.argsort(keys, kind="stable")
        self._keys, self._items = keys[order], items[order]
        self._recent, self._waiting = {}, 0
