"""Rows of the statutory table beside the dead: lightly and badly hurt, poisoned at work, machines that fail."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import item_from_json

NOW = datetime(2026, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))


def read(classifier: Classifier, text: str) -> Classification:
    fields = {
        "id": "1",
        "title": "",
        "text": text,
        "published_at": NOW.isoformat(),
        "source_kind": "local_media",
    }
    return classifier.classify(item_from_json(fields), NOW)


@pytest.mark.parametrize(
    ("text", "severity", "provisional"),
    [
        ("23人受轻伤", "IV", False),
        ("99人轻微伤", "IV", False),
        ("23人受伤", "IV", True),
        ("23人受轻伤，另有多名工人受伤送医", "IV", True),
        ("9人受伤", "IV", False),
        ("10人受重伤", "III", False),
    ],
)
def test_only_who_may_be_badly_hurt_leaves_a_level_open(
    classifier: Classifier, text: str, severity: str, provisional: bool
) -> None:
    said = read(classifier, f"4月4日，双阳区一工厂发生爆炸，{text}，无人死亡。")
    assert (said.severity, said.severity_provisional) == (severity, provisional)


@pytest.mark.parametrize(
    ("text", "kind", "poisoned", "severity"),
    [
        ("一酒店婚宴发生食物中毒事件，中毒客人达130人，没有死亡病例", "food_poisoning", 130, "III"),
        ("一屠宰场工人在有限空间作业时中毒，中毒作业人员达55人", "work_safety", 55, "II"),
        ("一电子厂车间有机溶剂挥发，7人出现中毒症状，已有3人死亡", "work_safety", None, "III"),
        ("一造纸厂工人清理污水池时发生中毒，30人出现中毒症状，均无生命危险", "work_safety", 30, "III"),
    ],
)
def test_the_poisoned_are_counted_and_named_by_what_poisoned_them(
    classifier: Classifier, text: str, kind: str, poisoned: int | None, severity: str
) -> None:
    said = read(classifier, f"4月4日，双阳区{text}。")
    assert (said.emergency, said.severity) == (kind, severity)
    assert poisoned is None or said.casualty("poisoned") == poisoned


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一隧道施工时发生坍塌，作业工人被埋，已致2人遇难", "collapse"),
        ("一工人操作冲床时被机器绞伤，送医后死亡", "work_safety"),
        ("一游乐园过山车发生故障，2人伤势严重", "other"),
        ("一景区滑索断裂，一名游客坠落，骨折送医", "other"),
        ("一化工厂氯气泄漏，周边6800人疏散，企业共有员工8000人，无人员伤亡", "environment"),
        ("一车间氨气泄漏，5名工人中毒送医", "work_safety"),
    ],
)
def test_the_most_specific_mechanism_names_it(classifier: Classifier, text: str, kind: str) -> None:
    assert read(classifier, f"4月4日，双阳区{text}。").emergency == kind
