from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, Ints, pack, titled
from monitor.classify.scoring.joint_model import JointModel
from monitor.classify.scoring.linear_model import LinearModel

TEXTS = ["小区停水了", "", "学校门口", "停水影响学校，学校也停水", "今天", "。！"]


def keys(*grams: str) -> Ints:
    return np.array(sorted(pack(g) for g in grams), dtype=np.int64)


def model(own: Ints, *labels: str, title_weight: float = 0.0) -> LinearModel:
    rng = np.random.default_rng(len(own))
    return LinearModel(
        labels,
        own,
        rng.uniform(1, 9, len(own)).astype(np.float32),
        rng.normal(size=(len(own), len(labels))).astype(np.float32),
        rng.normal(size=len(labels)).astype(np.float32),
        temperature=2.0,
        title_weight=title_weight,
    )


def lead() -> LinearModel:
    plain = keys("水", "停水", "学校", "小区")
    return model(
        np.concatenate([plain, np.sort(titled(keys("停水", "学校")))]),
        "供水",
        "教育",
        "其他",
        title_weight=0.4,
    )


def others() -> tuple[LinearModel, LinearModel]:
    return model(keys("停水", "学", "今天"), "无关", "有关"), model(keys("门口"), "甲", "乙", "丙", "丁")


def assert_answers_alike(joint: JointModel, models: tuple[LinearModel, ...], texts: list[str]) -> None:
    grams = Alphabet().grams(texts)
    answers = joint.ask(grams)
    for number, (together, each) in enumerate(zip(answers.margins, models, strict=True)):
        alone = each.score(grams)
        np.testing.assert_allclose(together, alone.margins, rtol=1e-4, atol=1e-5)
        first = np.zeros(len(texts), dtype=np.int64)
        assert joint.reasons(answers, number, first) == each.reasons(alone.rows, first)


def test_models_asked_together_answer_as_each_does_alone() -> None:
    models = (lead(), *others())
    assert_answers_alike(JointModel(*models), models, TEXTS)


def test_a_text_without_known_grams_gets_the_bias_of_each() -> None:
    models = (lead(), *others())
    answers = JointModel(*models).ask(Alphabet().grams(["。"]))
    for margins, asked in zip(answers.margins, models, strict=True):
        np.testing.assert_allclose(margins[0], asked.bias)


def test_a_model_beside_them_hears_some_texts_as_it_would_alone() -> None:
    beside = model(keys("停水", "学校", "学", "影响", "今天"), "水务", "教育")
    joint = JointModel(lead(), *others(), beside=beside)
    grams = Alphabet().grams(TEXTS)
    answers = joint.ask(grams)
    texts = np.array([3, 1, 5, 0])
    rows = joint.rows_beside(answers, texts)
    np.testing.assert_allclose(rows.toarray(), beside.rows(grams)[texts].toarray(), rtol=1e-5)
    alone = beside.reasons(rows, np.zeros(len(texts), dtype=np.int64))
    assert [beside.reasons(rows[[n]], np.zeros(1, dtype=np.int64))[0] for n in range(len(texts))] == alone
    assert joint.rows_beside(answers, np.zeros(0, dtype=np.int64)).shape == (0, 5)


def test_why_is_told_of_some_texts_as_of_all() -> None:
    joint = JointModel(lead(), *others())
    answers = joint.ask(Alphabet().grams(TEXTS))
    of_all = joint.reasons(answers, 2, np.full(len(TEXTS), 1))
    assert joint.reasons(answers, 2, np.array([1, 1, 1]), np.array([3, 0, 2])) == [
        of_all[3],
        of_all[0],
        of_all[2],
    ]


@settings(deadline=None)
@given(st.lists(st.text("停水小区学校门口今天不管", max_size=60), min_size=1, max_size=8))
def test_the_shipped_models_answer_alike_for_any_texts(texts: list[str]) -> None:
    assert_answers_alike(*shipped(), texts)


@cache
def shipped() -> tuple[JointModel, tuple[LinearModel, ...]]:
    models = tuple(artefact.shipped(name).model for name in ("category", "relevance", "cold_start"))
    return JointModel(*models), models
