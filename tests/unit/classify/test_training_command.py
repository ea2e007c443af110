from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from monitor.classify.examples import is_kept_out
from monitor.cli import run

CONFIG = Path(__file__).resolve().parents[3] / "config"
THINGS = ["水管", "水压", "水费", "水表", "水箱", "自来水", "供水站", "水质", "用水", "停水"]
PUPILS = ["学校", "老师", "学费", "作业", "校服", "幼儿园", "食堂", "学区", "补课", "入学"]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("MONITOR_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("MONITOR_DATABASE_URL", raising=False)
    shutil.copytree(CONFIG, tmp_path / "config")
    rules = tmp_path / "config/taxonomy.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("rows_at_least: 30", "rows_at_least: 10"), encoding="utf-8")


def csv_file(folder: Path, *, swapped: bool = False) -> str:
    """90 messages a class; swapped: all labels but those of the fixed set are the wrong ones."""
    told = [(a + b, "供水", "教育") for a in THINGS for b in THINGS if a != b]
    told += [(a + b, "教育", "供水") for a in PUPILS for b in PUPILS if a != b]
    # A short text of its own shares few runs of four characters with another: none is a near copy.
    rows = [f"{t},{wrong if swapped and not is_kept_out(t) else right}" for t, right, wrong in told]
    path = folder / f"{'swapped' if swapped else 'right'}.csv"
    path.write_text("text,label\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def monitor(*args: str) -> int:
    return run(list(args))


def test_a_model_is_put_to_use_refused_forced_and_rolled_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = csv_file(tmp_path), csv_file(tmp_path, swapped=True)
    assert monitor("train", "--data", good, "--activate", "--json") == 0
    assert json.loads(capsys.readouterr().out)["accepted"]
    assert monitor("evaluate", "--data", good, "--json") == 0
    assert json.loads(capsys.readouterr().out)["macro_f1"] > 0.95

    assert monitor("train", "--data", bad, "--activate") == 1
    refused = capsys.readouterr()
    assert "新模型未启用" in refused.err
    assert refused.out == ""
    assert monitor("train", "--data", bad, "--activate", "--force", "试验", "--json") == 0
    assert json.loads(capsys.readouterr().out)["forced"] == "试验"

    assert monitor("train", "--rollback") == 0
    capsys.readouterr()
    assert monitor("train", "--list", "--json") == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(listed) == 3
    assert [v["data"] for v in listed if v["current"]] == ["right.csv"]


def test_one_thing_at_a_time_and_a_reason_for_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = csv_file(tmp_path)
    assert monitor("train", "--data", data) == 2
    assert "--out" in capsys.readouterr().err
    assert monitor("train", "--data", data, "--activate", "--force", " ") == 2
    assert "理由" in capsys.readouterr().err
    assert monitor("train", "--out", str(tmp_path / "m.npz")) == 2
    assert "--data" in capsys.readouterr().err


def test_the_shipped_model_cannot_be_rolled_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert monitor("train", "--rollback") == 1
    assert "无法再退回" in capsys.readouterr().err


def test_a_model_written_to_a_file_is_told_with_its_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, out = csv_file(tmp_path), tmp_path / "model.npz"
    assert monitor("train", "--data", good, "--out", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(out) and out.is_file()
    assert told["card"].startswith("# Model card")
