"""A headline that asks for a number and lets officials answer with less has not stated it; a question about something else has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, title: str) -> Classification:
    return classifier.classify(Item("x", title, "", source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "severity"),
    [
        ("某商场火灾50余人死亡？官方：仅2人轻伤", "IV"),
        ("某商场火灾50余人死亡？警方回应：无人员伤亡", "IV"),
        ("高速车祸50人死亡？官方：只有3人死亡", "III"),
    ],
)
def test_what_is_asked_and_answered_by_less_does_not_count(
    classifier: Classifier, title: str, severity: str
) -> None:
    assert judge(classifier, title).severity == severity


@pytest.mark.parametrize(
    ("title", "severity"),
    [
        ("化工厂爆炸50余人死亡？官方：死亡12人", "I"),
        ("化工厂爆炸死了多少人？官方：仅确认12人死亡", "II"),
        ("化工厂爆炸致12人死亡，为何瞒报？官方：仅2人负责", "II"),
        ("谁说没死人？50余人死亡！", "I"),
    ],
)
def test_a_number_that_no_answer_takes_back_stands(classifier: Classifier, title: str, severity: str) -> None:
    assert judge(classifier, title).severity == severity
