from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitor.classify.rules import read_rules
from monitor.errors import ConfigError

CONFIG = Path(__file__).resolve().parents[3] / "config"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The sample configuration with one change in its table of organs."""
    folder = tmp_path / "config"
    shutil.copytree(CONFIG, folder)
    path = folder / "organs.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_sample_table_leaves_nothing_without_an_organ() -> None:
    assert read_rules(CONFIG).without_organ() == []


@pytest.mark.parametrize(
    ("old", "gap"),
    [
        ("  民政: civil_affairs\n", "类别“民政”"),
        (
            "  earthquake: {lead: emergency, coordinating: [earthquake, health, civil_affairs], basis: 国家地震应急预案 2}\n",
            "突发事件 earthquake",
        ),
        (', region: "220122"', "区划 220122 农安县"),
    ],
)
def test_a_gap_in_the_table_is_named(tmp_path: Path, old: str, gap: str) -> None:
    assert read_rules(changed(tmp_path, old, "\n" if old.endswith("\n") else "")).without_organ() == [gap]


def test_a_topic_within_an_unknown_category_is_refused(tmp_path: Path) -> None:
    folder = changed(tmp_path, "within: [民政], strong: [低保", "within: [民生], strong: [低保")
    with pytest.raises(ConfigError, match="民生"):
        read_rules(folder)
