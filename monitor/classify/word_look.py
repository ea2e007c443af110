"""One look at a batch for the words of all steps that read whole texts (:mod:`monitor.text.word_search`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from monitor.classify.lexicon import Found, Lexicon
from monitor.classify.matter.genres import Genres, Heard
from monitor.classify.scoring.branches import Branches
from monitor.classify.scoring.grams import HEAD
from monitor.text.key_table import Ints
from monitor.text.word_search import Matches, Met, WordSearch
from monitor.values import value


@value
class Looked:
    """What one look told of a batch, text by text."""

    found: Sequence[Found]
    """The weighted words."""
    emergencies: Sequence[Matches]
    """The words that may name an emergency, in title and text."""
    places: Sequence[Matches]
    """The names of places in title and text."""
    genres: Sequence[Heard]
    """What title and text say of each genre."""
    topics: Met
    """The words of the branches of the taxonomy, whatever their class."""
    branches: Sequence[Met | None]
    """Where the words of each model's branches stand in the texts."""


class WordLook:
    """Built once from the lists of the steps; ``branches`` are those of the models asked together, None for one without."""

    def __init__(
        self,
        lexicon: Lexicon,
        branches: Sequence[Branches | None],
        *,
        emergencies: Sequence[str],
        places: Sequence[str],
        topics: Sequence[str],
        genres: Genres,
    ) -> None:
        self._lexicon, self._genres = lexicon, genres
        self._has_branches = [own is not None for own in branches]
        lists = [own.all_words for own in branches if own is not None]
        self._search = WordSearch(emergencies, places, genres.words, lexicon.words, topics, *lists)

    def at(self, wholes: Sequence[str], texts: Sequence[str]) -> Looked:
        """The words of all items: of each its ``whole``, as the models see it, and title and text with a line's end between them.

        The two are nearly always the same, and then looked at once.
        """
        size = len(texts)
        apart = [n for n, (whole, text) in enumerate(zip(wholes, texts, strict=True)) if whole != text]
        emergencies, places, genres, *of_wholes = self._search.look([*texts, *(wholes[n] for n in apart)])
        emergencies, places, genres = (_of_texts(met, size) for met in (emergencies, places, genres))
        owners = np.arange(size + len(apart))
        owners[apart], owners[size:] = -1, apart
        weighted, topics, *rest = (_of_wholes(met, owners) for met in of_wholes)
        told = iter(rest)
        return Looked(
            self._lexicon.tell(weighted, size, head=HEAD),
            emergencies.longest(size),
            places.longest(size),
            self._genres.hear(genres, size),
            topics,
            [next(told) if has else None for has in self._has_branches],
        )


def _of_texts(met: Met, size: int) -> Met:
    return met.only(np.flatnonzero(met.texts < size))


def _of_wholes(met: Met, owners: Ints) -> Met:
    """What stands in the wholes: ``owners`` tells whose whole each text is that was looked at, -1 for nobody's."""
    texts = owners.take(met.texts)
    which = np.flatnonzero(texts >= 0)
    return Met(texts.take(which), met.words.take(which), met.starts.take(which), met.ends.take(which))
