"""The words of a short text against the learnt model's habits.

The model learnt from long messages. A post of a line holds few of its n-grams, and then the commonest classes win by their bias
alone; so in a short text each word of a trained class (``topics`` and ``brief`` of the taxonomy) adds to that class's log odds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.classify.category.taxonomy import Category, TaxonomyConfig
from monitor.values import value

_LEAST = 1e-6


@value
class Leaning:
    """The probabilities of the trained classes once the words have spoken, and the words of each class."""

    classes: Mapping[str, float]
    words: Mapping[str, list[str]]


class ShortTextWords:
    """Built once from the taxonomy; long texts cost nothing."""

    def __init__(self, taxonomy: TaxonomyConfig) -> None:
        self._rules, self._below = taxonomy.short_texts, taxonomy.short_texts.below
        owners: dict[str, list[str]] = defaultdict(list)
        for category in taxonomy.categories:
            for word in _words_of(category) if category.trained else ():
                owners[word].append(category.name)
        self._words, self._owners = list(owners), list(owners.values())
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def lean(self, learnt: Mapping[str, float], text: str) -> Leaning:
        """The learnt probabilities with what the words of a short text add; unchanged where it is long or has none."""
        if len(text) >= self._below:
            return Leaning(learnt, {})
        known = {word: [o for o in owners if o in learnt] for word, owners in self._told(text).items()}
        known = {word: owners for word, owners in known.items() if owners}
        if not known:
            return Leaning(learnt, {})
        weight = self._rules.per_word * (1 + self._rules.each_further * (len(known) - 1)) / len(known)
        points: dict[str, float] = defaultdict(float)
        words: dict[str, list[str]] = defaultdict(list)
        for word, owners in known.items():
            for owner in owners:
                points[owner] += weight / len(owners)
                words[owner].append(word)
        return Leaning(shifted(learnt, points), words)

    def _told(self, text: str) -> dict[str, list[str]]:
        indexes = dict.fromkeys(i for i, _, _ in self._automaton.find_matches_as_indexes(text))
        return {self._words[i]: self._owners[i] for i in indexes}


def _words_of(category: Category) -> list[str]:
    topics = (word for thirds in category.topics.values() for words in thirds.values() for word in words)
    return list(dict.fromkeys([*topics, *category.brief]))


def shifted(learnt: Mapping[str, float], points: Mapping[str, float]) -> dict[str, float]:
    """Probabilities once points have been added to their log odds."""
    raised = {name: (value + _LEAST) * math.exp(points.get(name, 0.0)) for name, value in learnt.items()}
    whole = sum(raised.values())
    return {name: value / whole for name, value in raised.items()}
