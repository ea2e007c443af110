"""The hurt by how many have which wound, and those who are left of all who were taken to hospital."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean


def values(text: str, title: str = "") -> dict[str, int]:
    heading, body = clean(title), clean(text)
    figures = add_persons(extract_casualties(heading, body), heading, body).figures
    return {name: figure.value for name, figure in figures.items()}


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("缆车倒溜，跳落19人，其中骨折5人、软组织伤8人、其余6人检查后无异常离开。", 13),
        ("看台塌了一角，医院收治的伤者中，骨折4人、挫伤6人、轻微擦伤2人。", 12),
        ("爆炸伤者均已送医：烧伤6人、划伤9人，无人死亡。", 15),
        ("货车冲进市场，撞伤9人，骨折的有4个，蹭破皮的5个。", 9),
        ("踩踏中共有16人受伤，骨折9人、软组织挫伤11人。", 16),
        ("网传“死了两个”“摔伤三十多人”，经公安部门逐一核实，骨折5人、擦伤8人。没有人死亡。", 13),
        ("车祸中一名男子骨折，一名女子擦伤。", 2),
    ],
)
def test_those_listed_by_their_wounds_add_up(text: str, injured: int) -> None:
    assert values(text)["injured"] == injured


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "脚手架垮塌，6人全部送到了医院。最后送来的工人心跳已经停止，没能抢救过来；一名女工在手术台上坚持了三个钟头，也走了。余下4人里，两人多发骨折。",
            {"deaths": 2, "injured": 4},
        ),
        ("工棚起火，5名工人送医。老周没挺过来。其余4人仍在医院治疗。", {"deaths": 1, "injured": 4}),
        ("工棚起火，5名工人送医。其余4人仍在医院治疗。", {"injured": 5}),
    ],
)
def test_those_left_alive_tell_how_many_died(text: str, told: dict[str, int]) -> None:
    assert values(text) == told


def test_the_badly_hurt_are_counted_behind_those_whom_hospitals_took_in() -> None:
    told = values("早市大棚垮塌，人民医院收了13个，矿总院收了4个，重的有3个。")
    assert told == {"injured": 17, "seriously_injured": 3}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("台风中失联渔排看护员3人，已全部联系上，平安。", 0),
        ("山洪中失联的4名村民今天都找到了，平安。", 0),
        ("山洪中失踪5人，已联系上3人。", 5),
        ("山洪中5人失踪。", 5),
    ],
)
def test_none_is_missing_where_all_have_been_reached(text: str, missing: int) -> None:
    assert values(text)["missing"] == missing


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("骑车的母亲和后座的儿子均不幸遇难。医院收治学生6人。昨夜，6名学生中伤势最重的一个没能挺过来。", 3),
        ("车上的司机送医后不治。伤者中伤势最重的一个没能挺过来。", 1),
    ],
)
def test_the_gravest_of_those_in_care_is_none_of_those_who_lay_dead(text: str, deaths: int) -> None:
    assert values(text)["deaths"] == deaths


@pytest.mark.parametrize(
    ("text", "badly"),
    [
        ("山火中4名队员受伤，已送州医院，其中烧伤最重的护林员杨某烧伤面积达60%，仍未度过危险期；另外三人病情平稳。", 1),
        ("粉仓爆炸，5人受伤。一名工人烧伤面积达到90%，尚处于休克期，其余4人病情平稳。", 1),
        ("脚手架坍塌，2人受伤，1人多处骨折，至今昏迷，另一人皮外伤。", 1),
        ("两车相撞，两人受伤。司机赵某脑部受伤，经过5个小时的手术，目前仍未苏醒，同车的妻子只是皮外伤。", 1),
    ],
)  # fmt: skip
def test_who_is_still_in_danger_by_his_state_is_badly_hurt(text: str, badly: int) -> None:
    assert values(text)["seriously_injured"] == badly


@pytest.mark.parametrize(
    "text",
    [
        "两车相撞，两人受伤。司机赵某腿部骨折，一度昏迷，昨天已经苏醒，同车的妻子只是皮外伤。",
        "老人睡前没关炉子，被熏倒，邻居砸门把她救出，现仍昏迷。",
        "3名伤者中，2人伤势较重，司机老孙说，有个年轻人当时还没醒。",
    ],
)
def test_who_came_round_or_only_breathed_gas_is_not_badly_hurt_by_his_state(text: str) -> None:
    assert values(text).get("seriously_injured", 0) in (0, 2)
