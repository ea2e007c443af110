"""What the manifest of a category model says of its comparison, field by field: before, after, what was allowed, what decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.classify.learning.renewal_rules import RenewalRules


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One figure of both models on one set; ``floor`` is how far it might fall, None where nothing is asked of it."""

    name: str
    old: float
    new: float
    rows: int | None = None
    floor: float | None = None
    decided: bool = False
    """Whether this figure refused the model."""

    @property
    def change(self) -> float:
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """Both models' figures on one set: all classes together, then the recall of each class."""

    name: str
    rows: int
    sha256: str
    against: str
    against_model: str
    fault: str
    fields: tuple[FieldChange, ...]
    decided: bool = False


@dataclass(frozen=True, slots=True)
class ComparedModels:
    """The whole comparison of one candidate."""

    old: str
    accepted: bool
    sentence: str
    forced: str
    sets: tuple[ComparedSet, ...]
    kept_out: Mapping[str, Any]


def comparison_of(manifest: Mapping[str, Any], rules: RenewalRules) -> ComparedModels | None:
    """What a manifest tells; None for a model that was compared with none. ``rules`` stand in where it keeps no margins."""
    found = manifest.get("compared")
    if not found:
        return None
    return ComparedModels(
        str(found.get("with", "")),
        bool(found.get("accepted")),
        str(found.get("sentence", "")),
        str(found.get("forced", "")),
        tuple(_sets(found, rules)),
        found.get("kept_out") or {},
    )


def _sets(found: Mapping[str, Any], rules: RenewalRules) -> Iterator[ComparedSet]:
    """The first fault decides; what comes after it was not needed to refuse."""
    undecided = True
    grave, margin = found.get("grave", rules.grave), found.get("recall_margin", rules.recall_margin)
    for told in found.get("sets", ()):
        fault = str(told["fault"])
        yield ComparedSet(
            str(told["set"]),
            int(told["rows"]),
            str(told["sha256"]),
            str(told["against"]),
            str(told["against_model"]),
            fault,
            tuple(_fields(told, grave, margin, rules)),
            decided=bool(fault) and undecided,
        )
        undecided = undecided and not fault


def _fields(
    told: Mapping[str, Any], grave: Collection[str], recall_margin: float, rules: RenewalRules
) -> Iterator[FieldChange]:
    old, new, fault = told["old"], told["new"], str(told["fault"])
    allowed = told.get("margin")
    if allowed is None:
        allowed = rules.anchor_margin if told["against"] == "随附模型" else rules.macro_f1_margin
    yield FieldChange(
        "宏平均 F1", old["macro_f1"], new["macro_f1"], None, allowed, decided=fault.startswith("下降")
    )
    yield FieldChange("准确率", old["accuracy"], new["accuracy"])
    for label, after in new["per_class"].items():
        before = old["per_class"].get(label, {}).get("recall", 0.0)
        yield FieldChange(
            label,
            before,
            after["recall"],
            after["support"],
            recall_margin if label in grave else None,
            decided=f"类别“{label}”" in fault,
        )
