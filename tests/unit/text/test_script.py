"""Which texts conversion to simplified script may change: only these are converted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.script import convertible_characters, is_traditional, to_simplified

PHRASES = ("沈浸其中", "打坏", "批覆", "明瞭", "找藉口", "海哩", "衹得", "甦醒", "浮沈", "毛坏")
_CHARACTERS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
_CONVERTIBLE = re.compile(f"[{convertible_characters()}]")


def is_convertible(text: str) -> bool:
    return _CONVERTIBLE.search(text) is not None


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_that_changes_though_its_characters_do_not_is_converted(phrase: str) -> None:
    assert not any(is_traditional(char) for char in phrase)
    assert to_simplified(phrase) != phrase
    assert is_convertible(phrase)


@given(st.text(_CHARACTERS, max_size=12))
def test_what_is_not_convertible_stays_as_it_is(text: str) -> None:
    if not is_convertible(text):
        assert to_simplified(text) == text


def test_ordinary_simplified_text_is_passed_over() -> None:
    assert not is_convertible("朝阳区停水三天了没人管，打了热线（一直占线）。")


def test_rare_characters_beyond_the_basic_plane_are_converted_where_they_are_traditional() -> None:
    assert is_convertible("𫢸")
    assert to_simplified("鷄") == "鸡"
