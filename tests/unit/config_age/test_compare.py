"""What an older file lacks beside the shipped one, and what is no gap."""

from __future__ import annotations

from typing import Any

from monitor.config_age.compare import Comparison, compare_trees


def missing(found: Comparison) -> list[tuple[str, str]]:
    return [(p.kind, p.at) for p in found.missing]


def compared(ours: Any, shipped: Any, file: str = "cases.yaml") -> Comparison:
    return compare_trees(file, ours, shipped)


def test_missing_sections_rules_keys_and_words_are_told_apart() -> None:
    ours = {"triggers": [{"id": "a"}], "kinds": {"fire": {"strong": ["火灾"]}}}
    shipped = {
        "triggers": [{"id": "a", "ask": "place"}, {"id": "b"}],
        "kinds": {"fire": {"strong": ["火灾", "失火"], "counted": ["烧伤"]}},
        "learned": {"at": 1},
    }
    found = compared(ours, shipped)
    assert missing(found) == [
        ("key", "triggers[a].ask"),
        ("rule", "triggers[b]"),
        ("words", "kinds.fire.strong"),
        ("section", "kinds.fire.counted"),
        ("section", "learned"),
    ]
    assert found.missing[2].words == ("失火",)
    assert [p.addable for p in found.missing] == [False, True, False, True, True]


def test_what_the_office_has_in_addition_or_otherwise_is_no_gap() -> None:
    found = compared({"a": 1, "mine": 2, "words": ["甲", "乙"]}, {"a": 3, "words": ["甲"]})
    assert found.missing == ()
    assert [(p.kind, p.at, p.words) for p in found.extra] == [
        ("words", "words", ("乙",)),
        ("section", "mine", ()),
    ]
    assert [o.to_json() for o in found.otherwise] == [
        {"file": "cases.yaml", "at": "a", "ours": 1, "shipped": 3}
    ]


def test_points_of_words_are_words_and_their_other_values_are_told() -> None:
    found = compared({"words": {"车祸": 2}}, {"words": {"车祸": 1, "相撞": 1}})
    assert [(p.kind, p.at, p.words) for p in found.missing] == [("words", "words", ("相撞",))]
    assert [o.to_json()["at"] for o in found.otherwise] == ["words.车祸"]


def test_a_list_of_codes_that_the_office_narrowed_lacks_no_word() -> None:
    found = compared({"when": {"severity": ["I"]}}, {"when": {"severity": ["I", "II"]}})
    assert found.missing == () and [o.to_json()["at"] for o in found.otherwise] == ["when.severity"]


def test_the_offices_own_people_sources_policies_and_organs_are_no_gap() -> None:
    people = {"people": [{"id": "zhang"}]}
    assert compared({"people": [{"id": "ours"}]}, people, "roster.yaml") == Comparison()
    assert compared({"policies": []}, {"policies": [{"id": "x"}]}, "policies.yaml") == Comparison()
    shipped = {"organs": [{"id": "a"}], "topics": []}
    found = compared({"organs": [{"id": "b"}]}, shipped, "organs.yaml")
    assert missing(found) == [("section", "topics")] and not found.missing[0].addable


def test_an_address_is_not_told_as_it_may_hold_a_secret() -> None:
    found = compared({"url": "https://a.example/?key=1"}, {"url": ""})
    assert found.otherwise[0].to_json()["ours"] is None and "key" not in found.otherwise[0].text()
