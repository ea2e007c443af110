"""Words that officers' corrections share, and what they say for or against an answer (decision 0076).

They are learnt from an office's own corrections (:mod:`monitor.classify.learning.on_the_job`) and lie in its category model, beside what
was learnt from letters. An answer is known by a label: a class, an organ in charge, a matter or none. What the words say is added to the
log odds of that answer, whatever gave them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from monitor.classify.scoring.grams import Alphabet, Ints, unpack
from monitor.classify.scoring.linear_model import Floats, count, distinct
from monitor.text.key_table import KeyTable
from monitor.values import value

CHARS = 300
"""So many letters of a text are read for what it is about."""
CLASS, ORGAN, MATTER = "class:", "organ:", "matter:"
"""How the labels begin: a first-level class by its name, an organ in charge by its id, whether some office has to answer."""
YES, NO = "yes", "no"
_TOLD = 3


@value
class CorrectionSaid:
    """What the words of corrections say of a text: log odds by label; ``why`` tells the words that speak for a label."""

    shifts: Mapping[str, float]
    why: Callable[[str], Sequence[str]] = lambda _: ()

    def of(self, kind: str) -> Mapping[str, float]:
        """What is said of one kind of labels, by their names alone."""
        if not self.shifts:  # nearly always, and asked three times an item
            return self.shifts
        return {
            label.removeprefix(kind): shift for label, shift in self.shifts.items() if label.startswith(kind)
        }


NOTHING_SAID = CorrectionSaid({})


def is_spoken_for(name: str, shifts: Mapping[str, float]) -> bool:
    """Whether the words speak for an answer: one that comes first only because they speak against others is nobody's.

    So it comes where the answer that officers gave is no more: a class or an organ that has left the tables.
    """
    return shifts.get(name, 0.0) > 0


class CorrectionWords:
    """N-grams with what each says to each label ``[n-gram, label]``; one that stands in a text speaks once."""

    def __init__(self, labels: Sequence[str], keys: Ints, weights: Floats) -> None:
        if weights.shape != (len(keys), len(labels)):
            raise ValueError("corrections")
        self.labels, self.keys, self.weights = tuple(labels), keys, weights
        self._table, self._alphabet = KeyTable(keys), Alphabet()

    def read(self, texts: Sequence[str]) -> list[CorrectionSaid]:
        """What is said of each text; most hold none of the words."""
        held = count(self._table, self._alphabet.grams([text[:CHARS] for text in texts]))
        starts = held.starts.tolist()
        return [
            self._said(held.columns[start:end]) if end > start else NOTHING_SAID
            for start, end in pairwise(starts)
        ]

    def _said(self, columns: Ints) -> CorrectionSaid:
        totals = self.weights[columns].sum(axis=0)
        heard = np.flatnonzero(totals)
        shifts = {self.labels[n]: float(totals[n]) for n in heard.tolist()}
        return CorrectionSaid(shifts, partial(self._why, columns))

    def _why(self, columns: Ints, label: str) -> list[str]:
        """The n-grams that speak for a label, the loudest first; none for an unknown label."""
        if label not in self.labels:
            return []
        gains = self.weights[columns, self.labels.index(label)]
        loudest = columns[np.argsort(-gains, kind="stable")][: int((gains > 0).sum())]
        return distinct([unpack(key) for key in self.keys[loudest].tolist()], _TOLD)
