"""The opinion level: highest rule wins, lifting rules lift once, and severity is never asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from monitor.classify.lexicon import Hits, Lexicon
from monitor.classify.triage.opinion import (
    LEVELS,
    OpinionRule,
    OpinionRules,
    Signals,
    higher,
    judge_opinion,
    merged,
    points_of,
    spoken,
)
from monitor.config_file import read

ROOT = Path(__file__).resolve().parents[3]
RULES = read(ROOT / "config/opinion_level.yaml", OpinionRules)
WORKDAY = date(2026, 11, 24)


def signals(text: str = "", **more: Any) -> Signals:
    said = spoken(RULES, Lexicon(RULES.groups()).find(text), text)
    return Signals(said, **({"source_kinds": frozenset({"social"}), "day": WORKDAY} | more))


def level(text: str = "", **more: Any) -> str | None:
    return judge_opinion(RULES, signals(text, **more)).level


@pytest.mark.parametrize(
    "text",
    [
        "现场秩序良好，没有人员聚集",
        "活动期间未发生群众聚集",
        "楼下流浪狗经常聚集",
        "恳请省委主要领导批示此事",
        "此项目未经领导批示",
        "物业说换灯还等批示",
        "希望焦点访谈来曝光",
        "能不能上个热搜让人看见",
        "建议学校周边禁止出售过期食品",
    ],
)
def test_what_is_denied_wished_for_or_said_of_no_people_raises_nothing(text: str) -> None:
    assert level(text) == "blue"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("没有人管，业主在售楼处聚集", "orange"),
        ("没有暖气，居民聚集在供热公司", "orange"),
        ("警方称没有人员聚集，但今早又有百余人聚集", "orange"),
        ("未成年人被殴打", "orange"),
        ("希望大家关心，此事省委主要领导已作出批示", "red"),
        ("省政府要求提级调查", "red"),
        ("请管管，有人堵门", "orange"),
        ("申请低保被拒一事登上热搜", "orange"),
        ("一条建议登上热搜", "orange"),
        ("村民请愿引发的冲突被央视曝光", "orange"),
    ],
)
def test_a_denial_or_wish_elsewhere_in_the_text_silences_no_claim(text: str, expected: str) -> None:
    assert level(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "交通管理滞后，拥堵路段多，堵点治理不到位",
        "旅游行业黑幕多，工作人员态度差",
        "垃圾站不应设在居民聚集区，业主都反对",
        "商铺被堵门，业主没地方停车，请政府管管",
        "黑车司机在出站口围堵乘客拉客，还堵门",
        "我们不想拉横幅，只想要回房款",
        "请市政府批示彻查",
        "把规划批示前公示牌立在路边",
        "问题早就反映到中央巡视组了，没人管",
        "局里批示的审批表找不到了",
    ],
)
def test_words_that_say_something_else_in_an_everyday_complaint_raise_nothing(text: str) -> None:
    assert level(text) == "blue"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("几十个储户在银行门口堵门要说法", "orange"),
        ("该厂改制职工围堵区政府", "orange"),
        ("退役士兵聚集市政府门前", "orange"),
        ("我们这里聚集了许多储户讨说法", "orange"),
        ("拥堵路段上，百余名村民堵路抗议", "orange"),
        ("省领导作出批示，要求彻查", "red"),
        ("此事已获省长批示", "red"),
        ("中央巡视组进驻后通报此事", "red"),
    ],
)
def test_who_gathers_for_something_and_who_orders_it_still_raise_the_level(text: str, expected: str) -> None:
    assert LEVELS.index(level(text) or "blue") <= LEVELS.index(expected)


def test_two_sets_of_words_count_only_near_each_other() -> None:
    far = "我们这里聚集的" + "店铺一家挨着一家，" * 12 + "村民出行方便"
    assert level(far) == "blue"
    assert level("村民聚集" + "，店铺一家挨着一家" * 12) == "orange"


def test_a_rule_that_says_near_without_two_sets_of_words_is_refused() -> None:
    with pytest.raises(ValidationError, match="near"):
        OpinionRule.model_validate(
            {"id": "x", "label": "x", "level": "blue", "near": 10, "words": [["聚集"]]}
        )


def test_what_is_only_said_online_is_blue() -> None:
    assert level("小区停水两天") == "blue"


def test_a_hotline_message_alone_has_no_level() -> None:
    assert level("小区停水两天", source_kinds=frozenset({"hotline"})) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("话题冲上热搜", "orange"),
        ("某幼儿园教师殴打儿童", "orange"),
        ("业主在小区门口拉横幅", "orange"),
        ("省委主要领导作出要求，提级调查", "red"),
        ("城管执法时打人，视频热传", "yellow"),
    ],
)
def test_words_name_their_level(text: str, expected: str) -> None:
    assert level(text) == expected


def test_a_group_of_people_alone_is_no_harm_to_it() -> None:
    assert level("老师带学生参观博物馆") == "blue"


@pytest.mark.parametrize(("sources", "expected"), [(2, "blue"), (3, "yellow"), (10, "orange"), (30, "red")])
def test_spread_over_sources_raises_the_level(sources: int, expected: str) -> None:
    assert level(sources=sources) == expected


def test_growth_and_interaction_count_each_for_itself() -> None:
    assert level(last_hour=30) == "orange"
    assert level(interactions=100_000) == "red"


def test_a_sensitive_time_lifts_by_one_step_and_several_lifts_no_further() -> None:
    assert level(day=date(2026, 3, 5)) == "yellow"
    assert level(day=date(2026, 3, 5), flags=frozenset({"sensitive"})) == "yellow"


def test_a_lift_alone_names_no_level_and_red_is_the_end() -> None:
    assert level(source_kinds=frozenset({"hotline"}), day=date(2026, 3, 5)) is None
    assert level("挂牌督办", day=date(2026, 3, 5)) == "red"


@pytest.mark.parametrize(
    ("day", "inside"), [((12, 31), True), ((1, 2), True), ((1, 4), False), ((12, 30), False)]
)
def test_a_span_of_days_may_cross_the_new_year(day: tuple[int, int], inside: bool) -> None:
    assert (level(day=date(2026, *day)) == "yellow") is inside


def test_everything_that_held_is_kept_as_basis_with_its_words() -> None:
    basis = judge_opinion(RULES, signals("话题冲上热搜，业主拉横幅")).basis
    assert [(g.rule, g.quote) for g in basis] == [
        ("hot-list", "热搜"),
        ("source.public", "来源：社交平台"),
        ("gathering", "拉横幅"),
    ]


def test_the_first_of_several_items_to_say_something_is_quoted() -> None:
    assert merged([{"hot-list": ("热搜",)}, {"hot-list": ("热榜",), "gathering": ("静坐",)}]) == {
        "hot-list": ("热搜",),
        "gathering": ("静坐",),
    }


def test_views_count_by_the_hundred_and_unknown_numbers_as_none() -> None:
    assert points_of(10, None, 5, 1234) == 27


def test_the_higher_of_two_levels_asks_for_more_attention() -> None:
    assert higher("yellow", "red") == "red"
    assert higher(None, "blue") == "blue"
    assert higher(None, None) is None


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a", "label": "甲"},
        {"id": "a", "label": "甲", "level": "red", "lift": True},
        {"id": "a", "label": "甲", "level": "red", "days": ["3-1", "03-02"]},
    ],
)
def test_a_rule_that_is_not_well_formed_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OpinionRule.model_validate(row)


def test_what_a_level_rests_on_is_said_in_words_for_every_rule_that_held() -> None:
    held = judge_opinion(
        RULES,
        signals(
            source_kinds=frozenset({"central_media", "portal", "hotline"}),
            flags=frozenset({"sensitive", "rumour"}),
            day=date(2027, 1, 2),
        ),
    )
    assert {g.rule: g.quote for g in held.basis} == {
        "source.central": "来源：中央媒体",
        "source.media": "来源：门户网站",
        "sensitive.matter": "标记：敏感",
        "sensitive.days.new-year": "敏感时段：12月31日至1月3日",
    }


def test_words_numbers_and_circumstances_of_one_rule_are_all_told() -> None:
    rule = OpinionRule(
        id="x",
        label="甲",
        level="red",
        words=(("热搜",),),
        source_kinds=("social",),
        min_sources=3,
        days=("03-03", "03-13"),
    )
    book = OpinionRules(basis="自定", rules=(rule,))
    seen = Signals({"x": ("热搜",)}, source_kinds=frozenset({"social"}), sources=4, day=date(2026, 3, 5))
    assert (
        judge_opinion(book, seen).basis[0].quote == "热搜、来源：社交平台、敏感时段：3月3日至3月13日、4个来源"
    )
    assert judge_opinion(book, replace(seen, day=date(2026, 3, 14))).level is None


def test_any_word_that_stands_near_speaks_and_none_for_another_place_of_it() -> None:
    """The first word of the rule alone was asked who stands near it, at all its places, also where it is none (拥堵路段)."""
    far = "，" + "商场里灯光明亮，货品齐全，环境整洁舒适" * 3 + "。"
    text = f"某地有人聚集{far}昨天几十名业主围堵售楼处"
    found = {group: Hits(float(len(words)), words) for group, words in _said_in_this_order(text).items()}
    assert spoken(RULES, found, text)["gathering.people"][0] == "围堵"
    assert level(f"建材堆放堵路{far}拥堵路段附近业主很多") == "blue"


def _said_in_this_order(text: str) -> dict[str, list[str]]:
    return {
        group: sorted((w for w in words if w in text), key=text.find)
        for group, words in RULES.groups().items()
        if any(w in text for w in words)
    }
