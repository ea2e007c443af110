"""Integer keys looked up many at a time: the n-grams of a model, the branches of a tree of words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_Level = tuple[np.uint64, Ints, npt.NDArray[np.int32], npt.NDArray[np.bool_]]


class KeyTable:
    """A vocabulary of integer keys, looked up many at a time through a few tables of falling size.

    A key that finds its slot taken goes to the next table and leaves a mark, so a look-up goes on only where a mark says so.
    """

    _ODD = np.uint64(0x9E3779B97F4A7C15)

    def __init__(self, keys: Ints) -> None:
        self.size, self.keys = len(keys), keys
        self._levels: list[_Level] = []
        rest = np.arange(len(keys))
        bits = max(6, int(np.ceil(np.log2(max(1, len(keys))))) + 1)
        while len(rest):
            shift = np.uint64(64 - bits)
            slots = self._slots(keys[rest], shift)
            held = np.full(1 << bits, -1, dtype=np.int32)
            held[slots] = rest
            lost = held[slots] != rest
            marked = np.zeros(1 << bits, dtype=np.bool_)
            marked[slots[lost]] = True
            own = np.where(held >= 0, keys[held], -1)
            self._levels.append((shift, own, held, marked))
            # Another multiplier would do as well; another shift spreads what collided, as the tables shrink.
            rest, bits = rest[lost], max(6, bits - 2)

    def _slots(self, keys: Ints, shift: np.uint64) -> Ints:
        mixed = keys.view(np.uint64) * (self._ODD + np.uint64(2) * shift)
        mixed >>= shift
        return mixed.view(np.int64)

    def find(self, keys: Ints) -> tuple[Ints, npt.NDArray[np.int32]]:
        """Which of the keys are in the vocabulary, and the position of each of those in it; in no certain order."""
        which, places = [], []
        todo: Ints | None = None
        for shift, own, held, marked in self._levels:
            asked = keys if todo is None else keys.take(todo)
            slots = self._slots(asked, shift)
            # take() is twice as fast as an index in brackets, and most keys are settled in the first table.
            hit = own.take(slots) == asked
            met, missed = np.flatnonzero(hit), np.flatnonzero(~hit)
            which.append(met if todo is None else todo.take(met))
            places.append(held.take(slots.take(met)))
            missed = missed.take(np.flatnonzero(marked.take(slots.take(missed))))
            if not len(missed):
                break
            todo = missed if todo is None else todo.take(missed)
        if not which:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
        return np.concatenate(which), np.concatenate(places)
