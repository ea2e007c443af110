"""How a learned severity does beside the rules: which I and II that they graded less it raises, and what it raises wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from monitor.classify.result import GRAVE, Classification

SECTION, VOICES = "learned severity", "grave things in people's own words"
_SEEN = ("red", "orange")


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


def voices(said: Sequence[Classification], labels: Sequence[Mapping[str, object]]) -> dict[str, float]:
    """Emergencies found, I and II graded so or at least brought before a person, and what is raised that is less."""
    rows = list(zip(said, labels, strict=True))
    real = [(s, lb) for s, lb in rows if lb["severity"]]
    grave = [s for s, lb in real if lb["severity"] in GRAVE]
    less = [s for s, lb in real if lb["severity"] not in GRAVE]
    none = [s for s, lb in rows if not lb["severity"]]
    return {
        "items": len(rows),
        "found": _share(s.severity is not None for s, _ in real),
        "kind": _share(s.emergency == lb["emergency"] for s, lb in real),
        "level": _share(s.severity == lb["severity"] for s, lb in real),
        "grave": len(grave),
        "grave_graded": _share(s.severity in GRAVE for s in grave),
        "grave_seen": _share(s.severity in GRAVE or s.opinion_level in _SEEN for s in grave),
        "less_not_graver": _share(s.severity not in GRAVE for s in less),
        "less_not_raised": _share(s.severity_learned is None for s in less),
        "none_left_alone": _share(s.severity is None for s in none),
    }


def _share(right: Iterable[bool]) -> float:
    told = list(right)
    return sum(told) / (len(told) or 1)
