from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.clean import clean, clean_text
from monitor.text.posts import own_words

SHOWN = [
    pytest.param("[泪][泪]路灯又灭了[允悲]", "路灯又灭了", id="emoticons"),
    pytest.param("[加速冲][加速冲]快来", "快来", id="an unknown emoticon that is repeated"),
    pytest.param("[通报]路灯已修好", "[通报]路灯已修好", id="a heading in brackets stays"),
    pytest.param("楼塌了😭有人被埋🔥🔥", "楼塌了，有人被埋", id="emoji"),
    pytest.param("1️⃣2️⃣人被困", "12人被困", id="keycap digits"),
    pytest.param("#桂林路停水#三天了，#求助 ", "桂林路停水，三天了，求助", id="topics keep their words"),
    pytest.param("3#楼漏水，5#楼也漏", "3#楼漏水，5#楼也漏", id="numbers of houses are no topics"),
    pytest.param("又停水了 ...展开全文c", "又停水了", id="unfold"),
    pytest.param("已经三天 https://t.cn/A6xx 查看图片", "已经三天", id="addresses and pictures"),
    pytest.param("路面塌了 L小城事的微博视频", "路面塌了", id="a video's caption"),
    pytest.param("回复@小张:就是没人管", "就是没人管", id="whom it answers"),
    pytest.param("@市民热线 能不能管管", "@市民热线 能不能管管", id="who is called on stays"),
]


@pytest.mark.parametrize(("raw", "expected"), SHOWN)
def test_the_markup_of_a_platform_is_taken_off(raw: str, expected: str) -> None:
    assert clean(raw).text == clean_text(raw) == expected


QUOTED = [
    pytest.param("气人//@小李:停水了//@小王: 三天了", "气人", ["停水了", "三天了"], id="a chain of reposts"),
    pytest.param("轉發微博//@小李:停水了", "", ["停水了"], id="nothing of one's own"),
    pytest.param("转发：听说停水了", "", ["听说停水了"], id="passed on as it is"),
    pytest.param(
        "[quote]原帖由 小李 于 2025-1-1 10:00 发表\n天天停电[/quote]\n我们也停",
        "我们也停",
        ["天天停电"],
        id="a forum's quotation with the answer below",
    ),
    pytest.param("引用3楼 小李：修了又坏\n我家也是", "", ["修了又坏\n我家也是"], id="a floor without an end"),
    pytest.param(
        "补充一句\n> 已转办\n> 请等待\n谢谢", "补充一句\n谢谢", ["已转办\n> 请等待"], id="an answered mail"
    ),
    pytest.param(
        "还没修\n------- 原始邮件 -------\n路灯坏了", "还没修", ["路灯坏了"], id="a mail passed on below"
    ),
    pytest.param("他说«好»//不错", "他说“好”//不错", [], id="French marks and a comment sign quote nobody"),
]


@pytest.mark.parametrize(("raw", "own", "others"), QUOTED)
def test_own_words_are_kept_apart_from_those_of_others(raw: str, own: str, others: list[str]) -> None:
    found = clean(raw)
    assert own_words(found.text) == own
    assert [raw[slice(*found.source_span(*span))] for span in found.quotes] == others


def test_the_name_of_who_is_quoted_is_gone_and_the_offsets_are_those_of_the_given_text() -> None:
    raw = "[泪]愿平安 //@李某某：<b>3</b>人受傷"
    found = clean(raw)
    assert "李某某" not in found.text
    at = found.text.index("3人受伤")
    assert raw[slice(*found.source_span(at, at + 4))] == "3</b>人受傷"


PIECES = st.sampled_from(
    ["//@张三:", "回复@李四：", "#话题#", "[泪]", "😭", "> ", "\n", "停水了", "[quote]", "[/quote]", " ", "»", "转：", "展开全文", "死·亡", "http://t.cn/a"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_mix_of_markup_gives_one_text_with_offsets_in_bounds(raw: str) -> None:
    found = clean(raw)
    assert found.text == clean_text(raw)
    for start, end in found.quotes:
        first, last = found.source_span(start, end)
        assert 0 <= first < last <= len(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "11-20 10:25 来自 微博 weibo.com\n宽城区一仓库起火",
        "宽城区一仓库起火\n11月20日 10:25 来自 微博网页版 已编辑\n转发 12 评论 5 赞 33",
        "宽城区一仓库起火\n今天 10:25 来自 iPhone客户端",
        "宽城区一仓库起火L某某交警的微博视频",
    ],
)
def test_the_stamp_of_a_copied_post_is_no_part_of_it(raw: str) -> None:
    found = clean(raw)
    assert found.text == clean_text(raw) == "宽城区一仓库起火"
    assert raw[slice(*found.source_span(0, 3))] == "宽城区"


@pytest.mark.parametrize(
    "text",
    [
        "昨天10:25来自上海的客车侧翻",
        "宽城区一仓库起火\n昨天10:25来自上海的客车侧翻",
        "赞一个\n今天来自各地的志愿者到了",
        "停水三天了没人管\n转发请注明",
    ],
)
def test_a_line_on_who_comes_from_where_is_kept(text: str) -> None:
    assert clean_text(text) == text
