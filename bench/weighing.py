"""What the organ in charge is weighed by: margins of a learnt model, and what the product knows without it.

The weights are those of a conditional logit, found on texts whose writers the model has not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.shipped_category import CONFIG
from bench.subject_labels import Labelled
from monitor.classify.category.cold_start import Margins, listen
from monitor.classify.category.post_naming import parts_of
from monitor.classify.learning.machine import SEED
from monitor.classify.lexicon import Found, Lexicon
from monitor.classify.organs.matter import Matter
from monitor.classify.organs.organ_odds import ORGAN_PARTS
from monitor.classify.organs.routing import Router
from monitor.classify.rules import read_rules
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import HEAD, Alphabet
from monitor.classify.scoring.linear_model import Floats
from monitor.classify.scoring.subject_model import OrganMargins, Subject

FOLDS = 6
LEAST = 10
"""An organ in charge of fewer texts is not learnt: its words name it."""


def fold_of(hand: str) -> int:
    """The part of those held out that the texts of one writer, or one lot of letters, belong to."""
    return int.from_bytes(hashlib.sha256(f"{SEED}:{hand}".encode()).digest()[:4], "big") % FOLDS


def is_letter(matter: Labelled) -> bool:
    """Whether a labelled matter is a letter to a hotline or a mailbox, and no post."""
    return matter.hand.startswith("letter ")


def joined(parts: Sequence[Floats], wanted: Sequence[int]) -> NDArray[np.float64]:
    """The weights of a conditional logit: ``parts`` ``[answer, part]`` of each text, ``wanted`` the number of the right answer."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, 1e-3 * weights
        for held, right in zip(parts, wanted, strict=True):
            odds = held @ weights
            odds -= odds.max()
            shares = np.exp(odds) / np.exp(odds).sum()
            total -= np.log(shares[right] + 1e-12)
            slope = slope + (shares @ held - held[right])
        return total + 5e-4 * float(weights @ weights), slope

    start = np.zeros(parts[0].shape[1])
    found: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


@dataclass(frozen=True, slots=True)
class Office:
    """What the product says of matters beside the model that is weighed."""

    router: Router
    found: list[Found]
    letters: list[tuple[Mapping[str, float], Margins]]
    """Of each matter the probabilities of the classes with letters, and the margins of the others."""

    @classmethod
    def of(cls, matters: Sequence[Labelled]) -> Office:
        rules = read_rules(CONFIG)
        category, machine = artefact.shipped("category"), artefact.shipped("cold_start")
        lexicon = Lexicon(rules.organs.groups())
        grams = Alphabet().grams([matter.text for matter in matters])
        shares = category.model.score(grams).probabilities.tolist()
        letters = [dict(zip(category.model.labels, row, strict=True)) for row in shares]
        return cls(
            Router(rules.organs, rules.taxonomy),
            [lexicon.find(matter.text, head=HEAD) for matter in matters],
            list(zip(letters, listen(machine.model, grams), strict=True)),
        )

    def class_parts(self, n: int, margins: Mapping[str, float]) -> Floats:
        return np.array(parts_of(Subject(margins), *self.letters[n]))

    def class_of_letter(self, n: int) -> str:
        """The likeliest of the classes with letters."""
        shares, _ = self.letters[n]
        return max(shares, key=shares.__getitem__)

    def organ_parts(
        self, n: int, text: str, category: str, margins: Mapping[str, float]
    ) -> tuple[list[str], Floats]:
        matter = Matter(category, found=self.found[n], text=text)
        parts = self.router.organ_parts(matter, Subject({}, OrganMargins.of(margins)))
        return list(parts), np.array(list(parts.values()))


@dataclass(frozen=True, slots=True)
class Reached:
    """How an answer is weighed, what it is of each text, and what it reaches on writers that the machines have not read."""

    weights: dict[str, float]
    answers: list[str]
    own: float
    stands: float

    @classmethod
    def of(
        cls,
        weights: Mapping[str, float],
        answers: Sequence[str],
        told: Sequence[Sequence[str]],
    ) -> Reached:
        """``told`` are the reader's answers, his own first."""
        pairs = list(zip(answers, told, strict=True))
        return cls(
            {part: round(weight, 4) for part, weight in weights.items()},
            list(answers),
            share(answer == readers[0] for answer, readers in pairs),
            share(answer in readers for answer, readers in pairs),
        )


def weigh_organ(
    office: Office,
    matters: Mapping[int, Labelled],
    classes: Mapping[int, str],
    margins: Floats,
    labels: Sequence[str],
) -> Reached:
    """What the margins and the words count of some of the matters, each known by its number."""
    told = {
        n: office.organ_parts(n, matter.text, classes[n], dict(zip(labels, margins[n].tolist(), strict=True)))
        for n, matter in matters.items()
    }
    known = [
        (held, organs.index(matters[n].organs[0]))
        for n, (organs, held) in told.items()
        if matters[n].organs[0] in organs
    ]
    weights = joined([held for held, _ in known], [right for _, right in known])
    leads = [organs[int((held @ weights).argmax())] for organs, held in told.values()]
    return Reached.of(
        dict(zip(ORGAN_PARTS, weights.tolist(), strict=True)), leads, [m.organs for m in matters.values()]
    )


def share(right: Iterable[bool]) -> float:
    return round(float(np.mean(list(right))), 4)
