"""Who is in charge of a letter, learnt from real letters and from posts.

    python -m bench.shipped_letters [--data ../shared/data] [--out monitor/classify/model]

Real letters to a hotline and a mailbox (``bench/labels/letters_taught.jsonl``), the letters written for this project that may be read, and
the posts of ``bench/shipped_subjects.py``, all labelled by reading. The machine hears only n-grams that the models of the panel look up
anyway, and of these the ones that tell most: it is asked once they have answered and costs no look-up of its own.

How much the words of the office count beside is weighed on lots of letters that the machine has not read.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.shipped_alarm import grams_of_places
from bench.subject_labels import Labelled, labelled
from bench.subject_labels import letters as labelled_letters
from bench.training_run import parser_of
from bench.weighing import FOLDS, LEAST, Office, fold_of, is_letter, weigh_organ
from monitor.classify.learning.examples import Example, digest_of
from monitor.classify.learning.features import Prepared, Recipe, narrowed, prepare, strongest, telling
from monitor.classify.learning.machine import SEED, Machine
from monitor.classify.scoring import artefact
from monitor.classify.scoring.correction_words import ORGAN
from monitor.classify.scoring.grams import Alphabet, unpack
from monitor.classify.scoring.linear_model import Floats, tfidf
from monitor.text.key_table import KeyTable

NAME = "letters"
OTHERS = ("category", "relevance", "cold_start", "triage", "alarm")
"""The models whose n-grams are looked up for every text."""
RECIPE = Recipe(
    documents=5,
    most=24_000,
    machine=Machine(penalty=1.0, contrast=0.3, tolerance=1e-2),
    title_weight=0.0,
    word_emphasis=0.5,
)


def examples_of(matters: Sequence[Labelled]) -> list[Example]:
    """The matters with their organ, but those whose organ too few texts name to be learnt."""
    many = Counter(matter.organs[0] for matter in matters)
    return [Example(m.text, m.organs[0]) for m in matters if many[m.organs[0]] >= LEAST]


def laid_out(matters: Sequence[Labelled]) -> Prepared:
    """The examples over the n-grams that others look up, but pieces of this city's places."""
    made = prepare(examples_of(matters), RECIPE, name=NAME)
    known = np.unique(np.concatenate([artefact.shipped(name).model.keys for name in OTHERS]))
    places = grams_of_places()
    kept = np.isin(made.keys, known) & np.array([unpack(key) not in places for key in made.keys.tolist()])
    return narrowed(made, np.flatnonzero(kept), RECIPE)


def learn(made: Prepared, read: NDArray[np.bool_]) -> tuple[Prepared, Floats, Floats]:
    """The n-grams that tell most by some of the examples, with weights ``[n-gram, organ]`` and bias from those alone."""
    first, _ = RECIPE.machine.learn(made.material.part(read))
    small = narrowed(made, strongest(first, made.idf, RECIPE.most), RECIPE)
    return (small, *RECIPE.machine.learn(small.material.part(read)))


def held_out(made: Prepared, folds: NDArray[np.int64], asked: NDArray[np.bool_]) -> Floats:
    """Margins ``[example, organ]`` of those asked, by who has read nothing of their lot."""
    out = np.zeros((len(folds), len(made.labels)), dtype=np.float32)
    for fold in range(FOLDS):
        small, weights, bias = learn(made, folds != fold)
        mine = np.flatnonzero((folds == fold) & asked)
        out[mine] = np.asarray(small.material.rows[mine] @ weights) + bias
    return out


def train(data: Path) -> tuple[bytes, dict[str, Any]]:
    """The artefact's bytes and what it is about."""
    posts, letters = labelled(), labelled_letters(data)
    matters = [*letters, *posts]
    made = laid_out(matters)
    learnt = np.array([m.organs[0] in made.labels for m in matters])
    told = [m for m, has in zip(matters, learnt, strict=True) if has]
    folds, written = np.array([fold_of(m.hand) for m in told]), np.array([is_letter(m) for m in told])
    small, weights, bias = learn(made, np.ones(len(told), dtype=np.bool_))
    # Whose organ is not learnt has been read by none.
    rows = tfidf(KeyTable(small.keys), small.idf, Alphabet().grams([m.text for m in matters]))
    margins = np.asarray(rows @ weights) + bias
    margins[learnt] = held_out(made, folds, written)
    office = Office.of(letters)
    classes = {n: office.class_of_letter(n) for n in range(len(letters))}
    reached = weigh_organ(office, dict(enumerate(letters)), classes, margins, made.labels)
    quantised, scales = artefact.quantise(weights)
    about = {
        "data": NAME,
        "labels": [ORGAN + organ for organ in made.labels],
        "temperature": 1.0,
        "ngrams": len(small.keys),
        "letters": len(letters),
        "posts": len(posts),
        "seed": SEED,
        "data_sha256": digest_of([Example(m.text, json.dumps(m.organs)) for m in matters]),
        "of_organ": reached.weights,
        "reached": {"organ": reached.own, "organ_stands": reached.stands},
    }
    arrays: artefact.Arrays = {
        "keys": small.keys,
        "idf": small.idf,
        "weights": quantised,
        "scales": scales,
        "bias": bias,
        "telling": telling(small.keys, small.wordness),
    }
    return artefact.pack(arrays, about), about


def main() -> int:
    options = parser_of(__doc__).parse_args()
    content, about = train(options.data)
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    counts = ", ".join(f"{part} {weight:+.2f}" for part, weight in about["of_organ"].items())
    facts = {**about, **about["reached"], "of_organ": counts, "organs": len(about["labels"])}
    (options.out / f"{NAME}.md").write_text(_CARD.format(id=sealed.id, **facts), encoding="utf-8")
    print(json.dumps({"name": NAME, "bytes": len(content), "id": sealed.id, **about["reached"]}))
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## letters

Which organ is in charge of a letter (hotline, mailbox).

- Artefact `{id}`; training data SHA-256 `{data_sha256}`; seed {seed}.
- Learnt from {letters} letters, all but a hundred real ones to a hotline and a mailbox, labelled by readers who had not seen the program, and from
  {posts} posts and short matters labelled in the same way. The letters of `hotline_subjects.jsonl` and near copies of them are never seen.
- {ngrams} character n-grams (n ≤ 3) that the other models look up anyway; one linear SVM for {organs} organs, each n-gram weighed first by how far
  it tells an organ.
- Beside its margins count the points of the words in `config/organs.yaml` and who is in charge of the class ({of_organ}). Weighed on lots of
  letters left out.
- On lots left out the organ is the reader's own for {organ}, one that he would let stand for {organ_stands}.
- Limits: the labels are one reader's a letter, in one pass, by fourteen readers who differ where offices do (noise, new homes, water); organs of
  which fewer than ten texts speak are named by their words alone. What an office's officers correct is learnt beside it, in the office's category
  model.
"""


if __name__ == "__main__":
    sys.exit(main())
