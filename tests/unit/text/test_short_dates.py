from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("11-19 14:30起火", "11月19日14:30起火"),
        ("时间：11-19 14:30，地点：某厂", "时间：11月19日14:30，地点：某厂"),
        ("通报：11/19凌晨起火", "通报：11月19日凌晨起火"),
        ("11.19晚，一厂房起火", "11月19日晚，一厂房起火"),
        ("他们于11.15日来函", "他们于11月15日来函"),
        ("截至4-6 20时，2人受伤", "截至4月6日20时，2人受伤"),
        ("发生于4-5上午10时许", "发生于4月5日上午10时许"),
        ("11/19，二道区一平房起火。", "11月19日，二道区一平房起火。"),
        ("受台风影响，7-29至30日大暴雨", "受台风影响，7月29日至30日大暴雨"),
        ("5.16 德惠一辆客车翻沟里", "5月16日德惠一辆客车翻沟里"),
        ("5-16 德惠一饭店着火", "5月16日德惠一饭店着火"),
        ("凌晨2.17，一厂房起火", "凌晨2:17，一厂房起火"),
        ("19日晚10.15左右起火", "19日晚10:15左右起火"),
        ("早上6.50-8.00没有水", "早上6:50-8.00没有水"),
    ],
)
def test_days_and_hours_in_short_forms_are_spelt_out(raw: str, expected: str) -> None:
    found = clean(raw)
    assert found.text == clean_text(raw) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5-6日两天停水",
        "7-8早上没有水",
        "每周3-5晚上有人摆摊",
        "上午8-10点停电",
        "营业8:00-9:30，10:30-12:00",
        "比分3-1，下午再战",
        "3-12号楼下午停水",
        "楼3-12下午停水",
        "第3/4，下午",
        "3.15晚会曝光",
        "3.5级地震，下午2.5万人转移",
        "下午2.50元一斤",
        "气温3.5，早上更低",
        "2026.11.19下午",
        "比例为3/4，不少",
        "单价：3.15，共5件",
        "11.19火灾已过去一年",
        "11月5-6日",
        "5-6楼着火",
        "3.5级地震",
        "12.1元一斤",
        "1.5倍工资",
        "5.12汶川地震",
    ],
)
def test_ranges_scores_prices_and_numbers_of_houses_are_no_dates(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("5-6 楼着火", "5-6楼着火"), ("3.5 级地震", "3.5级地震"), ("5.12 汶川地震", "5.12汶川地震")],
)
def test_a_figure_that_opens_a_text_is_no_date_for_the_blank_behind_it(raw: str, expected: str) -> None:
    assert clean_text(raw) == expected


def test_a_short_date_leads_back_to_what_was_given() -> None:
    raw = "火于11-19 凌晨烧起"
    found = clean(raw)
    at = found.text.index("11月19日")
    assert raw[slice(*found.source_span(at, at + 6))].strip() == "11-19"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("5-16朝阳区一厂房爆炸", "5月16日朝阳区一厂房爆炸"),
        ("05-16宽城区发生火灾", "05月16日宽城区发生火灾"),
        ("5/16长春市一小区起火", "5月16日长春市一小区起火"),
    ],
)
def test_a_text_may_open_with_a_day_glued_to_the_place_or_to_what_happened(given: str, told: str) -> None:
    assert clean_text(given) == told


@pytest.mark.parametrize(
    "given",
    [
        "5-16路公交车起火",
        "5-16号楼发生火灾",
        "5-10楼发生火灾",
        "5-6宽城区有雨",
        "5-16岁儿童在小区走失",
        "5-16元一斤的菜市场",
        "1-15班学校组织春游",
        "住户在小区5-16发生纠纷",
    ],
)
def test_houses_lines_ages_prices_and_stretches_at_the_opening_are_no_days(given: str) -> None:
    assert clean_text(given) == given
