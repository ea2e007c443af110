from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, load_gazetteer

PATH = Path(__file__).resolve().parents[3] / "config/regions.yaml"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(PATH)


AT_HOME = [
    ("我在沈阳打工，老家榆树的宅基地被邻居占了，村里不管", "220182"),
    ("我人在沈阳，家在榆树，家里的地被占了", "220182"),
    ("我在长春上班，家是四平梨树县的，县里修路占了我家地", "220322"),
    ("我和爱人在青岛打工，父母在德惠市，家门口的路坏了没人修", "220183"),
    ("我在北京工作，回长春过年，发现暖气不热", "220100"),
    ("我人在上海，长春市南关区的房子被物业断电", "220102"),
    ("老家农安县哈拉海镇的，邻居家加盖三楼下午整个塌了，我爸去帮忙扒的人", "220122"),
]


@pytest.mark.parametrize(("text", "code"), AT_HOME)
def test_the_matter_of_who_writes_from_elsewhere_lies_at_home(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert gazetteer.find(text).regions == (code,)


@pytest.mark.parametrize(
    "text",
    ["老家农安县的，来这边十年了，隔壁老王的狗天天叫", "老家农安县的，租的房子，邻居家半夜装修"],
)
def test_a_home_that_is_only_told_places_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).regions == ()


AT_WORK = [
    ("我现在在长春打工，老板拖欠工资，我家是梨树县的", "220100"),
    ("老家四川的张某在长春打工时坠落", "220100"),
    ("李女士在长春上班，老家在梨树县", "220100"),
    ("我在沈阳上班，单位天天加班", "210100"),
]


@pytest.mark.parametrize(("text", "code"), AT_WORK)
def test_a_matter_of_the_place_of_work_stays_there(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert gazetteer.find(text).regions == (code,)


LIVED_IN = [
    "榆树连降暴雨",
    "龙卷风致榆树房屋倒塌",
    "龙卷风袭击榆树",
    "我是榆树的农民，玉米卖不出去",
    "榆树下大雪了",
]


@pytest.mark.parametrize("text", LIVED_IN)
def test_a_county_called_as_a_tree_is_one_where_people_live(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).regions == ("220182",)


TREES = [
    "榆树倒了砸到车",
    "车撞在榆树上",
    "大风刮倒榆树，压坏车辆",
    "院里种了棵榆树，挡光",
    "榆树突然倒了",
    "榆树生虫没人打药",
]


@pytest.mark.parametrize("text", TREES)
def test_a_tree_is_no_county(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).regions == ()


def test_a_district_with_a_common_name_is_that_of_the_city_named_elsewhere(gazetteer: Gazetteer) -> None:
    text = "北京5号线短暂甩站。今天上午，一列车驶入东城区境内一车站时冒出白烟"
    assert gazetteer.find(text).regions == ("110101",)
    assert gazetteer.find("西安一新城区规划公布").regions == ("610100",)
