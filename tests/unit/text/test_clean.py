from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.clean import clean, clean_text
from monitor.text.script import to_simplified

POLICY_PAGE = Path(__file__).resolve().parents[3] / "../shared/domain/changchun-2017-54.raw.txt"

CASES = [
    pytest.param(
        "關(guān)于推進政務(wù)公開工作",
        "关于推进政务公开工作",
        id="pinyin gloss behind a traditional character",
    ),
    pytest.param("發(fā)〔2017〕54號", "发〔2017〕54号", id="gloss before a document number"),
    pytest.param("應（yīng）急管理", "应急管理", id="gloss in full-width parentheses"),
    pytest.param("他們(men)反映", "他们反映", id="toneless gloss behind a traditional character"),
    pytest.param("龃(jǔ)龉", "龃龉", id="toned gloss in simplified text"),
    pytest.param("单位(pm)负责", "单位（pm）负责", id="letters behind a simplified character are no gloss"),
    pytest.param("各縣(市)、區(qū)", "各县（市）、区", id="a Chinese parenthesis stays"),
    pytest.param("消防車趕到現場,著力搶救", "消防车赶到现场，着力抢救", id="traditional text"),
    pytest.param("著名學者的著作", "著名学者的著作", id="zhu stays in its own words"),
    pytest.param("乾隆年間的乾淨", "乾隆年间的干净", id="conversion goes by phrase"),
    pytest.param("１２人死亡，ＡＢｃ", "12人死亡，ABc", id="full-width digits and letters"),
    pytest.param("震级３．５级，约５０％", "震级3.5级，约50%", id="full-width signs"),
    pytest.param(
        "起火了,请救援!真的?",
        "起火了，请救援！真的？",
        id="half-width punctuation between Chinese characters",
    ),
    pytest.param("损失3,000万元,无人伤亡", "损失3,000万元，无人伤亡", id="a thousands comma stays"),
    pytest.param("时间:13:05", "时间：13:05", id="the colon of a clock time stays"),
    pytest.param(
        "It burned, they said (twice).", "It burned, they said (twice).", id="English stays as it is"
    ),
    pytest.param("「通報」全文", "“通报”全文", id="corner brackets"),
    pytest.param("火\u200b灾\ufeff通\u00ad报", "火灾通报", id="zero-width characters, BOM and soft hyphen"),
    pytest.param("火\x00灾\x1b", "火灾", id="control characters"),
    pytest.param("坏\ud800字", "坏字", id="a lone surrogate"),
    pytest.param("  第一段\r\n\r\n\u3000\u3000第二段 \t 尾 ", "第一段\n第二段 尾", id="whitespace"),
    pytest.param("<p>起火<b>通报</b></p><p>第二段</p>", "起火通报\n第二段", id="html blocks become lines"),
    pytest.param("<p class='a'>文</p><script>var a='<p>';</script>字", "文\n字", id="scripts are dropped"),
    pytest.param("通报<!-- 广告 -->全文", "通报全文", id="comments are dropped"),
    pytest.param("A&nbsp;市 &amp; B市&#26216;", "A市 & B市晨", id="entities"),
    pytest.param("&lt;p&gt;两次转义&lt;/p&gt;", "两次转义", id="markup that was escaped twice"),
    pytest.param("温度<40度且>20度", "温度<40度且>20度", id="comparison signs are no markup"),
    pytest.param("A&B公司", "A&B公司", id="a bare ampersand"),
    pytest.param(
        "11 月 19 日，造成 12 人死亡， 3 人受伤",
        "11月19日，造成12人死亡，3人受伤",
        id="blanks beside figures",
    ),
    pytest.param("在 ICU 抢救，约 50% 的人", "在ICU抢救，约50%的人", id="blanks beside letters and per cent"),
    pytest.param("住在 New York 的人", "住在 New York 的人", id="blanks around an English phrase stay"),
    pytest.param(
        "时间∶昨晚 ，地点∶某厂 。", "时间：昨晚，地点：某厂。", id="blanks before signs, and a ratio sign"
    ),
    pytest.param("煤矿坍塌 39人被困", "煤矿坍塌，39人被困", id="a headline's pause before a figure is one"),
    pytest.param(
        "昨晚9时 红旗街两车相撞 1人受伤", "昨晚9时，红旗街两车相撞，1人受伤", id="blanks that are pauses"
    ),
    pytest.param("记者 李 明 长 春 市", "记者 李 明 长 春 市", id="blanks within names are none"),
    pytest.param("@市民热线 能不能管管", "@市民热线 能不能管管", id="the blank behind an address stays"),
    pytest.param("没有什么要清理的。", "没有什么要清理的。", id="clean text"),
    pytest.param("", "", id="nothing"),
    pytest.param(" \n\t ", "", id="only blanks"),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_it_cleans(raw: str, expected: str) -> None:
    assert clean_text(raw) == expected
    assert clean(raw).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("造成<s>3</s>5人死亡", "造成5人死亡"),
        ('造成<DEL class="old">3<b>名</b></DEL>5人死亡', "造成5人死亡"),
        ("<s>没有收尾的5人死亡", "没有收尾的5人死亡"),
        ("造成12<sup>1</sup>人死亡", "造成12人死亡"),
        ("造成12<sup>①</sup>人死亡", "造成12人死亡"),
        ("造成12<sup>㉑</sup>人死亡", "造成12人死亡"),
        ("造成12<sup>*</sup>人死亡", "造成12人死亡"),
        ("造成12<sup>[注1]</sup>人死亡", "造成12人死亡"),
        ('造成12<sup><a href="#_ftn1"><span>1</span></a></sup>人死亡', "造成12人死亡"),
        ('造成12<sup id="r1"><a href="#n1">[1]</a></sup>人死亡', "造成12人死亡"),
        ("占地30m<sup>²</sup>，<sup>新</sup>城", "占地30m²，新城"),
        ("通报<sup>[3]</sup>称，占地3000m<sup>2</sup>", "通报称，占地3000m2"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", "汉字"),
        (
            '<table><colgroup><col width="72" span="3"/></colgroup><tr><td>死亡</td><td>12</td></tr></table>',
            "死亡\n12",
        ),
        ('<st1:chsdate w:st="on" day="8" month="11">11月8日</st1:chsdate>起火', "11月8日起火"),
        (
            "长<wbr>春<audio src='a'></audio><details><summary>详情</summary>起火</details>",
            "长春\n详情\n起火",
        ),
    ],
)
def test_what_markup_takes_back_or_sets_apart_does_not_run_into_the_figures(raw: str, expected: str) -> None:
    assert clean_text(raw) == clean(raw).text == expected


@pytest.mark.parametrize(
    ("raw", "word", "source"),
    [
        ("<p>據通報(bào)，１２人死亡</p>", "12人死亡", "１２人死亡"),
        ("關(guān)于事故", "关", "關"),
        ("關(guān)于事故", "关于", "關(guān)于"),
        ("&lt;p&gt;&amp;12人受傷&lt;/p&gt;", "12人受伤", "12人受傷"),
        ("A&amp;B", "&", "&amp;"),
        ("火\u200b\u200b灾发生", "火灾", "火\u200b\u200b灾"),
        ("\ufeff  造成\r\n\r\n3人死亡", "3人死亡", "3人死亡"),
        ("造成\r\n \r\n3人死亡", "成\n3", "成\r\n \r\n3"),
        ("没有改动", "改动", "改动"),
    ],
)
def test_it_finds_the_way_back_to_the_given_text(raw: str, word: str, source: str) -> None:
    cleaned = clean(raw)
    at = cleaned.text.index(word)
    start, end = cleaned.source_span(at, at + len(word))
    assert raw[start:end] == source


def test_an_empty_span_maps_to_an_empty_span() -> None:
    assert clean("<p>文</p>").source_span(0, 0) == (3, 3)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["關(guān)", "<p>", "</p>", "<br/>", "&nbsp;", "&amp;", "<script>", "\u200b", "\r\n", "，", ",", "(市)",
             "12人死亡", "１２", "著", "乾", "\ud800", "<!--", " ", "&lt;b&gt;", "(", ")"]
        ),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_the_fast_path_gives_the_same_text_and_offsets_stay_in_bounds(raw: str) -> None:
    cleaned = clean(raw)
    assert cleaned.text == clean_text(raw)
    ends = [cleaned.source_span(i, i + 1) for i in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(raw) for start, end in ends)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(ends))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_script_conversion_keeps_every_offset(text: str) -> None:
    assert len(to_simplified(text)) == len(text)


@pytest.mark.data
def test_the_policy_page_comes_out_as_clean_simplified_chinese() -> None:
    if not POLICY_PAGE.exists():
        pytest.skip("the shared policy page is not beside the project")
    text = clean_text(POLICY_PAGE.read_text(encoding="utf-8"))
    assert re.findall(r"[（(][^（()）]*[a-zà-ǜɡ][^（()）]*[)）]", text) == []
    assert "关于全面推进政务公开工作的实施意见" in text
    assert to_simplified(text) == text
    assert "，着力推进“五公开”" in text
    assert "各县（市）、区人民政府，开发区管委会" in text
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "raw", ["造成 12 人死亡", "<p>造成 12 人</p>死亡", "造成12人死亡", "１２ 人\u200b死亡"]
)
def test_the_way_to_clean_offsets_and_back_is_one(raw: str) -> None:
    found = clean(raw)
    for at in range(len(found.text)):
        assert found.position(found.source_span(at, at + 1)[0]) == at


REPORT = "昨天下午，宽城区一仓库起火，消防员一小时后扑灭明火，没有人受伤。"


@pytest.mark.parametrize(
    "tail",
    [
        "\n相关新闻：\n· 某煤矿爆炸致30人死亡\n· 男子坠楼身亡",
        "\n【猜你喜欢】\n某客车翻车致15人死亡",
        "\n下一篇：某工厂火灾致12人遇难",
        "<h3>热门推荐</h3><ul><li>某矿透水22人被困</li></ul>",
        "👍\n网友评论\n听说死了11个人",
    ],
)
def test_what_a_page_links_to_below_the_report_is_left_out(tail: str) -> None:
    assert clean_text(REPORT + tail).rstrip("，") == REPORT.rstrip("，")


@pytest.mark.parametrize(
    "text",
    [
        REPORT + "\n相关新闻报道称，这是今年第三次。",
        "延伸阅读\n" + REPORT,
        REPORT + "市民说，猜你喜欢的东西未必对。",
        REPORT + "\n下一条街也停了电。",
        REPORT + "\n最新资讯：截至18时，死亡人数升至12人。",
        REPORT + "\n今日要闻\n截至18时，死亡人数升至12人。",
    ],
)
def test_a_line_that_goes_on_with_the_report_is_kept(text: str) -> None:
    assert clean_text(text) == text


BROKEN = "昨天下午，长春市宽城区一处仓库发生火灾，造成1\n2人死亡，3人受伤。消防部门出动15台消防车\n赶赴现场，两小时后明火被扑灭，起火原因正在调\n查之中，周边居民已经疏散。"


def test_lines_that_were_broken_by_width_are_joined() -> None:
    found = clean(BROKEN)
    assert "造成12人死亡" in found.text and "原因正在调查之中" in found.text
    at = found.text.index("2人死亡")
    assert BROKEN[slice(*found.source_span(at, at + 4))] == "2人死亡"


@pytest.mark.parametrize(
    "text",
    [
        "一、南关区\n二、宽城区\n三、朝阳区\n四、二道区",
        "楼道灯坏了\n打了三次电话\n没有人来修",
        "第一段说起火的事，消防员很快赶到。\n第二段很短。\n第三段说善后，家属已经得到安置。",
    ],
)
def test_lists_short_lines_and_paragraphs_stay(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        (
            "昨天下午宽城区一处仓库发生火灾，造成1\n2人死亡。",
            "昨天下午宽城区一处仓库发生火灾，造成12人死亡。",
        ),
        ("两车相撞3\n人受伤", "两车相撞3人受伤"),
        ("宽城区一仓库起火，\n3人受伤", "宽城区一仓库起火，3人受伤"),
        (
            "昨天下午，宽城区一处仓库发生火灾，3人死\n亡。\n今晨，火已扑灭，起火原因正在调查，善后工作\n仍在进行。",
            "昨天下午，宽城区一处仓库发生火灾，3人死亡。\n今晨，火已扑灭，起火原因正在调查，善后工作仍在进行。",
        ),
    ],
)
def test_a_single_break_within_a_sentence_is_closed(raw: str, joined: str) -> None:
    assert clean_text(raw) == joined


@pytest.mark.parametrize(
    "text",
    [
        "长春市宽城区一处仓库昨天下午发生火灾\n目前3人受伤。",
        "死亡：3\n受伤：5",
        "请坐公交车12\n人民广场站下车",
        "楼道灯坏了，打了三次电话也没有人来修\n谁来管管",
        "1、红旗街停水，\n2、桂林路停电",
        "绿园区某厂\n死亡人数12\n3人失联",
        "长春市宽城区一处仓库昨天下午发生火灾。\n目前3人受伤。",
    ],
)
def test_headlines_forms_and_posts_without_stops_keep_their_lines(text: str) -> None:
    assert clean_text(text) == text
