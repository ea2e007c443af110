"""What became of those who were trapped: where all are told to be dead, hurt or safe, nobody is trapped any more."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean


@pytest.mark.parametrize(
    ("text", "trapped"),
    [
        ("3名支护工被埋。1人被救出并送医，腿部骨折；当日11时，另外2人升井时已无生命体征。", 0),
        ("有2人被压在钢筋下面。1人死亡，3人骨折，1人轻微擦伤自行离院。", 0),
        ("百余名租客被困。消防员陆续疏散营救出126人。火灾导致5人死亡，21人因吸入烟气送医。", 0),
        ("井下10人被困。救出4人并送医；又有6人被找到，全部遇难，救援结束。", 0),
        ("6名作业人员被埋。已搜救出4人，其中2人不幸遇难，另2人伤情稳定；仍有2人被困，救援正在进行。", 2),
        ("有5人被困，已救出3人，救援仍在进行。", 2),
        ("当班入井83人，其中76人安全升井，7人被困。", 7),
        ("公寓倒塌，20人被埋。地震造成9人丧生、118人受伤，估计仍有人埋在废墟下。", 20),
        ("消防部门共搜救被困人员39人。", None),
        ("至此，被困的12名矿工中9人生还、3人遇难。", None),
    ],
)
def test_those_whose_fate_is_told_are_trapped_no_longer(text: str, trapped: int | None) -> None:
    found = add_persons(extract_casualties(clean(""), clean(text)), clean(""), clean(text))
    assert found.value("trapped") == trapped


def test_people_who_may_still_lie_under_the_ruins_leave_the_number_open() -> None:
    text = "目前已有4人死亡，31人住院治疗，其中重伤6人；厂房内可能还压着人，搜救仍在进行。"
    found = add_persons(extract_casualties(clean(""), clean(text)), clean(""), clean(text))
    assert "trapped" in found.unnumbered


def left_inside(text: str) -> int | None:
    return add_persons(extract_casualties(clean(""), clean(text)), clean(""), clean(text)).value("trapped")


@pytest.mark.parametrize(
    "text",
    [
        "住宅楼起火，五楼一名女子和孩子被困，由消防员戴上面罩背了出来，母子平安。",
        "民房起火，一名老人被困，消防员架起云梯将其救下，老人平安。",
        "宿舍起火，十多名学员被困在四楼，消防员架起拉梯，把楼上的14个孩子都接了下来。",
        "出租屋起火，两名租客被困二楼，消防员赶到时两人已被邻居用梯子接下来。",
    ],
)
def test_whoever_is_carried_out_is_not_trapped_any_more(text: str) -> None:
    assert left_inside(text) == 0


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("出租屋起火，一名租客被困三楼，消防员正在准备把他背下来。", 1),
        ("一名工人被困井下，消防员下到井底，将他的工具抬出。", 1),
        ("电梯坠落，4人被困，至今还没有救出。", 4),
        ("出租屋起火，两名租客被困三楼，一人被消防员背下来，另一人仍被困。", 1),
    ],
)
def test_whoever_is_to_be_carried_out_is_trapped_yet(text: str, left: int) -> None:
    assert left_inside(text) == left
