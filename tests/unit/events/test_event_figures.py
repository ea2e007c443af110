from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.events.figures import contradict, read_figures, read_numeral

UNITS = ("人", "名", "死", "伤", "级", "栋", "号线")


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("12", 12),
        ("十二", 12),
        ("两百", 200),
        ("三千零五十", 3050),
        ("1.5万", 15000),
        ("一万二千", 12000),
        ("二〇", 0),
    ],
)
def test_numerals_are_read(digits: str, value: float) -> None:
    assert read_numeral(digits) == value


def test_what_is_no_numeral_gives_nothing() -> None:
    assert read_numeral("若干") is None


@pytest.mark.parametrize(
    ("left", "right", "differs"),
    [
        ("造成2人死亡", "造成12人死亡", True),
        ("造成两人死亡", "造成2人死亡", False),
        ("暂无人员伤亡", "造成3人死亡", True),
        ("造成2人死亡、3人受伤", "造成2人死亡", False),
        ("发生4.3级地震", "发生5.1级地震", True),
        ("3栋漏水", "5栋漏水", True),
        ("A3区停水", "A5区停水", True),
        ("A3区停水", "停水了", False),
    ],
)
def test_texts_contradict_when_each_counts_what_the_other_counts_otherwise(
    left: str, right: str, differs: bool
) -> None:
    assert contradict(read_figures(left, UNITS), read_figures(right, UNITS)) is differs
    assert contradict(read_figures(right, UNITS), read_figures(left, UNITS)) is differs


@given(st.text(max_size=60))
def test_a_text_never_contradicts_itself(text: str) -> None:
    figures = read_figures(text, UNITS)
    assert not contradict(figures, figures)
