"""What helps to tell what answer a matter asks for and what it is about: weights learnt from texts written for this project.

    python -m bench.shipped_triage [--data ../shared/data] [--out monitor/classify/model]

One machine a label, each from the texts of which that label is known. Beside the n-grams it sees what the writer of a text does
(``triage_acts.yaml``): n-grams hold neither a question mark nor the words 吗 and 我, and know of asking, proposing and complaining
only what the letters happened to say. Real messages to a hotline stand among them as what holds no wrong view, so that length and
the words of a petition tell none; the vocabulary is that of the written texts. The same texts give the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bench import own_cases
from bench.shared_rows import rows as rows_of
from bench.training_run import parser_of
from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.examples import Example, compose, digest_of
from monitor.classify.learning.machine import SEED
from monitor.classify.result import DISPOSITIONS, FOCUSES
from monitor.classify.scoring import artefact
from monitor.classify.scoring.branches import Branches, unit_rows
from monitor.classify.scoring.grams import Alphabet, Ints
from monitor.classify.scoring.linear_model import Floats, tfidf
from monitor.classify.triage.disposition import NOTHING_ASKED
from monitor.classify.value_names import DISPOSITION_LABELS, FOCUS_LABELS
from monitor.text.clean import clean_text
from monitor.text.key_table import KeyTable

NAME = "triage"
MESSAGES = "hotline_messages.csv"
_FLAGS = ("rumour", "unverified")
"""The flags that are a matter of how a story is told; the others are named by words alone."""
LABELS = (*DISPOSITIONS, *FOCUSES, NOTHING_ASKED, *_FLAGS)
_CALM, _CALM_FOCUS = 3.0, 10.0
"""Strength of the logistic regression's regularisation (scikit-learn's C)."""
_DOCUMENTS = 2
_ACTS_WITHIN = 120
"""Acts are sought in so many characters from the head: what somebody is after he says early, and the letters are short."""
_ACTS_OF_FOCUS = 0.3
"""What somebody does tells less of what it is about: so long is the acts' part of a row for a focus, beside 1 for the n-grams."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A text and, of each label that is known of it, whether it holds."""

    text: str
    known: dict[str, bool]


def letters() -> list[Letter]:
    """All texts to learn from: the letters, those in many manners, and the triage cases that are not for evaluation."""
    found = [
        Letter(text, dict(_known(kind, focus))) for text, kind, focus in own_cases.read("triage_letters.yaml")
    ]
    cases = [c for c in own_cases.read("triage_cases.yaml") if not own_cases.is_for_evaluation(c[0])]
    for text, _, kind, focus, flags in [*own_cases.read("triage_manners.yaml"), *cases]:
        found.append(Letter(text, dict(_known(kind, focus)) | {flag: flag in flags for flag in _FLAGS}))
    return found


def _known(kind: str | None, focus: str | None) -> Iterable[tuple[str, bool]]:
    if kind != "?":
        yield from ((label, label == kind) for label in DISPOSITIONS)
        yield NOTHING_ASKED, kind is None
    if focus != "?":
        yield from ((label, label == focus) for label in FOCUSES)


def petitions(data: Path) -> list[Letter]:
    """Every fourth real message to a hotline: no wrong view and no story that spreads, and nothing else is known of it."""
    found = [compose(clean_text(row["title"]), clean_text(row["detail"])) for row in rows_of(data / MESSAGES)]
    return [Letter(text, {"erroneous": False, "rumour": False}) for text in found[::4]]


def train(written: Sequence[Letter], beside: Sequence[Letter]) -> tuple[bytes, dict[str, Any]]:
    """The artefact's bytes and what it is about; the vocabulary is that of the ``written`` letters."""
    found = [*written, *beside]
    own = Alphabet().grams([letter.text for letter in written])
    keys, documents = _vocabulary(own.keys, own.owners, own.size)
    idf = (np.log((1 + len(written)) / (1 + documents)) + 1).astype(np.float32)
    rows = tfidf(KeyTable(keys), idf, Alphabet().grams(without_names(letter.text for letter in found)))
    acts = Branches(own_cases.read("triage_acts.yaml"))
    weights, of_acts, bias = learn(rows, acts.found([letter.text[:_ACTS_WITHIN] for letter in found]), found)
    quantised, scales = artefact.quantise(weights)
    about = {
        "data": NAME,
        "labels": list(LABELS),
        "temperature": 1.0,
        "ngrams": len(keys),
        "rows": len(written),
        "beside": len(beside),
        "branch_chars": _ACTS_WITHIN,
        "branches": {name: list(words) for name, words in acts.words.items()},
        "data_sha256": digest_of([Example(f.text, json.dumps(f.known, sort_keys=True)) for f in found]),
    }
    arrays: artefact.Arrays = {
        "keys": keys, "idf": idf, "weights": quantised, "scales": scales, "bias": bias,
        "branch_rarity": np.ones(len(acts), dtype=np.float32), "branch_weights": of_acts,
    }  # fmt: skip
    return artefact.pack(arrays, about), about


def _vocabulary(keys: Ints, owners: Ints, size: int) -> tuple[Ints, Ints]:
    """The sorted n-grams that occur in enough texts, and in how many."""
    found, places = np.unique(keys, return_inverse=True)
    pairs = np.unique(places.astype(np.int64) * size + owners)
    documents = np.bincount(pairs // size)
    kept = documents >= _DOCUMENTS
    return found[kept], documents[kept]


def learn(
    rows: sparse.csr_matrix, acts: sparse.csr_matrix, found: Sequence[Letter]
) -> tuple[Floats, Floats, Floats]:
    """Weights ``[n-gram, label]`` and ``[act, label]``, and bias: the margins are log odds."""
    beside = unit_rows(acts, np.ones(acts.shape[1], dtype=np.float32))
    weights, bias = [], []
    for label in LABELS:
        told = np.array([label in letter.known for letter in found])
        holds = np.array([letter.known.get(label, False) for letter in found])
        length, calm = (_ACTS_OF_FOCUS, _CALM_FOCUS) if label in FOCUSES else (1.0, _CALM)
        machine = LogisticRegression(C=calm, max_iter=3000, random_state=SEED)
        whole = sparse.hstack([rows, beside * length]).tocsr()
        machine.fit(whole[told], holds[told])
        learnt = machine.coef_[0].astype(np.float32)
        learnt[rows.shape[1] :] *= np.float32(length)
        weights.append(learnt)
        bias.append(float(machine.intercept_[0]))
    together = np.stack(weights, axis=1)
    return together[: rows.shape[1]], together[rows.shape[1] :], np.array(bias, dtype=np.float32)


def main() -> int:
    options = parser_of(__doc__).parse_args()
    content, about = train(letters(), petitions(options.data))
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    (options.out / f"{NAME}.md").write_text(card(sealed.id, about), encoding="utf-8")
    told = {"name": NAME, "bytes": len(content), "id": sealed.id, **{k: about[k] for k in ("ngrams", "rows")}}
    print(json.dumps(told, ensure_ascii=False))
    return 0


def card(sealed_id: str, about: Mapping[str, Any]) -> str:
    """What is told of a model beside it, with the values by the names that pages and papers show."""
    return _CARD.format(
        id=sealed_id,
        acts=len(about["branches"]),
        dispositions=", ".join(DISPOSITION_LABELS.values()),
        focuses=", ".join(FOCUS_LABELS.values()),
        **about,
    )


_CARD = """# Model card

Written by the training run; do not edit.

## triage

Helps to tell what answer a matter asks for ({dispositions}), what it is about ({focuses}), and whether it asks for none, beside the words of `config/disposition.yaml`.

- Artefact `{id}`; data SHA-256 `{data_sha256}`.
- Learnt from {rows} texts written for this project (`bench/triage_letters.yaml`, `bench/triage_manners.yaml` and what of
  `bench/triage_cases.yaml` is not for evaluation), beside {beside} real messages to a hotline as what holds no wrong view.
- {ngrams} character n-grams (n ≤ 3) that occur in two of them; sublinear TF-IDF; beside them {acts} acts (asking, proposing,
  complaining, an office telling: `bench/triage_acts.yaml`); logistic regression, one label against the rest, weights as bytes.
- Limits: few texts, by few hands, each label by one person or two. Readers of the documents agree on nine dispositions in ten and on
  two focuses in three.
"""


if __name__ == "__main__":
    sys.exit(main())
