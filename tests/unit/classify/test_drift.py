from __future__ import annotations

import pytest

from monitor.classify.learning.drift import Drift, DriftRules, Window, compare, read_window
from monitor.classify.scoring import artefact

RULES = DriftRules()


def window(n: int = 1000, *, unsure: float = 0.1, coverage: float = 0.9, **shares: float) -> Window:
    return Window(n, shares or {"水": 0.5, "电": 0.5}, unsure, coverage)


def judged(recent: Window) -> Drift:
    return compare(window(), recent, RULES)


def test_the_same_mix_is_no_drift() -> None:
    drift = judged(window())
    assert (drift.level, drift.psi, drift.sentences) == ("none", 0.0, ())


@pytest.mark.parametrize(("share", "level"), [(0.55, "none"), (0.68, "watch"), (0.8, "alarm")])
def test_a_changed_mix_is_watched_and_then_rings(share: float, level: str) -> None:
    drift = judged(window(水=share, 电=1 - share))
    assert drift.level == level
    assert bool(drift.sentences) == (level != "none")


def test_the_sentence_names_the_class_that_changed_most() -> None:
    assert "“电”由 50.0% 变为 10.0%" in judged(window(水=0.9, 电=0.1)).sentences[0]


def test_a_class_unknown_to_the_base_counts_too() -> None:
    assert judged(window(水=0.4, 电=0.4, 气=0.2)).by_label["气"] > 0.25


def test_unsure_answers_alone_are_watched_and_with_unknown_words_ring() -> None:
    assert judged(window(unsure=0.25)).level == "watch"
    drift = judged(window(unsure=0.25, coverage=0.7))
    assert drift.level == "alarm"
    assert len(drift.sentences) == 2


def test_too_few_texts_are_not_judged() -> None:
    drift = judged(window(50, 水=1.0))
    assert drift.level == "too_few"
    assert "50 条" in drift.sentences[0]


def test_a_window_of_messages_is_read_and_of_other_writing_is_less_known() -> None:
    model = artefact.shipped("category").model
    messages = read_window(model, ["小区停水三天物业不管，请领导解决"] * 3 + ["拖欠农民工工资不发"])
    other = read_window(model, ["量子色动力学中的夸克禁闭问题"] * 4)
    assert messages.n == 4
    assert messages.shares["劳动和社会保障"] == 0.25
    assert other.coverage < messages.coverage


def test_a_profile_survives_the_manifest() -> None:
    assert Window.from_json(window().to_json()) == window()


def test_no_texts_give_an_empty_window() -> None:
    empty = read_window(artefact.shipped("category").model, [])
    assert (empty.n, empty.unsure, empty.coverage) == (0, 0.0, 0.0)
