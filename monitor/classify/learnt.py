"""The learnt models of one run and what they say together of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.classify import artefact
from monitor.classify.cold_start import Margins
from monitor.classify.grams import Grams
from monitor.classify.joint_model import JointModel
from monitor.values import value


@value
class Models:
    """The learnt models of one run."""

    category: artefact.Artefact
    relevance: artefact.Artefact
    cold_start: artefact.Artefact
    triage: artefact.Artefact

    @property
    def id(self) -> str:
        return f"{self.category.id}+{self.relevance.id}+{self.cold_start.id}+{self.triage.id}"


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


class Panel:
    """The models, asked at one go: the n-grams of a text are looked up once for all of them."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._joint = JointModel(
            models.category.model, models.relevance.model, models.cold_start.model, models.triage.model
        )
        self._positive = models.relevance.model.labels.index("relevant")

    def ask(self, grams: Grams) -> list[Learnt]:
        """Their word on each text, in the order of the texts."""
        model, machine, kinds = (
            self._models.category.model,
            self._models.cold_start.model,
            self._models.triage.model,
        )
        scored, (relevance, cold, triage) = self._joint.ask(grams)
        words = model.reasons(scored, scored.probabilities.argmax(axis=1))
        margins = relevance[:, self._positive].tolist()
        rows = zip(scored.probabilities.tolist(), words, margins, cold.tolist(), triage.tolist(), strict=True)
        return [
            Learnt(
                dict(zip(model.labels, p, strict=True)),
                w,
                r,
                dict(zip(machine.labels, c, strict=True)),
                dict(zip(kinds.labels, t, strict=True)),
            )
            for p, w, r, c, t in rows
        ]
