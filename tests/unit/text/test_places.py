from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, find_places, load_gazetteer

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("长春市朝阳区红旗街一处民房起火", ("220104",)),
        ("我在净月住，供热不达标", ("220172",)),
        ("榆树市五棵树镇修路", ("220182",)),
        ("农安县伏龙泉镇停电", ("220122",)),
        ("长春高新区一工地夜间施工", ("220173",)),
        ("长春经开区洋浦大街堵车", ("220171",)),
        ("长春汽开区锦程大街", ("220174",)),
        ("长春市民反映公交车少", ("220100",)),
        ("南关区与宽城区交界处积水", ("220102", "220103")),
        ("双阳区鹿乡镇、九台区卡伦湖街道", ("220112", "220113")),
        ("公主岭市范家屯镇", ("220184",)),
        ("德惠市布海镇", ("220183",)),
        ("二道区英俊镇", ("220105",)),
        ("绿园区西新镇", ("220106",)),
    ],
)
def test_a_place_of_the_city_is_local_down_to_its_district(
    gazetteer: Gazetteer, text: str, regions: tuple[str, ...]
) -> None:
    places = find_places(text, gazetteer)
    assert places.regions == regions
    assert places.local is True


@pytest.mark.parametrize(
    "text", ["北京市朝阳区一小区失火", "辽宁省朝阳市降雨", "吉林市发生火灾", "上海浦东", "美国加州山火"]
)
def test_a_place_elsewhere_is_not_local(gazetteer: Gazetteer, text: str) -> None:
    places = find_places(text, gazetteer)
    assert (places.regions, places.local) == ((), False)


@pytest.mark.parametrize(
    "text", ["A市A3区停水", "小区停水三天", "朝阳区某小区停水", "高新区企业招工", "吉林省出台新政策", ""]
)
def test_a_text_that_does_not_settle_its_place_says_nothing(gazetteer: Gazetteer, text: str) -> None:
    places = find_places(text, gazetteer)
    assert (places.regions, places.local) == ((), None)


def test_a_street_called_after_another_city_is_not_that_city(gazetteer: Gazetteer) -> None:
    assert find_places("重庆路和西安大路交汇处堵车", gazetteer).local is None
    assert find_places("长春西安大路堵车", gazetteer).regions == ("220100",)


def test_a_street_called_after_this_city_elsewhere_is_not_local(gazetteer: Gazetteer) -> None:
    assert find_places("乌鲁木齐市长春路修路", gazetteer).local is False


def test_a_district_claimed_by_another_city_does_not_count_beside_ours(gazetteer: Gazetteer) -> None:
    assert find_places("长春人在北京市朝阳区打工", gazetteer).regions == ("220100",)


def test_every_mention_stands_where_it_says(gazetteer: Gazetteer) -> None:
    text = "昨天，长春市朝阳区红旗街发生火灾"
    for mention in find_places(text, gazetteer).mentions:
        assert text[mention.start : mention.end] == mention.name
