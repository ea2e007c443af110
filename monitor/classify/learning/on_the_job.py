"""What officers' corrections teach beside a trained model: the words that they share (decision 0076).

A few dozen corrections move no model that has read thousands of texts. But officers correct what comes again: the same platform, the same
estate, a matter that this office files otherwise. So the n-grams are sought that corrections to one answer share, that are rare elsewhere,
and that mostly were corrected where the office met them; what each says for and against the answers is then fitted beside the log odds that
the program gives by itself. What officers saw and left alone stands against it.

``teach(practice, classifier, now) -> Taught | None``: ``classifier`` has the model that is taught, without corrections of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from monitor.classify.classifier import Classifier, Odds
from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.copies import group_copies
from monitor.classify.learning.corrections import FIELD_LABELS
from monitor.classify.learning.examples import compose
from monitor.classify.scoring import artefact
from monitor.classify.scoring.correction_words import CHARS, CLASS, MATTER, NO, ORGAN, YES, CorrectionWords
from monitor.classify.scoring.grams import BITS, Alphabet, Ints, unpack
from monitor.classify.scoring.linear_model import count, distinct
from monitor.item import Item
from monitor.text.clean import clean_text
from monitor.text.key_table import KeyTable

FIELDS: Mapping[str, str] = {"relevant": MATTER, "category": CLASS, "organ": ORGAN}
"""The fields whose corrections teach, and how their labels begin."""
SHARED = 3
"""So many corrections of different texts have to share an n-gram."""
_RARER, _MOSTLY, _NEARLY_ALWAYS = 20.0, 0.4, 0.8
"""So many times as common as elsewhere an n-gram has to be in corrections to one answer, and in so large a share of what the office met
with it the answer has to be that one; a larger one where it says that something is no matter: what is lost nobody sees again."""
_STRENGTH, _SCALE, _LEFT_ALONE = 2.0, 0.3, 0.3
"""How far weights may go (the inverse of the penalty of their squares), the length of an n-gram's feature, and what a text that was seen and
left alone counts beside a corrected one."""
_NOUGHT, _TOLD = 0.01, 6
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OfficerWord:
    """An officer's last word on one field of an item: ``yes`` or ``no``, the name of a class, or the id of an organ."""

    item: Item
    field: str
    right: str
    when: str = ""

    @property
    def text(self) -> str:
        """Title and body as a model sees them."""
        return compose(clean_text(self.item.title), clean_text(self.item.text))


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """An item that officers saw and left as it was, with the answers that stood there by their fields."""

    item: Item
    stood: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Practice:
    """What officers said of items, and what they left alone."""

    said: tuple[OfficerWord, ...] = ()
    seen: tuple[LeftAlone, ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of it, and what the manifest tells."""

    words: CorrectionWords
    about: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Case:
    """A text with the log odds of each answer by the program itself, and the right one."""

    text: str
    odds: Mapping[str, float]
    right: str

    @property
    def told(self) -> str:
        """What the program says by itself."""
        return max(self.odds, key=self.odds.__getitem__)


@dataclass(frozen=True, slots=True)
class _Learnt:
    """The n-grams of one field and what each says for each of its labels."""

    labels: list[str]
    keys: Ints
    weights: Matrix


def teach(practice: Practice, classifier: Classifier, now: datetime) -> Taught | None:
    """Learn from corrections; None where they share nothing that tells answers apart."""
    told = classifier.odds([word.item for word in practice.said], now)
    seen = _anonymous(classifier.odds([one.item for one in practice.seen], now), classifier.place_names)
    said = _latest(list(zip(practice.said, _anonymous(told, classifier.place_names), strict=True)))
    learnt: dict[str, _Learnt] = {}
    used: dict[str, int] = {}
    for field, kind in FIELDS.items():
        cases = [
            _Case(told.text, answers, word.right)
            for word, told in said
            if word.field == field and (answers := _answers(told, field)) and word.right in answers
        ]
        left = [
            case
            for one, told in zip(practice.seen, seen, strict=True)
            if (case := _left(told, field, one.stood.get(field)))
        ]
        used[field] = len(cases)
        if found := _learn(cases, left):
            learnt[kind] = found
    if not learnt:
        return None
    words = _joined(learnt)
    # What was left alone speaks for other answers, too, which nobody was taught.
    answers_given = {FIELDS[word.field] + word.right for word in practice.said}
    about = {
        "corrections": used,
        "seen": len(seen),
        "last": max((word.when for word in practice.said), default=""),
        "ngrams": len(words.keys),
        "words": {_named(label, classifier): told for label, told in _told(words) if label in answers_given},
        "data_sha256": _digest(practice),
    }
    return Taught(words, about)


def _anonymous(found: Sequence[Odds], places: Sequence[str]) -> list[Odds]:
    """Without the names of places and what looks like a person's, so that no weight is learnt for one."""
    of_places = re.compile("|".join(map(re.escape, sorted(places, key=len, reverse=True))) or "(?!)")
    texts = [
        of_places.sub("", text) for text in without_names([odds.text[:CHARS] for odds in found], known=True)
    ]
    return [
        Odds(text, odds.matter, odds.classes, odds.organs) for text, odds in zip(texts, found, strict=True)
    ]


def _latest(said: Sequence[tuple[OfficerWord, Odds]]) -> list[tuple[OfficerWord, Odds]]:
    """Of near copies in one field the last word: fifty reprints that somebody corrected one by one are one correction."""
    groups = group_copies([odds.text for _, odds in said])
    kept: dict[tuple[int, str], tuple[OfficerWord, Odds]] = {}
    for group, pair in sorted(zip(groups, said, strict=True), key=lambda found: found[1][0].when):
        kept[group, pair[0].field] = pair
    return list(kept.values())


def _answers(odds: Odds, field: str) -> Mapping[str, float] | None:
    """The log odds of the answers of a field; None where a rule decides it."""
    if field == "relevant":
        return None if odds.matter is None else {YES: odds.matter, NO: 0.0}
    return odds.classes if field == "category" else odds.organs


def _left(told: Odds, field: str, stood: str | None) -> _Case | None:
    """A text that was left as the program has it by itself.

    None where something else stood there: what earlier lessons (or an earlier version) answered speaks no more against them than for them,
    or a lesson that is heeded would be unlearnt by all that officers then need not correct.
    """
    answers = _answers(told, field)
    case = _Case(told.text, answers, stood) if answers and stood is not None else None
    return case if case and case.told == stood else None


def _learn(cases: Sequence[_Case], left: Sequence[_Case]) -> _Learnt | None:
    """The shared n-grams of one field with their weights; None where there are none."""
    chosen = _choose(cases, left)
    if not chosen:
        return None
    keys = np.array(sorted(chosen), dtype=np.int64)
    scale = np.array([chosen[key] for key in keys.tolist()])
    rows = _held(keys, [*cases, *left]) @ sparse.diags(scale)
    # Texts without any of the n-grams say nothing of their weights.
    holding = np.flatnonzero(np.asarray(rows.sum(axis=1)).ravel() > 0)
    held = [
        (cases[n], 1.0) if n < len(cases) else (left[n - len(cases)], _LEFT_ALONE) for n in holding.tolist()
    ]
    labels = sorted({label for case, _ in held for label in case.odds})
    odds = np.array([[case.odds.get(label, -np.inf) for label in labels] for case, _ in held])
    odds[~np.isfinite(odds)] = odds[np.isfinite(odds)].min()
    wanted = np.array([labels.index(case.right) for case, _ in held])
    counts = np.array([weight for _, weight in held])
    weights = _fit(rows[holding].tocsr(), odds, wanted, counts) * scale[:, np.newaxis]
    weights[np.abs(weights) < _NOUGHT] = 0.0
    return _Learnt(labels, keys, weights) if weights.any() else None


def _choose(cases: Sequence[_Case], left: Sequence[_Case]) -> dict[int, float]:
    """The n-grams that tell a correction, each with the length of its feature."""
    mine: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        if case.told != case.right:
            mine[case.right].append(case)
    chosen: dict[int, float] = {}
    common = _Common()
    for right, corrected in mine.items():
        if len(corrected) < SHARED:
            continue
        keys, shared = _shared([case.text for case in corrected])
        against = [case for case in (*cases, *left) if case.right != right]
        met = np.asarray(_held(keys, against).sum(axis=0)).ravel()
        lift = np.log(shared / len(corrected) / common.share(keys))
        mostly = _NEARLY_ALWAYS if right == NO else _MOSTLY
        tells = (lift >= np.log(_RARER)) & (shared >= mostly * (shared + met))
        for key, length in zip(keys[tells].tolist(), lift[tells].tolist(), strict=True):
            chosen[key] = max(chosen.get(key, 0.0), length * _SCALE)
    return chosen


def _shared(texts: Sequence[str]) -> tuple[Ints, npt.NDArray[np.int64]]:
    """The n-grams that enough of some texts hold, in rising order, and how many do."""
    grams = Alphabet().grams(texts)
    pairs = np.unique(np.stack([grams.keys, grams.owners.astype(np.int64)]), axis=1)
    keys, many = np.unique(pairs[0], return_counts=True)
    # A single character (室) stands in too many words.
    enough = (many >= SHARED) & (keys >> BITS > 0)
    return keys[enough], many[enough]


def _held(keys: Ints, cases: Sequence[_Case]) -> sparse.csr_matrix:
    """Which of some n-grams each text holds: rows of noughts and ones."""
    if not len(keys) or not cases:
        return sparse.csr_matrix((len(cases), len(keys)))
    counted = count(KeyTable(keys), Alphabet().grams([case.text for case in cases]))
    ones = np.ones(len(counted.columns))
    return sparse.csr_matrix((ones, counted.columns, counted.starts), shape=(len(cases), len(keys)))


class _Common:
    """How common n-grams are in posts and letters at large, by what the models of subjects and of relevance have read.

    The one of subjects has chosen its n-grams by posts and leaves pieces of this city's places out (小区), which letters are full of.
    """

    def __init__(self) -> None:
        models = [artefact.shipped(name).model for name in ("subjects", "relevance")]
        # idf = ln((1 + all) / (1 + holding)) + 1
        self._read = [(KeyTable(m.keys), np.exp(1.0 - m.idf.astype(np.float64))) for m in models]

    def share(self, keys: Ints) -> Matrix:
        """The share of texts that hold each; one that was never learnt is half as common as the rarest of subjects that was."""
        out: Matrix = np.full(len(keys), self._read[0][1].min() / 2)
        for table, shares in self._read:
            known, found = table.find(keys)
            out[known] = np.maximum(out[known], shares[found])
        return out


def _fit(rows: sparse.csr_matrix, odds: Matrix, wanted: Ints, counts: Matrix) -> Matrix:
    """Weights ``[n-gram, label]`` beside given log odds: the likeliest ones, under a penalty of their squares."""
    size, labels = rows.shape[1], odds.shape[1]
    turned = rows.T.tocsr()
    right = np.zeros_like(odds)
    right[np.arange(len(wanted)), wanted] = 1.0

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(size, labels)
        heard = odds + rows @ weights
        heard -= heard.max(axis=1, keepdims=True)
        shares = np.exp(heard)
        shares /= shares.sum(axis=1, keepdims=True)
        missed = -(counts * np.log((shares * right).sum(axis=1) + 1e-12)).sum()
        slope = turned @ (counts[:, np.newaxis] * (shares - right)) + weights / _STRENGTH
        return float(missed + np.square(weights).sum() / (2 * _STRENGTH)), slope.ravel()

    found = minimize(loss, np.zeros(size * labels), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x).reshape(size, labels)


def _joined(learnt: Mapping[str, _Learnt]) -> CorrectionWords:
    """The n-grams of all fields with one column a label; labels of which nothing is said are left out."""
    keys = np.unique(np.concatenate([found.keys for found in learnt.values()]))
    columns: dict[str, npt.NDArray[np.float32]] = {}
    for kind, found in learnt.items():
        for label, weights in zip(found.labels, found.weights.T, strict=True):
            if weights.any():
                column = columns.setdefault(kind + label, np.zeros(len(keys), dtype=np.float32))
                column[np.searchsorted(keys, found.keys)] = weights
    return CorrectionWords(list(columns), keys, np.stack(list(columns.values()), axis=1))


def _told(words: CorrectionWords) -> Iterator[tuple[str, list[str]]]:
    """The n-grams that speak most for each label, as the card tells them."""
    for label, column in zip(words.labels, words.weights.T, strict=True):
        loudest = [n for n in np.argsort(-column, kind="stable").tolist() if column[n] > 0]
        if loudest:
            yield label, distinct([unpack(int(words.keys[n])) for n in loudest[: _TOLD * 3]], _TOLD)


def _named(label: str, classifier: Classifier) -> str:
    """A label as people call it."""
    kind, _, name = label.partition(":")
    if f"{kind}:" == MATTER:
        return "政务事项" if name == YES else "非政务事项"
    return f"类别 {name}" if f"{kind}:" == CLASS else f"回应主体 {classifier.organ_names.get(name, name)}"


def _digest(practice: Practice) -> str:
    """SHA-256 over what was said and seen, in its order."""
    digest = hashlib.sha256()
    for word in practice.said:
        digest.update(f"{word.field}\x00{word.right}\x00{word.item.title}\x00{word.item.text}\x01".encode())
    for one in practice.seen:
        stood = "\x00".join(one.stood.get(field, "") for field in FIELDS)
        digest.update(f"{one.item.title}\x00{one.item.text}\x00{stood}\x02".encode())
    return digest.hexdigest()


def counted(practice: Practice) -> str:
    """How many corrections there are of each field, for a sentence."""
    many = Counter(word.field for word in practice.said)
    return "、".join(f"{FIELD_LABELS[field]} {many[field]} 条" for field in FIELDS)
