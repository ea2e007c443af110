"""The learnt models of one run and what they say together of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from monitor.classify.category.cold_start import Margins
from monitor.classify.rereading.chooser import Chooser
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Grams
from monitor.classify.scoring.joint_model import Answers, JointModel
from monitor.classify.scoring.linear_model import softmax
from monitor.values import value

_CATEGORY, _TRIAGE = 0, 3
"""Their places among the models that are asked together."""


@value
class Models:
    """The learnt models of one run."""

    category: artefact.Artefact
    relevance: artefact.Artefact
    cold_start: artefact.Artefact
    triage: artefact.Artefact
    figures: Chooser

    @property
    def id(self) -> str:
        return "+".join(
            (self.category.id, self.relevance.id, self.cold_start.id, self.triage.id, self.figures.id)
        )


@value
class Learnt:
    """The models' word on one text: probabilities of the classes, the n-grams for the best of them, relevance."""

    classes: Mapping[str, float]
    words: Sequence[str]
    relevance: float
    cold: Margins
    """Of the classes without training messages."""
    triage: Mapping[str, float]
    """Log odds of each disposition and focus."""


@value
class Heard:
    """What the models say of a batch: ``learnt`` text by text, and what :meth:`Panel.why` tells their reasons from."""

    learnt: list[Learnt]
    answers: Answers


class Panel:
    """The models, asked at one go: the n-grams of a text are looked up once for all of them."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._joint = JointModel(
            models.category.model, models.relevance.model, models.cold_start.model, models.triage.model
        )
        self._positive = models.relevance.model.labels.index("relevant")

    def ask(self, grams: Grams) -> Heard:
        """Their word on each text."""
        model, machine, kinds = (
            self._models.category.model,
            self._models.cold_start.model,
            self._models.triage.model,
        )
        answers = self._joint.ask(grams)
        classes, relevance, cold, triage = answers.margins
        probabilities = softmax(classes * model.temperature)
        words = self._joint.reasons(answers, _CATEGORY, probabilities.argmax(axis=1))
        margins = relevance[:, self._positive].tolist()
        rows = zip(probabilities.tolist(), words, margins, cold.tolist(), triage.tolist(), strict=True)
        learnt = [
            Learnt(
                dict(zip(model.labels, p, strict=True)),
                w,
                r,
                dict(zip(machine.labels, c, strict=True)),
                dict(zip(kinds.labels, t, strict=True)),
            )
            for p, w, r, c, t in rows
        ]
        return Heard(learnt, answers)

    def why(self, heard: Heard, asked: Sequence[tuple[int, str]]) -> list[list[str]]:
        """For each text of the batch and label of triage the n-grams that spoke for it, the strongest first."""
        if not asked:
            return []
        texts = np.array([n for n, _ in asked])
        labels = np.array([self._models.triage.model.labels.index(label) for _, label in asked])
        return self._joint.reasons(heard.answers, _TRIAGE, labels, texts)
