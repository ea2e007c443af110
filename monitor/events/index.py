"""The index: which known event does a new item belong to, and does it copy an earlier item?

It knows what it is told: a closed set (:mod:`monitor.events.cluster`), or, while the service takes items in, those
stored items that could matter for a batch (:mod:`monitor.steps.recall`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from monitor.events.copies import Copy, CopyIndex
from monitor.events.entry import Entry, Placement
from monitor.events.grounds import stand_apart
from monitor.events.groups import groups_alike, may_join
from monitor.events.likeness import FORBIDDEN, Likeness, Probe, Subject, shared_names, shared_words
from monitor.events.reading import EntryReader, Reading, mark_worths, word_worths
from monitor.events.rules import MatchRules
from monitor.values import value

_SUPPORTING = 3


@dataclass(slots=True)
class _Known:
    """A reading with its place among events."""

    reading: Reading
    event: Hashable
    root: Hashable

    @property
    def subject(self) -> Subject:
        return self.reading.subject


@value
class Listed:
    """Under what an added item is looked up: its letters and its bands for copies, its words for items alike."""

    letters: bool
    bands: bool
    words: bool


class EventIndex:
    """Items with their events: place, then add.

    An officer's decisions outrank the matcher: :meth:`require` puts an item into an event, :meth:`forbid` keeps it out.
    """

    def __init__(self, reader: EntryReader, face: Callable[[Hashable], None] | None = None) -> None:
        """``face`` is asked to take in the other members of an event before an item joins it."""
        self._reader = reader
        self._face = face
        self._rules = reader.rules.match
        self._judge = reader.judge
        self._copies = CopyIndex(reader.copies, self._texts)
        self._known: dict[Hashable, _Known] = {}
        self._members: dict[Hashable, dict[Hashable, None]] = {}
        """In the order in which they came."""
        self._postings: dict[str, list[Hashable]] = {}
        self._last: tuple[Entry, Reading] | None = None
        self._compared: tuple[Subject, list[tuple[Hashable, Likeness]]] | None = None

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, item: Hashable) -> bool:
        return item in self._known

    def place(self, entry: Entry | Reading) -> Placement:
        """Find the event and the original of an item without adding it.

        1. A copy goes with its original. 2. So does what differs from it in a day or a toll only, but is none; of two days of
        an emergency the matcher judges. 3. The event whose items are most alike. What officers decided is not asked here.
        """
        reading = self._read(entry)
        copy, original = self._original(reading)
        if original is None or copy is None or (copy.further and not _one_trouble(reading, original.reading)):
            return self._best_event(reading)
        if copy.further:
            return Placement(original.event, None, copy.jaccard, ("与前稿几乎相同，只是日期或人数不同",))
        return Placement(original.event, original.root, copy.jaccard, (f"与原稿相同 {copy.jaccard:.0%}",))

    def story(self, entry: Entry | Reading) -> Placement:
        """The event whose story an item most likely turns round, though it is told in words too few for one event.

        None unless one event is nearer than every other: two that are as near leave it to the officer.
        """
        reading = self._read(entry)
        nearest: dict[Hashable, tuple[Hashable, Likeness]] = {}
        for other, likeness in self._nearest(reading):
            nearest.setdefault(self._known[other].event, (other, likeness))
        ranked = sorted(nearest.items(), key=lambda event: -event[1][1].margin)
        if not ranked or ranked[0][1][1].margin < -self._rules.turn_slack:
            return Placement(None)
        event, (other, likeness) = ranked[0]
        if len(ranked) > 1 and likeness.margin - ranked[1][1][1].margin < self._rules.turn_lead:
            return Placement(None)
        return Placement(event, None, round(likeness.margin, 3), self._reasons(reading, other, likeness))

    def original(self, entry: Entry | Reading) -> Hashable | None:
        """The earliest known item that an entry copies, and nothing of its event."""
        return self.followed(entry)[0]

    def followed(self, entry: Entry | Reading) -> tuple[Hashable | None, Hashable | None]:
        """The earliest known item that an entry copies, else the one of which it is a further word."""
        reading = self._read(entry)
        copy, original = self._original(reading)
        if copy is None or original is None:
            return None, None
        if copy.further:
            return None, original.root if _one_trouble(reading, original.reading) else None
        return original.root, None

    def add(self, entry: Entry | Reading, event: Hashable, duplicate_of: Hashable | None = None) -> Listed:
        """Remember an item as a member of an event."""
        reading = self._read(entry)
        self._last = None
        ident = reading.id
        self._known[ident] = _Known(reading, event, ident if duplicate_of is None else duplicate_of)
        self._members.setdefault(event, {})[ident] = None
        letters, bands = self._copies.add(ident, (reading.signature, reading.bands), duplicate_of)
        if duplicate_of is None:
            self._post(reading)
        return Listed(letters, bands, duplicate_of is None)

    def recall(self, reading: Reading, event: Hashable, root: Hashable) -> None:
        """Take in a stored item; items come in the order of their ids."""
        self._known[reading.id] = _Known(reading, event, root)
        self._members.setdefault(event, {})[reading.id] = None
        self._copies.recall(reading.id, reading.signature)

    def nominate(self, reading: Reading, items: Iterable[Hashable], equal: Iterable[Hashable] = ()) -> None:
        """Take in which stored items a reading may copy; ``equal`` are known to have its very letters."""
        self._copies.nominate(reading.bands, items, equal)

    def recall_words(self, listed: Mapping[str, Sequence[Hashable]]) -> None:
        """Take in which stored items are listed under some words, the latest last; items unknown here count for nothing."""
        for word, items in listed.items():
            self._postings[word] = [*items, *self._postings.get(word, ())]

    def recall_members(self, event: Hashable, items: Iterable[Hashable]) -> None:
        """Take in who else belongs to an event, in order."""
        self._members[event] = dict.fromkeys([*items, *self._members.get(event, ())])

    def likely(self, reading: Reading, count: int) -> list[Hashable]:
        """The items that share most with a reading's words or its marks, whether they are known here or only listed."""
        traits, rules = reading.subject.traits, self._rules
        by_words = self._points(reading, word_worths(traits, rules))
        by_marks = self._points(reading, mark_worths(traits, rules))
        return list(dict.fromkeys(_best(count, by_words) + _best(count, by_marks)))

    def reading(self, item: Hashable) -> Reading:
        """A known item as it was read."""
        return self._known[item].reading

    def rivals(self, item: Hashable) -> dict[Hashable, float]:
        """The other events that an item is near to, with its greatest margin."""
        own = self._known[item]
        found: dict[Hashable, float] = {}
        for other, likeness in self._nearest(own.reading):
            event = self._known[other].event
            if event != own.event and likeness.margin >= 0:
                found[event] = max(likeness.margin, found.get(event, 0.0))
        return found

    def asked(self, item: Hashable) -> Hashable | None:
        """The item whose neighbours may show two events to be one: itself, or, for a first copy, its original.

        What several people wrote word for word is no lone voice, so a first copy looks again; further ones do not.
        """
        known = self._known[item]
        if known.root == item:
            return item
        return known.root if len(self._members[known.event]) == 2 and known.root in self._known else None

    def joinable(self, item: Hashable) -> tuple[Hashable, ...]:
        """Other events that, as evidence has grown by this item, are seen to be one with its own, the nearest first.

        An item near to two events speaks for both being one, unless these as a whole are unlike.
        """
        asked = self.asked(item)
        if asked is None:
            return ()
        found, own = self.rivals(asked), self._known[item].event
        return tuple(
            event for event in sorted(found, key=lambda e: -found[e]) if self._one(own, event, found[event])
        )

    def join(self, event: Hashable, into: Hashable) -> list[Hashable]:
        """Let all items of one event belong to another; returns them."""
        moved = list(self._members.pop(event, ()))
        self._members.setdefault(into, {}).update(dict.fromkeys(moved))
        for item in moved:
            if item in self._known:
                self._known[item].event = into
        return moved

    def _one(self, left: Hashable, right: Hashable, margin: float) -> bool:
        """Whether two events, of which two items are so near, are one."""
        mine, theirs = self._members[left], self._members[right]
        lone = len(mine) == len(theirs) == 1
        if lone and margin < self._rules.pair_extra and not self._borne_out(*mine, *theirs):
            return False
        return groups_alike(self, self._originals(mine), self._originals(theirs), self._rules)

    def _borne_out(self, item: Hashable, other: Hashable) -> bool:
        """Whether a third item is near to both: what three tell is no lone pair."""
        near = [k for k, likeness in self._nearest(self._known[item].reading) if likeness.margin >= 0]
        probe = self.probe(other)
        found = [self.compare(probe, k) for k in near if k not in (item, other)]
        return any(likeness is not None and likeness.margin >= 0 for likeness in found)

    def _originals(self, items: Iterable[Hashable]) -> list[Hashable]:
        """Those items that copy no other of them; of members that are only listed here nothing more is known."""
        known = [item for item in items if item in self._known]
        return [item for item in known if self._known[item].root == item] or known[:1]

    def likeness(self, left: Hashable, right: Hashable) -> Likeness | None:
        """Compare two known items."""
        return self._judge.compare(self.probe(left), self._known[right].subject)

    def probe(self, item: Hashable) -> Probe:
        """A known item made ready for many comparisons."""
        return self._judge.probe(self._known[item].subject)

    def compare(self, probe: Probe, item: Hashable) -> Likeness | None:
        """Compare a probe with a known item."""
        return self._judge.compare(probe, self._known[item].subject)

    def neighbours(self, item: Hashable) -> list[tuple[Hashable, Likeness]]:
        """The known items most alike to a known one, best first."""
        return self._compare(self._known[item].reading)

    def _texts(self, item: Hashable) -> tuple[str, str]:
        reading = self._known[item].reading
        return reading.title, reading.text

    def _read(self, entry: Entry | Reading) -> Reading:
        """Read an entry; placing and then adding it reads it once."""
        if isinstance(entry, Reading):
            return entry
        if self._last is None or self._last[0] != entry:
            self._last = (entry, self._reader.read(entry))
        return self._last[1]

    def _post(self, reading: Reading) -> None:
        """List the item under its most telling words; a full list drops its older half."""
        size = self._rules.posting_size
        for key in reading.words:
            posting = self._postings.setdefault(key, [])
            posting.append(reading.id)
            if len(posting) > 2 * size:
                del posting[:size]

    def _original(self, reading: Reading) -> tuple[Copy | None, _Known | None]:
        """The copy found for an entry and the item it copies, of those with which it may be one event."""
        copy = self._copies.find(
            reading.id,
            (reading.title, reading.text),
            (reading.signature, reading.bands),
            may_be=lambda known: self._together(reading, self._known[known].reading),
            root_of=lambda known: root if (root := self._known[known].root) in self._known else known,
        )
        return copy, None if copy is None else self._known[copy.of]

    def _together(self, reading: Reading, original: Reading) -> bool:
        """Copies within the window, with the same number of dead as far as both tell it."""
        window = max(self._rules.happening_window, self._rules.problem_window)
        deaths = (reading.subject.deaths, original.subject.deaths)
        return abs(reading.at - original.at) <= window and (None in deaths or deaths[0] == deaths[1])

    def _points(self, reading: Reading, worths: Mapping[str, float]) -> dict[Hashable, float]:
        """What listed items share with a reading, by the worth of the keys."""
        size = self._rules.posting_size
        points: dict[Hashable, float] = {}
        for key, worth in worths.items():
            for other in self._postings.get(key, ())[-size:]:
                points[other] = points.get(other, 0.0) + worth
        points.pop(reading.id, None)
        return points

    def _candidates(self, reading: Reading) -> list[Hashable]:
        """The known items that share most words with a reading, and those that share most marks: of letters only with others."""
        traits, known = reading.subject.traits, self._known
        by_words = self._points(reading, word_worths(traits, self._rules))
        found = _best(self._rules.compared, {k: w for k, w in by_words.items() if k in known})
        by_marks = self._points(reading, mark_worths(traits, self._rules))
        met = {k: w for k, w in by_marks.items() if k in known and k not in found}
        if reading.subject.letter:
            met = {k: w for k, w in met.items() if not known[k].subject.letter}
        return found + _best(self._rules.compared_by_marks, met)

    def _compare(self, reading: Reading) -> list[tuple[Hashable, Likeness]]:
        candidates = self._candidates(reading)
        if not candidates:
            return []
        probe = self._judge.probe(reading.subject)
        found: list[tuple[Hashable, Likeness]] = []
        for other in candidates:
            likeness = self._judge.compare(probe, self._known[other].subject)
            if likeness is not None:
                found.append((other, likeness))
        found.sort(key=lambda pair: -pair[1].margin)
        return found

    def _nearest(self, reading: Reading) -> list[tuple[Hashable, Likeness]]:
        """The comparisons of an item; placing it and then looking for joins compares once."""
        if self._compared is None or self._compared[0] is not reading.subject:
            self._compared = (reading.subject, self._compare(reading))
        return self._compared[1]

    def _best_event(self, reading: Reading) -> Placement:
        margins: dict[Hashable, list[tuple[Hashable, Likeness]]] = {}
        for other, likeness in self._nearest(reading):
            margins.setdefault(self._known[other].event, []).append((other, likeness))
        best: tuple[float, Hashable] | None = None
        for event, found in margins.items():
            score = support([likeness.margin for _, likeness in found], self._rules)
            if score >= 0 and (best is None or score > best[0]) and self._may_join(reading, event):
                best = (score, event)
        if best is None:
            return Placement(None, why=self._apart(reading))
        score, event = best
        return Placement(event, None, round(score, 3), self._reasons(reading, *margins[event][0]))

    def _may_join(self, reading: Reading, event: Hashable) -> bool:
        """Whether the members of an event, also those that were not met, leave room for an item."""
        if self._face is not None:
            self._face(event)
        return may_join(
            self, self._judge.probe(reading.subject), self._originals(self._members[event]), self._rules
        )

    def _apart(self, reading: Reading) -> tuple[str, ...]:
        """Why an emergency was not put into the event of one of its kind nearby, for the officer."""
        for other, likeness in self._nearest(reading):
            theirs = self._known[other].subject
            if (
                likeness.margin > FORBIDDEN
                or reading.subject.kind is None
                or theirs.kind != reading.subject.kind
            ):
                continue
            if not stand_apart(reading.subject.ground, theirs.ground):
                found = self._judge.sets_apart(reading.subject, theirs)
                if found:
                    return (f"与事件 {self._known[other].event} 分开", *found)
        return ()

    def _reasons(self, reading: Reading, other: Hashable, likeness: Likeness) -> tuple[str, ...]:
        """Why two items go together, for the officer."""
        mine, theirs = reading.subject.traits, self._known[other].subject.traits
        shared, names = shared_words(mine, theirs), shared_names(mine, theirs)
        return (
            f"用词相近 {likeness.words:.2f}",
            f"主题相近 {likeness.topic:.2f}",
            *(["共同用语 " + "、".join(shared)] if shared else []),
            *(["共同的少见名称 " + "、".join(names)] if names else []),
        )


def _best(count: int, points: Mapping[Hashable, float]) -> list[Hashable]:
    return nlargest(count, points, key=points.__getitem__)


def support(margins: Iterable[float], rules: MatchRules) -> float:
    """The margin of an event from those of its compared items, 0 or more to join.

    The nearest item counts, unless the next ones are strangers; a lone witness must be surer.
    """
    top = nlargest(_SUPPORTING, margins)
    if len(top) == 1:
        return top[0] - rules.pair_extra
    return min(top[0], sum(top) / len(top) + rules.slack)


def _one_trouble(left: Reading, right: Reading) -> bool:
    """Whether two texts that differ in a day only still tell of one matter: a lasting trouble does, an emergency may not."""
    return left.subject.kind is None and right.subject.kind is None
