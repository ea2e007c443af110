"""What the forum or the authority of the whole province tells without a place may be of the own city: nobody may drop it as another's."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, tzinfo=SHANGHAI)


def _said(classifier: Classifier, source: str, kind: str) -> Classification:
    item = Item(
        id="1", text="小区门口着火了，烧死了3个人。", source=source, source_kind=kind, published_at=NOW
    )
    return classifier.classify(item, NOW)


@pytest.mark.parametrize(
    ("source", "kind"), [("吉林吧", "forum"), ("吉林省论坛", "forum"), ("吉林省应急管理厅", "official_site")]
)
def test_a_source_of_the_province_makes_it_nobody_elses(
    classifier: Classifier, source: str, kind: str
) -> None:
    assert _said(classifier, source, kind).local is not False


@pytest.mark.parametrize("source", ["平安吧", "朝阳吧"])
def test_a_forum_called_by_a_word_or_by_one_of_several_tells_no_place(
    classifier: Classifier, source: str
) -> None:
    assert _said(classifier, source, "forum").local is None


def test_a_forum_of_a_town_elsewhere_still_tells_it(classifier: Classifier) -> None:
    assert _said(classifier, "大冶吧", "forum").local is False
