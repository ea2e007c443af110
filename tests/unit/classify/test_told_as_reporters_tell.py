"""Numbers as reporters tell them: a sum and its parts, one person told of twice, who dies of the hurt, whose child it was."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"


@cache
def _classifier() -> Classifier:
    return Classifier.load(CONFIG)


def read(text: str) -> dict[str, int]:
    item = Item("1", "", text, source_kind="local_media", published_at=datetime(2026, 11, 28, 4, tzinfo=UTC))
    said = _classifier().classify_batch([item], datetime(2026, 11, 28, 6, tzinfo=UTC))[0]
    names = ("deaths", "injured", "seriously_injured", "missing", "poisoned")
    return {n: int(v) for n in names if (v := said.casualty(n)) is not None}


def part(text: str, name: str) -> int | None:
    return read(text).get(name)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        (
            "一幢三层居民楼起火，造成4人死亡。烧毁的305室里，一名男租客当场身亡；对门一对三十多岁的夫妻与5岁的男孩因吸入过量浓烟，被送往医院后不幸身亡。",
            4,
        ),
        ("居民楼起火，造成4人死亡。一名男租客当场身亡；一对夫妻与5岁的男孩送往医院后不幸身亡。", 4),
        ("两辆货车追尾，造成1人当场死亡、1人受伤。随后，乘车人陈某某也被救出，此时已经死亡。", 1),
        ("厂房起火，夫妻俩一岁半的儿子却被烧死在宿舍里。消防员找到的时候，小孩已经身亡。", 1),
        ("两车相撞，造成3人死亡（2男1女）。", 3),
    ],
)
def test_those_told_of_one_by_one_behind_a_sum_are_its_parts(text: str, deaths: int) -> None:
    assert part(text, "deaths") == deaths


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("两车相撞，一名司机当场死亡。今晨，后车一对夫妻送往医院后不幸身亡。", 3),
        ("沙发厂起火，两女一男3名工人身亡，其中一位工人年仅4岁的儿子也不幸罹难。", 4),
        ("农房垮塌，祖孙与7岁的男孩送医后不治。", 3),
    ],
)
def test_others_than_those_counted_come_on_top_of_them(text: str, deaths: int) -> None:
    assert part(text, "deaths") == deaths


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("面包车追尾大货车，副驾驶座的男子头部流血，20分钟后男子被救出，可经医生确认，已无生命体征。", None),
        ("两车相撞，一名男子头部流血，送到医院时男子已经死亡。", None),
        ("两车相撞，副驾驶座的男子骨折，后排一名男子被救出，可经医生确认，已无生命体征。", 1),
        ("两车相撞，一名男子受伤，另一名男子当场死亡。", 1),
        (
            "平房的墙在雨中倒塌。孩子的父亲面部划伤，缝了8针。孩子的母亲头部受伤，抢救到天亮，人还是没保住。",
            1,
        ),
    ],
)
def test_whoever_dies_is_not_among_the_hurt(text: str, injured: int | None) -> None:
    assert part(text, "injured") == injured


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("一辆跑车与两辆的士相撞，的士车内3人当场死亡，跑车内一男三女也不同程度受伤。", 4),
        ("上坟引发山火。另外还有3名参与扑火的村民和1名镇干部被烧伤，其中一人烧伤面积达40%。", 4),
        (
            "车祸又有2名伤者经抢救无效死亡，遇难人数升至7人，另有6人仍在泗水县人民医院和济宁医学院附属医院治疗。",
            6,
        ),
        ("玉米垛起火，看门的老头在抢运苫布时烧伤双手，已送医院包扎。没有其他人员伤亡。", 1),
    ],
)
def test_the_hurt_are_counted_once_each(text: str, injured: int) -> None:
    assert part(text, "injured") == injured


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        (
            "渔船起火，船上9人中6人获救，3人失踪。失踪的3人为轮机长和两名厨工，起火时正在舱内睡觉。",
            "missing",
            3,
        ),
        (
            "地震造成3人遇难，58人受伤，其中重伤9人。遇难人数较昨晚通报的2人增加1人，系一名重伤老人在县医院不治。",
            "seriously_injured",
            9,
        ),
    ],
)
def test_who_they_are_is_no_further_number(text: str, name: str, number: int) -> None:
    assert part(text, name) == number


@pytest.mark.parametrize(
    ("text", "poisoned"),
    [
        ("30名学生在一家酒店集体就餐后，有10人患了急性胃肠炎，两名重症者被送往海军医院。", 10),
        ("30名学生在酒店就餐后，一名女生开始呕吐，随后又有17个同学觉得肚子不舒服。", 18),
        ("一酒店发生食物中毒，五十多名参加婚宴的宾客出现呕吐、头昏等症状，其中三十多人住院。", 50),
        (
            "宴后几十名宾客集体腹泻、恶心。截至发稿时止，被撂倒的患者已增至近50名，该院上午接待了30名患者。",
            50,
        ),
    ],
)
def test_those_who_fall_ill_from_a_meal_are_counted_in_other_words_too(text: str, poisoned: int) -> None:
    assert part(text, "poisoned") == poisoned


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        (
            "一名男子先后刺伤6人。其中领班曲某（女，33岁）当场死亡，保安老白今天中午死于县医院，搓澡工小马刚刚也没留住。其余三人伤在手臂。",
            3,
            3,
        ),
        ("一名男子先后刺伤6人。其中领班曲某当场死亡，保安老白死于县医院。其余四人伤在手臂。", 2, 4),
        ("一名男子砍伤两人后跳楼身亡。", 1, 2),
        ("一名男子被砍伤，6人被警方控制。", None, 1),
    ],
)
def test_whoever_hurts_others_is_none_of_those_he_hurt(text: str, deaths: int | None, injured: int) -> None:
    assert (part(text, "deaths"), part(text, "injured")) == (deaths, injured)
