"""People who pass from one figure to another while a text goes on: of the hurt some die, of the missing some are found dead."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean

REPORTED = date(2026, 11, 27)


def values(text: str, title: str = "") -> dict[str, int]:
    heading, body = clean(title), clean(text)
    known = extract_casualties(heading, body, REPORTED)
    figures = add_persons(known, heading, body, REPORTED).figures
    return {name: figure.value for name, figure in figures.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("现场7名抢修人员被烧伤，其中2人送医后死亡。", {"deaths": 2, "injured": 5}),
        ("事故造成3死12伤。今晨，一名重伤员抢救无效死亡，死亡人数增至4人。", {"deaths": 4, "injured": 11}),
        ("12名伤员中，3人因伤势过重相继去世，其余9人仍在治疗。", {"deaths": 3, "injured": 9}),
        ("车祸致2人死亡、10人受伤，其中4人重伤。昨夜，又有1名重伤者不治身亡。", {"deaths": 3, "injured": 9, "seriously_injured": 3}),
        ("住院的3人中又有1人病情恶化，凌晨3时10分去世，死亡人数升至5人。", {"deaths": 5, "injured": 2}),
        ("爆炸造成3人当场死亡，伤者中1人送医后死亡，另有6人受伤。", {"deaths": 4, "injured": 6}),
        ("9名伤者中有3人重伤，1人死亡。", {"deaths": 1, "injured": 8, "seriously_injured": 3}),
        ("当场有4人死亡，15人受伤。今晨，重伤的贺某因失血过多去世，死亡人数变为5人。", {"deaths": 5, "injured": 14}),
    ],
)  # fmt: skip
def test_the_hurt_who_die_are_counted_once(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共收治15名伤者，其中2人抢救无效死亡。3日18时通报：截至目前，死亡3人、受伤12人。", {"deaths": 3, "injured": 12}),
        ("造成1人当场死亡、14人受伤。下午，有2名伤者在手术中离世。至此事故已致3人死亡、12人受伤。", {"deaths": 3, "injured": 12}),
        ("火灾造成1人死亡，8人受伤。截至今日，死亡人数上升至3人，仍有6人在院治疗。", {"deaths": 3, "injured": 6}),
        ("送医的13名老人中，又有2名经抢救无效离世，死亡人数由早前通报的2人升至4人。目前，仍有11名老人在院治疗。", {"deaths": 4, "injured": 11}),
        ("现场共造成5人死亡、11人受伤。通报（一）为1死8伤，通报（二）为3死18伤。", {"deaths": 5, "injured": 11}),
    ],
)  # fmt: skip
def test_what_the_text_counts_in_the_end_stands(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事故造成4人死亡（其中1人经抢救无效死亡）、6人受伤。", {"deaths": 4, "injured": 6}),
        ("事故造成4人死亡、6人受伤，死者中有2人为送医途中死亡。", {"deaths": 4, "injured": 6}),
        ("目前已有103人送医，其中11人重伤，死亡2人。", {"deaths": 2, "injured": 103, "seriously_injured": 11}),
        ("目前3人死亡、5人受伤。截至晚10时，受伤人数为9人。", {"deaths": 3, "injured": 9}),
    ],
)  # fmt: skip
def test_the_dead_who_were_never_counted_as_hurt_take_nothing_off(
    text: str, expected: dict[str, int]
) -> None:
    assert values(text) == expected


def test_a_headline_of_the_final_numbers_is_met() -> None:
    text = "昨晨车祸，2人当场死亡，10人受伤，其中1人送医后死亡。"
    assert values(text, "3死9伤") == {"deaths": 3, "injured": 9}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2人死亡、3人失踪。今晨，又找到1名失踪者遗体，死亡人数增至3人。", {"deaths": 3, "missing": 2}),
        ("5人失联，1名失联者已找到，已无生命体征。", {"deaths": 1, "missing": 4}),
        ("截至22日20时，死亡8人、失踪3人。21日18时的数字是死亡5人、失踪6人。", {"deaths": 8, "missing": 3}),
        ("死亡1人、失联2人。4日上午曾报失联5人，其中2人已在邻村找到。", {"deaths": 1, "missing": 2}),
    ],
)  # fmt: skip
def test_the_missing_who_are_found_dead_are_no_longer_missing(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("矿山透水，获救9人遇难3人。", {"deaths": 3}),
        ("门市失火，烧死看店人1名。", {"deaths": 1}),
        ("甲村死亡人数升至12人，乙村升至5人，全县合计17人遇难。", {"deaths": 17}),
        ("发生爆炸，48人死亡。据统计，8月全国有804人死于冲突。", {"deaths": 48}),
        ("“三百多个网箱，一夜之间全没了”，未造成人员死亡。", {"deaths": 0}),
        ("塔吊上3人当场死亡；地面一名钢筋工被拉杆击中，送医途中死亡。", {"deaths": 4}),
        ("遇难者增加了2人，总数达7人。", {"deaths": 7}),
        ("厂房塌了，埋了20个人，已经死了5人了", {"deaths": 5, "trapped": 20}),
        ("殒命者9人，另有2人因公殉职", {"deaths": 11}),
        ("大火，遇难者人数上升至两位数", {}),
    ],
)  # fmt: skip
def test_it_counts_the_dead_and_nothing_else(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山洪造成4人失联，目前已有3人取得联系，报平安。", {"missing": 1}),
        ("7人被困，3人已被救出，其余4人仍在井下。", {"trapped": 4}),
        ("12人被困井下，截至今晨已救出9人，救援仍在继续。", {"trapped": 3}),
        ("12人被困，救出3人，9人遇难。", {"deaths": 9, "trapped": 0}),
        ("26人被困，21人自行脱险，其余5人正在营救。", {"trapped": 5}),
        ("地震造成9人失踪。战士徒手刨挖5个小时，救出了一名妇女。", {"missing": 9}),
        ("井下46人，34人安全升井，12人失联。", {"missing": 12}),
    ],
)
def test_those_who_are_out_are_no_longer_missing_or_trapped(text: str, expected: dict[str, int]) -> None:
    found = values(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保安组织约300名顾客和店员撤离，无人员伤亡。", {"evacuated": 300}),
        ("为防万一，将两个屯共计386名村民转移到镇中心小学。", {"evacuated": 386}),
        ("转移渔排养殖人员、危房群众等31206人，倒塌房屋83间。", {"evacuated": 31206}),
        ("坡下11户39人在前一日全部搬离，未造成人员伤亡。", {"evacuated": 39}),
        ("当班二十六名职工中，十九人安全撤离，三人死亡，四人烫伤。", {"evacuated": None, "deaths": 3}),
        ("先后有19人因吸入氨气就诊，均无生命危险。", {"poisoned": 19}),
        ("6名矿工被救护队背出，在医院诊断为不同程度的一氧化碳中毒。", {"poisoned": 6}),
    ],
)  # fmt: skip
def test_residents_are_evacuated_and_workers_walk_out(text: str, expected: dict[str, int | None]) -> None:
    found = values(text)
    assert {name: found.get(name) for name in expected} == expected


def test_a_drill_in_the_headline_hurts_and_moves_nobody() -> None:
    text = "1600余名师生用时2分48秒全部疏散至操场。"
    assert values(text, "某区开展学校防踩踏演练") == {}
    assert values("3名学生受伤。", "某校演练发生意外 3名学生受伤") == {"injured": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共造成11人遇难、4人失踪，较3日通报新增遇难3人；9名受伤人员收治在县医院。",
            {"deaths": 11, "missing": 4, "injured": 9},
        ),
        ("造成1人死亡、4人失联，较3日晚新增失联2人。", {"deaths": 1, "missing": 4}),
        ("袭击已造成68人死亡、175人受伤，其中包括一名中国女性遇难。", {"deaths": 68, "injured": 175}),
        ("4名重症中，一男一女先后不治，另外2人还在昏迷。事件共造成2人死亡。", {"deaths": 2}),
        ("造成14人死亡，28人受伤。就在前一天，该市火车站刚发生爆炸，致17人死亡。", {"deaths": 14, "injured": 28}),
    ],
)  # fmt: skip
def test_what_is_told_of_some_of_those_counted_or_of_another_day_adds_nothing(
    text: str, expected: dict[str, int]
) -> None:
    found = values(text)
    assert {name: found.get(name) for name in expected} == expected
