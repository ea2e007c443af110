from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from monitor.audit import standalone
from monitor.audit.chain import forge, verify
from monitor.audit.verifier import export_line
from monitor.errors import NotFound, StoreError
from monitor.steps.acts import acknowledge
from monitor.steps.anchor import anchor_path, other_chains, read_anchors, write_anchor
from monitor.steps.desk import Desk
from monitor.store.audit_log import (
    export,
    first_hash,
    link_hash,
    records,
    stored_links,
    verify_database,
    verify_file,
)
from monitor.store.tables import Alarm
from tests.integration.report_desks import add_case, case_of, later, scratch_desk, working
from tests.office import TestOffice, fire


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with scratch_desk(database_url, tmp_path) as found:
        case = add_case(found, "II")
        with working(found) as work:
            acknowledge(work, case_of(work, case), "收到")
        yield found


def force(desk: Desk, *statements: str, **values: object) -> None:
    """What somebody with the database's own password could do: take the triggers off and change rows."""
    with desk.database.engine.begin() as connection:
        if desk.database.is_sqlite:
            for name in ("update", "delete", "replace"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS audit_record_no_{name}"))
        else:
            connection.execute(text("ALTER TABLE audit_record DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement), values)


def length(desk: Desk) -> int:
    with desk.database.read() as session:
        return sum(1 for _ in records(session, desk.database.office_id))


def test_an_honest_chain_verifies_in_the_database_and_as_an_export(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "export.jsonl"
    count = export(desk.database, out)
    assert count == length(desk) > 5
    assert verify_database(desk.database).to_json() == {"ok": True, "records": count}
    assert verify_file(out).to_json() == {"ok": True, "records": count}
    with desk.database.read() as session:
        assert verify(records(session, "changchun")).ok
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_the_export_verifies_with_nothing_but_python(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "export.jsonl"
    export(desk.database, out)
    anchor = write_anchor(desk, tmp_path / "anchors")
    command = [sys.executable, "-I", "-S", standalone.__file__, str(out), str(anchor)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert json.loads(done.stdout) == {"ok": True, "records": length(desk)}


def test_the_export_holds_no_text_of_an_act(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "export.jsonl"
    export(desk.database, out)
    written = out.read_text(encoding="utf-8")
    assert "积水" not in written
    assert "case.ack" in written
    assert '"clock":"set"' in written


CHANGES = {
    "body": "UPDATE audit_record SET body = replace(body, '2', '3') WHERE seq = 3",
    "at": "UPDATE audit_record SET at = replace(at, '2026', '2025') WHERE seq = 3",
    "actor": "UPDATE audit_record SET actor = 'li' WHERE seq = 3",
    "deleted": "DELETE FROM audit_record WHERE seq = 3",
    "no json": "UPDATE audit_record SET body = 'x' WHERE seq = 3",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_record_is_named(desk: Desk, tmp_path: Path, change: str) -> None:
    out = tmp_path / "export.jsonl"
    force(desk, CHANGES[change])
    verdict = verify_database(desk.database)
    export(desk.database, out)
    assert (verdict.ok, verdict.first_bad) == (False, 3)
    assert verify_file(out).first_bad == 3


def test_two_records_that_changed_places_are_found(desk: Desk) -> None:
    force(
        desk,
        "UPDATE audit_record SET seq = 1003 WHERE seq = 3",
        "UPDATE audit_record SET seq = 3 WHERE seq = 4",
        "UPDATE audit_record SET seq = 4 WHERE seq = 1003",
    )
    assert verify_database(desk.database).first_bad == 3


def test_a_cut_tail_is_found_by_the_head_and_with_the_head_cut_too_by_the_anchor(
    desk: Desk, tmp_path: Path
) -> None:
    count = length(desk)
    write_anchor(desk, tmp_path)
    force(desk, "DELETE FROM audit_record WHERE seq > :last", last=count - 2)
    assert verify_database(desk.database).first_bad == count - 1
    force(
        desk,
        "UPDATE audit_head SET seq = :last, hash = (SELECT hash FROM audit_record WHERE seq = :last)",
        last=count - 2,
    )
    assert verify_database(desk.database).ok
    verdict = verify_database(desk.database, read_anchors(tmp_path, desk.database))
    assert verdict.first_bad == count - 1
    assert "截断" in verdict.reason


def rechain(desk: Desk, changed: int) -> None:
    """Change an actor and make every later hash anew, the head's too."""
    with desk.database.read() as session:
        found = list(records(session, "changchun"))
    prev = found[changed - 2]["hash"] if changed > 1 else "0" * 64
    for record in found[changed - 1 :]:
        entry = {k: record[k] for k in ("at", "actor", "act", "subject", "body")}
        if record["seq"] == changed:
            entry["actor"] = "li"
        link = forge(record["seq"], prev, entry)
        prev = link.hash
        force(
            desk,
            "UPDATE audit_record SET actor = :actor, prev = :prev, hash = :hash WHERE seq = :seq",
            actor=link.actor,
            prev=link.prev,
            hash=link.hash,
            seq=link.seq,
        )
    force(desk, "UPDATE audit_head SET hash = :hash", hash=prev)


def test_a_chain_made_anew_is_found_by_the_anchor(desk: Desk, tmp_path: Path) -> None:
    write_anchor(desk, tmp_path)
    rechain(desk, 3)
    assert verify_database(desk.database).ok
    verdict = verify_database(desk.database, read_anchors(tmp_path, desk.database))
    assert (verdict.first_bad, verdict.reason) == (length(desk), "与锚点中的哈希不符")


def test_a_chain_made_anew_from_its_first_record_shows_as_another_chain(desk: Desk, tmp_path: Path) -> None:
    path = write_anchor(desk, tmp_path)
    assert other_chains(tmp_path, desk.database) == []
    rechain(desk, 1)
    assert other_chains(tmp_path, desk.database) == [path]
    assert path is not None
    assert not verify_database(desk.database, read_anchors(path)).ok


def test_an_anchor_is_written_only_when_the_head_has_moved(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "anchors"
    path = write_anchor(desk, folder)
    assert path is not None
    assert path == anchor_path(desk.database, folder)
    assert write_anchor(later(desk, "2026-11-21 08:00"), folder) is None
    add_case(later(desk, "2026-11-21 08:00"))
    assert write_anchor(later(desk, "2026-11-21 08:00"), folder) == path
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert verify_database(desk.database, read_anchors(path)).ok
    assert list(read_anchors(folder, desk.database))[-1] == length(desk)


def test_a_half_written_anchor_is_dropped_and_the_file_goes_on(desk: Desk, tmp_path: Path) -> None:
    path = write_anchor(desk, tmp_path)
    assert path is not None
    with path.open("a", encoding="utf-8") as file:
        file.write('{"office":"chang')
    add_case(desk)
    assert write_anchor(desk, tmp_path) is None
    assert write_anchor(later(desk, "2026-11-20 09:00"), tmp_path) == path
    assert len(read_anchors(path)) == 2


def test_a_changed_anchor_file_is_an_error_and_a_missing_one_too(desk: Desk, tmp_path: Path) -> None:
    path = write_anchor(desk, tmp_path)
    assert path is not None
    path.write_text(path.read_text(encoding="utf-8").replace('"prev_anchor":"0', '"prev_anchor":"1'), "utf-8")
    with pytest.raises(StoreError, match="不相接"):
        read_anchors(path)
    with pytest.raises(NotFound):
        read_anchors(tmp_path / "none.jsonl")


def test_an_export_is_held_against_a_folder_of_anchors_or_against_none_it_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    out, folder = tmp_path / "export.jsonl", tmp_path / "anchors"
    count = export(desk.database, out)
    write_anchor(desk, folder)
    assert list(read_anchors(folder, first=first_hash(out))) == [count]
    out.write_text("".join(out.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert not verify_file(out, read_anchors(folder, first=first_hash(out))).ok
    with pytest.raises(NotFound, match="没有这条链"):
        read_anchors(tmp_path, first=first_hash(out))
    (tmp_path / "empty.jsonl").touch()
    assert first_hash(tmp_path / "empty.jsonl") is None
    with pytest.raises(StoreError, match="没有锚点"):
        read_anchors(tmp_path / "empty.jsonl")


def test_after_a_restored_backup_anchors_begin_anew_once_the_old_file_is_put_away(
    desk: Desk, tmp_path: Path
) -> None:
    path = write_anchor(desk, tmp_path / "anchors")
    assert path is not None
    kept = length(desk) - 1
    with desk.database.read() as session:
        last = link_hash(session, desk.database.office_id, kept)
    force(
        desk,
        "DELETE FROM audit_record WHERE seq > :kept AND :last <> ''",
        "UPDATE audit_head SET seq = :kept, hash = :last",
        kept=kept,
        last=last,
    )
    add_case(desk)
    assert write_anchor(later(desk, "2026-11-20 09:00"), tmp_path / "anchors") is None
    path.rename(tmp_path / path.name)
    assert write_anchor(later(desk, "2026-11-20 09:05"), tmp_path / "anchors") == path
    assert verify_database(desk.database, read_anchors(path)).ok
    with desk.database.read() as session:
        assert session.exec(select(Alarm).where(Alarm.kind == "audit")).one().cleared_at is not None


def test_the_daily_anchor_raises_an_alarm_once_when_the_database_disagrees(
    desk: Desk, tmp_path: Path
) -> None:
    write_anchor(desk, tmp_path)
    rechain(desk, 3)
    assert write_anchor(later(desk, "2026-11-21 08:00"), tmp_path) is None
    assert write_anchor(later(desk, "2026-11-22 08:00"), tmp_path) is None
    with desk.database.read() as session:
        alarms = session.exec(select(Alarm)).all()
    assert [a.kind for a in alarms] == ["audit"]


def test_lines_and_records_tell_the_same(desk: Desk) -> None:
    with desk.database.read() as session:
        lines = [json.loads(export_line(link)) for link in stored_links(session, "changchun")]
        assert lines == list(records(session, "changchun"))


def test_the_days_first_anchor_goes_to_those_whom_the_office_names(office: TestOffice) -> None:
    rules = office.program.book.office.model_copy(update={"anchors_to": ("wu",)})
    object.__setattr__(office.program.book, "office", rules)
    office.ingest(fire())
    for _ in range(3):
        write_anchor(office.program.desk, office.settings.var / "anchors")
        office.ingest(fire(id=f"f{office.clock.now().timestamp()}"))
        office.clock.move(hours=2)
    sent = [m for m in office.messages("wu") if m.kind == "anchor"]
    assert len(sent) == 1
    assert '"seq":' in sent[0].body and f"编号 {sent[0].id}" in sent[0].body
