"""Counts that are joined before one wound add up (2名炊事员和1名教师烧伤); those who are left of a count (其中…另外四人) do not."""

from __future__ import annotations

import pytest

from monitor.classify.classifier import Classifier
from tests.reports import injured


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("一工厂厨房发生爆燃，造成2名炊事员和1名教师不同程度烧伤。", 3),
        ("一餐馆爆燃，店内两名装修工和一名送水工被烧伤，四名路人被飞溅的玻璃划伤。", 7),
        ("一民房起火，2名老人与1名保洁员被烧伤。", 3),
        ("两车相撞，5名乘客受伤，其中2名男子和1名妇女骨折。", 5),
        ("两车相撞，5名乘客受伤，其中王女士右臂骨折，另外四人脚踝扭伤。", 5),
        ("两车相撞，4名乘客受伤，其中1人骨折，另外路边两名小贩被撞伤。", 6),
        ("一货梯坠落，三名搬运工受伤。", 3),
    ],
)
def test_counts_joined_before_one_wound_add_up_and_those_left_do_not(
    classifier: Classifier, text: str, hurt: int
) -> None:
    assert injured(classifier, f"昨天，{text}") == hurt
