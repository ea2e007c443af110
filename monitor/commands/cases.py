"""``monitor case …``: the officer's acts on a case, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from monitor.classify.result import SEVERITIES
from monitor.classify.triage.opinion import LEVELS
from monitor.classify.value_names import DISPOSITION_LABELS
from monitor.commands.acting import (
    acting,
    consent_of,
    consent_words,
    person,
    reason_option,
    second_person,
    second_secret,
)
from monitor.commands.case_command import act_command, case, warn_of_strangers
from monitor.commands.common import as_json, one_shot, places, read_hour, read_moment, say_or
from monitor.errors import NotFound, UsageError
from monitor.settings import Settings
from monitor.sla.cases import RECORD_KINDS
from monitor.steps import acts, concerns, consents, publications
from monitor.steps.accounts import prove_second
from monitor.steps.acts import Told
from monitor.steps.desk import Work
from monitor.steps.opinion import set_level
from monitor.steps.publications import Publication
from monitor.steps.receipts import acknowledge_for
from monitor.store.tables import CaseFile, DutyTask

if TYPE_CHECKING:
    from monitor.wiring import Program


@act_command(
    "ack",
    click.option("--note", default="", help="备注"),
    click.option("--for", "whom", metavar="PERSON", help="代签收：经电话告知、由其签收的人"),
    click.option("--told-by", metavar="PERSON", help="电话告知的人（默认经办人）"),
    click.option("--at", "told_at", help="告知时间（默认现在）"),
    click.option("--words", default="", help="告知的原话（代他人签收必填）"),
)
def ack(program: Program, work: Work, found: CaseFile, **given: Any) -> None:
    """签收；手机收不到控制台的，以 --for、--told-by、--at 代签收。"""
    whom, teller = given["whom"], given["told_by"]
    if whom is None and teller is None:
        if given["told_at"] is not None or given["words"]:
            raise UsageError("--at、--words 须与 --for 或 --told-by 同用")
        acts.acknowledge(work, found, given["note"])
        return
    at = read_moment(given["told_at"], "--at") or work.now
    told = Told(whom or work.actor, at, given["words"], teller or "")
    acknowledge_for(work, found, told, note=given["note"])


@act_command("confirm", click.option("--reason", default="", help="认定的理由"))
def confirm(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """认定为政务舆情。"""
    acts.confirm(work, found, reason)


@act_command("reject", reason_option)
def reject(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """不予认定。"""
    acts.reject(work, found, reason)


@act_command(
    "verify",
    click.option(
        "--result",
        type=click.Choice(["verified", "false", "unverifiable"]),
        required=True,
        help="结论：verified 已核实、false 不实、unverifiable 无法核实",
    ),
    click.option("--note", default="", help="备注"),
)
def verify(program: Program, work: Work, found: CaseFile, result: str, note: str) -> None:
    """核实。"""
    acts.verify(work, found, result, note)


@act_command("assign", click.option("--organ", required=True, help="回应主体的单位名称"), reason_option)
def assign(program: Program, work: Work, found: CaseFile, organ: str, reason: str) -> None:
    """交办：指定回应主体。"""
    acts.assign(work, found, organ, reason)
    warn_of_strangers(program, organ)


@act_command(
    "consult",
    click.option("--with", "participants", required=True, help="参加单位"),
    click.option("--conclusion", required=True, help="会商结论"),
    click.option("--held-at", help="会商时间（默认现在）"),
)
def consult(
    program: Program, work: Work, found: CaseFile, participants: str, conclusion: str, held_at: str | None
) -> None:
    """登记会商。"""
    acts.consult(
        work,
        found,
        participants,
        conclusion,
        held_at=read_moment(held_at, "--held-at"),
    )


@act_command(
    "grade",
    click.option(
        "--severity", type=click.Choice([*SEVERITIES, "none"]), required=True, help="事件等级；none 为不定级"
    ),
    reason_option,
    second_person,
    consent_words,
)
def grade(
    program: Program, work: Work, found: CaseFile, severity: str, reason: str, second: str | None, words: str
) -> None:
    """定级；降级须有第二人。"""
    level = None if severity == "none" else severity
    acts.grade(work, found, level, reason, consent_of(work, second, words))


@act_command(
    "level",
    click.option(
        "--level", required=True, type=click.Choice(LEVELS), help="red 红、orange 橙、yellow 黄、blue 蓝"
    ),
    reason_option,
)
def level(program: Program, work: Work, found: CaseFile, level: str, reason: str) -> None:
    """舆情定级：只决定关注程度与告知范围，不改变事件等级和时限。"""
    set_level(work, found, level, reason)


@act_command(
    "triage",
    click.option(
        "--disposition",
        required=True,
        type=click.Choice(list(DISPOSITION_LABELS)),
        help="、".join(f"{code} {name}" for code, name in DISPOSITION_LABELS.items()),
    ),
)
def triage(program: Program, work: Work, found: CaseFile, disposition: str) -> None:
    """分类处置：四类之一，各有应尽职责。"""
    acts.triage(work, found, disposition)


@act_command(
    "start",
    click.option("--occurred-at", help="事发时间"),
    click.option("--published-at", help="首次发布时间（二者择一）"),
    click.option("--evidence", required=True, help="凭什么确认，如接警记录"),
    click.option("--year-checked", is_flag=True, help="年月已核对：早于最早起算三十天以上而无误的"),
)
def start(
    program: Program,
    work: Work,
    found: CaseFile,
    occurred_at: str | None,
    published_at: str | None,
    **given: Any,
) -> None:
    """确认起算时间：事发时间或首次发布时间。"""
    occurred = read_hour(occurred_at, "--occurred-at")
    published = read_hour(published_at, "--published-at")
    if (occurred is None) == (published is None):
        raise UsageError("须且只能写 --occurred-at 或 --published-at 之一")
    if occurred is not None:
        acts.correct_start(work, found, occurred, **given)
    elif published is not None:
        acts.correct_start(work, found, published, **given, of="published")


@act_command(
    "record",
    click.option(
        "--kind",
        type=click.Choice(RECORD_KINDS),
        required=True,
        help="发布种类：first_release 首发、press_conference 新闻发布会、response 回应、follow_up 持续发布、report_up 上报",
    ),
    click.option("--published-at", required=True, help="发布时间，须写到时刻；不写时区按北京时间"),
    click.option("--url", default="", help="发布的网址；没有网址的须以 --note 写明证据"),
    click.option("--note", default="", help="备注"),
    click.option("--channel", default="", help="发布渠道"),
    click.option("--procedural", is_flag=True, help="过程性答复（如“正在调查”）"),
    click.option("--published-by", default="", help="由上级机关发布时填写"),
    click.option("--authority", default="", help="由上级机关发布时的授权依据"),
    click.option(
        "--draft",
        type=int,
        help="所发布的稿件（审签完毕的；不写且同种的仅一份时即为该稿，0 表示不是其中的稿件）",
    ),
    click.option("--answers", multiple=True, type=int, help="所答复的关切点编号"),
    click.option(
        "--part",
        "parts",
        multiple=True,
        type=click.Choice(list(publications.FIRST_RELEASE_PARTS)),
        help="首发要素，可多次：brief 简要信息、verification 初步核实、measures 应对措施、precautions 防范措施",
    ),
    second_person,
    consent_words,
)
def record(program: Program, work: Work, found: CaseFile, **given: Any) -> None:
    """登记发布：首发、发布会、回应、持续发布、上报。"""
    moment = read_hour(given["published_at"], "--published-at")
    assert moment is not None
    nature: Literal["substantive", "procedural"] = "procedural" if given["procedural"] else "substantive"
    what = Publication(
        given["kind"],
        moment,
        given["url"],
        given["channel"],
        given["note"],
        nature,
        given["published_by"],
        tuple(given["parts"]),
        draft=given["draft"],
        authority=given["authority"],
    )
    act = publications.record(work, found, what, consent_of(work, given["second"], given["words"]))
    for ident in given["answers"]:
        concerns.answer_concern(work, *concerns.find_concern(work, ident), act.id)


@act_command(
    "waive",
    reason_option,
    click.option("--basis", required=True, help="法律依据"),
    second_person,
    consent_words,
)
def waive(
    program: Program, work: Work, found: CaseFile, reason: str, basis: str, second: str | None, words: str
) -> None:
    """不予回应：须有理由、依据和第二人。"""
    acts.waive(work, found, reason, basis, consent_of(work, second, words))


@act_command("close")
def close(program: Program, work: Work, found: CaseFile) -> None:
    """办结。"""
    acts.close(work, found)


@act_command("reopen", reason_option)
def reopen(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """重启。"""
    acts.reopen(work, found, reason)


NoteKind = Literal["note", "report_up", "statement"]


@act_command(
    "note",
    click.option(
        "--kind",
        type=click.Choice(get_args(NoteKind)),
        default="note",
        help="note 备注、report_up 上报（快报）、statement 口径送审",
    ),
    click.option("--text", required=True, help="内容"),
)
def note(program: Program, work: Work, found: CaseFile, kind: NoteKind, text: str) -> None:
    """备注、上报（report_up）或口径送审（statement）。"""
    acts.note(work, found, kind, text)


@case.command()
@click.argument("task_id", type=int)
@click.option("--words", required=True, help="通话要点")
@click.option("--called-at", help="通话时间（默认现在）")
@person
@as_json
@places
def call(
    settings: Settings, actor: str, task_id: int, words: str, called_at: str | None, as_json: bool
) -> None:
    """登记电话报告，办结任务。"""
    with acting(settings, actor) as (_, work):
        task = work.tx.session.get(DutyTask, task_id)
        if task is None or task.office_id != work.office_id:
            raise NotFound(f"没有编号为 {task_id} 的任务")
        acts.record_call(work, task, words, read_moment(called_at, "--called-at") or work.now)
    say_or({"task": task_id, "done": True}, "已登记", as_json=as_json)


@case.command()
@click.argument("act_id", type=int)
@person
@as_json
@places
def countersign(settings: Settings, actor: str, act_id: int, as_json: bool) -> None:
    """补签电话同意；须以 MONITOR_SECOND_PASSWORD 或 MONITOR_SECOND_TOKEN 证明本人。"""
    with one_shot(settings) as program:
        prove_second(program.database, program.book.roster, actor, second_secret(), at=program.clock.now())
    with acting(settings, actor) as (_, work):
        consents.countersign(work, act_id)
    say_or({"act": act_id, "countersigned": True}, "已补签", as_json=as_json)
