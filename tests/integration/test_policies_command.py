"""``monitor policies``: list, show, interpret and dismiss from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from monitor.cli import run

NOW = "2026-11-24T12:00:00+08:00"
POLICY = "heat-metering-2026"


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config_dir: Path, sqlite_url: str) -> None:
    """An office in which six people have asked about a policy, and the prompt was made."""
    monkeypatch.setenv("MONITOR_NOW", NOW)
    monkeypatch.setenv("MONITOR_CONFIG", str(config_dir))
    monkeypatch.setenv("MONITOR_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("MONITOR_VAR", str(tmp_path / "var"))
    posts = tmp_path / "posts.jsonl"
    posts.write_text("\n".join(json.dumps(post(n), ensure_ascii=False) for n in range(6)), encoding="utf-8")
    assert run(["ingest", str(posts)]) == 0
    assert run(["tick"]) == 0


def post(n: int) -> dict[str, Any]:
    text = "长春市供热计量新规的基本热费到底怎么算？看不懂，王小明 13812345678"
    return {
        "id": f"p{n}",
        "title": "",
        "text": text,
        "author": f"u{n}",
        "source_kind": "forum",
        "published_at": "2026-11-24T11:00:00+08:00",
    }


def called(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["policies", *args]) == code
    said = capsys.readouterr()
    return said.out or said.err


def told(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(called(capsys, *args, "--json"))
    return found


def test_what_waits_is_listed_first_shown_with_its_questions_and_closed(
    asked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    first = told(capsys, "list")["policies"][0]
    assert first["id"] == POLICY and first["prompts"][0]["grounds"]["confused"] == 6
    assert "待解读（提示 1" in called(capsys, "list")
    page = told(capsys, "show", POLICY)
    assert page["questions"][0]["people"] == 6 and "13812345678" not in str(page)
    assert "基本热费" in called(capsys, "show", POLICY)
    given = ("--form", "graphic", "--published-at", "2026-11-24T11:30", "--url", "https://example.cn/1")
    done = told(capsys, "interpret", POLICY, *given, "--as", "zhang")
    assert (done["number"], done["closed"]) == (1, [1])
    assert told(capsys, "show", POLICY)["interpretations"][0]["form"] == "graphic"
    assert "没有待办结的提示" in called(
        capsys, "interpret", POLICY, *given[:4], "--url", "https://example.cn/2", "--as", "zhang"
    )
    assert run(["audit", "verify"]) == 0


def test_a_prompt_is_dismissed_with_a_reason(asked: None, capsys: pytest.CaptureFixture[str]) -> None:
    done = told(capsys, "dismiss", "1", "--as", "zhang", "--reason", "同一商家刷屏")
    assert (done["state"], done["closed_by"]) == ("dismissed", "zhang")


def test_a_prompt_of_a_policy_that_was_taken_off_the_list_is_told_with_how_to_close_it(
    asked: None, capsys: pytest.CaptureFixture[str], config_dir: Path
) -> None:
    file = config_dir / "policies.yaml"
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    tree["policies"] = [p for p in tree["policies"] if p["id"] != POLICY]
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    assert "已不在清单，提示 1 仍在提醒" in called(capsys, "list")
    assert [p["prompt"] for p in told(capsys, "list")["strays"]] == [1]
    called(capsys, "dismiss", "1", "--as", "zhang", "--reason", "已废止")
    assert told(capsys, "list")["strays"] == []


def test_wrong_use_is_told_in_a_sentence(asked: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有 id 为 nothing 的政策" in called(capsys, "show", "nothing", code=1)
    given = ("--form", "graphic", "--published-at", "2026-11-24", "--url", "https://example.cn/1")
    assert "须写明时刻" in called(capsys, "interpret", POLICY, *given, "--as", "zhang", code=2)
    assert "没有编号为 9 的解读提示" in called(
        capsys, "dismiss", "9", "--as", "zhang", "--reason", "x", code=1
    )


def test_the_index_of_interpreting_is_a_table_of_its_own(
    asked: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    span = ("--from", "2026-11-01", "--to", "2026-11-30", "--interpretations")
    capsys.readouterr()
    assert run(["timeliness", *span, "--by", "policy"]) == 0
    [row] = json.loads(capsys.readouterr().out)["rows"]
    assert (row["key"], row["running"], row["total"]) == (POLICY, 1, 1)
    out = tmp_path / "interpreting.xlsx"
    assert run(["timeliness", *span, "--by", "organ", "--format", "xlsx", "--out", str(out)]) == 0
    sheet = load_workbook(out).worksheets[0]
    assert sheet["A1"].value == "政策解读及时性" and sheet["A3"].value == "牵头单位"
    assert [c.value for c in sheet[4]][:2] == ["市城乡建设委员会", 1]
    assert sheet["H5"].value == 0 and sheet["H5"].number_format == "0.00%"
    for wrong in (("--by", "category"), ("--work-orders",)):
        assert run(["timeliness", *span, *wrong]) == 2
    assert run(["timeliness", *span[:4], "--by", "policy"]) == 2
