"""What goes round and what somebody says who was asked about it; who is alive at first and dies later; who died of something else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)


def number(classifier: Classifier, text: str, name: str) -> int | None:
    item = Item("1", "", text, source_kind="local_media", published_at=NOW)
    found: int | None = classifier.classify(item, NOW).to_json()["casualties"][name]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "校外打群架，家长群里传的是“捅死两个”。记者联系到区教育局，值班的同志说没有死人，有4个学生去了医院。",
        "一户人家办满月酒“吃死两个”的说法在朋友圈热传。镇卫生院院长说，食客腹泻呕吐，46人住院。“没有死人，一个都没有。”他说。",
        "有人在群里说“淹死两个娃”。校长说没有学生死亡，两个娃已经回家。",
        "微信群里说厂房塌了压死三个。消防队的人说没有死人，2个工人受伤。",
    ],
)
def test_none_stands_where_whoever_was_asked_says_so(classifier: Classifier, text: str) -> None:
    assert number(classifier, text, "deaths") == 0


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("微信群里说厂房塌了压死三个。镇长没有接电话。", 3),
        ("听说捅死三个，镇上的人还说没有死人，谁信呢。", 3),
        ("微信群里说厂房塌了压死三个。院长说其他2人没有死亡危险。", 3),
    ],
)
def test_hearsay_stands_where_nobody_answers_it(classifier: Classifier, text: str, dead: int) -> None:
    assert number(classifier, text, "deaths") == dead


def test_what_else_was_told_in_the_same_breath_gives_way_to_who_counts_it(classifier: Classifier) -> None:
    text = "校外打群架，家长群里传“捅死一个，重伤三个”。值班的同志说没有死人，一个腹部的伤比较重，另外三个是划伤。"
    assert number(classifier, text, "seriously_injured") == 1


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("高速连环撞，传得邪乎，说死了十几个。民警说，最重的那辆面包车里四个人没了三个。", 3),
        ("车间炸了，传得很玄，说是炸死了八九个，其实就伤了6个。", None),
    ],
)
def test_what_the_teller_calls_wild_talk_counts_nothing(
    classifier: Classifier, text: str, dead: int | None
) -> None:
    assert number(classifier, text, "deaths") == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("化粪池里三个没了，保安在抢救。晚上打听了，保安也没了。", 4),
        ("厂房爆炸，当场死亡2人，副驾驶老周送医院抢救。今早传来消息，老周也没救过来。", 3),
        ("车祸中两人当场死亡，司机送医院抢救。司机今早醒了。", 2),
    ],
)
def test_who_was_in_care_when_the_others_were_counted_comes_on_top(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert number(classifier, text, "deaths") == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("地震没有造成人员死亡。当晚村里有一名老人去世，但老人长期卧床。", 0),
        ("爆炸造成2人死亡。有一名老人去世，与本次爆炸无关。", 2),
        ("车祸造成2人死亡，经查与酒驾无关。", 2),
    ],
)
def test_who_died_of_something_else_is_none_of_them(classifier: Classifier, text: str, dead: int) -> None:
    assert number(classifier, text, "deaths") == dead


def test_who_came_twice_is_one(classifier: Classifier) -> None:
    text = "吃席后村民腹泻呕吐，卫生院接诊82人次，有人来了两趟，实际是71人，其中46人住院。"
    assert number(classifier, text, "poisoned") == 71


def test_a_months_report_of_notifiable_diseases_counts_nobody(classifier: Classifier) -> None:
    text = "10月，全省共报告法定传染病17863例，死亡94人。乙类传染病共报告发病10215例，死亡93人。流感报告发病26例，死亡11人。"
    assert number(classifier, text, "deaths") is None


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "针对网络上流传的“大巴坠崖死了十几个”的视频，现将有关情况说明如下：事故造成3名乘客受伤，无人员死亡。",
            0,
        ),
        ("针对网络流传的“大巴坠崖死了十几个”的视频，现通报如下：该起事故造成2人死亡、3人受伤。", 2),
    ],
)
def test_a_claim_that_a_statement_takes_up_gives_way_to_it(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert number(classifier, text, "deaths") == dead


def test_some_place_that_talk_names_is_no_victim(classifier: Classifier) -> None:
    item = Item("1", "网传某商场“失火烧死人”？真相来了", "楼顶的红灯在调试，现场没有火情。", published_at=NOW)
    assert classifier.classify(item, NOW).to_json()["casualties"]["deaths"] is None
