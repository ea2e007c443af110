"""Counties whose short name is a word of the language, too, and people who are told of elsewhere than where it happened."""

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
        ("6月6日起，成县黄渚镇取水口锑超标，水厂停水。", ("621221",)),
        ("叶县人民医院的医生说，送来的5名孩子都是翻车受的伤。", ("410422",)),
        ("莒县一所幼儿园的面包车在国道上一头撞进货车尾部。", ("371122",)),
        ("定武高速中宁境内两车追尾，伤者送往中卫市的医院。", ("640521",)),
        ("宁城的老辈人讲究上坟。三轮车翻进沟里，一人在赤峰的医院里走了。", ("150429",)),
        # Without a township or a house of the county the word may be two.
        ("上午10点，和县公安局的同志一起到了现场。", ()),
        ("这件事完成县里交代的任务。", ()),
    ],
)
def test_a_short_county_is_one_where_its_towns_and_houses_follow(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("邓州市一工地升降机坠落。死者中有一对夫妻老家在内乡，结婚才半年。", ("411381",)),
        ("山洪把便桥冲了。我是绵阳某户外俱乐部的领队，我们困在北川县的木屋里。", ("510726",)),
        ("丹巴县泥石流，埋了3人。还有一台皮卡，车主打通电话了，人在康定。", ("513323",)),
        ("南华县沙桥镇一家六口吃了野菌子，老人走了，她男人在昆明换血。", ("532324",)),
        ("昨天在昆明换乘地铁时，站台起火。", ("530100",)),
        ("每年十一月他们都聚，在临猗不是，在蒲县。", ("141033",)),
        # Whoever says where he is from and goes on about his own county is there.
        ("我叫王某，筠连人。我哥在本县一家煤矿被砸死了。", ("511527",)),
        ("我是鹿邑县人，替我姐发。我姐夫在县道上被车撞死了。", ("411628",)),
        ("我是河南人，我们村里一家三口煤气中毒。", ()),
        ("我是赫章人，在这边厂里我老乡被机器绞死了。", ()),
        # What stands right behind a county is a corner of it from then on.
        ("都江堰虹口便桥被冲，3人失踪。消防说虹口那边路断了。", ("510181",)),
        ("上海虹口一居民楼着火。虹口消防到场。", ("310109",)),
    ],
)
def test_whose_home_ward_or_shelter_it_is_does_not_place_it(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes
