"""Numbers that are told apart: the hurt who die one after the other, a rumour and its answer, those in care and those gone home."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.item import Item
from monitor.text.clean import clean

REPORTED = date(2026, 11, 28)
CONFIG = Path(__file__).resolve().parents[3] / "config"


def values(text: str, title: str = "") -> dict[str, int]:
    heading, body = clean(title), clean(text)
    known = extract_casualties(heading, body, REPORTED)
    figures = add_persons(known, heading, body, REPORTED).figures
    return {name: figure.value for name, figure in figures.items()}


@cache
def _classifier() -> Classifier:
    return Classifier.load(CONFIG)


def graded(text: str, title: str = "") -> dict[str, int | None]:
    item = Item(
        "1", title, text, source_kind="local_media", published_at=datetime(2026, 11, 28, 4, tzinfo=UTC)
    )
    said = _classifier().classify_batch([item], datetime(2026, 11, 28, 6, tzinfo=UTC))[0]
    names = ("deaths", "injured", "poisoned")
    return {n: said.casualty(n) for n in names if said.casualty(n) is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("爆燃造成2人当场死亡、8人受伤。一名伤者25日晚间因伤势过重死亡，次日又一名伤者不治。", {"deaths": 4, "injured": 6}),
        ("发生闪爆，造成1人死亡、5人受伤。当晚11时，5名伤者中的一人抢救无效死亡；27日凌晨，又有一名重伤员离世。", {"deaths": 3, "injured": 3}),
        ("工地塔吊倒塌，造成2人死亡、8人受伤。27日10时，一名重伤工人抢救无效死亡。28日凌晨，又有1人经抢救无效死亡，其余6人病情平稳。", {"deaths": 4, "injured": 6}),
        ("工地坍塌，造成1人死亡、8人受伤。27日上午，一名伤者死亡。27日下午，另一名伤者也不幸离世。", {"deaths": 3, "injured": 6}),
        ("工地坍塌，造成1人死亡、8人受伤，其中2人伤势较重。27日上午、28日凌晨，这两名重伤员先后离世。", {"deaths": 3, "injured": 6}),
        ("6人送医，1人当场死亡。送医的6人中，一名女子上午去世，下午又有一名男子离世。", {"deaths": 3, "injured": 4}),
    ],
)  # fmt: skip
def test_the_hurt_who_die_one_after_the_other_all_add_to_the_dead(
    text: str, expected: dict[str, int]
) -> None:
    assert graded(text, "事故后续") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一出租屋起火，造成2人死亡、8人受伤。27日一名伤者死亡，28日又一名伤者不治，死亡人数升至4人。", {"deaths": 4, "injured": 6}),
        ("一出租屋起火，造成2人死亡、8人受伤。27日一名伤者死亡，28日又一名伤者不治。至此，事故已致4人死亡、6人受伤。", {"deaths": 4, "injured": 6}),
        ("餐馆爆炸，造成2人死亡、8人受伤，死者中一人当场死亡，一名伤者送医后不治。", {"deaths": 2, "injured": 8}),
        ("餐馆爆炸，造成3人死亡、8人受伤。据医院介绍，一名伤者送到时已经死亡。", {"deaths": 3}),
    ],
)  # fmt: skip
def test_the_hurt_who_died_are_counted_but_once_where_a_number_holds_them(
    text: str, expected: dict[str, int]
) -> None:
    assert expected.items() <= graded(text, "事故后续").items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网上出现“我司厂区发生爆炸致5人死亡”的消息。网传5人死亡不实，实际为2人受伤。", {"injured": 2}),
        ("昨日厂区冒烟后，有消息说死了七八个人。该公司负责人今天上午表示，死人的说法不属实，只有两名工人轻度烧伤。", {"injured": 2}),
        ("网上出现“石材厂塌方10人死亡”的说法。经调查，网传10人死亡系谣言，事故造成2人受伤，已送医。", {"injured": 2}),
        ("“听说商场扶梯夹死两个人”……这样的消息在群里流传。商场方面今天回应称，没有人死亡，有3名顾客摔伤。", {"deaths": 0, "injured": 3}),
        ("网传学校春游翻车，死了3个学生。学校回应：死亡3人的说法不实，事故中1名司机死亡，4名学生受伤。", {"deaths": 1, "injured": 4}),
    ],
)  # fmt: skip
def test_whoever_is_spoken_of_answers_a_rumour_by_his_own_number(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事故已造成3人死亡、5人受伤。警方提示：网传车祸致20人死亡不实。", {"deaths": 3, "injured": 5}),
        ("火灾已致31人死亡。警方：网传纵火不实，请勿传谣。", {"deaths": 31}),
        ("我亲眼看到抬出来5具遗体，网上也说死了5个，镇里还说没有人死亡，糊弄谁呢。", {"deaths": 5}),
    ],
)  # fmt: skip
def test_a_denial_of_something_else_or_one_that_nobody_believes_denies_no_number(
    text: str, expected: dict[str, int]
) -> None:
    assert expected.items() <= values(text).items()
