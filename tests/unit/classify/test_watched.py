"""Films, series, books and dreams that a post tells of, and what happened beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def _said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("1", "", text, source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "看完电影出来人都麻了，爆炸那段死了一百多人，太震撼",
        "昨晚追剧，第八集爆炸死了三十多个人，看哭了",
        "这片子太狠了，开头就炸死一百多人",
        "二刷了，地震那段死了好几万人还是哭",
        "做梦梦见楼塌了死了五十多个人，吓醒了",
    ],
)
def test_what_was_watched_or_dreamt_is_no_emergency(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.severity) == (None, None)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("看完电影出来，商场着火了，死了三十多个人", "I"),
        ("看完演唱会出来，门口踩踏死了十几个人", "II"),
        ("电影院着火了，死了十二个人，我刚跑出来", "II"),
        ("正在看剧，看到结局的时候楼下爆炸了，死了三十多个人，太震撼", "I"),
        ("梦里醒来听见一声巨响，锅炉炸了，死了十几个人", "II"),
        ("二刷完电影回家，南关区商场着火，死了十一个人，看哭了", "II"),
    ],
)
def test_what_happened_while_somebody_watched_or_slept_is_one(
    classifier: Classifier, text: str, level: str
) -> None:
    assert _said(classifier, text).severity == level
