"""Tellings are drawn from slots, the same each time, and what is kept aside is never drawn with what is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bench import quality_tellings
from bench.tellings.slots import Part, Slots
from monitor.classify.classifier import Classifier

NOW = datetime(2026, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("family", quality_tellings.FAMILIES)
def test_a_family_is_drawn_alike_each_time(family: str) -> None:
    told = quality_tellings.drawn(family, "seen", 20)
    assert told == quality_tellings.drawn(family, "seen", 20)
    assert told != quality_tellings.drawn(family, "aside", 20)
    assert all(one.text and one.truth for one in told)


def test_no_value_of_a_slot_is_drawn_in_both_parts() -> None:
    seen, aside = Slots("seen", 1), Slots("aside", 1)
    values = [f"value {n}" for n in range(9)]
    drawn = {seen.of(values) for _ in range(200)}, {aside.of(values) for _ in range(200)}
    assert drawn[0].isdisjoint(drawn[1])
    assert drawn[0] | drawn[1] == set(values)


def test_what_does_not_fit_is_not_drawn_and_several_are_different() -> None:
    seen = Slots("seen", 1)
    values = [f"value {n}" for n in range(9)]
    assert {seen.of(values, lambda value: value < "value 4") for _ in range(100)} == {
        values[0],
        values[1],
        values[3],
    }
    assert all(len(set(seen.some(values, 3))) == 3 for _ in range(20))


@pytest.mark.parametrize("family", quality_tellings.FAMILIES)
@pytest.mark.parametrize("part", quality_tellings.PARTS)
def test_nothing_is_left_to_be_put_in(family: str, part: Part) -> None:
    for one in quality_tellings.drawn(family, part, 500):
        assert not set("{}") & set(one.title + one.text)
        assert all(not isinstance(value, int) or value >= 0 for value in one.truth.values())


def test_a_wrong_answer_is_named_by_its_field(classifier: Classifier) -> None:
    told = quality_tellings.drawn("posts", "seen", 5)
    said = classifier.classify_batch(quality_tellings.items(told), NOW)
    assert [list(quality_tellings.missed(*pair)) for pair in zip(told, said, strict=True)] == [[]] * 5
    lied = replace(told[0], truth={"deaths": 99})
    assert list(quality_tellings.missed(lied, said[0])) == ["deaths"]
