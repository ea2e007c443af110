"""How many pollution drove from their homes: whoever moved, not a plan, a drill of before or room for more."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import item_from_json

NOW = datetime(2026, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))
LEAK = "4月4日，农安县一化工厂氯气泄漏，未造成人员伤亡。"


@pytest.mark.parametrize(
    ("text", "evacuated", "severity"),
    [
        ("当地组织群众转移，共计近五万人。", 50_000, "II"),
        ("当地组织周边村民撤离，累计1.3万人。", 13_000, "II"),
        ("紧急转移1612户共高达13,600人。", 13_600, "II"),
        ("涉及1200余户居民共5200人转移。", 5_200, "III"),
        ("转移群众总数万余人。", 10_000, "II"),
        ("紧急疏散2300余户6800人。", 6_800, "III"),
        ("预案提出，必要时将疏散5万人。周边万余人紧急撤离。", 10_000, "II"),
        ("当地计划疏散1.6万人，已疏散5200人。", 5_200, "III"),
        ("按照预案转移5200人。", 5_200, "III"),
        ("按计划疏散群众12000人，均已安置。", 12_000, "II"),
        ("必要时强制疏散，截至20时疏散12000人。", 12_000, "II"),
        ("原计划疏散8000人，实际疏散12000人。", 12_000, "II"),
        ("预案要求疏散半径内12000人全部撤出，目前全部撤离。", 12_000, "II"),
        ("前年举行的一次演练里，转移群众2万人。紧急疏散群众6800人。", 6_800, "III"),
        ("紧急疏散群众6800人。去年在一次演练中撤离3万人。", 6_800, "III"),
        ("周边6800人疏散到体育馆。该企业有员工1.2万人。", 6_800, "III"),
    ],
)
def test_whoever_moved_is_counted(classifier: Classifier, text: str, evacuated: int, severity: str) -> None:
    fields = {"id": "1", "title": "", "text": LEAK + text, "published_at": NOW.isoformat()}
    said = classifier.classify(item_from_json(fields), NOW)
    assert (said.emergency, said.casualty("evacuated"), said.severity) == ("environment", evacuated, severity)


def test_a_drill_of_today_stays_one_whatever_a_former_one_moved(classifier: Classifier) -> None:
    text = "4月4日，农安县举行应急演练。去年在一次演练中撤离3万人。演练中，化工厂氯气泄漏，疏散群众6800人。"
    fields = {"id": "1", "title": "", "text": text, "published_at": NOW.isoformat()}
    assert classifier.classify(item_from_json(fields), NOW).emergency is None
