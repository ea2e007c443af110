"""The chooser of a document's final numbers: learnt from all labelled development items, judged by leaving each writer out.

    python -m bench.shipped_figures [--data ../shared/data] [--out monitor/classify/model]

1. Weights over the signs around each count, one logistic regression a figure: does this count tell the figure, whole or in part?
   Where a label's number stands several times in a text, only those count that a first round finds likely (2 is also a storey).
2. Trees over the traits of each account: is this number the label's?

The card tells how often the choice is right for writers left out, and what ``rereading/raising.py`` would have mended and spoilt of
the answers that programs of before gave on texts that nobody had read (``labels/answers_before_reading.jsonl``).
The same labels give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bench import gold
from bench.figure_history import alone, before_reading, beside
from bench.training_run import parser_of
from monitor.classify.learning.machine import SEED
from monitor.classify.rereading.accounts import FATES, FIGURES, TRAITS, Account, Accounts
from monitor.classify.rereading.chooser import SEPARATOR, Choice, Forest
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.signs import Count, counts_of, ledgers
from monitor.classify.scoring import artefact
from monitor.text.clean import clean

NAME = "figures"
_DOCUMENTS = 5
_CALM, _LIKELY_OF_BEST = 0.15, 0.4
_TREES, _LEAVES, _AT_LEAST, _RATE = 120, 8, 15, 0.06
_MOST_PARTS = 5
_WRITER = re.compile("[a-z]+\\d*(?=-)|[a-z]")
_SETS = (gold.own, gold.later, gold.six, gold.long, gold.latest, gold.scene, gold.place)
Table = Any


@dataclass(slots=True)
class Sheet:
    """A labelled item: its counts, and how likely weights that know nothing of its writer find each of them for each figure."""

    id: str
    writer: str
    label: Mapping[str, Any]
    books: tuple[Ledger, Ledger]
    counts: list[Count]
    odds: list[list[float]] = field(default_factory=list)

    def asked(self, name: str) -> bool:
        """Whether the label says something of a figure that no second reader doubts."""
        return name in self.label and name not in self.label.get("open", ())

    def number(self, name: str) -> int | None:
        """The labelled number; a stated none counts as none, since the chooser leaves it to the rules."""
        return self.label[name] or None


def sheets(data: Path) -> list[Sheet]:
    """All labelled development items that tell of an emergency, the corpus' among them."""
    pairs = [pair for read in _SETS for pair in read("dev")] + gold.news(data, "dev")
    out = []
    for item, label in pairs:
        if label.get("emergency"):
            heading, text = ledgers(clean(item.title), clean(item.text))
            day = item.published_at.date() if item.published_at else None
            books = Ledger(heading, day), Ledger(text, day)
            out.append(Sheet(item.id, writer_of(item.id), label, books, counts_of(*books)))
    return out


def writer_of(id_: str) -> str:
    """Who wrote an item, by its id."""
    found = _WRITER.match(id_)
    return found[0] if found else id_


class Signs:
    """The signs of all counts as one table, and what the labels say of each count."""

    def __init__(self, found: Sequence[Sheet]) -> None:
        self.sheets = found
        seen = Counter(sign for s in found for sign in {t for c in s.counts for t in c.signs})
        known = {
            sign for sign, documents in seen.items() if documents >= _DOCUMENTS and SEPARATOR not in sign
        }
        self._vectors = DictVectorizer()
        self.table: Table = self._vectors.fit_transform(
            [dict.fromkeys(sorted(c.signs & known), 1) for s in found for c in s.counts]
        )
        self.names: list[str] = self._vectors.feature_names_
        self.writers = np.array([s.writer for s in found for _ in s.counts])

    def learn(self) -> tuple[np.ndarray, np.ndarray]:
        """Weights ``[sign, figure]`` and biases of all items; the sheets get the odds of weights without their own writer."""
        weights, bias, odds = [], [], []
        for name in FIGURES:
            told = self._told(name)
            told = self._likely(told, self._left_out(told))
            odds.append(self._left_out(told))
            machine = _machine().fit(self.table[told >= 0], told[told >= 0])
            weights.append(machine.coef_[0])
            bias.append(machine.intercept_[0])
        rows = iter(np.column_stack(odds).tolist())
        for sheet in self.sheets:
            sheet.odds = [next(rows) for _ in sheet.counts]
        return np.column_stack(weights), np.array(bias)

    def _told(self, name: str) -> np.ndarray:
        """1 for a count that tells a figure, 0 for another, -1 where the label is open."""
        return np.array(
            [
                int(n in telling) if sheet.asked(name) else -1
                for sheet in self.sheets
                for telling in (_telling(sheet, name) if sheet.asked(name) else set(),)
                for n in range(len(sheet.counts))
            ]
        )

    def _left_out(self, told: np.ndarray) -> np.ndarray:
        odds = np.zeros(len(told))
        for writer in sorted(set(self.writers)):
            own = self.writers == writer
            rows = ~own & (told >= 0)
            odds[own] = _machine().fit(self.table[rows], told[rows]).predict_proba(self.table[own])[:, 1]
        return odds

    def _likely(self, told: np.ndarray, odds: np.ndarray) -> np.ndarray:
        out, row = told.copy(), 0
        for sheet in self.sheets:
            places: dict[int, list[int]] = {}
            for count in sheet.counts:
                if told[row] == 1:
                    places.setdefault(count.number, []).append(row)
                row += 1
            for rows in places.values():
                best = max(odds[r] for r in rows)
                out[[r for r in rows if odds[r] < _LIKELY_OF_BEST * best]] = 0
        return out


def _machine() -> LogisticRegression:
    return LogisticRegression(C=_CALM, max_iter=300, solver="liblinear", random_state=SEED)


def _telling(sheet: Sheet, name: str) -> set[int]:
    """The counts that tell the labelled number; where none does, those that follow each other and add up to it."""
    number, fates = sheet.number(name), FATES[name]
    if number is None:
        return set()
    if equal := {n for n, c in enumerate(sheet.counts) if c.number == number}:
        return equal
    related = [
        n
        for n, c in enumerate(sheet.counts)
        if not c.titled and c.number < number and fates & ({t.fate for t in c.entry.told} | set(c.entry.met))
    ]
    for size in range(2, _MOST_PARTS + 1):
        for start in range(len(related) - size + 1):
            parts = related[start : start + size]
            if sum(sheet.counts[n].number for n in parts) == number:
                return set(parts)
    return set()


def _accounts(found: Iterable[Sheet], name: str) -> list[tuple[Sheet, Account]]:
    return [(s, a) for s in found if s.asked(name) for a in Accounts(name, s.counts, s.odds, s.books).all()]


def _trees(rows: Sequence[tuple[Sheet, Account]], name: str) -> HistGradientBoostingClassifier:
    table = np.array([account.traits for _, account in rows])
    right = np.array([account.number == sheet.number(name) for sheet, account in rows])
    trees = HistGradientBoostingClassifier(
        max_iter=_TREES,
        learning_rate=_RATE,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=_AT_LEAST,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=SEED,
    )
    return trees.fit(table, right)


def _grown(trees: HistGradientBoostingClassifier) -> tuple[dict[str, np.ndarray], float, int]:
    """The trees as arrays ``[tree, node]``, the log odds that they start from, and how deep they are."""
    grown = [predictor[0].nodes for predictor in trees._predictors]
    size = max(len(nodes) for nodes in grown)
    out: dict[str, np.ndarray] = {
        "trait": np.zeros((len(grown), size), np.int16),
        "limit": np.zeros((len(grown), size)),
        "leaf": np.zeros((len(grown), size)),
        "left": np.tile(np.arange(size, dtype=np.int16), (len(grown), 1)),
        "right": np.tile(np.arange(size, dtype=np.int16), (len(grown), 1)),
    }
    for tree, nodes in enumerate(grown):
        for n, node in enumerate(nodes):
            if node["is_leaf"]:
                out["leaf"][tree, n] = node["value"]
            else:
                out["trait"][tree, n], out["limit"][tree, n] = node["feature_idx"], node["num_threshold"]
                out["left"][tree, n], out["right"][tree, n] = node["left"], node["right"]
    depth = max(int(node["depth"]) for nodes in grown for node in nodes)
    return out, float(np.ravel(trees._baseline_prediction)[0]), depth


def held_out(found: Sequence[Sheet], names: Sequence[str] = FIGURES) -> dict[str, dict[str, list[Choice]]]:
    """What trees that know nothing of its writer choose for each figure of each item, by id."""
    out: dict[str, dict[str, list[Choice]]] = {sheet.id: {} for sheet in found}
    for name in names:
        rows = _accounts(found, name)
        for writer in sorted({sheet.writer for sheet in found}):
            arrays, base, depth = _grown(_trees([r for r in rows if r[0].writer != writer], name))
            own = [r for r in rows if r[0].writer == writer]
            odds = Forest(arrays, base, depth).odds([account.traits for _, account in own]).tolist()
            for (sheet, account), p in zip(own, odds, strict=True):
                out[sheet.id].setdefault(name, []).append(Choice(account, p, p))
        for told in out.values():
            whole = sum(c.odds for c in told.get(name, ()))
            told[name] = sorted(
                (Choice(c.account, c.odds / whole, c.odds) for c in told.get(name, ())),
                key=lambda c: -c.share,
            )
    return out


def train(data: Path) -> tuple[bytes, dict[str, Any], list[Sheet]]:
    """The artefact's bytes, what it is about, and the sheets with the odds of writers left out."""
    found = sheets(data)
    signs = Signs(found)
    weights, bias = signs.learn()
    quantised, scales = artefact.quantise(weights.astype(np.float32))
    kept = np.abs(quantised).max(axis=1) > 1
    grown = [_grown(_trees(_accounts(found, name), name)) for name in FIGURES]
    size = max(arrays["leaf"].shape[1] for arrays, _, _ in grown)
    arrays = {key: np.stack([_wide(a[key], size) for a, _, _ in grown]) for key in grown[0][0]}
    names = [name for name, keep in zip(signs.names, kept, strict=True) if keep]
    about = {
        "data": NAME,
        "labels": list(FIGURES),
        "traits": list(TRAITS),
        "rows": len(found),
        "writers": len({s.writer for s in found}),
        "signs": len(names),
        "depth": max(depth for _, _, depth in grown),
        "seed": SEED,
        "data_sha256": _digest(found),
    }
    content = artefact.pack(
        {
            "signs": np.frombuffer(SEPARATOR.join(names).encode(), np.uint8),
            "weights": quantised[kept],
            "scales": scales,
            "bias": bias,
            "base": np.array([base for _, base, _ in grown]),
            **arrays,
        },
        about,
    )
    return content, about | {"trait_count": len(TRAITS)}, found


def _wide(nodes: np.ndarray, size: int) -> np.ndarray:
    return np.pad(nodes, ((0, 0), (0, size - nodes.shape[1])))


def _digest(found: Iterable[Sheet]) -> str:
    told = [[s.id, s.books[0].text, s.books[1].text, [s.label.get(n) for n in FIGURES]] for s in found]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def main() -> int:
    options = parser_of(__doc__).parse_args()
    content, about, found = train(options.data)
    chosen = held_out(found)
    figures = [*alone(found, chosen), *beside(before_reading(), chosen)]
    (options.out / f"{NAME}.npz").write_bytes(content)
    told = "\n".join(f"- {line}" for line in figures)
    seal = artefact.parts(options.out / f"{NAME}.npz")[0]["sha256"]
    card = _CARD.format(id=seal[:12], told=told, **about)
    (options.out / f"{NAME}.md").write_text(card, encoding="utf-8")
    print(json.dumps({"name": NAME, "bytes": len(content), "id": seal[:12]}))
    return 0


_CARD = """# Model card

Written by the training run; do not edit.

## figures

Chooses which number a report of an emergency comes to (deaths, injured, badly hurt), beside the rules and knowing none of them; it may
only raise or fill (`monitor/classify/rereading/raising.py`, decision 0046).

- Artefact `{id}`; data SHA-256 `{data_sha256}`; seed {seed}.
- Learnt from {rows} labelled development items by {writers} writers (`bench/labels`, and the corpus' own), whose labels no reader doubts.
- {signs} signs around a count (pairs and triples of letters, what the ledger books) that occur in five of them, one logistic
  regression a figure, weights as bytes; over them small trees on {trait_count} traits of each number.
- Limits: few writers; a number that nobody wrote and no sum of counts comes to is never chosen; a stated none is left to the rules.

Each writer left out (the odds of the signs of the other writers' counts were learnt with that writer among them), and what that would
have done to answers that programs of before gave on texts nobody had read:

{told}
"""


if __name__ == "__main__":
    sys.exit(main())
