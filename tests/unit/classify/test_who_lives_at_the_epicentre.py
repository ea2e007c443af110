"""An earthquake by its magnitude and by who lives there: dense, fairly dense, sparse, or untold and provisional."""

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
    ("said", "severity", "provisional"),
    [
        ("震中位于人口密集地区", "I", False),
        ("震中附近人口密度大", "I", False),
        ("震中一带人口十分稠密", "I", False),
        ("震中位于人口较密集的乡镇", "II", False),
        ("震中周边人口比较密集", "II", False),
        ("震中地区人口相对稠密", "II", False),
        ("震中地处山区，远离人口密集区", "II", True),
        ("震中并非人口密集地区", "II", True),
        ("该地区地广人稀", "II", True),
        ("震中一带人口密度较低", "II", True),
        ("专家提醒避开人口密集场所", "II", True),
        ("震中距县城23公里", "II", True),
    ],
)
def test_the_same_shock_is_graded_by_where_it_shook(
    classifier: Classifier, said: str, severity: str, provisional: bool
) -> None:
    told = read(classifier, f"4月4日，青海省门源县发生6.2级地震。{said}。未造成人员伤亡。")
    assert (told.severity, told.severity_provisional) == (severity, provisional)


def test_a_firm_toll_stays_open_where_dense_settlement_would_raise_it(classifier: Classifier) -> None:
    told = read(classifier, "4月4日，青海省门源县发生5.6级地震，造成12人死亡。")
    assert (told.severity, told.severity_provisional) == ("III", True)
    assert any("震中人口密度未说明" in reason for reason in told.reasons)
    told = read(classifier, "4月4日，青海省门源县发生5.6级地震，造成60人死亡。")
    assert (told.severity, told.severity_provisional) == ("II", False)


@pytest.mark.parametrize(
    ("text", "deaths", "missing", "injured"),
    [
        ("死亡和失踪人数分别为40人和9人", 40, 9, None),
        ("遇难、失联人数分别升至40人、9人", 40, 9, None),
        ("死亡、失踪和受伤人数分别达40人、9人和230人", 40, 9, 230),
        ("死亡者和受伤者依次为40人、230人", 40, None, 230),
    ],
)
def test_figures_named_first_are_counted_in_their_turn(
    classifier: Classifier, text: str, deaths: int, missing: int | None, injured: int | None
) -> None:
    told = read(classifier, f"4月4日，青海省门源县发生5.6级地震。{text}。")
    assert [told.casualty(name) for name in ("deaths", "missing", "injured")] == [deaths, missing, injured]
