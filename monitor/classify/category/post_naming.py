"""Settling the class of a post: by the model of subjects, with what the models of letters and the words say beside it (decision 0072)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from monitor.classify.category.cold_start import OTHERS, Margins
from monitor.classify.category.naming import CORRECTED, CategoryChoice, named_learnt
from monitor.classify.category.short_texts import shifted
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.emergencies.emergency import EmergencyFinding
from monitor.classify.learning.calibration import certain_floor
from monitor.classify.phrases import Phrasing, as_given
from monitor.classify.scoring.correction_words import CLASS, NOTHING_SAID, CorrectionSaid, is_spoken_for
from monitor.classify.scoring.learnt import Learnt
from monitor.classify.scoring.subject_model import Subject, SubjectModel
from monitor.values import value

PARTS = ("margin", "learnt", "machine", "untrained")
"""What is weighed of a class: its margin; where letters were learnt from for it, the log of its probability by them; else what the
machine for such classes says, and that there were no letters of it."""
_LEAST = -6.0
"""A probability of less than this (as a logarithm) tells no more."""
_NEVER_NOUGHT = 1e-9


def is_named_by_subject(finding: EmergencyFinding) -> bool:
    """Whether what a post is about names its class."""
    return not finding.warning and finding.named is None


def parts_of(subject: Subject, learnt: Mapping[str, float], machine: Margins) -> list[tuple[float, ...]]:
    """The parts of each class of a subject, in the order of :data:`PARTS`."""
    return [
        (margin, max(_LEAST, math.log(learnt[name] + _NEVER_NOUGHT)), 0.0, 0.0)
        if name in learnt
        else (margin, 0.0, machine.get(name, OTHERS) - OTHERS, 1.0)
        for name, margin in subject.classes.items()
    ]


@value
class Post:
    """A post to be named: what it is about, and what the models of letters say of it."""

    subject: Subject
    learnt: Learnt
    phrasing: Phrasing = as_given
    """How the words that decided are told."""
    said: CorrectionSaid = NOTHING_SAID
    """What the words of officers' corrections say."""


class PostNamer:
    """Built once from the model of subjects."""

    def __init__(self, taxonomy: TaxonomyConfig, model: SubjectModel) -> None:
        weights: Mapping[str, float] = model.manifest["of_class"]
        self._weights = [weights[part] for part in PARTS]
        floor = certain_floor(model.manifest, taxonomy.certain_right)
        self._certain_at = taxonomy.uncertain_below if floor is None else floor

    def name(self, post: Post) -> CategoryChoice:
        """The class that all together speak for most; below the share that an office asks for a person has to look."""
        shares = self.shares(post)
        best = max(shares, key=shares.__getitem__)
        because = ""
        why: Callable[[str], Sequence[str]] = post.subject.why
        if shifts := post.said.of(CLASS):
            lifted = shifted(shares, shifts)
            now = max(lifted, key=lifted.__getitem__)
            if now == best:
                shares = lifted
            elif is_spoken_for(now, shifts):
                shares, best, because, why = lifted, now, CORRECTED, post.said.why
        told = post.phrasing(why(CLASS + best))
        doubt = self._doubt(shares[best])
        return named_learnt(shares, best, told, doubt=doubt, otherwise="全文词义", because=because)

    def shares(self, post: Post) -> dict[str, float]:
        """How likely each class is, whatever officers have corrected."""
        a, b, c, d = self._weights
        odds = [
            math.exp(a * margin + b * letters + c * machine + d * untrained)
            for margin, letters, machine, untrained in parts_of(
                post.subject, post.learnt.classes, post.learnt.cold
            )
        ]
        whole = sum(odds)
        return {name: odd / whole for name, odd in zip(post.subject.classes, odds, strict=True)}

    def _doubt(self, share: float) -> str:
        return f"概率 {share:.3f} 低于门槛 {self._certain_at:.3f}" if share < self._certain_at else ""
