from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from monitor.classify.learning import versions
from monitor.classify.learning.examples import is_kept_out
from monitor.cli import run
from monitor.errors import MonitorError

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
    # A model of so few made-up messages cannot come near the shipped one; what is refused here, is for what was in use.
    text = text.replace("anchor_margin: 0.03", "anchor_margin: 1")
    text = re.sub(r"  grave: .*", "  grave: []", text).replace(
        "label_rows_at_least: 20", "label_rows_at_least: 3"
    )
    rules.write_text(text, encoding="utf-8")


def csv_file(folder: Path, *, swapped: bool = False) -> str:
    """90 messages a class; swapped: all labels but those of the fixed set are the wrong ones."""
    told = [(a + b, "城乡建设", "教育文体") for a in THINGS for b in THINGS if a != b]
    told += [(a + b, "教育文体", "城乡建设") for a in PUPILS for b in PUPILS if a != b]
    # A short text of its own shares few runs of four characters with another: none is a near copy.
    rows = [f"{t},{wrong if swapped and not is_kept_out(t) else right}" for t, right, wrong in told]
    path = folder / f"{'swapped' if swapped else 'right'}.csv"
    path.write_text("text,label\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def monitor(*args: str) -> int:
    return run(list(args))


def acts(folder: Path) -> list[dict[str, Any]]:
    """What the audit says of models, each with its body and actor."""
    assert monitor("audit", "export", "--out", str(folder / "audit.jsonl")) == 0
    lines = (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    return [r for r in map(json.loads, lines) if r["act"].startswith("model.")]


def test_a_model_is_put_to_use_refused_forced_and_rolled_back_and_the_audit_says_by_whom(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = csv_file(tmp_path), csv_file(tmp_path, swapped=True)
    assert monitor("train", "--data", good, "--activate", "--as", "zhang", "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert first["accepted"]
    assert {c["against"] for c in first["sets"]} == {"随附模型"}
    assert [c["rows"] for c in first["sets"] if c["set"].startswith("随附帖子对照集")] == [1486]
    assert monitor("evaluate", "--data", good, "--json") == 0
    assert json.loads(capsys.readouterr().out)["macro_f1"] > 0.95

    assert monitor("train", "--data", bad, "--activate") == 1
    refused = capsys.readouterr()
    assert "新模型未启用：随附对照集" in refused.err and "现用模型" in refused.err
    assert refused.out == ""
    assert monitor("train", "--data", bad, "--activate", "--force", "试验", "--as", "li", "--json") == 0
    forced = capsys.readouterr()
    told = json.loads(forced.out)
    assert (told["forced"], told["accepted"], told["passed"]) == ("试验", True, False)
    assert "新模型已强制启用" in forced.err and "未启用" not in forced.err

    assert monitor("train", "--rollback", "--reason", "试退回") == 0
    capsys.readouterr()
    assert monitor("train", "--list", "--json") == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(listed) == 3
    assert [v["data"] for v in listed if v["current"]] == ["right.csv"]

    activated, refused_, forced, back = acts(tmp_path)
    assert [r["act"] for r in (activated, refused_, forced, back)] == [
        "model.activated",
        "model.refused",
        "model.forced",
        "model.rolled_back",
    ]
    assert [r["actor"] for r in (activated, forced, back)] == ["zhang", "li", "system"]
    assert activated["body"]["new"] == forced["body"]["old"] == back["body"]["new"]
    assert forced["body"]["reason_sha256"] == hashlib.sha256("试验".encode()).hexdigest()
    assert monitor("audit", "verify", "--file", str(tmp_path / "audit.jsonl")) == 0


def test_only_people_of_the_roster_put_models_to_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert monitor("train", "--data", csv_file(tmp_path), "--activate", "--as", "nobody") == 2
    assert "没有 id 为 nobody 的人员" in capsys.readouterr().err
    assert monitor("train", "--list", "--as", "zhang") == 2
    assert acts(tmp_path) == []


def test_nothing_is_recorded_when_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    assert monitor("train", "--rollback", "--as", "zhang", "--reason", "试退回") == 1
    assert acts(tmp_path) == []


def test_the_pointer_is_put_back_when_the_record_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "category"
    folder.mkdir()
    (folder / "current").write_text("shipped", encoding="ascii")
    with pytest.raises(RuntimeError), versions.unchanged_on_failure(folder):
        (folder / "current").write_text("0123456789ab", encoding="ascii")
        (folder / "history").write_text("shipped", encoding="ascii")
        raise RuntimeError
    assert versions.current_id(folder) == "shipped"
    assert not (folder / "history").exists()


def test_one_correction_to_a_class_without_messages_does_not_stop_the_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = tmp_path / "items.jsonl"
    texts = ["社区的低保名单没有公示", "申请低保半年没有人来核查"]
    rows = [
        json.dumps({"id": str(n), "title": t, "text": t, "source_kind": "mailbox"})
        for n, t in enumerate(texts)
    ]
    items.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert monitor("ingest", str(items)) == 0
    for number, right in ((1, "政法"), (2, "城乡建设")):
        assert (
            monitor("learn", "correct", str(number), "--field", "category", "--value", right, "--as", "zhang")
            == 0
        )
    capsys.readouterr()
    data = ("--data", csv_file(tmp_path), "--corrections")
    assert monitor("train", *data, "--out", str(tmp_path / "m.npz"), "--json") == 0
    told = capsys.readouterr()
    assert "注意：值班员更正：类别“政法”只有 1 条更正" in told.err
    assert len(json.loads(told.out)["set_aside"]) == 1
    assert monitor("train", *data, "--activate") == 0
    # The office has renamed the class since.
    with sqlite3.connect(tmp_path / "var/monitor.db") as database:
        database.execute("UPDATE correction SET new = '\"公检法\"' WHERE item_id = 1")
    capsys.readouterr()
    assert monitor("train", *data, "--activate") == 0
    assert "类别“公检法”已不在 taxonomy.yaml 的 categories 中，其 1 条更正本次不学" in capsys.readouterr().err


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


@pytest.mark.parametrize("way", [("--rollback",), ("--use", "shipped"), ("--rollback", "--reason", " ")])
def test_nobody_goes_back_to_another_model_without_a_reason(
    capsys: pytest.CaptureFixture[str], way: tuple[str, ...]
) -> None:
    assert monitor("train", *way) == 2
    assert "须以 --reason 写明理由" in capsys.readouterr().err


def test_the_shipped_model_cannot_be_rolled_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert monitor("train", "--rollback", "--reason", "试退回") == 1
    assert "无法再退回" in capsys.readouterr().err


def test_a_model_written_to_a_file_is_told_with_its_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, out = csv_file(tmp_path), tmp_path / "model.npz"
    assert monitor("train", "--data", good, "--out", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(out) and out.is_file()
    assert told["card"].startswith("# Model card")


def test_a_model_whose_comparison_set_cannot_be_kept_is_not_put_to_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise MonitorError("对照集：磁盘已满")

    monkeypatch.setattr("monitor.steps.models.store_first", full)
    before = versions.current_id(versions.folder_of(tmp_path / "var"))
    assert monitor("train", "--data", csv_file(tmp_path), "--activate") == 1
    assert "磁盘已满" in capsys.readouterr().err
    assert versions.current_id(versions.folder_of(tmp_path / "var")) == before
    assert acts(tmp_path) == []


def test_a_damaged_model_is_listed_beside_the_others_and_left_for_one_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = versions.folder_of(tmp_path / "var")
    folder.mkdir(parents=True)
    (folder / "0123456789ab.npz").write_bytes(b"nothing")
    (folder / "current").write_text("0123456789ab", encoding="ascii")
    assert monitor("train", "--list") == 0
    told = capsys.readouterr().out
    assert "* 0123456789ab  " in told and "不是有效的模型文件" in told and "  shipped" in told
    assert monitor("train", "--use", "shipped", "--reason", "文件损坏") == 0
    assert versions.current_id(folder) == "shipped"


STUDY = [
    "自习室的月卡说停就停，老板电话打不通，六百块钱打水漂了",
    "换了老板的共享自习室不认旧卡，次卡全作废",
    "自习室灯光闪得眼睛疼，跟店员说了三次没人修",
    "自习室装修味儿特别大，坐一上午头疼，也没个检测报告",
    "考研的自习室涨价没通知，续费比原来贵一倍",
    "自习室的插座冒火花，管理员说将就用",
]


def judged(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str) -> dict[str, Any]:
    line = json.dumps({"id": "x", "text": text, "source_kind": "social"}, ensure_ascii=False)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
    assert monitor("classify") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_corrections_alone_teach_the_model_in_use_and_going_back_forgets_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(CONFIG / "taxonomy.yaml", tmp_path / "config/taxonomy.yaml")
    later = "楼下开了家自习室，说好试坐三天不满意就退，结果不给退"
    feed = tmp_path / "posts.jsonl"
    feed.write_text(
        "".join(
            json.dumps({"id": f"p{n}", "text": text, "source_kind": "social"}, ensure_ascii=False) + "\n"
            for n, text in enumerate(STUDY)
        ),
        encoding="utf-8",
    )
    assert monitor("ingest", str(feed)) == 0
    assert monitor("train", "--corrections", "--activate", "--as", "zhang") == 1
    assert "还没有可学的" in capsys.readouterr().err
    before = judged(capsys, monkeypatch, later)["category"]
    for number in range(1, len(STUDY) + 1):
        given = ("--field", "category", "--value", "商贸旅游", "--as", "zhang")
        assert monitor("learn", "correct", str(number), *given) == 0
    capsys.readouterr()
    assert monitor("train", "--corrections", "--activate", "--as", "zhang", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["accepted"]
    assert [c["set"] for c in told["sets"]][-1].startswith("随附帖子对照集")
    found = judged(capsys, monkeypatch, later)
    assert (before, found["category"]) == ("教育文体", "商贸旅游")
    assert any("据值班员更正" in reason for reason in found["reasons"])
    assert monitor("train", "--data", csv_file(tmp_path), "--activate") == 1
    assert "从值班员更正中学得的用词，新模型没有" in capsys.readouterr().err
    assert monitor("train", "--rollback", "--reason", "试验", "--as", "zhang") == 0
    capsys.readouterr()
    assert judged(capsys, monkeypatch, later)["category"] == before
    assert [a["act"] for a in acts(tmp_path)] == ["model.activated", "model.refused", "model.rolled_back"]
