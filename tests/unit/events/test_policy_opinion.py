"""Confusion about a policy against its own rhythm, and what an interpretation changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from monitor.classify.policies.watch_list import WatchRules
from monitor.clock import parse_time
from monitor.events.policy_course import by_day, effect_of, mix_of
from monitor.events.policy_opinion import Confusion, PolicyVoice, confusion_now, people_of

NOW = parse_time("2026-11-24T20:00:00+08:00")
RULES = WatchRules()


def voice(item: int, hours_ago: float, **fields: Any) -> PolicyVoice:
    given: dict[str, Any] = {"author": f"p{item}", "asks": True} | fields
    return PolicyVoice(item, NOW - timedelta(hours=hours_ago), **given)


def crowd(count: int, hours_ago: float = 3, first: int = 1, **fields: Any) -> list[PolicyVoice]:
    return [voice(n, hours_ago, **fields) for n in range(first, first + count)]


def measured(voices: list[PolicyVoice], **more: Any) -> Confusion:
    return confusion_now(voices, NOW, RULES, **more)


def test_it_has_grown_when_many_ask_who_usually_do_not() -> None:
    found = measured(crowd(6))
    assert found.grown and (len(found.confused), found.people, found.usual) == (6, 6, 0.0)
    assert found.reasons(RULES)[0] == "近24小时不解6条、6人（提问6条）"


@pytest.mark.parametrize(
    ("voices", "why"),
    [
        (crowd(4), "too few"),
        (crowd(9, author="one"), "one voice"),
        (crowd(6, citizen=False), "papers"),
        (crowd(6, asks=False), "nobody asks"),
        (crowd(6) + crowd(40, first=100, asks=False), "few among many"),
        (crowd(6, hours_ago=30), "a day ago"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_has_not_grown(voices: list[PolicyVoice], why: str) -> None:
    assert not measured(voices).grown, why


def test_a_policy_that_is_always_asked_about_has_a_rhythm_of_its_own() -> None:
    usual = [voice(1000 + n, 30 + n * 6) for n in range(50)]
    assert not measured(usual + crowd(6)).grown
    assert measured(usual + crowd(13)).grown


def test_a_time_that_was_told_of_already_makes_no_rhythm() -> None:
    flood = [voice(1000 + n, 40 + n / 4) for n in range(60)]
    assert not measured(flood + crowd(8)).grown
    told = (NOW - timedelta(hours=60), NOW - timedelta(hours=36))
    assert measured(flood + crowd(8), set_aside=[told]).grown


def test_after_an_interpretation_only_what_was_said_since_counts() -> None:
    published = NOW - timedelta(hours=2)
    assert len(measured(crowd(6, hours_ago=3) + crowd(2, 1, first=50), since=published).confused) == 2


def test_misunderstandings_and_wrong_claims_count_and_each_item_once() -> None:
    found = measured(
        [voice(1, 1, disposition="misunderstanding"), voice(2, 1, asks=False, wrong=True), voice(3, 1)]
    )
    assert dict(found.kinds) == {"misunderstanding": 1, "question": 1, "wrong_claim": 1}


def test_what_some_claim_and_others_deny_is_a_conflict() -> None:
    one = crowd(2, asks=False, claims={"何时起": "今年"})
    other = crowd(2, first=10, asks=False, claims={"何时起": "明年"})
    found = measured(one + other)
    assert dict(found.kinds) == {"conflict": 4}
    assert found.conflicts[0].words == "何时起：“今年”2人、“明年”2人"
    assert not measured(one + other[:1]).confused


def test_a_copy_without_a_name_is_no_further_person() -> None:
    assert people_of([voice(1, 1, author=None), voice(2, 1, author=None, is_copy=True)]) == 1


def test_days_without_a_word_stand_at_none() -> None:
    days = by_day(crowd(3, hours_ago=25), NOW, 3)
    assert [(d.day, d.items, d.confused) for d in days] == [
        (date(2026, 11, 22), 0, 0),
        (date(2026, 11, 23), 3, 3),
        (date(2026, 11, 24), 0, 0),
    ]


def test_the_mix_counts_citizens_alone() -> None:
    voices = [voice(1, 1, disposition="hardship"), voice(2, 1, disposition="hardship", citizen=False)]
    assert mix_of(voices) == {"hardship": 1}


def test_an_interpretation_is_measured_a_day_before_and_after() -> None:
    voices = crowd(9, hours_ago=60) + crowd(1, hours_ago=10, first=50)
    effect = effect_of(voices, NOW - timedelta(hours=48), NOW, RULES)
    assert (effect.before, effect.after) == (9, 1)
    assert effect.change == pytest.approx(-0.833, abs=0.001)
    assert effect.words == "解读前3天9条（日均3.0），解读后2.0天1条（日均0.5），下降83%"


def test_too_little_time_after_an_interpretation_tells_nothing_yet() -> None:
    effect = effect_of(crowd(9), NOW - timedelta(hours=1), NOW, RULES)
    assert effect.change is None and "下降" not in effect.words
