"""A rumoured number that an office answers with its own stands no more; one that it only announces beside does."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 21, 30, tzinfo=timezone(timedelta(hours=8)))


def _said(classifier: Classifier, text: str, title: str = "") -> Classification:
    item = Item(id="1", title=title, text=text, source_kind="social", published_at=NOW)
    [said] = classifier.classify_batch([item], NOW)
    return said


@pytest.mark.parametrize(
    ("text", "deaths", "level"),
    [
        (
            "网传死亡13人。交警大队副大队长昨晚在电话里表示，两车相撞目前确认死亡的只有3人，21人受伤。",
            3,
            "III",
        ),
        (
            "有人在群里说楼塌压死二十几个人，住建局工作人员答复记者，现场共搜出1名遇难者，其余工人已全部撤离。",
            1,
            "IV",
        ),
        (
            "帖子说矿上死了四十多个，矿上瞒报。市煤监局核查组昨天公布，该矿透水事故死亡6人，没有瞒报。",
            6,
            "III",
        ),
        ("朋友圈里传仓库大火烧死了十五个，区应急局回应，火灾造成2人死亡、1人轻伤。", 2, "IV"),
    ],
)
def test_an_office_answers_a_rumoured_number_with_its_own(
    classifier: Classifier, text: str, deaths: int, level: str
) -> None:
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.severity) == (deaths, level)


@pytest.mark.parametrize(
    ("text", "title", "deaths", "level"),
    [
        ("化工园区爆炸，网上说死了几十个，园区管委会说死了1个，伤了3个。", "", 1, "IV"),
        (
            "今天下午，一家农药厂发生爆炸。“死了几十个”“水有毒”之类的帖子在论坛上疯传。晚上县政府开了发布会，安监局局长说，截至19时，已造成4人死亡、11人受伤。",
            "农药厂炸了 网上说“死了几十个” 县里说4个",
            4,
            "III",
        ),
    ],
)
def test_dozens_that_are_only_talked_of_give_way_to_the_number_of_an_office(
    classifier: Classifier, text: str, title: str, deaths: int, level: str
) -> None:
    said = _said(classifier, text, title)
    assert (said.casualty("deaths"), said.severity) == (deaths, level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("网传工厂爆炸死了12人，警方称正在核实。", "II"),
        ("网上说爆炸死了十几个，官方至今没有回应，现场仍被封锁。", "II"),
        ("网传厂房火灾死了31人。据市应急管理局通报，火灾造成13人死亡、5人受伤。", "I"),
        ("网传厂房火灾死了31人，我亲眼看到抬出来一排，区里回应只有2人死亡。", "I"),
    ],
)
def test_a_rumour_stands_while_nobody_answers_it_or_nobody_believes_the_answer(
    classifier: Classifier, text: str, level: str
) -> None:
    assert _said(classifier, text).severity == level


@pytest.mark.parametrize(
    "text",
    [
        "一条小河染黑，沿河镇的供水站关了闸，全镇四千多人改喝山泉，死了一河的鱼。",
        "上游企业偷排，河水变黑，乡供水站的人不敢放水，两千多人改吃井水，死了好多鸭子。",
    ],
)
def test_who_drinks_other_water_is_none_of_the_dead_animals(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.severity) == (None, "III")


@pytest.mark.parametrize(
    "text",
    [
        "小区水管老化，水龙头出来的水发黑，三百多户停水一天，改喝桶装水。",
        "自来水公司检修，全镇停水一天，居民改用井水。",
    ],
)
def test_water_that_is_only_bad_or_off_for_repairs_is_no_cut_intake(
    classifier: Classifier, text: str
) -> None:
    assert _said(classifier, text).severity is None


@pytest.mark.parametrize(
    "text",
    [
        "昨晚火灾，传言五人遇难，现场指挥说一个都没有，全救出来了。",
        "网上疯传地铁爆炸死了上百人，其实是检修冒烟，两名乘客吸入烟雾。",
        "群里都说楼上炸了死了三个，原来是谁家放鞭炮。",
    ],
)
def test_a_rumour_that_was_something_else_or_is_answered_with_not_one_has_no_dead(
    classifier: Classifier, text: str
) -> None:
    assert not _said(classifier, text).casualty("deaths")


def test_what_caused_it_takes_back_no_toll(classifier: Classifier) -> None:
    assert _said(classifier, "昨晚大巴翻了，死了四个，原来是爆胎引起的。").casualty("deaths") == 4


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("昨晚学校宿舍着火，3名学生遇难，500多名学生撤离，学校停课悼念，上千人献花。", "III"),
        ("今晨大巴坠崖，12人遇难，全县下半旗悼念。", "II"),
        ("昨天是那场大火三周年，市民献花悼念12名遇难者。", None),
        ("昨天，群众自发来到广场悼念2008年地震中遇难的同胞。", None),
    ],
)
def test_whoever_mourns_the_dead_of_yesterday_recalls_nothing(
    classifier: Classifier, text: str, level: str | None
) -> None:
    assert _said(classifier, text).severity == level


def test_whoever_is_frightened_to_death_lives(classifier: Classifier) -> None:
    said = _said(classifier, "幼儿园三十多个孩子上吐下泻，家长急死了，吓死了。")
    assert not said.casualty("deaths") and said.severity == "IV"
