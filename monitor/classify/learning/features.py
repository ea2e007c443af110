"""What a model learns from: the features of examples by a recipe, without personal names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import rjieba
from scipy import sparse

from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.examples import Example
from monitor.classify.learning.machine import Machine, Material
from monitor.classify.scoring.branches import Branches, unit_rows
from monitor.classify.scoring.grams import BITS, LONGEST, Alphabet, Flags, Grams, Ints, pack, unpack
from monitor.classify.scoring.linear_model import Floats, tfidf, with_titles
from monitor.errors import MonitorError
from monitor.text.key_table import KeyTable

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


def narrowed(made: Prepared, kept: Ints, recipe: Recipe) -> Prepared:
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


def of_branches(made: Prepared, weights: Floats, length: float) -> dict[str, Floats]:
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


def strongest(weights: Floats, idf: Floats, most: int) -> Ints:
    if len(idf) <= most:
        return np.arange(len(idf))
    strength = np.abs(weights).max(axis=1) * idf
    return np.sort(np.argsort(-strength, kind="stable")[:most])


def _wordness(keys: Ints, grams: Grams, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """The share of each n-gram's occurrences that are one whole word, as the segmenter cuts the texts."""
    cutter = rjieba.Jieba()
    words = Counter(pack(w) for text in texts for w in cutter.cut(text, True) if len(w) <= LONGEST)
    whole = ~grams.titles
    found, occurrences = np.unique(grams.keys[whole], return_counts=True)
    times = dict(zip(found.tolist(), occurrences.tolist(), strict=True))
    plain = [pack(unpack(key)) for key in keys.tolist()]
    return np.array([min(1.0, words[k] / times[k]) if k in times else 0.0 for k in plain])


def telling(keys: Ints, wordness: npt.NDArray[np.float64]) -> Flags:
    """Which n-grams may be named as reasons: words of two characters or more, not fragments."""
    plain = np.array([pack(unpack(key)) for key in keys.tolist()], dtype=np.int64)
    return (wordness >= _WORD_SHARE) & (plain >> BITS > 0)
