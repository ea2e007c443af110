"""How the bench counts what a learned severity raises."""

from __future__ import annotations

from typing import Any

from bench.quality_severity import beside_the_rules, figures
from monitor.classify.result import Classification, LearnedLevel


def said(severity: str | None, *, raised: bool = False, emergency: str | None = "fire") -> Classification:
    given: dict[str, Any] = {"emergency": emergency, "severity": severity}
    learned = LearnedLevel("II", 0.8) if raised else None
    return Classification("1", True, 1.0, None, "城乡建设", False, {}, severity_learned=learned, **given)


def test_only_emergencies_that_the_rules_graded_less_and_whose_level_is_settled_count() -> None:
    told = [said("IV", raised=True), said("III"), said("II"), said("IV"), said(None, emergency=None)]
    labels = [
        {"severity": "II"},
        {"severity": "I"},
        {"severity": "II"},
        {"severity": "IV"},
        {"severity": "II"},
    ]
    counted = beside_the_rules(
        [*told, said("IV", raised=True)], [*labels, {"severity": "II", "open": ["severity"]}]
    )
    assert counted == {(True, True): 1, (True, False): 1, (False, False): 1}
    found = figures(counted, [said("IV"), said("IV", raised=True)])
    assert (found["graded_less"], found["of_them_raised"], found["others_left_alone"]) == (2, 1, 1.0)
    assert found["ordinary_left_alone"] == 0.5
