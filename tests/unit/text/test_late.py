"""A pattern is compiled when it is first asked, and finds what any pattern finds."""

from __future__ import annotations

import re

import pytest

from monitor.text.late import Late


def test_it_is_compiled_when_first_asked() -> None:
    late = Late("[死亡]人")
    assert "pattern" not in vars(late)
    assert late.search("三人死人") is not None and "pattern" in vars(late)
    assert late.pattern is late.pattern


def test_it_finds_within_the_bounds_that_are_given() -> None:
    late, text = Late("人"), "人人人"
    assert [m.start() for m in late.finditer(text, 1)] == [1, 2]
    assert late.search(text, 3) is None and late.match(text, 1, 1) is None


def test_a_source_that_is_no_pattern_is_told_when_asked() -> None:
    with pytest.raises(re.error):
        Late("(").search("人")
