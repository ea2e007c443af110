from __future__ import annotations

from typing import Any

import pytest

from bench.quality_emergency import Label, false_graves, measure
from monitor.classify.result import Classification, Figure


def said(severity: str | None = "III", *, provisional: bool = False, **numbers: int) -> Classification:
    return Classification(
        "x", True, 0.9, True, "安全生产", False, {}, emergency="fire", severity=severity,
        severity_provisional=provisional, casualties={name: Figure(value) for name, value in numbers.items()},
    )  # fmt: skip


def label(severity: str | None = "III", **values: Any) -> Label:
    numbers = {"deaths": None, "injured": None}
    return {"emergency": "fire", "severity": severity, "severity_provisional": False, **numbers, **values}


def test_a_number_counts_by_value_and_by_presence() -> None:
    figures = measure(
        [said(deaths=3), said(deaths=4), said(deaths=5), said()],
        [label(deaths=3), label(deaths=3), label(), label(deaths=6)],
    )
    assert figures["deaths_precision"] == pytest.approx(1 / 3)
    assert figures["deaths_recall"] == pytest.approx(1 / 3)


def test_what_a_labeller_left_open_is_left_out() -> None:
    figures = measure([said("II", deaths=9)], [label("III", deaths=3, open=["deaths", "severity"])])
    assert (figures["deaths_f1"], figures["grave_false"]) == (0, 0)


def test_a_missed_and_a_false_grave_are_told_apart() -> None:
    figures = measure([said("III"), said("I"), said("II")], [label("II"), label("III"), label("I")])
    assert (figures["grave"], figures["grave_missed"], figures["grave_false"]) == (2, 1, 1)
    assert figures["grave_recall"] == 0.5


def test_provisional_is_compared_where_both_sides_grade() -> None:
    figures = measure([said(provisional=True), said(None)], [label(), label(None)])
    assert (figures["provisional_agreement"], figures["severity_exact"]) == (0, 1)


def test_it_lists_the_graves_among_ordinary_items() -> None:
    assert [one.severity for one in false_graves([said("I"), said("IV"), said(None)])] == ["I"]
