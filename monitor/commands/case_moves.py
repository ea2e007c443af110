"""``monitor case …``: reporting up, leaders' decisions, joining and dividing cases, taking a record back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

import click

from monitor.commands.acting import consent_of, consent_words, reason_option, second_person
from monitor.commands.case_command import act_command
from monitor.commands.common import read_hour, read_ids
from monitor.sla.milestones import Mode, Stage
from monitor.sla.reporting import Report
from monitor.steps import acts, joining, leading, regrading, reversal
from monitor.steps.desk import Work
from monitor.steps.reladder import reladder
from monitor.store.tables import CaseFile

if TYPE_CHECKING:
    from monitor.wiring import Program


@act_command(
    "report-up",
    click.option("--stage", type=click.Choice(get_args(Stage)), required=True, help="首报、续报、终报"),
    click.option("--receiver", required=True, help="接收单位（sla.yaml 的 report_up.receivers）"),
    click.option("--mode", type=click.Choice(get_args(Mode)), required=True, help="电话或书面"),
    click.option("--reported-at", help="报送时间（默认现在）"),
    click.option("--number", default="", help="文号（书面必填）"),
    click.option("--note", default="", help="要点（电话必填）"),
)
def report_up(program: Program, work: Work, found: CaseFile, **given: Any) -> None:
    """上报：首报、续报、终报，以时间、接收单位、文号为凭。"""
    at = read_hour(given["reported_at"], "--reported-at") or work.now
    stage, mode = cast(Stage, given["stage"]), cast(Mode, given["mode"])
    report = Report(stage, at, given["receiver"], mode, given["number"], given["note"])
    leading.report_up(work, found, report)


@act_command(
    "decide",
    click.option("--decision", required=True, help="决定事项（sla.yaml 的 decisions）"),
    click.option("--note", required=True, help="决定内容"),
    click.option("--decided-at", help="决定时间（默认现在）"),
    second_person,
    consent_words,
)
def decide(program: Program, work: Work, found: CaseFile, **given: Any) -> None:
    """领导决定：由领导本人登记，或以领导为第二人。"""
    leading.decide(
        work,
        found,
        given["decision"],
        given["note"],
        consent_of(work, given["second"], given["words"]),
        decided_at=read_hour(given["decided_at"], "--decided-at"),
    )


@act_command("merge", click.option("--into", required=True, help="并入哪一案件（id 或编号）"), reason_option)
def merge(program: Program, work: Work, found: CaseFile, into: str, reason: str) -> None:
    """并案：起算从早，级别从高，原案件与时限全部保留。"""
    joining.merge(work, found, acts.find_case(work, into), reason)


@act_command("split", click.option("--items", required=True, help="分出的条目 id，逗号分隔"), reason_option)
def split(program: Program, work: Work, found: CaseFile, items: str, reason: str) -> None:
    """分案：分出的条目另立一案，时限仍自其证据起算。"""
    fresh = joining.split(work, found, read_ids(items, "--items"), reason)
    asked = regrading.open_task(work, fresh)
    click.echo(
        f"分出的条目另立为{fresh.number}（{fresh.id}）" + (f"；{asked.text}" if asked else ""), err=True
    )


@act_command(
    "revoke", click.option("--act", "act_id", type=int, required=True, help="登记的编号"), reason_option
)
def revoke(program: Program, work: Work, found: CaseFile, act_id: int, reason: str) -> None:
    """撤销登记：发布、上报、领导决定、不予回应、会商、电话报告、转办签收登记有误或被撤回，或签错了案件。"""
    reversal.revoke(work, found, act_id, reason)


@act_command("rebook", reason_option)
def rebook(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """改用现行规则：办理中的案件不再按立案时的规则版本。"""
    reversal.rebook(work, found, reason)


@act_command("reladder", reason_option)
def reladder_(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """改用现行阶梯：办理中的时限今后按改过的阶梯提醒；已发的步骤不动、不重发，时限本身不变。"""
    reladder(work, found, reason)
