"""What the words of a text say of the organs: the topics of the table of responsibilities, and the branches of the taxonomy beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.lexicon import Found
from monitor.classify.organs.branch_votes import BranchVotes
from monitor.classify.organs.table import TOPIC, OrgansConfig
from monitor.classify.scoring.grams import HEAD

PLAIN = 3.0
"""Points from which the organ's own words need no other ones beside them: a telling word in the head, and the class agrees."""
Told = tuple[float, str, Sequence[str], Sequence[str]]
"""Points of an organ in charge, its id, who helps it, and the words that speak for it."""


class OrganWords:
    """The words of the table, ready for look-ups."""

    def __init__(self, config: OrgansConfig, taxonomy: TaxonomyConfig) -> None:
        self._branches = BranchVotes(taxonomy, config.branches)
        self._topics = {
            f"{TOPIC}{i}": (topic.lead, topic.coordinating, frozenset(topic.within))
            for i, topic in enumerate(config.topics)
        }
        self._rank = {group: i for i, group in enumerate(self._topics)}
        self._points = [topic.points() for topic in config.topics]
        self._beside = re.compile("|".join(map(re.escape, config.beside)) or "(?!)")

    def told(self, found: Found, text: str, category: str) -> Mapping[str, Told]:
        """What is said of the organs, by their ids, most first."""
        out: dict[str, Told] = {}
        for told in self._most_first(found, text, category):
            out.setdefault(told[1], told)
        return out

    def _most_first(self, found: Found, text: str, category: str) -> Sequence[Told]:
        """What words say of the organs, most first."""
        topics = self._topics_of(found, text, category)
        if (not topics or topics[0][0] < PLAIN) and text:
            return self._with_branches(text, category, topics)
        return topics

    def _topics_of(self, found: Found, text: str, category: str) -> list[Told]:
        """The topics found with their points, most first; a topic of the matter's category has one more.

        The earlier topic of the table stands first where two have the same points.
        """
        told: list[Told] = []
        groups = [group for group in found if group in self._topics]
        if not groups:
            return told
        has_landmarks = self._beside.search(text) is not None
        for group in sorted(groups, key=self._rank.__getitem__):
            (lead, coordinating, within), hits = self._topics[group], found[group]
            points = hits.score + hits.head / 2 + (category in within)
            words: Sequence[str] = hits.words
            if has_landmarks:
                weights = self._points[self._rank[group]]
                where = self._landmarks(text, words, weights)
                points -= sum(weights[word] * (1 + (start < HEAD) / 2) for word, start in where.items())
                words = [word for word in words if word not in where] if where else words
            told.append((points, lead, coordinating, words))
        return sorted(told, key=lambda t: -t[0])

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
        best: dict[str, Told] = {}
        for told in topics:
            best.setdefault(told[1], told)
        for organ, votes in self._branches.cast(text, category).items():
            points, _, helpers, words = best.get(organ, (0.0, organ, (), ()))
            best[organ] = (
                points + votes.points,
                organ,
                helpers,
                tuple(dict.fromkeys((*words, *votes.words))),
            )
        return sorted(best.values(), key=lambda t: -t[0])
