"""What happened abroad at another time, told behind a fresh report that names no place, takes the report nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 21, 30, tzinfo=timezone(timedelta(hours=8)))


def _said(classifier: Classifier, text: str) -> Classification:
    [said] = classifier.classify_batch([Item(id="1", text=text, source_kind="social", published_at=NOW)], NOW)
    return said


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("昨夜，渔船与货轮碰撞，1人死亡。上个月，韩国一艘客轮沉没造成295人死亡，引起广泛关注。", "IV"),
        ("昨天下午，煤矿发生瓦斯爆炸，12人遇难。上周，波兰一煤矿也发生爆炸，造成5人死亡。", "II"),
        ("昨日傍晚商场起火，4人遇难。网友想起去年巴西夜总会大火死了两百多人。", "III"),
    ],
)
def test_a_comparison_with_another_country_leaves_the_fresh_report_at_home(
    classifier: Classifier, text: str, level: str
) -> None:
    said = _said(classifier, text)
    assert (said.relevant, said.severity) == (True, level)


@pytest.mark.parametrize(
    "text",
    [
        "昨夜，渔船与货轮碰撞，1人死亡。日本海上保安厅正在搜救。",
        "昨天，当地又发生余震，3人受伤。上周，日本九州7级地震造成40人死亡。",
        "上个月，韩国一艘客轮沉没造成295人死亡。昨天，首尔又有一处工地坍塌，2人死亡。",
    ],
)
def test_what_goes_on_abroad_stays_there(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).severity is None
