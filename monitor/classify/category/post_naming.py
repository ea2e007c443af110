"""Settling the class of a post: by the model of subjects, with what the models of letters and the words say beside it (decision 0072)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from monitor.classify.category.cold_start import Margins
from monitor.classify.category.naming import CategoryChoice, Namer, Weighed, named_learnt
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.calibration import certain_floor
from monitor.classify.lexicon import Found
from monitor.classify.phrases import Phrasing
from monitor.classify.scoring.linear_model import Floats, softmax
from monitor.classify.scoring.subject_model import CLASS, Subject, SubjectModel

PARTS = ("margin", "learnt", "machine", "chosen", "untrained")
"""What is weighed of a class: its margin; where letters were learnt from for it, the log of its probability by them; else what the
machine for such classes says; whether they would have chosen it; and whether there were no letters of it."""
_LEAST = -6.0
"""A probability of less than this (as a logarithm) tells no more."""
_OTHERS = -1.0


def parts_of(
    classes: Sequence[str], subject: Subject, weighed: Weighed, machine: Margins, chosen: str
) -> Floats:
    """The parts ``[class, part]`` of each class, in the order of :data:`PARTS`."""
    return np.array(
        [
            (
                subject.classes[name],
                max(_LEAST, math.log(max(weighed.classes[name], 1e-9))) if name in weighed.classes else 0.0,
                0.0 if name in weighed.classes else machine.get(name, _OTHERS) - _OTHERS,
                float(name == chosen),
                float(name not in weighed.classes),
            )
            for name in classes
        ],
        dtype=np.float32,
    )


class PostNamer:
    """Built once from the model of subjects and from who names the class of letters."""

    def __init__(self, namer: Namer, taxonomy: TaxonomyConfig, model: SubjectModel) -> None:
        self._namer = namer
        weights: Mapping[str, float] = model.manifest["of_class"]
        self._weights = np.array([weights[part] for part in PARTS], dtype=np.float32)
        floor = certain_floor(model.manifest, taxonomy.certain_right)
        self._certain_at = taxonomy.uncertain_below if floor is None else floor

    def choose(
        self,
        subject: Subject,
        learnt: Mapping[str, float],
        found: Found,
        text: str,
        *,
        margins: Margins,
        words: Sequence[str],
        phrasing: Phrasing,
    ) -> CategoryChoice:
        """The class that all together speak for most; below the share that an office asks for a person has to look."""
        weighed = self._namer.weigh(learnt, found, text, margins)
        before = self._namer.by_words(learnt, found, text, margins=margins, words=words, phrasing=phrasing)
        classes = list(subject.classes)
        scored = parts_of(classes, subject, weighed, margins, before.name) @ self._weights
        shares = softmax(scored[np.newaxis])[0].tolist()
        share, best = max(zip(shares, classes, strict=True))
        told = phrasing(subject.why(CLASS + best))
        if not told and best == before.name:
            told = before.phrases
        doubt = f"概率 {share:.3f} 低于门槛 {self._certain_at:.3f}" if share < self._certain_at else ""
        return named_learnt(
            dict(zip(classes, shares, strict=True)), best, told, doubt=doubt, otherwise="全文词义"
        )
