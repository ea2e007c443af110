"""A court tells of what it tries, in whichever year that was: its numbers are those of the item."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2020, 6, 10, 20, tzinfo=SHANGHAI)


def judge(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "deaths", "loss"),
    [
        (
            "昨日，市中级人民法院对鞭炮厂爆炸案作出终审裁定。法院查明，2017年6月30日，谭某组织工人装药时引起爆炸，造成7人死亡、4人受伤，直接经济损失430余万元。",
            7,
            4_300_000,
        ),
        (
            "昨日，县法院开庭审理一起重大责任事故案。公诉机关指控：去年5月，被告人违规吊装，致使2名工人死亡，直接经济损失112万元。",
            2,
            1_120_000,
        ),
        (
            "昨日，县法院对2015年那起造成11人死亡的煤矿瓦斯爆炸案作出一审判决，矿长获刑六年。",
            11,
            None,
        ),
    ],
)
def test_the_dead_of_what_is_tried_count_whenever_they_died(
    classifier: Classifier, text: str, deaths: int, loss: int | None
) -> None:
    found = judge(classifier, text)
    assert (found.casualty("deaths"), found.casualty("loss_yuan")) == (deaths, loss)
    assert (found.relevant, found.severity) == (False, None)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("昨日，一工厂发生爆炸，2人死亡。2016年，该厂曾因爆炸致3人死亡，法院查明系违规操作。", 2),
        ("昨日，市法院召开发布会，2019年全市法院审结交通肇事案件340件，致死210人。", None),
    ],
)
def test_what_a_court_once_found_beside_the_news_does_not_count(
    classifier: Classifier, text: str, deaths: int | None
) -> None:
    assert judge(classifier, text).casualty("deaths") == deaths
