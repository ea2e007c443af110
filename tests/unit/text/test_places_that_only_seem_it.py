"""Places that look like the scene of what is told and are not, and names that look like something else and are places."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.text.places import Gazetteer, load_gazetteer

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(CONFIG / "regions.yaml")


def _regions(gazetteer: Gazetteer, text: str, year: int | None = None) -> tuple[str, ...]:
    return gazetteer.place(text, gazetteer.names(text), year=year).regions


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("浙江温州龙港市海港路一鞋料加工厂发生火灾。", ("330383",)),
        ("泰安市泰山区泰山大街一项目基坑垮塌，4人被埋。", ("370902",)),
        ("长春二道区恒大绿洲小区一住户家中起火。", ("220105",)),
        ("河南郑州恒大与球迷见面，昨日金水区一小区着火。", ("410105",)),
    ],
)
def test_a_street_or_an_estate_called_like_a_club_is_no_team(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert _regions(gazetteer, text) == codes


def test_a_seismic_network_measures_and_does_not_quake(gazetteer: Gazetteer) -> None:
    text = "福建省地震台网测定，今天上午台湾花莲县附近海域发生5.6级地震。"
    assert _regions(gazetteer, text) == ("710000",)
    assert _regions(gazetteer, "福建漳平市地震3.1级，无人员伤亡。") == ("350881",)


def test_a_place_so_many_kilometres_off_is_not_the_scene(gazetteer: Gazetteer) -> None:
    text = "新疆哈密市发生5.1级地震，震中距伊吾县约30公里，伊吾县政府称房屋未受损。"
    assert _regions(gazetteer, text)[0] == "650500"
    assert _regions(gazetteer, "在距农安县城约20公里处，一辆客车翻入沟中。") == ("220122",)


def test_the_place_of_an_accident_of_years_ago_is_not_that_of_todays(gazetteer: Gazetteer) -> None:
    text = "一艘开往海口的客滚船机舱起火，火被扑灭。1999年11月发生在烟台海域的海难也是由起火开始的。"
    assert _regions(gazetteer, text, 2011) == ("460100",)
    assert _regions(gazetteer, "2010年12月31日，烟台一渔船沉没。", 2011) == ("370600",)
    inside = "长春老照片：1956年，饮马河在九台、德惠交界的地方决了口。"
    assert set(_regions(gazetteer, inside, 2020)) >= {"220113", "220183"}


def test_experts_who_come_to_a_bedside_do_not_move_it_to_their_city(gazetteer: Gazetteer) -> None:
    text = "吉林通化二道江区一厂发生煤气泄漏，6名检修工人中毒，伤者由长春专家会诊。"
    assert _regions(gazetteer, text) == ("220503",)
    assert _regions(gazetteer, "长春专家公寓一住户家中起火。") == ("220100",)


def test_what_happened_to_nobody_in_one_place_is_not_told_of_it(gazetteer: Gazetteer) -> None:
    assert _regions(gazetteer, "四平那边昨天夜里冻雨，梨树也封了，长春这边还行。")[0] == "220300"
    assert _regions(gazetteer, "长春这边还行，就是公交车太慢。") == ("220100",)


def test_who_goes_to_a_place_is_hurt_there_and_not_at_home(gazetteer: Gazetteer) -> None:
    text = "我们是德惠市大房身镇农民，拉着苞米去榆树的粮库卖，过磅的时候粮库的平台塌了，砸伤三个人。"
    assert _regions(gazetteer, text) == ("220182",)
    home = "我们是德惠市大房身镇农民，村里的粮库去年塌了，至今没人管。"
    assert _regions(gazetteer, home) == ("220183",)
    tram = "家住九台的老张坐公交去亲戚家，公交车在洋浦大街与货车相撞，肋骨断了三根。"
    assert _regions(gazetteer, tram) == ("220171",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("朝阳区富锋镇一处物流仓库起火。", ("220104",)),
        ("吉林大学和平校区对面的菜市场着火。", ("220106",)),
        ("一辆大巴在长白山北景区二道白河镇附近侧翻。", ("222426",)),
        ("昨天傍晚，杭州湾跨海大桥上一辆大巴遭追尾。", ("330000",)),
    ],
)
def test_a_town_or_a_campus_tells_its_district(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert _regions(gazetteer, text) == codes


def test_a_branch_school_is_where_it_stands_and_not_where_its_mother_house_is(gazetteer: Gazetteer) -> None:
    text = "东北师大附中深圳学校昨天食堂的饭有问题，20多个孩子拉肚子，龙岗区市监局来人采样。"
    assert _regions(gazetteer, text) == ("440307",)
    assert _regions(gazetteer, "东北师大附中净月校区门口一辆公交撞人。") == ("220172",)


def test_whoever_hears_it_from_afar_is_not_where_it_happened(gazetteer: Gazetteer) -> None:
    assert _regions(gazetteer, "朝阳桂林路的串店昨晚炸了，我在南关都听见响了。") == ("220104",)
    assert _regions(gazetteer, "我在南关看见一辆公交撞了。") == ("220102",)


def test_counties_of_two_cities_in_one_list_are_both_hit(gazetteer: Gazetteer) -> None:
    text = "26日夜间，清远市连南瑶族自治县、韶关市乳源瑶族自治县出现冰雹，2人死亡。"
    assert set(_regions(gazetteer, text)) == {"441826", "440232"}


def test_a_former_name_in_brackets_does_not_part_a_place_from_what_happened_there(
    gazetteer: Gazetteer,
) -> None:
    text = "邢台市任泽区（原任县）一化工厂硫化氢泄漏，南和区部分村庄闻到异味。"
    assert _regions(gazetteer, text)[0] == "130505"


def test_those_who_come_from_a_list_of_cities_come_from_all_of_them(gazetteer: Gazetteer) -> None:
    text = "海南万宁市海域发生游船倾覆，船上游客来自四川成都、吉林长春等地，2人死亡。"
    assert _regions(gazetteer, text) == ("469006",)


def test_a_town_with_namesakes_in_the_city_is_that_of_the_county_whose_paper_tells_it(
    gazetteer: Gazetteer,
) -> None:
    text = "28日10时许，大岭镇街里一辆半挂货车撞倒一名老人。"
    names = gazetteer.names(text)
    home = gazetteer.sources.home_of("公主岭融媒")
    assert gazetteer.place(text, names, home=home).regions == ("220184",)
    assert gazetteer.place(text, names).regions == ()


def test_a_name_that_opens_with_the_citys_may_end_within_a_longer_one(gazetteer: Gazetteer) -> None:
    assert _regions(gazetteer, "长春北湖科技园那个药厂昨晚冒黄烟。") == ("220173",)
    assert _regions(gazetteer, "长春北湖边上昨晚有人落水。") == ("220100",)


def test_who_came_to_work_is_hurt_at_work_and_not_where_he_is_from(gazetteer: Gazetteer) -> None:
    text = "我是白城洮南的，在长春二道区打工，晚上在洋浦大街工地从三层掉下来。"
    assert "220881" not in _regions(gazetteer, text)
    assert _regions(gazetteer, "我是白城洮南的，村里的路坏了三年没人管。") == ("220881",)


def test_where_two_counties_meet_both_are_the_scene_though_towns_stand_between(
    gazetteer: Gazetteer,
) -> None:
    text = "扶余市三岔河镇与榆树市交界处拉林河河段，两名捕鱼者落入冰窟，扶余消防救出一人。"
    assert set(_regions(gazetteer, text)) == {"220781", "220182"}
    twice = "双辽市、公主岭市交界的东辽河冰面有人骑摩托掉进冰窟，人是双辽王奔镇的。"
    assert set(_regions(gazetteer, twice)) == {"220382", "220184"}
    spaced = "宽城区兰家镇 和 德惠市米沙子镇 之间的乡道 昨晚翻了一台拉学生的面包"
    assert set(_regions(gazetteer, spaced)) == {"220103", "220183"}


def test_engines_called_from_two_districts_do_not_place_a_fire(gazetteer: Gazetteer) -> None:
    text = "合隆镇一家家具厂着火，消防从宽城、农安都调了车，厂子在长春市农安县合隆经济开发区。"
    assert _regions(gazetteer, text) == ("220122",)
    rescued = "一名垂钓者在珲春市敬信镇落水，珲春、延吉两地蓝天救援队参与搜救。"
    assert _regions(gazetteer, rescued) == ("222404",)


def test_who_built_the_bridge_is_not_where_it_fell(gazetteer: Gazetteer) -> None:
    text = "长春一公司在外地承建的桥垮塌：盘锦市大洼区田庄台大桥桥面垮塌，施工方为长春某路桥公司。"
    assert _regions(gazetteer, text) == ("211104",)
    assert _regions(gazetteer, "长春一公司仓库昨晚起火。") == ("220100",)


def test_a_coach_on_its_way_home_is_not_there_yet(gazetteer: Gazetteer) -> None:
    text = "这辆从秦皇岛回农安的车在绥中服务区出口让大挂给怼了。"
    assert _regions(gazetteer, text) == ("211421",)


def test_so_many_people_of_a_place_and_a_railways_own_stretch_are_not_the_scene(
    gazetteer: Gazetteer,
) -> None:
    text = "一辆旅游客车在锡林浩特市附近侧翻，车上29名长春市朝阳区某老年大学学员受伤。"
    assert _regions(gazetteer, text) == ("152502",)
    assert _regions(gazetteer, "3名长春市朝阳区居民煤气中毒。") == ("220104",)
    train = "一列由图们开往长春的列车在蛟河市境内脱轨，长春客运段已启动应急预案。"
    assert _regions(gazetteer, train) == ("220281",)
    assert _regions(gazetteer, "京哈高速长春段多车追尾。") == ("220100",)
