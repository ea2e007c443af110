"""Cases written for this project, and which of them are for evaluation only: those whose hash begins with a to f."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent


def is_for_evaluation(text: str) -> bool:
    """Whether a case is kept from training and from the writing of rules."""
    return hashlib.sha256(text.encode()).hexdigest()[0] in "abcdef"


_KNOWN = ("first", "plain_emergency", "no_emergency")
"""Kinds that never count: trained on before the rule of the hash was made, or before the eyes of whoever wrote the rules."""


KEPT = ("kept", "kept_later")
"""Kinds of which nothing is trained on. ``kept`` has been looked into for word groups, ``kept_later`` for nothing."""


def relevance_cases(kept: str | None = None) -> Iterator[tuple[str, bool]]:
    """Text and label of the hard cases for evaluation, or of one of the sets :data:`KEPT`."""
    for label, kinds in read("relevance_hard_cases.yaml").items():
        for kind, texts in kinds.items():
            wanted = kind == kept if kept else kind not in (*_KNOWN, *KEPT)
            if wanted:
                yield from ((t, label == "relevant") for t in texts if kept or is_for_evaluation(t))


def rows_for_evaluation(name: str) -> list[list[Any]]:
    """The rows of a table of cases, by their first column, that are for evaluation."""
    return [row for row in read(name) if is_for_evaluation(row[0])]


def read(name: str) -> Any:
    """A file of cases as it stands in this folder."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
