"""Whether two reports tell of two emergencies: each names another road, bridge, estate, works, kind of premises or hour.

Where in doubt they are kept apart: a second emergency that is taken for the first opens no case, and its clocks start too
early. Two events an officer joins with one act.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.events.figures import read_figures
from monitor.events.scenes import hours_apart
from monitor.events.words import WordTable, letter_pairs

if TYPE_CHECKING:
    from monitor.events.likeness import Subject
    from monitor.events.rules import ApartRules

_OPENING_CHARS = 200
_RUN_CHARS = 6
_CLAUSE_CHARS = 30
_RARE_PAIR = 6.0
_REMEMBERED = 20_000
_PEOPLE = ("人", "名", "位", "死", "伤")
_RARE_PEOPLE = 3
"""One or two hurt is what most accidents tell of."""
_SAME_MOMENT_H = 0.25
_DAY_H, _SECONDS_H, _DAY_S, _SHANGHAI_S = 24.0, 3600.0, 86400.0, 8 * 3600.0
_EPOCH_DAY = 719163
_LETTERS = re.compile("[\u4e00-\u9fff]+$")
# What stands before a name and is none of it: larger places, other names, words that join, numbers with what they count.
_BEFORE = re.compile(
    "^.*(?:[省市区县旗镇乡村屯路街桥道与和及跟在于至到从往是的了该这那]|[一二三两几多数某](?:家|座|处|名|个|栋|起)?)(?=..)"
)
_MEASURES = frozenset("个处座栋片条些家")
_DIRECTIONS = "东西南北中"
_EXACT_HOUR = re.compile("[0-9零一二三四五六七八九十两][时点]|[0-9][:：][0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Spot:
    """What a report opens with about where and whom: names by their kind, kinds of premises, people counted."""

    names: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """Of each kind the names found, each with the letters by which it is sought in another text."""
    premises: frozenset[str]
    people: frozenset[float]
    tells_hour: bool


class Partings:
    """Finds what sets two reports apart; built once from ``match.apart`` and the kinds of premises in ``match.venues``."""

    def __init__(self, rules: ApartRules, venues: Mapping[str, tuple[str, ...]], table: WordTable) -> None:
        self._rules = rules
        self._table = table
        self._named = [(kind, _either(endings)) for kind, endings in rules.named.items()]
        self._no_name = tuple(rules.no_names)
        self._venues = [
            (venue, re.compile("|".join(map(re.escape, words)))) for venue, words in venues.items()
        ]
        self._kinds_of_premises = frozenset(venues)
        self._happened = _either(rules.happened)
        self._akin = [frozenset(group) for group in rules.akin_premises]
        self._known: dict[str, Spot] = {}

    def between(self, left: Subject, right: Subject) -> tuple[str, ...]:
        """What sets two reports apart, in words for the officer; nothing when a stronger tie outweighs it.

        1. The same moment with the same rare number of people is one emergency whatever else is told. 2. One body of a name
        (an estate, a works) outweighs roads, hours and kinds of premises, and so do two roads of one crossing.
        """
        mine, theirs = self.spot(left.text), self.spot(right.text)
        if self._same_count_and_moment(left, right):
            return ()
        told, worded = list[str](), list[str]()
        for kind in sorted(mine.names.keys() & theirs.names.keys()):
            common = self._common(kind, left, right)
            if common > (kind == self._rules.long_kind):
                return ()
            if not common:
                names = f"所述地点不同（{mine.names[kind][0][0]}；{theirs.names[kind][0][0]}）"
                (worded if kind in self._rules.worded_kinds else told).append(names)
        if self._other_premises(mine, theirs):
            told.append("所述场所种类不同")
        if self._at_other_hours(left, right, mine, theirs):
            told.append("所述事发时刻不同")
        # One works goes by several words (制衣厂, 服装厂): it tells only beside something else.
        return (*told, *worded) if told or hours_apart(left.scene, right.scene) >= _DAY_H else ()

    def other_names(self, left: Subject, right: Subject) -> int:
        """Of how many kinds (roads, estates, works) both name some, and none in common."""
        kinds = self.spot(left.text).names.keys() & self.spot(right.text).names.keys()
        return sum([not self._common(kind, left, right) for kind in kinds])

    def spot(self, text: str) -> Spot:
        """What a text (title and beginning) tells of where and whom; the last few thousand are remembered."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._read(text[:_OPENING_CHARS])
        return known

    def _read(self, opening: str) -> Spot:
        names: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        for kind, endings in self._named:
            told = [self._name(kind, opening, match) for match in endings.finditer(opening)]
            found = dict.fromkeys(name for name in told if name is not None)
            if found:
                names[kind] = tuple(found)
        people = {count for unit, count in read_figures(opening, _PEOPLE).counted if unit == "人" and count}
        return Spot(
            names, self._premises(opening), frozenset(people), _EXACT_HOUR.search(opening) is not None
        )

    def _name(self, kind: str, opening: str, ending: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
        """The name before an ending, with how it is sought in another text; None for what is no name (公路, 三个小区)."""
        run = _LETTERS.search(opening[max(0, ending.start() - _RUN_CHARS) : ending.start()])
        letters = _BEFORE.sub("", run[0]) if run else ""
        whole = letters + ending[0]
        if len(letters) < 2 or letters[-1] in _MEASURES or whole.endswith(self._no_name):
            return None
        # One road told in two parts (凯旋北路, 凯旋路).
        letters = letters.rstrip(_DIRECTIONS) if len(letters.rstrip(_DIRECTIONS)) > 1 else letters
        short = kind != self._rules.long_kind and len(ending[0]) == 1
        return whole, self._sought(letters[-3:], ending[0], whole[-2:] if short else "")

    def _sought(self, letters: str, ending: str, end: str) -> tuple[str, ...]:
        """Any rare pair of letters is enough (亚泰; 凯旋 of 凯旋北路); common ones (人民) are sought with what follows."""
        pairs = [*letter_pairs(letters), *([end] if end else [])]
        rare = [pair for pair in pairs if self._table.pair(pair)[1] >= _RARE_PAIR]
        return tuple(rare) or (letters[-2:] + ending[0],)

    def _premises(self, opening: str) -> frozenset[str]:
        """The kinds of premises in the clauses that say what happened: a house next door (附近小区) is none."""
        found: set[str] = set()
        for line in opening.split("\n", 1):
            happened = self._happened.search(line)
            if happened is None:
                continue
            clause = re.split(
                "[，。；！？\n]", line[max(0, happened.start() - _CLAUSE_CHARS) : happened.start()]
            )[-1]
            found.update(venue for venue, words in self._venues if words.search(clause))
            named = (
                kind
                for kind, endings in self._named
                if kind in self._kinds_of_premises and endings.search(clause)
            )
            found.update(named)
        return frozenset(found)

    def _common(self, kind: str, left: Subject, right: Subject) -> int:
        """How many names of a kind both texts hold."""
        return len(self._held(kind, left, right.text) | self._held(kind, right, left.text))

    def _held(self, kind: str, one: Subject, other: str) -> set[str]:
        """The names of a kind of one report that another text holds, each by the letters found there."""
        names = self.spot(one.text).names[kind]
        return {hit for _, sought in names if (hit := next((s for s in sought if s in other), ""))}

    def _other_premises(self, mine: Spot, theirs: Spot) -> bool:
        if not (mine.premises and theirs.premises) or mine.premises & theirs.premises:
            return False
        return not any(mine.premises & group and theirs.premises & group for group in self._akin)

    def _at_other_hours(self, left: Subject, right: Subject, mine: Spot, theirs: Spot) -> bool:
        """Two stated hours that lie apart; or one that came only after the other report had been published."""
        limit = self._rules.hours
        if _is_told(left, mine) and _is_told(right, theirs) and hours_apart(left.scene, right.scene) > limit:
            return True
        pairs = ((left, mine, right), (right, theirs, left))
        return any(_happened_after(one, spot, other, limit) for one, spot, other in pairs)

    def _same_count_and_moment(self, left: Subject, right: Subject) -> bool:
        mine, theirs = self.spot(left.text), self.spot(right.text)
        if not (_is_told(left, mine) and _is_told(right, theirs)) or mine.people != theirs.people:
            return False
        return (
            max(mine.people, default=0) >= _RARE_PEOPLE
            and hours_apart(left.scene, right.scene) <= _SAME_MOMENT_H
        )


def _is_told(subject: Subject, spot: Spot) -> bool:
    """Whether a report says by the clock when it happened (下午 alone is no hour)."""
    return spot.tells_hour and subject.scene.day is not None and subject.scene.hour is not None


def _happened_after(later: Subject, spot: Spot, report: Subject, limit: float) -> bool:
    """Whether the one tells of what happened when the other had long been published; a bare date of publication tells nothing."""
    published = report.moment + _SHANGHAI_S
    if not _is_told(later, spot) or published % _DAY_S == 0:
        return False
    assert later.scene.day is not None and later.scene.hour is not None
    happened = (later.scene.day - _EPOCH_DAY) * _DAY_S + later.scene.hour * _SECONDS_H
    return happened - published > limit * _SECONDS_H


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")
