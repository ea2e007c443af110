"""An officer writes what the pages show: codes, their Chinese names, or both together."""

from __future__ import annotations

import pytest

from monitor.classify.learning.corrections import FIELD_LABELS, field_of, read_correction
from monitor.classify.value_names import VALUE_LABELS, code_of
from monitor.errors import Refused

CATEGORIES = ("交通运输", "城乡建设")


def read(field: str, typed: str) -> object:
    return read_correction(field, typed, categories=CATEGORIES)


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("较大", "III"),
        ("III", "III"),
        ("iii", "III"),
        ("Ⅲ级 较大", "III"),
        ("较大（III）", "III"),
        ("特别重大", "I"),
        ("重大", "II"),
        ("Ⅱ级", "II"),
        ("一般", "IV"),
        ("未定级", None),
        ("无", None),
    ],
)
def test_a_level_is_read_by_code_name_or_both(typed: str, level: str | None) -> None:
    assert read("severity", typed) == level


def test_a_code_and_a_name_of_two_levels_are_refused() -> None:
    with pytest.raises(Refused):
        read("severity", "较大 II")


def test_every_name_that_is_shown_is_read_back_as_its_code() -> None:
    for field, labels in VALUE_LABELS.items():
        assert {code_of(field, name): code_of(field, code) for code, name in labels.items()} == {
            code: code for code in labels
        }


def test_every_field_is_known_by_its_code_and_its_name() -> None:
    assert [field_of(f) for f in FIELD_LABELS] == [field_of(n) for n in FIELD_LABELS.values()]
    assert field_of("突发事件") == "emergency"


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("relevant", "是", True),
        ("relevant", "无关", False),
        ("local", "本地", True),
        ("local", "外地", False),
        ("local", "不明", None),
        ("处置类别", "误解误读", "misunderstanding"),
        ("突发事件种类", "火灾", "fire"),
        ("关注重点", "群众切身利益", "vital_interest"),
        ("类别", "城乡建设", "城乡建设"),
    ],
)
def test_names_are_taken_like_codes(field: str, typed: str, value: object) -> None:
    assert read(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("severity", "很大", "较大（III）"),
        ("disposition", "困难", "实际困难（hardship）"),
        ("category", "住建", "城乡建设"),
        ("relevant", "本地", "是（yes）"),
        ("local", "相关", "外地（no）"),
        ("等级", "较大", "事件等级（severity）"),
        ("flags", "疑似谣言", "标记由规则得出"),
    ],
)
def test_an_unknown_word_is_refused_in_a_sentence_that_tells_what_is_known(
    field: str, typed: str, told: str
) -> None:
    with pytest.raises(Refused, match=r"^[^\n]+$") as refused:
        read(field, typed)
    assert told in str(refused.value)
