"""What helps to name the classes without training messages: weights learnt from written messages against the real ones of the others.

    python -m bench.shipped_cold_start [--data ../shared/data] [--out monitor/classify/model]

One machine a class, against the real messages of the trained classes (whole, their titles alone, and single sentences, so that
length tells nothing) and against the other written ones (so that their hand tells nothing). The same data gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.svm import LinearSVC

from bench.shared_rows import rows
from bench.shipped_category import CONFIG, category_examples
from bench.training_run import parser_of
from bench.written_messages import written
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.examples import Example, digest_of
from monitor.classify.learning.machine import SEED
from monitor.classify.learning.training import FOLDS, split
from monitor.classify.lexicon import NONE, Lexicon
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, Flags, Grams, Ints
from monitor.classify.scoring.linear_model import Floats, KeyTable, tfidf
from monitor.config_file import read
from monitor.text.clean import clean_text

NAME = "cold_start"
_PENALTY = 0.5
_MOST = 20_000
_SENTENCE = re.compile(r"[。！？；\n]")
_SHARES = {"written": 8.0, "beside": 3.0, "full": 0.7, "title": 1.0, "sentence": 1.0}


@dataclass(frozen=True, slots=True)
class Row:
    """One text to learn from; ``fold`` is -1 for a written one that is kept apart."""

    text: str
    label: str
    kind: str
    fold: int


@dataclass(frozen=True, slots=True)
class Stuff:
    """All rows as features, and the vocabulary's keys with their weight."""

    rows: Sequence[Row]
    classes: Sequence[str]
    features: sparse.csr_matrix
    keys: Ints
    idf: Floats

    def where(self, *kinds: str) -> Flags:
        return np.array([row.kind in kinds for row in self.rows], dtype=np.bool_)

    @property
    def folds(self) -> Ints:
        return np.array([row.fold for row in self.rows], dtype=np.int64)

    @property
    def wanted(self) -> Ints:
        """The number of each row's class, -1 for the trained ones."""
        return np.array(
            [self.classes.index(r.label) if r.label in self.classes else -1 for r in self.rows],
            dtype=np.int64,
        )


def gather(data: Path, *, newer: bool) -> Stuff:
    """Written and real rows as features; with ``newer`` the kept third of the newer file is learnt from, too."""
    taxonomy = read(CONFIG / "taxonomy.yaml", TaxonomyConfig)
    classes = [c.name for c in taxonomy.categories if not c.trained]
    found = [*_written(classes, newer=newer), *_real(data)]
    grams = Alphabet().grams(without_names(row.text for row in found))
    keys, idf = _vocabulary(grams, found)
    return Stuff(found, classes, tfidf(KeyTable(keys), idf, grams), keys, idf)


def _written(classes: Sequence[str], *, newer: bool) -> list[Row]:
    return [
        Row(
            w.text,
            w.label,
            "written" if w.label in classes else "beside",
            -1 if w.kept and not (newer and w.style != "plain") else _fold(w.text),
        )
        for w in written()
    ]


def _fold(text: str) -> int:
    return hashlib.sha256(f"{SEED}:{text}".encode()).digest()[0] % FOLDS


def _real(data: Path) -> list[Row]:
    examples = category_examples(data)
    folds = split(examples).tolist()
    out = [Row(e.text, e.label, "full", fold) for e, fold in zip(examples, folds, strict=True)]
    for number, raw in enumerate(rows(data / "messages_labelled.csv")):
        title, label, fold = clean_text(raw["title"]), examples[number].label, folds[number]
        if 4 < len(title) < 60:
            out.append(Row(title, label, "title", fold))
        sentences = [s for s in _SENTENCE.split(clean_text(raw["detail"])) if 12 <= len(s) <= 45]
        if sentences:
            out.append(Row(sentences[_fold(raw["detail"]) % len(sentences)], label, "sentence", fold))
    return out


def _vocabulary(grams: Grams, found: Sequence[Row]) -> tuple[Ints, Floats]:
    """N-grams in two written messages to learn from or in ten real ones, and how rare each is among the real ones."""
    keys, places = np.unique(grams.keys, return_inverse=True)
    pairs = np.unique(places.astype(np.int64) * grams.size + grams.owners)
    inside, owners = pairs // grams.size, pairs % grams.size
    learnt = np.array([r.kind == "written" and r.fold >= 0 for r in found])
    full = np.array([r.kind == "full" for r in found])
    told = np.bincount(inside, weights=learnt[owners], minlength=len(keys))
    real = np.bincount(inside, weights=full[owners], minlength=len(keys))
    kept = (told >= 2) | (real >= 10)
    idf = np.log((1 + full.sum()) / (3 + real[kept])).astype(np.float32)
    return keys[kept], np.maximum(idf, np.float32(0.1))


def learn(stuff: Stuff, chosen: Flags) -> tuple[Floats, Floats]:
    """Weights ``[n-gram, class]`` and bias from the chosen rows."""
    wanted, columns = stuff.wanted, []
    kinds = np.array([_SHARES["beside"] if r.kind == "written" else _SHARES[r.kind] for r in stuff.rows])
    for label in range(len(stuff.classes)):
        mine = wanted == label
        share = np.where(mine, _SHARES["written"], kinds)
        machine = LinearSVC(C=_PENALTY, tol=1e-2, random_state=SEED)
        machine.fit(stuff.features[chosen], mine[chosen], sample_weight=share[chosen])
        columns.append((machine.coef_[0].astype(np.float32), float(machine.intercept_[0])))
    weights = np.stack([w for w, _ in columns], axis=1)
    return weights, np.array([b for _, b in columns], dtype=np.float32)


def held_out(stuff: Stuff) -> npt.NDArray[np.float32]:
    """Margins of each row from machines that have not seen it; of those kept apart from all others."""
    folds = stuff.folds
    margins = np.zeros((len(stuff.rows), len(stuff.classes)), dtype=np.float32)
    for fold in [-1, *range(FOLDS)]:
        weights, bias = learn(stuff, (folds != fold) & (folds >= 0))
        margins[folds == fold] = np.asarray(stuff.features[folds == fold] @ weights) + bias
    return margins


def train(data: Path, *, newer: bool = True) -> tuple[bytes, dict[str, Any]]:
    """The artefact's bytes and what it is about; figures on the kept third ask for one without ``newer``."""
    stuff = gather(data, newer=newer)
    weights, bias = learn(stuff, stuff.folds >= 0)
    kept = _strongest(weights, stuff.idf)
    quantised, scales = artefact.quantise(weights[kept])
    arrays = {
        "keys": stuff.keys[kept],
        "idf": stuff.idf[kept],
        "weights": quantised,
        "scales": scales,
        "bias": bias,
    }
    about = _about(stuff, len(kept), read(CONFIG / "taxonomy.yaml", TaxonomyConfig).seed_words())
    return artefact.pack(arrays, about), about


def _strongest(weights: Floats, idf: Floats) -> Ints:
    strength = np.abs(weights).max(axis=1) * idf
    return np.sort(np.argsort(-strength, kind="stable")[:_MOST])


def _about(stuff: Stuff, ngrams: int, phrases: Sequence[str]) -> dict[str, Any]:
    full = [row for row in stuff.rows if row.kind == "full"]
    learnt = [row for row in stuff.rows if row.kind == "written" and row.fold >= 0]
    return {
        "data": NAME,
        "labels": list(stuff.classes),
        "temperature": 1.0,
        "ngrams": ngrams,
        "rows": len(full),
        "written": len(learnt),
        "background": _holding([row.text for row in full], phrases),
        "data_sha256": digest_of([Example(row.text, row.label) for row in stuff.rows if row.fold >= 0]),
    }


def _holding(texts: Sequence[str], phrases: Sequence[str]) -> dict[str, int]:
    """In how many texts each phrase stands; those in none are left out."""
    lexicon, counts = Lexicon({"": dict.fromkeys(phrases, 1.0)}), Counter[str]()
    for text in texts:
        counts.update(lexicon.find(text).get("", NONE).words)
    return dict(sorted(counts.items()))


def main() -> int:
    options = parser_of(__doc__).parse_args()
    content, about = train(options.data)
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    (options.out / f"{NAME}.md").write_text(_CARD.format(id=sealed.id, **about), encoding="utf-8")
    told = {k: about[k] for k in ("ngrams", "rows", "written")}
    print(json.dumps({"name": NAME, "bytes": len(content), "id": sealed.id, **told}, ensure_ascii=False))
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## cold_start

Helps to name the eight classes of the taxonomy without training messages (党务政务, 国土资源, 纪检监察, 经济管理, 科技与信息产业, 民政,
农村农业, 政法), beside the words of `config/taxonomy.yaml`; never alone.

- Artefact `{id}`; data SHA-256 `{data_sha256}`.
- Learnt from {written} messages written for this project (`bench/cold_start_written.yaml`, `bench/cold_start_messages.yaml`)
  against {rows} real messages of the seven trained classes, whole, by their titles, and by single sentences. Figures on the third of the
  newer file that is kept by hash come from a machine that did not learn from it (`bench/quality_category.py`).
- {ngrams} character n-grams (n ≤ 3) that occur in two written messages or ten real ones; sublinear TF-IDF; linear SVM, one class
  against the rest, weights as bytes.
- The manifest also counts in how many real messages each word of the taxonomy occurs.
- Limits: one person wrote the messages and the words, so figures on the kept third are better than those on messages by others.
"""


if __name__ == "__main__":
    sys.exit(main())
