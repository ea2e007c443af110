"""What a place's own authority or forum tells lies there, though the text names only who came to help or where somebody was taken."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, tzinfo=SHANGHAI)
TOLD = "4月4日15时，辖区一家化工厂爆炸，2人死亡。"


def _said(classifier: Classifier, source: str, kind: str, text: str) -> Classification:
    item = Item(id="1", text=text, source=source, source_kind=kind, published_at=NOW)
    return classifier.classify(item, NOW)


@pytest.mark.parametrize(
    "beside",
    [
        "重伤员已转到沈阳的医院。",
        "死者均为四平人。",
        "长春市应急管理局派工作组到现场指导。",
        "哈尔滨救援队也赶来参加搜救。",
        "嫌疑人在沈阳被抓。",
        "去年沈阳也曾发生类似事故。",
        "转沈阳治疗的一人今晨死亡。",
    ],
)
@pytest.mark.parametrize(
    ("source", "kind"),
    [("双阳区应急管理局", "official_site"), ("双阳公安", "social"), ("双阳区融媒体中心", "local_media")],
)
def test_an_own_authority_tells_of_its_own_district(
    classifier: Classifier, source: str, kind: str, beside: str
) -> None:
    said = _said(classifier, source, kind, TOLD + beside)
    assert said.regions[:1] == ("220112",)
    assert said.local is True


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("慈利县公安局", "official_site"),
        ("今日慈利", "social"),
        ("平安慈利", "social"),
        ("慈利论坛", "forum"),
    ],
)
def test_another_countys_channel_tells_of_that_county(classifier: Classifier, source: str, kind: str) -> None:
    text = f"{TOLD}重伤员已转到长春的医院。"
    said = _said(classifier, source, kind, text)
    assert said.regions[:1] == ("430821",)
    assert said.local is False


@pytest.mark.parametrize(
    ("source", "kind", "text", "code"),
    [
        ("平安长春", "social", "昨天沈阳市一化工厂爆炸，2人死亡。", "210100"),
        ("长春晚报", "local_media", "昨天吉林市龙潭区一家化工厂爆炸，2人死亡。", "220203"),
        ("农安县公安局", "official_site", "昨天德惠市一家化工厂爆炸，2人死亡，我县派人增援。", "220183"),
    ],
)
def test_a_scene_that_the_text_names_stands_whoever_tells_it(
    classifier: Classifier, source: str, kind: str, text: str, code: str
) -> None:
    assert _said(classifier, source, kind, text).regions[:1] == (code,)
