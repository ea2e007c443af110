"""A meal that poisons without stomach ache: numb mouths, cramps, 全家中毒."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (
            "昨晚，一家五口吃了野菜馅饺子，半小时后全家流口水、抽筋，68岁的老人因呼吸衰竭死亡，另外4人好转。",
            "III",
        ),
        ("昨晚，一家五口吃了野菜馅饺子，半小时后全家中毒，68岁的老人死亡，警方排除投毒。", "III"),
        ("夫妻俩误食断肠草煮的汤，双双口吐白沫，被邻居送到镇卫生院。", "IV"),
    ],
)
def test_a_meal_after_which_a_family_cannot_breathe_is_a_poisoning(
    classifier: Classifier, text: str, level: str
) -> None:
    found = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert (found.emergency, found.severity) == ("food_poisoning", level)


@pytest.mark.parametrize(
    "text",
    [
        "吃了毒野菜的后果很严重，医生提醒会抽搐、口吐白沫。",
        "我家狗吃了路边的骨头，口吐白沫，一家人急坏了。",
        "孩子吃果冻噎住说不出话，邻居用海姆立克法救回，一家人道谢。",
    ],
)
def test_advice_a_dog_and_who_choked_are_no_poisoning(classifier: Classifier, text: str) -> None:
    found = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert found.emergency is None
