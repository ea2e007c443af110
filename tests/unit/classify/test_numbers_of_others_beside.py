"""Numbers that stand beside a report and are none of its own: who fought, another house of last week, a loss that was only feared, a drill's."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 21, 30, tzinfo=timezone(timedelta(hours=8)))


def _said(classifier: Classifier, text: str) -> Classification:
    [said] = classifier.classify_batch([Item(id="1", text=text, source_kind="social", published_at=NOW)], NOW)
    return said


def test_of_those_who_fight_only_the_hurt_are_hurt(classifier: Classifier) -> None:
    said = _said(classifier, "三百人持刀械斗，两人重伤。")
    assert (said.casualty("seriously_injured"), said.severity) == (2, "II")


@pytest.mark.parametrize(
    ("text", "deaths", "level"),
    [
        ("昨夜小区火灾，2人死亡；上周同城另一小区火灾致13人死亡。", 2, "IV"),
        ("昨夜小区火灾，2人死亡。三天前市里另一处厂房火灾致13人死亡。", 2, "IV"),
        ("上周六，另一辆同行的大巴坠河，13人死亡。", 13, "II"),
    ],
)
def test_another_house_of_last_week_has_its_own_dead(
    classifier: Classifier, text: str, deaths: int, level: str
) -> None:
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.severity) == (deaths, level)


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("火灾烧毁价值30万元的货物，业主说如果当时晚来一步，损失上千万。", 300_000),
        ("仓库大火损失超过1200万元，其中保险赔付900万元。", 12_000_000),
    ],
)
def test_a_loss_that_did_not_come_is_none(classifier: Classifier, text: str, loss: int) -> None:
    said = _said(classifier, text)
    assert (said.casualty("loss_yuan") or loss) == loss


def test_what_a_drill_set_out_with_has_no_level(classifier: Classifier) -> None:
    text = (
        "凌晨3时，指挥大厅大屏跳出红字：县城北部发生7.1级地震，死亡12人，受伤160人。各工作组当即在图上标号。"
        "上午6点，导调组宣布结束。据介绍，上述情况和数字均由导调组依据断裂带设定。"
    )
    assert _said(classifier, text).severity is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("六千多名村民聚集在高速路口，与警察对峙。", "I"),
        ("一千多名工人围在厂门口，和警察对峙到深夜。", "II"),
        ("一名男子持刀与警察对峙两小时后被制服。", None),
    ],
)
def test_a_crowd_that_faces_the_police_has_its_level(
    classifier: Classifier, text: str, level: str | None
) -> None:
    assert _said(classifier, text).severity == level


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("智利一座铜矿塌方，5名矿工被困，2人遇难。智利今年已有41人在矿难中丧生。", 2),
        ("三名中学生在河里溺亡。记者了解到，仅今年入夏，这条河上已溺亡了7人，其中5个是学生。", 3),
        ("一名男子在水库溺水身亡。据了解，暑假以来全县已有5名学生溺亡。", 1),
        ("昨日，龙卷风造成2人死亡。美国今年因龙卷风死亡的已有33人。", 2),
        ("今年最强的台风昨日登陆，已造成7人死亡。", 7),
        ("今年入汛以来最大的一次山洪，已造成4人死亡。", 4),
        ("这是今年以来该市发生的第三起燃气爆炸，已有2人死亡，5人受伤。", 2),
    ],
)
def test_the_dead_of_a_year_are_none_of_this_happening(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths
