from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.learning.evaluation import evaluate, report
from monitor.classify.learning.renewal import train
from monitor.classify.scoring import artefact


def test_the_average_runs_over_the_labels_in_the_data() -> None:
    figures = report(["a", "a", "b", "b"], ["a", "c", "b", "b"])
    assert set(figures.per_class) == {"a", "b"}
    assert figures.per_class["a"].f1 == pytest.approx(2 / 3)
    assert figures.macro_f1 == pytest.approx((2 / 3 + 1) / 2)
    assert figures.accuracy == pytest.approx(0.75)


def test_a_label_never_given_counts_nought() -> None:
    assert report(["a", "b"], ["a", "a"]).per_class["b"].f1 == 0.0


def test_the_report_of_a_file_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        "text,label\n小区停水停电，物业不管,城乡建设\n单位拖欠工资不签劳动合同,劳动和社会保障\n单位不发工资,教育文体\n",
        encoding="utf-8",
    )
    out = evaluate(path, artefact.shipped("category"))
    assert (out["n"], out["accuracy"], out["macro_f1"]) == (3, 0.6667, 0.5556)
    assert out["per_class"]["城乡建设"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 1}


def test_a_named_model_is_the_one_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("text,label\n停水了,水\n水管漏水,水\n停电了,电\n电表坏了,电\n", encoding="utf-8")
    train([path], tmp_path / "m.npz")
    assert evaluate(path, artefact.load(tmp_path / "m.npz"))["accuracy"] == 1.0
