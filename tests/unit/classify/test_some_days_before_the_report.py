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


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        (
            "9日23时，青川县发生5.0级地震，1人死亡。死者是一名67岁的男子，他从高低床上摔下。2020年1月12日强震中，该县4697人遇难。",
            1,
        ),
        (
            "9日上午，一辆客车翻入河沟，2人死亡。事发路段临水，没有护栏。2020年2月3日，一辆货车在此坠河，造成4人死亡。",
            2,
        ),
        (
            "市应急局9日公布一起事故的调查报告。这起事故发生在城东一家企业，当时工人正在检修。2020年2月3日，该车间爆炸造成4人死亡。",
            4,
        ),
    ],
)
def test_a_full_date_of_months_ago_is_another_where_the_text_opens_with_these_days(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert judge(classifier, text).casualty("deaths") == deaths
