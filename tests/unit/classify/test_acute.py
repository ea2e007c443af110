"""Who counts as poisoned at a stroke."""

from __future__ import annotations

from monitor.classify.grading.acute import is_acute


def test_lead_found_above_the_norm_is_no_acute_poisoning_by_pollution() -> None:
    assert not is_acute("environment", ["233人超标"])
    assert not is_acute("environment", ["血铅水平异常的为233人"])
    assert is_acute("environment", ["28名工人中毒"])


def test_of_what_was_eaten_whoever_is_above_the_norm_counts() -> None:
    assert is_acute("food_poisoning", ["233人超标"])


def test_an_infection_poisons_nobody() -> None:
    assert not is_acute("epidemic", ["40名学生发病"])
