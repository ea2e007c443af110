"""The roster as XLSX and iCalendar: what goes out comes in again; what offices draw up is read."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest

from monitor.clock import parse_time
from monitor.errors import UsageError
from monitor.reports.roster_files import RosterRead, RosterRow
from monitor.reports.roster_ics import read_ics, write_ics
from monitor.reports.roster_xlsx import COLUMNS, read_xlsx, write_xlsx
from monitor.sla.roster_file import Person

PEOPLE = [
    Person(id="zhang", name="张三", role="officer"),
    Person(id="li", name="李四", role="officer"),
    Person(id="zhao", name="赵六", role="section_head"),
    Person(id="qian", name="钱七", role="deputy"),
    Person(id="lin", name="李四光", role="officer"),
]
BY_ID = {p.id: p for p in PEOPLE}
MADE = parse_time("2026-11-24 08:00")


def at(text: str) -> datetime:
    return parse_time(text)


ROWS = [
    RosterRow("zhang", at("2026-12-01 08:00"), at("2026-12-01 20:00")),
    RosterRow("zhao", at("2026-12-01 20:00"), at("2026-12-02 08:00"), role="officer", note="支援"),
    RosterRow("li", at("2026-12-03 00:00"), at("2026-12-05 00:00"), "leave", substitute="zhang"),
]


@pytest.mark.parametrize("kind", ["xlsx", "ics"])
def test_what_is_written_is_read_again_as_it_was(kind: str) -> None:
    write, read = (write_xlsx, read_xlsx) if kind == "xlsx" else (write_ics, read_ics)
    found = read(write(ROWS, BY_ID, "值班表", MADE), PEOPLE)
    assert found == RosterRead(ROWS, [])


@pytest.mark.parametrize("write", [write_xlsx, write_ics])
def test_the_same_roster_is_the_same_bytes(write: Any) -> None:
    assert write(ROWS, BY_ID, "值班表", MADE) == write(ROWS, BY_ID, "值班表", MADE)


def sheet(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        assert book.active is not None
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_table_of_days_that_offices_draw_up_is_read() -> None:
    content = sheet(
        ("十二月值班表",),
        ("日期", "星期", "值班员 08:00-20:00", "值班员 20:00-08:00", "带班领导 08:00-08:00"),
        (date(2026, 12, 1), "二", "张三", "李四、赵六", "钱七"),
        ("2026年12月2日", "三", "李四", "", "钱七"),
    )
    found = read_xlsx(content, PEOPLE)
    assert not found.bad
    assert [(r.person, r.start, r.end, r.role) for r in found.rows] == [
        ("zhang", at("2026-12-01 08:00"), at("2026-12-01 20:00"), None),
        ("li", at("2026-12-01 20:00"), at("2026-12-02 08:00"), None),
        ("zhao", at("2026-12-01 20:00"), at("2026-12-02 08:00"), "officer"),
        ("qian", at("2026-12-01 08:00"), at("2026-12-02 08:00"), None),
        ("li", at("2026-12-02 08:00"), at("2026-12-02 20:00"), None),
        ("qian", at("2026-12-02 08:00"), at("2026-12-03 08:00"), None),
    ]


def test_a_list_by_names_alone_is_enough() -> None:
    content = sheet(
        ("姓名", "开始时间", "结束时间"),
        ("张三", "2026-12-01 08:00", datetime(2026, 12, 1, 20, tzinfo=UTC).replace(tzinfo=None)),
    )
    assert read_xlsx(content, PEOPLE).rows == [
        RosterRow("zhang", at("2026-12-01 08:00"), at("2026-12-01 20:00"))
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("王五", "2026-12-01 08:00", "2026-12-01 20:00"), "第 3 行：值班表的 people 中没有“王五”"),
        (("张三", "明天", "2026-12-01 20:00"), "第 3 行：开始不是有效的时间：明天"),
        (("张三", "2026-12-01 20:00", "2026-12-01 08:00"), "第 3 行：结束须晚于开始"),
        ((None, "2026-12-01 20:00", "2026-12-02 08:00"), "第 3 行：没有写明人员"),
    ],
)
def test_a_bad_row_is_named_by_its_number_and_the_others_are_read(row: tuple[Any, ...], reason: str) -> None:
    good = ("张三", "2026-12-01 08:00", "2026-12-01 20:00")
    found = read_xlsx(sheet(("姓名", "开始", "结束"), good, row, (), good), PEOPLE)
    assert len(found.rows) == 2
    assert [str(b) for b in found.bad] == [reason]


def test_a_name_of_two_people_asks_for_the_id() -> None:
    twins = [*PEOPLE, Person(id="zhang2", name="张三", role="officer")]
    found = read_xlsx(sheet(("姓名", "开始", "结束"), ("张三", "2026-12-01", "2026-12-02")), twins)
    assert "对应多人" in str(found.bad[0]) and "zhang2" in str(found.bad[0])


def test_a_name_that_is_part_of_another_is_told_apart() -> None:
    found = read_xlsx(sheet(("姓名", "开始", "结束"), ("李四", "2026-12-01", "2026-12-02")), PEOPLE)
    assert found.rows[0].person == "li"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04damaged", sheet(("甲", "乙"), (1, 2))])
def test_what_is_no_roster_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"XLSX|表头"):
        read_xlsx(content, PEOPLE)


def test_a_text_never_becomes_a_formula() -> None:
    evil = [RosterRow("zhang", at("2026-12-01"), at("2026-12-02"), note='=HYPERLINK("http://x")')]
    cells = openpyxl.load_workbook(io.BytesIO(write_xlsx(evil, BY_ID, "=1+1", MADE)))["值班表"]
    assert cells.cell(3, 8).data_type == "s"
    assert cells.cell(1, 1).data_type == "s"
    assert [c.value for c in cells[2]] == list(COLUMNS)


def calendar(*lines: str) -> bytes:
    body = "\r\n".join(lines)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}\r\nEND:VCALENDAR\r\n".encode()


def event(*lines: str) -> bytes:
    return calendar("BEGIN:VEVENT", "UID:1", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT")


def test_a_calendar_of_another_program_names_people_in_its_titles_or_attendees() -> None:
    by_title = event("SUMMARY:值班 张三", "DTSTART:20261201T000000Z", "DTEND:20261201T120000Z")
    assert read_ics(by_title, PEOPLE).rows == [
        RosterRow("zhang", at("2026-12-01 08:00"), at("2026-12-01 20:00"))
    ]
    by_guest = event(
        "SUMMARY:值班",
        "ATTENDEE;CN=李四:mailto:li@example.cn",
        "DTSTART:20261201T000000Z",
        "DURATION:PT12H",
    )
    assert read_ics(by_guest, PEOPLE).rows[0].person == "li"


def test_an_event_of_whole_days_is_shanghai_days() -> None:
    whole = event("SUMMARY:请假 李四", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203")
    row = read_ics(whole, PEOPLE).rows[0]
    assert (row.kind, row.start, row.end) == ("leave", at("2026-12-01"), at("2026-12-03"))


def test_a_recurring_event_is_written_out_without_its_exceptions() -> None:
    weekly = event(
        "SUMMARY:值班 张三",
        "DTSTART;TZID=Asia/Shanghai:20261201T080000",
        "DTEND;TZID=Asia/Shanghai:20261201T200000",
        "RRULE:FREQ=DAILY;INTERVAL=3;UNTIL=20261210T000000Z",
        "EXDATE;TZID=Asia/Shanghai:20261204T080000",
    )
    assert [r.start for r in read_ics(weekly, PEOPLE).rows] == [
        at("2026-12-01 08:00"),
        at("2026-12-07 08:00"),
        at("2026-12-10 08:00"),
    ]


def test_an_event_that_recurs_without_end_is_cut_after_four_hundred_days() -> None:
    endless = event(
        "SUMMARY:值班 张三", "DTSTART:20261201T000000Z", "DTEND:20261201T120000Z", "RRULE:FREQ=DAILY"
    )
    rows = read_ics(endless, PEOPLE).rows
    assert len(rows) == 401


def test_a_cancelled_event_is_no_turn_and_a_bad_one_is_named() -> None:
    gone = event(
        "STATUS:CANCELLED", "SUMMARY:值班 张三", "DTSTART:20261201T000000Z", "DTEND:20261201T120000Z"
    )
    assert read_ics(gone, PEOPLE).rows == []
    stranger = event("SUMMARY:部门例会", "DTSTART:20261201T000000Z", "DTEND:20261201T120000Z")
    assert str(read_ics(stranger, PEOPLE).bad[0]) == "第 1 个日程：值班表的 people 中没有“部门例会”"


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", calendar()])
def test_what_is_no_calendar_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UsageError, match="iCalendar"):
        read_ics(content, PEOPLE)


def test_an_exported_event_keeps_its_name_so_that_calendars_update_it() -> None:
    first = write_ics(ROWS, BY_ID, "值班表", MADE)
    later = write_ics(ROWS, BY_ID, "值班表", at("2026-11-25 08:00"))
    uids = [[line for line in c.decode().splitlines() if line.startswith("UID")] for c in (first, later)]
    assert uids[0] == uids[1] and len(set(uids[0])) == 3
