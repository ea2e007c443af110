"""Numbers as narrative news tells them, kinds that the text itself settles, and what is a grievance and no emergency."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "", source_kind: str = "portal") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind=source_kind, published_at=NOW), NOW)


CRASH = "11月27日8时许，榆树市发生一起车祸，"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3名乘客撒手人寰。", {"deaths": 3}),
        ("3名工人先后辞世。", {"deaths": 3}),
        ("3个鲜活的生命就此消逝。", {"deaths": 3}),
        ("村里失去了3位老人。", {"deaths": 3}),
        ("车上12人仅1人生还。", {"deaths": 11}),
        ("双方驾驶员和两名乘客均当场死亡。", {"deaths": 4}),
        ("四青年殒命。", {"deaths": 4}),
        ("随车老师白某因伤势过重，当晚去世。", {"deaths": 1}),
        ("造成两人死亡、二十一人受伤：死者一名是坠落的工人。", {"deaths": 2, "injured": 21}),
        ("已造成5人死亡。其中3人当场死亡，另有2人在送往医院途中死亡。", {"deaths": 5}),
        ("造成31人死亡，另有17人受伤，重伤8人。", {"deaths": 31, "injured": 17, "seriously_injured": 8}),
        ("2人重伤，另有3人受伤。", {"injured": 5, "seriously_injured": 2}),
        ("司机和一名女乘客被甩出车外挂在树上，均受轻伤。", {"injured": 2}),
        ("司机和6名乘客受轻伤，1名乘客腹部被刺穿，伤势严重。", {"injured": 8, "seriously_injured": 1}),
        ("该院收治的伤者中有两人肋骨骨折、血气胸，伤势较重。", {"injured": 2, "seriously_injured": 2}),
        ("接诊了12名伤者，9人当天就走了，剩下3个要留院看两天。", {"injured": 12}),
        ("两名操作工在撤离时被轻度烧伤。", {"injured": 2}),
        ("沿线九万多居民一度撤往高处。", {"evacuated": 90000}),
        ("夫妻俩被埋了四个小时后被邻居救出。", {}),
        ("正在内攻的一个战斗班被埋压。", {}),
        ("2人失去联系。", {"missing": 2}),
        ("救援人员找到最后一名被困者遗体，至此7名被困人员全部找到，均已遇难。", {"deaths": 7}),
        ("死亡人数最终定格在26。", {"deaths": 26}),
        ("6名工人无一幸免。", {"deaths": 6}),
        ("当场死了2个，3个在去医院的路上咽了气，剩下的8个都受了伤。", {"deaths": 5, "injured": 8}),
        ("其中一名女乘客伤及颈动脉，抢救无效去世。", {"deaths": 1}),
    ],
)
def test_it_reads_the_numbers_of_a_narrative(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    figures = judge(classifier, CRASH + text).casualties
    assert {name: figure.value for name, figure in figures.items()} == expected


def test_what_nobody_has_counted_yet_is_unknown_whoever_is_named(classifier: Classifier) -> None:
    text = "截至19时30分，地震死亡343人，失踪和受伤人数正在核实。夫妻俩被埋了四个小时后获救，两人都只受了皮外伤。"
    said = judge(classifier, text, "云南宾川7.1级地震")
    assert (said.casualty("deaths"), said.casualty("injured"), said.severity) == (343, None, "I")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("男子驾车冲撞行人后起火。警方认定这是一起严重暴力恐怖袭击案件。造成3人死亡。", "terror_attack"),
        ("一辆中巴车翻下山崖，车上载有二十余人，伤亡情况不明。", "traffic_accident"),
        ("一户人家办丧事，流水席吃完一个接一个拉肚子，镇卫生院接诊患者103人。", "food_poisoning"),
        ("一幼儿园累计发病32人，出现呕吐，确认系诺如病毒引起的聚集性疫情。", "epidemic"),
        ("一居民家中烧炭取暖，一家三口煤气中毒，3人死亡。", "other"),
        ("一工厂车间检修时一氧化碳中毒，3人死亡。", "work_safety"),
        ("一男子在地铁站内挥刀乱砍，6名乘客受伤。", "other"),
        ("放学时楼梯口灯坏了，小孩挤一块儿摔了一片，6个在抢救。", "other"),
    ],
)
def test_the_text_itself_settles_the_kind(classifier: Classifier, text: str, kind: str) -> None:
    assert judge(classifier, "11月26日，农安县" + text).emergency == kind


def test_people_ill_of_an_infection_are_not_graded_as_acutely_poisoned(classifier: Classifier) -> None:
    said = judge(
        classifier, "11月26日，农安县某学院296人呕吐腹泻就诊，确认系诺如病毒引起的聚集性疫情，无重症。"
    )
    assert (said.emergency, said.severity) == ("epidemic", "IV")


@pytest.mark.parametrize(
    "text",
    [
        "饮马河上游化工厂常年排污，河水发黑，死鱼漂浮，两岸村民苦不堪言，请环保部门管一管。",
        "无证养猪场污染水源好几年了，一直没人处理，村里没干净水喝。",
    ],
)
def test_pollution_that_lasts_is_a_grievance(classifier: Classifier, text: str) -> None:
    said = judge(classifier, text)
    assert (said.relevant, said.emergency, said.severity) == (True, None, None)


def test_sudden_pollution_is_an_emergency(classifier: Classifier) -> None:
    text = "今天早上饮马河农安段出现大面积死鱼，疑上游化工厂偷排，环保部门已介入，超标物正在检测。"
    assert judge(classifier, text, "饮马河现大量死鱼").emergency == "environment"


def test_a_hotline_call_about_a_cut_intake_is_graded(classifier: Classifier) -> None:
    text = "反映上游养殖场粪污流入水源井，11月25日起镇自来水厂取水口关闭，全镇停水已两天，诉求尽快恢复供水。"
    said = judge(classifier, text, source_kind="hotline")
    assert (said.emergency, said.severity) == ("environment", "III")


@pytest.mark.parametrize(
    ("text", "kind", "people"),
    [
        ("二十几个业主在小区门口打横幅维权", None, 20),
        ("老员工二百来号人在厂门口坐着，拉着“还我血汗钱”。", "mass_incident", 200),
        ("两个村的1200余名村民因对征地补偿标准不满，聚集在高速出口处拦路，交通中断。", "mass_incident", 1200),
    ],
)
def test_how_many_protest_is_told_whether_or_not_it_is_an_emergency(
    classifier: Classifier, text: str, kind: str | None, people: int
) -> None:
    said = judge(classifier, text)
    assert (said.emergency, said.participants) == (kind, people)


def test_the_figures_of_a_statistic_and_of_a_game_are_nobody(classifier: Classifier) -> None:
    year = judge(
        classifier,
        "今年1至6月，全国共接报火灾8.8万起，死亡731人，受伤419人，同比下降。",
        "上半年全国火灾形势平稳",
    )
    game = judge(classifier, "宿舍开黑，最后一个毒圈我一颗雷扔进去炸死三个，血赚！")
    assert (year.severity, dict(year.casualties), dict(game.casualties)) == (None, {}, {})


def test_the_strongest_of_several_shocks_is_the_magnitude(classifier: Classifier) -> None:
    said = judge(classifier, "11月26日17时，四川巴塘县先后发生4.8级、5.5级地震，7人受伤。")
    assert said.magnitude == 5.5


def test_figures_compared_with_last_year_are_a_statistic_and_no_grave_emergency(
    classifier: Classifier,
) -> None:
    said = judge(classifier, "今年前十月全市火灾死亡21人，同比下降30%。")
    assert (said.severity, dict(said.casualties)) == (None, {})


def test_a_call_about_what_happened_yesterday_is_an_emergency(classifier: Classifier) -> None:
    text = "来电人反映，11月26日晚8点左右，二道区东盛大街一烧烤店煤气罐爆炸，一名服务员胳膊被烫伤，希望查处。"
    said = judge(classifier, text, source_kind="hotline")
    assert (said.emergency, said.casualty("injured")) == ("explosion", 1)


def test_a_call_about_what_happened_last_month_is_a_grievance(classifier: Classifier) -> None:
    text = "来电人反映，10月2日晚8点左右，二道区东盛大街一烧烤店煤气罐爆炸，玻璃被震碎，希望赔偿。"
    assert judge(classifier, text, source_kind="hotline").emergency is None
