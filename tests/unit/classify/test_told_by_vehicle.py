"""The dead and the hurt of one vehicle beside those of the other, whatever stands before and behind their number."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("造成中巴车上4人死亡，2人受伤；拖拉机司机死亡。", 5, 2),
        ("导致中巴车上6人当场身亡，车上其余4人受伤，货车司机当场死亡。", 7, 4),
        ("中巴车上3人死亡、3人受伤，轿车上三人也受了伤。", 3, 6),
        ("中巴车上三人当场死亡，车上其余2人受伤；大货车上2人受伤。", 3, 4),
        ("中巴车司机和5名乘客当场死亡，7人受伤；大货车上3人受伤。", 6, 10),
        ("中巴车上3人遇难，4人受伤。拖拉机驾驶员骨折。", 3, 5),
        # A toll holds the drivers, too.
        ("造成5人死亡、4人受伤。中巴车上4人死亡，3人受伤；货车司机死亡。", 5, 4),
        ("中巴车上3人遇难，4人受伤，货车司机没有受伤。", 3, 4),
    ],
)
def test_each_vehicle_has_its_own(classifier: Classifier, text: str, dead: int, hurt: int) -> None:
    item = Item("1", "", "昨天下午，两车在国道上相撞。" + text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    assert (found.casualty("deaths"), found.casualty("injured")) == (dead, hurt)
