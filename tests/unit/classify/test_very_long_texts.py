"""Texts far longer than any report: they are read at both ends, in bounded time, and it is said that they were."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from monitor.classify.read_item import MOST, ReadItem
from monitor.item import Item
from tests.office import sample_classifier

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
LAST = "今日长春市宽城区一厂房发生火灾，造成12人死亡。"


def test_a_long_text_is_read_at_both_ends_and_its_offsets_are_those_of_the_given_text() -> None:
    text = "<p>長春市前文。</p>" + "居民反映路灯不亮。" * 9000 + LAST
    (found,) = sample_classifier().classify_batch([Item(id="a", title="宽城区一厂房起火", text=text)], NOW)
    assert found.severity == "II"
    told = found.to_json()
    assert told["casualties"]["deaths"] == 12
    (span,) = told["casualty_details"]["deaths"]["spans"]
    assert "12" in text[span["start"] : span["end"]]
    assert found.reasons[-1].startswith("全文约 ") and f"{MOST} 字" in found.reasons[-1]


def test_what_is_not_too_long_is_read_whole() -> None:
    read = ReadItem.of(Item(id="a", title="供暖不热", text="路灯坏了，" + "没有人来修。" * 1500), NOW)
    assert len(read.told.text.text) == read.length and read.unread == ""


@pytest.mark.parametrize("words", ["着火死了3个人伤5人，", "3死5伤。", "1a"])
def test_who_says_one_thing_thirty_thousand_times_holds_up_nobody_for_long(words: str) -> None:
    classifier = sample_classifier()
    classifier.classify_batch([Item(id="b", title="火灾", text=LAST)], NOW)
    begun = time.perf_counter()
    classifier.classify_batch([Item(id="a", title="长春一厂房失火", text=words * 30_000)], NOW)
    assert time.perf_counter() - begun < 60
