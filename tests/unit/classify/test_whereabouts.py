from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2023, 6, 14, 9, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("source", "kind", "text", "expected"),
    [
        pytest.param(
            "长春贴吧", "forum", "楼下饭店炸了！救护车来了三台", (("220100",), True), id="the city's forum"
        ),
        pytest.param(
            "长春晚报",
            "local_media",
            "本报讯 昨晚，一居民楼起火，1人死亡。",
            (("220100",), True),
            id="its paper",
        ),
        pytest.param(
            "长春晚报", "local_media", "本报讯 国庆假期怎么过？专家支招。", ((), None), id="no emergency"
        ),
        pytest.param(
            "长春贴吧", "forum", "四川宜宾地震了，朋友家的楼都晃", (("511500",), False), id="elsewhere"
        ),
        pytest.param(
            "大连贴吧",
            "forum",
            "楼下饭店炸了！救护车来了三台",
            (("210200",), False),
            id="another city's forum",
        ),
        pytest.param(
            "大冶吧",
            "forum",
            "昨夜铸造厂钢水包掉了，四个人当场没了，两个转武汉三院",
            (("420281",), False),
            id="a forum by a word, and a hospital elsewhere",
        ),
        pytest.param("大冶吧", "forum", "国庆去哪玩？求推荐", ((), None), id="another's forum, no emergency"),
    ],
)
def test_what_names_no_place_may_be_placed_by_its_source(
    classifier: Classifier,
    source: str,
    kind: str,
    text: str,
    expected: tuple[tuple[str, ...], bool | None],
) -> None:
    item = Item("x", "", text, source=source, source_kind=kind, published_at=NOW)
    said = classifier.classify(item, NOW)
    assert (said.regions, said.local) == expected


def test_another_provinces_paper_that_says_the_whole_province_does_not_speak_of_ours(
    classifier: Classifier,
) -> None:
    text = "省防汛抗旱指挥部办公室发布公报，去年全省因洪涝死亡6人。"
    for source, local in (("浙江日报", False), ("吉林日报", None), ("某网友", None)):
        paper = Item(
            "x", "去年因灾死亡人数公布", text, source=source, source_kind="local_media", published_at=NOW
        )
        assert classifier.classify(paper, NOW).local is local


@pytest.mark.parametrize(
    "text",
    [
        "A市高新区的渣土车天天闯红灯",
        "咨询F5县幸福乡东村的电网改造",
        "北京等地区这类病人都能办残疾证，请问我们B市可以吗",
        "我一直在广州工作，去年回到A市，社保能不能转过来",
    ],
)
def test_a_letter_that_hides_its_own_place_is_nobodys(classifier: Classifier, text: str) -> None:
    item = Item("x", "", text, source_kind="hotline", published_at=NOW)
    assert classifier.classify(item, NOW).local is None


def test_a_letter_that_hides_nothing_is_placed_as_before(classifier: Classifier) -> None:
    for text, local in (("高新区的渣土车天天闯红灯", True), ("沈阳市铁西区一小区停水三天", False)):
        item = Item("x", "", text, source_kind="hotline", published_at=NOW)
        assert classifier.classify(item, NOW).local is local


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        ("长春市市长信箱", "mailbox", "退休手续跑了四趟还没办下来，想问问还差什么材料"),
        ("长春市12345热线", "hotline", "家里停水三天了"),
        ("长春日报", "local_media", "昨日，市政府召开会议，部署冬季供热检查。"),
        ("长春晚报", "local_media", "近日有市民反映，办事窗口中午无人值守。"),
        ("长春交警官方账号", "social", "电动三轮车到底让不让上路，给个准话"),
    ],
)
def test_what_is_told_to_the_citys_own_office_or_paper_is_of_the_city(
    classifier: Classifier, source: str, kind: str, text: str
) -> None:
    item = Item("x", "", text, source=source, source_kind=kind, published_at=NOW)
    assert classifier.classify(item, NOW).local is True


@pytest.mark.parametrize(
    ("source", "kind", "text", "local"),
    [
        pytest.param("12345热线", "hotline", "家里停水三天了", None, id="any city's hotline"),
        pytest.param(
            "长春市市长信箱", "mailbox", "A市某小区的电梯停了", None, id="a letter that hides its place"
        ),
        pytest.param("长春日报", "local_media", "专家提醒：入冬注意防滑。", None, id="advice in its paper"),
        pytest.param(
            "长春晚报",
            "local_media",
            "有市民反映，沈阳市铁西区一站台结冰。",
            False,
            id="elsewhere in its paper",
        ),
        pytest.param(
            "长春吃喝玩乐", "social", "这家店的面真不错", None, id="an account that is no authority"
        ),
    ],
)
def test_what_only_bears_the_citys_name_is_placed_by_its_words(
    classifier: Classifier, source: str, kind: str, text: str, local: bool | None
) -> None:
    item = Item("x", "", text, source=source, source_kind=kind, published_at=NOW)
    assert classifier.classify(item, NOW).local is local


def test_two_streets_that_one_district_alone_has_place_each_other(classifier: Classifier) -> None:
    for text, local in (
        ("同志街和桂林路交口的井盖丢了", True),
        ("同志街的井盖丢了", None),
        ("重庆路和西安大路都在修", None),
    ):
        item = Item("x", "", text, source="微博", source_kind="social", published_at=NOW)
        assert classifier.classify(item, NOW).local is local


def test_two_names_of_a_zone_that_many_cities_have_place_nothing(classifier: Classifier) -> None:
    text = "A市经开区是国家级经济技术开发区，希望早日通地铁"
    item = Item("x", "", text, source="微博", source_kind="social", published_at=NOW)
    assert classifier.classify(item, NOW).local is None


@pytest.mark.parametrize(
    ("source", "text", "regions"),
    [
        ("百度贴吧榆树吧", "县医院今天咋排那么长的队，急诊都挤不进去", ("220182",)),
        ("百度贴吧农安吧", "我们这旮沓自来水黄了三天了，洗衣服都是锈", ("220122",)),
        ("百度贴吧农安吧", "新买的手机三天就坏了，大家避雷", ()),
        ("百度贴吧", "县医院今天咋排那么长的队，急诊都挤不进去", ()),
    ],
)
def test_a_forum_that_bears_a_place_speaks_of_it_where_people_point_at_their_own_town(
    classifier: Classifier, source: str, text: str, regions: tuple[str, ...]
) -> None:
    item = Item("x", "", text, source=source, source_kind="forum", published_at=NOW)
    assert classifier.classify(item, NOW).regions == regions


@pytest.mark.parametrize("county", ["诸城", "监利", "如皋", "公安县"])
@pytest.mark.parametrize(
    "told",
    [
        "{}老家昨晚涨水，隔壁两口子没跑出来，人没了。",
        "在{}老家赶集，大棚被风掀了，砸死一个卖菜的。",
        "在{}赶集，大棚被风掀了，砸死一个卖菜的。",
        "人在{}，刚刚楼下着火，有人跳下来当场没了。",
        "{}的朋友们，今天国道那边大巴翻沟里了，死了好几个。",
        "{}一个养鸡场出事了，两个人掉进粪池，没救过来。",
    ],
)
def test_people_name_their_county_by_its_short_name(classifier: Classifier, county: str, told: str) -> None:
    item = Item("x", "", told.format(county), source="某网友", source_kind="social", published_at=NOW)
    said = classifier.classify(item, NOW)
    assert (len(said.regions), said.local) == (1, False)


@pytest.mark.parametrize(
    "text",
    [
        "我是诸城老家的，在长春开出租车，昨晚看见一辆货车着火，司机没跑出来",
        "他老家诸城的，昨天在工地上出事，人没了",
    ],
)
def test_where_somebody_comes_from_is_no_scene(classifier: Classifier, text: str) -> None:
    item = Item("x", "", text, source="某网友", source_kind="social", published_at=NOW)
    assert "370782" not in classifier.classify(item, NOW).regions


def test_a_place_that_only_the_source_tells_says_so(classifier: Classifier) -> None:
    post = Item(
        "x", "", "楼下饭店炸了！救护车来了三台", source="大冶吧", source_kind="forum", published_at=NOW
    )
    assert "地点：文中没有写明，按信源“大冶吧”所在地认定" in classifier.classify(post, NOW).reasons
    named = Item("x", "", "大冶市楼下饭店炸了！", source="大冶吧", source_kind="forum", published_at=NOW)
    assert not any("按信源" in reason for reason in classifier.classify(named, NOW).reasons)
