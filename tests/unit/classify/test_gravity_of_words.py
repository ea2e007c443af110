"""What sounds grave in people's own words raises a doubt and attention where the rules are not sure, and changes no level."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier, shipped_models
from monitor.classify.result import SENSED, Classification
from monitor.classify.rules import read_rules
from monitor.item import Item
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 28, 13, 30, tzinfo=UTC)
COFFINS = "矿上出事了，镇上的木匠都喊去打棺材，家属院门口跪了一地的媳妇，名单贴出来密密麻麻，我们班上一半娃的爸都在上头"


def _said(classifier: Classifier, text: str, kind: str = "social") -> Classification:
    return classifier.classify(Item("1", "", text, source_kind=kind, published_at=NOW), NOW)


def test_a_mine_of_which_only_the_mourning_is_told_waits_for_a_person(classifier: Classifier) -> None:
    said = _said(classifier, COFFINS)
    assert said.severity == "IV"
    assert said.severity_provisional
    learned = said.severity_learned
    assert learned is not None
    assert learned.level == "II"
    assert learned.words.startswith(SENSED)
    assert all(c.quote == COFFINS[c.place.start : c.place.end] for c in learned.because)
    assert said.opinion_level in ("orange", "red")
    assert said.track == "response"


@pytest.mark.parametrize("kind", ["local_media", "official_site", "portal", "central_media"])
def test_the_press_and_offices_are_read_by_their_numbers(classifier: Classifier, kind: str) -> None:
    assert _said(classifier, COFFINS, kind).severity_learned is None


@pytest.mark.parametrize(
    "text",
    [
        "楼下饭店后厨着火，消防十分钟就扑灭了，没有人受伤",
        "两辆电动车撞了，一个大姐胳膊擦破皮，已经走了",
        "昨晚电梯停在五楼，困了我二十分钟，物业来人放出来的",
    ],
)
def test_a_small_mishap_sounds_like_one(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).severity_learned is None


def test_a_certain_level_is_not_asked_about(classifier: Classifier) -> None:
    said = _said(classifier, "昨天大巴翻下桥，当场死亡4人，重伤2人，其余乘客都没事，没有人失踪。")
    assert said.severity == "III"
    assert said.severity_learned is None


def test_an_older_folder_that_does_not_name_it_is_not_asked() -> None:
    rules = read_rules(CONFIG)
    assert rules.severity.learned is not None
    learned = rules.severity.learned.model_copy(update={"words_from": None})
    older = replace(rules, severity=rules.severity.model_copy(update={"learned": learned}))
    models = shipped_models()
    office = Classifier(older, models, load_segmenter(CONFIG / "dictionary.txt"))
    assert _said(office, COFFINS).severity_learned is None
