"""Offices stormed, crowds in the thousands, poison let out and dams about to break, told in plain words; denials that nobody believes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 29, 6, tzinfo=UTC)


def _said(classifier: Classifier, text: str, title: str = "") -> Classification:
    return classifier.classify(Item("1", title, text, source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("昨日有群众聚集，围堵县委大门并冲入办公楼，打砸车辆11台。", "I"),
        ("今天上午，一伙人冲进县政府打砸，警方赶到现场。", "I"),
        ("村民把派出所围了，砸了三台警车，特警来了", "IV"),
        ("某镇数千村民因征地补偿不公，连日围堵镇政府，昨日人数最多时约三千人，公路中断。", "II"),
        ("三千余居民围堵垃圾焚烧厂工地", "II"),
        ("昨晚两个村为争水源动了家伙，来了三百来号人，锄头铁锹都上了，伤了8个。", "II"),
    ],
)
def test_an_office_that_is_stormed_and_thousands_who_block_are_a_mass_incident(
    classifier: Classifier, text: str, level: str
) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.severity) == ("mass_incident", level)


@pytest.mark.parametrize(
    "text",
    [
        "群众把锦旗送到派出所，感谢民警",
        "大家把政务大厅围了个水泄不通，都是来办房证的",
        "轿车失控冲进派出所院内，撞坏大门",
        "有人冒充公安局民警冲进我家",
        "昨天去县政府办事，门口堵了一堆车",
        "游戏里我们冲进市政府大楼抓BOSS",
        "爷俩干仗把锅砸了",
        "A3区1407住户打架子鼓扰民",
    ],
)
def test_who_comes_to_an_office_for_something_else_storms_none(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).emergency != "mass_incident"


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("化工厂漏氯气，周边撤了六万来人", "environment", "I"),
        ("大货拉的硫酸漏了一道，高速封了，附近三个屯子的人都撤了", "environment", "IV"),
        ("放射源丢了！厂里一枚探伤机的源找不到了", "environment", "IV"),
        ("大坝要不行了，下游五万多人连夜往山上撤", "flood", "IV"),
        ("全校封控，三百多个娃拉肚子发烧，疾控来采样了", "food_poisoning", "III"),
        ("刚才晃得厉害，台网说6.1级，就在咱们县里，房子裂了好多", "earthquake", "II"),
        ("KTV大火，消防抬出来一具又一具，光我数的就十六具", "fire", "II"),
    ],
)
def test_plain_words_for_poison_dams_and_bodies_are_heard(
    classifier: Classifier, text: str, kind: str, level: str
) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.severity) == (kind, level)


@pytest.mark.parametrize(
    "text",
    [
        "硫酸洒在衣服上怎么洗",
        "大坝景区渗水了，门票能退吗，昨天连夜开车来的",
        "台网说刚才是2.8级，没事睡吧",
        "探伤机的说明书找不到了",
    ],
)
def test_the_same_words_of_everyday_things_are_none(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).emergency is None


def test_an_intake_closed_behind_a_broken_tailings_dam_is_cut_by_pollution(classifier: Classifier) -> None:
    text = "受上游尾矿库溃坝影响，某县自来水厂取水口自昨日22时起停止取水，全县城区停水。"
    assert _said(classifier, text).severity == "II"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("我姐夫他们矿，说井下四十二个人一个没上来", {"trapped": 42}),
        ("幼儿园煤气漏了，二十几个孩子昏迷，救护车一辆接一辆", {"poisoned": 20}),
        ("大巴掉江里了，捞上来二十八个，都没气了，还有十来个没捞着", {"deaths": 28, "missing": 10}),
        ("输油管道爆炸 死了62个 136人住院 还有9个找不到", {"deaths": 62, "injured": 136, "missing": 9}),
        ("楼塌了，挖出来八个，都硬了", {"deaths": 8}),
        ("仓库着火，抬出来灭火器十六具，没伤人", {"deaths": 0}),
    ],
)
def test_bodies_and_those_who_never_came_up_are_counted(
    classifier: Classifier, text: str, figures: dict[str, int]
) -> None:
    said = _said(classifier, text)
    assert {name: said.casualty(name) for name in figures} == figures


@pytest.mark.parametrize(
    "text",
    [
        "昨晚楼塌了死了十一个，镇里还说没这回事，糊弄谁呢",
        "昨晚楼塌了死了十一个，镇里竟说是谣言，糊弄谁呢",
        "爆炸死了十二个人，厂里居然说不实，我亲眼看见抬出来的",
    ],
)
def test_a_denial_that_an_eyewitness_rejects_takes_nothing_back(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert (said.severity, "rumour" in said.flags) == ("II", False)


@pytest.mark.parametrize(
    "text",
    [
        "网传某商场踩踏死了三十多个，警方刚发通报说没有的事，只是几个人摔倒擦伤",
        "听说化工厂爆炸死了十几个？厂里说没这回事，就是放气的声音",
        "网传死了三十个，官方还说是谣言，谁信啊",
    ],
)
def test_hearsay_that_an_office_denies_stays_denied_whoever_doubts_it(
    classifier: Classifier, text: str
) -> None:
    said = _said(classifier, text)
    assert said.severity is None
    assert "rumour" in said.flags


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("孩子学校今天中午吃完饭，一班吐了十几个，老师不让往外说", "food_poisoning"),
        ("快递站收了个包裹，拆开的人都说喘不上气，三个人送医院了", "other"),
        ("村里自来水泛黄有农药味，喝了的七户人家上吐下泻，牲口死了四头", "environment"),
        ("商场扶梯突然倒着走，摔了一堆人，一个孩子手指头没了", "other"),
        ("滑雪场缆车停了，上面挂着六十多人，零下二十度啊", "other"),
        ("工友从六楼脚手架下来人就不行了，老板不让报", "work_safety"),
    ],
)
def test_what_befell_many_or_one_is_heard_without_its_name(
    classifier: Classifier, text: str, kind: str
) -> None:
    said = _said(classifier, text)
    assert said.emergency == kind


def test_a_finger_that_is_gone_is_no_death(classifier: Classifier) -> None:
    assert _said(classifier, "商场扶梯突然倒着走，摔了一堆人，一个孩子手指头没了").casualty("deaths") is None
    assert _said(classifier, "家里着火了，两个孩子没了").casualty("deaths") == 2


def test_a_past_accident_told_to_have_something_done_is_still_a_matter(classifier: Classifier) -> None:
    said = _said(classifier, "再不修这条路早晚得出大事，去年就撞死了三个")
    assert (said.relevant, said.severity) == (True, None)


@pytest.mark.parametrize(
    "text",
    ["从长春开往松原的客车在农安境内翻车", "沈阳至长春高速四平段多车追尾", "吉林到长春的大巴在高速上撞了"],
)
def test_a_coach_that_crashed_on_the_road_is_an_accident_though_nobody_is_told_hurt(
    classifier: Classifier, text: str
) -> None:
    assert _said(classifier, text).emergency == "traffic_accident"


@pytest.mark.parametrize("text", ["高速上容易多车追尾，雾天要慢行", "国道上大巴差点翻了"])
def test_what_may_or_nearly_did_crash_is_none(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).emergency is None


def test_the_two_ends_of_a_road_place_nothing(classifier: Classifier) -> None:
    between = _said(classifier, "长春到松原的高速上油罐车翻了")
    assert (between.local, "220700" in between.regions) == (None, False)
    assert _said(classifier, "我到长春的高速收费站办ETC被拒").local is True


def test_who_was_struck_stands_before_the_count(classifier: Classifier) -> None:
    said = _said(classifier, "一男子持刀闯入幼儿园，砍伤师生22人，其中3人抢救无效死亡。")
    assert (said.casualty("deaths"), said.casualty("injured")) == (3, 19)


@pytest.mark.parametrize(
    "text",
    [
        "昨晚一群人把我车砸了，派出所至今没抓到人",
        "手机店被一伙人砸了，派出所不立案",
        "工地围了铁皮，镇政府说是施工需要，村民出行不便",
        "老房子被强拆，推倒了墙，找区政府信访局，村民都寒心",
        "邻居烧了我家柴垛，派出所说证据不足，村民都可以作证",
    ],
)
def test_who_only_complains_to_an_office_of_what_was_broken_tells_of_no_storm(
    classifier: Classifier, text: str
) -> None:
    assert _said(classifier, text).emergency is None


@pytest.mark.parametrize(
    "text",
    [
        "11月28日，朝阳区公安分局接警，多人聚众打砸烧烤店，警方控制5人",
        "业主聚集售楼处讨说法，砸了沙盘，市政府派人来协调",
        "村民聚集堵路，砸了施工车辆，县政府组织公安到场处置",
    ],
)
def test_an_office_that_answers_what_was_broken_elsewhere_was_not_stormed(
    classifier: Classifier, text: str
) -> None:
    assert _said(classifier, text).severity in ("IV", None)
