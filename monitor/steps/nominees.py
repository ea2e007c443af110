"""Which stored items the items of a batch may copy, found through rows; so many rows are read an item, however many are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from monitor.events.bands import Signature, shared_branches
from monitor.events.reading import EntryReader, Reading
from monitor.events.shortlist import shortlist
from monitor.events.sketch import Sketcher
from monitor.store import sketches as store

_EQUAL_AT_MOST = 4
"""Of those with the same letters the last are known: what is said again every year copies this year's."""
MET_BESIDE = 8
"""Of each band so many items on either side of a key are met: 256 rows an item with 16 bands."""
_ESTIMATED = 24
_NOMINATED = 12
"""Eight are tried (see events/copies); items of the batch itself may be among them."""


@dataclass(frozen=True, slots=True)
class Nominees:
    """The stored items that a text may copy, the likest first; ``equal`` have its very letters, the earliest first."""

    equal: tuple[int, ...] = ()
    likely: tuple[int, ...] = ()

    @property
    def all(self) -> tuple[int, ...]:
        return self.equal + self.likely


@dataclass(frozen=True, slots=True)
class NomineeFinder:
    """Asks the rows in three statements a batch."""

    session: Session
    reader: EntryReader
    sketcher: Sketcher

    def find(self, readings: Sequence[Reading]) -> list[Nominees]:
        """The nominees of each reading; one whose bands are not known has none.

        1. The same letters; who has them need not be sought further. 2. Those next to it in each band. 3. Of the likeliest of
        these the signatures.
        """
        keys = [self.sketcher.bands(reading) for reading in readings]
        equal = store.latest_under(self.session, "item_band", {k[0] for k in keys if k}, _EQUAL_AT_MOST)
        open_ones = {n: k[1:] for n, k in enumerate(keys) if k and k[0] not in equal}
        met = self._met(open_ones)
        signatures = self._signatures(met)
        return [
            Nominees(
                tuple(equal.get(k[0], ())) if k else (), self._likest(reading, met.get(n, ()), signatures)
            )
            for n, (reading, k) in enumerate(zip(readings, keys, strict=True))
        ]

    def _met(self, keys: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
        """By reading the items that share most bands with it and lie nearest to it in these."""
        asking: dict[int, list[int]] = {}
        for reading, its in keys.items():
            for key in its:
                asking.setdefault(key, []).append(reading)
        found = list(store.next_to(self.session, list(asking), MET_BESIDE))
        if not found:
            return {}
        met = [(reading, others ^ key, listed) for key, others, listed in found for reading in asking[key]]
        texts = np.repeat([reading for reading, _, _ in met], [len(listed) for _, _, listed in met])
        items = np.concatenate([listed for _, _, listed in met])
        branches = shared_branches(np.concatenate([differing for _, differing, _ in met]))
        return shortlist(texts, items, branches, _ESTIMATED)

    def _signatures(self, met: Mapping[int, Sequence[int]]) -> dict[int, Signature]:
        wanted = sorted({item for items in met.values() for item in items})
        found = store.signatures_of(self.session, wanted, self.sketcher.form)
        return {item: np.frombuffer(packed, dtype=np.uint32) for item, packed in found.items()}

    def _likest(
        self, reading: Reading, items: Sequence[int], signatures: Mapping[int, Signature]
    ) -> tuple[int, ...]:
        known = [item for item in items if item in signatures]
        shares = self.reader.copies.alike(reading.signature, [signatures[item] for item in known])
        near = sorted((-share, item) for share, item in zip(shares, known, strict=True) if share)
        return tuple([item for _, item in near[:_NOMINATED]])
