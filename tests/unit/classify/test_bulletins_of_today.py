"""Figures as police and county offices tell them in bulletins of today."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 4, 5, 12, tzinfo=UTC)


def figures(classifier: Classifier, text: str) -> dict[str, int]:
    item = Item("1", "", text, source_kind="local_media", published_at=NOW)
    return {name: figure.value for name, figure in classifier.classify(item, NOW).casualties.items()}


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        ("4月4日17时，我县一货车与三轮车相撞，致3人当场死亡、6人受伤。伤者均被送往县人民医院。其中2人因伤势过重，经抢救无效死亡，其余伤者生命体征平稳。", 5, 4),
        ("4月4日17时，我县一货车与三轮车相撞，致3人当场死亡、6人受伤。其中1人经抢救无效于当晚21时许死亡。", 4, 5),
        # Of a toll that does not say where they died nobody knows whether it holds the one.
        ("4月4日17时，我县一货车与三轮车相撞，致3人死亡、6人受伤。其中1人经抢救无效死亡。", 3, 6),
    ],
)  # fmt: skip
def test_who_dies_in_hospital_is_none_of_those_who_died_at_the_scene(
    classifier: Classifier, text: str, deaths: int, injured: int
) -> None:
    told = figures(classifier, text)
    assert (told["deaths"], told["injured"]) == (deaths, injured)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("一渔船被货船碰撞后沉没，船上12人落水。截至4月5日10时，已救起8人，其中2人经抢救无效死亡；在沉船舱内打捞出遇难者3名；尚有1人失联。", 5),
        ("一渔船被货船碰撞后沉没，船上12人落水。截至4月5日10时，已救起8人；共打捞出遇难者3名，其中2人在舱内找到；尚有1人失联。", 3),
    ],
)  # fmt: skip
def test_bodies_that_are_found_come_on_top_of_the_rescued_who_died(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert figures(classifier, text)["deaths"] == deaths


def test_one_dies_on_the_way_and_one_in_hospital(classifier: Classifier) -> None:
    text = "4月4日15时，一在建厂房支架坍塌，其余9人先后被救出并送往医院。其中1人送医途中死亡，1人当晚因抢救无效死亡，7人受伤住院。"
    told = figures(classifier, text)
    assert (told["deaths"], told["injured"]) == (2, 7)


def test_whoever_is_left_of_the_badly_hurt_is_no_other(classifier: Classifier) -> None:
    text = "一施工升降机吊笼坠落，吊笼内共有8人。5名工人当场死亡，3人重伤送医。5日凌晨，1名重伤工人经抢救无效死亡，另2人仍在抢救。"
    told = figures(classifier, text)
    assert (told["deaths"], told["injured"], told["seriously_injured"]) == (6, 2, 2)


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("一花炮厂发生爆炸，造成4人死亡、7人受伤。此外，冲击波震碎附近民房玻璃，致2名村民划伤，已包扎。", 9),
        ("一花炮厂发生爆炸，造成4人死亡、7人受伤。此外，该厂去年曾发生燃烧事故，致2名工人烧伤。", 7),
        ("一花炮厂发生爆炸，造成4人死亡、7人受伤。另外，据统计，当天全市交通事故还致3人受伤。", 7),
    ],
)  # fmt: skip
def test_whom_something_else_hurt_comes_on_top(classifier: Classifier, text: str, injured: int) -> None:
    assert figures(classifier, text)["injured"] == injured


def test_of_the_stabbed_of_whom_each_is_told_the_dead_are_taken_off(classifier: Classifier) -> None:
    text = "犯罪嫌疑人覃某持刀将8名群众刺伤，随后被民警制服。截至今日12时，1名幼儿因伤势过重抢救无效死亡，另有3名幼儿正在重症监护室救治，其余4人伤情稳定。"
    told = figures(classifier, text)
    assert (told["deaths"], told["injured"]) == (1, 7)


def test_who_is_still_inside_of_those_shut_in_is_who_is_left(classifier: Classifier) -> None:
    text = "隧道内班组6人被困。今日凌晨4点多，救援人员先拖出来两个。截至17时，余下4人还困在里面，已打通一根送风管。"
    assert figures(classifier, text)["trapped"] == 4


def test_policemen_and_villagers_are_counted_together(classifier: Classifier) -> None:
    text = "高峰时聚集约200人，现场有7名民警、辅警和4名村民受了轻伤，都在医院做了处理，没有人员死亡。"
    assert figures(classifier, text)["injured"] == 11


def test_guests_who_feel_ill_are_not_dead(classifier: Classifier) -> None:
    text = "多名宾客席后出现腹泻、呕吐。“中午吃的席，晚上七八点就有人不行了。”村民说。两家医院共接诊32人，没有危重病人。"
    assert "deaths" not in figures(classifier, text)
    assert figures(classifier, "厂里塌了，扒出来的老张不行了。")["deaths"] == 1


def test_whoever_is_covered_with_a_cloth_is_dead(classifier: Classifier) -> None:
    text = "下午浇顶的时候整个塌下来了，到天黑扒出来七个，三个盖着布，四个还能哼的送县医院了。"
    assert figures(classifier, text)["deaths"] == 3
    assert "deaths" not in figures(classifier, "厂房塌了，里面有三个箱子盖着布，四个人送县医院了。")


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("昨晚一居民楼起火，造成2名居民受伤。另据了解，一名帮忙搬货的邻居被砸伤脚背。", 3),
        ("昨晚一居民楼起火，造成2名居民受伤。另据了解，一名邻居多年前在救火时受伤。", 2),
    ],
)
def test_a_neighbour_is_one_more_unless_he_was_hurt_long_ago(
    classifier: Classifier, text: str, injured: int
) -> None:
    assert figures(classifier, text)["injured"] == injured
