"""Whose business a matter is by the words of the taxonomy's branches, for texts that hold no telling word of an organ's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.scoring.grams import HEAD


@dataclass(slots=True)
class Votes:
    """The points of one organ, and the words that gave them."""

    points: float
    words: list[str]


class BranchVotes:
    """Words of branches that belong to an organ, compiled for one pass; asked only where an organ's own words are too few."""

    def __init__(self, taxonomy: TaxonomyConfig, organs: Mapping[str, str]) -> None:
        owners: dict[str, dict[str, set[str]]] = {}
        for category, path, words in _branches(taxonomy):
            second, _, _ = path.rpartition("/")
            organ = organs.get(path) or organs.get(second)
            for word in words if organ else ():
                owners.setdefault(word, {}).setdefault(str(organ), set()).add(category)
        self._words, self._owners = list(owners), list(owners.values())
        self._automaton = AhoCorasick(self._words or ["\0"], matchkind=MatchKind.LeftmostLongest)

    def cast(self, text: str, category: str) -> Mapping[str, Votes]:
        """The votes for each organ: one a word, half as much again in the head and where the matter's class is the word's.

        A word that stands under several organs tells each of them less.
        """
        firsts: dict[int, int] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(text):
            firsts.setdefault(index, start)
        out: dict[str, Votes] = {}
        for index, start in firsts.items():
            word, owners = self._words[index], self._owners[index]
            for organ, classes in owners.items():
                worth = (1 + (start < HEAD) / 2 + (category in classes) / 2) / len(owners)
                votes = out.get(organ)
                if votes is None:
                    out[organ] = Votes(worth, [word])
                else:
                    votes.points += worth
                    votes.words.append(word)
        return out


def _branches(taxonomy: TaxonomyConfig) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Class, path (一级/二级/三级) and words of each branch."""
    for category in taxonomy.categories:
        for second, thirds in category.topics.items():
            for third, words in thirds.items():
                yield category.name, f"{category.name}/{second}/{third}", words
