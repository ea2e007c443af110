"""Rows of one word that a person or a number stands before: each took minutes or for ever while it could be cut in many ways."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from time import process_time

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.figures import casualty_patterns as p
from monitor.classify.figures.voices import is_press
from monitor.item import Item
from monitor.sla.proof import sniff
from monitor.text.alternation import in_a_row

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "昨晚农安县车祸，一名工人" + "被都" * 20 + "，有人死亡。",
        "昨晚农安县车祸，一名工人" + "头部都" * 16 + "，有人受伤。",
        "昨晚农安县车祸，一名工人" + "送到" * 24 + "，人没了。",
        "昨晚农安县仓库坍塌，5人被埋，3人" + "被先后" * 20 + "。",
        "昨晚农安县仓库坍塌，3人被困，救援" + "于已" * 24 + "。",
        "昨晚农安县车祸，3人死亡，司机也因" + "因也" * 24 + "。",
        "昨晚农安县河流污染，长春市" + "11" * 30 + "停止取水。",
    ],
)
def test_a_row_of_words_is_read_at_once(classifier: Classifier, text: str) -> None:
    started = process_time()
    classifier.classify(Item("x", "", text), NOW)
    assert process_time() - started < 2


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (p.FOUND_DEAD, "均" + "经确认" * 40),
        (p.CARED_FOR, "住院人数" + "共" * 60 + "x"),
        (p.LEFT, "死亡人数" + "现已" * 40 + "，"),
        (p.STABLE, "经经已" * 40),
        (p.ALL_BADLY_HURT, "，伤者" + "已定为" * 40),
    ],
)
def test_a_pattern_of_tolls_cuts_a_row_in_one_way(pattern: re.Pattern[str], text: str) -> None:
    started = process_time()
    assert pattern.search(text) is None
    assert process_time() - started < 1


def test_a_name_and_a_page_that_repeat_themselves_are_read_at_once() -> None:
    started = process_time()
    assert not is_press("央视" + "记者" * 40 + "、")
    assert sniff(b"<!---->" * 60) is None
    assert process_time() - started < 1


def test_a_page_may_begin_with_remarks() -> None:
    assert sniff(b"<?xml version='1.0'?>\n<!-- a --> <!-- b -->\n<!DOCTYPE html><p>") == "html"


def test_open_ends_stand_among_words_in_any_order_but_only_few_of_them() -> None:
    row = re.compile(in_a_row("已|都", "被[^，被]{0,3}", 2))
    for whole in ("", "已都已", "被", "已被人都已", "都被甲乙丙已被丁都"):
        assert row.fullmatch(whole), whole
    assert not row.fullmatch("被甲乙丙丁")
    assert not row.fullmatch("被被被")
