"""Clustering a whole file at once: events and copies of the ``monitor cluster`` command."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from monitor.events.entry import Entry
from monitor.events.groups import groups_alike
from monitor.events.index import EventIndex
from monitor.events.kinds import KindReader
from monitor.events.reading import EntryReader
from monitor.events.rules import MatchRules
from monitor.item import Item
from monitor.text.clean import clean_text
from monitor.values import value


@value
class ClusterRow:
    """One answer of the command; ``duplicate_of`` is the id of the earliest copy in the input."""

    id: str
    event: str
    duplicate_of: str | None = None


@value
class Clustering:
    """For each entry the number of its event and the position of the earliest copy (its own when it is none)."""

    events: tuple[int, ...]
    originals: tuple[int, ...]


class Clusterer:
    """Clusters a closed set of items; the result does not depend on their order."""

    def __init__(self, reader: EntryReader) -> None:
        self._reader = reader
        self._kinds = KindReader(reader.rules.match)

    @property
    def reader(self) -> EntryReader:
        """What reads the entries."""
        return self._reader

    def rows(self, items: Sequence[Item], now: datetime) -> list[ClusterRow]:
        """One row an item, in order; an id that comes again with the same words gets the same row."""
        entries = [self.entry(item, now) for item in items]
        first: dict[tuple[str, str, str], int] = {}
        places = [first.setdefault((str(e.id), e.title, e.text), i) for i, e in enumerate(entries)]
        kept = sorted(first.values())
        found = self.cluster([entries[i] for i in kept])
        number = {place: n for n, place in enumerate(kept)}
        names: dict[int, str] = {}
        rows = []
        for place, item in zip(places, items, strict=True):
            event = found.events[number[place]]
            original = items[kept[found.originals[number[place]]]].id
            name = names.setdefault(event, f"e{len(names) + 1}")
            rows.append(ClusterRow(item.id, name, None if original == item.id else original))
        return rows

    def entry(self, item: Item, now: datetime) -> Entry:
        """An incoming item as the index sees it."""
        title, text = clean_text(item.title), clean_text(item.text)
        kind = self._kinds.read(title, text, item.source_kind)
        at = item.reference_time(now)
        return Entry(item.id, title, text, at, kind, source_kind=item.source_kind, author=item.author)

    def cluster(self, entries: Sequence[Entry]) -> Clustering:
        """Cluster entries in two passes: copies in order of time, then events by all near pairs."""
        keyed = [_numbered(entry, n) for n, entry in enumerate(entries)]
        in_time = sorted(range(len(entries)), key=lambda n: _order(entries[n]))
        index = EventIndex(self._reader)
        roots: dict[int, int] = {}
        further: dict[int, int] = {}
        for n in in_time:
            placed, before = index.followed(keyed[n])
            roots[n] = n if placed is None else _int(placed)
            if before is not None:
                further[n] = _int(before)
            index.add(keyed[n], roots[n], placed)
        groups = _Groups(index, Counter(roots[n] for n in in_time), self._reader.rules.match)
        groups.join_further(further)
        event_of = groups.merge()
        earliest: dict[int, int] = {}
        for n in range(len(entries)):
            earliest.setdefault(roots[n], n)
        return Clustering(
            tuple(event_of[roots[n]] for n in range(len(entries))),
            tuple(earliest[roots[n]] for n in range(len(entries))),
        )


def cluster(items: Sequence[Item], now: datetime, clusterer: Clusterer) -> list[ClusterRow]:
    """The rows of ``monitor cluster``."""
    return clusterer.rows(items, now)


class _Groups:
    """Average linkage over the nearest pairs; ``items`` says of each original how often it came."""

    def __init__(self, index: EventIndex, items: Mapping[int, int], rules: MatchRules) -> None:
        self._rules = rules
        self._index = index
        self._items = items
        self._group = {n: n for n in items}
        self._members = {n: [n] for n in items}
        self._rank = {n: rank for rank, n in enumerate(items)}

    def join_further(self, further: Mapping[int, int]) -> None:
        """Put further words of a matter with what they were written after."""
        for n, before in further.items():
            if self._group[n] != self._group[before]:
                self._join(self._group[before], self._group[n])

    def merge(self) -> dict[int, int]:
        """Join pairs from the nearest on, as long as the two groups as a whole are alike."""
        pairs = self._pairs()
        near = _near(pairs)
        for n, m in pairs:
            # What several people wrote word for word is no lone voice, nor are two whom a third one bears out.
            lone = self._voices(n) == self._voices(m) == 1 and near[n].isdisjoint(near[m])
            if pairs[n, m] >= (self._rules.pair_extra if lone else 0):
                self._try(n, m)
        return self._group

    def _pairs(self) -> dict[tuple[int, int], float]:
        """Near pairs with their margins, the nearest first."""
        rank = self._rank
        pairs: dict[tuple[int, int], float] = {}
        for n in self._items:
            for other, likeness in self._index.neighbours(n):
                m = _int(other)
                if likeness.margin >= 0:
                    pairs[(n, m) if rank[n] < rank[m] else (m, n)] = likeness.margin
        order = sorted(pairs, key=lambda pair: (-pairs[pair], rank[pair[0]], rank[pair[1]]))
        return {pair: pairs[pair] for pair in order}

    def _voices(self, n: int) -> int:
        return sum(self._items[member] for member in self._members[self._group[n]])

    def _try(self, n: int, m: int) -> None:
        left, right = self._group[n], self._group[m]
        if left == right:
            return
        if groups_alike(self._index, self._members[left], self._members[right], self._rules):
            first, second = sorted((left, right), key=self._rank.__getitem__)
            self._join(first, second)

    def _join(self, keep: int, give: int) -> None:
        for n in self._members[give]:
            self._group[n] = keep
        self._members[keep].extend(self._members.pop(give))


def _near(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Of each item those that it is near to."""
    near: dict[int, set[int]] = defaultdict(set)
    for n, m in pairs:
        near[n].add(m)
        near[m].add(n)
    return near


def _numbered(entry: Entry, number: int) -> Entry:
    return Entry(
        number,
        entry.title,
        entry.text,
        entry.at,
        entry.emergency,
        entry.regions,
        entry.deaths,
        entry.source_kind,
        entry.author,
    )


def _order(entry: Entry) -> tuple[datetime, str, str, str]:
    return entry.at, entry.title, entry.text, str(entry.id)


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not a number: {value!r}")
    return value
