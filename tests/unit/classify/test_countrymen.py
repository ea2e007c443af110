"""A headline that counts its own countrymen says nothing of the others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 7, 17, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "text", "deaths"),
    [
        ("大巴海外翻覆 5名中国游客遇难", "事故中5名中国游客遇难。此外，2名当地人也不幸身亡。", 7),
        ("大巴海外翻覆 5名中国游客遇难", "事故造成5名中国游客和2名当地人死亡，另有12人受伤。", 7),
        ("海外车祸 3名中国公民遇难", "一辆轿车和货车相撞，3名中国公民遇难，其中2名是留学生。", 3),
        # The text tells it otherwise: the headline stands.
        ("海外车祸 3名中国公民遇难", "一辆轿车和货车相撞。车上两人当场死亡，另一人送医后不治。", 3),
        # A headline of all of them does count them.
        ("大巴翻覆 5名游客遇难", "事故中5名游客遇难。遇难的2名学生来自外地。", 5),
    ],
)
def test_others_come_on_top_of_countrymen(classifier: Classifier, title: str, text: str, deaths: int) -> None:
    item = Item("x", title, text, source_kind="central_media", published_at=NOW)
    assert classifier.classify(item, NOW).casualty("deaths") == deaths
