"""One more of the hurt beside a counted group of which he can be none: 14名幼儿受伤；跟车老师左臂骨折."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, tzinfo=SHANGHAI)
CRASH = "昨日早上，某县一辆公交车与校车相撞，"


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("11名幼儿受伤，其中2人伤势较重，已转往市医院；跟车老师右臂骨折。另外5个孩子只是受了惊吓。", 12),
        (
            "校车上的21名学生全部送医检查。其中13人有不同程度外伤，另外8人无外伤。此外，公交车司机左小腿骨折。",
            14,
        ),
        ("9名乘客受伤，司机骨折。", 10),
        # Who is one of them, comes off unhurt, dies or is counted among them is nobody more.
        ("9名乘客受伤，司机没有受伤。", 9),
        ("9名乘客受伤，司机骨折，经抢救无效死亡。", 9),
        ("车上9人受伤。司机右腿骨折。", 9),
        ("共造成10人受伤，其中9名乘客受伤，司机骨折。", 10),
    ],
)
def test_one_of_another_role_comes_on_top(classifier: Classifier, text: str, hurt: int) -> None:
    item = Item("x", "", CRASH + text, source_kind="local_media", published_at=NOW)
    assert classifier.classify(item, NOW).casualty("injured") == hurt
