"""What the posts and short matters that were written for this project are about, as a reader labelled them.

A label knows its text by the first 16 hex digits of the text's SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from bench import gold, own_cases

LABELS = "subjects.jsonl"
_WATER, _IN_CHARGE_OF_WATER = "water_company", "water"


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
    measured = {text for part in own_cases.PARTS for text, _ in own_cases.relevance_cases(part)}
    found = {}
    for label, hand, text in [*own_cases.hard_cases(street=True), *own_cases.subject_posts()]:
        row = told.get(key_of(text))
        if row is not None and label == "relevant" and text not in measured:
            found[text] = Labelled(
                text,
                hand,
                tuple(row["category"]),
                _by_the_table(row["organ"]),
                row.get("emergency"),
                row.get("open", False),
            )
    return list(found.values())


def _by_the_table(organs: Sequence[str]) -> tuple[str, ...]:
    """The organs with who is in charge of the water company first, where it is one of them: the table of responsibilities of the
    office gives tap water to the water office, the sheet that the reader had said otherwise."""
    if _WATER not in organs:
        return tuple(organs)
    return tuple(dict.fromkeys((_IN_CHARGE_OF_WATER, *organs)))
