"""Training: labelled texts in, the bytes of an artefact and its figures out; the same input gives the same bytes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import rjieba
from scipy import sparse

from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.calibration import temperature, trust
from monitor.classify.learning.copies import group_copies
from monitor.classify.learning.drift import known_grams, window_of
from monitor.classify.learning.evaluation import Report, report
from monitor.classify.learning.examples import Example, digest_of
from monitor.classify.learning.machine import SEED, Machine, Material
from monitor.classify.lexicon import Lexicon
from monitor.classify.scoring import artefact
from monitor.classify.scoring.branches import Branches, unit_rows
from monitor.classify.scoring.grams import BITS, LONGEST, Alphabet, Flags, Grams, Ints, pack, unpack
from monitor.classify.scoring.linear_model import Floats, softmax, tfidf, with_titles
from monitor.errors import MonitorError
from monitor.text.key_table import KeyTable

FOLDS = 5
Matrix = npt.NDArray[np.float32]
_WORD_SHARE = 0.5
_TOGETHER = 500
_AGAINST_THE_REST = Machine(penalty=0.4, contrast=0.6, tolerance=1e-2)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is trained; the defaults are those of the category model (see its card for how they were chosen)."""

    documents: int | None = None
    """An n-gram must occur in so many documents; None sets it by the number of rows (5 from 1,000 rows on)."""
    most: int = 100_000
    machine: Machine = _AGAINST_THE_REST
    title_weight: float = 0.45
    """The length of the title's part of a row beside the whole text's; 0: no features of the title."""
    word_emphasis: float = 1.0
    """How much more an n-gram counts that is always a word than one that never is."""
    branches: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The words of each branch of the taxonomy, as features beside the n-grams; none: n-grams only."""
    branch_weight: float = 0.6
    """The length of the branches' part of a row beside the whole text's."""
    shares: Sequence[float] | None = None
    """How much each row counts; None: as its example says."""
    together: Sequence[int] | None = None
    """Rows with the same number are views of one text and stay on one side of a split."""
    again: bool = False
    """Learn once more from rows of the kept n-grams alone, as they will be read: without the others a row's length is another."""

    def least(self, rows: int) -> int:
        if self.documents is not None:
            return self.documents
        return 5 if rows >= 1000 else 2 if rows >= 100 else 1


@dataclass(frozen=True, slots=True)
class Trained:
    """The artefact's bytes and the figures of its run."""

    content: bytes
    about: dict[str, Any]
    held_out: Report | None
    margins: Matrix
    """Held-out margins ``[row, label]``; zero where a row could not be held out."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Examples as features: the vocabulary's keys with their weight and how far each is a word."""

    labels: list[str]
    material: Material
    grams: Grams
    keys: Ints
    idf: Floats
    wordness: npt.NDArray[np.float64]
    branches: Branches
    rarity: Floats


def fit(
    examples: Sequence[Example],
    recipe: Recipe,
    *,
    name: str,
    skipped: Sequence[int] = (),
    made_of: str = "",
    phrases: Sequence[str] = (),
    cold: Sequence[str] = (),
    set_aside: Sequence[str] = (),
) -> Trained:
    """Train on examples; held-out figures and the temperature come from a cross-validation by groups of near copies.

    ``made_of`` is what the card says about the data and its limits; of ``phrases`` it is counted how many texts hold them.
    ``cold``: the classes of the taxonomy that it does not learn, as the card says, and ``set_aside`` why it leaves some off.
    """
    made = prepare(examples, recipe, name=name)
    weights, bias = recipe.machine.learn(made.material)
    if recipe.again:
        made = _narrowed(made, _strongest(weights[: len(made.keys)], made.idf, recipe.most), recipe)
        weights, bias = recipe.machine.learn(made.material)
    material, keys, idf = made.material, made.keys, made.idf
    labels, wanted, grams = made.labels, made.material.wanted, made.grams
    margins, tested = held_out_margins(material, recipe.machine, split(examples, recipe.together))
    factor = temperature(margins[tested], wanted[tested])
    probabilities = softmax(margins[tested] * np.float32(factor))
    held_out = _report(labels, wanted[tested], probabilities)
    kept = _strongest(weights[: len(keys)], idf, recipe.most)
    coverage = known_grams(KeyTable(keys[kept]), grams) / len(grams.keys)
    arrays = {
        **_arrays(
            keys[kept], idf[kept], weights[kept], bias, telling=_telling(keys[kept], made.wordness[kept])
        ),
        **_of_branches(made, weights[len(keys) :], recipe.branch_weight),
    }
    about = {
        **_of_data(examples, name, made_of, skipped),
        **({"cold": list(cold)} if cold else {}),
        **({"set_aside": list(set_aside)} if set_aside else {}),
        **_of_recipe(recipe, len(examples)),
        **({"branches": made.branches.words} if len(made.branches) else {}),
        **trust(probabilities, wanted[tested]),
        "labels": labels,
        "temperature": factor,
        "ngrams": len(kept),
        "held_out": held_out.to_json() if held_out else None,
        "background": _background([e.text for e in examples], phrases),
        "profile": window_of(labels, probabilities, coverage).to_json(),
    }
    return Trained(artefact.pack(arrays, about), about, held_out, margins)


def prepare(examples: Sequence[Example], recipe: Recipe, *, name: str) -> Prepared:
    """Features of the examples, without personal names. Raises MonitorError when there is nothing to learn from."""
    labels = sorted({e.label for e in examples})
    wanted = np.array([labels.index(e.label) for e in examples])
    share = np.array(recipe.shares or [e.weight for e in examples], dtype=float)
    texts = without_names(e.text for e in examples)
    grams = Alphabet().grams(texts)
    keys, documents = vocabulary(grams, recipe)
    if not len(keys):
        raise MonitorError(f"{name}：文字太少或没有可学习的汉字、字母，无法训练")
    wordness = _wordness(keys, grams, texts)
    idf = np.log((1 + len(examples)) / (1 + documents)) + 1
    idf = (idf * (1 + recipe.word_emphasis * wordness)).astype(np.float32)
    rows = tfidf(KeyTable(keys), idf, grams, title_weight=recipe.title_weight)
    branches = Branches(recipe.branches)
    blocks = _found(branches, texts)
    rarity = _rarity(blocks, recipe.least(len(examples)))
    whole = sparse.diags_array(np.array([e.whole for e in examples], dtype=np.float32) * recipe.branch_weight)
    own = sparse.vstack([unit_rows(b, rarity) for b in blocks])
    rows = sparse.hstack([rows, whole @ own], format="csr", dtype=np.float32)
    material = Material(rows, wanted, share, written=len(branches))
    return Prepared(labels, material, grams, keys, idf, wordness, branches, rarity)


def _narrowed(made: Prepared, kept: Ints, recipe: Recipe) -> Prepared:
    """The same examples, read by some of the n-grams alone."""
    keys, idf, old = made.keys[kept], made.idf[kept], made.material
    rows = tfidf(KeyTable(keys), idf, made.grams, title_weight=recipe.title_weight)
    rows = sparse.hstack([rows, old.rows[:, len(made.keys) :]], format="csr", dtype=np.float32)
    material = replace(old, rows=rows)
    return replace(made, material=material, keys=keys, idf=idf, wordness=made.wordness[kept])


def _found(branches: Branches, texts: Sequence[str]) -> list[sparse.csr_matrix]:
    """The branches of many texts, some at a time: their words are sought in the texts joined."""
    starts = range(0, len(texts), _TOGETHER)
    return [branches.found(texts[s : s + _TOGETHER]) for s in starts]


def _rarity(blocks: Sequence[sparse.csr_matrix], least: int) -> Floats:
    """How much each branch counts, by the share of texts that speak of it; nothing when too few do."""
    texts = sum(np.bincount(b.indices, minlength=b.shape[1]) for b in blocks)
    rarity = np.log((1 + sum(b.shape[0] for b in blocks)) / (1 + texts))
    return np.asarray(np.where(texts >= least, rarity, 0.0), dtype=np.float32)


def _of_branches(made: Prepared, weights: Floats, length: float) -> dict[str, Floats]:
    """The weights of the branches, so that scoring needs no length of their part."""
    if not len(made.branches):
        return {}
    return {"branch_rarity": made.rarity, "branch_weights": (weights * np.float32(length)).astype(np.float32)}


def vocabulary(grams: Grams, recipe: Recipe) -> tuple[Ints, Ints]:
    """The sorted keys that occur in enough documents, and in how many."""
    keys, owners = with_titles(grams) if recipe.title_weight else (grams.keys, grams.owners)
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    fresh = np.diff(keys, prepend=-1) != 0
    pairs = np.unique((np.cumsum(fresh) - 1) * grams.size + owners)
    found, documents = keys[fresh], np.bincount(pairs // grams.size)
    kept = documents >= recipe.least(grams.size)
    return found[kept], documents[kept]


def split(examples: Sequence[Example], together: Sequence[int] | None = None, *, salt: int = SEED) -> Ints:
    """A fold for each example, near copies in one; another ``salt`` gives another split."""
    groups = group_copies([e.text for e in examples], together)
    numbers = [
        int.from_bytes(hashlib.sha256(f"{salt}:{examples[g].text}".encode()).digest()[:4], "big")
        for g in groups
    ]
    return np.array(numbers, dtype=np.int64) % FOLDS


def held_out_margins(material: Material, machine: Machine, folds: Ints) -> tuple[Matrix, Flags]:
    """Margins of every row from a model that has not seen it, and which rows could be tested so."""
    wanted = material.wanted
    count = int(wanted.max()) + 1
    margins = np.zeros((len(wanted), count), dtype=np.float32)
    tested = np.zeros(len(wanted), dtype=np.bool_)
    for fold in range(FOLDS):
        mine = folds == fold
        if not mine.any() or len(set(wanted[~mine])) < count:
            continue
        weights, bias = machine.learn(material.part(~mine))
        margins[mine] = np.asarray(material.rows[mine] @ weights) + bias
        tested |= mine
    return margins, tested


def _report(labels: Sequence[str], wanted: Ints, probabilities: Floats) -> Report | None:
    if not len(wanted):
        return None
    return report([labels[i] for i in wanted], [labels[i] for i in probabilities.argmax(axis=1)])


def _strongest(weights: Floats, idf: Floats, most: int) -> Ints:
    if len(idf) <= most:
        return np.arange(len(idf))
    strength = np.abs(weights).max(axis=1) * idf
    return np.sort(np.argsort(-strength, kind="stable")[:most])


def _arrays(keys: Ints, idf: Floats, weights: Floats, bias: Floats, *, telling: Flags) -> artefact.Arrays:
    quantised, scales = artefact.quantise(weights)
    return {
        "keys": keys,
        "idf": idf,
        "weights": quantised,
        "scales": scales,
        "bias": bias,
        "telling": telling,
    }


def _wordness(keys: Ints, grams: Grams, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """The share of each n-gram's occurrences that are one whole word, as the segmenter cuts the texts."""
    cutter = rjieba.Jieba()
    words = Counter(pack(w) for text in texts for w in cutter.cut(text, True) if len(w) <= LONGEST)
    whole = ~grams.titles
    found, occurrences = np.unique(grams.keys[whole], return_counts=True)
    times = dict(zip(found.tolist(), occurrences.tolist(), strict=True))
    plain = [pack(unpack(key)) for key in keys.tolist()]
    return np.array([min(1.0, words[k] / times[k]) if k in times else 0.0 for k in plain])


def _telling(keys: Ints, wordness: npt.NDArray[np.float64]) -> Flags:
    """Which n-grams may be named as reasons: words of two characters or more, not fragments."""
    plain = np.array([pack(unpack(key)) for key in keys.tolist()], dtype=np.int64)
    return (wordness >= _WORD_SHARE) & (plain >> BITS > 0)


def _background(texts: Sequence[str], phrases: Sequence[str]) -> dict[str, int]:
    """In how many texts each phrase occurs; those in none are left out."""
    if not phrases:
        return {}
    lexicon = Lexicon({"": dict.fromkeys(phrases, 1.0)})
    counts = Counter(word for text in texts for hits in lexicon.find(text).values() for word in hits.words)
    return dict(sorted(counts.items()))


def _of_data(examples: Sequence[Example], name: str, made_of: str, skipped: Sequence[int]) -> dict[str, Any]:
    officers = [e for e in examples if e.source == "officer"]
    return {
        "data": name,
        "made_of": made_of,
        "rows": len(examples),
        "skipped_lines": list(skipped),
        "rows_per_label": dict(sorted(Counter(e.label for e in examples).items())),
        "officer_rows": len(officers),
        "officer_last": max((e.when for e in officers), default=""),
        "data_sha256": digest_of(examples),
    }


def _of_recipe(recipe: Recipe, rows: int) -> dict[str, Any]:
    return {
        "least_documents": recipe.least(rows),
        "penalty": recipe.machine.penalty,
        "balanced": recipe.machine.balanced,
        "contrast": recipe.machine.contrast,
        "title_weight": recipe.title_weight,
        "word_emphasis": recipe.word_emphasis,
        **({"branch_weight": recipe.branch_weight} if recipe.branches else {}),
        "seed": SEED,
        "folds": FOLDS,
    }
