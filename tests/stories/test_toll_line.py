"""A rumour, a bulletin and a final bulletin with fewer injured: everywhere one and the same line of numbers."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from docx import Document

from monitor.reports.render import FORMATS, render
from monitor.reports.sheet import render_sheet
from monitor.steps import papers
from monitor.steps.digest import make_digest
from monitor.steps.papers import Order
from monitor.steps.sheets import sheet_of
from monitor.store.paper_tables import Paper
from tests.office import TestOffice, fire

RUMOUR = "网传长春宽城区一厂房火灾已致31人死亡，今日6时许起火，现场很惨。"
BULLETIN = "【情况通报】今日6时许，长春市宽城区一厂房发生火灾，造成10人死亡、15人受伤。"
FINAL = "今日6时许，长春市宽城区一厂房发生火灾。据长春发布11月24日9时20分消息，共造成12人死亡、6人受伤。"
LINE = "官方通报：死亡12人、受伤6人（11月24日09:20，长春发布）；网传最高31人死亡（未核实）"


def told(name: str, text: str, hour: int, minute: int = 0, **more: str) -> object:
    at = f"2026-11-24T{hour:02}:{minute:02}:00+08:00"
    return fire(id=name, title="长春宽城厂房火灾", text=text, published_at=at, **more)


@pytest.fixture
def counted(sqlite_office: TestOffice) -> TestOffice:
    """A stale headline, a rumour, a first bulletin and the final one, told as they came."""
    office = sqlite_office
    office.ingest(
        fire(title="长春宽城厂房火灾致3人死亡", text="今日6时许，长春市宽城区一厂房发生火灾，造成3人死亡。")
    )
    office.clock.set("2026-11-24T09:30:00+08:00")
    office.ingest(told("rumour", RUMOUR, 7, 30, source="微博", source_kind="social"))  # type: ignore[arg-type]
    office.ingest(told("first", BULLETIN, 8, source="长春发布", source_kind="official_site"))  # type: ignore[arg-type]
    office.ingest(told("final", FINAL, 9, 25))  # type: ignore[arg-type]
    return office


def test_the_final_bulletin_lowers_the_printed_number_while_level_and_clocks_keep_to_the_highest(
    counted: TestOffice,
) -> None:
    case = counted.case()
    assert (case["deaths_official"], case["deaths_highest"], case["severity"]) == (12, 31, "I")
    assert (case["tolls"]["injured"]["official"], case["tolls"]["injured"]["highest"]) == (6, 15)
    assert case["toll_line"] == LINE


def test_the_digest_prints_the_line_in_every_format(counted: TestOffice) -> None:
    counted.clock.set("2026-11-25T08:00:00+08:00")
    digest = make_digest(counted.program.desk, date(2026, 11, 25))
    assert {"html", "md", "json", "docx", "pdf"} <= set(FORMATS)
    assert LINE in render(digest, "html").decode()
    assert LINE in render(digest, "md").decode()
    assert any(line["toll"] == LINE for line in json.loads(render(digest, "json"))["red"])
    words = "\n".join(p.text for p in Document(io.BytesIO(render(digest, "docx"))).paragraphs)
    assert LINE in words


def test_a_digest_of_an_earlier_moment_prints_what_was_known_then(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.ingest(told("first", BULLETIN, 8, source="长春发布", source_kind="official_site"))  # type: ignore[arg-type]
    office.clock.set("2026-11-25T09:00:00+08:00")
    office.ingest(told("final", FINAL, 9, 25))  # type: ignore[arg-type]
    (line,) = make_digest(office.program.desk, date(2026, 11, 25)).red
    assert line.toll == "官方通报：死亡10人、受伤15人（11月24日08:00，长春发布）"


def test_a_paper_prints_the_numbers_known_when_it_went_out(counted: TestOffice) -> None:
    with counted.on_case() as (work, case):
        papers.transfer(work, case, Order(("市应急管理局",), "请核实并处置。", "王主任"))
    counted.clock.move(minutes=30)
    more = FINAL.replace("12人", "13人").replace("9时20分", "9时50分")
    counted.ingest(told("more", more, 9, 55))  # type: ignore[arg-type]
    assert counted.case()["deaths_official"] == 13
    with counted.program.database.read() as session:
        sheet = sheet_of(session, session.get_one(Paper, 1), counted.program.book)
    assert LINE in render_sheet(sheet, "html").decode()
    cells = [
        c.text
        for t in Document(io.BytesIO(render_sheet(sheet, "docx"))).tables
        for r in t.rows
        for c in r.cells
    ]
    assert LINE in cells


def test_an_alert_tells_the_line_and_the_audit_holds_none_of_its_numbers(counted: TestOffice) -> None:
    counted.beat()
    assert any(LINE in message.text for _, message in counted.receiver.got)
    assert not any(
        "toll" in json.dumps(record.body) or "31人" in json.dumps(record.body, ensure_ascii=False)
        for record in counted.audit()
    )
