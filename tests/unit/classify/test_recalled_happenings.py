"""A happening of today stays one of today, whatever older one is recalled or compared behind it."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 10, 8, 18, tzinfo=SHANGHAI)


def said(classifier: Classifier, text: str) -> Classification:
    item = Item("1", "", text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "长春市绿园区一小区发生爆炸，造成12人死亡、30人受伤。2015年天津港爆炸造成165人遇难。",
        "长春市绿园区一小区发生爆炸，造成12人死亡、30人受伤。2015年8月12日天津港爆炸造成165人遇难。",
        "长春市绿园区一厂房垮塌，12名工人遇难。该厂去年曾发生坍塌，2人死亡。",
        "长春市某小区12人在爆炸中遇难。去年，该小区也发生过一起爆炸。",
        "长春市宽城区爆炸造成12人死亡，与去年同期相比，全市事故起数下降。",
        "长春一居民楼火灾，12人遇难。据统计，去年全市发生火灾120起，死亡15人，同比上升。",
        "长春宽城区一冷库火灾，造成12人死亡。十年前的6月3日，一场大火夺走121条生命。",
        "长春一工地塔吊倒塌，12人死亡。这是该公司三年前坍塌事故后又一起。",
    ],
)
def test_an_older_happening_behind_it_does_not_age_the_one_reported(
    classifier: Classifier, text: str
) -> None:
    found = said(classifier, text)
    assert (found.relevant, found.severity, found.casualty("deaths")) == (True, "II", 12)


@pytest.mark.parametrize(
    "text",
    [
        "去年，长春市宽城区一厂房爆炸，造成12人死亡。",
        "2015年，长春市宽城区一厂房爆炸，造成12人死亡。",
        "2015年8月12日，天津港爆炸造成165人遇难。长春市开展排查。",
        "长春某厂爆炸事故调查报告公布。2015年8月12日，该厂发生爆炸，造成12人死亡。",
        "长春一冷库爆炸造成12人死亡。该事故发生于2015年8月12日，今天宣判。",
        "今年以来，全市发生火灾120起，死亡12人，同比下降10%，去年同期15人。",
        "全市火灾120起，死亡12人，同比下降10%，去年同期15人。",
        "全市交通事故死亡人数12人，与去年同期相比下降。",
    ],
)
def test_what_is_itself_old_or_a_figure_of_the_year_is_not_graded(classifier: Classifier, text: str) -> None:
    assert said(classifier, text).severity is None
