"""Names of places that stand right behind another word: the last letter of the word and the first of the name may look like a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config_file import read
from monitor.text.gazetteer import RegionsConfig
from monitor.text.places import Gazetteer
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    cut = load_segmenter(CONFIG / "dictionary.txt").cut
    return Gazetteer(read(CONFIG / "regions.yaml", RegionsConfig), cut)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我市南关区一居民楼起火", "220102"),
        ("全市北湖区一居民楼起火", "431002"),
        ("该市中原区一居民楼起火", "410102"),
        ("昨天长沙市一居民楼起火", "430100"),
        ("今天门头沟区一居民楼起火", "110109"),
        ("3日本溪市一居民楼起火", "210500"),
        ("民警和田家庵区一居民联系", "340403"),
        ("5时许昌黎县一居民楼起火", "130322"),
        ("3日晚清城区一居民楼起火", "441802"),
        ("昨天长乐区一居民楼起火", "350112"),
    ],
)
def test_a_whole_name_is_read_though_its_first_letter_ends_another_word(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert gazetteer.find(text).regions == (code,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昨天长沙一居民楼起火", "430100"),
        ("今天津市消防救出两人", "120000"),
        ("昨天门源一居民楼起火", "632221"),
    ],
)
def test_a_short_name_is_read_within_a_seam(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert gazetteer.find(text).regions == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "沿海城市一居民楼起火",
        "3日晚上城区一居民楼起火",
        "我县城步行街一居民楼起火",
        "市民和县领导座谈",
        "矿区在对立山区之间",
        "在外地的家住房山区和平原都有",
        "今天长跑，明天门票打折",
        "我市南部和北部有雨",
    ],
)
def test_two_words_that_meet_are_still_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).regions == ()


def test_a_name_within_its_province_is_not_torn_apart(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("江西安义县一工厂爆炸").regions == ("360123",)
    assert gazetteer.find("湖南岳阳县一工厂爆炸").regions == ("430621",)
    assert gazetteer.find("山西吉县一工厂爆炸").regions == ("141028",)
    assert gazetteer.find("甘肃宁县一工厂爆炸").regions == ("621026",)
    assert gazetteer.find("宁夏西吉县一工厂爆炸").regions == ("640422",)
    assert gazetteer.find("河南安阳县一工厂爆炸").regions == ("410522",)
    assert gazetteer.find("海南通过新规，上海南汇新城开工").regions[:1] != ("320600",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("据报道，山西南部突降暴雨", "140000"),
        ("据报道，湘西城区一商铺起火", "433100"),
        ("据报道，鸡西市区一商铺起火", "230300"),
        ("据报道，定南一居民楼起火", "360728"),
    ],
)
def test_the_parts_of_a_place_are_its_own(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert gazetteer.find(text).regions == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "对策如东部沿海城市一样",
        "据报道，如东部山区有雪",
        "今日临西山区有雪",
        "步道通往东台山方向",
        "时任县主要领导邀请",
    ],
)
def test_no_name_arises_from_the_parts_of_another(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).regions == ()
