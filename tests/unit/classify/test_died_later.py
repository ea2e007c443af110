"""Those of the hurt who die later than a toll was told come on top of it, and as many fewer are hurt: by when they died, as some of just the hurt that were counted, or by who is left."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, tzinfo=SHANGHAI)
LAST_NIGHT = "昨晚8时许，双阳区一餐馆发生火灾，"
ON_THE_THIRD = "4月3日9时，双阳区一在建工地发生坍塌，"
TOLL = f"{LAST_NIGHT}造成2人死亡、6人受伤。"


def figures(classifier: Classifier, text: str, title: str = "") -> dict[str, int]:
    item = Item("x", title, text, source_kind="local_media", published_at=NOW)
    found = {name: figure.value for name, figure in classifier.classify(item, NOW).casualties.items()}
    return {name: found.get(name, 0) for name in ("deaths", "injured")}


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        (f"{TOLL}今晨，两名重伤者不治。", 4, 4),
        (f"{TOLL}起火原因正在调查。今天上午，3名在ICU抢救的伤者先后停止了呼吸。", 5, 3),
        (f"{TOLL}5日清晨，1名住院的伤者心跳停止，抢救无效。", 3, 5),
        (f"{LAST_NIGHT}2人当场死亡，6人受伤送医。今天，伤势最重的两人相继去世，其余4人仍在治疗。", 4, 4),
        (f"{LAST_NIGHT}致2死6伤。今天中午，6名伤者中有1人不治身亡。", 3, 5),
        (f"{LAST_NIGHT}造成2人死亡，另有6人被送往医院救治。今天下午4时许，送医的6人中又有1人离世。", 3, 5),
        (f"{ON_THE_THIRD}造成1人死亡、5人受伤。两天后，一名此前受重伤的工人经抢救无效死亡。", 2, 4),
        (f"{ON_THE_THIRD}造成1人死亡、5人受伤。4日晚9时，又有2人停止了呼吸。", 3, 3),
        (
            f"{ON_THE_THIRD}造成1人死亡、5人受伤。次日凌晨，其中一名重伤员没能挺过来；下午2时许，又一名伤者离世。",
            3,
            3,
        ),
        (
            f"{ON_THE_THIRD}造成1人死亡、5人受伤。第二天，一名危重伤者不治。当天下午，第二名重伤者也停止了呼吸。",
            3,
            3,
        ),
        (f"{TOLL}今天上午，在市中心医院，一名伤者不治；省人民医院也有一名重伤者去世。", 4, 4),
        (f"{TOLL}今天上午，双阳区医院和吉大一院各有一名伤者不治。", 4, 4),
        (f"{LAST_NIGHT}6人受伤送医。今天上午，两名重伤者不治。", 2, 4),
        # Without a time, but those who are left come to the hurt of the toll with him.
        (f"{TOLL}一名重伤者经抢救无效死亡，其余5人仍在治疗。", 3, 5),
        (
            "4月4日，双阳区发生一起火灾。截至昨晚10时，火灾共造成2人死亡、6人受伤。今晨，一名重伤者不治。",
            3,
            5,
        ),
    ],
)
def test_who_dies_later_comes_on_top_of_the_toll(
    classifier: Classifier, text: str, deaths: int, injured: int
) -> None:
    assert figures(classifier, text) == {"deaths": deaths, "injured": injured}


@pytest.mark.parametrize(
    ("title", "text", "deaths", "injured"),
    [
        ("餐馆火灾死亡人数升至4人", f"{TOLL}今晨，两名重伤者不治。", 4, 4),
        (
            "餐馆火灾致2死6伤",
            "4月4日，双阳区发生火灾。截至昨晚10时，火灾造成2人死亡、6人受伤。今晨，一名重伤者不治。",
            3,
            5,
        ),
        # The toll is of a later hour, and holds whoever is told of behind it.
        (
            "",
            "4月4日，双阳区发生火灾。截至今天8时，火灾已造成5人死亡、7人受伤。昨晚，两名重伤者先后不治。",
            5,
            7,
        ),
        (
            "",
            "4月4日，双阳区发生火灾。截至今天下午5时，火灾已致5死7伤。今天上午，一名重伤者没能挺过来。",
            5,
            7,
        ),
        ("", f"{LAST_NIGHT}共造成5人死亡、7人受伤。死者中，一人是今晨在医院不治的。", 5, 7),
        # A man who was taken to another hospital is none of those seven.
        (
            "",
            "昨天清晨，双阳区一辆中巴与货车相撞，司机和售票员当场没了气息。县医院当天早上收治了7人，其中2人属重伤，其余5人为轻伤；而送到县中医院的一名老汉，上午9点多因失血过多没能救回来。",
            3,
            7,
        ),
    ],
)
def test_a_toll_is_left_where_it_holds_whoever_died(
    classifier: Classifier, title: str, text: str, deaths: int, injured: int
) -> None:
    assert figures(classifier, text, title) == {"deaths": deaths, "injured": injured}


def test_what_is_told_so_plainly_is_not_in_doubt(classifier: Classifier) -> None:
    item = Item("x", "", f"{TOLL}今晨，两名重伤者不治。", source_kind="local_media", published_at=NOW)
    said = classifier.classify(item, NOW)
    assert not any("复读所得" in reason for reason in said.reasons)


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        # Helpers, and words that only look like a count, are none of the hurt.
        (f"{TOLL}消防部门出动6车32人赶到现场处置。今晨，一名重伤者不治，剩下的5名伤员还在接受救治。", 3, 5),
        (f"{TOLL}省里对伤员“一人一策”进行救治。今晨，其中2人停止了呼吸。", 4, 4),
        (
            "昨晚8时许，双阳区一化工厂爆炸，11人受伤送医。对伤员“一人一策”救治。今晨，一名伤者宣告不治。",
            1,
            10,
        ),
        # Of a count that is told again it is those behind it who died.
        (f"{TOLL}今晨，送医的6人中有1人因颅脑损伤过重，经抢救无效死亡。", 3, 5),
        (f"{TOLL}今晨，6名伤者中，2人不治身亡。", 4, 4),
        # As many as were dead before, and as many as are left.
        (f"{TOLL}今晨，两名危重伤者相继去世。", 4, 4),
        (
            "4月3日9时，双阳区一在建工地坍塌，造成5人死亡、7人受伤。4日清晨，两名重伤者不治。余下五人均无生命危险。",
            7,
            5,
        ),
        # All who were buried are out: some dead, some hurt of whom one dies.
        (
            "4月3日9时，双阳区一在建工地坍塌，13人被埋。截至当天傍晚，13人全部救出，其中4人死亡，9人受伤。次日，获救的1人在医院不治。",
            5,
            8,
        ),
        (f"{TOLL}今天，医院又传来噩耗，3名伤者没能挺过来，遇难者增加至5人。", 5, 3),
        # Of the dead, and all of one list.
        (f"{LAST_NIGHT}造成5人死亡、4人受伤，其中一人系送医后不治。", 5, 4),
        (f"{ON_THE_THIRD}共造成5人死亡、5人受伤。死亡的5人中，4人当场死亡，1人在医院不治。", 5, 5),
    ],
)
def test_who_they_were_is_read_from_what_stands_around(
    classifier: Classifier, text: str, deaths: int, injured: int
) -> None:
    assert figures(classifier, text) == {"deaths": deaths, "injured": injured}


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        ("听说双阳一家厂子昨晚失火，死了4人伤了7人。今早又走了一个，唉。", 5, 6),
        ("昨晚双阳一个KTV着火了，当场没了5个，伤了四个。路都封了。今天下午，伤最重的那个也走了。", 6, 3),
        ("昨天双阳一栋楼塌了，4个没救出来，死了，7个受伤。今天早上重伤的两个没挺过来。", 6, 5),
        ("双阳一个工地昨天那场火，官方通报2死9伤。今天有个重伤的没救过来，太惨了。", 3, 8),
        ("昨晚双阳一家鞋厂着火了，当场没了2个，伤了9个。今早又有两个伤者没了。", 4, 7),
        # An hour, and somebody who only left, are nobody who died.
        ("昨晚双阳一家鞋厂着火了，当场没了2个，伤了9个。今早我又走了一个小时才到。", 2, 9),
        ("昨晚双阳一家鞋厂着火了，当场没了2个，伤了9个。今早又走了一个记者。", 2, 9),
    ],
)
def test_people_tell_it_in_their_own_words(
    classifier: Classifier, text: str, deaths: int, injured: int
) -> None:
    assert figures(classifier, text) == {"deaths": deaths, "injured": injured}


def test_who_is_left_in_care_beside_the_last_toll_is_all_the_hurt(classifier: Classifier) -> None:
    text = "4月4日，双阳区发生火灾。据初步统计，火灾造成6人死亡、11人受伤。今天下午召开的新闻发布会通报，火灾已造成8人死亡，9人在院治疗。"
    assert figures(classifier, text) == {"deaths": 8, "injured": 9}
    # Where they are not just as many fewer, some of the hurt may be home.
    assert figures(classifier, text.replace("9人在院", "5人在院"))["injured"] == 11


@pytest.mark.parametrize(
    "died",
    [
        "6名伤者中有一人因伤重抢救无效，不幸去世",
        "伤势最重的一人医治无效死亡",
        "又有一人因多脏器功能衰竭死亡",
    ],
)
def test_one_of_the_hurt_dies_whatever_stands_before_him(classifier: Classifier, died: str) -> None:
    assert figures(classifier, f"{TOLL}5日8时30分，{died}。") == {"deaths": 3, "injured": 5}
