from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.evaluation import predict
from monitor.classify.learning.examples import Example
from monitor.classify.learning.machine import Material, contrast
from monitor.classify.learning.training import Recipe, Trained, fit, prepare
from monitor.classify.scoring import artefact
from monitor.classify.scoring.branches import Branches, unit_rows
from monitor.classify.scoring.grams import Alphabet
from monitor.config_file import read
from monitor.errors import MonitorError

CONFIG = Path(__file__).resolve().parents[3] / "config"
WORDS = {"供水/停水": ("停水", "水压", "爆管"), "教育/收费": ("学费", "补课费"), "空": ("从未出现",)}
TEXTS = [("停水三天没人管", "供水"), ("水压太低五楼没水", "供水"), ("学费又涨了", "教育"), ("老师收补课费", "教育")]  # fmt: skip


def trained(*, whole: bool = True) -> Trained:
    rows = [Example(f"{text}第{n}次", label, whole=whole) for n in range(4) for text, label in TEXTS]
    return fit(rows, Recipe(branches=WORDS), name="x")


def loudness(text: str) -> list[float]:
    return [round(float(v), 4) for v in np.exp(Branches(WORDS).found([text]).toarray()[0]) - 1]


def test_a_word_of_the_head_counts_twice_and_a_repeated_one_once() -> None:
    tail = "字" * 60
    assert loudness("停水，停水") == [2, 0, 0]
    assert loudness(f"{tail}停水，停水") == [1, 0, 0]
    assert loudness(f"停水，学费{tail}爆管") == [3, 2, 0]


def test_no_word_is_found_across_two_texts() -> None:
    found = Branches(WORDS).found(["昨天起停", "水很脏", "", "学费"]).toarray()
    assert found[:3].sum() == 0
    assert found[3, 1] > 0


def test_branches_without_words_and_batches_without_texts_find_nothing() -> None:
    assert Branches({}).found(["停水"]).shape == (1, 0)
    assert Branches(WORDS).found([]).shape == (0, 3)


def test_rows_have_length_one_or_stay_empty() -> None:
    found = Branches(WORDS).found(["停水，学费", "别的", "爆管"])
    rows = unit_rows(found, np.array([1.0, 2.0, 1.0], dtype=np.float32)).toarray()
    assert np.linalg.norm(rows, axis=1).tolist() == pytest.approx([1, 0, 1])
    assert rows[0, 1] > rows[0, 0]


def test_a_word_that_no_training_text_holds_counts_by_its_branch() -> None:
    model = artefact.unpack(trained().content, "x")
    assert predict(model, ["爆管"]) == ["供水"]
    margins = model.model.score(Alphabet().grams(["爆管", "爆炸"])).margins
    assert margins[0, 0] > margins[1, 0]


def test_a_branch_of_too_few_texts_weighs_nothing() -> None:
    model = artefact.unpack(trained().content, "x").model
    margins = model.score(Alphabet().grams(["从未出现", "从来没有出现"])).margins
    assert margins[0].tolist() == pytest.approx(model.bias.tolist(), abs=1e-4)


def test_a_text_known_only_as_tokens_teaches_no_branch() -> None:
    rows = [
        Example("停水三天", "供水"),
        Example("水压太低", "供水", whole=False),
        Example("学费太贵", "教育"),
    ]
    made = prepare(rows, Recipe(branches=WORDS), name="x")
    own = made.material.rows.toarray()[:, -made.material.written :]
    assert own[0].any()
    assert not own[1].any()


def test_what_was_written_by_hand_is_not_tempered_by_the_contrast() -> None:
    rows = sparse.csr_matrix(np.array([[1, 0, 1], [1, 1, 0]], dtype=np.float32))
    made = Material(rows, np.array([0, 1]), np.ones(2), written=1)
    assert contrast(made, made.wanted == 0, power=1.0, smoothing=0.1)[-1] == 1
    assert made.part(made.wanted == 0).written == 1


def test_a_model_keeps_the_words_it_was_trained_with_and_says_so() -> None:
    model = artefact.unpack(trained().content, "x")
    assert model.manifest["branches"]["供水/停水"] == list(WORDS["供水/停水"])
    assert model.manifest["branch_weight"] == Recipe().branch_weight


def test_a_model_without_branches_still_loads() -> None:
    rows = [Example(text, label) for text, label in TEXTS]
    model = artefact.unpack(fit(rows, Recipe(), name="x").content, "x")
    assert "branches" not in model.manifest
    assert predict(model, ["停水三天没人管"]) == ["供水"]


def test_branches_that_do_not_fit_their_weights_are_refused() -> None:
    content = artefact.amend(trained().content, {"branches": {"供水/停水": ["停水"]}})
    with pytest.raises(MonitorError, match="清单不完整"):
        artefact.unpack(content, "x")


def test_the_shipped_model_has_a_branch_for_every_third_level_with_its_words_and_its_name() -> None:
    branches = read(CONFIG / "taxonomy.yaml", TaxonomyConfig).branches()
    assert {"物业服务", "物业费"} <= set(branches["城乡建设/住房保障与房地产/物业服务"])
    assert all("其他" not in words for words in branches.values())
    assert artefact.shipped("category").manifest["branches"].keys() == branches.keys()
