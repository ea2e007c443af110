"""Which texts share a band, the likest first: keys in whose order a crowd can be searched without reading it.

The upper half of a key names the band: four values of a MinHash signature that two texts share. The lower half holds
four bits each of eight other values (an LSH forest: Bawa, Condie, Ganesan 2005), so that of all who share a band those next to
a key share the longest run of these with it, too. However crowded a band is, its nearest few are read and no more.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Signature = npt.NDArray[np.uint32]

LOWER = 0xFFFF_FFFF
"""The half of a key that orders a band's crowd."""
_HALF = np.uint64(32)
_LOWER = np.uint64(LOWER)
_BRANCHES, _BITS = 8, 4
_ONCE_A_BRANCH = np.uint32(0x1111_1111)
# Each band takes its branches from other places of the signature, in another order: what one band misses another finds.
_STEP, _TURN = 7, 11
_MERGE_AT = 1 << 15
_MIXERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)
_SHIFT = np.uint64(29)


def band_keys(signature: Signature, bands: int) -> Keys:
    """The keys of a signature, one a band."""
    rows = len(signature) // bands
    values = signature.astype(np.uint64)
    heads = values[: bands * rows].reshape(bands, rows)
    keys = np.arange(1, bands + 1, dtype=np.uint64) * _MIXERS[0]
    for row in range(rows):
        keys = (keys ^ heads[:, row]) * _MIXERS[row % len(_MIXERS)]
        keys ^= keys >> _SHIFT
    # The upper bits of a product depend on all bits of the value.
    nibbles = ((values * _MIXERS[0]) >> np.uint64(64 - _BITS))[_branches(len(signature), bands)]
    shifts = np.arange((_BRANCHES - 1) * _BITS, -1, -_BITS, dtype=np.uint64)
    lower: Keys = np.bitwise_or.reduce(nibbles << shifts, axis=1)
    found: Keys = (keys >> _HALF << _HALF) | lower
    return found


def shared_branches(lower: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Of pairs of keys of one band, how many of their eight branches agree; given both lower halves, one ``^`` the other."""
    differing = lower.astype(np.uint32)
    differing |= differing >> np.uint32(1)
    differing |= differing >> np.uint32(2)
    differing &= _ONCE_A_BRANCH
    # The product's uppermost four bits hold the sum of all eight.
    return _BRANCHES - ((differing * _ONCE_A_BRANCH) >> np.uint32(28)).astype(np.int64)


@cache
def _branches(permutations: int, bands: int) -> npt.NDArray[np.intp]:
    """Which values of a signature each band's branches are taken from: none of its own, where there are others."""
    rows = permutations // bands
    places = []
    for band in range(bands):
        own = range(band * rows, (band + 1) * rows)
        others = [n for n in range(permutations) if n not in own] or list(own)
        places.append([others[(band * _TURN + n * _STEP) % len(others)] for n in range(_BRANCHES)])
    return np.array(places, dtype=np.intp)


class BandTable:
    """Adds entries to sorted lists and, when there are many, merges them into two sorted columns (12 bytes an entry)."""

    def __init__(self, merge_at: int = _MERGE_AT) -> None:
        self._merge_at = merge_at
        self._recent: dict[int, list[int]] = {}
        """By band the lower halves of keys with their items in one number, in order."""
        self._waiting = 0
        self._keys: Keys = np.empty(0, dtype=np.uint64)
        self._items: npt.NDArray[np.uint32] = np.empty(0, dtype=np.uint32)

    def add(self, keys: Keys, item: int) -> None:
        """Enter an item (a number below 2³²) under each of its keys."""
        for key in keys.tolist():
            insort(self._recent.setdefault(key >> 32, []), (key & LOWER) << 32 | item)
        self._waiting += len(keys)
        if self._waiting >= self._merge_at:
            self._merge()

    def near(self, keys: Keys, count: int) -> Iterator[int]:
        """Of each band the items next to the key, ``count`` on either side, settled and recent; some may come twice."""
        places = np.searchsorted(self._keys, keys).tolist()
        starts = np.searchsorted(self._keys, keys >> _HALF << _HALF).tolist()
        ends = np.searchsorted(self._keys, keys | _LOWER, "right").tolist()
        for key, place, start, end in zip(keys.tolist(), places, starts, ends, strict=True):
            yield from self._items[max(start, place - count) : min(end, place + count)].tolist()
            recent = self._recent.get(key >> 32)
            if recent:
                place = bisect_left(recent, (key & LOWER) << 32)
                yield from [entry & LOWER for entry in recent[max(0, place - count) : place + count]]

    def _merge(self) -> None:
        pairs = [(band << 32 | e >> 32, e & LOWER) for band, entries in self._recent.items() for e in entries]
        keys = np.array([key for key, _ in pairs], dtype=np.uint64)
        items = np.array([item for _, item in pairs], dtype=np.uint32)
        keys, items = np.concatenate([self._keys, keys]), np.concatenate([self._items, items])
        order = np.argsort(keys, kind="stable")
        self._keys, self._items = keys[order], items[order]
        self._recent, self._waiting = {}, 0
