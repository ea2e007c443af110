"""Numbers that only the rest of a report settles: who was found, who died in care, who comes on top, and what a rumour had claimed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.figures.all_found import all_found
from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.classify.rereading.second_reading import read_again
from monitor.item import Item
from monitor.text.clean import clean

REPORTED = date(2026, 11, 27)
CONFIG = Path(__file__).resolve().parents[3] / "config"


def values(text: str, title: str = "") -> dict[str, int]:
    heading, body = clean(title), clean(text)
    known = extract_casualties(heading, body, REPORTED)
    figures = add_persons(known, heading, body, REPORTED).figures
    return {name: figure.value for name, figure in figures.items()}


def reread(text: str, title: str = "") -> dict[str, int]:
    heading, body = clean(title), clean(text)
    known = add_persons(extract_casualties(heading, body, REPORTED), heading, body, REPORTED)
    figures = read_again(known, "traffic_accident", heading, body, REPORTED).figures
    return {name: figure.value for name, figure in figures.items()}


@cache
def _classifier() -> Classifier:
    return Classifier.load(CONFIG)


def graded(text: str, title: str = "") -> dict[str, int | None]:
    item = Item(
        "1", title, text, source_kind="local_media", published_at=datetime(2026, 11, 27, 4, tzinfo=UTC)
    )
    said = _classifier().classify_batch([item], datetime(2026, 11, 27, 6, tzinfo=UTC))[0]
    return {n: said.casualty(n) for n in ("deaths", "injured") if said.casualty(n) is not None}


@pytest.mark.parametrize(
    "text",
    [
        "爆燃后5人受伤、7人失联。昨天上午，失联的7人全部找到，均已无生命体征。",
        "初报1人死亡、1人失去联系。晚9时续报：失联的1人已在塔底找到，经确认死亡。",
        "火灾后4名工人失踪。搜救人员在机房找到4具遗体，经比对，正是失联的4人。",
        "山洪后3人失踪，先后找到2人遗体。今天中午，最后一名失踪者的遗体在下游被打捞出水。",
        "头一天通报死亡11人、失踪6人。至今晨，井下被困人员已全部找到。",
        "共造成12人死亡、3人失联。救护队员在巷道尽头找到了3名失踪多日的矿工遗体。",
    ],
)
def test_nobody_is_missing_where_a_report_goes_on_to_find_them_all(text: str) -> None:
    assert not values(text).get("missing")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("爆燃后5人受伤、7人失联。失联的7人已找到5人，其余仍在搜寻。", {2, 7}),
        ("地震造成57人死亡、9人失踪，9名失踪者都是这里的村民。挖掘机昼夜不停，挖出4具遗体。", {9}),
        ("翻船致17人遇难、2人失踪。38人中19人获救。目前仍在下游搜寻两名失踪者。", {2}),
        ("一名工人失踪，两名工人死亡，三十六人受伤。", {1}),
        ("8人被冲走，其中4人自行脱险，4人失联。已组织力量沿河搜寻。", {4}),
    ],
)
def test_whoever_is_not_told_to_be_found_stays_missing(text: str, left: set[int]) -> None:
    assert values(text)["missing"] in left


def test_who_was_found_last_week_says_nothing_of_those_who_are_missing_after_that() -> None:
    assert not all_found("失联的3人全部找到。今天又一处塌方，目前还有2人失联。", 3)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "造成3人当场死亡，9人受伤。随后伤者被送往医院，有一人因伤势过重抢救无效死亡。其余8名伤者中两人重伤。",
            8,
        ),
        ("事故已造成3人死亡、9人受伤。9名伤者中，1名危重伤员经抢救无效死亡。目前在院治疗8人。", 8),
        ("造成3人死亡、9人受伤。现场5人当场遇难的说法不实。其中4名伤者已出院。", 9),
        ("造成3人死亡、9人受伤。伤者中4人骨折。", 9),
        (
            "男子闯进店里刺伤11人。伤者被送医，一名女老师因失血过多离世，3名孩子伤势严重，其余7人伤情平稳。",
            10,
        ),
        ("男子闯进店里刺伤11人。另一处一名保安死亡，3名孩子伤势严重，其余8人伤情平稳。", 11),
    ],
)
def test_what_is_left_of_the_hurt_is_the_number_that_the_dead_told_between_make_up(
    text: str, left: int
) -> None:
    assert graded(text)["injured"] == left


@pytest.mark.parametrize(
    ("text", "badly"),
    [
        (
            "面包车上6人中4人当场死亡，2人重伤；轿车司机在送医途中死亡。另有11人不同程度受伤，其中2人伤势较重。",
            4,
        ),
        ("事故共造成5人重伤。另有11人不同程度受伤，其中2人伤势较重。", 5),
        ("车上2人重伤。目前13人受伤，其中2人伤势较重。", 2),
    ],
)
def test_the_badly_hurt_among_others_come_on_top_of_those_told_before(text: str, badly: int) -> None:
    assert values(text)["seriously_injured"] == badly


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("屋内三人遇难，是老两口和小孙子。隔壁租住的母女三人也没能全跑出来，母亲和大女儿身亡。", 5),
        ("轿车内三人遇难。对向货车的司机也当场身亡。", 4),
        ("火灾造成三人遇难。隔壁的邻居说，母亲和大女儿身亡时还抱在一起。", 3),
        ("屋内三人遇难。其中母亲和大女儿身亡时还抱在一起。", 3),
    ],
)
def test_the_dead_of_another_house_come_on_top_of_those_of_the_first(text: str, dead: int) -> None:
    assert values(text)["deaths"] == dead


@pytest.mark.parametrize(
    ("text", "title", "poisoned"),
    [
        ("针对网传“红星幼儿园30多名幼儿食物中毒”一事，区联合调查组通报：28日午餐后，该园17名幼儿陆续出现呕吐症状。", "", 17),
        ("关于网上流传的“40名学生中毒”的消息，市卫健委通报，共有9名学生食物中毒入院。", "", 9),
        ("网传幼儿园30多名幼儿食物中毒，家长都在医院。", "", 30),
    ],
)  # fmt: skip
def test_a_rumoured_number_that_an_office_answers_with_its_own_is_not_counted(
    text: str, title: str, poisoned: int
) -> None:
    assert values(text, title)["poisoned"] == poisoned


@pytest.mark.parametrize(
    ("text", "title", "name", "number"),
    [
        ("司机和坐在第一排的一名男游客不幸身亡，车上其余的人都受了伤。", "", "deaths", 2),
        ("抢修的3名工人被烫伤，一名路过的环卫工也被热水溅到，双脚烫伤。4人均已送医。", "3名维修工人被烫伤", "injured", 4),
        ("截至20时，地震已致95人遇难、66人受伤，其中甲县遇难86人、乙县遇难9人。", "地震95人遇难", "deaths", 95),
        ("户主刘某与妻子、母亲3人不幸遇难，两名孩子受伤送医。", "一家五口3死2伤", "deaths", 3),
    ],
)  # fmt: skip
def test_what_the_text_adds_up_itself_outranks_a_part_of_it(
    text: str, title: str, name: str, number: int
) -> None:
    assert reread(text, title)[name] == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("强降雨造成3县受灾。其中，甲水县死亡5人、失踪3人；乙水县死亡3人、失踪2人；丙水县死亡1人。", {"deaths": 9, "missing": 5}),
        ("强降雨造成8人死亡，其中甲水县死亡5人；乙水县死亡3人。", {"deaths": 8}),
        ("截至15时，泥石流已造成14人遇难、2人失联。首日通报的数字是6人遇难、17人失联。", {"deaths": 14, "missing": 2}),
        ("火灾造成4人死亡、2人受伤。死亡人员中，3人系一氧化碳中毒，1人坠楼。", {"deaths": 4, "injured": 2}),
        ("火灾造成4人死亡，另有3人系一氧化碳中毒，正在治疗。", {"deaths": 4, "injured": 3}),
        ("井下7人失去联系。救护队发现4名遇难矿工，另3人仍被困。", {"deaths": 4, "missing": 0, "trapped": 3}),
        ("船上8人落水。3人自行游上岸，3人被救起，有轻微擦伤；最后两人在下午3时许被找到，已溺亡。", {"deaths": 2, "injured": 3}),
        ("粉尘爆炸，9名夜班工人无一幸免——2人送医后死亡，6人烧伤。", {"deaths": 2, "injured": 6}),
        ("粉尘爆炸，9名夜班工人无一幸免。", {"deaths": 9}),
    ],
)  # fmt: skip
def test_parts_and_earlier_bulletins_are_told_from_the_whole(text: str, expected: dict[str, int]) -> None:
    said = values(text)
    assert {name: said.get(name) for name in expected} == expected
    assert ("poisoned" in said) == ("poisoned" in expected)


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("12名幼儿均受伤，所幸都是轻伤；罐车司机胸部被方向盘顶伤，也被送往医院。", 13),
        ("网约车司机和乘客自行爬出，均为轻伤；三轮车驾驶人被困，后被消防员救出，腿部骨折。", 3),
        ("地面一名信号工被砸伤；民房内一对老夫妻被砖块砸伤，经检查均为皮外伤。", 3),
        ("大巴上12名乘客受伤。一名大学生右臂骨折，正在住院。", 12),
        ("3名工人受伤。工人老李右腿骨折，正在住院。", 3),
        ("事故共造成13人受伤。轿车司机右臂骨折，一名乘客被划伤。", 13),
    ],
)
def test_hurt_people_of_another_kind_come_on_top_and_those_who_may_be_the_same_do_not(
    text: str, hurt: int
) -> None:
    assert reread(text)["injured"] == hurt


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("遇难人数为5人，仍有3人失联。此前获救的2名受伤工友已转入普通病房。", 2),
        ("塔吊倒塌造成1人受伤。该工地此前发生过坍塌，造成6人受伤。", 1),
    ],
)
def test_who_was_saved_before_is_of_this_happening_and_what_happened_before_is_not(
    text: str, hurt: int
) -> None:
    assert values(text)["injured"] == hurt
