"""Victims whom a text tells of without a number, and the hurt of whom it says further on how badly they are hurt."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "kind", "deaths"),
    [
        ("11月26日，德惠市一面墙倒塌，砸死路过的老人。", "collapse", 1),
        ("昨晚农安县一辆轿车撞死骑车女子后逃逸。", "traffic_accident", 1),
        ("昨晚九台区大风刮倒围墙，砸死路边卖菜的老太太", "storm", 1),
        ("昨晚宽城区一居民家着火，呛死老两口。", "fire", 2),
        ("一场火烧死了母子俩，昨夜榆树市", "fire", 2),
        ("工地塔吊倒了砸死工人，绿园区", "collapse", 1),
    ],
)
def test_a_blow_that_kills_somebody_without_a_number_is_one_death(
    classifier: Classifier, text: str, kind: str, deaths: int
) -> None:
    said = judge(classifier, text)
    assert (said.emergency, said.casualty("deaths"), said.severity) == (kind, deaths, "IV")


@pytest.mark.parametrize(
    ("text", "kind", "injured"),
    [
        ("今晨，双阳区一面包车撞伤过路老太太，司机逃逸。", "traffic_accident", 1),
        ("昨晚宽城区一村民家煤气爆炸，炸伤男主人。", "explosion", 1),
        ("昨晚宽城区一村民家着火，烧伤女主人和孩子。", "fire", 2),
    ],
)
def test_a_blow_that_hurts_somebody_without_a_number_is_one_injured(
    classifier: Classifier, text: str, kind: str, injured: int
) -> None:
    said = judge(classifier, text)
    assert (said.emergency, said.casualty("injured")) == (kind, injured)


@pytest.mark.parametrize(
    "text",
    [
        "我父亲2015年被车撞死，至今没有得到赔偿，请领导关注。",
        "我妈上个月被电动车撞伤，对方逃逸，交警队一直没有结果，请问怎么办？",
        "反映绿园区某工地去年砸死工人一事至今没有处理",
        "小区墙皮脱落，差点砸死路过的老人，物业不管",
        "车撞死一头牛",
    ],
)
def test_an_old_grievance_or_a_near_miss_is_no_emergency(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).emergency is None


HURT = "11月26日，绿园区一工地吊篮坠落，造成{}"


@pytest.mark.parametrize(
    ("text", "injured", "badly"),
    [
        ("1人受伤，伤者伤势较重，正在医院救治。", 1, 1),
        ("1人受伤。经医院诊断，伤者目前伤情较重，正在ICU救治。", 1, 1),
        ("1人被烧伤。记者从医院获悉，伤者烧伤面积达60%，目前伤势危重。", 1, 1),
        ("2人受伤，伤情较重。", 2, 2),
        ("2人受伤，其中一人较重。", 2, 1),
        ("3人受伤，均已送医，伤者伤势均较重", 3, 3),
        ("3人受伤，伤者中一人伤势较重。", 3, 1),
        ("3人受伤，伤势较重2人", 3, 2),
        ("3人受伤，伤势较重的1人已转院", 3, 1),
        ("3人受伤，均已送医救治。", 3, None),
        ("3人受伤，其中一名伤者未脱离生命危险。", 3, 1),
    ],
)
def test_how_badly_the_hurt_are_hurt_is_read_where_it_is_said(
    classifier: Classifier, text: str, injured: int, badly: int | None
) -> None:
    said = judge(classifier, HURT.format(text))
    assert (said.casualty("injured"), said.casualty("seriously_injured")) == (injured, badly)


def test_patients_who_are_badly_ill_are_not_badly_hurt(classifier: Classifier) -> None:
    said = judge(classifier, "绿园区一食堂发生食物中毒，30人住院，其中2人病情较重。")
    assert (said.casualty("poisoned"), said.casualty("seriously_injured")) == (30, None)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("昨晚农安县车祸，徐某的弟弟经抢救无效死亡；今晨，一名51岁的船工也离世。", "deaths", 2),
        ("昨晚农安县车祸，夫妇当场死亡，他们6岁的孙子被送往医院后也没能抢救过来。", "deaths", 3),
        ("昨晚农安县一店铺起火，隔壁店主扑救时手臂被烫伤。", "injured", 1),
        ("昨晚农安县一店铺爆炸，11人受伤，其中老板娘烧伤面积80%，伤势严重。", "seriously_injured", 1),
        ("昨晚农安县车祸，王立强和妻子当场遇难，岳母被消防队员救出，双腿骨折。", "injured", 1),
    ],
)
def test_victims_told_in_several_clauses_are_all_counted(
    classifier: Classifier, text: str, name: str, value: int
) -> None:
    assert judge(classifier, text).casualty(name) == value


def test_one_driver_who_is_unhurt_says_nothing_of_how_badly_another_is(classifier: Classifier) -> None:
    said = judge(classifier, "昨晚农安县两货车追尾，被困驾驶员获救，右腿骨折，已送医院。前车司机没有受伤。")
    assert (said.casualty("injured"), said.casualty("seriously_injured")) == (1, None)


def test_an_endless_row_of_victims_is_read_in_little_time(classifier: Classifier) -> None:
    text = "昨晚农安县车祸，" + "王某和" * 60 + "没有人知道"
    started = process_time()
    judge(classifier, text)
    assert process_time() - started < 5


@pytest.mark.parametrize(
    "aside", ["男，四十五岁，四川人，装卸班班长", "2024年10月1日到岗位上工作", "的" * 16]
)
@pytest.mark.parametrize("fate", ["死亡", "受伤", "重伤", "失联", "没有抢救过来"])
def test_a_long_bracket_behind_a_person_is_read_at_once(
    classifier: Classifier, aside: str, fate: str
) -> None:
    started = process_time()
    judge(classifier, f"昨晚农安县一仓库坍塌，一名工人（{aside}）{fate}。")
    assert process_time() - started < 1, "it took a minute, and each further character doubled that"


def test_one_who_dies_behind_a_long_bracket_is_counted(classifier: Classifier) -> None:
    aside = "男，四十五岁，四川省达州市人，装卸班班长，当天下午替人值班"
    said = judge(classifier, f"昨晚农安县一仓库坍塌，一名工人（{aside}）死亡。")
    assert said.casualty("deaths") == 1
