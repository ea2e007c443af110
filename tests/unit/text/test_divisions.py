from __future__ import annotations

import pytest

from monitor.text.divisions import depth_of, lies_in, parent_of, share_ground, within


@pytest.mark.parametrize(
    ("code", "place", "inside"),
    [
        ("220104", "220100", True),
        ("220104", "220000", True),
        ("220104", "220104", True),
        ("220100", "220104", False),
        ("220171", "220100", True),
        ("110105", "110000", True),
        ("220200", "220100", False),
    ],
)
def test_a_division_lies_in_those_above_it(code: str, place: str, inside: bool) -> None:
    assert lies_in(code, place) is inside


def test_above_a_county_are_its_city_and_its_province() -> None:
    assert (parent_of("220104"), parent_of("220100"), parent_of("220000")) == ("220100", "220000", None)
    assert [depth_of(code) for code in ("220000", "220100", "220104")] == [0, 1, 2]


def test_the_highest_within_a_place_comes_first() -> None:
    assert within(("211321", "110105", "211300"), "210000") == ("211300", "211321")


def test_a_province_shares_ground_with_its_county_but_two_districts_do_not() -> None:
    assert share_ground(["510000"], ["513221"])
    assert share_ground(["220100", "220200"], ["220104"])
    assert not share_ground(["220104"], ["220105"])
    assert not share_ground([], ["220105"])
    assert not share_ground(["A3区"], ["A7县"])
