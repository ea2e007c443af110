"""The learnt models of one run and what they say together of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from scipy import sparse

from monitor.classify.category.cold_start import Margins
from monitor.classify.grading.learned_severity import SeverityModel
from monitor.classify.rereading.chooser import Chooser
from monitor.classify.scoring import artefact
from monitor.classify.scoring.branches import Branches
from monitor.classify.scoring.correction_words import ORGAN
from monitor.classify.scoring.grams import Grams
from monitor.classify.scoring.joint_model import Answers, JointModel
from monitor.classify.scoring.linear_model import softmax
from monitor.classify.scoring.post_model import PostModel
from monitor.classify.scoring.subject_model import OrganMargins, Subject, SubjectModel, places_of
from monitor.text.word_search import Met
from monitor.values import value

_CATEGORY, _TRIAGE, _ALARM = 0, 3, 4
"""Their places among the models that are asked together."""
GRAVITY = "grave"
"""The one label of the model of gravity."""
HAPPENS = "happens"
"""The first label of the model of alarms; its others are the kinds of emergencies."""


@value
class Models:
    """The learnt models of one run."""

    category: artefact.Artefact
    relevance: artefact.Artefact
    cold_start: artefact.Artefact
    triage: artefact.Artefact
    alarm: artefact.Artefact
    figures: Chooser
    severity: SeverityModel
    gravity: artefact.Artefact
    posts: PostModel
    subjects: SubjectModel
    letters: artefact.Artefact
    """Who is in charge of a letter."""
    frames: artefact.Artefact
    """Whether the dead of a text are only retold."""

    @property
    def id(self) -> str:
        return "+".join(
            m.id
            for m in (
                self.category,
                self.relevance,
                self.cold_start,
                self.triage,
                self.alarm,
                self.figures,
                self.severity,
                self.gravity,
                self.posts,
                self.subjects,
                self.letters,
                self.frames,
            )
        )


@value
class Learnt:
    """The models' word on one text: probabilities of the classes, relevance."""

    classes: Mapping[str, float]
    relevance: float
    cold: Margins
    """Of the classes without training messages."""
    triage: Mapping[str, float]
    """Log odds of each disposition and focus."""
    alarm: float = 0.0
    """Log odds that an emergency is told that goes on."""


@value
class Heard:
    """What the models say of a batch: ``learnt`` text by text, and what :meth:`Panel.why` tells their reasons from."""

    learnt: list[Learnt]
    answers: Answers


class Panel:
    """The models, asked at one go: the n-grams of a text are looked up once for all of them."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._asked = (
            models.category.model,
            models.relevance.model,
            models.cold_start.model,
            models.triage.model,
            models.alarm.model.alone(HAPPENS),
        )
        self._joint = JointModel(*self._asked, beside=models.letters.model)
        self._organs = places_of(label.removeprefix(ORGAN) for label in models.letters.model.labels)
        self._positive = models.relevance.model.labels.index("relevant")

    @property
    def branches(self) -> list[Branches | None]:
        """The branches of each model that has any, in the order in which :meth:`ask` wants their words."""
        return [asked.branches.branches if asked.branches else None for asked in self._asked]

    def ask(self, grams: Grams, met: Sequence[Met | None] = ()) -> Heard:
        """Their word on each text; ``met`` are the words of their :attr:`branches` in the texts, where they are known."""
        model, machine, kinds = (
            self._models.category.model,
            self._models.cold_start.model,
            self._models.triage.model,
        )
        answers = self._joint.ask(grams, met)
        classes, relevance, cold, triage, alarm = answers.margins
        probabilities = softmax(classes * model.temperature)
        margins = relevance[:, self._positive].tolist()
        alarms = alarm[:, 0].tolist()
        rows = zip(probabilities.tolist(), margins, cold.tolist(), triage.tolist(), alarms, strict=True)
        learnt = [
            Learnt(
                dict(zip(model.labels, p, strict=True)),
                r,
                dict(zip(machine.labels, c, strict=True)),
                dict(zip(kinds.labels, t, strict=True)),
                a,
            )
            for p, r, c, t, a in rows
        ]
        return Heard(learnt, answers)

    def why(self, heard: Heard, asked: Sequence[tuple[int, str]]) -> list[list[str]]:
        """For each text of the batch and label of triage the n-grams that spoke for it, the strongest first."""
        if not asked:
            return []
        texts = np.array([n for n, _ in asked])
        labels = np.array([self._models.triage.model.labels.index(label) for _, label in asked])
        return self._joint.reasons(heard.answers, _TRIAGE, labels, texts)

    def why_named(self, heard: Heard, texts: Sequence[int]) -> list[list[str]]:
        """For some texts of the batch the n-grams that spoke for the class that is the likeliest by letters, the strongest first."""
        which = np.array(texts, dtype=np.int64)
        best = heard.answers.margins[_CATEGORY][which].argmax(axis=1)
        return self._joint.reasons(heard.answers, _CATEGORY, best, which)

    def why_alarmed(self, heard: Heard, texts: Sequence[int]) -> list[list[str]]:
        """The n-grams by which some texts of the batch sound like an emergency, the strongest first."""
        which = np.array(texts, dtype=np.int64)
        return self._joint.reasons(heard.answers, _ALARM, np.zeros(len(which), dtype=np.int64), which)

    def in_charge(self, heard: Heard, texts: Sequence[int]) -> list[Subject]:
        """Who is in charge of what some texts of the batch tell, which are letters."""
        model = self._models.letters.model
        rows = self._joint.rows_beside(heard.answers, np.array(texts, dtype=np.int64))
        margins = model.settled(np.asarray(rows @ model.weights), ())
        whys = partial(self._whys_in_charge, rows)
        return [Subject({}, OrganMargins(self._organs, row), whys, n) for n, row in enumerate(margins)]

    def _whys_in_charge(
        self, rows: sparse.csr_matrix, asked: Sequence[tuple[int, str]]
    ) -> list[Sequence[str]]:
        """For some letters the n-grams that speak most for an organ, the strongest first; none for an unknown one."""
        labels = [self._organs.get(label.removeprefix(ORGAN), -1) for _, label in asked]
        known = [place for place, label in enumerate(labels) if label >= 0]
        out: list[Sequence[str]] = [()] * len(asked)
        if known:
            told = self._models.letters.model.reasons(
                rows[[asked[place][0] for place in known]], np.array([labels[place] for place in known])
            )
            for place, words in zip(known, told, strict=True):
                out[place] = words
        return out
