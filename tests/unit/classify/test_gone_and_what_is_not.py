"""Who of a number is gone for good, in plain words, and what else is gone (东西全没了) where everybody got out."""

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
    ("text", "deaths"),
    [
        ("大客车翻进水库，车上34人只爬上来20个，其余的都没了。", 14),
        ("渡船沉了，船上19人救上来8个，其余的都没了。", 11),
        ("快艇撞礁，艇上10人救起6个，其余全部遇难。", 4),
        ("昨夜泥石流冲下来，村头工棚里住着19个人，跑出来5个，14个都埋在里面没了。", 14),
        ("大火烧到半夜，楼上四个租客闷在屋里没了。", 4),
        ("煤矿透水，井下27人，上来16个，剩下的11人昨天下午全找到了，都不在了。", 11),
        ("渔船翻了，船上九个人，三个游上了岸，那六个今早找到了，都不在了。", 6),
        ("榆树市沙场塌方，埋了五个人，救出来三位，另外两位也没了。", 2),
        ("宽城区火灾，住户五人，其中三位没了。", 3),
    ],
)
def test_those_who_are_gone_are_counted_as_dead(classifier: Classifier, text: str, deaths: int) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


@pytest.mark.parametrize(
    "text",
    [
        "昨天宿舍楼着火，12个人都跑出来了，东西全没了。",
        "仓库大火，三十多个工人都撤了出来，货全没了。",
        "渔船着火，船上11个人都跳水脱险，网也全没了。",
        "大客车翻进水库，车上34人只爬上来20个，其余的还在搜救。",
    ],
)
def test_what_else_is_gone_makes_nobody_dead(classifier: Classifier, text: str) -> None:
    assert not _said(classifier, text).casualty("deaths")


@pytest.mark.parametrize(
    "text",
    [
        "朝阳区桂林路一健身房关门跑路，几百人会员费没了",
        "二道区一驿站关门，几十人快递没了",
        "一厂子搬走，五十人饭碗没了",
        "某平台跑路，两千多人积蓄没了",
        "公司破产，八十人押金没了，一百人社保也没了",
        "学区重划，三百多人学位没了，小区两百人车位也没了",
    ],
)
def test_what_many_people_lost_is_no_emergency(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.severity) == (None, None)
