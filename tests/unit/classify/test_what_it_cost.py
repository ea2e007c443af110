"""What a happening cost: the stated loss in any writing, and no rule, supposition, saving or other sum."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import item_from_json

NOW = datetime(2026, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))
FIRE = "4月4日，农安县一工厂火灾，未造成人员伤亡。"


@pytest.mark.parametrize(
    ("text", "loss", "severity", "provisional"),
    [
        ("造成6800万元损失。", 68_000_000, "II", False),
        ("给厂方带来1.3亿元的损失。", 130_000_000, "I", False),
        ("损失约1.5个亿。", 150_000_000, "I", True),
        ("直接经济损失5300万元人民币以上。", 53_000_000, "II", True),
        ("直接经济损失由此前公布的2000万元核增为1.3亿元。", 130_000_000, "I", False),
        ("损失从1.3亿元下调至8000万元。", 80_000_000, "II", False),
        ("烧毁、损坏的财产折合2300万元。", 23_000_000, "III", False),
        ("直接经济损失近5000万元。", 50_000_000, "III", True),
        ("直接经济损失一亿二千万元。", 120_000_000, "I", False),
    ],
)
def test_a_loss_is_read_as_it_is_written(
    classifier: Classifier, text: str, loss: int, severity: str, provisional: bool
) -> None:
    fields = {"id": "1", "title": "", "text": FIRE + text, "published_at": NOW.isoformat()}
    said = classifier.classify(item_from_json(fields), NOW)
    assert (said.casualty("loss_yuan"), said.severity, said.severity_provisional) == (
        loss,
        severity,
        provisional,
    )


@pytest.mark.parametrize(
    "text",
    [
        "按照规定，直接经济损失1亿元以上的为特别重大事故。",
        "根据条例，直接经济损失1000万元以上5000万元以下的事故属于较大事故。",
        "专家说，一旦波及储罐区，损失将超过5亿元。",
        "为企业减少损失1.6亿元。",
        "法院曾判其赔偿损失1.8亿元。",
        "2016年，这里也发生过一次，造成直接经济损失2.2亿元。",
        "保险公司启动理赔，首笔赔付3.2亿元。",
        "该厂年产值8亿元，总投资12亿元。",
    ],
)
@pytest.mark.parametrize("form", ["{other}直接经济损失800万元。", "直接经济损失800万元。{other}"])
def test_other_sums_beside_it_are_none(classifier: Classifier, text: str, form: str) -> None:
    fields = {
        "id": "1",
        "title": "",
        "text": FIRE + form.format(other=text),
        "published_at": NOW.isoformat(),
    }
    said = classifier.classify(item_from_json(fields), NOW)
    assert (said.casualty("loss_yuan"), said.severity) == (8_000_000, "IV")


def test_a_burst_pond_of_waste_water_pollutes(classifier: Classifier) -> None:
    text = "昨天上午，农安县一企业的废水池溃坝，废水流入河道，无人员伤亡。直接经济损失2600万元。"
    fields = {"id": "1", "title": "", "text": text, "published_at": NOW.isoformat()}
    said = classifier.classify(item_from_json(fields), NOW)
    assert (said.emergency, said.severity) == ("environment", "II")
