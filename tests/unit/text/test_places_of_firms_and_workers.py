"""Where firms are registered, workers come from, kin live and fugitives are caught is not where it happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, load_gazetteer

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


REST = "救护车刚到，现场还在清点人数。"


@pytest.mark.parametrize(
    "text",
    [
        "工地上8个江苏来的工人被埋了",
        "昨日，一处工地脚手架坍塌，5名来自河南的工人被困",
        "我们8个江苏来的工人在这干了三个月，老板不给钱",
        "8名江苏工人的工资被拖欠了",
        "12个四川凉山的民工在宿舍煤气中毒",
    ],
)
def test_where_workers_come_from_places_nothing(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.find(f"{text}。{REST}")
    assert (found.regions, found.local) == ((), None)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("昨日，净月区一工地发生塌吊事故，8个江苏来的工人被困。长春市应急管理局介入。", ("220172",)),
        ("8名江苏工人在宽城区奋进街道一平房内一氧化碳中毒。长春市已成立调查组。", ("220103",)),
        ("江苏来的一车货在长春市二道区翻了。", ("220105",)),
        ("南京市一工地8名工人被困。", ("320100",)),
        ("8名南京市民在夫子庙被撞。", ("320100",)),
    ],
)
def test_what_is_told_beside_them_does_and_a_city_of_theirs_too(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("北京市朝阳区一写字楼起火，事发单位的总部在长春。", ("110105",)),
        ("松原市扶余市一座在建桥梁坍塌，施工单位注册地为长春市经开区。", ("220781",)),
        ("辽源市东丰县一安置房脚手架坍塌，长春某监理公司监理的这个项目已停工。", ("220421",)),
        ("长春市二道区一工地塌方，施工单位系中铁某局，注册地在河北石家庄市。", ("220105",)),
    ],
)
def test_where_a_firm_is_registered_is_not_where_it_builds(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes


def test_a_firm_of_which_nothing_else_is_told_is_where_it_is_registered(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("该公司注册地在长春市朝阳区，拖欠货款不还。").regions == ("220104",)


@pytest.mark.parametrize(
    ("text", "codes", "local"),
    [
        ("我姐家在沈阳，她家楼下的铁西区饭店昨晚爆炸了，我在长春都睡不着", ("210106",), False),
        ("广州白云区那个厂子炸了，我在长春刷到的视频", ("440111",), False),
        ("我在长春，家楼下饭店昨晚爆炸了", ("220100",), True),
    ],
)
def test_who_only_hears_of_it_is_not_where_it_happened(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...], local: bool
) -> None:
    found = gazetteer.find(text)
    assert (found.regions, found.local) == (codes, local)


def test_a_county_whose_water_was_spared_is_not_the_scene(gazetteer: Gazetteer) -> None:
    text = "松花江上游发生柴油泄漏，长春市德惠市境内水质未受影响，目前吉林市永吉县正在处置泄漏点。"
    assert gazetteer.find(text).regions == ("220221",)
    text = "长春市德惠市境内水质受到影响，已停止取水。"
    assert gazetteer.find(text).regions == ("220183",)


def test_pay_is_asked_for_where_the_work_was_and_a_house_where_it_stands(gazetteer: Gazetteer) -> None:
    text = "我家住农安县合隆镇，孩子在长春市二道区打工，工地上的老板拖欠他三个月工资不给。"
    assert gazetteer.find(text).regions == ("220105",)
    text = "我家住农安县合隆镇，门口的路塌了，孩子在长春市二道区打工回不来。"
    assert gazetteer.find(text).regions[:1] == ("220122",)


def test_who_writes_from_elsewhere_of_his_home_is_at_home(gazetteer: Gazetteer) -> None:
    text = "我是榆树市人，在大连打工，老家榆树市五棵树镇的宅基地被村里占了，找镇里没人管。"
    assert gazetteer.find(text).regions == ("220182",)
    text = "本人沈阳人，在长春龙嘉机场被黑车司机打了。"
    assert gazetteer.find(text).regions == ("220100",)


def test_an_office_that_answered_the_writer_is_the_one_in_question(gazetteer: Gazetteer) -> None:
    text = "我儿子在北京海淀区上学，户口在长春市南关区，南关区教育局说中考报名要回户籍地，请问怎么办理？"
    assert gazetteer.find(text).regions == ("220102",)
    text = "孩子从沈阳的学校转到长春市朝阳区，朝阳区教育局说没有学位"
    assert gazetteer.find(text).regions == ("220104",)


def test_where_somebody_who_fled_was_caught_is_not_the_scene(gazetteer: Gazetteer) -> None:
    text = "农安县公安局22日通报：在内蒙古科尔沁区抓获“11·15”故意杀人案嫌疑人赵某，案发地为农安县高家店镇。"
    assert gazetteer.find(text).regions == ("220122",)
    assert gazetteer.find("长春警方在朝阳区抓获一名盗窃嫌疑人。").regions == ("220104",)


def test_a_driver_is_from_a_city_and_was_robbed_where_it_is_told(gazetteer: Gazetteer) -> None:
    text = "22日，长春市一名出租车司机在送客人前往吉林市途中，于吉林市龙潭区乌拉街镇遭抢劫杀害。"
    assert gazetteer.find(text).regions == ("220203",)
    assert gazetteer.find("长春一名出租车司机遭乘客抢劫。").regions == ("220100",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("欧亚卖场三楼好像着火了，浓烟往外冒", ("220100",)),
        ("红旗街万达这边电梯坏了关了七八个人", ("220104",)),
        ("桂林路胡同里那家炸串店着了", ("220104",)),
        ("长百大楼门口自动扶梯夹了个小孩的脚", ("220100",)),
        ("上海桂林路一家店着火了", ("310000",)),
        ("吉林大路路灯坏了半个月", ("220100",)),
        ("红旗街万达路口堵死了", ("220104",)),
    ],
)
def test_houses_that_only_this_city_has_need_no_city(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions[:1] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("预计未来6小时长春、吉林、四平将出现暴雪。", {"220100", "220200", "220300"}),
        ("吉林、辽宁、黑龙江将出现暴雪。", {"220000", "210000", "230000"}),
    ],
)
def test_beside_cities_of_the_province_its_name_is_that_of_the_city(
    gazetteer: Gazetteer, text: str, codes: set[str]
) -> None:
    assert set(gazetteer.find(text).regions) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("榆树大坡一养牛场塌了砸死人了，说是老板是扶余那边的", ("220182",)),
        ("双阳鹿乡那条路塌了，校车过不去", ("220112",)),
        ("老铁们，英俊镇那个垃圾场又冒烟了，我家住东方广场都能闻着味，长春人谁来管", ("220105",)),
        ("我家住东方广场，楼下的路塌了，长春市政没人管", ("220171",)),
        ("通化市辉南县一民营医院的救护车，在送病人去长春途中，于伊通县境内侧翻，2人遇难。", ("220323",)),
        ("凯旋路客运站打起来了，都动刀了", ("220103",)),
    ],
)
def test_a_short_district_with_its_town_needs_no_more_and_homes_and_owners_place_nothing(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes


def test_a_row_of_ordinals_is_no_district_with_its_town(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("一道二道三道工序都不合格").regions == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("沈阳北站出来打车去铁西，司机绕路收了我120，我是长春来的", ("210100",)),
        ("“老赖”王某（长春某集团董事长）在北京市海淀区一酒店被带走。", ("110108",)),
        ("长春一中专学生在河北燕郊实习，宿舍煤气中毒死了俩", ("131082",)),
        ("长春一中学学生宿舍起火", ("220100",)),
        ("长春某公司董事长被员工殴打", ("220100",)),
        ("农安籍司机在白城市洮南市境内撞上行人致其死亡后逃逸，在长春被抓获。", ("220881",)),
        ("从长春坐客车到德惠天台镇，司机把我们扔在米沙子就不走了", ("220183",)),
        ("从长春坐客车，司机半路把我们扔了", ("220100",)),
    ],
)
def test_students_heads_of_firms_and_those_who_rode_from_there_place_nothing_beside_the_scene(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert gazetteer.find(text).regions == codes
