from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.classify.emergencies import dating
from monitor.classify.scoring import grams
from monitor.text import clean, figure_signs
from monitor.text.glance import EDGE, Glance, Signs
from monitor.text.script import to_simplified

CLEANING = Glance(*clean.signs())
LETTERS = "".join(sorted({c for pattern in (clean._unclean(),) for c in pattern.pattern if ord(c) < 0x10000}))
SOME = "爆乍天燃汽着伙环装榻暧的一人死亡伤名余转发载帖自原始查看图链接展开头条文章写道件引用视频客户端此微来评论赞0123456789，。.·-/ OolIsSzZfFbaowyq（zhang）()“”\n"
texts = st.text(st.one_of(st.sampled_from(SOME), st.sampled_from(LETTERS), st.characters()), max_size=24)


def test_single_characters_and_pairs_are_told_for_each_text() -> None:
    glance = Glance(Signs("甲"), Signs(pairs=((("乙", "丙"),),)), Signs(pairs=(((EDGE, "丁"),),)))
    assert glance.look(["甲", "乙丙", "乙", "丙丁", "丁", "", "甲乙丙"]) == [1, 2, 0, 0, 4, 0, 3]


def test_no_pair_is_made_over_two_texts() -> None:
    assert Glance(Signs(pairs=((("乙", "丙"),),))).look(["乙", "丙"]) == [0, 0]


def test_pairs_of_groups_of_their_own_do_not_mix() -> None:
    apart = Glance(Signs(pairs=((("甲", "乙"),), (("丙", "丁"),))))
    assert apart.look(["甲乙", "甲丁", "丙丁"]) == [1, 0, 1]


def test_characters_beyond_the_basic_plane_are_signs_where_that_is_asked() -> None:
    assert Glance(Signs(beyond=True), Signs("甲")).look(["😀", "甲😀", "甲"]) == [1, 3, 2]


def test_of_a_text_that_holds_the_edge_itself_everything_is_thought_possible() -> None:
    assert Glance(Signs("甲")).look([f"乙{EDGE}", "乙"]) == [255, 0]


def test_a_glance_at_nothing_sees_nothing() -> None:
    assert Glance(Signs("甲")).look([]) == []


def test_more_signs_than_there_are_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        Glance(*[Signs("甲")] * 9)


@settings(max_examples=1500, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3))
@example(["转发微博", "（a）", "死w", "2 0人", "拾人", "1，200人", "\ud800"])
def test_what_is_cleaned_is_cleaned_alike_behind_a_glance(raws: list[str]) -> None:
    for raw, seen in zip(raws, CLEANING.look(raws), strict=True):
        assert clean.clean(raw, seen=seen) == clean.clean(raw)
        assert seen & clean.SUSPECT or not (clean._unclean().search(raw) or "。。" in raw)
        assert seen & clean.CONVERTIBLE or re.search("[\ud800-\udfff]", raw) or to_simplified(raw) == raw
        assert seen & (clean.PARTED | clean.SUSPECT) or not figure_signs.is_parted(raw)


@pytest.mark.parametrize(
    "raw",
    ["楼下油烟直排，居民意见很大。", "暖气不热，室内只有十四五度", "朝阳区一小区停水三天，3户老人受不了。"],
)
def test_an_ordinary_text_shows_no_sign_of_anything_to_clean(raw: str) -> None:
    assert not CLEANING.look([raw])[0] & clean.SUSPECT


@settings(max_examples=1500, deadline=None)
@given(
    st.text(
        st.sampled_from("0123日号时点天月今昨前上个周星期礼拜一二十多许半钟早晚夜凌晨，。：:事"), max_size=8
    )
)
@example("上个星期天")
@example("昨日，")
def test_no_text_that_names_a_day_or_an_hour_is_passed_over(text: str) -> None:
    assert Glance(dating.SIGNS).look([text]) == [1] or not dating.is_dated(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("A1西地省B市区x的一"), max_size=8))
def test_no_text_with_a_masked_place_is_passed_over(text: str) -> None:
    assert Glance(grams.SIGNS).look([text]) == [1] or not grams._MASK.search(text)
