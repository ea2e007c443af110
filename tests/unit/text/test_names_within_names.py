"""Names of places that stand in longer names, across words, or for the ends of a coast are not where something happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, find_places, load_gazetteer

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "我想在西溪湖区域买一套房",
        "桐梓坡地铁站出口的施工噪音太大",
        "考科目三都是第一个上车",
        "泰安社区三楼的会议室一直锁着",
        "我是河南商会的会员，想办居住证明",
        "歌手穿着祥云T恤亮相",
        "这座桥在我们县城人心里相当于武汉长江大桥",
    ],
)
def test_a_name_within_a_longer_one_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert find_places(text, gazetteer).regions == ()


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("阳江滨海新区召开防风会议", ("441700",)),
        ("茂名滨海新区转移群众", ("440900",)),
        ("天津滨海新区一仓库起火", ("120116",)),
        ("滨海新区一仓库起火", ("120116",)),
        ("溪湖区一民房起火", ("210503",)),
        ("桐梓县一煤矿发生事故", ("520322",)),
        ("泰安一化工厂爆炸", ("370900",)),
        ("河南人大代表建议修路", ("410000",)),
    ],
)
def test_the_place_itself_keeps_its_code(gazetteer: Gazetteer, text: str, regions: tuple[str, ...]) -> None:
    assert find_places(text, gazetteer).regions == regions


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("台风将在浙江台州到江苏启东一带沿海登陆", ()),
        ("台风将在浙江温岭至玉环一带沿海登陆", ("331000",)),
        ("受台风影响，顺德区有暴雨。台风将在广东电白到海南琼海一带沿海登陆", ("440606",)),
        (
            "针对广东的防汛防台风应急响应提升至三级 第9号台风将于6日在海南文昌到广东徐闻一带沿海登陆（强台风级）",
            ("440000",),
        ),
        ("台风中心位于广东徐闻东偏南约495公里的南海海面", ()),
        ("四川汶川西北35公里处发生3.2级地震", ("513221",)),
        ("台风在浙江温岭沿海登陆", ("331081",)),
        ("京哈高速长春至德惠段一带大雾", ("220183",)),
    ],
)
def test_the_ends_of_a_coast_and_a_town_far_off_are_not_the_scene(
    gazetteer: Gazetteer, text: str, regions: tuple[str, ...]
) -> None:
    assert find_places(text, gazetteer).regions == regions
