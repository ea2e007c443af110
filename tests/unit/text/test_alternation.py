"""Alternatives arranged by their first letters find what they found before."""

from __future__ import annotations

import random
import re

import pytest

from monitor.text.alternation import compiled, grouped, guarded, screened

SOURCES = (
    "死亡|死了|亡|死",
    "死|死亡|死了",
    "[摔跌]落(?!地)|[摔跌]倒|跌",
    "(?:大火|火灾|事故)(?!后)|火",
    "副?司机|司[机炉]|机长",
    "(?:夫|父)?子|父|子女",
    "劫(?!后)(?<!一劫)|劫匪",
    "死[^，]{0,2}伤|死\\||亡",
)
LETTERS = "死亡了摔跌落地倒大火灾事故后副司机炉长夫父子女劫匪一伤，|()"


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_found_stays_the_same(source: str) -> None:
    rng = random.Random(7)
    before, after, inside = re.compile(source), compiled(source), re.compile(guarded(source))
    found = 0
    for _ in range(3_000):
        text = "".join(rng.choices(LETTERS, k=12))
        assert spans(after, text) == spans(inside, text) == spans(before, text)
        found += len(spans(before, text))
    assert found > 100


@pytest.mark.parametrize(
    "source", ["(?<!一)劫", "[^死]亡", "\\d人", "(?P<who>死)|亡", "死*亡", "了?", "\\(死", ""]
)
def test_what_cannot_be_told_by_a_first_letter_is_refused(source: str) -> None:
    with pytest.raises(ValueError):
        grouped(source)


def test_the_engine_tries_few_alternatives_at_a_letter() -> None:
    arranged = grouped("|".join(f"发{c}" for c in "生病烧现") + "|突发|突然")
    assert arranged == "发(?:生|病|烧|现)|突(?:发|然)"


SCREENED = (
    "(?P<who>死亡|[伤残])者?",
    "(?<![，落])(?:大火|地)|(?<=人)死",
    "(?:副|\\d){0,2}司机(?!的)|\\|伤",
    "[一-丁]落|(?:夫?父|母)?子$",
)


@pytest.mark.parametrize("source", SCREENED)
def test_what_is_found_behind_a_look_at_the_first_letter_stays_the_same(source: str) -> None:
    rng = random.Random(7)
    before, after = re.compile(source), screened(source)
    found = 0
    for _ in range(3_000):
        text = "".join(rng.choices(LETTERS + "一残5\n", k=12))
        assert spans(after, text) == spans(before, text)
        found += len(spans(before, text))
    assert after.pattern.startswith("(?=[")
    assert found > 30


@pytest.mark.parametrize("source", ["", "死?", "(?=死)", "[^死]亡", ".亡", "\\s人", "了{0,3}|死"])
def test_what_may_begin_with_anything_is_not_screened(source: str) -> None:
    with pytest.raises(ValueError):
        screened(source)
