from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean

TOLD = [
    ("截至下午1点半，已救出2人，均为轻伤，其余3人仍在搜救中。", None, 2),
    ("事故造成9人受伤（2重7轻）。", None, 9),
    ("三十余人受伤送医，其中伤势较重8人。", None, 30),
    ("围挡砸中路过的3人，其中一名孕妇伤势较重。", None, 3),
    ("爆炸后扒出来两个，轻伤", None, 2),
    ("大货车撞倒3人，其中1人当场死亡", 1, None),
    ("车祸致1死2重伤3轻伤", 1, 5),
    ("大火造成6人死亡、11人受伤，伤者中4人伤势较重", 6, 11),
    ("事故已致3人遇难，另有7人在医院接受治疗", 3, 7),
    ("17名乘客受伤，其中16人为轻伤，1人重伤", None, 17),
    ("5死12伤，伤者已送医", 5, 12),
    ("两车相撞，两名司机一死一伤", 1, 1),
    ("造成包括司机在内的4人死亡，车上其余9名乘客不同程度受伤", 4, 9),
    ("目前已有21名伤员被送往医院，其中5名儿童", None, 21),
    ("死亡人数上升到8人，受伤人数增加到31人", 8, 31),
    ("另有3人轻伤，经治疗后已出院。事故还造成2人死亡", 2, 3),
    ("受伤的13人中，2人重伤、11人轻伤", None, 13),
    ("13名伤者中，2人伤情危重，其余为轻伤", None, 13),
    ("现场救出8人，其中3人已无生命体征，5人受伤", 3, 5),
    ("车上载有32人，事故造成29人受伤，3人经抢救无效死亡", 3, 29),
    ("坍塌共造成10人被困，已救出6人，均受轻伤，4人遇难", 4, 6),
    ("大火烧伤7名工人，2人病危", None, 7),
    ("导致店内及过路群众共16人受伤", None, 16),
    ("造成1人当场死亡，1人送医后死亡，4人受伤", 2, 4),
    ("医院共收治伤者23名，已有2人死亡", 2, 23),
    ("事故造成4人不同程度骨折", None, 4),
    ("3名消防员在救火中负伤", None, 3),
    ("火灾造成12人死亡，受伤的2名消防员已脱险", 12, 2),
    ("一死七伤，其中两人重伤", 1, 7),
    ("致8名儿童受伤，无生命危险", None, 8),
    ("造成重伤4人、轻伤15人", None, 19),
    ("4人重伤，15人轻伤", None, 19),
    ("27人被送医治疗，均无生命危险", None, 27),
    ("截至9日，仍有18名伤员住院治疗，其中重症3人", None, 18),
    ("列车上有两名乘务员和七名旅客受伤", None, 9),
    ("15人伤，其中重伤3人", None, 15),
    ("伤者达40余人", None, 40),
    ("已确认死亡15人，受伤者46人", 15, 46),
    ("双方共有6人被打伤", None, 6),
    ("现场2死，送医途中又有1人身亡，另有4人在抢救", 3, 4),
    ("轿车司机及3名乘客受伤", None, 4),
    ("一家三口受伤送医", None, 3),
    ("3人伤势严重，另外8人轻伤", None, 11),
    ("造成6死、8重伤、20轻伤", 6, 28),
    ("车上载有35人，受伤旅客已送往医院", None, None),
    ("事故中3人被送往医院。晚间记者获悉，3人经抢救无效死亡", 3, None),
    ("2名司机都很年轻，所幸无人受伤", 0, 0),
    ("本小区2千多条生命安全谁来负责", None, None),
    ("17人因吸入刺激性气体就医", None, None),
]


@pytest.mark.parametrize(("text", "dead", "hurt"), TOLD)
def test_the_dead_and_the_hurt_of_a_report_are_counted(text: str, dead: int | None, hurt: int | None) -> None:
    nothing, told = clean(""), clean(text)
    found = add_persons(extract_casualties(nothing, told), nothing, told)
    assert (found.value("deaths"), found.value("injured")) == (dead, hurt)


def test_the_grave_and_the_light_wounds_of_a_short_form_are_told_apart() -> None:
    found = extract_casualties(clean(""), clean("5人当场死亡，9人受伤（2重7轻）。"))
    assert (found.value("injured"), found.value("seriously_injured")) == (9, 2)


def test_those_whom_a_gas_made_ill_are_poisoned() -> None:
    found = extract_casualties(clean(""), clean("槽车泄漏，17人因吸入刺激性气体就医"))
    assert found.value("poisoned") == 17


def test_one_person_joined_to_a_count_is_counted_and_lies_in_its_span() -> None:
    text = "轿车司机及3名乘客受伤"
    figure = extract_casualties(clean(""), clean(text)).figures["injured"]
    assert figure.value == 4
    assert text[figure.places[0].start : figure.places[0].end].startswith("司机及3名乘客")
