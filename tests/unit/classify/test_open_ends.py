from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.digit_tolls import with_digit_tolls
from monitor.classify.grading.severity import Grade, Grader, Wording
from monitor.classify.grading.severity_rules import SeverityRules
from monitor.classify.triage.opinion import OpinionRules, Signals, forebodes, judge_opinion
from monitor.config_file import read
from monitor.text.clean import clean

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def grader() -> Grader:
    return Grader(read(CONFIG / "severity.yaml", SeverityRules))


def grade(grader: Grader, kind: str, text: str) -> Grade:
    title, body = clean(""), clean(text)
    casualties = with_digit_tolls(extract_casualties(title, body), title, body)
    return grader.grade(kind, casualties, Wording("", title, text, body), on=date(2026, 11, 23))


MAY_DIE = [
    "聚餐后34人中毒，其中2人病危。",
    "食堂饭后17人中毒送医，1人靠呼吸机维持。",
    "宴席上12人中毒，3人在重症监护室。",
    "34人中毒，1名学生仍昏迷不醒。",
]
ALL_WELL = [
    "聚餐后34人中毒，均无生命危险。",
    "聚餐后34人中毒，2人一度病危，目前全部脱离危险。",
    "食堂饭后17人中毒，无危重病人。",
]


@pytest.mark.parametrize("text", MAY_DIE)
def test_who_is_poisoned_and_fights_for_life_leaves_the_level_open(grader: Grader, text: str) -> None:
    graded = grade(grader, "food_poisoning", text)
    assert (graded.level, graded.provisional) == ("IV", True)


@pytest.mark.parametrize("text", ALL_WELL)
def test_who_is_out_of_danger_leaves_it_settled(grader: Grader, text: str) -> None:
    assert not grade(grader, "food_poisoning", text).provisional


def test_a_number_that_is_still_being_counted_is_not_final(grader: Grader) -> None:
    assert grade(grader, "fire", "起火致2人受伤，伤亡人数正在统计。").provisional
    assert grade(grader, "food_poisoning", "19人中毒住院，具体数字还在核对。").provisional
    assert not grade(grader, "fire", "起火致2人受伤，损失正在统计。").provisional


def test_nobody_missing_any_more_leaves_no_level_open(grader: Grader) -> None:
    assert not grade(grader, "traffic_accident", "船上25人中15人生还、10人遇难，不再有失踪人员。").provisional


def test_the_missing_leave_the_level_and_give_an_early_warning(grader: Grader) -> None:
    graded = grade(grader, "explosion", "爆炸致2人死亡，12人失联。")
    assert (graded.level, graded.provisional) == ("IV", True)
    assert graded.coming is not None and graded.coming.level == "II"
    assert "失联12人尚无下落，如均遇难可达重大" in graded.reasons[-1]


def test_the_missing_who_were_found_warn_of_nothing(grader: Grader) -> None:
    assert grade(grader, "collapse", "3人失联，已全部找到，均无生命危险。").coming is None


def test_the_missing_of_an_earthquake_count_by_law(grader: Grader) -> None:
    graded = grade(grader, "earthquake", "地震造成45人死亡，6人失踪。")
    assert graded.level == "II" and graded.coming is None


def test_an_early_warning_draws_attention_and_touches_no_severity() -> None:
    rules = read(CONFIG / "opinion_level.yaml", OpinionRules)
    said = forebodes(rules, "II", "失联12人尚无下落，如均遇难可达重大")
    day = date(2026, 11, 23)
    opinion = judge_opinion(rules, Signals(said, frozenset({"social"}), day=day))
    assert opinion.level == "red"
    assert {g.rule: g.quote for g in opinion.basis}["lost.grave"].startswith("失联12人")
    assert judge_opinion(rules, Signals({}, frozenset({"social"}), day=day)).level == "blue"


@pytest.mark.parametrize(
    "text", ["工厂爆炸，死亡人数已达两位数。", "爆炸致两位数的人死亡。", "遇难者达到双位数。"]
)
def test_a_toll_of_two_digits_is_at_least_ten(grader: Grader, text: str) -> None:
    graded = grade(grader, "explosion", text)
    assert (graded.level, graded.provisional) == ("II", True)


@pytest.mark.parametrize("text", ["全年事故死亡人数降到两位数。", "死亡人数没到两位数，1人死亡。"])
def test_two_digits_of_a_year_or_denied_are_no_toll(grader: Grader, text: str) -> None:
    assert grade(grader, "explosion", text).level not in ("I", "II")
