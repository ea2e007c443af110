"""Whether somebody tells of an emergency that goes on, in whatever words: weights learnt from labelled texts.

    python -m bench.shipped_alarm [--data ../shared/data] [--out monitor/classify/model]

Eyewitnesses and relatives name no emergency (车祸, 火灾): they say what they see, each in words of his own, so that words added by
reading one writer's posts do not carry over to the next. This model has read the labelled items and the posts in plain speech beside
all that only sounds grave; real messages to a hotline and real headlines stand among them as what is none, though a few of them are.
It sees only n-grams that another shipped model knows, so that looking them up costs nothing. Texts marked ``test`` are never read.
Its first label says whether; the others say which kind, learnt from the emergencies alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bench import gold, own_cases, shipped_relevance
from bench.shared_rows import rows as rows_of
from bench.subject_labels import labelled
from bench.training_run import parser_of
from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.examples import Example, compose, digest_of
from monitor.classify.learning.machine import SEED
from monitor.classify.result import EMERGENCIES
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import BITS, Alphabet, Ints, unpack
from monitor.classify.scoring.learnt import HAPPENS
from monitor.classify.scoring.linear_model import Floats, KeyTable, tfidf
from monitor.config_file import read
from monitor.text.clean import clean_text
from monitor.text.places import RegionsConfig

HERE = Path(__file__).resolve().parent
NAME, POSTS = "alarm", "plain_speech.jsonl"
ITEMS = ("dev", "later_dev", "six_dev", "long_dev", "latest_dev", "scene_dev", "place_dev", "voices_dev")
LABELS = (HAPPENS, *EMERGENCIES)
CHARS = 300
"""So much of a text is read: a post has hardly more, and the model is asked of no longer ones."""
_CALM = 10.0
"""Strength of the logistic regression's regularisation (scikit-learn's C)."""
_AS_BEFORE = 1.05
"""Log odds that are added: with thousands of everyday posts beside them alarms are rarer, and a threshold that an office has set by
the model of before shall mean what it meant."""
_DOCUMENTS = 2
_MANNER = 0.08
"""A single letter that stands in so large a part of the texts (个, 人, 一) tells how people talk, not what happened."""
_OTHERS = ("category", "relevance", "cold_start", "triage")
_MATTERS = "everyday-"
_MAY_BE_ONE = frozenset({"everyday-cry-for-help", "everyday-neutral-report", "everyday-spread-warning"})
_PLAIN = "plain_emergency"
_DATE = re.compile("[年月日号时点许左右上下午周星期昨今明前后天]+")
"""News gives day and hour, posts seldom do; neither tells what happened."""


@dataclass(frozen=True, slots=True)
class Told:
    """A text, whether it tells of an emergency that goes on, and its kind where that is known; ``writer`` as its id names him."""

    text: str
    happens: bool
    kind: str | None = None
    writer: str = ""


def written() -> list[Told]:
    """All texts written for this project that may be learnt from."""
    subjects = list(_subjects())
    read = {told.text for told in subjects}
    others = [told for told in (*_cases(), *_everyday()) if told.text not in read]
    return [*_items(), *_posts(), *others, *subjects]


def _subjects() -> Iterator[Told]:
    """Posts and short matters that a reader has labelled, and the posts beside them that hold no matter."""
    for post in labelled():
        if not post.open:
            yield Told(clean_text(post.text)[:CHARS], post.emergency is not None, post.emergency, post.hand)
    posts = own_cases.read("relevance_posts_cases.yaml")["irrelevant"].items()
    others = ((hand, text) for hand, texts in posts for text in texts)
    others_too = ((hand, text) for label, hand, text in own_cases.subject_posts() if label == "irrelevant")
    for hand, text in [*others, *others_too]:
        yield Told(clean_text(text)[:CHARS], False, None, hand)


def _items() -> Iterator[Told]:
    for name in ITEMS:
        for row in _lines(f"items_{name}.jsonl"):
            label = row["label"]
            kind, framed = label["emergency"], label["severity"] is None
            # A trial or a fire of years ago has a kind and no level: none that goes on. What is a matter all the same is left out.
            if "emergency" in label.get("open", ()) or (kind and framed and label["relevant"]):
                continue
            yield _told(row["item"], None if framed else kind)


def _posts() -> Iterator[Told]:
    for row in _lines(POSTS):
        if row["part"] != "test":
            yield _told(row["item"], row["emergency"])


def _told(item: Mapping[str, Any], kind: str | None) -> Told:
    text = compose(clean_text(item.get("title") or ""), clean_text(item.get("text") or ""))
    name = item["id"]
    return Told(text[:CHARS], kind is not None, kind, name.partition("-")[0] if "-" in name else name[0])


def _cases() -> Iterator[Told]:
    """The cases of relevance that may be learnt from: emergencies in plain words, what is no matter, everyday complaints."""
    for label, kind, text in own_cases.hard_cases():
        if kind in own_cases.KEPT or own_cases.is_for_evaluation(text):
            continue
        if kind == _PLAIN:
            yield Told(text, True)
        elif label != "relevant" or (kind.startswith(_MATTERS) and kind not in _MAY_BE_ONE):
            yield Told(text, False)


def _everyday() -> Iterator[Told]:
    """Complaints, questions and small talk about places of this city: its districts tell of no emergency, though most items name one."""
    for text, *_ in own_cases.read("triage_letters.yaml"):
        yield Told(text, False)
    for text, _, _, _, flags in own_cases.read("triage_manners.yaml"):
        if "rumour" not in flags:
            yield Told(text, False)
    for _, text in shipped_relevance.made_up():
        yield Told(text, False)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (gold.LABELS / name).read_text(encoding="utf-8").splitlines())


def letters(data: Path) -> list[Told]:
    """Real messages to a hotline, none of which is taken for an emergency, though a few are."""
    texts = (
        compose(clean_text(r["title"]), clean_text(r["detail"]))
        for r in rows_of(data / "hotline_messages.csv")
    )
    return [Told(text[:CHARS], False) for text in texts]


def ordinary(data: Path) -> list[Told]:
    """Real messages to a hotline and real headlines."""
    lines = (data / "headlines_general.txt").read_text(encoding="utf-8").splitlines()
    headlines = (clean_text(line.rpartition("\t")[0])[:CHARS] for line in lines)
    return [*letters(data), *(Told(text, False) for text in headlines)]


def train(own: Sequence[Told], beside: Sequence[Told]) -> tuple[bytes, dict[str, Any]]:
    """The artefact's bytes and what it is about; the vocabulary is that of its ``own`` texts."""
    found = [*own, *beside]
    keys, documents = _vocabulary(own)
    idf = (np.log((1 + len(own)) / (1 + documents)) + 1).astype(np.float32)
    rows = tfidf(KeyTable(keys), idf, Alphabet().grams(without_names(told.text for told in found)))
    weights, bias = _learn(rows, found)
    bias[0] += _AS_BEFORE
    quantised, scales = artefact.quantise(weights)
    about = {
        "data": NAME,
        "labels": list(LABELS),
        "temperature": 1.0,
        "ngrams": len(keys),
        "rows": len(own),
        "emergencies": sum(told.happens for told in own),
        "beside": len(beside),
        "chars": CHARS,
        "data_sha256": digest_of([Example(t.text, json.dumps([t.happens, t.kind])) for t in found]),
    }
    arrays: artefact.Arrays = {"keys": keys, "idf": idf, "weights": quantised, "scales": scales, "bias": bias}
    return artefact.pack(arrays, about), about


def _vocabulary(own: Sequence[Told]) -> tuple[Ints, Ints]:
    """The sorted n-grams that occur in enough texts and that another model looks up anyway, and in how many they occur."""
    grams = Alphabet().grams([told.text for told in own])
    found, places = np.unique(grams.keys, return_inverse=True)
    pairs = np.unique(places.astype(np.int64) * grams.size + grams.owners)
    documents = np.bincount(pairs // grams.size)
    places_named = grams_of_places()
    known = np.unique(np.concatenate([artefact.shipped(name).model.keys for name in _OTHERS]))
    kept = (documents >= _DOCUMENTS) & np.isin(found, known)
    kept &= (found >> BITS > 0) | (documents < _MANNER * len(own))
    kept &= np.array(
        [not (_DATE.fullmatch(gram) or gram in places_named) for gram in map(unpack, found.tolist())]
    )
    return found[kept], documents[kept]


def grams_of_places() -> frozenset[str]:
    """All pieces of the names of this city's places: where the items lie tells nothing of what happened."""
    names = read(HERE.parent / "config/regions.yaml", RegionsConfig).names
    return frozenset(name[i : i + n] for name in names for n in (2, 3) for i in range(len(name) - n + 1))


def _learn(rows: sparse.csr_matrix, found: Sequence[Told]) -> tuple[Floats, Floats]:
    """Weights ``[n-gram, label]`` and bias, as log odds: whether by all texts, the kinds by those that tell theirs."""
    happens, kinds = np.array([t.happens for t in found]), np.array([t.kind or "" for t in found])
    machines = [_machine().fit(rows, happens)]
    of_kind = np.flatnonzero(kinds != "")
    machines += [_machine().fit(rows[of_kind], kinds[of_kind] == kind) for kind in EMERGENCIES]
    weights = np.stack([m.coef_[0] for m in machines], axis=1).astype(np.float32)
    return weights, np.array([m.intercept_[0] for m in machines], dtype=np.float32)


def _machine() -> LogisticRegression:
    return LogisticRegression(C=_CALM, max_iter=3000, random_state=SEED)


def main() -> int:
    options = parser_of(__doc__).parse_args()
    content, about = train(written(), ordinary(options.data))
    (options.out / f"{NAME}.npz").write_bytes(content)
    sealed = artefact.unpack(content, NAME)
    (options.out / f"{NAME}.md").write_text(_CARD.format(id=sealed.id, **about), encoding="utf-8")
    told = {"name": NAME, "bytes": len(content), "id": sealed.id, **{k: about[k] for k in ("ngrams", "rows")}}
    print(json.dumps(told, ensure_ascii=False))
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## alarm

Says whether somebody tells of an emergency that goes on, where no word of `config/emergency.yaml` does, and of which kind.

- Artefact `{id}`; data SHA-256 `{data_sha256}`.
- Learnt from {rows} texts written for this project, of which {emergencies} tell of an emergency (labelled items and posts in plain
  speech of `bench/labels`, never those marked test; cases of `bench/relevance_*_cases.yaml` that are not for evaluation; posts and
  short matters labelled by what they are about), beside
  {beside} real messages to a hotline and real headlines as what is none.
- {ngrams} character n-grams (n ≤ 3) that occur in two of them and that another model knows, without names of this city's places, dates, and single letters
  that stand everywhere; the first {chars} characters; sublinear
  TF-IDF; logistic regression, one label against the rest, weights as bytes.
- What it alone says is unsure: the item waits for a person, its level is provisional and no graver than its numbers.
- Limits: most of the posts in plain speech are by one writer; by how much it hears less of the next is told in decision 0045.
"""


if __name__ == "__main__":
    sys.exit(main())
