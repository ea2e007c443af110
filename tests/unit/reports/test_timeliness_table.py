from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from monitor.errors import UsageError
from monitor.reports.timeliness import COLUMN_LABELS, FORMATS, TimelinessTable, render_table
from monitor.sla.timeliness import Outcome
from monitor.sla.timeliness_table import COLUMNS, tabulate


def table(*keys: str, by: str | None = "organ") -> TimelinessTable:
    found = [Outcome(key, "met", 7200, "substantive") for key in keys]
    rows = tabulate(found, grouped=by is not None)
    as_of = datetime(2026, 11, 23, tzinfo=UTC)
    return TimelinessTable(date(2026, 11, 1), date(2026, 11, 20), by, as_of, rows)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_figures_give_the_same_bytes(format: str) -> None:
    assert render_table(table("市水务局"), format) == render_table(table("市水务局"), format)


def test_json_names_the_period_and_the_moment() -> None:
    tree = json.loads(render_table(table("市水务局"), "json"))
    assert {k: tree[k] for k in ("from", "to", "by", "as_of")} == {
        "from": "2026-11-01",
        "to": "2026-11-20",
        "by": "organ",
        "as_of": "2026-11-23T08:00:00+08:00",
    }
    assert tree["rows"][0]["in_time_share"] == 1.0


def test_csv_opens_as_utf8_in_a_spreadsheet_and_has_the_codes_as_header() -> None:
    content = render_table(table("市水务局"), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert tuple(header) == COLUMNS
    assert row[:3] == ["市水务局", "1", "1"]


@pytest.mark.parametrize("name", ["=1+1", "+86", "-1", "@x", "\t=1"])
def test_no_cell_becomes_a_formula(name: str) -> None:
    (_, row) = csv.reader(io.StringIO(render_table(table(name), "csv").decode("utf-8-sig")))
    assert row[0] == f"'{name}"
    sheet = load_workbook(io.BytesIO(render_table(table(name), "xlsx"))).worksheets[0]
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)


def test_xlsx_has_chinese_headings_a_sum_and_the_method() -> None:
    book = load_workbook(io.BytesIO(render_table(table("市水务局", "市水务局", "none"), "xlsx")))
    rows = [[cell.value for cell in cells] for cells in book["及时性"].iter_rows()]
    assert rows[2] == ["回应主体", *COLUMN_LABELS.values()]
    assert [row[:3] for row in rows[3:]] == [["市水务局", 2, 2], ["未指明", 1, 1], ["合计", 3, 3]]
    assert rows[3][rows[2].index("用时中位数（小时）")] == 2
    assert any("最近秩" in str(cells[0].value) for cells in book["口径说明"].iter_rows())


def test_an_unknown_format_is_refused_in_one_sentence() -> None:
    with pytest.raises(UsageError, match="json、csv、xlsx"):
        render_table(table(), "ods")


def test_a_control_character_in_a_name_does_not_break_the_file() -> None:
    sheet = load_workbook(io.BytesIO(render_table(table("市\x00水务局"), "xlsx"))).worksheets[0]
    assert sheet["A4"].value == "市 水务局"
