"""What the words of a text say of the organs: the topics of the table of responsibilities, and the branches of the taxonomy beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.lexicon import Found
from monitor.classify.organs.branch_votes import BranchVotes
from monitor.classify.organs.table import TOPIC, OrgansConfig
from monitor.classify.scoring.grams import HEAD

PLAIN = 3.0
"""Points from which the organ's own words need no other ones beside them: a telling word in the head, and the class agrees."""
Told = tuple[float, str, Sequence[str], Sequence[str]]
"""Points of an organ in charge, its id, who helps it, and the words that speak for it."""
_POINTS = itemgetter(0)
NOBODY: Mapping[str, Told] = MappingProxyType({})


class OrganWords:
    """The words of the table, ready for look-ups."""

    def __init__(self, config: OrgansConfig, taxonomy: TaxonomyConfig) -> None:
        self._branches = BranchVotes(taxonomy, config.branches)
        self._topics = {
            f"{TOPIC}{i}": (topic.lead, topic.coordinating, frozenset(topic.within), topic.points())
            for i, topic in enumerate(config.topics)
        }
        self._rank = {group: i for i, group in enumerate(self._topics)}
        self._beside = re.compile("|".join(map(re.escape, config.beside)) or "(?!)")

    def told(self, found: Found, text: str, category: str) -> Mapping[str, Told]:
        """What is said of the organs, by their ids, most first."""
        told = self._topics_of(found, text, category)
        if (not told or told[0][0] < PLAIN) and text:
            told = self._with_branches(text, category, told)
        return _by_organ(told) if told else NOBODY

    def _topics_of(self, found: Found, text: str, category: str) -> list[Told]:
        """The topics found with their points, most first; a topic of the matter's category has one more.

        The earlier topic of the table stands first where two have the same points.
        """
        told: list[Told] = []
        topics = [group for group in found if group in self._topics]
        if not topics:
            return told
        if len(topics) > 1:
            topics.sort(key=self._rank.__getitem__)
        has_landmarks = self._beside.search(text) is not None
        for group in topics:
            (lead, coordinating, within, weights), hits = self._topics[group], found[group]
            points, words = hits.score + hits.head / 2 + (category in within), hits.words
            if has_landmarks and (where := self._landmarks(text, words, weights)):
                points -= sum([weights[word] * (1 + (start < HEAD) / 2) for word, start in where.items()])
                words = [word for word in words if word not in where]
            told.append((points, lead, coordinating, words))
        told.sort(key=_POINTS, reverse=True)
        return told

    def _landmarks(self, text: str, words: Sequence[str], weights: Mapping[str, float]) -> Mapping[str, int]:
        """The words that only tell where something is, each with its place; what the topic itself speaks against is left to it."""
        where = {}
        for word in words:
            start = text.find(word)
            beside = self._beside.match(text, start + len(word)) if start >= 0 else None
            if beside and weights[word] > 0 and word + beside[0] not in weights:
                where[word] = start
        return where

    def _with_branches(self, text: str, category: str, topics: Sequence[Told]) -> list[Told]:
        """The topics with what the words of the taxonomy add, most first."""
        cast = self._branches.cast(text, category)
        if not cast:
            return [*_by_organ(topics).values()]  # in their order, which is that of their points
        best = _by_organ(topics)
        for organ, votes in cast.items():
            points, _, helpers, words = best.get(organ, (0.0, organ, (), ()))
            best[organ] = (
                points + votes.points,
                organ,
                helpers,
                tuple(dict.fromkeys((*words, *votes.words))),
            )
        return sorted(best.values(), key=_POINTS, reverse=True)


def _by_organ(told: Sequence[Told]) -> dict[str, Told]:
    """The first of each organ, in their order."""
    out: dict[str, Told] = {}
    for one in told:
        out.setdefault(one[1], one)
    return out
