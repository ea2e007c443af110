"""A linear machine over the n-grams of some texts: their table and what is learnt over it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.machine import SEED
from monitor.classify.scoring.grams import Alphabet, Ints
from monitor.classify.scoring.linear_model import Floats, KeyTable, tfidf


def table(texts: Sequence[str], documents: int) -> tuple[Ints, Floats, sparse.csr_matrix]:
    """The n-grams that occur in so many documents, how rare each is, and the texts as rows over them, without people's names."""
    grams = Alphabet().grams(without_names(texts))
    keys, places = np.unique(grams.keys, return_inverse=True)
    pairs = np.unique(places.astype(np.int64) * grams.size + grams.owners)
    found = np.bincount(pairs // grams.size)
    kept = found >= documents
    keys, found = keys[kept], found[kept]
    idf = (np.log((1 + len(texts)) / (1 + found)) + 1).astype(np.float32)
    return keys, idf, tfidf(KeyTable(keys), idf, grams)


def learn(rows: sparse.csr_matrix, answers: Sequence[bool], calm: float) -> tuple[Floats, Floats]:
    """Weights ``[n-gram, 1]`` and bias of a logistic regression, both sides of equal weight; a smaller ``calm`` regularises more."""
    machine = LogisticRegression(C=calm, class_weight="balanced", max_iter=3000, random_state=SEED)
    machine.fit(rows, answers)
    return machine.coef_.T.astype(np.float32), machine.intercept_.astype(np.float32)
