"""How ``monitor doctor`` ends where the configuration itself is missing or wrong."""

from __future__ import annotations

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
