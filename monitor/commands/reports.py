"""Commands of leaders and auditors: digest, timeliness, audit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

import click
from sqlmodel import Session

from monitor.clock import as_known
from monitor.commands.common import (
    always_json,
    as_json,
    one_shot,
    places,
    read_day,
    read_moment,
    say,
    write_and_say,
)
from monitor.errors import UsageError
from monitor.reports.circular_render import FORMATS as CIRCULAR_FORMATS
from monitor.reports.circular_render import render as render_circular
from monitor.reports.render import FORMATS as DIGEST_FORMATS
from monitor.reports.render import render
from monitor.reports.timeliness import FORMATS as TABLE_FORMATS
from monitor.reports.timeliness import TimelinessTable, What, render_table
from monitor.settings import Settings
from monitor.sla.spreading import BYS, Spread, spread_by, tabulate
from monitor.sla.timeliness_table import Row
from monitor.steps.anchor import other_chains, read_anchors
from monitor.steps.circular import make_circular
from monitor.steps.digest import make_digest
from monitor.steps.policies import listed
from monitor.steps.spreading import spreads_in
from monitor.store.audit_log import export as export_log
from monitor.store.audit_log import first_hash, verify_database, verify_file
from monitor.store.figures import By, timeliness_rows, work_order_rows
from monitor.store.interpreting_figures import interpreting_rows
from monitor.wiring import Program

_PATH = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--date", "day", required=True, metavar="D", help="日报日期（YYYY-MM-DD）")
@click.option(
    "--format", "form", type=click.Choice(DIGEST_FORMATS), default="html", show_default=True, help="输出格式"
)
@click.option("--out", required=True, type=_PATH, help="写入的文件；写 - 为标准输出")
@as_json
@places
def digest(settings: Settings, day: str, form: str, out: Path, as_json: bool) -> None:
    """生成日报：覆盖当日设定时刻之前 24 小时。"""
    with one_shot(settings) as program:
        write_and_say(out, render(make_digest(program.desk, read_day(day, "--date")), form), as_json=as_json)


@click.command()
@click.option("--from", "from_text", required=True, metavar="D", help="自哪一天（起算日）")
@click.option("--to", "to_text", required=True, metavar="D", help="含当日")
@click.option(
    "--by",
    type=click.Choice([*get_args(By), "policy", "case", "kind", "publication"]),
    help="policy 只用于 --interpretations，case、kind、publication 只用于 --spreading",
)
@click.option("--as-of", metavar="T", help="只采用此刻之前已记入系统的内容；晚于现在的按现在")
@click.option(
    "--format", "form", type=click.Choice(TABLE_FORMATS), default="json", show_default=True, help="输出格式"
)
@click.option("--out", type=_PATH, help="写入文件（默认标准输出）")
@click.option(
    "--interpretations",
    is_flag=True,
    help="政策解读及时性：提示与计划的解读是否按时，按 policy 或 organ（牵头单位）",
)
@click.option(
    "--spreading",
    is_flag=True,
    help="发布传播情况：各次发布被谁转载、触达多少议论者，按 organ、case、kind 或 publication（逐次）",
)
@click.option(
    "--work-orders", is_flag=True, help="工单（热线、信箱）答复及时性，按 48 小时对照，不是政策考核数据"
)
@click.option("--json", "as_json", is_flag=True, help="即 --format json；写入文件时以 JSON 报告所写的文件")
@places
def timeliness(
    settings: Settings,
    from_text: str,
    to_text: str,
    by: str | None,
    as_of: str | None,
    form: str,
    out: Path | None,
    as_json: bool,
    **of: bool,
) -> None:
    """时效：按回应主体、类别或等级统计。"""
    from_, to = read_day(from_text, "--from"), read_day(to_text, "--to")
    if to < from_:
        raise UsageError("--to 不能早于 --from")
    if form != "json" and as_json and out is None:
        raise UsageError(f"--json 与 --format {form} 同用时须有 --out")
    what = _asked_for(by, **of)
    with one_shot(settings) as program:
        now = program.clock.now()
        moment = as_known(read_moment(as_of, "--as-of"), now)
        span = {"from_": from_, "to": to, "as_of": moment, "now": now}
        with program.database.read() as session:
            spreads = _spreads(session, program, span) if what == "spreading" else ()
            rows = (
                tabulate(spreads, spread_by(by))
                if what == "spreading"
                else _rows(session, program, what, by, span)
            )
    content = render_table(TimelinessTable(from_, to, by, moment, rows, what, spreads), form)
    if out is not None:
        write_and_say(out, content, as_json=as_json)
    elif form == "xlsx":
        raise UsageError("xlsx 须用 --out 指定文件")
    else:
        sys.stdout.buffer.write(content)


_GROUPS: dict[What, tuple[str, ...]] = {
    "cases": get_args(By),
    "work_orders": get_args(By),
    "interpretations": ("policy", "organ"),
    "spreading": BYS,
}


def _asked_for(by: str | None, **of: bool) -> What:
    """Which of the tables is asked for. Raises UsageError."""
    asked = [name for name, is_asked in of.items() if is_asked]
    options = [f"--{name.replace('_', '-')}" for name in asked]
    if len(asked) > 1:
        raise UsageError(f"{' 与 '.join(options)} 只能用其一")
    what: What = next((w for w in _GROUPS if asked == [w]), "cases")
    if by is not None and by not in _GROUPS[what]:
        if what == "cases":
            only = "--interpretations" if by == "policy" else "--spreading"
            raise UsageError(f"--by {by} 只用于 {only}")
        raise UsageError(f"{options[0]} 只能按 {'、'.join(_GROUPS[what])} 统计，不能按 {by}")
    return what


def _spreads(session: Session, program: Program, span: dict[str, Any]) -> list[Spread]:
    return spreads_in(session, program.book, span["from_"], span["to"], span["as_of"])


def _rows(session: Session, program: Program, what: What, by: Any, span: dict[str, Any]) -> list[Row]:
    office = program.database.office_id
    if what == "interpretations":
        return interpreting_rows(session, office, listed(program.book), by=by, **span)
    read = work_order_rows if what == "work_orders" else timeliness_rows
    return read(session, office, by=by, **span)


@click.command()
@click.option("--from", "from_text", required=True, metavar="D", help="自哪一天（起算日）")
@click.option("--to", "to_text", required=True, metavar="D", help="含当日")
@click.option("--as-of", metavar="T", help="只采用此刻之前已记入系统的内容；晚于现在的按现在")
@click.option(
    "--format",
    "form",
    type=click.Choice(CIRCULAR_FORMATS),
    default="docx",
    show_default=True,
    help="输出格式",
)
@click.option("--out", required=True, type=_PATH, help="写入的文件；写 - 为标准输出")
@as_json
@places
def circular(
    settings: Settings, from_text: str, to_text: str, as_of: str | None, form: str, out: Path, as_json: bool
) -> None:
    """生成通报：各单位回应情况的排名、未按时事项与统计口径。"""
    from_, to = read_day(from_text, "--from"), read_day(to_text, "--to")
    if to < from_:
        raise UsageError("--to 不能早于 --from")
    with one_shot(settings) as program:
        made = make_circular(program.desk, from_, to, as_of=read_moment(as_of, "--as-of"))
        write_and_say(out, render_circular(made, form), as_json=as_json)


@click.group()
def audit() -> None:
    """审计记录：核验与导出。"""


@audit.command("verify")
@click.option("--file", "file", type=_PATH, help="核验导出文件而非数据库")
@click.option(
    "--anchor", type=click.Path(path_type=Path), help="锚点文件或目录（默认用 office.yaml 所设目录）"
)
@as_json
@places
def verify_(settings: Settings, file: Path | None, anchor: Path | None, as_json: bool) -> int:
    """核验哈希链；有问题时指出第一条。"""
    if file is not None:
        verdict = verify_file(file, read_anchors(anchor, first=first_hash(file)) if anchor else None)
    else:
        with one_shot(settings) as program:
            verdict = verify_database(program.database, _anchors(program, anchor))
    say(verdict.to_json())
    if verdict.ok and file is not None and anchor is None:
        # Nothing in a file tells how long it ought to be: an empty one is a sound chain, too.
        click.echo(
            f"注意：未以 --anchor 给出锚点，只核验了文件中的 {verdict.records} 条；末尾是否被截去无从得知",
            err=True,
        )
    return 0 if verdict.ok else 1


def _anchors(program: Program, anchor: Path | None) -> dict[int, str]:
    """The anchors to verify against: those named, else the office's own folder where it exists."""
    place = anchor or program.anchors
    if anchor is None and not place.is_dir():
        return {}
    if place.is_dir():
        for other in other_chains(place, program.database):
            click.echo(f"注意：{other} 属于本单位的另一条链，未用于核验", err=True)
    return dict(read_anchors(place, program.database))


@audit.command("export")
@click.option("--out", required=True, type=_PATH, help="写入的文件")
@always_json
@places
def export_(settings: Settings, out: Path) -> None:
    """导出全部审计记录（JSONL）。"""
    with one_shot(settings) as program:
        count = export_log(program.database, out)
    say({"records": count, "file": str(out)})


COMMANDS = (digest, timeliness, circular, audit)
