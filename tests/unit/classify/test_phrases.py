"""A deciding piece is told as the whole word or run of words that it stands in, with its place in the item as it was given."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from monitor.classify.classifier import Classifier
from monitor.classify.phrases import Phrase, as_given, phrases_of
from monitor.classify.result import Classification
from monitor.item import item_from_json
from monitor.text.clean import clean_text
from tests.web_rig import ROOT

NOW = datetime(2026, 11, 24, tzinfo=UTC)
WORDS = ("供暖", "不热", "自来水", "水管", "小区", "业主", "批发市场", "大会")


def cut(text: str) -> list[str]:
    """The longest known word from the left, else one character."""
    out = []
    while text:
        word = max((w for w in WORDS if text.startswith(w)), key=len, default=text[0])
        out.append(word)
        text = text[len(word) :]
    return out


def told(text: str, *pieces: str) -> list[str]:
    return [p.words for p in phrases_of(text, pieces, cut)]


def test_a_piece_across_words_is_told_as_the_run_of_words() -> None:
    assert phrases_of("我家供暖不热，没人管", ["暖不热"], cut) == [Phrase("供暖不热", 2, 6)]


def test_a_piece_within_a_word_is_told_as_the_word_and_a_word_as_itself() -> None:
    assert told("去批发市场购物", "市场") == ["批发市场"]
    assert told("小区停水", "小区") == ["小区"]


def test_what_becomes_the_same_or_overlaps_is_told_once() -> None:
    assert told("家里供暖不热", "暖不热", "供暖", "不热") == ["供暖不热"]
    assert told("供暖不热业主大会", "暖不", "热业主") == ["供暖不热业主"]
    assert told("小区里有小区", "小区", "小区") == ["小区"]


def test_letters_that_the_models_do_not_see_stand_between_the_piece() -> None:
    assert phrases_of("供暖的 不热", ["暖不热"], cut) == [Phrase("供暖的 不热", 0, 6)]
    assert told("WiFi信号", "wi") == ["Wi"]


def test_a_piece_that_does_not_occur_is_told_as_it_is_and_has_no_place() -> None:
    assert phrases_of("小区停水", ["公交"], cut) == [Phrase("公交")]
    assert not phrases_of("小区停水", ["公交"], cut)[0].found
    assert as_given(["甲", "乙", "甲"]) == [Phrase("甲"), Phrase("乙")]


@cache
def classifier() -> Classifier:
    return Classifier.load(ROOT / "config")


def said(title: str, text: str) -> Classification:
    item = item_from_json({"id": "1", "title": title, "text": text, "source_kind": "forum"})
    return classifier().classify(item, NOW)


def test_reasons_cite_words_of_the_item_and_say_where_they_stand_as_it_was_given() -> None:
    title, text = (
        " 小區供暖不熱怎麼辦",
        "我們小区的<b>自来水管</b>也爆裂了，物业公司一直沒有人来修理，业主很着急。",
    )
    found = said(title, text)
    assert len(found.reason_spans) >= 3
    given = {"title": title, "text": text}
    for cited in found.reason_spans:
        assert any(f"“{clean_text(cited.quote)}”" in reason for reason in found.reasons[:2])
        assert given[cited.place.field_name][cited.place.start : cited.place.end] == cited.quote
    assert all(set(c) == {"quote", "in", "start", "end"} for c in found.to_json()["reason_spans"])


def test_a_text_whose_first_sentence_begins_like_its_title_is_cited_in_the_text() -> None:
    text = "小区供暖不热，多次联系供热公司没有解决，物业公司也不管。"
    found = said("小区供暖不热", text)
    assert found.reason_spans
    assert {c.place.field_name for c in found.reason_spans} == {"text"}
    assert all(text[c.place.start : c.place.end] == c.quote for c in found.reason_spans)


def test_a_title_that_heads_its_text_once_more_is_cited_as_the_title() -> None:
    given = {"title": "小区供暖不热", "text": "小区供暖不热\n多次联系供热公司没有解决，物业公司也不管。"}
    found = said(given["title"], given["text"])
    assert {c.place.field_name for c in found.reason_spans} == {"title", "text"}
    for cited in found.reason_spans:
        assert given[cited.place.field_name][cited.place.start : cited.place.end] == cited.quote


def test_no_reason_of_a_message_ends_within_a_word() -> None:
    found = said("", "业主反映自来水管道爆裂，物业公司推给供热公司，小区停水三天无人修理。")
    words = classifier().cut("业主反映自来水管道爆裂，物业公司推给供热公司，小区停水三天无人修理。")
    edges = {0}
    for word in words:
        edges.add(max(edges) + len(word))
    assert found.reason_spans
    assert all({c.place.start, c.place.end} <= edges for c in found.reason_spans)


def test_a_class_settled_by_an_emergency_cites_no_words() -> None:
    found = said("长春市宽城区一厂房发生火灾", "造成2人受伤，目前火已扑灭。")
    assert found.emergency == "fire"
    assert not any("，依词语" in r for r in found.reasons[:2]) and found.reason_spans == ()
