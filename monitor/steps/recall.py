"""What a batch of items must be compared with, recalled from rows: no window of items is kept in memory.

A restarted worker, or a second one, finds everything that any worker has stored, under the turn lock, as it stands now.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from monitor.events.index import EventIndex, Listed
from monitor.events.reading import EntryReader, Reading
from monitor.events.sketch import Sketcher
from monitor.steps.nominees import NomineeFinder
from monitor.steps.sketch_rows import write_sketches
from monitor.store import sketches as store

_SPARE = 4
"""Items of the batch itself may push the likeliest stored ones down the list: so many more are at hand."""
_FACES = 60
"""Of a large event so many originals, spread over it, speak for it."""
_REMEMBERED = 4096


@dataclass(slots=True)
class Shelf:
    """The reader, its sketches, and the last few thousand unpacked ones: all that a process keeps between batches."""

    reader: EntryReader
    sketcher: Sketcher
    _unpacked: OrderedDict[tuple[int, int], Reading] = field(default_factory=OrderedDict)

    def keep(self, item: int, revision: int, reading: Reading) -> None:
        """Remember a reading for a while."""
        self._unpacked[item, revision] = reading
        if len(self._unpacked) > _REMEMBERED:
            self._unpacked.popitem(last=False)

    def readings(self, session: Session, items: Sequence[store.StandingItem]) -> dict[int, Reading]:
        """The readings of stored items; what has no sketch of the present form is left out."""
        found = {i.id: r for i in items if (r := self._unpacked.get((i.id, i.revision))) is not None}
        missing = {i.id: i.revision for i in items if i.id not in found}
        if missing:
            for kept in store.sketches_of(session, list(missing), self.sketcher.form):
                found[kept.id] = self.sketcher.unpack(kept)
                self.keep(kept.id, missing[kept.id], found[kept.id])
        return found


@dataclass(slots=True)
class Recall:
    """The index of one batch within one transaction, and the sketches that the batch adds."""

    session: Session
    office_id: str
    shelf: Shelf
    index: EventIndex = field(init=False)
    _asked: set[str] = field(default_factory=set)
    _listed: set[int] = field(default_factory=set)
    """Events of which all members are known by number."""
    _faced: set[int] = field(default_factory=set)
    """Events of which the originals are at hand."""
    _roots: dict[int, list[int]] = field(default_factory=dict)
    _added: list[tuple[Reading, Listed]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.index = EventIndex(self.shelf.reader, self._face_one)

    def around(self, readings: Sequence[Reading]) -> None:
        """Take everything into the index that some items could copy or be alike to."""
        self._recall_words(readings)
        count = self.shelf.reader.rules.match.compared + _SPARE
        alike = [self.index.likely(reading, count) for reading in readings]
        nominees = NomineeFinder(self.session, self.shelf.reader, self.shelf.sketcher).find(readings)
        copied = {item for found in nominees for item in found.all}
        events = self._take(copied.union(*alike))
        for reading, found, likely in zip(readings, nominees, alike, strict=True):
            self.index.nominate(reading, [*found.all, *likely], found.equal)
        self._list_members(event for item, event in events.items() if item in copied)

    def opened(self, event_id: int) -> None:
        """An event that begins with this batch has no members elsewhere."""
        self._listed.add(event_id)
        self._faced.add(event_id)

    def look_around(self, item_id: int, event_id: int) -> None:
        """Before :meth:`EventIndex.joinable`: recall the events that an item shows to be near, and its own."""
        self._list_members([event_id])
        asked = self.index.asked(item_id)
        if asked is None:
            return
        if asked != item_id:
            self.around([self.index.reading(asked)])
        rivals = [event for event in self.index.rivals(asked) if isinstance(event, int)]
        if rivals:
            self._face([event_id, *rivals])

    def keep(self, reading: Reading, listed: Listed) -> None:
        """A new item, whose sketch :meth:`write` will insert."""
        self._added.append((reading, listed))

    def write(self) -> None:
        """Insert the sketches of what was added; its items must be there."""
        write_sketches(self.session, self.office_id, self.shelf.sketcher, self._added)

    def _recall_words(self, readings: Sequence[Reading]) -> None:
        fresh = {word for reading in readings for word in reading.words} - self._asked
        self._asked |= fresh
        keys = {self.shelf.sketcher.word(word): word for word in fresh}
        found = store.latest_under(
            self.session, "item_word", keys, self.shelf.reader.rules.match.posting_size
        )
        self.index.recall_words({keys[key]: items for key, items in found.items()})

    def _take(self, items: Iterable[Any]) -> dict[int, int]:
        """Take stored items into the index in the order of their numbers; returns the event of each."""
        wanted = sorted(item for item in items if item not in self.index)
        if not wanted:
            return {}
        standing = store.standing_items(self.session, self.office_id, wanted)
        readings = self.shelf.readings(self.session, standing)
        for item in standing:
            if item.id in readings:
                root = item.id if item.duplicate_of is None else item.duplicate_of
                self.index.recall(readings[item.id], item.event_id, root)
        return {item.id: item.event_id for item in standing}

    def _list_members(self, events: Iterable[int]) -> None:
        wanted = set(events) - self._listed
        if not wanted:
            return
        self._listed |= wanted
        for event, items in store.members(self.session, wanted).items():
            self.index.recall_members(event, [item for item, _ in items])
            self._roots[event] = [item for item, root in items if root is None]

    def _face_one(self, event: Hashable) -> None:
        if isinstance(event, int):
            self._face([event])

    def _face(self, events: Collection[int]) -> None:
        self._list_members(events)
        wanted: set[int] = set()
        for event in set(events) - self._faced:
            self._faced.add(event)
            roots = self._roots.get(event, [])
            wanted.update(roots[:: max(1, len(roots) // _FACES)])
        self._take(wanted)
