"""The second and third level of a class, named by the words of ``config/taxonomy.yaml`` (``topics``); none is learnt.

No message that we may train on says its second level. So each word found counts one point for the branches it stands under,
more in the head of the text, less for each further word of the same branch; a word within a longer one found does not count.
The branch that leads the next clearly enough is named; else nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from monitor.classify.category.taxonomy import REST, Category, TaxonomyConfig
from monitor.classify.scoring.grams import HEAD
from monitor.text.word_search import Matches, Met, WordSearch
from monitor.values import value


@value
class Topic:
    """A branch of the tree below the class, and the words that named it; ``third`` only where that is clear, too."""

    second: str
    third: str | None = None
    words: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        told = "、".join([f"“{word}”" for word in self.words[:4]])
        path = f"{self.second} · {self.third}" if self.third else self.second
        return f"二级类别：{path}，{f'依词语{told}' if told else '依突发事件种类'}"


@value
class _Rules:
    """The numbers of ``second_level`` by themselves: they are asked for every text."""

    in_title: float
    each_further: float
    lead: float


class TopicFinder:
    """Built once from the taxonomy; the words of all classes are sought at once, and those of the chosen class then count."""

    def __init__(self, taxonomy: TaxonomyConfig) -> None:
        rules = taxonomy.second_level
        self._rules = _Rules(rules.in_title, rules.each_further, rules.lead)
        self._classes = {c.name: _Words(c) for c in taxonomy.categories if c.topics}
        self._emergencies = {kind: _named(path) for kind, path in taxonomy.emergencies.items() if "/" in path}
        self.words = list(dict.fromkeys(word for own in self._classes.values() for word in own.words))
        """The words of all classes: the list to be sought in texts."""
        self._rows = {name: row for row, name in enumerate(self._classes)}
        places = [own.places(self.words) for own in self._classes.values()]
        # The last row is that of whatever has no words.
        self._places = np.array([*places, [-1] * len(self.words)], dtype=np.int64)

    @cached_property
    def _search(self) -> WordSearch:
        return WordSearch(self.words)

    def spoken(self, met: Met, categories: Sequence[str]) -> list[Matches]:
        """What each text says of the class that was chosen for it: the longest of its words from left to right."""
        rows = np.array([self._rows.get(name, -1) for name in categories], dtype=np.int64)
        words = self._places[rows.take(met.texts), met.words]
        own = np.flatnonzero(words >= 0)
        met = met.only(own)
        return Met(met.texts, words.take(own), met.starts, met.ends).longest(len(categories))

    def find(
        self, category: str, text: str, *, emergency: str | None = None, spoken: Matches | None = None
    ) -> Topic | None:
        """The branch of ``category`` that a text (title first) is about; None where its words do not settle it.

        ``spoken`` is what it says of the class (:meth:`spoken`), where that is known.
        """
        by_kind = self._emergencies.get(emergency or "")
        if by_kind and by_kind[0] == category:
            return by_kind[1]
        words = self._classes.get(category)
        if words is None:
            return None
        if spoken is None:
            [spoken] = self.spoken(self._search.look([text])[0], [category])
        return words.settle(spoken, self._rules)


def _named(path: str) -> tuple[str, Topic]:
    """Class and branch of 一级/二级 or 一级/二级/三级."""
    first, second, *third = path.split("/")
    return first, Topic(second, third[0] if third else None)


class _Words:
    """The words of one class and the branches they stand under."""

    def __init__(self, category: Category) -> None:
        branches: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for second, thirds in category.topics.items():
            for third, words in thirds.items():
                for word in words:
                    branches[word].append((second, third))
        self.words, self._branches = list(branches), list(branches.values())
        self._seconds = [tuple({second for second, _ in under}) for under in self._branches]

    def places(self, words: Sequence[str]) -> list[int]:
        """Where each of some words stands among those of the class, -1 where it is none of them."""
        known = {word: place for place, word in enumerate(self.words)}
        return [known.get(word, -1) for word in words]

    def settle(self, spoken: Matches, rules: _Rules) -> Topic | None:
        if not spoken:
            return None
        # Read backwards, so that the first place of each word is the one that stays.
        firsts = {index: start for index, start, _ in reversed(spoken)}
        told = [(index, 1 + rules.in_title if start < HEAD else 1.0) for index, start in firsts.items()]
        seconds: dict[str, list[float]] = {}
        for index, points in told:
            for second in self._seconds[index]:
                if second in seconds:
                    seconds[second].append(points)
                else:
                    seconds[second] = [points]
        leader = _leader(seconds, rules)
        if leader is None:
            return None
        thirds: dict[str, list[float]] = defaultdict(list)
        for index, points in told:
            for second, third in self._branches[index]:
                if second == leader:
                    thirds[third].append(points)
        below = _leader(thirds, rules)
        return Topic(leader, None if below == REST else below, self._spoke(firsts, leader))

    def _spoke(self, firsts: Mapping[int, int], second: str) -> tuple[str, ...]:
        spoke = [i for i in firsts if second in self._seconds[i]]
        if len(spoke) > 1:
            spoke.sort(key=firsts.__getitem__)
        return tuple([self.words[i] for i in spoke])


def _leader(points: Mapping[str, Sequence[float]], rules: _Rules) -> str | None:
    """The name with most points, if it leads the next by enough."""
    if len(points) < 2:
        for name, own in points.items():
            return name if _sum(own, rules.each_further) >= rules.lead else None
        return None
    sums = {name: _sum(given, rules.each_further) for name, given in points.items()}
    best = max(sums, key=sums.__getitem__)
    next_best = max([p for name, p in sums.items() if name != best], default=0.0)
    return best if sums[best] - next_best >= rules.lead else None


def _sum(points: Sequence[float], each_further: float) -> float:
    """The points of the words of one branch: each further one counts less."""
    if len(points) == 1:
        return points[0]
    return sum(p * each_further**rank for rank, p in enumerate(sorted(points, reverse=True)))
