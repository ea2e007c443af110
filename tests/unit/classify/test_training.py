from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from monitor.classify.learning.anonymous import without_names
from monitor.classify.learning.examples import Example, compose, read_examples
from monitor.classify.learning.machine import Machine, Material
from monitor.classify.learning.model_card import write_card
from monitor.classify.learning.renewal import train
from monitor.classify.learning.training import Recipe, fit
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, pack
from monitor.errors import MonitorError

WATER = [
    "小区停水三天",
    "自来水发黄有异味",
    "水压太低五楼没水",
    "供水管道破裂漏水",
    "水费账单算错了",
    "二次供水水箱脏",
]
SCHOOL = [
    "学校食堂饭菜难吃",
    "小学入学名额不够",
    "老师违规补课收费",
    "学区划分不公平",
    "幼儿园学费太贵",
    "中学生作业太多",
]


def examples() -> list[Example]:
    return [Example(t, "供水") for t in WATER] + [Example(t, "教育") for t in SCHOOL]


def csv_file(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "data.csv"
    path.write_bytes(text.encode(encoding))
    return path


def labelled(folder: Path, *, encoding: str = "utf-8") -> Path:
    rows = "".join(f"{e.text},{e.label}\n" for e in examples())
    return csv_file(folder, "text,label\n" + rows, encoding=encoding)


def test_a_trained_model_names_new_texts(tmp_path: Path) -> None:
    card = train([labelled(tmp_path)], tmp_path / "m.npz").card
    model = artefact.load(tmp_path / "m.npz").model
    scored = model.score(Alphabet().grams(["我家停水了，自来水公司不管", "学校老师收费"]))
    assert [model.labels[i] for i in scored.margins.argmax(axis=1)] == ["供水", "教育"]
    assert "12 texts" in card


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    train([labelled(tmp_path)], tmp_path / "a.npz")
    train([labelled(tmp_path)], tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_three_labels_train_as_well_as_two() -> None:
    more = [Example(t, "供热") for t in ("暖气不热", "供热温度不达标", "热力公司不检修", "暖气片漏")]
    trained = fit(examples() + more, Recipe(), name="x")
    assert artefact.unpack(trained.content, "x").model.labels == ("供水", "供热", "教育")


def test_loading_gives_back_what_was_packed() -> None:
    trained = fit(examples(), Recipe(), name="x")
    loaded = artefact.unpack(trained.content, "x")
    assert loaded.manifest["rows"] == 12
    assert len(loaded.id) == 12
    assert (np.diff(loaded.model.keys) > 0).all()


def altered(content: bytes, member: str, change: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change if name == member else old.read(name))
    return out.getvalue()


def test_an_artefact_with_altered_weights_is_refused() -> None:
    content = fit(examples(), Recipe(), name="x").content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        weights = bytearray(file.read("weights.npy"))
    weights[-1] ^= 1
    with pytest.raises(MonitorError, match="不符"):
        artefact.unpack(altered(content, "weights.npy", bytes(weights)), "x")


def test_an_artefact_with_altered_labels_is_refused() -> None:
    content = fit(examples(), Recipe(), name="x").content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        manifest = json.loads(file.read("manifest.json"))
    manifest["labels"] = ["教育", "供水"]
    with pytest.raises(MonitorError, match="不符"):
        artefact.unpack(altered(content, "manifest.json", json.dumps(manifest).encode()), "x")


def test_an_artefact_that_holds_a_pickle_is_refused() -> None:
    content = fit(examples(), Recipe(), name="x").content
    plain = io.BytesIO()
    np.save(plain, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(MonitorError, match="不是有效的模型文件"):
        artefact.unpack(altered(content, "bias.npy", plain.getvalue()), "x")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_file_that_is_no_artefact_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.npz"
    path.write_bytes(content)
    with pytest.raises(MonitorError, match=r"m\.npz"):
        artefact.load(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_usual_encoding_gives_the_same_model(tmp_path: Path, encoding: str) -> None:
    rows = read_examples(labelled(tmp_path, encoding=encoding)).rows
    assert [(r.text, r.label) for r in rows] == [(e.text, e.label) for e in examples()]


def test_title_and_detail_are_read_as_one_text_that_says_the_title_once(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "title,detail,label\n停水,停水三天了,供水\n停电,昨晚开始,供电\n")
    assert [r.text for r in read_examples(path).rows] == ["停水三天了", "停电\n昨晚开始"]


def test_rows_without_text_or_label_are_left_out_and_named(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "text,label\n停水,供水\n,供水\n停电,\n")
    file = read_examples(path)
    assert (len(file.rows), file.skipped) == (1, (3, 4))


def test_the_card_names_the_lines_left_out(tmp_path: Path) -> None:
    rows = "".join(f"{e.text},{e.label}\n" for e in examples())
    assert "empty: 14." in train([csv_file(tmp_path, f"text,label\n{rows},供水\n")], tmp_path / "m.npz").card


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("text\n停水\n", "缺少列 label"),
        ("label\n供水\n", "缺少列 text"),
        ("", "缺少列 label"),
        ("text,label\n,供水\n", "没有可用的数据行"),
        ("text,label\n停水,供水\n断水,供水\n", "只有一种取值"),
        ("text,label\n停水,供水\n断水,供水\n停电,供电\n", "只有 1 行"),
        ("text,label\n1,供水\n2,供水\n3,供电\n4,供电\n", "无法训练"),
    ],
)
def test_an_unfit_file_is_refused_with_a_sentence_that_names_it(
    tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(MonitorError, match=problem) as caught:
        train([csv_file(tmp_path, text)], tmp_path / "m.npz")
    assert "data.csv" in str(caught.value)
    assert not (tmp_path / "m.npz").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MonitorError, match="无法读取"):
        read_examples(tmp_path / "none.csv")


def test_names_of_persons_are_cut_from_training_texts_and_words_are_not() -> None:
    given = ["居民王芳仁反映许可证办不下来，养老金没发", "尊敬的胡厅长您好", "我叫蔡云庆，小区停水"]
    plain = without_names(given)
    assert not any(name in text for text in plain for name in ("王芳仁", "胡厅", "蔡云庆"))
    assert "许可证办不下来，养老金没发" in plain[0]
    assert plain[2].endswith("小区停水")


def test_no_weight_is_learnt_for_a_name() -> None:
    named = [Example(f"我叫蔡云庆，{e.text}", e.label) for e in examples()]
    keys = artefact.unpack(fit(named, Recipe(), name="x").content, "x").model.keys.tolist()
    assert not {pack("蔡云庆"), pack("蔡云"), pack("云庆")} & set(keys)
    assert pack("停水") in keys


def test_the_card_states_the_held_out_figures() -> None:
    manifest = artefact.unpack(fit(examples(), Recipe(), name="x").content, "x").manifest
    card = write_card(manifest)
    assert f"{manifest['held_out']['macro_f1']:.4f}" in card
    assert "| 供水 |" in card


def test_a_title_already_heading_the_text_is_not_repeated() -> None:
    assert compose("停水", "停水三天") == "停水三天"
    assert compose("", " 停水 ") == "停水"
    assert compose("停水", "") == "停水"


@pytest.mark.parametrize("again", [True, False])
def test_a_model_learnt_again_has_the_weights_of_the_rows_that_it_will_read(again: bool) -> None:
    machine = Machine(penalty=0.5, balanced=False)
    recipe = Recipe(documents=1, most=12, machine=machine, title_weight=0.0, word_emphasis=0.0, again=again)
    model = artefact.unpack(fit(examples(), recipe, name="x").content, "x").model
    rows = model.rows(Alphabet().grams([e.text for e in examples()]))
    wanted = np.array([model.labels.index(e.label) for e in examples()])
    weights, _ = machine.learn(Material(rows, wanted, np.ones(len(wanted))))
    as_read = np.abs(weights - model.weights).max() < 0.02 * np.abs(weights).max()
    assert len(model.keys) == 12
    assert as_read == again
