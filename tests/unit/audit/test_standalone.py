from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.audit import standalone
from monitor.audit.anchor import Anchor
from monitor.audit.chain import GENESIS, forge


@pytest.fixture
def export(tmp_path: Path) -> Path:
    prev, lines = GENESIS, []
    for seq in range(1, 6):
        entry = {"at": f"t{seq}", "actor": "张", "act": "case.ack", "subject": "case/1", "body": {"n": seq}}
        link = forge(seq, prev, entry)
        prev = link.hash
        lines.append(json.dumps(link.to_json(), ensure_ascii=False))
    path = tmp_path / "export.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def anchored(export: Path, seq: int) -> Path:
    record = json.loads(export.read_text(encoding="utf-8").splitlines()[seq - 1])
    path = export.with_name("anchor.jsonl")
    path.write_text(Anchor("office", "t", seq, record["hash"]).line() + "\n", encoding="utf-8")
    return path


def run(*arguments: Path) -> tuple[int, str]:
    """Isolated from the program: -I and -S leave only Python's own library."""
    command = [sys.executable, "-I", "-S", standalone.__file__, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def test_it_runs_without_the_program_and_finds_an_honest_chain_sound(export: Path) -> None:
    code, out = run(export, anchored(export, 5))
    assert (code, json.loads(out)) == (0, {"ok": True, "records": 5})


def test_it_names_a_changed_record(export: Path) -> None:
    export.write_text(export.read_text(encoding="utf-8").replace('"n": 3', '"n": 4'), encoding="utf-8")
    code, out = run(export)
    assert code == 1
    assert json.loads(out) == {"ok": False, "first_bad": 3, "reason": "内容与哈希不符"}


def test_it_finds_a_cut_tail_by_the_anchor(export: Path) -> None:
    anchor = anchored(export, 5)
    lines = export.read_text(encoding="utf-8").splitlines(keepends=True)
    export.write_text("".join(lines[:3]), encoding="utf-8")
    assert run(export)[0] == 0
    code, out = run(export, anchor)
    assert (code, json.loads(out)["first_bad"]) == (1, 4)


def test_it_refuses_floats_repeated_keys_and_other_fields(export: Path) -> None:
    whole = export.read_text(encoding="utf-8")
    for old, new in (('"n": 2', '"n": 2.0'), ('"n": 2', '"n": 1, "n": 2'), ('"n": 2}', '"n": 2}, "x": 1')):
        export.write_text(whole.replace(old, new), encoding="utf-8")
        assert standalone.verify(str(export))["first_bad"] == 2


def test_a_changed_anchor_file_is_an_error(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    anchor = anchored(export, 5)
    anchor.write_text(anchor.read_text(encoding="utf-8").replace("0000", "0001"), encoding="utf-8")
    assert standalone.main([str(export), str(anchor)]) == 1
    assert "锚点文件" in capsys.readouterr().err


def test_wrong_use_and_missing_files_exit_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert standalone.main([]) == 2
    assert standalone.main(["/no/such/file"]) == 2
    assert "/no/such/file" in capsys.readouterr().err


def test_the_options_of_the_program_are_taken_too_and_unknown_ones_refused(export: Path) -> None:
    assert run(export)[0] == 0
    assert standalone.main(["--file", str(export), "--anchor", str(anchored(export, 5))]) == 0
    assert standalone.main(["--help"]) == 2


def test_an_anchor_that_was_being_written_is_none_and_a_file_without_any_is_no_proof(export: Path) -> None:
    anchor = anchored(export, 4)
    whole = anchor.read_text(encoding="utf-8")
    anchor.write_text(whole + whole[:30], encoding="utf-8")
    assert run(export, anchor) == (0, '{"ok": true, "records": 5}\n')
    anchor.write_text("", encoding="utf-8")
    assert run(export, anchor) == (1, "")
