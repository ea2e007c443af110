from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import SHANGHAI, rfc3339
from monitor.collectors.dates import read_date

EIGHT = "2026-11-23T08:00:00+08:00"


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 23 Nov 2026 08:00:00 +0800",
        "Mon, 23 Nov 2026 00:00:00 GMT",
        "Mon, 23 Nov 2026 00:00:00 +0000",
        "Mon, 23 Nov 2026 00:00:00 -0000",
        "Mon, 23 Nov 2026 00:01:00 +0001",
        "Mon, 23 Nov 2026 08:00:00 CST",
        "Mon, 23 Nov 2026 08:00:00 GMT+8",
        "Mon, 23 Nov 2026 08:00:00 GMT+0800 (中国标准时间)",
        "Mon, 23 Nov 2026 08:00:00 北京时间",
        "Mon, 23 Nov 2026 08:00:00",
        "Mon Nov 23 08:00:00 CST 2026",
        "2026-11-23 08:00:00",
        "2026-11-23 08:00",
        "2026-11-23T08:00:00.250+08:00",
        "2026-11-23T00:00:00Z",
        "2026/11/23 8:00:00",
        "2026.11.23 08:00",
        "2026年11月23日 08:00",
        "2026年11月23日星期一 8时00分",
        "2026年11月23日 上午8:00",
        "发布时间：2026-11-23 08:00 来源：示例",
        "20261123080000",
        "2026-11-22T19:00:00-05:00",
    ],
)
def test_every_way_of_writing_eight_in_the_morning_is_read(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert rfc3339(found.at) == EIGHT
    assert not found.date_only


@pytest.mark.parametrize(
    "text", ["2026-11-23", "2026年11月23日", "2026/11/23", "20261123", "发布日期：2026-11-23 来源"]
)
def test_a_bare_day_is_marked_as_one(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.date_only
    assert rfc3339(found.at) == "2026-11-23T00:00:00+08:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "昨天",
        "2026-13-45",
        "2026-11",
        "99999999999999",
        "11-23 08:00",
        "\x00",
        "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "1970-01-01T00:00:00Z",
        "1970-01-01 08:00:00",
    ],
)
def test_what_is_not_certain_to_the_day_is_no_date(text: str | None) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-23 下午3:05", 15),
        ("2026-11-23 晚上12:05", 12),
        ("2026-11-23 12:05 AM", 0),
        ("2026/11/23 上午12:05:00", 0),
        ("2026-11-23 凌晨12:05", 0),
        ("2026-11-23 中午1:05", 13),
        ("Monday, November 23, 2026 8:05 PM", 20),
        ("Monday, November 23, 2026 12:05 AM", 0),
        ("Monday, November 23, 2026 12:05 PM", 12),
    ],
)
def test_halves_of_the_day_are_counted(text: str, hour: int) -> None:
    found = read_date(text)
    assert found is not None
    assert found.at.astimezone(SHANGHAI).hour == hour


@pytest.mark.parametrize("text", ["1795392000", "1795392000000"])
def test_a_time_counted_since_1970_is_read(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert rfc3339(found.at) == EIGHT


@given(st.datetimes(datetime(1981, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - the zone comes below
def test_a_time_written_in_iso_comes_back_as_it_was(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=SHANGHAI)
    found = read_date(moment.isoformat())
    assert found is not None
    assert found.at == moment


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = read_date(text)
    assert found is None or found.at.tzinfo is not None
