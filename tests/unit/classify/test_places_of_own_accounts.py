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


@pytest.mark.parametrize(
    ("source", "kind", "text", "code"),
    [
        ("榆树融媒", "local_media", "长春市昨晚发生火灾，3人死亡。", "220100"),
        ("榆树发布", "official_site", "长春一化工厂昨晚爆炸，3人死亡。", "220100"),
        ("长春市应急管理局", "official_site", "昨晚一煤矿透水，5人被困，我市已派救援队前往松原。", "220700"),
        ("长春市应急管理局", "official_site", "我市救援队赴沈阳增援，昨晚一煤矿透水，5人被困。", "210100"),
    ],
)
def test_what_befell_the_city_or_those_whom_it_helps_lies_there(
    classifier: Classifier, source: str, kind: str, text: str, code: str
) -> None:
    assert _said(classifier, source, kind, text).regions[:1] == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "【警示】外地一小区电动车起火，3人死亡。",
        "【警示】某省昨日一餐馆爆炸，3人死亡。",
        "【以案示警】国内一企业昨日发生爆炸，3人死亡。",
        "据沈阳日报报道，昨晚一餐馆爆炸，3人死亡。",
        "应急管理部通报，昨日一煤矿透水，3人死亡。",
    ],
)
def test_what_a_county_passes_on_to_warn_its_people_is_not_its_own(classifier: Classifier, text: str) -> None:
    assert _said(classifier, "农安县融媒体中心", "local_media", text).local is not True
    assert _said(classifier, "农安县融媒体中心", "local_media", "昨晚一餐馆爆炸，3人死亡。").local is True


@pytest.mark.parametrize(
    ("beside", "local"), [("昨晚长春也发生类似火灾，2人死亡。", True), ("去年长春也发生过类似火灾。", False)]
)
def test_the_like_is_told_of_today_or_of_old(classifier: Classifier, beside: str, local: bool) -> None:
    assert _said(classifier, "新浪微博", "social", "沈阳昨晚火灾，3人死亡。" + beside).local is local
