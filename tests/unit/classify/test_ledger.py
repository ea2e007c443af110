"""The ledger: who is part of whom, what befell each, and what of it is put beside or in the place of the first reading."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.rereading.fate_words import HURT, Fate
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.tallies import tally
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
DEAD: frozenset[Fate] = frozenset({"dead"})


def read(text: str, fates: frozenset[Fate] = DEAD) -> int | None:
    told = tally(text, Ledger(text).entries, fates)
    return told.number if told else None


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("车上共有51人。51人中，15人遇难，3人没有受伤，其余的人都住进了医院。", 15, 33),
        ("检修的两个人，一个当场死亡，另一个双腿骨折。", 1, 1),
        ("送医的35人中，昨天去世4人，今天凌晨又去世两人。", 6, 29),
        ("11名伤者中有2人到院前已无生命体征。", 2, 9),
        ("皮卡车里坐着一家五口，只有后排的婴儿活着。", 4, None),
        ("吊篮里站着六个粉刷工，从三十层掉到底。没有幸存者。", 6, None),
        ("架子上站着七个人，两人抓住窗框逃过一劫，另外五人摔了下去，其中一人头部着地，心跳已停。", 1, None),
        ("机长、副机长及一名观察员罹难。", 3, None),
        ("两名钓鱼人1死1伤。", 1, 1),
        ("母女俩被送到医院，女儿不治，母亲颅内出血。", 1, 1),
        ("在事故中受重伤的大学生刘某，经抢救无效死亡。", 1, None),
    ],
)
def test_parts_are_booked_below_those_whom_they_are_part_of(
    text: str, dead: int | None, hurt: int | None
) -> None:
    assert (read(text), read(text, HURT)) == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("事故造成38人受伤（重伤9人）。", 38),
        ("其中60余人受伤住院，重伤1人。", 60),
        ("10人受伤入院：骨折的7人，烧伤的3人。", 10),
        ("5人受伤，两人伤势较重。", 5),
        ("7人送医，3人骨折。", 7),
        ("有3人受伤，另有2人轻伤。", 5),
    ],
)
def test_those_told_of_by_their_wounds_are_of_the_hurt_who_were_counted(text: str, hurt: int) -> None:
    assert read(text, HURT) == hurt


@pytest.mark.parametrize(
    "text",
    [
        "三名获救者没有生命危险。",
        "四名工人险些被砸死。",
        "消防队出动30名消防员，未造成人员死亡。",
        "死亡牲畜170头，两名牧民平安。",
        "死伤20余人。",
        "如果当时有人在里面，3个人都可能死亡。",
        "去年同一条沟里死了9个人。",
    ],
)
def test_what_did_not_happen_or_befell_nobody_here_is_no_death(text: str) -> None:
    assert read(text) is None


def test_a_clause_that_names_nobody_goes_on_about_the_last_one_but_a_new_sentence_does_not() -> None:
    assert read("三名工人被拉上井口，送到医院后，均已没有心跳。") == 3
    assert read("三名工人被拉上井口。他们均已没有心跳。") == 3
    assert read("三名工人被拉上井口。村里的老井坍塌死亡的消息传开了。") is None


def say(classifier: Classifier, text: str, title: str = "") -> tuple[int | None, int | None, bool]:
    item = Item("1", title, text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    return found.casualty("deaths"), found.casualty("injured"), any("复读" in r for r in found.reasons)


def test_a_figure_that_only_the_ledger_tells_is_given_with_its_words_and_for_checking(
    classifier: Classifier,
) -> None:
    text = "昨晚施工电梯坠落。电梯里装着六个粉刷工，从三十层一直掉到底。没有幸存者。"
    item = Item("1", "施工电梯坠落事故", text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    assert (found.casualty("deaths"), found.severity, found.severity_provisional) == (6, "III", True)
    (place,) = found.casualties["deaths"].places
    assert text[place.start : place.end].startswith("六个粉刷工")
    assert any("死亡6人系复读所得" in reason for reason in found.reasons)


def test_what_the_first_reading_gives_stays_where_the_ledger_knows_that_number(
    classifier: Classifier,
) -> None:
    text = "昨晚两车相撞，造成5人受伤。2人伤势较重，其余3人轻伤。"
    assert say(classifier, text) == (None, 5, False)


def test_no_level_becomes_lower_by_the_second_reading(classifier: Classifier) -> None:
    text = "昨晚一商场发生特别重大火灾。在楼道里，救援队员发现一位老人已经没有了心跳。"
    item = Item("1", "商场特别重大火灾", text, source_kind="local_media", published_at=NOW)
    assert classifier.classify(item, NOW).severity == "I"


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("受伤人数由昨晚的428人增至734人，其中重伤96人。", 734),
        ("住院治疗的有9人，其中2人仍未脱离生命危险。", 9),
        ("歹徒砍伤13人，其中幼儿11人。", 13),
        ("除母子三人外，受伤的还有18名住户。", 21),
        ("县医院和市医院分别接收了9名和14名伤员。", 23),
        ("送往中医院12人，送往县医院7人，7人均为重伤。", 19),
        ("10人受伤，其中3人已脱离危险。", 10),
        ("后排的侄子断了三根肋骨。", 1),
        ("12人受伤。剩下一名工人在屋外，没有受伤。", 12),
        ("15名孩子被送到医院，有3个孩子颅脑损伤，另外12个孩子擦伤。", 15),
    ],
)
def test_what_is_told_before_a_count_or_of_others_beside_it_is_told_of_it(text: str, hurt: int) -> None:
    assert read(text, HURT) == hurt


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("3名群众受伤，行凶者当场死亡。", None),
        ("造成38人受伤。就在前一天，该市另一起爆炸致17人死亡。", None),
        ("15人遇难，31人受伤，遇难者中有外省籍务工人员11人。", 15),
        ("与三年前那场夺走14条人命的火灾相比，这次只有一对老夫妻没能醒来。", 2),
        ("造成两人死亡：死者一名是坠落的工人。", 2),
        ("两个病房里躺着伤者，一个孩子没能醒过来。", 1),
    ],
)
def test_nobody_dies_of_what_is_told_of_others(text: str, dead: int | None) -> None:
    assert read(text) == dead


def test_what_headline_and_text_both_come_to_takes_the_place_of_another_number(
    classifier: Classifier,
) -> None:
    text = "昨日，一辆货车冲进集市。据介绍，事故造成4人死亡：赶集的夫妻俩，卖菜的两位老人。"
    assert say(classifier, text, "货车冲进集市 4人死亡")[0] == 4


def test_two_who_are_taken_to_hospital_with_an_illness_are_not_hurt(classifier: Classifier) -> None:
    text = "一家人吃了隔夜的粽子，傍晚两人上吐下泻，被送到市中心医院。"
    assert say(classifier, text, "祖孙食物中毒")[1] is None


def test_who_is_buried_in_a_village_did_not_die_of_the_meal() -> None:
    assert read("村里一位孤寡老人死亡，村民集体给他办丧事，一名做饭的炖了一锅菜。") is None


def test_the_number_that_a_bulletin_moved_from_is_no_other_happening(classifier: Classifier) -> None:
    text = "另据19日的通报，昨日车祸受伤人数由此前的9人调整为12人，均在县医院治疗。"
    assert say(classifier, text)[1] == 12


@pytest.mark.parametrize("text", ["司机有一两千人，把路堵死了。", "三十多人出不去，门锁死了。"])
def test_what_is_shut_for_good_kills_nobody(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        # Where they are from is no word for being some of others.
        ("袭击造成2名中国教师和1名当地司机死亡。", 3),
        ("事故造成4名中方人员和1名中队干部遇难。", 5),
        ("送医的5人中，2人死亡。", 2),
        ("5名伤者中1人死亡。", 1),
    ],
)
def test_people_of_a_country_are_not_some_of_those_beside_them(text: str, dead: int) -> None:
    assert read(text) == dead


def test_a_headline_that_counts_its_own_countrymen_counts_not_all(classifier: Classifier) -> None:
    text = "袭击造成2名中国教师和1名当地司机死亡，另有6名中方人员和3名保安受伤。"
    item = Item("x", "教师班车遭武装分子袭击 2名中方人员遇难", text, published_at=NOW)
    said = classifier.classify(item, NOW)
    assert (said.casualty("deaths"), said.casualty("injured")) == (3, 9)
