"""How everyday speech tells of the dead, the trapped and the badly burnt, and of many people who stand together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def _said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("1", "", text, source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("胡同口炸了，抬出来三个没气的", 3),
        ("楼塌了，扒出来五个，三个死的两个活的", 3),
        ("化工厂着火，拉出来俩，都没气了", 2),
        ("工地塌了，救出来两个，没救过来", 2),
        ("船翻了，捞上来俩，都没救过来", 2),
        ("船翻了，捞上来三个，两个没救过来", 2),
        ("楼塌了，救出来五个，一个没救过来", 1),
        ("面包车翻了，车上八个人没一个活下来", 8),
        ("面包车翻了，8个人一个没活", 8),
        ("着火，一家五口一个都没活下来", 5),
        ("着火，一家五口一个没剩", 5),
        ("锅炉炸了，当场走了一个师傅", 1),
    ],
)
def test_who_is_found_without_breath_or_is_not_brought_back_is_dead(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


@pytest.mark.parametrize(
    "text",
    [
        "库房里翻出三个没气的篮球",
        "中午剩十个包子，一个没剩",
        "着火了，五个人一个都没受伤",
        "打了三局，我们五个人一个没活",
        "签约会上当场走了一个客户",
        "着火的时候公司走了三个人",
        "救出来五个，都没受伤",
        "捞上来三条死鱼",
        "找到三个人，都没死",
    ],
)
def test_balls_without_air_food_eaten_up_and_guests_who_left_are_no_dead(
    classifier: Classifier, text: str
) -> None:
    assert not _said(classifier, text).casualty("deaths")


@pytest.mark.parametrize(
    ("text", "trapped"),
    [
        ("煤矿透水，井下还有12个人没上来", 12),
        ("楼着火了，还有五个人没跑出来", 5),
        ("平房着火，两口子没跑出来", 2),
        ("楼塌了，四个人都在里面压着", 4),
        ("马拉松三百人没跑出来好成绩", None),
        ("还有五个同学考试没出来", None),
    ],
)
def test_who_has_not_come_out_is_trapped(classifier: Classifier, text: str, trapped: int | None) -> None:
    assert _said(classifier, text).casualty("trapped") == trapped


@pytest.mark.parametrize(
    ("text", "deaths", "trapped"),
    [
        ("一民房起火，一家五口四人没跑出来。消防员进去后找到四具遗体，四人遇难。", 4, None),
        ("老两口没跑出来，2人死亡。起火的是一间平房。", 2, None),
        ("清理粪池时三个人下去都没上来，3人中毒身亡", 3, None),
        ("煤矿透水，已有15人遇难，井下还有12个人没上来", 15, 12),
        ("厂房起火造成2人死亡，五个人没跑出来", 2, 5),
    ],
)
def test_who_did_not_get_out_is_among_as_many_dead(
    classifier: Classifier, text: str, deaths: int, trapped: int | None
) -> None:
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.casualty("trapped")) == (deaths, trapped)


@pytest.mark.parametrize(
    ("text", "field", "number"),
    [
        ("锅炉炸了，四个烧得很重", "seriously_injured", 4),
        ("锅炉炸了，四个工人烧得不轻", "injured", 4),
        ("大巴翻了，车上二十多人都拉医院去了", "injured", 20),
        ("电梯掉下来了，里面仨人，都送医院了", "injured", 3),
        ("暖气烧得不热，三个屋都冷", "injured", None),
    ],
)
def test_burns_and_the_way_to_hospital_in_plain_words_tell_of_the_hurt(
    classifier: Classifier, text: str, field: str, number: int | None
) -> None:
    assert _said(classifier, text).casualty(field) == number


@pytest.mark.parametrize("text", ["大巴掉山沟里，全车人没一个活下来", "大巴掉山沟里，一车人都没了"])
def test_a_bus_of_which_nobody_lives_is_grave_until_somebody_counts(
    classifier: Classifier, text: str
) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.severity, said.severity_provisional) == ("traffic_accident", "III", True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("公交车翻了，里面十几个学生，有出血的", "traffic_accident"),
        ("大巴掉山沟里了", "traffic_accident"),
        ("网约车司机翻了个白眼，车里三个人都无语", None),
        ("手机掉进水库里了", None),
        ("购物车翻了一遍，里面二十多样", None),
    ],
)
def test_a_bus_turns_over_but_not_whoever_rolls_his_eyes(
    classifier: Classifier, text: str, kind: str | None
) -> None:
    assert _said(classifier, text).emergency == kind


@pytest.mark.parametrize(
    ("text", "people", "level"),
    [
        ("出租车司机都在人民广场聚着呢，得有一两千人，把路堵死了", 1000, "II"),
        ("人民广场聚着一两千人讨薪", 1000, "II"),
        ("工人堵门，上千人", 1000, "II"),
        ("厂门口堵着四五百人要工资", 400, "IV"),
        ("演唱会散场，门口堵着上万人", None, None),
        ("开业送鸡蛋，超市门口围了五六百人", None, None),
        ("医院走廊坐着三百多人排队", None, None),
        ("火车站广场聚着好几千人，火车晚点", None, None),
    ],
)
def test_many_who_stand_together_in_anger_are_counted_and_those_who_queue_are_not(
    classifier: Classifier, text: str, people: int | None, level: str | None
) -> None:
    said = _said(classifier, text)
    assert (said.participants, said.severity) == (people, level)


@pytest.mark.parametrize(
    ("text", "trapped"),
    [
        ("砖厂发生坍塌，5人被埋，已救出3人", 2),
        ("砖厂发生坍塌，5人被埋，5人全部救出", 0),
        ("砖厂发生坍塌，四人被埋，第一名被埋者17时获救，至20时，其余三人被找到", 0),
        ("塔吊倒了，还有1人压在底下，后来人也救出来了", None),
    ],
)
def test_who_is_brought_out_is_taken_off_the_trapped_once(
    classifier: Classifier, text: str, trapped: int | None
) -> None:
    assert _said(classifier, text).casualty("trapped") == trapped


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("动物园老虎伤人，一饲养员身亡", "other"),
        ("商场电梯逆行，多人摔倒", "other"),
        ("转让二手车，没出过车祸", None),
    ],
)
def test_beasts_and_moving_stairs_hurt_people_and_a_car_without_a_crash_hurts_none(
    classifier: Classifier, text: str, kind: str | None
) -> None:
    assert _said(classifier, text).emergency == kind
