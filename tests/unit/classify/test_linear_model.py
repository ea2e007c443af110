from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.classify.scoring.grams import Alphabet, pack
from monitor.classify.scoring.linear_model import LinearModel, softmax
from monitor.text.key_table import KeyTable

keys = st.lists(st.integers(1, 2**45), min_size=0, max_size=400, unique=True)


@given(keys, keys)
def test_the_table_finds_every_key_and_no_other(held: list[int], asked: list[int]) -> None:
    table = KeyTable(np.array(held, dtype=np.int64))
    which, places = table.find(np.array(held + asked, dtype=np.int64))
    wanted = {n: held.index(k) for n, k in enumerate(held + asked) if k in held}
    assert dict(zip(which.tolist(), places.tolist(), strict=True)) == wanted
    assert len(which) == len(wanted)


def model() -> LinearModel:
    grams = sorted(["水", "停水", "学", "学校"], key=pack)
    weights = {"水": (1, -1), "停水": (2, -2), "学": (-1, 1), "学校": (-2, 2)}
    return LinearModel(
        ("供水", "教育"),
        np.array([pack(g) for g in grams], dtype=np.int64),
        np.ones(4, dtype=np.float32),
        np.array([weights[g] for g in grams], dtype=np.float32),
        np.zeros(2, dtype=np.float32),
        temperature=2.0,
    )


def test_each_text_of_a_batch_scores_as_it_does_alone() -> None:
    texts = ["小区停水了", "", "学校门口", "停水影响学校"]
    together = model().score(Alphabet().grams(texts)).margins
    alone = [model().score(Alphabet().grams([t])).margins[0] for t in texts]
    np.testing.assert_allclose(together, np.array(alone), rtol=1e-6)


def test_a_text_without_known_grams_gets_the_bias_alone() -> None:
    scored = model().score(Alphabet().grams(["今天"]))
    assert scored.probabilities[0].tolist() == [0.5, 0.5]


def test_the_reasons_are_the_longest_grams_that_spoke_for_the_label() -> None:
    subject = model()
    scored = subject.score(Alphabet().grams(["停水影响学校", "", "停水影响学校"]))
    assert subject.reasons(scored.rows, np.array([0, 0, 1])) == [["停水"], [], ["学校"]]


def test_probabilities_of_a_row_sum_to_one_even_for_great_margins() -> None:
    rows = softmax(np.array([[1000.0, -1000.0], [0.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose(rows.sum(axis=1), 1.0)
