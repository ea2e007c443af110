"""Rumours that an item denies, and what it confirms beside the denial."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def _kind(classifier: Classifier, title: str, text: str) -> str | None:
    item = Item("1", title, text, source_kind="official_site", published_at=NOW)
    return classifier.classify(item, NOW).emergency


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("警方通报：网传广场踩踏事件系谣言", "网传“二道区广场发生踩踏，三十人遇难”系谣言。经核查，广场秩序正常，未发生踩踏，无人员伤亡。"),
        ("网传商场起火", "经核查，网传起火视频系2019年旧闻，该商场未发生火灾。"),
        ("网传商场爆炸", "经核查，该爆炸视频为国外画面，商场未发生爆炸。"),
        ("网传两车相撞", "交警：网传消息不实，该路段未发生相撞。"),
    ],
)  # fmt: skip
def test_a_rumour_answered_with_that_nothing_happened_is_no_emergency(
    classifier: Classifier, title: str, text: str
) -> None:
    assert _kind(classifier, title, text) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("网传化工厂爆炸", "应急局：厂区仓库起火属实，未发生爆炸，无人员伤亡。"),
        ("网传化工厂爆炸？官方回应", "经核实，系车间起火，火已扑灭，未发生爆炸，无人员伤亡。"),
        ("网传小区楼塌了", "经核实，3号楼雨棚坍塌，主体未发生倒塌，无人员伤亡。"),
    ],
)
def test_what_is_confirmed_beside_the_denial_is_one(classifier: Classifier, title: str, text: str) -> None:
    assert _kind(classifier, title, text) is not None
