"""Where somebody lives is the scene where it happened at home, and a river is no district."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2020, 6, 10, 20, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "西宁一浴室热水器惹祸。8日晚，家住西宁市城北区的马先生下班回家，发现妻子倒在卫生间，一氧化碳中毒身亡。西宁市急救中心提醒市民通风。",
            "630105",
        ),
        ("8日，家住西宁市城北区的马先生在城东区驾车时与一辆货车相撞，受了轻伤。", "630102"),
        ("昨晨5点许，北京南五环大兴旧宫桥附近，两辆货车追尾，一人受伤。", "110115"),
        ("昨日清晨，新城区韩森寨一小区发生爆炸，西安消防赶到救援，两人受伤。", "610102"),
        ("昨日清晨，金水河上漂满死鱼，郑州市环保部门取样检测。", "410100"),
    ],
)
def test_the_scene_is_told_by_what_happened_there(classifier: Classifier, text: str, code: str) -> None:
    found = classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert found.regions[:1] == (code,)
