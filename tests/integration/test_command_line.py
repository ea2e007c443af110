"""The command line as a script meets it: exit codes, one sentence on stderr, data on stdout."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from sqlmodel import text

from monitor.cli import cli, run
from monitor.steps.accounts import change_password, create_account
from tests.office import MORNING, TestOffice, fire, item

PASSWORD = "第二人自己的口令-2026"


@dataclass
class Told:
    """What one call came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Monitor = Callable[..., Told]


@pytest.fixture
def monitor(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Monitor:
    """Calls the program on a scratch office, its clock standing still at eight in the morning."""
    sqlite_office.program.close()
    monkeypatch.setenv("MONITOR_NOW", MORNING)
    monkeypatch.setenv("MONITOR_VAR", str(sqlite_office.settings.var))
    monkeypatch.setenv("MONITOR_CONFIG", str(sqlite_office.settings.config_dir))
    monkeypatch.setenv("MONITOR_DATABASE_URL", sqlite_office.settings.database_url)

    def call(*args: str, stdin: str = "") -> Told:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = run(list(args))
        return Told(code, *capsys.readouterr())

    return call


def opened(monitor: Monitor, **more: Any) -> dict[str, Any]:
    told = monitor(
        "case", "open", "--as", "zhang", "--json", stdin=json.dumps(fire().to_json() | more)
    ).json()
    assert isinstance(told, dict)
    return told


def waive(monitor: Monitor) -> Told:
    return monitor(
        "case", "waive", "1", "--as", "zhang", "--reason", "非本市事项", "--basis", "属地管理",
        "--second", "zhao", "--json",
    )  # fmt: skip


def give_password(office: TestOffice, person: str) -> None:
    database, roster, now = office.program.database, office.program.book.roster, office.clock.now()
    once = create_account(database, roster, person, ["leader"], actor="admin", at=now)
    change_password(database, person, once, PASSWORD, at=now)


def test_a_second_person_proves_the_consent_by_the_own_password(
    monitor: Monitor, sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(monitor)
    give_password(sqlite_office, "zhao")
    monkeypatch.setenv("MONITOR_SECOND_PASSWORD", "不是这个口令")
    refused = waive(monitor)
    assert (refused.code, refused.out) == (1, "")
    assert "第二人未通过验证" in refused.err
    assert json.loads(sqlite_office.audit("account.sign_in_failed")[-1].body)["failures"] == 1

    monkeypatch.setenv("MONITOR_SECOND_PASSWORD", PASSWORD)
    act = waive(monitor).json()["timeline"][-1]
    assert (act["act"], act["second"], act["second_state"]) == ("waive", "zhao", "present")


def test_without_proof_the_consent_was_given_by_telephone(monitor: Monitor) -> None:
    opened(monitor)
    act = waive(monitor).json()["timeline"][-1]
    assert (act["second"], act["second_state"]) == ("zhao", "phone")


def test_a_day_without_an_hour_settles_no_deadline_and_moves_no_clock(monitor: Monitor) -> None:
    opened(monitor)
    record = ["case", "record", "1", "--as", "zhang", "--kind", "response", "--note", "见报"]
    told = monitor(*record, "--published-at", "2026-11-24")
    assert (told.code, told.out) == (2, "")
    assert "--published-at 须写明时刻" in told.err
    start = ["case", "start", "1", "--as", "zhang", "--evidence", "接警记录"]
    assert monitor(*start, "--occurred-at", "2026-11-24").code == 2
    assert monitor(*start, "--occurred-at", "2026-11-24 06:10").code == 0


def test_a_case_opened_with_a_bare_day_rings_and_is_no_breach_before_it_is_confirmed(
    monitor: Monitor,
) -> None:
    case = opened(monitor, severity="II", occurred_at="2026-11-23")
    from_day = [d for d in case["deadlines"] if d["start_evidence"] == "occurrence" and d["public"]]
    assert {d["kind"] for d in from_day} == {"first_release", "press_conference"}
    assert all(d["time_pending"] and d["start_at"] == "2026-11-23T00:00:00+08:00" for d in from_day)
    assert {d["state"] for d in from_day} == {"open"}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "数据库不可用"),
        ("sqlite:///{junk}", "不是 SQLite 数据库"),
        ("sqlite:///{folder}", "数据库不可用"),
        ("oracle://x", "数据库地址无效"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence(
    monitor: Monitor, tmp_path: Path, url: str, sentence: str
) -> None:
    junk = tmp_path / "junk.db"
    junk.write_text("no database " * 500)
    told = monitor("case", "list", "--json", "--db", url.format(junk=junk, folder=tmp_path))
    assert (told.code, told.out) == (2 if "无效" in sentence else 1, "")
    assert sentence in told.err.splitlines()[-1]
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("level", "code"), [("info", 0), ("Warning", 0), ("LOUD", 2), ("raiseExceptions", 2)]
)
def test_how_much_is_logged_may_be_written_small_and_a_slip_is_told(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch, level: str, code: int
) -> None:
    monkeypatch.setenv("MONITOR_LOG", level)
    told = monitor("case", "list")
    assert told.code == code
    assert code == 0 or told.err.splitlines() == [
        f"环境变量 MONITOR_LOG 只能取 DEBUG、INFO、WARNING、ERROR：{level}"
    ]


def test_an_older_program_says_that_a_newer_one_has_upgraded_the_database(
    monitor: Monitor, sqlite_office: TestOffice
) -> None:
    with sqlite_office.program.database.write() as tx:
        tx.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    told = monitor("case", "list")
    assert told.code == 1
    assert "更新版本的程序" in told.err and "Traceback" not in told.err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ([], "缺少命令；用法见 monitor --help"),
        (["case"], "缺少命令；用法见 monitor case --help"),
        (["classify", "items.jsonl"], "多余的参数 items.jsonl；用法见 monitor classify --help"),
        (["ingest", "--format"], "选项 --format 的写法有误"),
        (["sing"], "没有命令 sing"),
        (["tick", "--loud"], "没有选项 --loud"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(monitor: Monitor, args: list[str], sentence: str) -> None:
    told = monitor(*args)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(sentence)
    assert len(told.err.splitlines()) == 1


def test_a_field_that_cannot_be_read_costs_no_item_and_is_named(monitor: Monitor, tmp_path: Path) -> None:
    lines = [
        item(id="a").to_json() | {"published_at": "2026-02-30T10:00:00+08:00"},
        item(id="b").to_json() | {"likes": "很多", "source_kind": "radio"},
        {"id": "c", "title": ["x"], "text": 7.5},
        {"id": "d", "title": {"x": 1}},
    ]
    text = "\n".join(json.dumps(one) for one in lines)
    told = monitor("classify", stdin=text)
    results = [json.loads(line) for line in told.out.splitlines()]
    assert told.code == 1
    assert [r.get("ignored") for r in results] == [
        ["published_at"],
        ["likes", "source_kind"],
        ["title"],
        None,
    ]
    assert results[3] == {"line": 4, "error": "title 与 text 均为空"}

    file = tmp_path / "items.jsonl"
    file.write_text(text, encoding="utf-8")
    told = monitor("ingest", str(file))
    out = told.json()
    assert (out["received"], out["rejected"]) == (4, 1)
    [kinds] = [line for line in told.err.splitlines() if "source_kind" in line]
    assert kinds.startswith(
        "items.jsonl：1 条的 source_kind 无法识别，未采用，条目照常入库（可用：central_media、"
    )
    assert out["ignored_fields"] == {"published_at": 1, "likes": 1, "source_kind": 1, "title": 1}


def test_a_file_that_cannot_be_read_does_not_hide_what_the_others_came_to(
    monitor: Monitor, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.csv"
    good.write_text(json.dumps(item().to_json()), encoding="utf-8")
    bad.write_text("甲,乙\n1,2\n", encoding="utf-8")
    told = monitor("ingest", str(bad), str(good))
    assert told.code == 1
    assert (told.json()["new"], told.json()["unreadable_files"]) == (1, ["bad.csv"])
    assert "bad.csv：不认识这些列名" in told.err
    alone = monitor("ingest", str(bad))
    assert (alone.code, alone.out) == (2, "")


def test_a_second_run_at_the_same_moment_keeps_the_reject_file_of_the_first(
    monitor: Monitor, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("这不是 JSON\n", encoding="utf-8")
    one = monitor("ingest", str(file)).json()["rejects_file"]
    file.write_text('{"id": ""}\n', encoding="utf-8")
    two = monitor("ingest", str(file)).json()["rejects_file"]
    assert one != two
    assert "JSON" in json.loads(Path(one).read_text(encoding="utf-8"))["reason"]


def test_collect_tells_a_line_a_source_on_stdout_and_nothing_else(monitor: Monitor) -> None:
    told = monitor("collect", "--source", "示例信源·市民热线", "--json")
    assert told.code == 0
    assert [json.loads(line)["source"] for line in told.out.splitlines()] == ["示例信源·市民热线"]
    assert "入库" in told.err


def test_a_folder_that_cannot_be_made_is_named_in_one_sentence(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = monitor("case", "list", "--db", f"sqlite:///{tmp_path / 'file' / 'below' / 'x.db'}")
    assert (told.code, told.out, len(told.err.splitlines())) == (1, "", 1)
    assert told.err.startswith("无法读写") and "below" in told.err


def test_a_fault_of_the_program_itself_is_told_in_one_sentence_below_its_log(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("monitor.commands.items.Classifier.load", broken)
    told = monitor("classify")
    assert (told.code, told.out) == (1, "")
    assert told.err.splitlines()[-1] == "程序内部错误（ZeroDivisionError），详情见上面的日志"


@pytest.mark.parametrize(
    "args",
    [
        ("case", "ack", "1"),
        ("duty", "reply", "ABCD"),
        ("duty", "cancel", "1", "--reason", "误登"),
        ("learn", "correct", "1", "--field", "category", "--value", "城乡建设"),
        ("message", "resend", "1", "--reason", "网络恢复"),
    ],
)
def test_who_is_not_on_the_roster_acts_nowhere_and_is_told_the_same_everywhere(
    monitor: Monitor, args: tuple[str, ...]
) -> None:
    told = monitor(*args, "--as", "nobody")
    assert told.code == 2
    assert "roster.yaml 的 people 中没有 id 为 nobody 的人员" in told.err


@pytest.mark.parametrize("ident", ["²", "٣", "9" * 30, "无此案"])
def test_a_case_that_does_not_exist_is_not_found_however_it_is_written(monitor: Monitor, ident: str) -> None:
    told = monitor("case", "show", ident)
    assert (told.code, told.out) == (1, "")
    assert f"没有编号为 {ident} 的案件" in told.err


def test_a_file_that_cannot_be_written_is_told_with_its_cause(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")
    out = str(tmp_path / "taken" / "roster.ics")
    for args in (("duty", "export", out), ("digest", "--date", "2026-11-23", "--format", "md", "--out", out)):
        told = monitor(*args)
        assert told.code == 1 and f"无法写入 {out}：" in told.err


def test_an_unknown_field_or_value_of_a_correction_is_wrong_use_told_in_one_sentence(
    monitor: Monitor,
) -> None:
    for args, word in (
        (("--field", "等级", "--value", "较大"), "事件等级（severity）"),
        (("--field", "事件等级", "--value", "很大"), "较大（III）"),
        (("--field", "flags", "--value", "谣言"), "标记由规则得出"),
    ):
        told = monitor("learn", "correct", "1", *args, "--as", "zhang")
        assert (told.code, told.out) == (2, "") and word in told.err.splitlines()[-1]


def test_a_case_is_shown_in_words_with_the_numbers_that_further_commands_ask_for(monitor: Monitor) -> None:
    opened(monitor, severity="II", occurred_at="2026-11-24T06:00:00+08:00")
    monitor("case", "concern", "1", "--as", "zhang", "--text", "起火原因是什么")
    shown = monitor("case", "show", "1").out
    assert "Ⅱ级 重大，待核实，未签收" in shown and "回应主体：" in shown
    assert "首发权威信息 计时中，截止 2026-11-24 11:00，起算 2026-11-24 06:00 " in shown
    assert "上报（首报，电话，市委市政府总值班室）" in shown
    assert "  1 起火原因是什么，待答复" in shown
    told = monitor("case", "show", "1", "--json").json()
    assert all(f"  {act['id']} 2026-11-24" in shown for act in told["timeline"])


def test_a_list_without_a_case_says_so_beside_the_data(monitor: Monitor) -> None:
    told = monitor("case", "list", "--state", "closed")
    assert (told.code, told.out, told.err) == (0, "", "没有“已办结”的案件\n")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("表.xlsx", b"not a book", "不是有效的 .xlsx 文件"),
        ("空.xlsx", b"", "不是有效的 .xlsx 文件"),
        ("条目.json", b'[\n{"id": "1", "title": "t"}]', "这是 JSON 数组，请改为每行一个 JSON 对象"),
        ("图.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "不是文字文件"),
    ],
)
def test_a_file_of_another_kind_is_told_for_what_it_is(
    monitor: Monitor, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    told = monitor("ingest", str(tmp_path / name))
    assert told.code == 2 and sentence in told.err


def test_a_report_asked_for_on_stdout_comes_there_and_makes_no_file_of_that_name(
    monitor: Monitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = monitor("digest", "--date", "2026-11-24", "--format", "md", "--out", "-", "--json")
    assert told.code == 2 and "不能同用" in told.err
    told = monitor("digest", "--date", "2026-11-24", "--format", "md", "--out", "-")
    assert told.code == 0 and told.out.startswith("# 政务舆情日报")
    assert not (tmp_path / "-").exists()


def test_an_export_held_against_no_anchor_is_not_called_whole_without_a_word(
    monitor: Monitor, tmp_path: Path
) -> None:
    (tmp_path / "cut.jsonl").write_bytes(b"")
    told = monitor("audit", "verify", "--file", str(tmp_path / "cut.jsonl"))
    assert told.json() == {"ok": True, "records": 0}
    assert "只核验了文件中的 0 条" in told.err


def _commands(command: click.Command, path: str = "monitor") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    ctx = click.Context(command)
    for name in command.list_commands(ctx):
        found = command.get_command(ctx, name)
        assert found is not None
        yield from _commands(found, f"{path} {name}")


def test_every_option_of_every_command_says_what_it_is_for() -> None:
    unsaid = [
        f"{path} {option.opts[0]}"
        for path, command in _commands(cli)
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert unsaid == []
    assert all(command.help for _, command in _commands(cli))


def test_a_slip_of_the_year_at_the_opening_is_asked_about_and_taken_once_it_is_checked(
    monitor: Monitor,
) -> None:
    given = json.dumps(fire().to_json() | {"severity": "II", "occurred_at": "2025-11-24T06:00:00+08:00"})
    refused = monitor("case", "open", "--as", "zhang", stdin=given)
    assert refused.code == 1 and "请核对年月" in refused.err and "--year-checked" in refused.err
    assert "没有案件" in monitor("case", "list").err
    told = monitor("case", "open", "--as", "zhang", "--year-checked", "--json", stdin=given).json()
    assert {d["start_at"] for d in told["deadlines"] if d["start_evidence"] == "occurrence"} == {
        "2025-11-24T06:00:00+08:00"
    }


def test_an_object_that_tells_only_when_it_happened_is_taken_as_it_is(monitor: Monitor) -> None:
    given = json.dumps({"id": "old", "text": "一处民房起火", "occurred_at": "2024-01-05T08:00:00+08:00"})
    told = monitor("case", "open", "--as", "zhang", "--json", stdin=given).json()
    assert told["case"]


def test_whoever_divides_a_case_is_told_where_the_items_went(monitor: Monitor, tmp_path: Path) -> None:
    again = fire(id="fire-2", source="另一家新闻网", published_at="2026-11-24T06:40:00+08:00")
    lines = [json.dumps(one.to_json(), ensure_ascii=False) for one in (fire(), again)]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monitor("ingest", str(tmp_path / "two.jsonl"))
    told = monitor("case", "split", "1", "--items", "2", "--as", "zhang", "--reason", "另一起火灾")
    assert told.code == 0 and "分出的条目另立为舆〔2026〕2号（2）" in told.err
    assert "复核定级" not in told.err


def test_what_the_machine_refuses_is_said_in_chinese(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    asked = ("digest", "--date", "2026-11-24", "--format", "md", "--out")
    blocked = monitor(*asked, str(tmp_path / "f" / "日报.md"))
    assert blocked.code == 1 and "同名的文件已存在" in blocked.err
    folder = monitor(*asked, str(tmp_path))
    assert folder.code == 2 and "是目录，须写文件" in folder.err


def test_an_organ_that_nobody_knows_is_taken_as_written_and_told_of(monitor: Monitor) -> None:
    given = {"id": "x1", "title": "供暖不热", "text": "小区供暖不热。", "organ": "市教育局"}
    assert monitor("case", "open", "--as", "zhang", stdin=json.dumps(given)).err == ""
    told = monitor(
        "case", "assign", "1", "--as", "zhang", "--organ", "市应急局", "--reason", "主管", "--json"
    )
    assert told.code == 0 and json.loads(told.out)["organ"] == "市应急局"
    assert "organs.yaml 中没有“市应急局”，是否指市应急管理局" in told.err
