"""How a learned severity does beside the rules: which I and II that they graded less it raises, and what it raises wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from monitor.classify.result import GRAVE, Classification

SECTION = "learned severity"


def beside_the_rules(
    said: Sequence[Classification], labels: Sequence[Mapping[str, object]]
) -> Counter[tuple[bool, bool]]:
    """Of the labelled emergencies that the rules graded less than II: how many are I or II by label, and raised."""
    counted: Counter[tuple[bool, bool]] = Counter()
    for one, label in zip(said, labels, strict=True):
        unsure = label.get("open")
        settled = not (isinstance(unsure, list) and "severity" in unsure)
        if settled and one.emergency and one.severity not in GRAVE:
            counted[label["severity"] in GRAVE, one.severity_learned is not None] += 1
    return counted


def figures(counted: Counter[tuple[bool, bool]], ordinary: Sequence[Classification]) -> dict[str, float]:
    """Missed I and II and how many of them are raised; the shares of others and of ordinary items that are left alone."""
    others = counted[False, True] + counted[False, False]
    out: dict[str, float] = {
        "graded_less": counted[True, True] + counted[True, False],
        "of_them_raised": counted[True, True],
        "others": others,
        "others_left_alone": 1 - counted[False, True] / (others or 1),
    }
    if ordinary:
        raised = sum(one.severity_learned is not None for one in ordinary)
        out["ordinary_left_alone"] = 1 - raised / len(ordinary)
    return out
