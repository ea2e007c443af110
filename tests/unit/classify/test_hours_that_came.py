"""The hour of a happening beside those of setting out, of counting and of waiting."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("4日晚，工友聚餐到深夜。至次日凌晨1时许，双阳区一饭店突然爆炸，2人死亡。", 5, 1),
        ("4日晚9点，大家还在喝酒。到晚上11时左右，双阳区一饭店起火，2人死亡。", 4, 23),
        ("4日22时，大家还在加班。到了第二天凌晨2时，双阳区一工厂爆炸，2人死亡。", 5, 2),
        ("4月4日8时开工的工人，11时左右双阳区一工地坍塌，2人死亡。", 4, 11),
        ("4月5日9时，距事故发生已19小时。昨天下午2点，双阳区一工厂爆炸，2人死亡。", 4, 14),
        ("4月5日9时，救援已持续19小时。昨天下午2点，双阳区一工厂爆炸，2人死亡。", 4, 14),
        ("3日22时从双阳区出发的客车，凌晨2时许侧翻，2人死亡。", 4, 2),
        ("4日晚6时开席，8时起双阳区一饭店20人食物中毒，2人死亡。", 4, 20),
        ("3日晚11点入住双阳区一酒店，凌晨3点酒店起火，2人死亡。", 4, 3),
        ("4日凌晨2时，双阳区一工厂爆炸，2人死亡。", 4, 2),
        # So many of them are counted until then.
        ("4日下午4时，双阳区一工厂爆炸，2人死亡。至5日8时，发生火灾3起。", 4, 16),
        # What had come of it by an hour is told at that hour.
        ("4日下午4时，双阳区一工厂爆炸。至5日上午9时，事故已造成2人死亡。", 4, 16),
        ("4日下午4时，双阳区一工厂爆炸。到当晚10时，共有2人死亡。", 4, 16),
    ],
)
def test_the_hour_that_came_is_that_of_the_happening(
    classifier: Classifier, text: str, day: int, hour: int
) -> None:
    item = Item(id="1", text=text, source="长春日报", source_kind="local_media", published_at=NOW)
    at = classifier.classify(item, NOW).occurred_at
    assert isinstance(at, datetime)
    assert (at.day, at.hour) == (day, hour)
