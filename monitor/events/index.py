"""The incremental index: which known event does a new item belong to, and does it copy an earlier item?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from monitor.events.copies import CopyIndex, Print
from monitor.events.entry import Entry, Placement
from monitor.events.likeness import Judge, Likeness, Subject
from monitor.events.rules import EventRules, MatchRules
from monitor.events.traits import Cut, TraitReader
from monitor.events.words import WordTable, WordWeights

_SUPPORTING = 3


@dataclass(slots=True)
class _Known:
    """What is kept of an item: its text is not."""

    id: Hashable
    at: datetime
    subject: Subject
    seen: Print
    keys: tuple[str, ...]
    event: Hashable = None
    root: Hashable = None


class EventIndex:
    """Items of the time window with their events; build it anew from the window's rows, then place and add.

    An officer's decisions outrank the matcher: :meth:`require` puts an item into an event, :meth:`forbid` keeps it out.
    """

    def __init__(
        self, rules: EventRules, cut: Cut, table: WordTable, weights: WordWeights | None = None
    ) -> None:
        self._all = (rules, cut, table)
        self._rules = rules.match
        self._weights = weights or WordWeights(table)
        self._reader = TraitReader(rules.match, cut, self._weights)
        self._judge = Judge(rules.match, table)
        self._copies = CopyIndex(rules.copies)
        self._known: dict[Hashable, _Known] = {}
        self._members: dict[Hashable, list[Hashable]] = {}
        self._postings: dict[str, list[Hashable]] = {}
        self._required: dict[Hashable, Hashable] = {}
        self._forbidden: set[tuple[Hashable, Hashable]] = set()
        self._last: tuple[Entry, _Known] | None = None

    def renewed(self) -> EventIndex:
        """An empty index that knows the words of this one."""
        rules, cut, table = self._all
        return EventIndex(rules, cut, table, self._weights.frozen())

    def __len__(self) -> int:
        return len(self._known)

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
        known = self._read(entry)
        copy = self._copies.find(known.seen, entry.id)
        original = self._known[copy.of] if copy is not None else None
        if original is not None and not self._together(entry, original):
            original = None
        wanted = self._required.get(entry.id)
        if wanted is not None:
            same = original is not None and original.event == wanted
            return Placement(wanted, original.root if same and original else None, 1.0, ("人工归并",))
        if original is not None and copy is not None and (entry.id, original.event) not in self._forbidden:
            return Placement(original.event, original.root, copy.jaccard, (f"与原稿相同 {copy.jaccard:.0%}",))
        return self._best_event(known)

    def add(self, entry: Entry, event: Hashable, duplicate_of: Hashable | None = None) -> None:
        """Remember an item as a member of an event; an item already known moves to it."""
        if entry.id in self._known:
            self.remove(entry.id)
        known = self._read(entry)
        known.event, known.root = event, entry.id if duplicate_of is None else duplicate_of
        self._last = None
        self._known[entry.id] = known
        if event not in self._members:
            self._weights.learn(known.subject.traits.weights)
        self._members.setdefault(event, []).append(entry.id)
        self._copies.add(entry.id, known.seen)
        if duplicate_of is None:
            self._post(known)

    def remove(self, item: Hashable) -> None:
        """Forget one item; unknown ones are passed over."""
        known = self._known.pop(item, None)
        if known is None:
            return
        self._copies.discard(item)
        members = self._members[known.event]
        members.remove(item)
        if not members:
            del self._members[known.event]
        for key in known.keys:
            posting = self._postings.get(key)
            if posting and item in posting:
                posting.remove(item)
                if not posting:
                    del self._postings[key]

    def expire(self, before: datetime) -> int:
        """Forget items older than a moment; returns how many."""
        old = [item for item, known in self._known.items() if known.at < before]
        for item in old:
            self.remove(item)
        return len(old)

    def likeness(self, left: Hashable, right: Hashable) -> Likeness | None:
        """Compare two known items."""
        return self._judge.compare(self._known[left].subject, self._known[right].subject)

    def neighbours(self, item: Hashable) -> list[tuple[Hashable, Likeness]]:
        """The known items most alike to a known one, best first."""
        return self._compare(self._known[item])

    def _read(self, entry: Entry) -> _Known:
        """The traits of an entry; placing and then adding it reads them once."""
        if self._last is not None and self._last[0] == entry:
            return self._last[1]
        traits = self._reader.read(entry.title, entry.text)
        places = frozenset(entry.regions) or traits.districts
        subject = Subject(traits, entry.at.timestamp(), entry.emergency, places, entry.deaths)
        keys = tuple(traits.weights)[: self._rules.looked_up_words]
        known = _Known(entry.id, entry.at, subject, self._copies.read(entry.title, entry.text), keys)
        self._last = (entry, known)
        return known

    def _post(self, known: _Known) -> None:
        """List the item under its most telling words; a full list drops its older half."""
        size = self._rules.posting_size
        for key in known.keys:
            posting = self._postings.setdefault(key, [])
            posting.append(known.id)
            if len(posting) > 2 * size:
                del posting[:size]

    def _together(self, entry: Entry, original: _Known) -> bool:
        """Copies within the window, with the same number of dead as far as both tell it."""
        window = max(self._rules.happening_window, self._rules.problem_window)
        deaths = (entry.deaths, original.subject.deaths)
        return abs(entry.at - original.at) <= window and (None in deaths or deaths[0] == deaths[1])

    def _compare(self, known: _Known) -> list[tuple[Hashable, Likeness]]:
        weights, size = known.subject.traits.weights, self._rules.posting_size
        points: dict[Hashable, float] = {}
        for key in known.keys:
            worth = weights[key] ** 2
            for other in self._postings.get(key, ())[-size:]:
                points[other] = points.get(other, 0.0) + worth
        points.pop(known.id, None)
        found: list[tuple[Hashable, Likeness]] = []
        for other in nlargest(self._rules.compared, points, key=points.__getitem__):
            likeness = self._judge.compare(known.subject, self._known[other].subject)
            if likeness is not None:
                found.append((other, likeness))
        found.sort(key=lambda pair: -pair[1].margin)
        return found

    def _best_event(self, known: _Known) -> Placement:
        margins: dict[Hashable, list[Likeness]] = {}
        for other, likeness in self._compare(known):
            event = self._known[other].event
            if (known.id, event) not in self._forbidden:
                margins.setdefault(event, []).append(likeness)
        best: tuple[float, Hashable, Likeness] | None = None
        for event, found in margins.items():
            score = support([likeness.margin for likeness in found], self._rules)
            if score >= 0 and (best is None or score > best[0]):
                best = (score, event, found[0])
        if best is None:
            return Placement(None)
        score, event, nearest = best
        return Placement(event, None, round(score, 3), reasons(nearest))


def support(margins: Iterable[float], rules: MatchRules) -> float:
    """The margin of an event from those of its compared items, 0 or more to join.

    The nearest item counts, unless the next ones are strangers; a lone witness must be surer, three near misses make up
    for one hit.
    """
    top = nlargest(_SUPPORTING, margins)
    if len(top) == 1:
        return top[0] - rules.pair_extra
    mean = sum(top) / len(top)
    crowd = mean + rules.slack / 2 if len(top) == _SUPPORTING else -rules.slack
    return max(min(top[0], mean + rules.slack), crowd)


def reasons(likeness: Likeness) -> tuple[str, ...]:
    """Why two items go together, for the officer."""
    why = [f"用词相近 {likeness.words:.2f}", f"主题相近 {likeness.topic:.2f}"]
    if likeness.shared_names:
        why.append("共同名称 " + "、".join(sorted(likeness.shared_names)))
    return tuple(why)
