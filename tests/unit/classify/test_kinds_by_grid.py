"""What befell people where and with what outcome: kinds that everyday words name only together."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 28, 21, 30, tzinfo=timezone(timedelta(hours=8)))


def _kind(classifier: Classifier, text: str) -> str | None:
    item = Item(id="1", text=text, source_kind="social", published_at=NOW)
    return classifier.classify(item, NOW).emergency


@pytest.mark.parametrize("meal", ["吃完席上吐下泻", "婚宴吃完中毒", "食堂吃完都拉肚子", "豆角没熟中毒"])
@pytest.mark.parametrize("told", ["有人没了，太吓人了", "人没救过来", "听说死了一个"])
def test_who_dies_of_a_meal_was_poisoned(classifier: Classifier, meal: str, told: str) -> None:
    assert _kind(classifier, f"双阳区奢岭镇{meal}，{told}") == "food_poisoning"


@pytest.mark.parametrize("slid", ["山上滑坡", "后山滑坡了，", "屋后山坡垮了，", "施工的边坡滑了，"])
@pytest.mark.parametrize("buried", ["把几户人家埋了", "埋了两个工人", "压住一间房，人还在里面"])
def test_a_slope_that_buries_people_is_a_collapse(classifier: Classifier, slid: str, buried: str) -> None:
    assert _kind(classifier, f"昨夜大雨，双阳{slid}{buried}") == "collapse"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("双阳一工厂聚集性发烧，几十个工人送医院", "epidemic"),
        ("工地高空坠落，一个工人没了", "work_safety"),
        ("公司业绩滑坡，裁员埋了雷", None),
        ("成绩滑坡把孩子前途埋了", None),
        ("后山有滑坡隐患，怕把房子埋了", None),
        ("今天工地培训，讲高空坠落怎么预防，受伤了怎么办", None),
        ("昨天吃席喝多了，上吐下泻，差点没了半条命", None),
    ],
)
def test_what_only_sounds_so_is_none(classifier: Classifier, text: str, kind: str | None) -> None:
    assert _kind(classifier, text) == kind
