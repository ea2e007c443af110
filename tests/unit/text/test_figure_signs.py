from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("约1，200人聚集", "约1,200人聚集"),
        ("损失3，200万元", "损失3,200万元"),
        ("约1 200余人聚集", "约1,200余人聚集"),
        ("191人死亡，1，800余人受伤", "191人死亡，1,800余人受伤"),
        ("造成拾贰人死亡", "造成十二人死亡"),
        ("另有叁名工人被埋", "另有三名工人被埋"),
        ("1.1月15日一厂房起火\n2.6人死亡\n3.火已扑灭", "1、1月15日一厂房起火\n2、6人死亡\n3.火已扑灭"),
        ("1.2004年9月1日起火\n2.三天后扑灭", "1、2004年9月1日起火\n2.三天后扑灭"),
        ("造成１２人死亡，１1人受伤", "造成12人死亡，11人受伤"),
        ("造成ll人死亡，l2l人受伤", "造成11人死亡，121人受伤"),
        ("致1　2　人死亡", "致12人死亡"),
    ],
)
def test_figures_with_other_signs_are_read_as_meant(raw: str, expected: str) -> None:
    assert clean_text(raw) == expected
    assert clean(raw).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "死1，120人伤",
        "死亡1，200人受伤",
        "第1，200人的队伍",
        "1，2，300人",
        "伍人杰和陆名扬来了",
        "人民币伍拾万元",
        "1.15日起停水\n市政府",
        "2.6万人转移\n1.5万人安置",
        "all人员，bill名单",
    ],
)
def test_figures_side_by_side_names_and_sums_stay(text: str) -> None:
    assert clean_text(text).replace("月", ".") == text.replace("月", ".")
