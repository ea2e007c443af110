"""Numbers that are told in the place of wrong ones, the dead who live, and what an office answers to hearsay."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, 0, tzinfo=timezone(timedelta(hours=8)))
HAPPENED = "昨晚8时许，双阳区一餐馆发生火灾。"


def _said(classifier: Classifier, text: str, title: str = "") -> Classification:
    item = Item(id="1", title=title, text=HAPPENED + text, source_kind="local_media", published_at=NOW)
    [said] = classifier.classify_batch([item], NOW)
    return said


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("最初报告死亡11人，核查后确认死亡10人。", 10),
        ("早前的消息称有10人死亡，当地政府随后更正为5人。", 5),
        ("本报昨天报道死亡4人，与事实不符，实为8人，特此更正。", 8),
        ("更正说明：昨日消息中的死亡人数15人有误，准确数字为3人。", 3),
        ("死亡人数误报为9人，实际应为6人。", 6),
        ("我市早先上报死亡4人，后经反复核对，死亡人数确定为3人。", 3),
        ("本报把死亡人数写成了12人，正确的数字是2人，特此更正。", 2),
        ("经复核，死亡人数核减为7人，此前为13人。", 7),
    ],
)
def test_a_number_told_in_the_place_of_a_wrong_one_stands(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        ("造成3人死亡、5人受伤。经核实，2名死者为夫妻。", 3, 5),
        ("初步统计2人死亡。经核实，死者均为顾客，另有3人受伤。", 2, 3),
        ("3人死亡。经核实，起火原因为电线短路，当时有12人在店内用餐。", 3, None),
        ("3人死亡，其中1人经核实为店主，5人受伤。", 3, 5),
        ("造成3人死亡、5人受伤，核定载客12人。", 3, 5),
    ],
)
def test_what_is_found_out_beside_a_toll_sets_nothing_right(
    classifier: Classifier, text: str, deaths: int, injured: int | None
) -> None:
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.casualty("injured")) == (deaths, injured)


def test_behind_the_number_of_before_the_hurt_are_those_of_now(classifier: Classifier) -> None:
    said = _said(classifier, "经复核，死亡人数核减为7人，此前为13人，另有2人受伤。")
    assert (said.casualty("deaths"), said.casualty("injured")) == (7, 2)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("最初报死亡6人，后经抢救，其中1人恢复心跳。", 5),
        ("先前所说的三名死者里有一人其实还活着，正在医院抢救。", 2),
        ("医院曾宣告两人死亡，其中一名女孩又有了心跳。", 1),
        ("两人被判定死亡，装进尸袋时一人又醒了过来。", 1),
        ("早先说死了4人，后来有1人又被救了回来。", 3),
    ],
)
def test_who_was_called_dead_and_lives_is_not_counted(classifier: Classifier, text: str, deaths: int) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("最初宣布3人死亡，其中1人一度恢复心跳，但最终不治。", 3),
        ("曾报3人死亡，其中1人被救活后又死亡。", 3),
        ("造成3人死亡、5人受伤，其中1人恢复心跳。", 3),
        ("当场造成3人死亡，1人被救了回来。", 3),
        ("3人当场死亡，另有2人经抢救恢复心跳。", 3),
        ("先前通报3人死亡，今晨又救出2人，均生还。", 3),
        ("此前通报5人死亡，经抢救1名伤者脱离生命危险。", 5),
        ("初步统计8人遇难，1人被救出时仍有生命体征。", 8),
        ("曾宣布4人死亡，2人获救后脱离危险。", 4),
        ("初步核查死亡6人，1名孩子被父亲护在身下还活着。", 6),
    ],
)
def test_who_lives_beside_the_dead_is_taken_from_none_of_them(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


@pytest.mark.parametrize(
    "answer",
    [
        "区委宣传部称，上述数字严重失实，火灾死亡1人、受伤6人。",
        "经区政府核实，死亡1人、受伤6人，网上流传的数字不准确。",
        "公安机关核实后表示，死亡1人，受伤6人，其他说法不实。",
        "区里回应说，死亡人数是1人，受伤6人，不存在瞒报。",
        "区政府澄清，火灾造成1人死亡、6人受伤，没有网上说的那么多。",
    ],
)
@pytest.mark.parametrize("told", ["据现场一位工友说，死了4个人。", "有医院人士对记者说，死者有4人。"])
def test_an_office_that_answers_hearsay_stands(classifier: Classifier, told: str, answer: str) -> None:
    said = _said(classifier, told + answer)
    assert (said.casualty("deaths"), said.casualty("injured")) == (1, 6)


@pytest.mark.parametrize(
    "others",
    [
        "而据当地媒体报道，遇难者为9人。",
        "同一时间，医院方面给出的死亡数字是9人。",
        "香港媒体则报道称有9人死亡。",
    ],
)
def test_what_others_tell_beside_an_office_is_not_its_number(classifier: Classifier, others: str) -> None:
    said = _said(classifier, f"区应急管理局通报，火灾造成6人死亡、2人受伤。{others}")
    assert said.casualty_series["official"]["deaths"].value == 6
    assert said.casualty("deaths") == 9


def test_a_hospital_denies_hearsay_and_no_toll(classifier: Classifier) -> None:
    said = _said(classifier, "造成3人死亡、4人受伤。针对“又有一名伤者不治身亡”的传言，医院方面予以否认。")
    assert (said.casualty("deaths"), said.casualty("injured")) == (3, 4)
    assert _said(classifier, "造成2人死亡，家属称医院延误抢救，医院否认。").casualty("deaths") == 2


def test_an_office_that_denies_what_the_company_reported_denies_no_number_of_its_own(
    classifier: Classifier,
) -> None:
    said = _said(classifier, "公司回应称死亡2人。经警方核实，死亡12人，公司通报数字失实。")
    assert said.casualty("deaths") == 12


def test_an_answer_is_not_believed_where_somebody_saw_more(classifier: Classifier) -> None:
    told = "工人们说死了12个。区里回应：只死亡3人，受伤6人。"
    assert _said(classifier, told).casualty("deaths") == 3
    assert _said(classifier, told + "记者在殡仪馆看到12具遗体。").casualty("deaths") == 12
