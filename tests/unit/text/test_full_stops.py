from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "昨晚一仓库起火，3人受伤．目前火已扑灭．",
            "昨晚一仓库起火，3人受伤。目前火已扑灭。",
        ),
        ("昨晚一仓库起火.12人死亡.", "昨晚一仓库起火。12人死亡。"),
        ("火灾死亡人数：3．", "火灾死亡人数：3。"),
        ("震级3．5级，无人伤亡．\n损失约5．2万元．", "震级3.5级，无人伤亡。\n损失约5.2万元。"),
        ("他说“没事了．”随后挂断．", "他说“没事了。”随后挂断。"),
        ("伤者在ICU．其余出院．", "伤者在ICU。其余出院。"),
    ],
)
def test_dots_where_no_other_stop_is_are_stops(raw: str, expected: str) -> None:
    assert clean_text(raw) == expected
    assert clean(raw).text == expected


@pytest.mark.parametrize(
    "raw",
    [
        "受访者约翰.史密斯说，火很大。",
        "约翰.史密斯来访",
        "要求：\n1.加强管理\n2.落实责任",
        "A.选项一，B.选项二",
        "震级3.5级",
        "详见www.example.com.",
        "他等了很久……",
        "11.19火灾已过去一年",
    ],
)
def test_dots_of_names_lists_numbers_and_addresses_stay(raw: str) -> None:
    assert clean_text(raw).removesuffix("。") in (raw, raw.removesuffix("……"), raw.removesuffix("。"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("没人管……打了电话……没用……", "没人管。打了电话。没用。"),
        ("没人管...打了电话…", "没人管。打了电话。"),
        ("等了。。。还没来。。。", "等了。还没来。"),
        ("3人受伤…2人没救过来。后来火灭了。", "3人受伤，2人没救过来。后来火灭了。"),
        ("他说“是吗……”就走了。", "他说“是吗……”就走了。"),
        ("不停地投诉，...投诉没有用。", "不停地投诉，投诉没有用。"),
        ("没人管？？……怎么办", "没人管？？怎么办"),
        ("第1...5层没水。", "第1，5层没水。"),
    ],
)
def test_ellipses_are_stops_where_no_other_stop_is_and_commas_elsewhere(raw: str, expected: str) -> None:
    assert clean_text(raw) == expected
    assert clean(raw).text == expected


def test_the_marks_of_a_list_stay_where_its_points_end_with_dots() -> None:
    assert clean_text("问题如下.1.没水.2.没电.") == "问题如下。1.没水。2.没电。"
    assert clean_text("要求：\n1.加强管理.\n2.落实责任.") == "要求：\n1.加强管理。\n2.落实责任。"
