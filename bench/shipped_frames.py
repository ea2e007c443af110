"""Whether what tells of many dead is retold: weights over n-grams learnt from labelled texts of many hands.

    python -m bench.shipped_frames [--data ../shared/data] [--out monitor/classify/model]

A serial, a lesson, a trial, a memory, a year's figures name as many dead as news does; rules that name each kind of them do not know the
next. This model has read labelled emergencies of the day beside what is none, without the numbers, the dead and the name of what befell
them, so that only the way of telling is left. Headlines of the former stand in it once more by themselves: they show no trait of a
day. Texts marked ``test`` and values kept aside are never read.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench import gold, gram_machine
from bench.shipped_figures import writer_of
from bench.tellings import not_now, now
from bench.tellings.events import KINDS, PLACES
from bench.training_run import parser_of
from monitor.classify.emergencies.frame_reader import RETOLD, masked
from monitor.classify.emergencies.frame_traits import READ_CHARS, TOLL
from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.examples import Example, compose, digest_of
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, Ints
from monitor.classify.scoring.linear_model import Floats, KeyTable, tfidf
from monitor.text.clean import clean_text

NAME = "frames"
_LABELS = Path(__file__).resolve().parent / "labels"
_CALM, _DOCUMENTS, _PARTS = 3.0, 5, 8
_AT = (0.3, 0.6, 0.9, 1.2)
_ASIDE = 3
_NUMBERS = (3, 12, 31)
# What may tell of somebody's death or of what it comes of; the rest of the labelled texts says nothing here.
_OF_HARM = re.compile(f"{TOLL.pattern}|[死亡埋炸塌火沉撞翻]")


@dataclass(frozen=True, slots=True)
class Telling:
    """A text as the model reads it, whether it is retold, and by whom it is."""

    text: str
    retold: bool
    writer: str


def written(data: Path) -> list[Telling]:
    """All labelled texts that may be learnt from."""
    return [*_items(), *_corpus(data), *_posts(), *_composed(), *_taught()]


def _items() -> Iterator[Telling]:
    for path in sorted(_LABELS.glob("items*_dev.jsonl")):
        for row in _lines(path.name):
            item, label = row.get("item", row), row.get("label") or row.get("labels") or row
            if {"severity", "emergency"}.isdisjoint({*label.get("open", ()), *row.get("open", ())}):
                yield from _told(item, label.get("severity") is None, writer_of(item["id"]))


def _corpus(data: Path) -> Iterator[Telling]:
    for item, label in gold.news(data, "dev"):
        if "severity" not in label.get("open", ()):
            yield from _told({"title": item.title, "text": item.text}, label["severity"] is None, "news")


def _posts() -> Iterator[Telling]:
    for row in _lines("plain_speech.jsonl"):
        if row["part"] != "test":
            yield from _told(row["item"], not row["happens"], "plain")


def _taught() -> Iterator[Telling]:
    for row in _lines("frames_taught.jsonl"):
        yield from _told(row["item"], not row["current"], "taught")


def _composed() -> Iterator[Telling]:
    """The values that may be looked at, each twice."""
    for values, retold in ((not_now.FRAMES, True), (now.FRAMES, False)):
        for n, (title, text) in enumerate(values):
            for m in range(n % _ASIDE < _ASIDE - 1 and 2):
                fill = {
                    "c": PLACES[(n + m) % len(PLACES)],
                    "e": KINDS[(n + 2 * m) % len(KINDS)],
                    "n": _NUMBERS[(n + m) % len(_NUMBERS)],
                }
                yield from _told(
                    {"title": title.format(**fill), "text": text.format(**fill)}, retold, "composed"
                )


def _told(item: dict[str, Any], retold: bool, writer: str) -> Iterator[Telling]:
    title, text = clean_text(item.get("title") or ""), clean_text(item.get("text") or "")
    if not _OF_HARM.search(title + text):
        return
    yield Telling(masked(compose(title, text)), retold, writer)
    if not retold and TOLL.search(title):
        yield Telling(masked(title), False, writer)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, (_LABELS / name).read_text(encoding="utf-8").splitlines())


def train(found: Sequence[Telling]) -> tuple[bytes, dict[str, Any], list[str]]:
    """The artefact's bytes, what it is about, and the lines of the card on writers left out."""
    keys, idf, weights, bias = _learn(found)
    quantised, scales = artefact.quantise(weights)
    about = {
        "data": NAME,
        "labels": [RETOLD],
        "temperature": 1.0,
        "ngrams": len(keys),
        "rows": len(found),
        "retold": sum(t.retold for t in found),
        "writers": len({t.writer for t in found}),
        "chars": READ_CHARS,
        "data_sha256": digest_of([Example(t.text, json.dumps(t.retold)) for t in found]),
    }
    arrays: artefact.Arrays = {"keys": keys, "idf": idf, "weights": quantised, "scales": scales, "bias": bias}
    return artefact.pack(arrays, about), about, list(_left_out(found))


def _learn(found: Sequence[Telling]) -> tuple[Ints, Floats, Floats, Floats]:
    """The n-grams, how rare each is, their weights and the bias."""
    keys, idf, rows = gram_machine.table([one.text for one in found], _DOCUMENTS)
    return keys, idf, *gram_machine.learn(rows, [one.retold for one in found], _CALM)


def _left_out(found: Sequence[Telling]) -> Iterator[str]:
    """What models of the others believe of an eighth of the writers at a time."""
    margins = np.zeros(len(found))
    part = {writer: n % _PARTS for n, writer in enumerate(sorted({t.writer for t in found}))}
    for n in range(_PARTS):
        own = np.array([part[t.writer] == n for t in found])
        others = [t for t in found if part[t.writer] != n]
        keys, idf, weights, bias = _learn(others)
        grams = Alphabet().grams(without_names(t.text for t in found if part[t.writer] == n))
        margins[own] = (tfidf(KeyTable(keys), idf, grams) @ weights + bias)[:, 0]
    retold = np.array([t.retold for t in found])
    for least in _AT:
        held = margins >= least
        yield (
            f"from {least} on: {int((held & retold).sum())} of {int(retold.sum())} that are retold, "
            f"{int((held & ~retold).sum())} of {int((~retold).sum())} of the day"
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

## frames

Says whether a text that tells of the dead only retells them: a serial, a lesson, a trial, a memory, a year's figures, a question. It is
asked only of what the rules would grade, and believed only where the text shows no trait of fresh news; where it shows one, the level
becomes provisional.

- Artefact `{id}`; data SHA-256 `{data_sha256}`.
- Learnt from {rows} labelled texts of {writers} writers (`bench/labels`, never those marked test, the corpus' own, and the values of
  `bench/tellings` that may be looked at), {retold} of them retold or none; open levels are left out.
- {ngrams} character n-grams (n ≤ 3) that occur in five of them, without people's names, numbers, words of death and of what befell;
  the first {chars} characters; sublinear TF-IDF; logistic regression, both sides of equal weight, weights as bytes.
- Limits: written texts of few hands; the tellings are by the writers of the rules.

An eighth of the writers left out at a time, whatever traits the texts show, of all:

{told}
"""


if __name__ == "__main__":
    sys.exit(main())
