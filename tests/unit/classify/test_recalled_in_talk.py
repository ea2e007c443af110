"""What people recall, watch or play in their posts, beside what they have just seen."""

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
    "text",
    [
        "当年煤矿透水死了28个，我爹就在里面，现在抚恤还没发",
        "想当年我们矿上透水，一下没了三十个弟兄",
        "九八年发大水淹死17口",
        "年初那次爆炸死了二十来个，到现在处理结果没公布",
        "去年那次矿难死了12个",
        "小时候村里着大火烧死了一家五口",
        "抗美援朝我们连牺牲了三十多人",
        "学校组织看消防片，片里死了五十多人，孩子吓哭了",
        "剧本杀里死了九个人，凶手是我",
        "篮球赛对面五个人被我们打爆了",
        "邻居家的猫从11楼掉下来摔死了",
    ],
)
def test_what_is_recalled_watched_or_played_has_no_level(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).severity is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("当年建的老楼塌了，死了5个", "III"),
        ("当年的化工厂今天爆炸了，死了12个", "II"),
        ("上个月那场大火死了三十个，今天又烧了，死了五个", "III"),
        ("一家剧本杀店着火死了九个人", "III"),
        ("抗日路一小区着火死了3人", "III"),
    ],
)
def test_what_was_built_long_ago_may_fall_today(classifier: Classifier, text: str, level: str) -> None:
    assert _said(classifier, text).severity == level


@pytest.mark.parametrize(
    "text",
    ["当年煤矿透水死了28个，我爹就在里面，现在抚恤还没发", "年初那次爆炸死了二十来个，到现在处理结果没公布"],
)
def test_what_is_still_owed_is_a_matter_of_today(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).relevant


@pytest.mark.parametrize(
    ("text", "kind", "figures"),
    [
        ("洗浴着火，亲眼看见消防抬出来六个盖白布的", "fire", {"deaths": 6}),
        ("老楼半边塌了，吃饭的人全砸里面了，少说十几个", "collapse", {"trapped": 10}),
        ("学校有孩子从三楼掉下来了，120拉走了", "other", {}),
        ("卡伦湖淹死人了，搜救队还在捞", "other", {}),
        ("一辆轿车冲进湖里了，副驾的人没看着", "traffic_accident", {}),
        ("井盖没了，一大爷掉下去了，捞上来已经没了", "other", {"deaths": 1}),
        ("厂里氯气漏了一宿，村里人都撤了，进医院的少说四五十", "environment", {"poisoned": 40}),
        ("大货车把收费亭撞没了，收费员在里面", "traffic_accident", {}),
    ],
)
def test_what_somebody_has_just_seen_is_an_emergency(
    classifier: Classifier, text: str, kind: str, figures: dict[str, int]
) -> None:
    said = _said(classifier, text)
    assert said.emergency == kind
    assert {name: said.casualty(name) for name in figures} == figures


def test_who_has_jumped_is_a_matter_for_the_police_and_a_hero_in_a_play_is_none(
    classifier: Classifier,
) -> None:
    assert "市公安局" in _said(classifier, "我弟在厂里跳楼了，厂子给压下来了，求转发").organs
    assert not _said(classifier, "男主角跳楼了我哭死").relevant


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("我爸78岁，早上在农安县城走丢了，帮忙转发", True),
        ("我家泰迪走丢了，求转发", False),
        ("防走失手环好用吗", False),
    ],
)
def test_a_father_who_is_lost_is_a_matter_and_a_dog_is_none(
    classifier: Classifier, text: str, relevant: bool
) -> None:
    assert _said(classifier, text).relevant == relevant
