"""Commands on machines that are set to other character sets: nobody is left with an error in the place of an answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.streams import holds_chinese

ROOT = Path(__file__).resolve().parents[2]
ITEM = {
    "id": "甲",
    "title": "长春市宽城区一厂房发生火灾😀𠮷",
    "text": "今日6时许发生火灾，造成2人死亡。",
}
SETTINGS = {
    "ascii": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "gbk": {"PYTHONIOENCODING": "gbk"},
    "utf-8": {"PYTHONIOENCODING": "utf-8"},
}


def monitor(setting: str, folder: Path, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "MONITOR_VAR": str(folder / "var")}
    kept["MONITOR_DATABASE_URL"] = f"sqlite:///{folder / 'm.db'}"
    return subprocess.run(
        [sys.executable, "-m", "monitor", *args],
        cwd=ROOT,
        env=kept | SETTINGS[setting],
        input=stdin,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["ascii", "latin-1", "gbk"])
def test_data_and_words_come_out_whole_whatever_the_machine_is_set_to(setting: str, tmp_path: Path) -> None:
    told = monitor(setting, tmp_path, "classify", stdin=json.dumps(ITEM).encode())
    assert told.returncode == 0, told.stderr.decode("utf-8", "replace")
    row = json.loads(told.stdout)
    assert row["id"] == ITEM["id"]
    assert row["severity_label"] == "一般"
    wrong = monitor(setting, tmp_path, "没有😀")
    assert wrong.returncode == 2
    said = wrong.stderr.decode("gbk" if setting == "gbk" else "utf-8")
    assert "没有命令" in said and "程序内部错误" not in said


@pytest.mark.slow
def test_a_reason_and_a_file_name_in_chinese_are_kept_as_they_were_typed(tmp_path: Path) -> None:
    item = json.dumps({**ITEM, "id": "甲", "published_at": "2026-11-24T07:00:00+08:00"}).encode()
    opened = monitor("ascii", tmp_path, "case", "open", "--as", "zhang", "--json", stdin=item)
    assert opened.returncode == 0, opened.stderr.decode()
    assert (
        monitor("ascii", tmp_path, "case", "note", "1", "--as", "zhang", "--text", "已电话首报").returncode
        == 0
    )
    shown = monitor("utf-8", tmp_path, "case", "show", "1", "--json")
    assert "已电话首报" in json.dumps(json.loads(shown.stdout), ensure_ascii=False)
    paper = tmp_path / "日报.md"
    made = monitor("ascii", tmp_path, "digest", "--date", "2026-11-24", "--format", "md", "--out", str(paper))
    assert made.returncode == 0, made.stderr.decode()
    assert paper.exists() and str(paper) in made.stderr.decode()


def test_a_stream_without_chinese_is_turned_to_utf8_and_one_with_it_stays() -> None:
    assert [
        holds_chinese(e) for e in ("utf-8", "gbk", "gb18030", "latin-1", "ascii", "big5", "nonsense", None)
    ] == [
        *[True] * 3,
        *[False] * 5,
    ]
