from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from monitor.clock import rfc3339
from monitor.collectors.files import Row, detect, read_file
from monitor.collectors.poll import Reject
from monitor.errors import UsageError
from monitor.item import Item

SHARED = Path(__file__).resolve().parents[3] / "../shared/data"
needs_data = [
    pytest.mark.data,
    pytest.mark.skipif(not SHARED.exists(), reason="no shared data beside the project"),
]
HEADER = "msg_id,user,time,title,detail,likes,dislikes"


def put(tmp_path: Path, content: str | bytes, name: str = "in.dat") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def book(tmp_path: Path, *rows: Sequence[object], before: Sequence[Sequence[object]] = ()) -> Path:
    made = openpyxl.Workbook()
    if before:
        for row in before:
            made.active.append(list(row))
        made.create_sheet("数据")
    for row in rows:
        made.worksheets[-1].append(list(row))
    path = tmp_path / "in.xlsx"
    made.save(path)
    return path


def items(rows: Sequence[Row]) -> list[Item]:
    return [r for r in rows if isinstance(r, Item)]


def rejects(rows: Sequence[Row]) -> list[tuple[int, str]]:
    return [(r.row, r.reason) for r in rows if isinstance(r, Reject)]


def line(**fields: object) -> bytes:
    return json.dumps({"id": "1", "title": "题"} | fields, ensure_ascii=False).encode()


def test_bad_lines_are_rejected_by_their_number_and_the_others_go_on(tmp_path: Path) -> None:
    lines = [
        b"\xef\xbb\xbf" + line(id="a"),
        b"",
        b"   ",
        b"[1]",
        b"{broken",
        b'{"title": "no id"}',
        line(id="", title="x"),
        line(id="b", title="", text=" "),
        '{"id": "c", "title": "乱码"}'.encode("gbk"),
        line(id="g"),
    ]
    rows = list(read_file(put(tmp_path, b"\n".join(lines)), "jsonl"))
    assert [i.id for i in items(rows)] == ["a", "g"]
    assert [n for n, _ in rejects(rows)] == [4, 5, 6, 7, 8, 9]
    assert rejects(rows)[5] == (9, "不是 UTF-8 文字")


@pytest.mark.parametrize(
    ("given", "ignored"),
    [
        ({"source_kind": "newspaper"}, ("source_kind",)),
        ({"source_kind": ["forum"], "likes": -1}, ("likes", "source_kind")),
        ({"published_at": "2026-02-30 10:00", "views": "few"}, ("views", "published_at")),
        ({"published_at": 1_700_000_000, "comments": True, "url": {}}, ("url", "comments", "published_at")),
        ({"text": ["no text"], "likes": "12", "published_at": ""}, ("text",)),
        ({"reposts": 10**30, "collected_at": "0001-01-01"}, ("reposts", "collected_at")),
    ],
)
def test_a_further_field_that_cannot_be_read_counts_as_not_given(
    tmp_path: Path, given: dict[str, object], ignored: tuple[str, ...]
) -> None:
    (found,) = read_file(put(tmp_path, line(**given)), "jsonl")
    assert isinstance(found, Item)
    assert sorted(found.ignored) == sorted(ignored)
    assert (found.title, found.source_kind, found.published_at) == ("题", "other", None)
    assert "ignored" not in found.to_json()


def test_an_id_is_kept_as_it_was_given(tmp_path: Path) -> None:
    (found,) = read_file(put(tmp_path, line(id=" 7 ")), "jsonl")
    assert isinstance(found, Item)
    assert found.id == " 7 "


def test_a_stray_zero_byte_costs_no_table(tmp_path: Path) -> None:
    table = "标题,正文,链接\n甲,水压不\x00足,http://a.cn/1\n乙,供暖不热,http://a.cn/2\n"
    assert [i.title for i in items(list(read_file(put(tmp_path, table, "表.csv"))))] == ["甲", "乙"]


def test_a_broken_first_line_makes_no_table_of_a_jsonl_file(tmp_path: Path) -> None:
    rows = list(read_file(put(tmp_path, b"not json\n" + line(id="a"), "posts.jsonl")))
    assert rejects(rows) == [(1, "不是有效的 JSON")]
    assert [i.id for i in items(rows)] == ["a"]


def test_windows_line_ends_and_a_missing_last_one_are_accepted(tmp_path: Path) -> None:
    rows = list(read_file(put(tmp_path, line(id="a") + b"\r\n" + line(id="b")), "jsonl"))
    assert [i.id for i in items(rows)] == ["a", "b"]


def test_deep_nesting_and_endless_numbers_are_rejects(tmp_path: Path) -> None:
    body = b"[" * 200_000 + b"\n" + b'{"id": "1", "likes": ' + b"9" * 10_000 + b"}\n" + line(id="z")
    rows = list(read_file(put(tmp_path, body), "jsonl"))
    assert [n for n, _ in rejects(rows)] == [1, 2]
    assert [i.id for i in items(rows)] == ["z"]


def test_what_no_database_stores_as_text_is_replaced(tmp_path: Path) -> None:
    rows = list(read_file(put(tmp_path, b'{"id": "1", "title": "a\\u0000b\\ud800c"}'), "jsonl"))
    assert items(rows)[0].title == "a\ufffdb\ufffdc"


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = put(tmp_path, line() + b"\n" + line() + b"\n")
    list(read_file(path, "jsonl", progress=lambda done, whole: seen.append((done, whole))))
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)
    assert seen == sorted(seen)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_of_messages_is_read_in_every_charset_that_offices_use(tmp_path: Path, charset: str) -> None:
    text = f'{HEADER}\n1,甲,2019/9/2 21:53:00,题,"第一行\n第二行",3,0\n2,乙,2019-09-03,题二,文,,\n'
    first, second = read_file(put(tmp_path, text.encode(charset)))
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.id, first.author, first.text, first.likes) == ("1", "甲", "第一行\n第二行", 3)
    assert first.source_kind == "hotline"
    assert first.published_at is not None
    assert rfc3339(first.published_at) == "2019-09-02T21:53:00+08:00"
    assert (second.date_only, second.likes) == (True, None)


def test_csv_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = f'{HEADER}\n1,a,,t,"x\ny",0,0\n\n2,a,never,t,x,0,0\n3,a,,,,0,0\n4,a,,t,x,few,0\n5,a,,t,x,0,0,0,0,extra\n6,a,,t,x\n'
    rows = list(read_file(put(tmp_path, text), "csv"))
    assert [i.id for i in items(rows)] == ["1", "6"]
    assert rejects(rows) == [
        (4, "published_at 不是有效时间：never"),
        (5, "标题与正文均为空"),
        (6, "likes 不是数量：few"),
        (7, "有 10 列，多于表头的 7 列"),
    ]


def test_one_row_with_bad_bytes_is_a_reject_and_the_rest_stays_readable(tmp_path: Path) -> None:
    text = (
        f"{HEADER}\n".encode()
        + "1,a,,供暖,x,0,0\n".encode()
        + b"2,a,,t\xff,x,0,0\n"
        + "3,a,,噪声,x,0,0\n".encode()
    )
    rows = list(read_file(put(tmp_path, text), "csv"))
    assert [i.title for i in items(rows)] == ["供暖", "噪声"]
    assert rejects(rows) == [(3, "含无法解码的字节")]


def test_an_open_quotation_mark_at_the_head_of_a_huge_file_costs_its_own_row_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it swallowed was longer than any cell may be, and the whole file was refused."""
    monkeypatch.setattr("monitor.collectors.tables._MAX_FIELD", 200)
    table = '标题,正文\n"甲,水压不足\n' + "".join(f"乙{n},供暖不热\n" for n in range(50))
    rows = list(read_file(put(tmp_path, table, "表.csv")))
    assert rejects(rows) == [(2, "列数不足，引号可能没有闭合")] and len(items(rows)) == 50


def test_a_quotation_mark_left_open_is_no_silent_loss(tmp_path: Path) -> None:
    rows = list(read_file(put(tmp_path, f'{HEADER}\n1,a,,t,x,0,0\n2,a,,t,"open,0,0\n3,a,,t,x,0,0\n'), "csv"))
    assert [i.id for i in items(rows)] == ["1", "3"]
    assert rejects(rows) == [(3, "列数不足，引号可能没有闭合")]


def test_a_mark_left_open_in_the_last_column_takes_no_later_row_into_its_text(tmp_path: Path) -> None:
    rows = list(read_file(put(tmp_path, 'id,title,text\n1,t,"open\n2,t,x\n3,t,y'), "csv"))
    assert [(i.id, i.text.strip()) for i in items(rows)] == [("1", "open"), ("2", "x"), ("3", "y")]


def test_replies_come_with_their_messages(tmp_path: Path) -> None:
    text = "留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间\n7,甲,题,2019/1/8 10:00:00,文,已办结,2019/1/20 9:30:00\n"
    (item,) = items(list(read_file(put(tmp_path, text.encode("gbk")))))
    assert (item.id, item.title, item.text, item.reply) == ("7", "题", "文", "已办结")
    assert item.replied_at is not None
    assert rfc3339(item.replied_at) == "2019-01-20T09:30:00+08:00"


@pytest.mark.parametrize(
    "zero",
    [
        "0000-00-00 00:00:00",
        " 1980-01-01 00:00:00",
        "9999-12-31 00:00:00",
        "1970-01-01 08:00:00",
        "0001/1/1 0:00:00",
    ],
)
def test_the_zero_that_a_database_writes_for_no_time_is_none(tmp_path: Path, zero: str) -> None:
    text = f"留言编号,留言主题,留言时间,答复时间\n7,题,2019/1/8 10:00:00,{zero}\n8,题,{zero},\n"
    first, second = items(list(read_file(put(tmp_path, text))))
    assert (first.replied_at, second.published_at) == (None, None)


def test_generic_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    text = "id\ttitle\ttext\turl\tsource\tsource_kind\tviews\nx\tt\tb\thttp://a.cn\tS\tportal\t1.2万\ny\tt\tb\t\t\tradio\t\n"
    rows = list(read_file(put(tmp_path, text), "csv"))
    (item,) = items(rows)
    assert (item.id, item.url, item.source, item.source_kind, item.views) == (
        "x",
        "http://a.cn",
        "S",
        "portal",
        12_000,
    )
    assert rejects(rows) == [(3, "source_kind 取值无效：radio")]


def test_a_row_without_an_id_gets_a_stable_one(tmp_path: Path) -> None:
    path = put(tmp_path, "title,text\n甲,文\n乙,文\n")
    once, again = ([i.id for i in items(list(read_file(path, "csv")))] for _ in range(2))
    assert once == again
    assert len(set(once)) == 2


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="一级分类、二级分类"):
        list(read_file(put(tmp_path, "一级分类,二级分类\na,b\n"), "csv"))


def test_a_workbook_is_read_below_a_title_row_and_from_the_sheet_that_holds_the_data(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["留言汇总表"],
        ["留言编号", "留言主题", "留言详情", "留言时间"],
        [17.0, "题", "文", datetime(2026, 11, 23, 8)],  # noqa: DTZ001 - a sheet's times have no zone
        [],
        [18, "题", None, 46349.5],
        [19, "题", "文", date(2026, 11, 23)],
        [20, None, None, None],
        before=[["说明"], ["本表由系统导出"]],
    )
    rows = list(read_file(path))
    assert [i.id for i in items(rows)] == ["17", "18", "19"]
    times = [i.published_at for i in items(rows)]
    assert [rfc3339(t) for t in times if t] == [
        "2026-11-23T08:00:00+08:00",
        "2026-11-23T12:00:00+08:00",
        "2026-11-23T00:00:00+08:00",
    ]
    assert rejects(rows) == [(7, "标题与正文均为空")]


def test_a_workbook_with_a_sheet_for_each_medium_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "media.xlsx"
    made = openpyxl.Workbook()
    for name, rows in {
        "说明": [["本表由系统导出"]],
        "微博": [["id", "标题"], ["1", "甲"]],
        "空": [],
        "论坛": [["id", "正文"], ["2", "乙"], ["3", None]],
        "贴吧": [["编号", "帖文"], ["4", "丙"]],
    }.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    passed: list[str] = []
    rows = list(read_file(path, passed=passed.append))
    assert [i.id for i in items(rows)] == ["1", "2"]
    assert passed == [f"media.xlsx：工作表“{name}”没有认识的列名，未读入" for name in ("说明", "贴吧")]
    assert rejects(rows) == [(3, "工作表“论坛”：标题与正文均为空")]


def test_a_workbook_without_known_columns_names_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="甲、乙"):
        list(read_file(book(tmp_path, ["甲", "乙"], [1, 2])))


def test_a_blank_sheet_beside_them_hides_no_unknown_columns(tmp_path: Path) -> None:
    """Spreadsheet programs leave a blank sheet; with one the whole file counted as read, without a row."""
    path = tmp_path / "blank.xlsx"
    made = openpyxl.Workbook()
    made.create_sheet("数据").append(["甲", "乙"])
    made.save(path)
    with pytest.raises(UsageError, match="甲、乙"):
        list(read_file(path))


def test_a_damaged_workbook_is_one_clear_sentence(tmp_path: Path) -> None:
    whole = book(tmp_path, ["title"], ["t"]).read_bytes()
    for body in (whole[: len(whole) // 2], whole.replace(b"<", b"!"), b"PK\x03\x04 nothing"):
        with pytest.raises(UsageError, match=r"\.xlsx"):
            list(read_file(put(tmp_path, body, "bad.xlsx")))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{"id": "1"}\n', "jsonl"),
        ("\ufeff \n{\n", "jsonl"),
        ("<?xml version='1.0'?><rss/>", "feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "feed"),
        ('{"id": "1", "text": "https://jsonfeed.org/version"}\n{"id": "2"}', "jsonl"),
        ("id,title\n", "csv"),
        ("", "csv"),
    ],
)
def test_the_format_is_seen_in_the_content(tmp_path: Path, content: str, kind: str) -> None:
    assert detect(put(tmp_path, content, "in.txt")) == kind


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl"):
        assert list(read_file(put(tmp_path, b"", name))) == []


@pytest.mark.parametrize(
    ("content", "format", "says"),
    [
        (b"\xd0\xcf\x11\xe0", "auto", "xls"),
        (b"<html>", "feed", "RSS"),
        (b"x", "docx", "未知的格式"),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_wrong_use(
    tmp_path: Path, content: bytes, format: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        list(read_file(put(tmp_path, content), format))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="文件不存在"):
        read_file(tmp_path / "none.csv")


def test_feed_files_are_rows_too(tmp_path: Path) -> None:
    feed = "<rss version='2.0'><channel><title>f</title><item><title>t</title></item><item/></channel></rss>"
    rows = list(read_file(put(tmp_path, feed)))
    assert [i.title for i in items(rows)] == ["t"]
    assert [n for n, _ in rejects(rows)] == [2]


class TestSharedData:
    pytestmark = needs_data

    @pytest.mark.parametrize(
        ("name", "n", "kinds"),
        [
            ("hotline_messages.csv", 4326, {"hotline"}),
            ("replies.csv", 1689, {"hotline"}),
            ("messages_labelled.csv", 2625, {"hotline"}),
            ("platform_export_sample.xlsx", 300, {"local_media", "central_media"}),
        ],
    )
    def test_every_row_of_a_shared_table_is_an_item_of_its_own(
        self, name: str, n: int, kinds: set[str]
    ) -> None:
        rows = list(read_file(SHARED / name))
        assert rejects(rows) == []
        assert len({i.id for i in items(rows)}) == n
        assert {i.source_kind for i in items(rows)} == kinds
        assert not any(i.date_only for i in items(rows))

    def test_every_reply_has_its_time(self) -> None:
        rows = items(list(read_file(SHARED / "replies.csv")))
        assert all(i.reply and i.replied_at and i.published_at for i in rows)
        assert sum(i.replied_at < i.published_at for i in rows if i.replied_at and i.published_at) == 0


def test_numbers_that_a_spreadsheet_rounded_do_not_make_one_order_of_many(tmp_path: Path) -> None:
    table = "工单编号,工单标题,工单内容\n" + "\n".join(
        f"2.02611E+13,{title},朝阳区某小区{title}" for title in ("供暖不热", "停水", "道路塌陷")
    )
    assert len({i.id for i in items(list(read_file(put(tmp_path, table))))}) == 3
    numbered = [(20261124001234500, "停电"), (20261124001234500.0, "停水"), (20261124.0, "噪声")]
    numbered += [(2026112400001234, "积水"), (2026112400001230, "扬尘")]
    made = book(tmp_path, ("工单编号", "工单标题"), *numbered)
    found = items(list(read_file(made)))
    assert len({i.id for i in found}) == 5
    assert found[2].id == "20261124", "what is not rounded stays the order's own number"
    assert found[3].id == "2026112400001234", "a spreadsheet would have made 0 of its last digit"
    assert found[4].id != "2026112400001230"
