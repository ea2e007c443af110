"""An office that has worked for years: what is asked each second or opened each hour reads what waits, not all that there was."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from monitor.cli import run
from monitor.commands import case_command
from monitor.sla.proof import PENDING_SECONDS
from monitor.steps import publications, spreading
from monitor.steps.circular import make_circular
from monitor.steps.pages import keep_pages
from monitor.steps.publications import Publication
from monitor.store.board import read_board
from monitor.store.columns import UNSIGNED
from monitor.store.database import Database
from monitor.store.digest_view import Period, dead_messages, missing_countersigns
from monitor.store.listings import ItemFilter, find_items
from monitor.store.outbox_view import dead_messages as undelivered
from monitor.store.service import AuditFilter, audit_records
from monitor.web import spreading as web_spreading
from tests.office import TestOffice, item
from tests.web_rig import ROOT, Rig


@contextmanager
def plans(office: TestOffice) -> Iterator[list[str]]:
    """How SQLite goes about each statement of the block, as it tells itself."""
    asked: list[tuple[str, Any]] = []
    found: list[str] = []
    engine = office.program.database.engine

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        asked.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        for statement, given in asked:
            if statement.lstrip().startswith("SELECT"):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
                found.extend(row[3] for row in rows)


def _board(office: TestOffice) -> None:
    with office.program.database.read() as session:
        read_board(session, "changchun", office.clock.now())


def _system_page(office: TestOffice) -> None:
    with office.program.database.read() as session:
        undelivered(session, "changchun")


def _digest(office: TestOffice) -> None:
    now = office.clock.now()
    with office.program.database.read() as session:
        dead_messages(session, Period("changchun", now, now))
        missing_countersigns(session, Period("changchun", now, now))


@pytest.mark.parametrize("look", [TestOffice.deliver, TestOffice.watch, _board, _system_page, _digest])
def test_no_look_reads_all_messages_acts_or_events_that_there_ever_were(
    sqlite_office: TestOffice, look: Callable[[TestOffice], object]
) -> None:
    with plans(sqlite_office) as found:
        look(sqlite_office)
    assert found
    whole = [p for p in found if re.match(r"SCAN (message|case_act|event|snapshot)\b(?! USING)", p)]
    # One office's number, or an event that was not merged, chooses nothing.
    whole += [p for p in found if re.search(r"(message|event|snapshot) .*\((office_id|merged_into)=\?\)$", p)]
    assert [p for p in whole if not re.search(r"_(waiting|dead) ", p)] == []


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (ItemFilter(severity="I"), "ix_item_severity"),
        (ItemFilter(emergency="fire"), "ix_item_emergency"),
        (ItemFilter(campaign="two-sessions"), "ix_item_classification_campaigned"),
    ],
)
def test_what_is_rare_among_the_items_is_found_without_reading_them_all(
    sqlite_office: TestOffice, wanted: ItemFilter, index: str
) -> None:
    with plans(sqlite_office) as found, sqlite_office.program.database.read() as session:
        find_items(session, "changchun", wanted)
    assert any(index in p for p in found), found


def test_what_one_person_did_is_found_without_reading_the_whole_audit_log(sqlite_office: TestOffice) -> None:
    with plans(sqlite_office) as found, sqlite_office.program.database.read() as session:
        audit_records(session, "changchun", AuditFilter(actor="wu", before=9))
    assert [p for p in found if "ix_audit_record_actor (office_id=? AND actor=? AND seq<?)" in p], found
    assert not any("B-TREE" in p for p in found), "the index gives their order, too"


def test_the_pages_to_be_kept_are_found_without_reading_those_that_are_kept(
    sqlite_office: TestOffice,
) -> None:
    import asyncio

    async def look() -> None:
        async with sqlite_office.program.http() as http:
            await keep_pages(sqlite_office.program.desk, http)

    with plans(sqlite_office) as found:
        asyncio.run(look())
    assert [p for p in found if "_waiting" in p], found


def test_the_clocks_do_not_wait_for_how_far_hundreds_of_publications_were_carried(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = rig.case(severity="III")
    what = Publication("response", rig.now - timedelta(hours=1), note="见报", nature="substantive")
    rig.do(case.id, publications.record, what)
    auditor, token = rig.browser("auditor"), rig.token("timeliness:read")
    days, here = "from=2026-11-01&to=2026-11-30", "<h3>是否触达议论者</h3>"
    figures = auditor.get("/timeliness").text
    assert "未随本页和通报统计" not in figures and "含发布传播的通报" not in figures
    told = auditor.get(f"/api/v1/timeliness?{days}", headers=token).json()
    assert len(told["spreading"]) == len(told["spreading_publications"]) == 1
    assert told["spreading_left"] is None

    monkeypatch.setattr(spreading, "MANY", 0)
    left = auditor.get("/timeliness").text
    assert "未随本页和通报统计" in left and "逐次查看" in left and "市教育局" in left
    assert here in figures and here not in left
    asked = auditor.get("/timeliness?what=spreading").text
    assert "未随本页和通报统计" not in asked and here in asked

    quick = auditor.get(f"/api/v1/timeliness?{days}", headers=token).json()
    assert quick["spreading"] is None is quick["spreading_publications"]
    assert quick["rows"] == told["rows"] and quick["spreading_left"] is not None
    assert auditor.get(f"/api/v1/timeliness?{days}&spreading=true", headers=token).json() == told


def test_a_circular_leaves_spreading_out_and_says_so_where_nobody_asked_for_thousands_of_publications(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = rig.case(severity="III")
    what = Publication("response", rig.now - timedelta(days=4), note="见报", nature="substantive")
    rig.do(case.id, publications.record, what)
    leader = rig.browser("leader")
    assert "未统计其传播情况" not in (whole := leader.get("/circular").text) and "发布传播" in whole
    monkeypatch.setattr(spreading, "MANY", 0)
    assert "未统计其传播情况" in leader.get("/circular").text
    links = re.findall(r'href="(/circular[^"]*what=spreading[^"]*)"', leader.get("/timeliness").text)
    assert len(links) == 2
    assert leader.get(links[0].replace("&amp;", "&")).text == whole
    assert make_circular(rig.desk, what.published_at.date(), rig.now.date()).spreading


def test_publications_are_listed_a_page_at_a_time_and_only_those_of_the_page_are_measured(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = []
    for n in range(3):
        case = rig.case(external_id=f"p{n}")
        what = Publication("response", rig.now - timedelta(hours=3 - n), note="见报")
        rig.do(case.id, publications.record, what)
        refs.append(f"a{rig.record_of(case.id)}")
    measured: list[int] = []
    whole = web_spreading.measured

    def counting(session: Any, book: Any, shown: Any, as_of: Any) -> Any:
        measured.append(len(shown))
        return whole(session, book, shown, as_of)

    monkeypatch.setattr(web_spreading, "measured", counting)
    monkeypatch.setattr(web_spreading, "_AT_ONCE", 2)
    auditor = rig.browser("auditor")
    pages = [auditor.get(f"/spreading?page={n}").text for n in (1, 2, 9)]
    assert [[ref for ref in refs if f"/spreading/{ref}" in text] for text in pages] == [
        refs[:2],
        refs[2:],
        refs[2:],
    ]
    assert measured == [2, 1, 1]
    assert "共 3 次发布，本页为第 1 至 2 次" in pages[0] and 'rel="next"' in pages[0]
    none = auditor.get("/spreading?standing=carried").text
    assert "其中符合条件的 0 次；其余各页逐页比对" in none and "请看其余各页" in none
    asked = "/api/v1/spreading?from=2026-11-01&to=2026-11-30&limit=2&page="
    token = rig.token("timeliness:read")
    told = [auditor.get(f"{asked}{n}", headers=token).json() for n in (1, 2)]
    assert [p["publication"] for one in told for p in one["publications"]] == refs
    assert {(one["total"], one["pages"]) for one in told} == {(3, 2)}
    assert auditor.get(f"{asked}1&as_of=nothing", headers=token).status_code == 400


def test_the_unsigned_acts_are_those_under_which_a_case_may_not_be_closed() -> None:
    assert tuple(str(code).strip("'") for code in UNSIGNED) == PENDING_SECONDS


def test_all_cases_are_listed_each_once_some_at_a_time(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = [rig.case(external_id=f"c{n}").number for n in range(5)]
    monkeypatch.setattr(case_command, "AT_ONCE", 2)
    places = ["--config", str(ROOT / "config"), "--db", rig.database.url]
    assert run([*places, "case", "list"]) == 0
    told = capsys.readouterr().out
    assert [told.count(number) for number in numbers] == [1] * 5
    assert told.index(numbers[0]) < told.index(numbers[4])
    assert run([*places, "case", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["cases"]
    assert [one["number"] for one in listed] == numbers
    assert run([*places, "case", "list", "--state", "merged", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"cases": []}


@pytest.mark.parametrize("charset", ["gbk", "utf-8"])
def test_a_list_of_cases_is_one_json_object_in_every_character_set_and_holds_nothing_open(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, charset: str
) -> None:
    title = "一厂房发生火灾😀"
    rig.case(external_id="c1", title=title)

    class Out(io.TextIOWrapper):
        def write(self, words: str) -> int:
            assert open_now == [], "a reader who looks at one page holds up the database"
            return super().write(words)

    open_now: list[bool] = []
    reading = Database.read

    @contextmanager
    def noted(database: Database) -> Iterator[Any]:
        with reading(database) as session:
            open_now.append(True)
            try:
                yield session
            finally:
                open_now.pop()

    written = io.BytesIO()
    monkeypatch.setattr(Database, "read", noted)
    monkeypatch.setattr(sys, "stdout", Out(written, encoding=charset, errors="backslashreplace"))
    places = ["--config", str(ROOT / "config"), "--db", rig.database.url]
    assert run([*places, "case", "list", "--json"]) == 0
    sys.stdout.flush()
    (case,) = json.loads(written.getvalue().decode(charset))["cases"]
    assert case["title"] == title


def test_nobody_is_kept_from_writing_while_it_is_seen_that_no_sketch_is_missing(
    office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each start all that is remembered is looked through, on a cold disk for half a minute."""
    office.ingest(item(), item(id="a2", title="另一件事", text="朝阳区一路口的信号灯坏了三天没有人修。"))
    office.restart()

    def busy() -> Any:
        raise AssertionError("a writing turn was taken")

    monkeypatch.setattr(office.program.database, "write", busy)
    assert office.program.ingester.fill()
