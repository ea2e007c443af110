"""The second and third level of a class, named by the words of ``config/taxonomy.yaml`` (``topics``); none is learnt.

No message that we may train on says its second level. So each word found counts one point for the branches it stands under,
more in the head of the text, less for each further word of the same branch; a word within a longer one found does not count.
The branch that leads the next clearly enough is named; else nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from monitor.classify.category.taxonomy import REST, Category, SecondLevelRules, TaxonomyConfig
from monitor.classify.scoring.grams import HEAD
from monitor.values import value


@value
class Topic:
    """A branch of the tree below the class, and the words that named it; ``third`` only where that is clear, too."""

    second: str
    third: str | None = None
    words: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        told = "、".join(f"“{word}”" for word in self.words[:4])
        path = f"{self.second} · {self.third}" if self.third else self.second
        return f"二级类别：{path}，{f'依词语{told}' if told else '依突发事件种类'}"


class TopicFinder:
    """Built once from the taxonomy; one automaton a class, so that only the chosen class's words are sought."""

    def __init__(self, taxonomy: TaxonomyConfig) -> None:
        self._rules = taxonomy.second_level
        self._classes = {c.name: _Words(c) for c in taxonomy.categories if c.topics}
        self._emergencies = {kind: _named(path) for kind, path in taxonomy.emergencies.items() if "/" in path}

    def find(self, category: str, text: str, *, emergency: str | None = None) -> Topic | None:
        """The branch of ``category`` that a text (title first) is about; None where its words do not settle it."""
        by_kind = self._emergencies.get(emergency or "")
        if by_kind and by_kind[0] == category:
            return by_kind[1]
        words = self._classes.get(category)
        return words.settle(text, self._rules) if words else None


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
        self._words, self._branches = list(branches), list(branches.values())
        self._seconds = [tuple({second for second, _ in under}) for under in self._branches]
        # Few words and thousands of texts: the table of all steps is worth its room.
        self._automaton = AhoCorasick(
            self._words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )

    def settle(self, text: str, rules: SecondLevelRules) -> Topic | None:
        matches = self._automaton.find_matches_as_indexes(text)
        # Read backwards, so that the first place of each word is the one that stays.
        firsts = {index: start for index, start, _ in reversed(matches)}
        told = [(index, 1 + rules.in_title if start < HEAD else 1.0) for index, start in firsts.items()]
        seconds: dict[str, list[float]] = defaultdict(list)
        for index, points in told:
            for second in self._seconds[index]:
                seconds[second].append(points)
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
        spoke = [i for i in sorted(firsts, key=firsts.__getitem__) if second in self._seconds[i]]
        return tuple([self._words[i] for i in spoke])


def _leader(points: Mapping[str, Sequence[float]], rules: SecondLevelRules) -> str | None:
    """The name with most points, if it leads the next by enough."""
    if not points:
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
