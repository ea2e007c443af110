"""The saved, the dead and those who are still looked for come to all who were there, or tell how many are left."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import Casualties, extract_casualties
from monitor.classify.figures.rescue_account import account_of
from monitor.classify.figures.rescue_words import told_of_rescue
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean


def read(text: str, title: str = "") -> Casualties:
    return add_persons(extract_casualties(clean(title), clean(text)), clean(title), clean(text))


def left(text: str) -> tuple[int, int, int]:
    found = read(text)
    return tuple(found.value(name) or 0 for name in ("deaths", "missing", "trapped"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "dead", "missing", "trapped"),
    [
        ("一艘渔船沉没，船上共有18人，7人获救，3人遇难，其余下落不明。", 3, 8, 0),
        ("一辆中巴坠河，车上共13人，其中六人被救上岸，1人已无生命体征，其他人尚未找到。", 1, 6, 0),
        ("工地坍塌，12名工人被埋。成功救出5人，4人遇难，其余人员仍被困。", 4, 0, 3),
        ("水库翻了船，上面有9个人，救上来3个，淹死4个，剩下的还没捞着。", 4, 2, 0),
        ("老楼塌了，压里头6个，扒出来4个，两个没气了，还有俩在里头呢。", 2, 0, 2),
        ("渔船翻沉，船上7人，已救起3人，剩下的人仍在搜寻。", 0, 4, 0),
    ],
)
def test_those_who_are_left_are_what_is_left_of_all(text: str, dead: int, missing: int, trapped: int) -> None:
    assert left(text) == (dead, missing, trapped)


@pytest.mark.parametrize(
    ("text", "dead", "missing", "trapped"),
    [
        ("隧道塌方，9人被困。三名工人获救，2人已无生命体征，剩下的4人仍在营救中。", 2, 0, 4),
        ("煤矿透水，13人被困。5日凌晨，3人获救升井；上午，又有4人升井；目前仍有6人被困。", 0, 0, 6),
        (
            "冷库坍塌，七人被困。11时，首名被困人员被救出；14时，找到2人，均已遇难；深夜，又找到一人，也已无生命体征。还有3人没有出来。",
            3,
            0,
            3,
        ),
        ("煤矿冒顶，10人被埋。6人获救，4人遇难。获救人员中有3人受伤，已送往医院。", 4, 0, 0),
        ("渔船倾覆，船上7人落水。已救起4人，其中1人经抢救无效死亡，其余3人送医治疗，尚有3人失联。", 1, 3, 0),
        ("楼塌了，砸了6个人，拉医院4个，其中1个路上就没了，另外俩当场就没了。", 3, 0, 0),
        ("挖沟塌方埋了3个，挖出来都不行了。", 3, 0, 0),
        ("多人被埋。3人获救，2人遇难，其余5人正在全力营救。", 2, 0, 5),
        ("6人被困。6人均被成功救出，无人员死亡。", 0, 0, 0),
    ],
)
def test_the_parts_bear_each_other_out(text: str, dead: int, missing: int, trapped: int) -> None:
    assert left(text) == (dead, missing, trapped)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        # Somebody is told of beside those who were aboard.
        ("渔船沉没，船上6人，4人获救，2人遇难。一名赶来救人的村民也不幸溺亡。", "deaths", 3),
        ("渔船沉没，船上12人，9人获救，3人遇难。今晨，获救者中又有1人不治。", "deaths", 4),
        # What is told as missing is told of one of whom another sentence speaks.
        (
            "反应釜爆炸。当班10人。2人死亡，1人失踪，5人受伤，其中2名重伤。没受伤的两个人去了小店。一名孕妇送医后母子平安。",
            "missing",
            1,
        ),
        # Witnesses are not looked for by rescuers.
        ("厂房坍塌，3人受伤送医，警方正在寻找2名证人。", "missing", None),
        # The rescuers are no whole.
        ("两名驴友失联，5人搜救队进山，找到1人，还有1人未找到。", "missing", 1),
    ],
)
def test_others_beside_them_are_no_part_of_the_account(text: str, name: str, value: int | None) -> None:
    assert read(text).value(name) == value


def test_a_raft_holds_some_of_those_who_are_looked_for() -> None:
    text = "渔船失去联系。打捞遗体1具；次日发现救生筏，筏内有船员3人，其中1人已身故，2人意识清醒。"
    assert account_of(text, told_of_rescue(text) or []) is None


def test_numbers_that_are_not_exact_give_no_account() -> None:
    assert told_of_rescue("船上约18人，7人获救，3人遇难，其余下落不明。") is None


def test_an_account_that_somebody_denies_is_none() -> None:
    found = read("网传渔船沉没，船上18人，7人获救，3人遇难，其余下落不明。警方辟谣：该消息不实。")
    assert not found.value("missing")


def test_people_who_play_are_people_where_something_befalls_them() -> None:
    assert read("密室逃脱店起火，6名玩家遇难，2名玩家被困。").value("deaths") == 6
    assert read("游戏里我击杀了3名玩家，两名玩家掉线。").value("deaths") is None


def test_words_over_and_over_are_read_in_a_moment() -> None:
    for words in ("船上共有18人，", "7人获救，", "其余下落不明，", "仍有3人被困，", "没没没没"):
        told_of_rescue("船上18人，" + words * 400)
