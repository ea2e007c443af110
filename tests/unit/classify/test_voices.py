"""Who stands for a number that no word of the text gives to anybody: the office, the press, or nobody who could be asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.figures.voices import is_account, is_press
from monitor.classify.result import Classification
from monitor.item import item_from_json

NOW = datetime(2026, 11, 9, tzinfo=UTC)
PLAIN = "11月8日8时，宽城区一化工厂爆炸，12人死亡。"


def judge(classifier: Classifier, text: str, **more: str) -> Classification:
    item = {"id": "1", "text": text, "published_at": "2026-11-08T23:00:00+08:00"} | more
    return classifier.classify(item_from_json(item), NOW)


@pytest.mark.parametrize(
    "by",
    [
        {"source_kind": "social", "source": "新浪微博", "author": "小熊软糖"},
        {"source_kind": "social"},
        {"source_kind": "social", "source": "微博", "author": "今天吃大结局"},
        {"source_kind": "forum", "source": "百度贴吧"},
        {"source_kind": "forum", "source": "某某新闻网", "author": "路人甲"},
        {"source_kind": "hotline", "source": "12345"},
        {"source_kind": "mailbox", "source": "长春市应急管理局"},
        {"source_kind": "other", "source": "抖音", "author": "老铁"},
    ],
)
def test_what_a_netizen_or_a_caller_tells_is_told_by_nobody_who_could_be_asked(
    classifier: Classifier, by: dict[str, str]
) -> None:
    said = judge(classifier, PLAIN, **by)
    assert said.casualties["deaths"].origin == "unverified"
    assert "unverified" in said.flags
    assert {side: held["deaths"].value for side, held in said.casualty_series.items()} == {"unverified": 12}
    assert (said.severity, said.severity_provisional) == ("II", False)


@pytest.mark.parametrize(
    "by",
    [
        {"source_kind": "central_media", "source": "新华社"},
        {"source_kind": "portal", "source": "腾讯新闻"},
        {"source_kind": "social", "source": "长春晚报"},
        {"source_kind": "social", "source": "新浪微博", "author": "央视新闻"},
        {"source_kind": "social", "source": "微信公众号", "author": "吉林日报客户端"},
        {"source_kind": "other"},
    ],
)
def test_the_press_speaks_for_itself_wherever_it_posts(classifier: Classifier, by: dict[str, str]) -> None:
    said = judge(classifier, PLAIN, **by)
    assert said.casualties["deaths"].origin == "media"
    assert "unverified" not in said.flags


@pytest.mark.parametrize(
    "account", ["长春发布", "平安长春", "长春消防", "长春市应急管理局", "吉林应急", "朝阳区政府办"]
)
@pytest.mark.parametrize("field", ["source", "author"])
def test_an_offices_account_speaks_officially_without_a_word_of_announcing(
    classifier: Classifier, account: str, field: str
) -> None:
    said = judge(classifier, PLAIN, **{"source_kind": "social", "source": "微博", field: account})
    assert said.casualties["deaths"].origin == "official"
    assert said.casualty_series["official"]["deaths"].speaker.organ == account
    assert "unverified" not in said.flags


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("宽城一化工厂爆炸，12人死亡（转自长春发布）", "official"),
        ("来源：长春消防 宽城一化工厂爆炸，12人死亡", "official"),
        ("央视新闻：宽城一化工厂爆炸，12人死亡", "media"),
        ("太惨了//@长春晚报:宽城一化工厂爆炸，12人死亡", "media"),
        ("太惨了//@小王:宽城一化工厂爆炸，12人死亡", "unverified"),
        ("据新华社报道，宽城一化工厂爆炸，12人死亡", "media"),
        ("宽城一化工厂爆炸，长春市应急管理局通报12人死亡", "official"),
        ("我看见了，宽城一化工厂爆炸，实际12人死亡", "unverified"),
    ],
)
def test_a_post_that_names_whose_words_it_passes_on_is_heard_as_those(
    classifier: Classifier, text: str, origin: str
) -> None:
    said = judge(classifier, text, source_kind="social", source="微博", author="小王")
    assert said.casualties["deaths"].origin == origin


def test_an_official_number_in_a_post_stands_beside_what_the_post_adds(classifier: Classifier) -> None:
    text = "我家楼下宽城一化工厂爆炸，死了12人。长春发布：爆炸造成3人死亡。"
    said = judge(classifier, text, source_kind="social", author="小王")
    assert said.casualty_series["official"]["deaths"].value == 3


def test_a_nickname_is_no_office_and_a_netizen_no_paper() -> None:
    assert not any(map(is_account, ["大结局", "新品发布", "美食局", "娱乐发布", "长春热议"]))
    assert not any(map(is_press, ["吉林网友", "微博用户小王", "新闻办", "贴吧"]))
