"""How well matters are told from everything else: hard cases for evaluation, and held-out rows of the shared data.

Run from the repository root: ``python -m bench.quality_relevance``. The hard cases go through the whole program as posts of
a social channel, those of hands that came when the rules stood (``UNREAD``) as what they were written for; the
shares of the shared data were written into the model by its training run, each row judged by a model and by word weights that had not
seen it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import floors, gold, own_cases
from monitor.classify.classifier import Classifier
from monitor.classify.matter.evidence import POSTS
from monitor.classify.scoring import artefact
from monitor.item import Item

ROOT = Path(__file__).resolve().parents[1]
SECTION, NEWEST, FEED = "relevance", "relevance, a hand unread", "relevance, a day of a feed"
HANDS = "relevance, six hands unread"
UNREAD = {NEWEST: "everyday_newest.jsonl", FEED: "everyday_feed.jsonl", HANDS: "everyday_hands.jsonl"}
"""Everyday texts by hands that nobody who wrote rules has read, by their sections: one that sought what is hard, one that wrote what comes,
six that wrote each a kind of post (group chats, comments, what is told at length, a vendor's feed, accounts, borrowed forms)."""
_LONG = 100
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def measure(classifier: Classifier) -> dict[str, float]:
    """Recall and precision on the hard cases, and the share of ``others`` that were told to be no matter.

    Held-out messages stand against as many headlines (``even_precision``).
    """
    held = artefact.shipped("relevance").manifest["evidence_held_out"]
    return {
        **_hard(classifier, "hard", "hard"),
        **_hard(classifier, "kept", "kept"),
        **_hard(classifier, "later", "kept_later"),
        **_hard(classifier, "genre", own_cases.GENRE),
        **_hard(classifier, "kept_genre", "kept_genres"),
        **_hard(classifier, "everyday", "kept_everyday"),
        **_hard(classifier, "everyday_later", "kept_everyday_later"),
        **_hard(classifier, "further", "kept_further"),
        "message_recall": held["message"],
        "title_recall": held["message_title"],
        "headline_false_share": held["headline"],
        "even_precision": held["message"] / (held["message"] + held["headline"]),
    }


def _hard(classifier: Classifier, name: str, part: str) -> dict[str, float]:
    cases = list(own_cases.relevance_cases(part))
    items = [
        Item(str(n), "", text, source_kind="social", published_at=NOW) for n, (text, _) in enumerate(cases)
    ]
    said = [result.relevant for result in classifier.classify_batch(items, NOW)]
    both = sum(s and wanted for s, (_, wanted) in zip(said, cases, strict=True))
    return {
        f"{name}_cases": len(cases),
        f"{name}_recall": both / sum(wanted for _, wanted in cases),
        f"{name}_precision": both / max(1, sum(said)),
        f"{name}_others": sum(not s and not wanted for s, (_, wanted) in zip(said, cases, strict=True))
        / max(1, sum(not wanted for _, wanted in cases)),
    }


def measure_unread(classifier: Classifier, section: str) -> dict[str, float]:
    """The same of a section of :data:`UNREAD`; posts alone too, and the long ones of them. What the writer calls open is left out."""
    lines = (gold.LABELS / UNREAD[section]).read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if not row["open"]]
    items = [
        Item(row["id"], "", row["text"], source_kind=row["source_kind"], published_at=NOW) for row in rows
    ]
    said = [result.relevant for result in classifier.classify_batch(items, NOW)]
    pairs = list(zip(said, rows, strict=True))
    posts = [(s, row) for s, row in pairs if row["source_kind"] in POSTS]
    long = [(s, row) for s, row in posts if len(row["text"]) >= _LONG]
    both = {row["relevant"] for _, row in long} == {True, False}
    return {
        "texts": len(rows),
        **_shares(pairs),
        **{f"posts_{k}": v for k, v in _shares(posts).items()},
        **({f"long_{k}": v for k, v in _shares(long).items()} if both else {}),
    }


def _shares(pairs: Sequence[tuple[bool, Mapping[str, Any]]]) -> dict[str, float]:
    """Of the matters, and of all others, the share told rightly; precision."""
    matters = [said for said, row in pairs if row["relevant"]]
    others = [said for said, row in pairs if not row["relevant"]]
    return {
        "recall": sum(matters) / len(matters),
        "precision": sum(matters) / max(1, sum(matters) + sum(others)),
        "others": 1 - sum(others) / len(others),
    }


def main() -> int:
    classifier = Classifier.load(ROOT / "config")
    found = {SECTION: measure(classifier), **{name: measure_unread(classifier, name) for name in UNREAD}}
    for name, figures in found.items():
        print(json.dumps({name: {figure: round(value, 4) for figure, value in figures.items()}}))
    return floors.verdict(found)


if __name__ == "__main__":
    sys.exit(main())
