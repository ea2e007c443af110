"""Posts in the speech of the north-east, typed in haste or dictated: the same emergencies in other words."""

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
    ("text", "kind", "figures"),
    [
        ("俺们屯老张家房子塌架了 把老两口扣底下了", "collapse", {"trapped": 2}),
        ("饭店嘎斯罐崩了 崩死俩", "explosion", {"deaths": 2}),
        ("石场放炮崩着人了 一死两伤", "work_safety", {"deaths": 1, "injured": 2}),
        ("那边火老大了 消防车呜呜的 没跑出来三口人", "fire", {"trapped": 3}),
        ("井水喝完都窜稀 二十多口子都躺医院挂吊瓶呢", "food_poisoning", {"poisoned": 20}),
        ("大水下来了 把桥冲没了 冲跑俩人到现在没影", "flood", {"missing": 2}),
        ("工地吊篮绳断了 一个当场完犊子", "work_safety", {"deaths": 1}),
        ("拉学生的面包车翻壕沟里了 有三个伤挺重", "traffic_accident", {"seriously_injured": 3}),
        ("老妹家煤烟子中毒 一家四口全迷糊了", "other", {"poisoned": 4}),
        ("火车站有人抡刀砍人 砍倒四五个", "other", {"injured": 4}),
        ("矿上出事了 三十多号人埋里头了", "work_safety", {"trapped": 30}),
        ("孩儿他爸在工地从架子上掉下来 送医院人就没了", "work_safety", {"deaths": 1}),
        ("化工厂爆乍了 整个镇子都震了", "explosion", {}),
        ("施工那块路面榻了个大坑 一台出租掉里头了", "collapse", {}),
    ],
)
def test_dialect_and_typing_errors_hide_no_emergency(
    classifier: Classifier, text: str, kind: str, figures: dict[str, int]
) -> None:
    said = _said(classifier, text)
    assert said.emergency == kind
    assert {name: said.casualty(name) for name in figures} == figures


@pytest.mark.parametrize(
    "text",
    [
        "🔥🔥🔥宽城万达后身着火啦‼️离老远就看见黑烟",
        "宽城万达着火啦",
        "对面楼着火了",
        "听说卖场着火死了好多人",
    ],
)
def test_a_house_on_fire_is_one_however_loud_it_is_told(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.relevant) == ("fire", True)


@pytest.mark.parametrize(
    "text",
    [
        "梦见家里着火了",
        "教你楼着火了怎么逃",
        "楼上的火锅店生意火老大了",
        "她在舞台那边火老大了",
        "去年我家厂房着火了，赔偿没下来",
        "我的车停路边打不着火了",
        "吃完火锅拉肚子了",
        "喝完酒窜稀",
        "老板卷走了五十人的工资",
        "小偷冲进店里偷走三十万",
        "亚泰又让人血洗了，主场塌方式崩盘",
        "全厂三百人要工资没有",
    ],
)
def test_what_only_sounds_like_it_is_none(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.casualty("missing")) == (None, None)


@pytest.mark.parametrize("words", ["死老多人了", "死了好多人", "好几个都没喘气了"])
def test_many_dead_whom_nobody_counts_are_grave_until_somebody_does(
    classifier: Classifier, words: str
) -> None:
    said = _said(classifier, f"养老院着火了，{words}")
    assert (said.severity, said.severity_provisional) == ("III", True)


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("伊通河边有个老爷们儿要跳河 快报警啊", "市公安局"),
        ("一个老太太让狗掏了 腿咬得没法看", "市公安局"),
        ("桥底下有偷孩子的 今天抱走仨了 赶紧转", "市公安局"),
        ("有人冒充社保局上门收钱 隔壁让人骗走两万", "市公安局"),
    ],
)
def test_what_the_police_must_see_to_goes_to_them(classifier: Classifier, text: str, organ: str) -> None:
    said = _said(classifier, text)
    assert (said.relevant, organ in said.organs) == (True, True)


def test_a_wish_for_more_of_something_is_a_suggestion(classifier: Classifier) -> None:
    assert _said(classifier, "咱长春啥时候能多整几个公厕啊").disposition == "constructive"
