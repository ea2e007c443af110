"""How grave a matter sounds, whatever its numbers: weights over n-grams learnt from labelled texts of many hands.

    python -m bench.shipped_gravity [--data ../shared/data] [--out monitor/classify/model]

Whoever saw it counts coffins, beds and names that are not called any more; no pattern of numbers reads the next writer's way of saying
that (a third of the I and II of fresh writers were graded less). What carries over is how such texts sound. This model says of a text how
likely it is I or II; it has read the labelled emergencies beside all that only sounds grave, and texts marked ``test`` never.
The card tells how many it finds of each writer left out, at so many others wrongly.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench import gold, gram_machine, shipped_alarm
from bench.shipped_figures import writer_of
from bench.training_run import parser_of
from monitor.classify.grading.gravity_of_words import CHARS
from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.examples import Example, compose, digest_of
from monitor.classify.result import GRAVE
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, Ints
from monitor.classify.scoring.learnt import GRAVITY
from monitor.classify.scoring.linear_model import Floats, KeyTable, tfidf
from monitor.text.clean import clean_text

NAME = "gravity"
_CALM = 10.0
_DOCUMENTS = 3
_AT = (0.5, 0.55, 0.6, 0.65)
_CALMER = "plain"
"""The writer's name of posts that only sound grave and of real letters to a hotline; they are in every training and measured with none."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A text, whether it is labelled I or II, whether it tells of an emergency at all, and by whom it is."""

    text: str
    grave: bool
    happens: bool
    writer: str


def written(data: Path) -> list[Graded]:
    """All labelled texts that may be learnt from; open levels are left out."""
    beside = [Graded(told.text, False, False, _CALMER) for told in shipped_alarm.letters(data)]
    return [*_items(), *_corpus(data), *_calm(), *beside]


def _items() -> Iterator[Graded]:
    for name in shipped_alarm.ITEMS:
        for row in shipped_alarm._lines(f"items_{name}.jsonl"):
            label, item = row["label"], row["item"]
            if "severity" not in label.get("open", ()):
                text = compose(clean_text(item.get("title") or ""), clean_text(item.get("text") or ""))
                yield _graded(text, label["severity"], writer_of(item["id"]))


def _corpus(data: Path) -> Iterator[Graded]:
    for item, label in gold.news(data, "dev"):
        if "severity" not in label.get("open", ()):
            text = compose(clean_text(item.title), clean_text(item.text))
            yield _graded(text, label["severity"], "news")


def _calm() -> Iterator[Graded]:
    for told in shipped_alarm._posts():
        if not told.happens:
            yield Graded(told.text[:CHARS], False, False, _CALMER)


def _graded(text: str, level: str | None, writer: str) -> Graded:
    return Graded(text[:CHARS], level in GRAVE, level is not None, writer)


def train(found: Sequence[Graded]) -> tuple[bytes, dict[str, Any], list[str]]:
    """The artefact's bytes, what it is about, and the lines of the card on writers left out."""
    keys, idf, weights, bias = _learn(found)
    quantised, scales = artefact.quantise(weights)
    about = {
        "data": NAME,
        "labels": [GRAVITY],
        "temperature": 1.0,
        "ngrams": len(keys),
        "rows": len(found),
        "grave": sum(g.grave for g in found),
        "writers": len({g.writer for g in found}),
        "chars": CHARS,
        "data_sha256": digest_of([Example(g.text, json.dumps([g.grave, g.happens])) for g in found]),
    }
    arrays: artefact.Arrays = {"keys": keys, "idf": idf, "weights": quantised, "scales": scales, "bias": bias}
    return artefact.pack(arrays, about), about, list(_left_out(found))


def _learn(found: Sequence[Graded]) -> tuple[Ints, Floats, Floats, Floats]:
    """The n-grams, how rare each is, their weights and the bias."""
    keys, idf, rows = gram_machine.table([one.text for one in found], _DOCUMENTS)
    return keys, idf, *gram_machine.learn(rows, [one.grave for one in found], _CALM)


def _left_out(found: Sequence[Graded]) -> Iterator[str]:
    """What trees of the others believe of each writer's texts, all writers together and the posts (o…) apart."""
    odds = np.zeros(len(found))
    for writer in sorted({g.writer for g in found} - {_CALMER}):
        own = np.array([g.writer == writer for g in found])
        others = [g for g in found if g.writer != writer]
        keys, idf, weights, bias = _learn(others)
        grams = Alphabet().grams(without_names(g.text for g in found if g.writer == writer))
        odds[own] = 1 / (1 + np.exp(-(tfidf(KeyTable(keys), idf, grams) @ weights + bias)[:, 0]))
    for name, asked in (
        ("eyewitnesses and callers", [n for n, g in enumerate(found) if g.writer.startswith("o")]),
        (
            "all others",
            [n for n, g in enumerate(found) if not g.writer.startswith("o") and g.writer != _CALMER],
        ),
    ):
        for least in _AT:
            held = [found[n] for n in asked if odds[n] >= least]
            graver = sum(g.grave for g in held)
            lighter = sum(g.happens and not g.grave for g in held)
            none = sum(not g.happens for g in held)
            yield (
                f"{name}, from {least} on: {graver} of {sum(found[n].grave for n in asked)} I and II, "
                f"{lighter} of {sum(found[n].happens and not found[n].grave for n in asked)} other emergencies, "
                f"{none} of {sum(not found[n].happens for n in asked)} that tell of none"
            )


def main() -> int:
    options = parser_of(__doc__).parse_args()
    content, about, lines = train(written(options.data))
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    told = "\n".join(f"- {line}" for line in lines)
    (options.out / f"{NAME}.md").write_text(_CARD.format(id=sealed.id, told=told, **about), encoding="utf-8")
    print(json.dumps({"name": NAME, "bytes": len(content), "id": sealed.id, "ngrams": about["ngrams"]}))
    print(told)
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## gravity

Says how likely an emergency is I or II by how it is told, whatever numbers the rules read. It raises attention only: no level, no track,
no clock rests on it (decision 0052).

- Artefact `{id}`; data SHA-256 `{data_sha256}`.
- Learnt from {rows} labelled texts of {writers} writers (`bench/labels`, never those marked test, and the corpus' own), {grave} of them
  I or II, beside posts that only sound grave and real letters to a hotline; open levels are left out.
- {ngrams} character n-grams (n ≤ 3) that occur in three of them, without people's names; the first {chars} characters; sublinear TF-IDF;
  logistic regression, both sides of equal weight, weights as bytes.
- Limits: written texts of few hands; how real posts sound it does not know.

Each writer left out, of all:

{told}
"""


if __name__ == "__main__":
    sys.exit(main())
