"""What an edit of a rule file changed, in words that the office finds in its file."""

from __future__ import annotations

from monitor.sla.rule_files import kept_rules_of, rule_edits


def words(old: str, new: str, name: str = "sla.yaml") -> list[str]:
    return [e.words for e in rule_edits(kept_rules_of({name: old}), kept_rules_of({name: new}))]


def test_an_edited_value_is_named_by_its_keys_with_both_values() -> None:
    assert words("chase: {up_to: deputy}", "chase: {up_to: leader}") == ["chase.up_to 由deputy改为leader"]
    assert words("n: 1\nm: true", "n: 0\nm: false") == ["n 由1改为0", "m 由true改为false"]


def test_entries_of_a_list_are_told_apart_by_their_names_and_not_by_their_places() -> None:
    old = "rules: [{id: a, n: 1}, {id: b, n: 2}]"
    assert words(old, "rules: [{id: c, n: 3}, {id: b, n: 4}]") == [
        "rules.c 新增",
        "rules.b.n 由2改为4",
        "rules.a 去掉",
    ]
    assert words(old, "rules: [{id: b, n: 2}, {id: a, n: 1}]") == ["rules 次序有改动"]


def test_of_a_list_of_words_it_is_said_which_came_and_which_went() -> None:
    assert words("to: [officer]", "to: [deputy, leader]") == ["to 增deputy、leader，去officer"]
    long = "一段很长很长很长很长很长很长的说明文字"
    assert words("to: [officer]", f"to: [{long}]") == ["to 有改动"]


def test_comments_layout_and_the_order_of_keys_are_no_edits() -> None:
    assert words("a: 1\nb: 2", "# 说明\nb: 2\na: 1\n") == []


def test_of_a_book_of_words_only_the_part_is_named() -> None:
    assert words("kinds: [火灾]\nmore: 1", "kinds: [火灾, 火情]\nmore: 1", "emergency.yaml") == [
        "kinds 有改动"
    ]


def test_an_address_is_never_told() -> None:
    assert words("ping: {url: 'https://a.example/1'}", "ping: {url: 'https://a.example/2'}") == [
        "ping.url 有改动"
    ]


def test_a_file_that_is_gone_is_told_and_one_that_was_not_watched_before_is_not() -> None:
    known, none = kept_rules_of({"papers.yaml": "letterhead: x"}), kept_rules_of({})
    assert [e.words for e in rule_edits(known, none)] == ["已删去，按程序的默认规则"]
    assert rule_edits(none, known) == []
