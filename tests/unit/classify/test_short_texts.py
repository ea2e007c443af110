from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.category.short_texts import ShortTextWords
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.config_file import read

CONFIG = Path(__file__).resolve().parents[3] / "config"
EVEN = {"城乡建设": 0.4, "卫生计生": 0.3, "商贸旅游": 0.3}
QUEUE = "给老人挂号排了一上午"


@pytest.fixture(scope="module")
def words() -> ShortTextWords:
    return ShortTextWords(read(CONFIG / "taxonomy.yaml", TaxonomyConfig))


def test_a_word_of_a_class_outweighs_the_habit_of_the_model_in_a_short_text(words: ShortTextWords) -> None:
    told = words.lean(EVEN, QUEUE)
    assert max(told.classes, key=told.classes.__getitem__) == "卫生计生"
    assert told.words["卫生计生"] == ["挂号"]
    assert sum(told.classes.values()) == pytest.approx(1.0)


def test_a_long_text_is_left_to_the_model(words: ShortTextWords) -> None:
    assert words.lean(EVEN, QUEUE + "，" + "后来的事情说来话长" * 8).classes == EVEN


def test_a_text_without_such_words_stays_as_it_was_learnt(words: ShortTextWords) -> None:
    assert words.lean(EVEN, "真是一言难尽").classes == EVEN


def test_a_class_that_the_model_does_not_know_gets_nothing(words: ShortTextWords) -> None:
    learnt = {"甲": 0.6, "乙": 0.4}
    assert words.lean(learnt, QUEUE).classes == learnt


def test_a_word_within_a_longer_one_does_not_speak(words: ShortTextWords) -> None:
    assert "商贸旅游" not in words.lean(EVEN, "老楼加电梯还差一户签字").words
