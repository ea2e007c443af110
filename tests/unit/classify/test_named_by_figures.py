"""An emergency that no word names, only its figures, says so; no reason cites words and then none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("南关区一次聚会已致12人死亡", "突发事件：依文中的人数"),
        ("南关区9名儿童染怪病3人死亡", "突发事件：依文中的人数"),
        ("南关区公寓火灾12人死亡", "突发事件：词语“火灾”"),
    ],
)
def test_what_named_the_emergency(classifier: Classifier, title: str, reason: str) -> None:
    found = classifier.classify(Item("x", title, "", source_kind="portal", published_at=NOW), NOW)
    assert reason in found.reasons
