"""The incremental index: which known event does a new item belong to, and does it copy an earlier item?"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from monitor.events.bands import Keys
from monitor.events.copies import Copy, CopyIndex, Signature
from monitor.events.entry import Entry, Placement
from monitor.events.grounds import Territory
from monitor.events.groups import groups_alike
from monitor.events.likeness import Judge, Likeness, Probe, Subject, shared_words
from monitor.events.rules import EventRules, MatchRules
from monitor.events.scenes import NOWHERE, SceneReader
from monitor.events.traits import Cut, TraitReader
from monitor.events.words import WordTable

_SUPPORTING = 3
_CODE_WORTH = 0.2
_MAGNITUDE = re.compile(r"(\d(?:\.\d)?)级")
_MAGNITUDE_WITHIN = 150


@dataclass(slots=True)
class _Known:
    """What is kept of an item; of its text only as much as copies are compared by."""

    id: Hashable
    at: datetime
    subject: Subject
    title_chars: int
    event: Hashable = None
    root: Hashable = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """An entry once read, for placing and then adding it."""

    entry: Entry
    known: _Known
    seen: tuple[Signature, Keys]


class EventIndex:
    """Items of the time window with their events; build it anew from the window's rows, then place and add.

    An officer's decisions outrank the matcher: :meth:`require` puts an item into an event, :meth:`forbid` keeps it out.
    """

    def __init__(self, rules: EventRules, cut: Cut, table: WordTable, territory: Territory) -> None:
        self._rules = rules.match
        self._territory = territory
        self._kept_chars = max(rules.copies.max_chars, rules.match.max_chars)
        self._reader = TraitReader(rules.match, cut, table, territory.commonplaces)
        self._scenes = SceneReader(rules.match.venues)
        self._judge = Judge(rules.match, table)
        self._copies = CopyIndex(rules.copies, self._texts)
        self._known: dict[Hashable, _Known] = {}
        self._members: dict[Hashable, list[Hashable]] = {}
        self._postings: dict[str, list[Hashable]] = {}
        self._required: dict[Hashable, Hashable] = {}
        self._forbidden: set[tuple[Hashable, Hashable]] = set()
        self._last: _Reading | None = None
        self._compared: tuple[_Known, list[tuple[Hashable, Likeness]]] | None = None

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, item: Hashable) -> bool:
        return item in self._known

    def require(self, item: Hashable, event: Hashable) -> None:
        """From now on the item belongs to the event, whatever the words say."""
        self._required[item] = event

    def forbid(self, item: Hashable, event: Hashable) -> None:
        """From now on the item never belongs to the event."""
        self._forbidden.add((item, event))

    def place(self, entry: Entry) -> Placement:
        """Find the event and the original of an item without adding it.

        1. An officer's decision. 2. A copy goes with its original. 3. The event whose items are most alike.
        """
        reading = self._read(entry)
        copy, original = self._original(reading)
        wanted = self._required.get(entry.id)
        if wanted is not None:
            same = original is not None and original.event == wanted
            return Placement(wanted, original.root if same and original else None, 1.0, ("人工归并",))
        if original is not None and copy is not None and (entry.id, original.event) not in self._forbidden:
            return Placement(original.event, original.root, copy.jaccard, (f"与原稿相同 {copy.jaccard:.0%}",))
        return self._best_event(reading.known)

    def original(self, entry: Entry) -> Hashable | None:
        """The earliest known item that an entry copies, and nothing of its event."""
        original = self._original(self._read(entry))[1]
        return None if original is None else original.root

    def add(
        self, entry: Entry, event: Hashable, duplicate_of: Hashable | None = None, *, settled: bool = False
    ) -> None:
        """Remember an item as a member of an event; an item already known moves to it.

        ``settled``: an officer put it there, so that copies of it follow it rather than another copy.
        """
        reading = self._read(entry)
        if entry.id in self._known:
            self.remove(entry.id)
        known = reading.known
        known.event, known.root = event, entry.id if duplicate_of is None else duplicate_of
        known.settled = settled
        self._last = None
        self._known[entry.id] = known
        self._members.setdefault(event, []).append(entry.id)
        # A copy that an officer put elsewhere is listed by itself, so that it can be followed.
        self._copies.add(entry.id, reading.seen, None if settled else duplicate_of)
        if duplicate_of is None:
            self._post(known)

    def move(self, item: Hashable, event: Hashable) -> None:
        """Put a known item into another event by an officer's decision; unknown ones are passed over."""
        known = self._known.get(item)
        if known is None or known.event == event:
            return
        self._leave(known)
        known.event, known.settled = event, True
        self._members.setdefault(event, []).append(item)

    def joinable(self, item: Hashable) -> tuple[Hashable, ...]:
        """Other events that, as evidence has grown by this item, are seen to be one with its own, the nearest first.

        An item near to two events speaks for both being one, unless these as a whole are unlike. What several people
        wrote word for word is no lone voice, so a first copy looks again for its original.
        """
        known = self._known[item]
        mine, asked = self._members[known.event], known
        if known.root != item:
            if len(mine) != 2 or known.root not in self._known:
                return ()
            asked = self._known[known.root]
        found: dict[Hashable, float] = {}
        for other, likeness in self._nearest(asked):
            event = self._known[other].event
            if event != known.event and likeness.margin >= 0:
                found[event] = max(likeness.margin, found.get(event, 0.0))
        return tuple(
            event
            for event in sorted(found, key=lambda e: -found[e])
            if self._one(known.event, event, found[event])
        )

    def join(self, event: Hashable, into: Hashable) -> list[Hashable]:
        """Let all items of one event belong to another; returns them, so that :meth:`part` can undo it."""
        moved = self._members.pop(event, [])
        self._members.setdefault(into, []).extend(moved)
        for item in moved:
            self._known[item].event = into
        return moved

    def part(self, items: Iterable[Hashable], event: Hashable) -> None:
        """Undo a join."""
        for item in items:
            known = self._known.get(item)
            if known is not None:
                self._leave(known)
                known.event = event
                self._members.setdefault(event, []).append(item)

    def _one(self, left: Hashable, right: Hashable, margin: float) -> bool:
        """Whether two events, of which two items are so near, are one."""
        mine, theirs = self._members[left], self._members[right]
        if len(mine) == len(theirs) == 1 and margin < self._rules.pair_extra:
            return False
        if any((item, right) in self._forbidden for item in mine) or any(
            (item, left) in self._forbidden for item in theirs
        ):
            return False
        return groups_alike(self, self._originals(mine), self._originals(theirs), self._rules.slack)

    def _originals(self, items: list[Hashable]) -> list[Hashable]:
        """Those items that copy no other of them."""
        return [item for item in items if self._known[item].root == item] or items[:1]

    def remove(self, item: Hashable) -> None:
        """Forget one item; unknown ones are passed over."""
        known = self._known.pop(item, None)
        if known is None:
            return
        self._compared = None
        self._copies.discard(item)
        self._leave(known)
        for key in self._keys(known):
            posting = self._postings.get(key)
            if posting and item in posting:
                posting.remove(item)
                if not posting:
                    del self._postings[key]

    def expire(self, before: datetime) -> int:
        """Forget items older than a moment; returns how many."""
        return self._forget([item for item, known in self._known.items() if known.at < before])

    def trim(self) -> int:
        """Forget what was added first when more is known than the rules let be remembered; returns how many."""
        over = len(self._known) - self._rules.remembered
        # An eighth at a time: sweeping the tables costs as much for one item as for thousands.
        if over <= 0:
            return 0
        return self._forget(list(self._known)[: over + self._rules.remembered // 8])

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
        return self._compare(self._known[item])

    def _forget(self, items: list[Hashable]) -> int:
        for item in items:
            self.remove(item)
        if items:
            self._copies.sweep()
        return len(items)

    def _texts(self, item: Hashable) -> tuple[str, str]:
        known = self._known[item]
        return known.subject.text[: known.title_chars], known.subject.text[known.title_chars + 1 :]

    def _read(self, entry: Entry) -> _Reading:
        """Read an entry; placing and then adding it reads it once."""
        if self._last is not None and self._last.entry == entry:
            return self._last
        traits = self._reader.read(entry.title, entry.text)
        subject = Subject(
            traits=traits,
            text=f"{entry.title}\n{entry.text[: self._kept_chars]}",
            moment=entry.at.timestamp(),
            kind=entry.emergency,
            places=traits.districts,
            deaths=entry.deaths,
            ground=self._ground(entry),
            magnitude=_magnitude(f"{entry.title}\n{entry.text}") if entry.emergency == "earthquake" else None,
            scene=self._scenes.read(entry.title, entry.text, entry.at) if entry.emergency else NOWHERE,
        )
        known = _Known(entry.id, entry.at, subject, len(entry.title))
        self._last = _Reading(entry, known, self._copies.read(entry.title, entry.text))
        return self._last

    def _ground(self, entry: Entry) -> tuple[str, ...]:
        """Where an emergency is, as classification says or else as the report opens; problems are told apart by words."""
        if entry.emergency is None:
            return ()
        return entry.regions or self._territory.ground(entry.title, entry.text)

    def _keys(self, known: _Known) -> tuple[str, ...]:
        """The words under which an item is listed: its most telling ones and the numbers that are names."""
        traits = known.subject.traits
        return traits.words[: self._rules.looked_up_words] + traits.codes

    def _post(self, known: _Known) -> None:
        """List the item under its most telling words; a full list drops its older half."""
        size = self._rules.posting_size
        for key in self._keys(known):
            posting = self._postings.setdefault(key, [])
            posting.append(known.id)
            if len(posting) > 2 * size:
                del posting[:size]

    def _leave(self, known: _Known) -> None:
        members = self._members[known.event]
        members.remove(known.id)
        if not members:
            del self._members[known.event]

    def _original(self, reading: _Reading) -> tuple[Copy | None, _Known | None]:
        """The copy found for an entry and the item it copies, when the two may be one event."""
        entry = reading.entry
        copy = self._copies.find(entry.id, entry.title, entry.text, reading.seen)
        if copy is None:
            return None, None
        original = self._known[copy.of]
        return (copy, original) if self._together(entry, original) else (None, None)

    def _together(self, entry: Entry, original: _Known) -> bool:
        """Copies within the window, with the same number of dead as far as both tell it."""
        window = max(self._rules.happening_window, self._rules.problem_window)
        deaths = (entry.deaths, original.subject.deaths)
        return abs(entry.at - original.at) <= window and (None in deaths or deaths[0] == deaths[1])

    def _compare(self, known: _Known) -> list[tuple[Hashable, Likeness]]:
        traits, size = known.subject.traits, self._rules.posting_size
        points: dict[Hashable, float] = {}
        worths = [weight * weight for weight in traits.weights[: self._rules.looked_up_words]]
        worths += [_CODE_WORTH] * len(traits.codes)
        for key, worth in zip(self._keys(known), worths, strict=True):
            for other in self._postings.get(key, ())[-size:]:
                points[other] = points.get(other, 0.0) + worth
        points.pop(known.id, None)
        if not points:
            return []
        probe = self._judge.probe(known.subject)
        found: list[tuple[Hashable, Likeness]] = []
        for other in nlargest(self._rules.compared, points, key=points.__getitem__):
            likeness = self._judge.compare(probe, self._known[other].subject)
            if likeness is not None:
                found.append((other, likeness))
        found.sort(key=lambda pair: -pair[1].margin)
        return found

    def _nearest(self, known: _Known) -> list[tuple[Hashable, Likeness]]:
        """The comparisons of an item; placing it and then looking for joins compares once."""
        if self._compared is None or self._compared[0] is not known:
            self._compared = (known, self._compare(known))
        return self._compared[1]

    def _best_event(self, known: _Known) -> Placement:
        margins: dict[Hashable, list[tuple[Hashable, Likeness]]] = {}
        for other, likeness in self._nearest(known):
            event = self._known[other].event
            if (known.id, event) not in self._forbidden:
                margins.setdefault(event, []).append((other, likeness))
        best: tuple[float, Hashable] | None = None
        for event, found in margins.items():
            score = support([likeness.margin for _, likeness in found], self._rules)
            if score >= 0 and (best is None or score > best[0]):
                best = (score, event)
        if best is None:
            return Placement(None)
        score, event = best
        return Placement(event, None, round(score, 3), self._reasons(known, *margins[event][0]))

    def _reasons(self, known: _Known, other: Hashable, likeness: Likeness) -> tuple[str, ...]:
        """Why two items go together, for the officer."""
        shared = shared_words(known.subject.traits, self._known[other].subject.traits)
        return (
            f"用词相近 {likeness.words:.2f}",
            f"主题相近 {likeness.topic:.2f}",
            *(["共同用语 " + "、".join(shared)] if shared else []),
        )


def _magnitude(text: str) -> float | None:
    """The first magnitude that a report of an earthquake tells."""
    found = _MAGNITUDE.search(text[:_MAGNITUDE_WITHIN])
    return float(found[1]) if found else None


def support(margins: Iterable[float], rules: MatchRules) -> float:
    """The margin of an event from those of its compared items, 0 or more to join.

    The nearest item counts, unless the next ones are strangers; a lone witness must be surer.
    """
    top = nlargest(_SUPPORTING, margins)
    if len(top) == 1:
        return top[0] - rules.pair_extra
    return min(top[0], sum(top) / len(top) + rules.slack)
