"""A day of this month: a few days before the report it is that of the news, longer before it that of something else."""

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
    ("text", "deaths"),
    [
        ("本报讯 昨天，市消防支队通报，本月8日，双桥镇一家酒店发生火灾，造成3人死亡、7人受伤。", 3),
        ("据介绍，本月7日，临江镇一辆客车翻入河沟，造成5人死亡。", 5),
        ("9日，临江镇一辆客车翻入河沟，2人受伤。本月1日，同一路段一辆货车侧翻，造成3人死亡。", None),
    ],
)
def test_a_day_of_this_month_tells_of_the_news_where_it_is_near(
    classifier: Classifier, text: str, deaths: int | None
) -> None:
    assert judge(classifier, text).casualty("deaths") == deaths
