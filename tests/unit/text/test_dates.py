from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import SHANGHAI
from monitor.text.dates import find_occurrence

REPORT = datetime(2008, 4, 5, 9, 30, tzinfo=SHANGHAI)  # a Saturday


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4日16时许，一辆客车侧翻。", moment(2008, 4, 4, 16)),
        ("2008年4月4日13时，某厂起火。", moment(2008, 4, 4, 13)),
        ("2008年4月4日13时14分，某厂起火。", moment(2008, 4, 4, 13, 14)),
        ("昨天下午1点多，某厂起火。", moment(2008, 4, 4, 13)),
        ("昨日晚上7时30分左右，六车连环相撞。", moment(2008, 4, 4, 19, 30)),
        ("前天凌晨4时，一辆大货车追尾。", moment(2008, 4, 3, 4)),
        ("今晨6时，小区发生火灾。", moment(2008, 4, 5, 6)),
        ("今日8时许，地铁站发生踩踏。", moment(2008, 4, 5, 8)),
        ("昨天凌晨5点半，一辆跑车撞上护栏。", moment(2008, 4, 4, 5, 30)),
        ("四月四日二十一时零四分，两车相撞。", moment(2008, 4, 4, 21, 4)),
        ("昨夜1时许，一栋民房坍塌。", moment(2008, 4, 5, 1)),
        ("3日晚12时，仓库起火。", moment(2008, 4, 4, 0)),
        ("4日中午12时30分，食堂发生爆炸。", moment(2008, 4, 4, 12, 30)),
        ("4月4日下午16:45分左右，面包车与货车相撞。", moment(2008, 4, 4, 16, 45)),
        ("28日9时，仓库爆炸。", moment(2008, 3, 28, 9)),
    ],
)
def test_it_reads_the_moment(text: str, expected: datetime) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4日凌晨，某市场发生火灾。", date(2008, 4, 4)),
        ("4月3日，一客车坠崖。", date(2008, 4, 3)),
        ("昨晚，一仓库起火。", date(2008, 4, 4)),
        ("上周五，某校学生中毒。", date(2008, 3, 28)),
        ("周四，某厂爆炸。", date(2008, 4, 3)),
        ("3天前，河水暴涨，两人被困。", date(2008, 4, 2)),
    ],
)
def test_a_day_or_part_of_a_day_is_the_bare_day(text: str, expected: date) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert (found.value, found.day) == (expected, expected)


def test_a_day_and_an_hour_told_apart_belong_together() -> None:
    text = "本报讯 昨晨，一路口发生车祸，一死一伤。事故发生在两街相交的路口，早上7点半左右，民警赶到时发现有人受伤。"
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == moment(2008, 4, 4, 7, 30)


def test_the_same_day_is_the_day_last_named() -> None:
    text = "3月31日晚，一酒吧发生火灾。据介绍，当晚11时30分左右，燃放烟花引发大火。"
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == moment(2008, 3, 31, 23, 30)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "新华网昆明4月5日电 记者5日从市政府获悉，3日16时，一辆客车侧翻。", id="dateline and report"
        ),
        pytest.param("截至4日10时，事故已致2人死亡。3日16时，一辆客车侧翻。", id="as of"),
        pytest.param("3日16时，仓库起火，18时明火被扑灭。", id="put out later"),
        pytest.param("去年4月1日曾发生火灾。3日16时，仓库再次起火。", id="comparison"),
        pytest.param("市应急局4日通报，3日16时发生一起火灾。", id="announced later"),
    ],
)
def test_it_is_the_time_of_the_happening_and_no_other(text: str) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == moment(2008, 4, 3, 16)


@pytest.mark.parametrize(
    "text",
    [
        "请问社保几点下班？",
        "营业时间8点到17点，节假日休息。",
        "最大震级五点八级，余震四十四次。",
        "记者4日从市政府获悉，今年将新建三所学校。",
        "",
    ],
)
def test_without_a_happening_there_is_no_time(text: str) -> None:
    assert find_occurrence(text, REPORT) is None


def test_an_hour_still_ahead_leaves_the_day() -> None:
    found = find_occurrence("今日16时，仓库起火。", REPORT)
    assert found is not None
    assert found.value == date(2008, 4, 5)


def test_a_report_that_tells_only_its_day_may_speak_of_its_evening() -> None:
    found = find_occurrence("今日16时，仓库起火。", REPORT, date_only=True)
    assert found is not None
    assert found.value == moment(2008, 4, 5, 16)


def test_the_span_holds_the_words() -> None:
    text = "据悉，昨天下午1点多，某厂起火。"
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert text[found.start : found.end] == "昨天下午1点多"


@given(
    st.integers(0, 23 * 365 * 24),
    st.integers(0, 25 * 24),
)
def test_a_moment_of_the_last_weeks_is_read_back(reported: int, hours_ago: int) -> None:
    reference = moment(2007, 1, 1) + timedelta(hours=reported)
    happened = (reference - timedelta(hours=hours_ago)).replace(minute=0, second=0, microsecond=0)
    text = f"{happened.month}月{happened.day}日{happened.hour}时许，某厂发生火灾。"
    found = find_occurrence(text, reference)
    assert found is not None
    assert found.value == happened


@given(st.text(alphabet="今昨前日月年时点分上下午晚晨凌1234567890发生火灾。，周星期半许:", max_size=40))
def test_nothing_lies_after_the_report(text: str) -> None:
    found = find_occurrence(text, REPORT)
    if found is not None:
        assert found.day <= REPORT.date()
        assert not isinstance(found.value, datetime) or found.value <= REPORT
        assert 0 <= found.start < found.end <= len(text)
