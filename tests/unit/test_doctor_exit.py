"""How ``monitor doctor`` ends where the configuration itself is missing or wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.cli import run
from monitor.settings import write_sample_config


def test_a_missing_configuration_is_wrong_use_and_one_sentence_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none"
    assert run(["doctor", "--config", str(missing), "--offline"]) == 2
    told = capsys.readouterr()
    assert str(missing) in told.err and len(told.err.strip().splitlines()) == 1
    assert told.out == ""


def test_a_wrong_configuration_file_is_named_with_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sample_config(tmp_path / "config")
    severity = tmp_path / "config" / "severity.yaml"
    severity.write_text(severity.read_text(encoding="utf-8") + "\nunheard_of: 1\n", encoding="utf-8")
    assert run(["doctor", "--config", str(tmp_path / "config"), "--offline"]) == 2
    assert "severity.yaml" in (err := capsys.readouterr().err) and "unheard_of" in err


def test_a_channel_that_cannot_be_used_is_told_once_and_no_server_is_asked_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MONITOR_VAR", str(tmp_path / "var"))
    write_sample_config(tmp_path / "config")
    roster, sources = (tmp_path / "config" / name for name in ("roster.yaml", "sources.yaml"))
    text = roster.read_text(encoding="utf-8")
    assert "mfile:///zhang.jsonl" in text
    roster.write_text(text.replace("mfile:///zhang.jsonl", "nosuch://example"), encoding="utf-8")
    sources.write_text("sources: []\n", encoding="utf-8")
    assert run(["doctor", "--config", str(tmp_path / "config"), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    about = [f["found"] for f in findings if f["check"] == "channels" and f["level"] == "error"]
    assert len(about) == 1 and about[0].startswith("zhang 的渠道") and "无效" in about[0]


def test_a_trigger_for_a_class_that_is_none_is_an_error_and_a_wrong_file_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MONITOR_VAR", str(tmp_path / "var"))
    write_sample_config(tmp_path / "config")
    cases = tmp_path / "config" / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    wrong = text.replace("concentrated: true}", "concentrated: true, category: [城乡建社]}")
    assert wrong != text
    cases.write_text(wrong, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'm.db'}"
    assert run(["doctor", "--config", str(tmp_path / "config"), "--db", url, "--offline"]) != 0
    assert "立案规则 concentrated 写了没有的类别“城乡建社”" in capsys.readouterr().out
    (tmp_path / "config" / "emergency.yaml").write_text("a: [", encoding="utf-8")
    assert run(["doctor", "--config", str(tmp_path / "config"), "--db", url, "--offline"]) == 2
    assert capsys.readouterr().out.count("不是有效的 YAML") == 1
