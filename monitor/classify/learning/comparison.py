"""What a new category model is compared on: texts that no submitted data can change.

- the set that comes with the product: messages written and labelled for this project (``model/comparison.jsonl``, sealed by SHA-256;
  ``bench/shipped_comparison.py`` makes it), on which the shipped model is the anchor;
- posts written for this project, matters with their class and others (``model/comparison_posts.jsonl``, sealed in the same way), which are
  judged as the whole program settles them;
- the officers' corrections that are kept apart by the hash of their text;
- the rows kept out of the office's first accepted training (``comparison.jsonl`` beside the versions), for models trained since.

Of letters a model is judged by its own word on the classes that the shipped model knows, for there the hand-written words of the taxonomy
would hide what it has unlearnt, and as the program settles the class, over all classes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.classifier import Classifier
from monitor.classify.learning.evaluation import Report, predict, report
from monitor.classify.learning.examples import Example, digest_of
from monitor.classify.matter.evidence import POSTS
from monitor.classify.scoring.artefact import Artefact, shipped
from monitor.errors import MonitorError
from monitor.item import Item

SHIPPED_SET, SHIPPED_POSTS = "comparison.jsonl", "comparison_posts.jsonl"
NO_MATTER = "非政务事项"
"""What stands for the class of a post that is no matter."""
_AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
"""When the posts of a comparison were written: the same text gives the same answer in every season."""
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
    """Rows to judge models on, and how: by the model's own word, as the program settles the class of a letter with a ``taxonomy``, or as
    all of the ``program`` settles it."""

    name: str
    rows: tuple[Example, ...]
    taxonomy: TaxonomyConfig | None = None
    program: Classifier | None = None

    @property
    def sha256(self) -> str:
        return digest_of(self.rows)

    def sit(self, model: Artefact) -> Sitting:
        """Let a model answer."""
        given = self._given(model)
        return Sitting(model.id, tuple(e.label for e in self.rows), tuple(given))

    def _given(self, model: Artefact) -> list[str]:
        if self.program is None:
            return predict(model, [e.text for e in self.rows], self.taxonomy)
        items = [
            Item(str(n), text=e.text, source_kind=e.source_kind, published_at=_AS_OF)
            for n, e in enumerate(self.rows)
        ]
        said = self.program.with_category(model).classify_batch(items, _AS_OF)
        return [s.category if s.relevant else NO_MATTER for s in said]


@dataclass(frozen=True, slots=True)
class FixedSet:
    """All rows of the comparison by where they come from."""

    shipped: tuple[Example, ...]
    officers: tuple[Example, ...] = ()
    stored: tuple[Example, ...] = ()
    posts: tuple[Example, ...] = ()

    @property
    def rows(self) -> tuple[Example, ...]:
        return (*self.shipped, *self.officers, *self.stored, *self.posts)

    def papers(self, taxonomy: TaxonomyConfig, program: Classifier | None = None) -> list[Paper]:
        """What every model sits: the shipped one has learnt from none of these. ``program`` judges posts, where it is given."""
        known = set(shipped("category").model.labels)
        letters = tuple(e for e in self.officers if e.source_kind not in POSTS)
        rows = (*self.shipped, *letters)
        names = "随附对照集与更正中留出的" if letters else "随附对照集"
        posts = tuple(e for e in self.officers if e.source_kind in POSTS)
        beside = "随附帖子对照集与更正中留出的" if posts else "随附帖子对照集"
        return [
            Paper(f"{names}（已训练类别，模型本身）", tuple(e for e in rows if e.label in known)),
            Paper(f"{names}（全部类别，连同规则）", rows, taxonomy),
            *(
                [Paper(f"{beside}（是否政务事项及类别，整个程序）", (*self.posts, *posts), program=program)]
                if program
                else []
            ),
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
    with_product = Path(__file__).parents[1] / "model"
    letters, posts = (unseal(with_product / name) for name in (SHIPPED_SET, SHIPPED_POSTS))
    return FixedSet(letters, tuple(officers), stored, posts)


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
    lines = [head, *({"text": e.text, "label": e.label, **_kind(e)} for e in rows)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _kind(example: Example) -> dict[str, str]:
    return {"source_kind": example.source_kind} if example.source_kind else {}


def unseal(path: Path) -> tuple[Example, ...]:
    """The rows of a set. Raises MonitorError when it cannot be read or does not fit its hash."""
    try:
        head, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        wanted = json.loads(head)["sha256"]
        rows = tuple(
            Example(r["text"], r["label"], source_kind=r.get("source_kind", ""))
            for r in map(json.loads, lines)
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MonitorError(f"{path}：不是有效的对照集") from error
    if digest_of(rows) != wanted:
        raise MonitorError(f"{path}：对照集与其散列不符（可能损坏或被改动），已拒绝使用")
    return rows
