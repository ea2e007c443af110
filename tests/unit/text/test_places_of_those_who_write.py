"""Whose places a letter names beside that of its matter: where somebody is registered, comes from, rides to or calls to."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, load_gazetteer

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("我孩子户口在农安，想来二道区上小学，要居住证。", ("220105",)),
        ("我孩子户口在农安，镇里的小学说不收。", ("220122",)),
    ],
)
def test_where_somebody_is_registered_is_not_where_he_asks(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("榆树市五棵树镇的粮库欠我们黑龙江五常农民的粮款。", ("220182",)),
        ("我们宽城区居民要求恢复公交。", ("220103",)),
        ("大连的朋友看看吧，长春朝阳区这个馆子，吃完我们全拉了。", ("220104",)),
    ],
)
def test_who_writes_or_is_called_to_is_not_the_place_where_another_is_told(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes


def test_the_streets_where_a_line_ends_do_not_place_it(gazetteer: Gazetteer) -> None:
    text = "汽开区长沈路62路公交从东风大街到红旗街，早高峰二十分钟不来一辆。"
    assert gazetteer.find(text).regions == ("220174",)
    assert gazetteer.find("今天到长春朝阳区红旗街办事，被摩托撞了。").regions == ("220104",)


def test_lorries_that_come_from_a_place_do_not_place_what_they_dump(gazetteer: Gazetteer) -> None:
    text = "九台的地里让人倒了建筑垃圾，车都是从长春朝阳区工地过来的，在纪家街道这块儿。"
    assert gazetteer.find(text).regions == ("220113",)


def test_who_comes_home_from_a_place_and_complains_means_that_place(gazetteer: Gazetteer) -> None:
    text = "市民孙女士从三亚海棠区旅游归来后向本报反映被宰客。"
    assert gazetteer.find(text).regions == ("460202",)


def test_the_home_of_who_did_it_within_the_city_is_not_the_scene(gazetteer: Gazetteer) -> None:
    text = "本人沈阳人，在长春龙嘉机场被黑车司机打了，司机车牌吉A，家是九台的。"
    assert gazetteer.find(text).regions == ("220100",)
    assert gazetteer.find("家住九台的王女士反映，长春的供热公司不给她家供热。").regions == ("220113",)


def test_a_restaurant_called_after_a_city_is_not_there(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("长春朝阳区这家“大连海鲜”吃坏了八个人。").regions == ("220104",)
    assert gazetteer.find("大连海鲜批发市场起火。").regions == ("210200",)
