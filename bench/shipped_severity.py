"""A learned severity: how likely a matter is I or II, from loose readings of its numbers and from its words, knowing none of the rules.

    python -m bench.shipped_severity [--data ../shared/data] [--out monitor/classify/model]

Trees over the traits of ``grading/gravity_traits.py``, one row a level, learnt from the labelled development items that tell of an
emergency of this country (abroad nothing is graded). What the chooser of figures makes of the dead comes from trees that did not see the
writer, as it will be with the next one. The card tells what that raises with every writer left out, and beside the answers of programs
that had not read the texts (``labels/answers_before_reading.jsonl``). The same labels give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from bench import shipped_figures
from bench.figure_history import before_reading
from bench.shipped_figures import Sheet
from bench.training_run import parser_of
from monitor.classify.grading.gravity_traits import TRAITS, GravityReader
from monitor.classify.grading.learned_severity import NAME, RISING
from monitor.classify.grading.reach import LEVELS
from monitor.classify.learning.machine import SEED
from monitor.classify.rereading.chooser import Choice, Forest
from monitor.classify.result import GRAVE, SEVERITIES
from monitor.classify.rules import read_rules
from monitor.classify.scoring import artefact

HERE = Path(__file__).resolve().parent
_TREES, _LEAVES, _AT_LEAST, _RATE = 120, 5, 8, 0.08
_AT = (0.3, 0.4, 0.5, 0.6)
Chosen = Mapping[str, Mapping[str, Sequence[Choice]]]


@dataclass(slots=True)
class Row:
    """A labelled emergency with its traits by level: ``rows`` as its label names its kind."""

    sheet: Sheet
    rows: np.ndarray

    @property
    def level(self) -> str | None:
        level: str | None = self.sheet.label["severity"]
        return level

    @property
    def grave(self) -> bool:
        return self.level in GRAVE

    def reaches(self) -> list[bool]:
        """Whether its label is as grave as each level."""
        rank = SEVERITIES.index(self.level) if self.level else len(SEVERITIES)
        return [rank <= SEVERITIES.index(level) for level in LEVELS]


def asked(sheet: Sheet) -> bool:
    """Whether the label settles a level, and does not name another country: what has a kind, no level and no place lies abroad."""
    label = sheet.label
    if "severity" in label.get("open", ()):
        return False
    return bool(label["severity"] or label.get("regions") or label.get("place_code"))


def traits(reader: GravityReader, sheet: Sheet, kind: str | None, chosen: Chosen) -> np.ndarray:
    """The rows of one item, as of a kind."""
    found = reader.read(kind, sheet.books, chosen[sheet.id]["deaths"]).rows
    return np.array([found[level] for level in LEVELS])


def machine() -> HistGradientBoostingClassifier:
    """The trees: a fact that reaches farther never makes a matter less grave."""
    return HistGradientBoostingClassifier(
        max_iter=_TREES,
        learning_rate=_RATE,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=_AT_LEAST,
        l2_regularization=1.0,
        monotonic_cst=[int(name.startswith(RISING)) for name in TRAITS],
        early_stopping=False,
        random_state=SEED,
    )


def fitted(rows: Sequence[Row]) -> HistGradientBoostingClassifier:
    """Trees learnt from some items."""
    return machine().fit(np.concatenate([r.rows for r in rows]), [x for r in rows for x in r.reaches()])


def left_out(rows: Sequence[Row], told: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """How likely trees that know nothing of its writer find each level of each item; ``told``: its traits as they are asked."""
    out = {}
    for writer in sorted({r.sheet.writer for r in rows}):
        arrays, base, depth = shipped_figures._grown(fitted([r for r in rows if r.sheet.writer != writer]))
        forest = Forest(arrays, base, depth)
        for row in (r for r in rows if r.sheet.writer == writer):
            out[row.sheet.id] = forest.odds(told[row.sheet.id].tolist())
    return out


def alone(rows: Sequence[Row], odds: Mapping[str, np.ndarray]) -> Iterator[str]:
    """What is believed of items of writers left out, whatever the rules say of them."""
    for least in _AT:
        held = [r for r in rows if odds[r.sheet.id][LEVELS.index("II")] >= least]
        right = sum(r.grave for r in held)
        yield (
            f"from {least} on: {right} of {sum(r.grave for r in rows)} I and II, "
            f"{len(held) - right} of {sum(not r.grave for r in rows)} others"
        )


def beside(
    rows: Sequence[Row], odds: Mapping[str, np.ndarray], answers: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """Of what programs that had not read the texts graded less than I or II: how many it raises, rightly and not."""
    for least in _AT:
        tally: Counter[tuple[bool, bool]] = Counter()
        for row in rows:
            said = answers.get(row.sheet.id)
            if said and said["emergency"] and said["severity"] not in GRAVE:
                tally[row.grave, bool(odds[row.sheet.id][LEVELS.index("II")] >= least)] += 1
        yield (
            f"from {least} on: raised {tally[True, True]} of {tally[True, True] + tally[True, False]} I and II that were "
            f"graded less, and {tally[False, True]} of {tally[False, True] + tally[False, False]} others"
        )


def train(data: Path) -> tuple[bytes, dict[str, Any], list[str]]:
    """The artefact's bytes, what it is about, and the figures of the card."""
    found = shipped_figures.sheets(data)
    shipped_figures.Signs(found).learn()
    return learn(found, shipped_figures.held_out(found, ("deaths",)))


def learn(found: Sequence[Sheet], chosen: Chosen) -> tuple[bytes, dict[str, Any], list[str]]:
    """The same from sheets and choices that are known."""
    rules = read_rules(HERE.parent / "config").severity
    if rules.learned is None:
        raise SystemExit("config/severity.yaml has no section learned")
    reader = GravityReader(rules, rules.learned)
    rows = [Row(s, traits(reader, s, s.label["emergency"], chosen)) for s in found if asked(s)]
    answers = before_reading()
    told = {
        r.sheet.id: traits(reader, r.sheet, kind, chosen)
        for r in rows
        for kind in (answers.get(r.sheet.id, r.sheet.label)["emergency"],)
    }
    odds = left_out(rows, told)
    figures = [*alone(rows, odds), *beside(rows, odds, answers)]
    arrays, base, depth = shipped_figures._grown(fitted(rows))
    about = {
        "data": NAME,
        "traits": list(TRAITS),
        "levels": list(LEVELS),
        "rows": len(rows),
        "grave": sum(r.grave for r in rows),
        "writers": len({r.sheet.writer for r in rows}),
        "base": base,
        "depth": depth,
        "seed": SEED,
        "data_sha256": _digest(rows),
    }
    return artefact.pack(arrays, about), about, figures


def _digest(rows: Iterable[Row]) -> str:
    told = [[r.sheet.id, r.sheet.books[0].text, r.sheet.books[1].text, r.level] for r in rows]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def main() -> int:
    options = parser_of(__doc__).parse_args()
    content, about, figures = train(options.data)
    write(content, about, figures, options.out)
    return 0


def write(content: bytes, about: Mapping[str, Any], figures: Iterable[str], out: Path) -> None:
    """Artefact and card."""
    (out / f"{NAME}.npz").write_bytes(content)
    seal = artefact.parts(out / f"{NAME}.npz")[0]["sha256"]
    told = "\n".join(f"- {line}" for line in figures)
    card = _CARD.format(id=seal[:12], told=told, trait_count=len(TRAITS), **about)
    (out / f"{NAME}.md").write_text(card, encoding="utf-8")
    print(json.dumps({"name": NAME, "bytes": len(content), "id": seal[:12]}))


_CARD = """# Model card

Written by the training run; do not edit.

## severity

Says how likely an emergency is I or II, from loose readings of its numbers and from its words, beside the rules and knowing none of their
answers. It raises attention only: no level, no track, no clock rests on it (decision 0049).

- Artefact `{id}`; data SHA-256 `{data_sha256}`; seed {seed}.
- Learnt from {rows} labelled development items of emergencies in this country by {writers} writers (`bench/labels`, and the corpus' own),
  {grave} of them I or II; open levels are left out.
- {trait_count} traits a level, small trees, in which no fact that reaches farther makes a matter less grave.
- Limits: nearly all of its labels follow from numbers; what nobody counted in any way it hears only by few words.

Each writer left out, of all:

{told}

The last four lines are about the answers of programs that had not read the texts; the words by which it looks were chosen by one who had,
so they are the upper end.
"""


if __name__ == "__main__":
    sys.exit(main())
