"""One look at a batch for the words of all steps that ask for whole texts (:mod:`monitor.text.word_search`)."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.classify.lexicon import Found, Lexicon
from monitor.classify.scoring.branches import Branches
from monitor.classify.scoring.grams import HEAD
from monitor.text.word_search import Met, WordSearch
from monitor.values import value


@value
class Looked:
    """What one look told of a batch: the weighted words of each text, and where the words of each model's branches stand."""

    found: list[Found]
    branches: list[Met | None]


class WordLook:
    """Built once from the lists of the steps; ``branches`` are those of the models asked together, None for one without."""

    def __init__(self, lexicon: Lexicon, branches: Sequence[Branches | None]) -> None:
        self._lexicon = lexicon
        self._has_branches = [own is not None for own in branches]
        self._search = WordSearch(lexicon.words, *(own.all_words for own in branches if own is not None))

    def at(self, texts: Sequence[str]) -> Looked:
        """The words of all texts."""
        weighted, *rest = self._search.look(texts)
        told = iter(rest)
        return Looked(
            list(self._lexicon.tell(weighted, len(texts), head=HEAD)),
            [next(told) if has else None for has in self._has_branches],
        )
