"""What helps to tell what answer a matter asks for and what it is about: weights learnt from texts written for this project.

    python -m bench.shipped_triage [--data ../shared/data] [--out monitor/classify/model]

One machine a label, each from the texts of which that label is known. Real messages to a hotline stand among them as what holds no
wrong view, so that length and the words of a petition tell none; the vocabulary is that of the written texts. The same texts give
the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bench import own_cases
from bench.shared_rows import rows as rows_of
from monitor.classify import artefact
from monitor.classify.anonymous import without_names
from monitor.classify.examples import Example, compose, digest_of
from monitor.classify.grams import Alphabet, Ints
from monitor.classify.linear_model import Floats, KeyTable, tfidf
from monitor.classify.machine import SEED
from monitor.classify.result import DISPOSITIONS, FOCUSES
from monitor.text.clean import clean_text

HERE = Path(__file__).resolve().parent
NAME = "triage"
MESSAGES = "hotline_messages.csv"
LABELS = (*DISPOSITIONS, *FOCUSES)
_CALM = 10.0
"""Strength of the logistic regression's regularisation (scikit-learn's C)."""
_DOCUMENTS = 2


@dataclass(frozen=True, slots=True)
class Letter:
    """A text and, of each label that is known of it, whether it holds."""

    text: str
    known: dict[str, bool]


def letters() -> list[Letter]:
    """All texts to learn from: the letters, and the triage cases that are not for evaluation."""
    rows = [(text, kind, focus) for text, kind, focus in own_cases.read("triage_letters.yaml")]
    cases = own_cases.read("triage_cases.yaml")
    rows += [(c[0], c[2], c[3]) for c in cases if not own_cases.is_for_evaluation(c[0])]
    return [Letter(text, dict(_known(kind, focus))) for text, kind, focus in rows]


def _known(kind: str | None, focus: str | None) -> Iterable[tuple[str, bool]]:
    if kind != "?":
        yield from ((label, label == kind) for label in DISPOSITIONS)
    if focus != "?":
        yield from ((label, label == focus) for label in FOCUSES)


def petitions(data: Path) -> list[Letter]:
    """Every fourth real message to a hotline: no wrong view, and nothing else is known of it."""
    found = [compose(clean_text(row["title"]), clean_text(row["detail"])) for row in rows_of(data / MESSAGES)]
    return [Letter(text, {"erroneous": False}) for text in found[::4]]


def train(written: Sequence[Letter], beside: Sequence[Letter]) -> tuple[bytes, dict[str, Any]]:
    """The artefact's bytes and what it is about; the vocabulary is that of the ``written`` letters."""
    found = [*written, *beside]
    own = Alphabet().grams([letter.text for letter in written])
    keys, documents = _vocabulary(own.keys, own.owners, own.size)
    idf = (np.log((1 + len(written)) / (1 + documents)) + 1).astype(np.float32)
    rows = tfidf(KeyTable(keys), idf, Alphabet().grams(without_names(letter.text for letter in found)))
    weights, bias = learn(rows, found)
    quantised, scales = artefact.quantise(weights)
    about = {
        "data": NAME,
        "labels": list(LABELS),
        "temperature": 1.0,
        "ngrams": len(keys),
        "rows": len(written),
        "beside": len(beside),
        "data_sha256": digest_of([Example(f.text, json.dumps(f.known, sort_keys=True)) for f in found]),
    }
    arrays = {"keys": keys, "idf": idf, "weights": quantised, "scales": scales, "bias": bias}
    return artefact.pack(arrays, about), about


def _vocabulary(keys: Ints, owners: Ints, size: int) -> tuple[Ints, Ints]:
    """The sorted n-grams that occur in enough texts, and in how many."""
    found, places = np.unique(keys, return_inverse=True)
    pairs = np.unique(places.astype(np.int64) * size + owners)
    documents = np.bincount(pairs // size)
    kept = documents >= _DOCUMENTS
    return found[kept], documents[kept]


def learn(rows: sparse.csr_matrix, found: Sequence[Letter]) -> tuple[Floats, Floats]:
    """Weights ``[n-gram, label]`` and bias: the margins are log odds."""
    columns = []
    for label in LABELS:
        told = np.array([label in letter.known for letter in found])
        holds = np.array([letter.known.get(label, False) for letter in found])
        machine = LogisticRegression(C=_CALM, max_iter=3000, random_state=SEED)
        machine.fit(rows[told], holds[told])
        columns.append((machine.coef_[0].astype(np.float32), float(machine.intercept_[0])))
    return np.stack([w for w, _ in columns], axis=1), np.array([b for _, b in columns], dtype=np.float32)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE.parent / "monitor/classify/model")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    options = parser.parse_args()
    content, about = train(letters(), petitions(options.data))
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    (options.out / f"{NAME}.md").write_text(_CARD.format(id=sealed.id, **about), encoding="utf-8")
    told = {"name": NAME, "bytes": len(content), "id": sealed.id, **{k: about[k] for k in ("ngrams", "rows")}}
    print(json.dumps(told, ensure_ascii=False))
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## triage

Helps to tell what answer a matter asks for (建设性意见, 实际困难, 误解疑问, 错误观点), what it is about (重大决策, 切身利益, 形象公信), beside the words of `config/disposition.yaml`.

- Artefact `{id}`; data SHA-256 `{data_sha256}`.
- Learnt from {rows} texts written for this project (`bench/triage_letters.yaml` and what of `bench/triage_cases.yaml` is not for
  evaluation), beside {beside} real messages to a hotline as what holds no wrong view.
- {ngrams} character n-grams (n ≤ 3) that occur in two of them; sublinear TF-IDF; logistic regression, one label against the rest,
  weights as bytes.
- Limits: few texts, by few hands, each label by one person or two. Readers of the documents agree on nine dispositions in ten and on
  two focuses in three.
"""


if __name__ == "__main__":
    sys.exit(main())
