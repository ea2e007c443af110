"""What matters are about: class and organ in charge of posts by six unread hands, and of real letters, beside a reader's answers.

Run alone: ``python -m bench.quality_subjects``; the letters need ``../shared/data``. ``class`` and ``organ`` are the shares that are the
reader's own answer (of posts, where both passes give the same), ``_stands`` those that he would let stand. Districts are left out: who is
in charge by subject counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import floors, gold, shared_rows
from bench.quality_relevance import HANDS, NOW, UNREAD
from bench.subject_labels import key_of_letter
from monitor.classify.classifier import Classifier
from monitor.classify.organs.table import OrgansConfig
from monitor.classify.result import Classification
from monitor.config_file import read
from monitor.item import Item

ROOT = Path(__file__).resolve().parents[1]
POSTS, LETTERS = "subjects of posts, six hands unread", "subjects of letters"
_POSTS, _LETTERS = "everyday_hands_subjects.jsonl", "hotline_subjects.jsonl"


@dataclass(frozen=True, slots=True)
class Answers:
    """What readers say: by pass the class and the organ, each with what else they would let stand."""

    classes: Sequence[Sequence[str]]
    organs: Sequence[Sequence[str]]
    emergency: bool
    """Whether any of them tells of an emergency or leaves it open."""

    @classmethod
    def of(cls, passes: Sequence[Mapping[str, Any]]) -> Answers:
        emergency = any(p.get("emergency") or p.get("open") for p in passes)
        return cls([p["category"] for p in passes], [p["organ"] for p in passes], emergency)


def measure_posts(classifier: Classifier) -> dict[str, float]:
    """Of the matters of the six hands that are told to be one; ``alarms_true`` is of those among them that are called an emergency,
    ``no_alarm`` of the posts that hold no matter."""
    answers = {row["id"]: Answers.of(row["passes"]) for row in _lines(_POSTS)}
    rows = [row for row in _lines(UNREAD[HANDS]) if not row["open"]]
    items = [
        Item(row["id"], "", row["text"], source_kind=row["source_kind"], published_at=NOW) for row in rows
    ]
    said = {s.id: s for s in classifier.classify_batch(items, NOW)}
    alarmed = [answers[i].emergency for i, s in said.items() if s.emergency and i in answers]
    none = [said[row["id"]].emergency is None for row in rows if not row["relevant"]]
    return {
        **_figures([(said[i], answer) for i, answer in answers.items() if said[i].relevant]),
        "alarms": len(alarmed),
        "alarms_true": sum(alarmed) / max(1, len(alarmed)),
        "no_alarm": sum(none) / len(none),
    }


def measure_letters(classifier: Classifier, data: Path) -> dict[str, float]:
    """Of 400 real letters to a hotline."""
    answers = {row["key"]: Answers.of([row]) for row in _lines(_LETTERS)}
    items = [
        Item(key, row["title"].strip(), row["detail"], source_kind="hotline", published_at=NOW)
        for row in shared_rows.rows(data / "hotline_messages.csv")
        if (key := key_of_letter(row)) in answers
    ]
    said = {s.id: s for s in classifier.classify_batch(items, NOW)}
    return _figures([(s, answers[key]) for key, s in said.items() if s.relevant])


def _figures(pairs: Sequence[tuple[Classification, Answers]]) -> dict[str, float]:
    organs = read(ROOT / "config/organs.yaml", OrgansConfig).organs
    ids = {organ.name: organ.id for organ in organs}
    places = {organ.name for organ in organs if organ.region}

    def lead(said: Classification) -> str | None:
        return next((ids[name] for name in said.organs if name not in places), None)

    classes = [(said.category, a.classes) for said, a in pairs]
    sure = [(said.category, a.classes) for said, a in pairs if not said.category_uncertain]
    return {
        "matters": len(pairs),
        **_shares("class", classes),
        "certain": len(sure) / len(pairs),
        "certain_right": _shares("class", sure)["class_stands"],
        **_shares("organ", [(lead(said), a.organs) for said, a in pairs]),
    }


def _shares(name: str, told: Sequence[tuple[str | None, Sequence[Sequence[str]]]]) -> dict[str, float]:
    agreed = [(given, passes[0][0]) for given, passes in told if len({p[0] for p in passes}) == 1]
    return {
        name: sum(given == wanted for given, wanted in agreed) / len(agreed),
        f"{name}_stands": sum(any(given in p for p in passes) for given, passes in told) / len(told),
    }


def _lines(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (gold.LABELS / name).read_text(encoding="utf-8").splitlines())


def main() -> int:
    classifier, data = Classifier.load(ROOT / "config"), ROOT.parent / "shared/data"
    found = {POSTS: measure_posts(classifier)}
    if data.exists():
        found[LETTERS] = measure_letters(classifier, data)
    for name, figures in found.items():
        print(json.dumps({name: {figure: round(value, 4) for figure, value in figures.items()}}))
    return floors.verdict(found)


if __name__ == "__main__":
    sys.exit(main())
