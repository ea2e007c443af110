"""What a new category model is compared on: texts that no submitted data can change.

- the set that comes with the product: messages written and labelled for this project (``model/comparison.jsonl``, sealed by SHA-256;
  ``bench/shipped_comparison.py`` makes it), on which the shipped model is the anchor;
- the officers' corrections that are kept apart by the hash of their text;
- the rows kept out of the office's first accepted training (``comparison.jsonl`` beside the versions), for models trained since.

A model is judged by its own word on the classes that the shipped model knows, for there the hand-written words of the taxonomy
would hide what it has unlearnt, and as the program settles the class, over all classes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.evaluation import Report, predict, report
from monitor.classify.learning.examples import Example, digest_of
from monitor.classify.scoring.artefact import Artefact, shipped
from monitor.errors import MonitorError

SHIPPED_SET = "comparison.jsonl"
_MOST = 2_000


@dataclass(frozen=True)
class Sitting:
    """One model's answers on the rows of one comparison."""

    model: str
    wanted: tuple[str, ...]
    given: tuple[str, ...]

    @cached_property
    def report(self) -> Report:
        return report(self.wanted, self.given)

    def right(self, label: str) -> list[bool]:
        """Of the rows of one class, which are named right."""
        return [w == g for w, g in zip(self.wanted, self.given, strict=True) if w == label]


@dataclass(frozen=True, slots=True)
class Paper:
    """Rows to judge models on, and how: by the model's own word, or as the program settles the class with a ``taxonomy``."""

    name: str
    rows: tuple[Example, ...]
    taxonomy: TaxonomyConfig | None = None

    @property
    def sha256(self) -> str:
        return digest_of(self.rows)

    def sit(self, model: Artefact) -> Sitting:
        """Let a model answer."""
        given = predict(model, [e.text for e in self.rows], self.taxonomy)
        return Sitting(model.id, tuple(e.label for e in self.rows), tuple(given))


@dataclass(frozen=True, slots=True)
class FixedSet:
    """All rows of the comparison by where they come from."""

    shipped: tuple[Example, ...]
    officers: tuple[Example, ...] = ()
    stored: tuple[Example, ...] = ()

    @property
    def rows(self) -> tuple[Example, ...]:
        return (*self.shipped, *self.officers, *self.stored)

    def papers(self, taxonomy: TaxonomyConfig) -> list[Paper]:
        """What every model sits: the shipped one has learnt from none of these."""
        known = set(shipped("category").model.labels)
        rows = (*self.shipped, *self.officers)
        names = "随附对照集与更正中留出的" if self.officers else "随附对照集"
        return [
            Paper(f"{names}（已训练类别，模型本身）", tuple(e for e in rows if e.label in known)),
            Paper(f"{names}（全部类别，连同规则）", rows, taxonomy),
        ]

    def later_papers(self, at_least: int) -> list[Paper]:
        """What models trained since the first accepted one sit besides; the shipped one may have learnt from these rows."""
        if len(self.stored) < at_least:
            return []
        return [Paper("首次启用时留出的留言（模型本身）", self.stored)]


def fixed_set(folder: Path, officers: Sequence[Example] = ()) -> FixedSet:
    """The comparison of an office whose versions lie in ``folder``. Raises MonitorError when a set is damaged or altered."""
    own = folder / SHIPPED_SET
    stored = unseal(own) if own.is_file() else ()
    return FixedSet(unseal(Path(__file__).parents[1] / "model" / SHIPPED_SET), tuple(officers), stored)


def store_first(folder: Path, rows: Sequence[Example]) -> bool:
    """Keep the rows left out of the first accepted training; later ones change nothing. Raises MonitorError."""
    path = folder / SHIPPED_SET
    if path.exists() or not rows:
        return False
    chosen = sorted(rows, key=lambda e: hashlib.sha256(e.text.encode()).digest())[:_MOST]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The office's own messages: for the account of the service alone.
        path.touch(mode=0o600)
        path.write_bytes(seal(chosen))
    except OSError as error:
        raise MonitorError(f"{path}：无法写入对照集") from error
    return True


def seal(rows: Sequence[Example]) -> bytes:
    """A set as JSON lines below a head with their number and hash."""
    head = {"rows": len(rows), "sha256": digest_of(rows)}
    lines = [head, *({"text": e.text, "label": e.label} for e in rows)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def unseal(path: Path) -> tuple[Example, ...]:
    """The rows of a set. Raises MonitorError when it cannot be read or does not fit its hash."""
    try:
        head, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        wanted = json.loads(head)["sha256"]
        rows = tuple(Example(r["text"], r["label"]) for r in map(json.loads, lines))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MonitorError(f"{path}：不是有效的对照集") from error
    if digest_of(rows) != wanted:
        raise MonitorError(f"{path}：对照集与其散列不符（可能损坏或被改动），已拒绝使用")
    return rows
