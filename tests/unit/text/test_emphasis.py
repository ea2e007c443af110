from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text


@pytest.mark.parametrize(
    "raw",
    [
        "造成**12**人死亡，*3*人受伤",
        "造成**12人死亡**，__3人__受伤",
        "**造成12人死亡，3人受伤**",
        "造成`12`人死亡，3人受伤",
        "造成[b]12人[/b]死亡，[color=red]3[/color]人受伤",
        "造成＊＊12＊＊人死亡，3人受伤",
    ],
)
def test_signs_that_make_letters_bold_are_dropped(raw: str) -> None:
    found = clean(raw)
    assert found.text == clean_text(raw) == "造成12人死亡，3人受伤"
    start = found.text.index("12")
    at = found.source_span(start, start + 2)
    assert raw[at[0] : at[1]] == "12"


@pytest.mark.parametrize(
    "text",
    [
        "张**和李**受伤",
        "张**、王**死亡",
        "张**死亡，李**受伤",
        "王*林与刘*星离婚",
        "李秋*变为黄*，原股东是李秋*",
        "138****5678，吉A***12",
        "有的叫**音乐厅，有的叫**茶座",
        "应为“**镇人民政府”或“**街道”",
        "姓名____电话____",
        "2*3*4的箱子",
        "变量__init__x和a*b*c",
        "【[1]】见[2]",
    ],
)
def test_stars_of_names_kept_back_and_blanks_to_fill_in_stay(text: str) -> None:
    assert clean_text(text) == text
