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


KEPT = ("kept", "kept_later", "kept_genres", "kept_everyday", "kept_everyday_later", "kept_further")
"""Kinds of which nothing is trained on. ``kept`` has been looked into for word groups; of ``kept_genres`` the totals were seen with
each training and three words went out of a group after it; ``kept_later`` has not been looked into, nor has ``kept_everyday``: of it
the totals were seen while the training set was widened. ``kept_further`` was written beside the last cases to train on, by the same hand."""


GENRE = "genre-"
"""How the kinds of the cases begin that stand in the form of no matter (adverts, stories, irony); they are a set of their own."""

EVERYDAY = "everyday-"
"""How the kinds begin that are trained on whole: everyday texts, and matters that sound like them; ``kept_everyday`` measures them."""

PAIRED = f"{EVERYDAY}paired-"
"""How the genres begin that pairs are told in: a matter and its twin."""

PARTS = ("hard", GENRE, *KEPT)
"""What :func:`relevance_cases` tells the cases of."""
_FILES = ("relevance_hard_cases.yaml", "relevance_everyday_cases.yaml", "relevance_further_cases.yaml")
_STREET = ("relevance_street_cases.yaml", "relevance_told_cases.yaml", "relevance_posts_cases.yaml")
_PAIRS = "relevance_paired_cases.yaml"
_SUBJECTS = "subject_posts.yaml"


def relevance_cases(part: str = "hard") -> Iterator[tuple[str, bool]]:
    """Text and label of the hard cases for evaluation, of those by :data:`GENRE`, or of one of the sets :data:`KEPT`."""
    for label, kind, text in hard_cases():
        if _part_of(kind) == part and (part in KEPT or is_for_evaluation(text)):
            yield text, label == "relevant"


def hard_cases(*, street: bool = False) -> Iterator[tuple[str, str, str]]:
    """Label, kind and text of every hard case; of the street, what is told at length and the pairs only where they are asked for."""
    for name in (*_FILES, *_STREET) if street else _FILES:
        for label, kinds in read(name).items():
            for kind, texts in kinds.items():
                yield from ((label, kind, text) for text in texts)
    for kind, matter, other in paired_cases() if street else ():
        yield "relevant", f"{PAIRED}{kind}", matter
        yield "irrelevant", f"{PAIRED}{kind}", other


def subject_posts() -> Iterator[tuple[str, str, str]]:
    """Label, hand and text of the posts that the models of relevance have not read."""
    for label, hands in read(_SUBJECTS).items():
        for hand, texts in hands.items():
            yield from ((label, hand, text) for text in texts)


def paired_cases() -> Iterator[tuple[str, str, str]]:
    """Genre, a matter, and its twin that is none in the same words and of the same length."""
    for kind, pairs in read(_PAIRS).items():
        yield from ((kind, matter, other) for matter, other in pairs)


def _part_of(kind: str) -> str | None:
    if kind in _KNOWN or kind.startswith(EVERYDAY):
        return None
    if kind in KEPT:
        return kind
    return GENRE if kind.startswith(GENRE) else "hard"


def rows_for_evaluation(name: str) -> list[list[Any]]:
    """The rows of a table of cases, by their first column, that are for evaluation."""
    return [row for row in read(name) if is_for_evaluation(row[0])]


def read(name: str) -> Any:
    """A file of cases as it stands in this folder."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
