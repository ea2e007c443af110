"""A county by its short name alone, beside those who only came or went, and what happened elsewhere before."""

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


def told(gazetteer: Gazetteer, text: str, *, widely: bool = True) -> tuple[str, ...]:
    """The codes of a text without a headline."""
    cleaned = clean(text).text
    return gazetteer.place(cleaned, gazetteer.names(cleaned), widely=widely).regions


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昨天望谟发大水，冲走两个人。", "522326"),
        ("#宜章# 昨晚国道上大货车压死两个人。", "431022"),
        ("#平度车祸# 今早亲眼看见的，人当场就没了。", "370283"),
        ("有没有花溪这家幼儿园的家长？大三班吐了19个。", "520111"),
        ("寿光化龙的，我舅下沼气池捞水泵没上来。", "370783"),
        ("神木大柳塔这边矿上又出事了。", "610881"),
        ("昨天对高密的交警来说是忙碌的一天。", "370785"),
        ("会理这个幼儿园中毒的有45人。", "513402"),
        ("本报特派记者 郜某 岷县报道 在建隧道塌方。", "621126"),
        ("本报记者 乌某 发自虎林 矿上又传来噩耗。", "230381"),
        ("表姐嫁到武强，婆家那个村山体滑坡，埋了三个人。", "131123"),
        ("我在玉环当老师，我们学校两个学生淹死了。", "331083"),
        ("慈溪“4·4”火灾致5人遇难。", "330282"),
        ("宣汉昨天举行哀悼，矿难夺去了11条生命。", "511722"),
    ],
)
def test_a_county_is_told_by_its_short_name_where_nothing_else_is_named(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert told(gazetteer, text) == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "大方的小伙伴都来报名吧。",
        "他在文成面前哭了一场。",
        "同心这个社区的活动真不错。",
        "文成昨天被人打了一顿，住进了医院。",
        "和县公安局的同志一起到了现场。",
        "集美这边有人拼团吗？",
        "南华附二医院的医生态度很差。",
        "莲花那边开得正好。",
    ],
)
def test_a_word_or_a_person_of_that_name_is_no_county(gazetteer: Gazetteer, text: str) -> None:
    assert told(gazetteer, text) == ()


def test_what_is_written_to_the_office_names_no_county_by_such_ways(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "昨天从扶余回来，我们小区停水了。", widely=False) == ()
    assert told(gazetteer, "我在玉环当老师，想问孩子上学的事。", widely=False) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我在邢台打工，老家镇远昨晚着火了，邻居家三口人都没出来。", "522625"),
        ("在岳阳上班，刚接到家里电话，偏关老家后山滑坡，埋了两个人。", "140932"),
        ("我家在邯郸，昨天到峨山走亲戚，亲戚家隔壁着火，烧死了两个人。", "530426"),
        ("从邢台过来旅游，昨天在德格坐的大巴翻了，同团死了三个人。", "513330"),
        ("我在汪清被货车撞了，现在在长春住院，同车的两个人当场就没了。", "222424"),
        ("我老公是宜昌人，在昭觉工地上干活，昨天塔吊倒了。", "513431"),
        ("富顺的事上热搜了，我在大理都睡不着，死的两个都是我同学。", "510322"),
    ],
)
def test_where_the_teller_is_at_home_works_or_lies_is_not_where_it_happened(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert told(gazetteer, text) == (code,)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("继上月温州煤矿透水之后，昨天辽源市龙山区一在建厂房坍塌，2人死亡。", ("220402",)),
        ("隆德县城乡昨夜虚惊一场。今年5月汶川地震时当地震感明显。", ("640423",)),
        ("老挝一座由江西企业承建的水电站工地发生坍塌，4名工人死亡。", ()),
        ("缅甸北部一玉石矿塌方，22人死亡，遇难者中有安庆务工人员。", ()),
        ("泰国清迈府发生客车坠谷事故，12人死亡，其中两人来自中国云南。", ()),
        ("本报舒城县4月5日电 黑龙潭水库3名儿童溺水身亡。楚雄的救援队也赶来帮忙。", ("341523",)),
        ("红星煤矿一声巨响。伤者正在沂南县人民医院救治。扬州的救援队也赶来帮忙。", ("371321",)),
        ("据平顺县融媒体中心消息，大王庄村一辆面包车翻入沟中，4人死亡。", ("140425",)),
        ("和静到库尔勒那条路，和静县乌拉斯台农场路口又撞了车。", ("652827",)),
        ("普陀区某小区电梯坠落，2人死亡。（舟山晚报记者 张某）一名伤者被转送邯郸治疗。", ("330903",)),
    ],
)
def test_what_happened_before_and_who_came_to_help_place_nothing_beside_the_scene(
    gazetteer: Gazetteer, text: str, codes: tuple[str, ...]
) -> None:
    assert told(gazetteer, text) == codes


def test_the_place_of_a_lesson_or_a_wave_of_accidents_alone_stays_named(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "温州一煤矿透水，5人被困。") == ("330300",)
    assert told(gazetteer, "四川汶川地震时，他正在上课。") == ("513221",)


@pytest.mark.parametrize(
    "text",
    [
        "刚到温泉，就看见锅炉爆炸了。",
        "在商城，地下一层着火了，好多人被困。",
        "南城这边着火了，浓烟滚滚。",
        "合作一家饭店，没想到昨晚着火了。",
        "红旗一女子被车撞，当场死亡。",
        "我是文安，我家着火了，求救！",
        "永清这个人开车撞死了人，跑了。",
        "昨天从文成那里听说工地出事了，死了两个人。",
        "寿宁同学说肚子疼，一共12人中毒。",
        "是武强开车撞的，死了三个人。",
        "@文成：昨晚你家着火了。",
        "在普宁公司上班，机器把人卷进去了。",
        "在万宁超市买药，楼塌了，3人死亡。",
        "刚到吉安小区，着火了。",
    ],
)
def test_a_word_a_person_and_a_house_of_the_name_are_no_county(gazetteer: Gazetteer, text: str) -> None:
    assert told(gazetteer, text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我是德化的，昨晚我们村着火。", "350526"),
        ("听我德化同学说，昨天他们厂锅炉炸了。", "350526"),
        ("[蜡烛]花垣那三个孩子，昨天在河里没了。", "433124"),
        ("回阳曲奔丧，路上又碰见车祸。", "140122"),
        ("在玉环一家公司干活，吊车倒了，3人死亡。", "331083"),
        ("榆树一民房着火，3人死亡。", "220182"),
    ],
)
def test_a_county_beside_the_like_of_those_is_one(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert told(gazetteer, text) == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "今年1月长春火灾后，业主一直无家可归。",
        "想起长春昨晚的爆炸，3人死亡，我就害怕。",
        "吸取长春“11·29”火灾教训，全市排查。",
        "长春也下了和沈阳一样大的暴雪，压塌大棚，2人死亡。",
        "有长春务工人员反映，昨晚工地坍塌，3人死亡。",
        "长春媳妇昨晚被丈夫打死。",
    ],
)
def test_what_names_but_the_own_city_is_its_matter(gazetteer: Gazetteer, text: str) -> None:
    assert told(gazetteer, text)[:1] == ("220100",)
