"""``monitor case transfer | sign | feedback | sendback | urge | paper | custody``: papers between organs, and who held a case."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from monitor.clock import as_known
from monitor.commands.acting import acting, person
from monitor.commands.case_command import act_command, case, show_case, warn_of_strangers
from monitor.commands.common import as_json, one_shot, places, read_moment, say_or, write_and_say
from monitor.errors import NotFound, UsageError
from monitor.reports.sheet import SHEET_FORMATS, render_sheet
from monitor.settings import Settings
from monitor.sla.papers import CONCLUSIONS
from monitor.steps import papers
from monitor.steps.desk import Work
from monitor.steps.papers import Feedback, Order
from monitor.steps.sheets import sheet_of
from monitor.store.papers import custody_json, custody_of, paper_of
from monitor.store.tables import CaseFile
from monitor.store.views import known_case
from monitor.wiring import Program

text_option = click.option("--text", required=True, help="内容和要求")
issuer_option = click.option("--issuer", required=True, help="签发人")
at_option = click.option("--at", help="时间（默认现在）")
paper_argument = click.argument("paper")


def _at(text: str | None) -> datetime | None:
    return read_moment(text, "--at")


@act_command(
    "transfer",
    click.option("--organ", "organs", multiple=True, required=True, help="主办单位；其后各个为协办单位"),
    text_option,
    issuer_option,
    at_option,
)
def transfer(program: Program, work: Work, found: CaseFile, organs: tuple[str, ...], **given: Any) -> None:
    """转办：向主办、协办单位各发一份转办单。"""
    papers.transfer(work, found, Order(organs, given["text"], given["issuer"], _at(given["at"])))
    warn_of_strangers(program, *organs)


@act_command(
    "urge",
    click.option("--paper", help="催办的公文（编号或文号）"),
    click.option("--organ", default="", help="未发转办单时写明单位"),
    text_option,
    issuer_option,
    at_option,
)
def urge(program: Program, work: Work, found: CaseFile, paper: str | None, organ: str, **given: Any) -> None:
    """督办：发督办单。"""
    about = None
    if paper is not None:
        about, of = papers.find_paper(work, paper)
        if of.id != found.id:
            raise UsageError(f"公文 {paper} 不属于案件 {found.number}")
    order = Order((organ,) if organ else (), given["text"], given["issuer"], _at(given["at"]))
    papers.urge(work, found, order, about)
    warn_of_strangers(program, organ)


@case.command("sign")
@paper_argument
@click.option("--receiver", required=True, help="签收人")
@at_option
@person
@as_json
@places
def sign(settings: Settings, actor: str, paper: str, receiver: str, at: str | None, as_json: bool) -> None:
    """转办单、督办单签收。"""
    with acting(settings, actor) as (_, work):
        found, of = papers.find_paper(work, paper)
        papers.sign_for(work, found, receiver, _at(at))
    show_case(settings, of.id, as_json=as_json)


@case.command("feedback")
@paper_argument
@click.option(
    "--conclusion",
    type=click.Choice(list(CONCLUSIONS)),
    required=True,
    help="、".join(f"{code} {name}" for code, name in CONCLUSIONS.items()),
)
@click.option("--text", required=True, help="办理情况")
@click.option("--signed-by", required=True, help="单位签发人")
@click.option("--number", default="", help="单位文号")
@at_option
@person
@as_json
@places
def feedback(settings: Settings, actor: str, paper: str, at: str | None, as_json: bool, **given: Any) -> None:
    """登记反馈单：属实、部分属实、不属实、无法核实。"""
    said = Feedback(given["conclusion"], given["text"], given["signed_by"], _at(at), given["number"])
    with acting(settings, actor) as (_, work):
        found, of = papers.find_paper(work, paper)
        papers.feed_back(work, found, said)
    show_case(settings, of.id, as_json=as_json)


@case.command("sendback")
@paper_argument
@click.option("--reason", required=True, help="退回理由")
@at_option
@person
@as_json
@places
def sendback(settings: Settings, actor: str, paper: str, reason: str, at: str | None, as_json: bool) -> None:
    """退回：单位退回转办单，或本单位退回反馈单重办；不停表。"""
    with acting(settings, actor) as (_, work):
        found, of = papers.find_paper(work, paper)
        papers.send_back(work, found, reason, _at(at))
    show_case(settings, of.id, as_json=as_json)


@case.command("paper")
@paper_argument
@click.option("--format", "format_", type=click.Choice(SHEET_FORMATS), required=True, help="输出格式")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写入的文件；写 - 为标准输出")
@as_json
@places
def paper(settings: Settings, paper: str, format_: str, out: Path, as_json: bool) -> None:
    """打印一份公文。"""
    with one_shot(settings) as program, program.database.read() as session:
        found = paper_of(session, program.database.office_id, paper)
        if found is None:
            raise NotFound(f"没有编号为 {paper:.60} 的公文")
        content = render_sheet(sheet_of(session, found, program.book), format_)
    write_and_say(out, content, as_json=as_json)


@case.command("custody")
@click.argument("ident")
@click.option("--as-of", help="截至时间（按记录时间）；默认现在，晚于现在的按现在")
@as_json
@places
def custody(settings: Settings, ident: str, as_of: str | None, as_json: bool) -> None:
    """谁经手了多久：逐环节、逐单位的自然时间。"""
    with one_shot(settings) as program, program.database.read() as session:
        found = known_case(session, program.database.office_id, ident)
        moment = as_known(read_moment(as_of, "--as-of"), program.clock.now())
        out = custody_json(custody_of(session, found, program.book, moment), program.book)
    say_or(out, _custody_text(out), as_json=as_json)


def _custody_text(out: dict[str, Any]) -> str:
    lines = [f"截至 {out['as_of']}"]
    for row in out["holders"]:
        until = row["until"] or "至今"
        lines.append(
            f"  {row['since']} — {until}  {row['holder']}  {row['hop_label']}  {_hours(row['seconds'])}"
        )
    lines += [f"  合计 {row['holder']}：{_hours(row['seconds'])}" for row in out["by_holder"]]
    lines += [f"  环节 {row['hop_label']}：{_hours(row['seconds'])}" for row in out["by_hop"]]
    return "\n".join(lines)


def _hours(seconds: int) -> str:
    return f"{seconds // 3600}小时{seconds % 3600 // 60:02d}分"
