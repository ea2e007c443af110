from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from monitor.classify.learning.machine import Machine, Material, contrast

SAME, OWN, OTHERS = 0, 1, 2
"""Three features: in every text, in those of the first label, in those of the others."""


def material(labels: int = 2, share: float = 1.0) -> Material:
    """Ten texts a label, each with the feature that all share and one that tells its label."""
    wanted = np.repeat(np.arange(labels), 10)
    rows = np.zeros((len(wanted), labels + 1), dtype=np.float32)
    rows[:, SAME] = 1
    rows[np.arange(len(wanted)), wanted + 1] = 1
    shares = np.where(wanted == 0, share, 1.0)
    return Material(sparse.csr_matrix(rows), wanted, shares)


def test_what_tells_a_label_apart_weighs_more_than_what_all_texts_hold() -> None:
    made = material()
    scale = contrast(made, made.wanted == 0, power=0.5, smoothing=0.1)
    assert scale[OWN] > 1 > scale[SAME]
    assert scale[OTHERS] == pytest.approx(scale[OWN])


def test_a_greater_power_trusts_the_contrast_more() -> None:
    made = material()
    mild, strong = (contrast(made, made.wanted == 0, power=p, smoothing=0.1) for p in (0.3, 0.9))
    assert strong[OWN] > mild[OWN] > 1
    assert strong[SAME] < mild[SAME]


def test_power_zero_weighs_nothing() -> None:
    made = material()
    assert contrast(made, made.wanted == 0, power=0.0, smoothing=0.1).tolist() == [1, 1, 1]


def test_rows_of_no_share_do_not_count_in_the_contrast() -> None:
    made = material(labels=3)
    kept = Material(made.rows, made.wanted, np.where(made.wanted == 2, 0.0, 1.0))
    scale = contrast(kept, kept.wanted == 0, power=1.0, smoothing=0.1)
    assert scale[3] < scale[OWN]


@pytest.mark.parametrize("labels", [2, 3, 5])
@pytest.mark.parametrize("power", [0.0, 0.5])
def test_each_label_is_told_from_the_rest(labels: int, power: float) -> None:
    made = material(labels)
    weights, bias = Machine(contrast=power).learn(made)
    assert weights.shape == (labels + 1, labels)
    assert ((made.rows @ weights + bias).argmax(axis=1) == made.wanted).all()


@pytest.mark.parametrize("power", [0.0, 0.5])
def test_two_labels_are_two_opposite_columns(power: float) -> None:
    weights, bias = Machine(contrast=power).learn(material())
    assert np.allclose(weights[:, 0], -weights[:, 1])
    assert np.isclose(bias[0], -bias[1])


def test_learning_twice_gives_the_same_weights() -> None:
    made, machine = material(4), Machine(contrast=0.5)
    assert (machine.learn(made)[0] == machine.learn(made)[0]).all()
