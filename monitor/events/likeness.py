"""How much speaks for two items being about one thing."""

from __future__ import annotations

import re

import numpy as np

from monitor.events.apart import Partings
from monitor.events.codes import codes_alike
from monitor.events.evidence import Evidence, learnt_weights
from monitor.events.grounds import stand_apart
from monitor.events.naming import named_otherwise
from monitor.events.public import PublicLikeness
from monitor.events.rules import MatchPoints, MatchRules
from monitor.events.scenes import NOWHERE, Scene, hours_apart, in_other_venues
from monitor.events.swaps import PlaceSwaps
from monitor.events.told import ToldReader
from monitor.events.traits import Pairs, TitlePairs, Traits
from monitor.events.words import Vector, WordTable
from monitor.values import value

_DAY_S = 86400.0
STRANGERS = -3.0
"""The margin below which it does not matter how unlike two items are."""
FORBIDDEN = -9.0
"""The margin of two items that cannot be one event."""
CONTRADICTION = -99.0
"""The margin of two items that no third one can bring together: emergencies at other hours."""
_RARE_PAIR = 6.0
_RARE_CAP = 40.0
_RARE_SCALE = 20.0
_UNIT = 127.0 * 127.0
_SAME_H = 6.0
_REMEMBERED = 200_000
_REPEATED = 0.35
"""The likeness of words from which one text may repeat the other."""
_ADDRESS = re.compile("[一二三四五六七八九十\\d]+[期组栋区号社队街路楼层]")
_ASKS = re.compile("[吗？?]$|哪些|能否|是否|可否|如何")
# A complaint may be worded as a question (为何无人管？); an enquiry says that it is one.
_ENQUIRES = re.compile("咨询|请问|询问|想问|疑问")


@value
class Subject:
    """One side of a comparison: traits with what is known beside the words; ``moment`` in Unix seconds.

    ``text`` is the title and the beginning of the text, in which the other side's title is sought. ``letter``: a citizen wrote
    it to the office.
    """

    traits: Traits
    text: str
    moment: float
    kind: str | None
    places: tuple[str, ...]
    deaths: int | None
    ground: tuple[str, ...] = ()
    magnitude: float | None = None
    scene: Scene = NOWHERE
    grievances: frozenset[str] = frozenset()
    letter: bool = False


@value
class Likeness:
    """Points for one event; ``margin`` is what lies above the points needed, ``matter`` the likeness of words that name no place.

    ``public``: one of the two at least is no citizen's letter, and both lie within days of each other.
    """

    margin: float
    words: float
    topic: float
    cover: float
    matter: float = 0.0
    public: bool = False


_FORBIDDEN = Likeness(FORBIDDEN, 0.0, 0.0, 0.0)
_FORBIDDEN_IN_PUBLIC = Likeness(FORBIDDEN, 0.0, 0.0, 0.0, public=True)
_CONTRADICTION = Likeness(CONTRADICTION, 0.0, 0.0, 0.0)


class Probe:
    """A subject made ready to be compared with many others."""

    __slots__ = ("codes", "marks", "matter", "pairs", "places", "subject", "topic", "weights")

    def __init__(self, subject: Subject, pairs: Pairs, matter: frozenset[str]) -> None:
        traits = subject.traits
        self.subject = subject
        self.weights = dict(zip(traits.words, traits.weights, strict=True))
        self.topic: Vector = traits.topic.astype(np.float32)
        self.pairs = pairs
        self.matter = matter
        self.places = frozenset(subject.places)
        self.codes = frozenset(traits.codes)
        self.marks = dict(traits.marks)


class Judge:
    """Compares pairs by the rules: happenings (an emergency on either side) and lasting problems apart."""

    def __init__(self, rules: MatchRules, table: WordTable, swaps: PlaceSwaps) -> None:
        self._rules = rules
        self._swaps = swaps
        self._table = table
        self._known: dict[str, bool] = {}
        self._pairs = TitlePairs(table)
        self._happening_s = rules.happening_window.total_seconds()
        self._problem_s = rules.problem_window.total_seconds()
        self._public_s = rules.public_window.total_seconds()
        self._kin = frozenset(frozenset(pair) for pair in rules.kin)
        self._partings = Partings(rules.apart, rules.venues, table)
        evidence = Evidence(ToldReader(table), self._partings, learnt_weights())
        self._public = PublicLikeness(rules.public, rules.wide_kinds, evidence)

    def probe(self, subject: Subject) -> Probe:
        """Make a subject ready for comparisons."""
        return Probe(subject, self._pairs.of(subject.traits.title), self._matter(subject.traits))

    def _matter(self, traits: Traits) -> frozenset[str]:
        """The words that say what it is about: known ones that belong to no name and no address (三期)."""
        known, placed = self._known, traits.placed
        if len(known) > _REMEMBERED:
            known.clear()
        for word in traits.words:
            if word not in known:
                known[word] = self._table.row(word) >= 0 and not _ADDRESS.fullmatch(word)
        return frozenset([word for word in traits.words if known[word] and word not in placed])

    def compare(self, mine: Probe, other: Subject) -> Likeness | None:
        """The likeness of two items; None when they lie too far apart in time to tell.

        What is told in public within days may also be known by what it names: the better of both counts. Other names speak
        against it either way.
        """
        found = self._by_title(mine, other)
        if found in (None, _CONTRADICTION) or not self._in_public(mine.subject, other):
            return found
        if found is _FORBIDDEN:
            return _FORBIDDEN_IN_PUBLIC
        margin = found.margin
        if margin >= 0:
            margin += self._public.against(mine, other)
        if margin < 0:
            margin = max(margin, self._public.margin(mine, other, found))
        return Likeness(margin, found.words, found.topic, found.cover, found.matter, public=True)

    def evidence(self, mine: Probe, other: Subject) -> dict[str, float] | None:
        """What tells whether two public tellings are of one matter; None where that is not asked."""
        found = self._by_title(mine, other)
        if found in (None, _FORBIDDEN, _CONTRADICTION) or not self._in_public(mine.subject, other):
            return None
        return self._public.evidence(mine, other, found)

    def _in_public(self, left: Subject, right: Subject) -> bool:
        """Letters are told apart by their subject lines, whenever they come."""
        return not (left.letter and right.letter) and abs(left.moment - right.moment) <= self._public_s

    def _by_title(self, mine: Probe, other: Subject) -> Likeness | None:
        """The likeness of two items, told by their titles and most telling words.

        What cannot be one event (another kind of emergency, another place) weighs against a whole group: see FORBIDDEN.
        """
        left = mine.subject
        apart = abs(left.moment - other.moment)
        happening = left.kind is not None or other.kind is not None
        if apart > (self._happening_s if happening else self._problem_s):
            return None
        if happening and not self._may_be_one(mine, other):
            return _FORBIDDEN
        wide = {left.kind, other.kind} & self._rules.wide_kinds
        if happening and not wide and _at_other_hours(left, other):
            return _CONTRADICTION
        points = self._rules.happening if happening else self._rules.problem
        words, matter = _common(mine, other.traits)
        if sets_apart := self.sets_apart(left, other):
            # One slip of a pen may not part an event of many reports; two that agree may.
            return _CONTRADICTION if len(sets_apart) > 1 else _FORBIDDEN
        # However long a name is (学府街与同志街交汇处), it tells of the place once.
        told = matter + min(words - matter, points.place_at_most)
        topic = float(mine.topic @ other.traits.topic) / _UNIT
        total = points.words * told + points.topic * topic + _circumstances(mine, other, points)
        total += points.per_day_apart * apart / _DAY_S - points.needed
        total += points.other_topic * max(0.0, points.other_topic_below - topic)
        total += points.only_place * max(0.0, 1 - matter / points.only_place_below)
        rarest = points.rare * _RARE_CAP / _RARE_SCALE
        if total + points.cover + 2 * rarest < STRANGERS:
            return Likeness(total, words, topic, 0.0, matter)
        cover, rare = _found(mine.pairs, other.text)
        if total + points.cover * (cover + 1) / 2 + points.rare * rare / _RARE_SCALE + rarest < STRANGERS:
            return Likeness(total, words, topic, cover / 2, matter)
        back, rare_back = _found(self._pairs.of(other.traits.title), left.text)
        if named_otherwise(mine, other):
            total += points.other_names
        mean = (cover + back) / 2
        total += points.cover * mean + points.rare * (rare + rare_back) / _RARE_SCALE
        if total >= 0 and words >= _REPEATED and self._swaps.names(left.text, other.text):
            return _FORBIDDEN
        return Likeness(total, words, topic, mean, matter)

    def sets_apart(self, left: Subject, right: Subject) -> tuple[str, ...]:
        """What shows two public reports to be of two happenings, in words; letters and disasters over many places never are."""
        if (left.letter and right.letter) or {left.kind, right.kind} & self._rules.wide_kinds:
            return ()
        return self._partings.between(left, right)

    def _may_be_one(self, mine: Probe, other: Subject) -> bool:
        """Kinds of emergency must agree; one that stays in one place is not told of quite other places."""
        left = mine.subject
        if not self._kinds_agree(left.kind, other.kind):
            return False
        if left.traits.looks_back != other.traits.looks_back:
            return False
        if {left.kind, other.kind} & self._rules.wide_kinds:
            return True
        elsewhere = bool(mine.places and other.places) and mine.places.isdisjoint(other.places)
        return not (elsewhere or stand_apart(left.ground, other.ground))

    def _kinds_agree(self, left: str | None, right: str | None) -> bool:
        return left == right or left is None or right is None or frozenset((left, right)) in self._kin


def shared_words(left: Traits, right: Traits, count: int = 4) -> list[str]:
    """The words that most connect two texts, for the officer."""
    theirs = dict(zip(right.words, right.weights, strict=True))
    worth = {
        word: weight * theirs[word]
        for word, weight in zip(left.words, left.weights, strict=True)
        if word in theirs
    }
    return sorted(worth, key=lambda word: -worth[word])[:count]


def shared_names(left: Traits, right: Traits, count: int = 3) -> list[str]:
    """The rarest pieces that both texts hold anywhere, the rarest first."""
    held = {mark.piece for mark in left.marks}
    return [mark.piece for mark in right.marks if mark.piece in held][:count]


def _common(mine: Probe, theirs: Traits) -> tuple[float, float]:
    """How alike two texts are in their words, and in those alone that say what they are about."""
    total = matter = 0.0
    weights = mine.weights
    for word, weight in zip(theirs.words, theirs.weights, strict=True):
        if word in weights:
            shared = weights[word] * weight
            total += shared
            if word in mine.matter and word not in theirs.placed:
                matter += shared
    return total, matter


def _found(pairs: Pairs, text: str) -> tuple[float, float]:
    """Which share of a title's pairs (by rarity) another text holds, and how much of the rare ones in points."""
    total = found = rare = 0.0
    for pair, rarity in pairs:
        total += rarity
        if pair in text:
            found += rarity
            if rarity > _RARE_PAIR:
                rare += rarity - _RARE_PAIR
    # A title of common words says nothing either way.
    return (found / total if total else 0.5), min(rare, _RARE_CAP)


def _circumstances(mine: Probe, other: Subject, points: MatchPoints) -> float:
    left, total = mine.subject, 0.0
    if left.kind is not None and left.kind == other.kind:
        total += points.same_kind
    if left.deaths and left.deaths == other.deaths:
        total += points.same_deaths
    if None not in (left.magnitude, other.magnitude) and left.magnitude != other.magnitude:
        total += points.other_magnitude
    if stand_apart(left.ground, other.ground):
        total += points.other_place
    elif mine.places and other.places:
        total += points.same_place if not mine.places.isdisjoint(other.places) else points.other_place
        # 一小区供暖不热 in two districts: nothing but the district says where, so it decides.
        if mine.places.isdisjoint(other.places) and not (left.traits.names or other.traits.names):
            total += points.other_place_unnamed
    if mine.codes and other.traits.codes:
        total += codes_alike(mine.codes, other.traits.codes, points)
    # Two who ask about one policy (落户, 补贴) ask of their own affairs, unless the words are nearly the same.
    if points.both_ask and not (left.traits.names or other.traits.names) and _enquire(left, other):
        total += points.both_ask
    return total + _scenes_apart(left.scene, other.scene, points)


def _enquire(left: Subject, right: Subject) -> bool:
    """Whether the titles of both ask, and one of them is an enquiry in so many words."""
    titles = [subject.text.partition("\n")[0].strip() for subject in (left, right)]
    enquiries = [_ENQUIRES.search(title) is not None for title in titles]
    return any(enquiries) and all(
        told or _ASKS.search(title) is not None for told, title in zip(enquiries, titles, strict=True)
    )


def _at_other_hours(left: Subject, right: Subject) -> bool:
    """Reports of one emergency agree on its hour; two of one kind in one district at other hours are two emergencies.

    Taken for one, the second would open no case: rather two that an officer joins.
    """
    told = None not in (left.scene.hour, right.scene.hour)
    return told and hours_apart(left.scene, right.scene) > _SAME_H


def _scenes_apart(left: Scene, right: Scene, points: MatchPoints) -> float:
    total = points.other_venue if in_other_venues(left, right) else 0.0
    return total + (points.other_day if hours_apart(left, right) > _SAME_H else 0.0)
