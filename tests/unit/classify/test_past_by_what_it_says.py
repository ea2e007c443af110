"""What happened long ago by what the text says of it: a dynasty's year, the year in which the father died, 那是2017年; and who was where."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item
from monitor.text.places import load_gazetteer

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.mark.parametrize(
    "text",
    [
        "据《县志》，民国二十三年大旱，饿毙两千余人；三十一年霍乱，死者以千计。",
        "我父亲是1983年死在那条船上的，那天江上风很大，船上四十三个人，回来十一个。",
        "我在候机楼刷手机，忽然看到新闻说老家地震了，7.0级，手一直抖。那是2017年8月。",
        "老家在吉林的朴某在首尔打工，昨天工地起火，他和另外两名同胞遇难。",
    ],
)
def test_what_is_past_or_abroad_has_no_level(classifier: Classifier, text: str) -> None:
    item = Item("x", "", text, source_kind="local_media", published_at=NOW)
    assert classifier.classify(item, NOW).severity is None


@pytest.mark.parametrize(
    "text",
    [
        "昨晚，咸丰县一工地塌方，2人死亡。",
        "1983年建的那座桥昨晚垮塌，2人死亡。",
        "老家在吉林的朴某在宽城一工地打工，昨天工地起火，他和两名工友遇难。",
    ],
)
def test_what_is_of_today_has_one(classifier: Classifier, text: str) -> None:
    item = Item("x", "", text, source_kind="local_media", published_at=NOW)
    assert classifier.classify(item, NOW).severity is not None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("家住渝北的刘女士带孩子去武隆玩漂流，橡皮艇翻了。", ("500156",)),
        ("武汉某大学学生小李等6人在神农架徒步时遇山洪。", ("429021",)),
        ("武汉某大学学生宿舍起火，2人受伤。", ("420100",)),
        ("一辆大巴去武隆旅游返回途中在涪陵侧翻。", ("500102",)),
    ],
)
def test_who_goes_somewhere_for_fun_or_study_is_there(text: str, codes: tuple[str, ...]) -> None:
    assert load_gazetteer(CONFIG / "regions.yaml").find(text).regions == codes
