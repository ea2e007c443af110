"""What the posts and short matters that were written for this project are about, as a reader labelled them.

A label knows its text by the first 16 hex digits of the text's SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from bench import gold, own_cases

LABELS = "subjects.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post with what it is about; the first class and the first organ are the reader's own, the others he would let stand."""

    text: str
    hand: str
    classes: tuple[str, ...]
    organs: tuple[str, ...]
    emergency: str | None
    open: bool


def key_of(text: str) -> str:
    """By what a text is known among the labels."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def labelled() -> list[Labelled]:
    """The posts that were labelled, with who wrote them or their kind."""
    lines = (gold.LABELS / LABELS).read_text(encoding="utf-8").splitlines()
    told = {row["key"]: row for row in map(json.loads, lines)}
    found = {}
    for label, hand, text in [*own_cases.hard_cases(street=True), *own_cases.subject_posts()]:
        row = told.get(key_of(text))
        if row is not None and label == "relevant":
            found[text] = Labelled(
                text,
                hand,
                tuple(row["category"]),
                tuple(row["organ"]),
                row.get("emergency"),
                row.get("open", False),
            )
    return list(found.values())
