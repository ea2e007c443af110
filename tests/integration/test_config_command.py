"""``monitor config``: an older folder held against the sample, and what it lacks taken over."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, create_engine, select

from monitor.cli import run
from monitor.config_file import load_tree
from monitor.errors import StoreError
from monitor.rulebook import RuleBook
from monitor.store.database import Tx
from monitor.store.tables import AuditRecord

NOW = "2026-11-24T12:00:00+08:00"


@pytest.fixture
def older(config_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> Path:
    """The folder of an office that began before policies were watched, with notes of its own."""
    monkeypatch.setenv("MONITOR_NOW", NOW)
    monkeypatch.setenv("MONITOR_CONFIG", str(config_dir))
    monkeypatch.setenv("MONITOR_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("MONITOR_VAR", str(tmp_path / "var"))
    (config_dir / "policies.yaml").unlink()
    cut(config_dir / "cases.yaml", "  - id: may-be-graver", "  - id: ")
    cut(config_dir / "severity.yaml", "learned:", "\nrules:")
    edit(config_dir / "cases.yaml", "  - id: rumour", "  # 本单位：谣言先报分管领导\n  - id: rumour")
    return config_dir


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def cut(path: Path, start: str, end: str) -> None:
    """Take out what stands from one beginning to the next."""
    text = path.read_text(encoding="utf-8")
    at = text.index(start)
    behind = text.find(end, at + len(start))
    path.write_text(text[:at] + (text[behind:] if behind >= 0 else ""), encoding="utf-8")


def called(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["config", *args]) == code
    said = capsys.readouterr()
    return said.out if code == 0 else said.err


def told(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(called(capsys, *args, "--json"))
    return found


def places(parts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(p["file"], p["at"]) for p in parts]


LACKING = [("cases.yaml", "triggers[may-be-graver]"), ("policies.yaml", ""), ("severity.yaml", "learned")]


def test_what_the_folder_lacks_is_told_and_nothing_is_written(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {p.name: p.read_bytes() for p in older.iterdir() if p.is_file()}
    found = told(capsys, "compare", "--missing")
    assert places(found["missing"]) == LACKING and "extra" not in found
    assert "缺少 policies.yaml 文件" in called(capsys, "compare")
    shown = called(capsys, "merge")
    assert "  +  - id: may-be-graver" in shown and "尚未写入" in shown
    assert {p.name: p.read_bytes() for p in older.iterdir() if p.is_file()} == before


def test_what_is_lacking_is_added_backed_up_and_recorded_and_the_offices_notes_stay(
    older: Path, capsys: pytest.CaptureFixture[str], sqlite_url: str
) -> None:
    before = (older / "cases.yaml").read_text(encoding="utf-8")
    done = told(capsys, "merge", "--write", "--as", "zhang")
    assert places(done["added"]) == LACKING and done["written"]
    after = (older / "cases.yaml").read_text(encoding="utf-8")
    assert "# 本单位：谣言先报分管领导\n  - id: rumour" in after
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert "may-be-graver" in {t.id for t in RuleBook.load(older).cases.triggers}
    kept = Path(done["backup"])
    assert sorted(p.name for p in kept.iterdir()) == ["cases.yaml", "severity.yaml"]
    assert (kept / "cases.yaml").read_text(encoding="utf-8") == before
    with Session(create_engine(sqlite_url)) as session:
        row = session.exec(select(AuditRecord).where(AuditRecord.act == "config.taken_over")).one()
    files = json.loads(row.body)["files"]
    assert row.actor == "zhang" and "old" not in files["policies.yaml"]
    assert files["cases.yaml"] == {
        "old": hashlib.sha256(before.encode()).hexdigest(),
        "new": hashlib.sha256(after.encode()).hexdigest(),
    }
    assert told(capsys, "compare", "--missing")["missing"] == []
    assert "没有可补入的部分" in called(capsys, "merge", "--write")


def test_the_samples_policies_are_not_taken_for_the_offices(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    called(capsys, "merge", "--write", "--only", "policies.yaml")
    tree = load_tree((older / "policies.yaml").read_text(encoding="utf-8"))
    assert tree["policies"] == [] and tree["watch"]["at_least"] == 5
    assert places(told(capsys, "compare", "--missing")["missing"]) == [LACKING[0], LACKING[2]]


def test_a_part_that_the_office_does_not_want_is_skipped(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = told(capsys, "merge", "--skip", "cases.yaml triggers[may-be-graver]", "--skip", "policies.yaml")
    assert places(done["added"]) == [LACKING[2]] and not done["written"]


def test_words_are_added_only_when_asked_for(older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(older / "emergency.yaml", "[电动车相撞, ", "[本地土话, ")
    assert "emergency.yaml" not in told(capsys, "merge")["files"]
    told(capsys, "merge", "--write", "--words")
    strong = load_tree((older / "emergency.yaml").read_text(encoding="utf-8"))["kinds"]["traffic_accident"]
    assert strong["strong"][0] == "本地土话" and strong["strong"][-1] == "电动车相撞"


def test_line_ends_and_byte_order_mark_of_the_offices_editor_stay(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = older / "severity.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    called(capsys, "merge", "--write")
    raw = path.read_bytes()
    assert raw.startswith((b"\xef\xbb\xbfversion", b"\xef\xbb\xbf#"))
    assert raw.count(b"\n") == raw.count(b"\r\n") and b"learned:" in raw


def test_a_result_that_would_not_load_is_refused_in_one_sentence_and_nothing_is_written(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut(older / "opinion_level.yaml", "  - {id: learned.grave", "\n")
    edit(
        older / "cases.yaml",
        "  - id: rumour",
        "  - id: may-be-graver2\n    label: x\n    do: proposed\n  - id: rumour",
    )
    before = (older / "severity.yaml").read_bytes()
    said = called(capsys, "merge", "--write", code=2)
    assert len(said.strip().splitlines()) == 1
    assert str(older / "cases.yaml") in said and "补入后不能读取，未作改动" in said
    assert (older / "severity.yaml").read_bytes() == before and not (older / "policies.yaml").exists()


def test_a_trigger_is_refused_without_the_rule_it_waits_for(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut(older / "opinion_level.yaml", "  - {id: learned.grave", "\n")
    said = called(capsys, "merge", "--skip", "opinion_level.yaml", code=2)
    assert "learned.grave" in said and "cases.yaml" in said


def test_a_folder_that_is_not_there_or_no_yaml_is_told_in_one_sentence(
    older: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "配置目录不存在" in called(capsys, "compare", "--config", str(tmp_path / "none"), code=2)
    (older / "sla.yaml").write_text("a: [", encoding="utf-8")
    for command in ("compare", "merge"):
        said = called(capsys, command, code=2)
        assert "sla.yaml" in said and "不是有效的 YAML" in said and len(said.strip().splitlines()) == 1


def test_files_are_put_back_where_the_record_cannot_be_kept(
    older: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(_: Tx) -> None:
        raise StoreError("磁盘已满")

    monkeypatch.setattr(Tx, "chain", full)
    before = {p.name: p.read_bytes() for p in older.iterdir() if p.is_file()}
    assert "磁盘已满" in called(capsys, "merge", "--write", code=1)
    assert {p.name: p.read_bytes() for p in older.iterdir() if p.is_file()} == before
    assert list((tmp_path / "var" / "config-backups").iterdir()), "it came as far as writing"


def test_a_stranger_adds_nothing(older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nobody" in called(capsys, "merge", "--write", "--as", "nobody", code=2)
    assert not (older / "policies.yaml").exists()


def test_a_book_of_another_office_lacks_no_file_of_the_folder_above_it(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = older / "books" / "suburb"
    book.mkdir(parents=True)
    text = (older / "office.yaml").read_text(encoding="utf-8").replace("id: changchun", "id: suburb")
    (book / "office.yaml").write_text(text, encoding="utf-8")
    found = told(capsys, "compare", "--missing", "--config", str(book))
    assert places(found["missing"]) == [("policies.yaml", "")]


def test_the_doctor_tells_how_much_is_lacking(older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["doctor", "--offline", "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    [found] = [f for f in findings if f["check"] == "config.age"]
    assert found["level"] == "warning" and "文件 1 处、部分 1 处、规则 1 处" in found["found"]
    assert "monitor config compare --missing" in found["remedy"]
