"""Places that other writers tell shorter, later or beside others: each class with what must not be taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config_file import read
from monitor.text.clean import clean
from monitor.text.gazetteer import RegionsConfig
from monitor.text.places import Gazetteer
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    cut = load_segmenter(CONFIG / "dictionary.txt").cut
    return Gazetteer(read(CONFIG / "regions.yaml", RegionsConfig), cut)


def told(gazetteer: Gazetteer, text: str) -> tuple[str, ...]:
    """The codes of a text whose headline ends at the first line's end."""
    cleaned = clean(text).text
    return gazetteer.find(cleaned, title_end=max(0, cleaned.find("\n"))).regions


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("湖南岳阳一小区起火", "430600"),
        ("大连长海一渔港起火", "210224"),
        ("三明清流一水库冰面塌陷", "350423"),
        ("鞍山海城一工厂起火", "210381"),
        ("唐山路南一商铺起火", "130202"),
    ],
)
def test_two_names_of_which_one_lies_in_the_other_are_two_however_the_words_are_cut(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert told(gazetteer, text) == (code,)


def test_a_name_that_stands_for_itself_in_the_headline_is_one_behind_a_verb_too(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "茂名信宜山洪\n连日强降雨致信宜钱排镇发生山洪，茂名市区也积了水。") == ("440983",)
    assert told(gazetteer, "本周口舌之争不断，搬迁安置还没有着落。") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("记者从北京市消防救援总队获悉，27日晚，房山一家工厂起火。", "110111"),
        ("沧州一化肥厂出事\n昨天夜里东光的一个化肥厂出事了，两人窒息。", "130923"),
        ("杭州警方通报\n3日上午，在西湖某工地，支架突然倒塌。", "330106"),
        ("吉林省消防总队通报，27日，昌邑一工厂起火。", "220202"),
    ],
)
def test_a_word_that_is_a_district_is_one_where_something_happens_in_it_and_its_city_is_named(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert told(gazetteer, text) == (code,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("北京一家公司的东方明珠一名店长说，昨天没有营业。", "110000"),
        ("东光的一个化肥厂出事了，两人窒息。", ""),
        ("杭州市民说，人民公园西湖一样的水面结了冰。", "330100"),
    ],
)
def test_a_word_that_is_a_district_stays_a_word_in_other_company(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert told(gazetteer, text) == ((code,) if code else ())


def test_the_city_name_that_a_district_of_another_bears_is_that_district_behind_its_city(
    gazetteer: Gazetteer,
) -> None:
    assert told(gazetteer, "辽源西安一煤矿透水") == ("220403",)
    assert told(gazetteer, "益阳资阳一小区起火") == ("430902",)
    assert told(gazetteer, "大连中山火灾致3死\n27日晚，中山一栋民房起火。") == ("210202",)
    assert told(gazetteer, "广东中山火灾致3死\n27日晚，中山一栋民房起火。") == ("442000",)
    assert told(gazetteer, "西安一小区起火") == ("610100",)


def test_a_county_whose_name_simplified_script_writes_with_a_traditional_character_keeps_it(
    gazetteer: Gazetteer,
) -> None:
    assert told(gazetteer, "松原乾安一饭馆液化气泄漏\n16日，乾安县城一家饭馆起火。") == ("220723",)
    assert clean("餅乾曬乾安置妥當").text == "饼干晒干安置妥当"


def test_news_that_come_from_a_county_are_of_what_happened_there(gazetteer: Gazetteer) -> None:
    text = "甘肃一铁选厂溃坝\n来自临夏县抢险指挥部的最新消息：尾矿库溃坝事故已有1人遇难。"
    assert told(gazetteer, text) == ("622921",)
    assert told(gazetteer, "甘肃一铁选厂溃坝\n死者来自临夏县农村。") == ("620000",)


def test_all_districts_of_one_city_in_a_list_are_told_where_one_is(gazetteer: Gazetteer) -> None:
    text = "广州发布预警\n白云区暴雨黄色预警，番禺、荔湾、越秀、天河区暴雨橙色预警。"
    assert set(told(gazetteer, text)) == {"440111", "440113", "440103", "440104", "440106"}


def test_a_university_of_another_city_does_not_stand_beside_the_scene(gazetteer: Gazetteer) -> None:
    text = "深圳提案办理获肯定\n深圳市气象局和武汉大学、广州大学就相关数据开展研究。"
    assert told(gazetteer, text) == ("440300",)


def test_a_storm_that_landed_abroad_leaves_the_news_at_home(gazetteer: Gazetteer) -> None:
    body = "\n台风已在越南沿海再次登陆，对广东影响进一步减小。"
    assert told(gazetteer, "广东调整防风应急响应" + body) == ("440000",)
    assert told(gazetteer, "越南遭台风袭击" + body) == ()


def test_both_sides_of_a_border_are_told_where_it_happened_between_them(gazetteer: Gazetteer) -> None:
    text = "记者从攀枝花仁和区和凉山彝族自治州会理县了解到，30日在两地交界处发生地震。"
    assert told(gazetteer, text) == ("510411", "513402")


def test_the_end_of_a_carriageway_is_no_scene_where_another_place_is_told(gazetteer: Gazetteer) -> None:
    text = "高速抢通\n广东交通集团所属茂湛高速解除管制。茂湛高速往海南方向车辆被大风吹翻。"
    assert told(gazetteer, text) == ("440000",)


def test_the_home_of_those_whom_it_befell_is_no_scene(gazetteer: Gazetteer) -> None:
    text = "大安市一作业车侧翻\n一辆作业车在大安市境内侧翻，死者3人，家住松原市宁江区。"
    assert told(gazetteer, text) == ("220882",)
    assert told(gazetteer, "我家住在松原市宁江区，楼道停电三天了。") == ("220702",)


def test_where_somebody_went_to_be_treated_is_no_place_of_what_he_asks_for(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "爱人去年11月在北京做手术花了21万，回来只给报三成。") == ()


def test_the_county_whose_hospital_took_in_the_injured_places_a_text_that_names_no_other(
    gazetteer: Gazetteer,
) -> None:
    text = "农用车抢过道口\n昨天上午，一辆农用三轮车与列车相撞，母女俩被送到绩溪县人民医院。"
    assert told(gazetteer, text) == ("341824",)
    assert told(gazetteer, "宣城一农用车抢过道口\n母女俩被送到绩溪县人民医院。") == ("341800",)


def test_a_drill_is_held_where_it_is_said_to_be_held(gazetteer: Gazetteer) -> None:
    text = "应急演练举行\n长春市危险化学品事故应急演练在经开区举行。"
    assert told(gazetteer, text) == ("220171",)


def test_the_capital_that_its_papers_leave_out_settles_its_districts(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "通州区通燕高速出京方向宋庄出口处，一辆面包车侧翻。") == ("110112",)
    assert told(gazetteer, "通州区一处路口，一辆面包车侧翻。") == ()


def test_what_headline_and_text_name_alike_is_the_scene_and_not_what_the_text_adds(
    gazetteer: Gazetteer,
) -> None:
    text = "临湘一化工厂泄漏\n岳阳临湘市儒溪镇一化工厂泄漏，赤壁市部分村庄转移。"
    assert told(gazetteer, text) == ("430682",)


def test_a_headlines_city_does_not_outweigh_the_district_that_the_text_tells(gazetteer: Gazetteer) -> None:
    text = "喀什通报一起袭警案\n喀什地区行署通报，一名男子骑摩托车至莎车县一处检查站，引爆随身携带的装置。"
    assert told(gazetteer, text) == ("653125",)


def test_the_own_district_called_by_a_word_is_one_before_a_street_of_it(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "我就是二道和顺街路口卖水果的，昨儿亲眼瞅见的。") == ("220105",)
    assert told(gazetteer, "第二道门坏了，水管换了二道也没修好。") == ()


def test_a_street_that_the_city_has_too_is_not_its_own_in_a_text_of_another_city(
    gazetteer: Gazetteer,
) -> None:
    text = "凌晨飙车\n吉林市长春路与解放大路交叉口，两车剐蹭，司机到船营区交警大队投案。"
    assert told(gazetteer, text) == ("220204",)
    assert told(gazetteer, "长春市民反映，解放大路路灯不亮。") == ("220100",)


def test_where_one_of_the_dead_studied_does_not_stand_beside_the_scene(gazetteer: Gazetteer) -> None:
    text = "两青年身亡\n船营区一路口两车剐蹭。两名死者均不满25岁，一人是长春一所高校的学生。"
    assert told(gazetteer, text) == ("220204",)
    assert told(gazetteer, "我是长春一所高校的学生，寝室停电两天了。") == ("220100",)


def test_a_family_of_a_place_and_those_who_come_home_from_one_are_not_there(gazetteer: Gazetteer) -> None:
    text = "旅游巴士侧翻\n泰国普吉一辆旅游巴士侧翻，车上有长春一家四口，两人受伤。"
    assert told(gazetteer, text) == ()
    text = "火车撞面包车\n四平梨树县一面包车被火车撞上，车上坐着从公主岭赶集回来的5名村民。"
    assert told(gazetteer, text) == ("220322",)


def test_the_new_or_old_town_of_a_city_is_its_district_before_a_street(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "乌鲁木齐的朋友绕行！新市区长春中路站台被撞。") == ("650104",)
    assert told(gazetteer, "洛阳市民反映，老城区积水严重。") == ("410300",)
