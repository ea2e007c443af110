from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.numerals import AFTER, BEFORE, MORE, NUMBER, least_of, read_number

TOKEN = re.compile(f"({BEFORE}?)({NUMBER})((?:{MORE}|{AFTER})?)")
DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("三十一", 31, "exact"),
        ("三十余至五十", 30, "at_least"),
        ("三十多到四十", 30, "at_least"),
        ("31", 31, "exact"),
        ("两", 2, "exact"),
        ("廿九", 29, "exact"),
        ("卅", 30, "exact"),
        ("卅一", 31, "exact"),
        ("廿余", 20, "at_least"),
        ("百十", 100, "about"),
        ("十", 10, "exact"),
        ("一百零三", 103, "exact"),
        ("三百二", 320, "exact"),
        ("一百二十", 120, "exact"),
        ("二〇〇八", 2008, "exact"),
        ("一万二千", 12_000, "exact"),
        ("三万五", 35_000, "exact"),
        ("1,234", 1234, "exact"),
        ("3.5亿", 350_000_000, "exact"),
        ("1.2万", 12_000, "exact"),
        ("3万5000", 35_000, "exact"),
        ("1亿2000万", 120_000_000, "exact"),
        ("140余万", 1_400_000, "at_least"),
        ("百余", 100, "at_least"),
        ("近百", 100, "below"),
        ("上百", 100, "at_least"),
        ("过百", 100, "at_least"),
        ("过千", 1000, "at_least"),
        ("数十", None, "exact"),
        ("几百", None, "exact"),
        ("十几", 10, "at_least"),
        ("20多", 20, "at_least"),
        ("约30", 30, "about"),
        ("30左右", 30, "about"),
        ("至少12", 12, "at_least"),
        ("不到5", 5, "below"),
        ("超过100", 100, "at_least"),
        ("逾50", 50, "at_least"),
        ("多达64", 64, "exact"),
        ("30以上", 30, "at_least"),
        ("3至5", 3, "at_least"),
        ("3至5万", 30_000, "at_least"),
        ("五六", 5, "at_least"),
        ("二百四五十", 240, "at_least"),
        ("三五", 3, "at_least"),
        ("百八十", 80, "at_least"),
        ("一百八十", 180, "exact"),
        ("三五百", 300, "at_least"),
        ("二三十", 20, "at_least"),
        ("十七八", 17, "at_least"),
        ("千余", 1000, "at_least"),
        ("近2000", 2000, "below"),
    ],
)
def test_it_reads_a_number_and_its_bound(text: str, value: float | None, bound: str) -> None:
    match = TOKEN.fullmatch(text)
    assert match is not None
    number = read_number(match[2], match[1], match[3])
    assert (number.value, number.bound) == (value, bound)


def chinese(n: int) -> str:
    """Write 0 < n < 10000 in Chinese."""
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
        zero = not digit
    return out


@given(st.integers(1, 9999))
def test_every_number_written_in_chinese_is_read_back(n: int) -> None:
    assert read_number(chinese(n)).value == n


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_sections_of_ten_thousand_multiply(n: int, unit: tuple[str, int]) -> None:
    assert read_number(f"{n}{unit[0]}").value == n * unit[1]
    assert read_number(chinese(n) + unit[0]).value == n * unit[1]


def test_an_endless_row_of_digits_is_no_number() -> None:
    assert read_number("1" * 400).value is None
    assert read_number("亿" * 400).value is None


@pytest.mark.parametrize(("digits", "least"), [("数十", 20), ("几百", 200), ("数千", 2000), ("三十", None)])
def test_a_number_that_is_not_named_has_a_least_that_it_can_mean(digits: str, least: int | None) -> None:
    assert least_of(digits) == least
