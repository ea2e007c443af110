from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _said(classifier: Classifier, text: str, source_kind: str = "social") -> Classification:
    return classifier.classify(Item("1", "", text, source_kind=source_kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "利息滚到十几万还不上，真的不想活了",
        "活着没意思，我现在坐在江边的石头上",
        "药瓶空了，安眠药都吃了，对不起孩子，一了百了",
        "群里有姑娘发了遗书，人联系不上，求扩散",
        "我被关在传销的屋子里出不去，救救我",
        "再不结工程款我就浇汽油，大不了同归于尽",
        "有人在群里说今晚要去医院砍人，报警吧",
    ],
)
def test_a_cry_for_help_and_a_threat_are_matters_that_ask_for_attention(
    classifier: Classifier, text: str
) -> None:
    said = _said(classifier, text)
    assert said.relevant and any("扬言" in reason or "求救" in reason for reason in said.reasons)


def test_a_farewell_raises_the_opinion_level(classifier: Classifier) -> None:
    said = _said(classifier, "家里被骗光了，我写好遗书了，不想活了")
    assert said.opinion_level == "orange"


@pytest.mark.parametrize(
    "text",
    [
        "周一又要开会，不想活了，给我来杯奶茶",
        "累死了累死了，今天爬了二十层楼健身",
        "歌词写他站在天台上不想活，这首歌我单曲循环",
        "电影里女主被骗光了积蓄活不下去，演员演得真好",
        "队友太坑，这把打完我想去死哈哈",
        "小说男主拿刀说要同归于尽，剧情俗套",
        "老板的笑话冷得我想跳楼，笑死",
    ],
)
def test_songs_shows_games_and_jokes_are_no_cry(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert not any("扬言" in reason or "求救" in reason for reason in said.reasons)
    assert said.opinion_level != "orange"


def test_a_death_wish_abroad_or_in_a_lecture_is_no_cry(classifier: Classifier) -> None:
    for text in ("纽约一男子直播自杀，上千人观看", "心理学讲座：如何听懂孩子说的想死"):
        assert not any("扬言" in reason for reason in _said(classifier, text).reasons)


def test_a_label_of_fiction_at_the_head_undoes_a_cry(classifier: Classifier) -> None:
    assert not _said(
        classifier, "【微小说】她写好遗书，站在天台上。债主的电话又响了，她说不想活了。"
    ).relevant


@pytest.mark.parametrize(
    "text",
    ["药店不给开安眠药，医保也不报", "小区里有传销窝点，天天有人来听课", "农资店卖假百草枯，地里草没死"],
)
def test_the_means_alone_announce_nothing(classifier: Classifier, text: str) -> None:
    found = _said(classifier, text, "hotline")
    assert "life.at-risk" not in [ground.rule for ground in found.opinion_basis]
