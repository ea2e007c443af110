"""Letters that somebody parted one by one, to be seen or not to be found."""

from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("长 春 市 朝 阳 区 湖西路一民房着火", "长春市朝阳区湖西路一民房着火"),
        ("宽 城 区 着火了", "宽城区着火了"),
        ("长春市 宽 城 区 一厂房起火", "长春市宽城区一厂房起火"),
        ("德 惠 市一厂房起火", "德惠市一厂房起火"),
        ("昨晚，德 惠 市一厂房起火", "昨晚，德惠市一厂房起火"),
        ("吉林省 长 春 市 宽 城 区着火", "吉林省长春市宽城区着火"),
        ("快来人，农 安 县 城 里 出 事 了", "快来人，农安县城里出事了"),
    ],
)
def test_a_place_that_is_spelt_letter_by_letter_is_read(raw: str, expected: str) -> None:
    assert clean_text(raw) == expected


@pytest.mark.parametrize(
    "text",
    [
        "记者 李 明",
        "张 三 李 四",
        "摄影 王 刚 长 春 市",
        "参会：赵 刚 钱 进",
        "参会：赵 刚 区长",
        "王 刚 市民代表",
    ],
)
def test_names_that_are_parted_stay_as_they_are(text: str) -> None:
    assert clean_text(text) == text


def test_a_joined_place_leads_back_to_its_own_letters() -> None:
    raw = "双 阳 区 奢岭着火"
    found = clean(raw)
    at = found.text.index("阳")
    assert raw[slice(*found.source_span(at, at + 2))] == "阳 区"
