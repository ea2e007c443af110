from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.grading.severity import Grade, Grader, Wording
from monitor.classify.grading.severity_rules import SeverityRules
from monitor.classify.grading.sought import is_searching
from monitor.config_file import read
from monitor.text.clean import clean

PATH = Path(__file__).resolve().parents[3] / "config/severity.yaml"


@pytest.fixture(scope="module")
def grader() -> Grader:
    return Grader(read(PATH, SeverityRules))


def grade(grader: Grader, kind: str, text: str) -> Grade:
    wording = Wording("", clean(""), text, clean(text))
    casualties = extract_casualties(wording.title, wording.text)
    return grader.grade(kind, casualties, wording, on=date(2026, 11, 23))


ACCOUNTED = [
    "现场救出被困人员7人，其中2人经120确认死亡，另5人送医院治疗。",
    "12名工人被困井下，其中9人获救，3人遇难。",
    "一栋出租屋起火，20余名租客被困。消防员陆续营救出26人，火灾导致1人死亡。",
    "4人被埋，最后一名被埋工人被抬出时已无生命体征，1人死亡，3人受伤。",
    "9名矿工被困，救援工作于当晚结束，2人死亡。",
    "有4人被压在钢筋下面。1人死亡，3人骨折。",
    "8人失联后，当天6人已自行返家，2人的遗体在河道里被找到，2人死亡。",
    "此前失联的4名员工已全部找到，均确认遇难，事故造成4人死亡。",
]


@pytest.mark.parametrize("text", ACCOUNTED)
def test_who_came_out_can_raise_no_level(grader: Grader, text: str) -> None:
    assert not grade(grader, "fire", text).provisional


OPEN = [
    "火灾造成8人死亡，仍有3人被困。",
    "坍塌造成2人死亡，7人被埋，救援仍在进行。",
    "山洪造成1人死亡、2人失踪，36名住户全部获救。",
    "事故造成9人死亡，4人失联，现场搜救工作结束。",
    "爆炸造成4人死亡，厂房内可能还压着人。",
    "爆炸造成2人遇难，搜救仍在进行。",
    "2人死亡，是否还有人员被埋正在核查。",
]


@pytest.mark.parametrize("text", OPEN)
def test_who_is_still_sought_leaves_a_level_open(grader: Grader, text: str) -> None:
    assert grade(grader, "explosion", text).provisional


SETTLED = [
    "经全力搜救，2名失联人员均已找到。",
    "伤者救治工作仍在进行。",
    "事故原因正在调查，善后工作正在进行。",
    "消防队搜救出3人。",
]


@pytest.mark.parametrize("text", SETTLED)
def test_care_and_inquiry_are_no_search(text: str) -> None:
    assert not is_searching(text)


def test_a_clash_whose_size_nobody_tells_could_be_graver(grader: Grader) -> None:
    assert grade(grader, "mass_incident", "双方发生冲突，造成3人死亡。").provisional
    assert not grade(grader, "mass_incident", "双方60人参与斗殴，造成3人死亡。").provisional
