"""The hurt whom a bulletin tells by their state, with no number of all of them."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.text.clean import clean

HAPPENED = "昨晚8时许，双阳区一餐馆发生火灾。"


def injured(told: str) -> int | None:
    return extract_casualties(clean(""), clean(HAPPENED + told), date(2026, 4, 5)).value("injured")


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("目前，2人在ICU抢救，3人接受手术，4人骨折。", 9),
        ("伤者中，1人昏迷不醒；2人肋骨断了，其他3人都是皮外伤。", 6),
        ("病危1人、骨折3人、软组织挫伤6人。", 10),
        ("重症监护室有2人，还有5人接受手术。", 7),
        ("2个人进了ICU，3个人断了腿，还有4个人蹭破皮。", 9),
        ("ICU里有1人；骨折的有4人；1人轻微伤。", 6),
        ("1人尚在昏迷，2人刚下手术台，另外5人打了石膏，没什么大事。", 8),
        ("危重症2例、重症3例、轻症9例。", 14),
        ("1人死亡，2人生命垂危，3人骨折，其中1人需手术，4人扭伤。", 9),
        ("造成多人受伤。2人伤势危重，3人已做完手术，情况稳定，还有1人留院观察。", 6),
    ],
)
def test_the_states_of_a_list_add_up(told: str, number: int) -> None:
    assert injured(told) == number


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("造成12人受伤，2人在ICU抢救，3人接受手术，4人骨折。", 12),
        ("5人受伤。目前2人在ICU，3人接受手术，2人骨折。", 5),
        ("住院5人，ICU 2人，骨科3人。", 5),
        ("重伤2人，轻伤3人，共5人受伤。", 5),
        ("5人被烧伤，2人伤势较重。", 5),
        ("2名装修工被烧伤，4名路人被划伤。三名烧伤者均送医，两名装修工为中度烧伤；四名路人到医院包扎。", 6),
    ],
)
def test_whoever_is_counted_as_hurt_at_all_is_counted_once(told: str, number: int) -> None:
    assert injured(told) == number


@pytest.mark.parametrize(
    "told",
    [
        "重症监护室有5名医护人员值守，3人轮流照看。",
        "去年的一起火灾中，2人在ICU抢救，3人骨折。这次无人受伤。",
    ],
)
def test_nobody_is_hurt_by_a_list_of_others(told: str) -> None:
    assert not injured(told)


@pytest.mark.parametrize("words", ["2人骨折，", "现有", "2人", "的有2人"])
def test_a_long_list_is_read_in_time(words: str) -> None:
    since = process_time()
    injured(words * 1000)
    assert process_time() - since < 5
