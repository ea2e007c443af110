"""What the clauses beside a count say of it: the rest of others, those who are left, what they had eaten."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.text.clean import clean


def values(text: str, title: str = "") -> dict[str, int]:
    found = extract_casualties(clean(title), clean(text))
    return {name: figure.value for name, figure in found.figures.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9人被送到医大一院，最重的是一位老人，其余8人软组织挫伤，受伤不重。", {"injured": 9}),
        ("1人重伤，其余10人受伤。", {"seriously_injured": 1, "injured": 11}),
        ("11人受伤，1人伤势较重，其余10人为划伤。", {"seriously_injured": 1, "injured": 11}),
    ],
)
def test_the_rest_are_counted_once(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


def test_those_left_behind_the_rescued_supersede_all_who_were_trapped() -> None:
    text = "酒店坍塌，71人被困。截至今天，共搜救出49人，其中11人死亡、38人送医，另有22人被困其中。"
    assert values(text)["trapped"] == 22


def test_those_still_looked_for_are_missing_and_those_found_are_not() -> None:
    assert values("楼房倒塌，救援人员仍在寻找3名失踪的护士。") == {"missing": 3}
    assert values("楼房倒塌，搜救出3名失踪的护士。") == {}


def test_counts_joined_by_and_are_added_where_the_headline_counts_only_some() -> None:
    text = "车上3名中方教师和1名巴籍司机身亡，4人受伤。"
    assert values(text, "客车遭袭 三名中国公民遇难") == {"deaths": 4, "injured": 4}


def test_a_space_parts_the_clauses_of_a_headline() -> None:
    assert values("昨晚高速路上发生车祸。", "一家四口遇车祸 孩子没能救回来") == {}


def test_the_number_of_an_ambulance_counts_nobody() -> None:
    assert values("消防员发现5人倒地，经120医生确认均已死亡，其中两名是孩子。") == {"deaths": 5}


def test_whoever_is_called_dead_before_a_count_of_one_is_dead() -> None:
    assert values("因鼠疫死亡的赤金镇一名38岁男子的密切接触者已解除隔离。") == {"deaths": 1}
    assert values("事故中死亡的外地3名工人家属已赶到。") == {}


@pytest.mark.parametrize(
    ("text", "poisoned"),
    [
        ("15人喝了用甲醇勾兑的散装白酒，次日凌晨起出现视物模糊、昏迷。", 15),
        ("村民罗某一家五口将野生菌炒食，当晚先后出现腹泻、意识模糊。", 5),
        ("8名工人聚餐食用了河豚，一小时后陆续出现嘴唇发麻。", 8),
        ("300名学生在食堂吃了午饭，下午有25人出现腹泻。", 25),
        ("300名学生在食堂吃了午饭，下午有部分学生出现腹泻。", None),
    ],
)
def test_those_who_ate_and_fell_ill_are_poisoned(text: str, poisoned: int | None) -> None:
    assert values(text).get("poisoned") == poisoned


def test_an_exact_magnitude_outranks_a_rounded_headline() -> None:
    found = extract_casualties(clean("智利近8级强震"), clean("智利北部近海发生里氏7.8级地震。"))
    assert found.magnitude is not None
    assert found.magnitude.value == 7.8


def test_the_rest_who_are_still_sought_are_all_who_are_left() -> None:
    assert values("7人被埋，搜救出3人，均无生命体征，其余4人正在全力搜救。")["trapped"] == 4
    assert values("5名游客被冲走，已找到4人，均无生命体征，1人仍在搜寻。")["missing"] == 1


def test_one_word_names_all_counts_of_a_list() -> None:
    text = "大巴上1名司机、2名乘务员、5名乘客遇难，12名乘客及货车司机受伤。"
    assert values(text) == {"deaths": 8, "injured": 13}


def test_whoever_hurt_others_and_then_died_is_none_of_them() -> None:
    assert values("嫌疑人砍伤7人后跳楼身亡，其中2人不治。") == {"injured": 5, "deaths": 2}
    assert values("事故致5人受伤后死亡。") == {"deaths": 5}


def test_those_who_are_still_trapped_supersede_all_who_were() -> None:
    assert values("10人被困。截至今晨，7人获救，2人遇难，1人仍被困井下。")["trapped"] == 1
    assert values("7名工友被埋，经过10小时救援全部找到，2人没了生命体征。") == {"trapped": 0, "deaths": 2}
