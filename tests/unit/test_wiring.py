"""Where the program keeps its things."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.clock import Clock
from monitor.settings import Settings
from monitor.wiring import Program


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("var/anchors", "elsewhere/anchors"),
        ("anchors", "anchors"),
        ("/mnt/other/anchors", "/mnt/other/anchors"),
    ],
)
def test_anchors_below_var_follow_the_working_folder(
    config_dir: Path, tmp_path: Path, written: str, found: str
) -> None:
    office = config_dir / "office.yaml"
    text = office.read_text(encoding="utf-8").replace("anchors: var/anchors", f"anchors: {written}")
    office.write_text(text, encoding="utf-8")
    program = Program(Settings(config_dir, "sqlite://", tmp_path / "elsewhere"), Clock())
    assert program.anchors == tmp_path / found
