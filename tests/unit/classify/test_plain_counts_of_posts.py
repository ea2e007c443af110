"""Counts as people post them: every telling of the dead beside every telling of the hurt, after every kind of happening."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import cycle, product

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 21, 30, tzinfo=timezone(timedelta(hours=8)))
HAPPENED = (
    "刚才双阳区那边厂子炸了",
    "今天下午一辆客车和大货车撞上了",
    "昨晚我们小区3号楼着火了",
    "中午工地塌了",
    "刚看到一辆面包车掉河里了",
)
DEAD = ("走了三个", "3个人走了", "三个没挺过来", "没了3个", "当场就没了三个", "三个没救过来", "3条人命没了")
HURT = (
    "救护车拉走5个",
    "120拉走五个",
    "五个进了医院",
    "5个人进县医院了",
    "还有5个在抢救",
    "伤了五个",
    "五个骨折",
)


def _said(classifier: Classifier, text: str) -> Classification:
    [said] = classifier.classify_batch([Item(id="1", text=text, source_kind="social", published_at=NOW)], NOW)
    return said


@pytest.mark.parametrize(
    ("happened", "dead", "hurt"),
    [(h, *told) for h, told in zip(cycle(HAPPENED), product(DEAD, HURT), strict=False)],
)
def test_the_dead_and_the_hurt_are_counted_in_any_words(
    classifier: Classifier, happened: str, dead: str, hurt: str
) -> None:
    said = _said(classifier, f"{happened}，{dead}，{hurt}，太惨了。")
    assert (said.casualty("deaths"), said.casualty("injured")) == (3, 5)


@pytest.mark.parametrize("hurt", [h for h in HURT if not h.startswith("还有")])
def test_the_hurt_are_counted_alone(classifier: Classifier, hurt: str) -> None:
    said = _said(classifier, f"{HAPPENED[0]}，{hurt}，有知道情况的吗")
    assert (said.casualty("deaths"), said.casualty("injured")) == (None, 5)


@pytest.mark.parametrize(
    "text",
    [
        "车间着火了，火灭了以后走了三个，剩下的人接着干活",
        "楼下饭店着火，客人走了五个，剩下的还在吃",
        "小区门口撞车了，三个人走了，车还扔在那",
        "昨天公司年会，救护车拉走5个，都是喝多的",
    ],
)
def test_who_leaves_is_not_dead(classifier: Classifier, text: str) -> None:
    assert not _said(classifier, text).casualty("deaths")


BULLETIN = "【情况通报】11月27日21时许，双阳区一居民楼发生液化气闪爆，造成2人死亡、5人受伤。"


@pytest.mark.parametrize("passed_on", ["群里传死了十几个", "有人说死了15个", "网上传死了二十多个人"])
@pytest.mark.parametrize(
    "scoffed",
    [
        "的可以歇歇了",
        "的洗洗睡吧",
        "的别再传了",
        "，纯属扯淡",
        "，都是瞎说",
        "，大家别信",
        "，根本没那么多",
        "，哪有那么夸张",
        "，差远了",
    ],
)
def test_hearsay_that_is_laughed_at_rings_nobody_at_night(
    classifier: Classifier, passed_on: str, scoffed: str
) -> None:
    said = _said(classifier, f"{BULLETIN}{passed_on}{scoffed}。")
    assert (said.casualty("deaths"), said.severity) == (2, "IV")


@pytest.mark.parametrize(
    "told", ["，别信官方那套", "，别去围观了", "，官方却说没那么多，骗谁呢", "，太夸张了吧", ""]
)
def test_hearsay_that_nobody_laughs_at_stands(classifier: Classifier, told: str) -> None:
    said = _said(classifier, f"昨晚双阳区一居民楼爆炸，网上传死了15个{told}。")
    assert said.casualty("deaths") == 15
