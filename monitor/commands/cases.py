"""``monitor case …``: the officer's work from the command line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

import click
from sqlmodel import col, select

from monitor.classify.opinion import LEVELS
from monitor.classify.result import SEVERITIES
from monitor.clock import SHANGHAI, is_bare_day, parse_time
from monitor.commands.common import as_json, one_shot, places, read_hour, read_moment, say, say_or
from monitor.errors import BadItem, NotFound, Refused, UsageError
from monitor.item import Item, item_of_line
from monitor.settings import Settings
from monitor.sla.cases import RECORD_KINDS, STATE_LABELS
from monitor.steps import acts, concerns
from monitor.steps.accounts import prove_second
from monitor.steps.acts import Consent, Publication, Told
from monitor.steps.by_hand import AS_JUDGED, ByHand, open_by_hand
from monitor.steps.desk import Work
from monitor.steps.opinion import set_level
from monitor.steps.receipts import acknowledge_for
from monitor.store.dossier import dossier_json
from monitor.store.tables import CaseFile, DutyTask
from monitor.store.views import case_json

if TYPE_CHECKING:
    from monitor.wiring import Program

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
person = click.option("--as", "actor", metavar="PERSON", required=True, help="经办人（值班表中的 id）")
second_person = click.option("--second", metavar="PERSON", help="第二人（值班表中的 id）")
consent_words = click.option("--words", default="", help="第二人电话同意时的原话")
reason_option = click.option("--reason", required=True, help="理由")


@click.group()
def case() -> None:
    """案件：立案、签收、核实、交办、会商、定级、分类、登记、不予回应、办结。"""


@contextmanager
def acting(settings: Settings, actor: str, *, second: str | None = None) -> Iterator[tuple[Program, Work]]:
    """One transaction of one person of the roster, after the second person named has proved to be there.

    Raises UsageError for an unknown person, Refused for a second person who is the same or is not proved.
    """
    with one_shot(settings) as program:
        check_person(program, actor)
        if second is not None:
            _check_second(program, actor, second)
        with program.database.write() as tx:
            yield program, Work(tx, program.book, program.clock.now(), actor)


def check_person(program: Program, ident: str) -> None:
    if program.book.roster.person(ident) is None:
        raise UsageError(
            f"{program.settings.config_dir / 'roster.yaml'} 的 people 中没有 id 为 {ident} 的人员"
        )


def _check_second(program: Program, actor: str, second: str) -> None:
    """Prove a second person by what the environment gives, where it gives anything.

    Before the act's own transaction: a password that is tried is counted in another, and SQLite has one writer.
    """
    check_person(program, second)
    if second == actor:
        raise Refused("第二人不得与经办人为同一人")
    if secret := second_secret():
        prove_second(program.database, program.book.roster, second, secret, at=program.clock.now())


def consent_of(work: Work, second: str | None, words: str) -> Consent | None:
    """The consent of the second person whom :func:`acting` has checked.

    On the spot when ``MONITOR_SECOND_PASSWORD`` or ``MONITOR_SECOND_TOKEN`` proved it, else by telephone: it then
    shows as 待补签 until countersigned by own sign-in.
    """
    if second is None:
        return None
    return Consent(second, "present") if second_secret() else Consent(second, "phone", words, work.now)


def second_secret() -> str:
    """The second person's own password or token, from the environment and never from the command line."""
    return os.environ.get("MONITOR_SECOND_PASSWORD") or os.environ.get("MONITOR_SECOND_TOKEN") or ""


def show_case(settings: Settings, ident: int, *, as_json: bool) -> None:
    """Print a case as it stands after an act."""
    with one_shot(settings) as program:
        _show(program, ident, as_json=as_json)


def _show(program: Program, ident: int, *, as_json: bool) -> None:
    with program.database.read() as session:
        found = session.get_one(CaseFile, ident)
        out = dossier_json(session, found, program.clock.now(), program.book)
    say_or(out, _case_text(out), as_json=as_json)


def _case_text(out: dict[str, Any]) -> str:
    lines = [
        f"{out['number']}（{out['case']}）{out['title']}  {STATE_LABELS.get(out['state'], out['state'])}"
    ]
    for row in out["deadlines"]:
        lines.append(
            f"  {row['kind']} {row['state']} 起算 {row['start_at']}（{row['start_evidence']}） 截止 {row['due_at']}"
        )
    return "\n".join(lines)


@case.command("open")
@click.option("--reason", default="", help="立案理由")
@person
@as_json
@places
def open_(settings: Settings, actor: str, reason: str, as_json: bool) -> None:
    """从标准输入读一个条目（可含 severity、occurred_at、organ）立案。"""
    item, extra = _read_item()
    said = _said(extra, reason)
    with one_shot(settings) as program:
        check_person(program, actor)
        outcome = program.ingester.ingest([item], cases=False)[0]
        if outcome.item_id is None:
            raise BadItem(outcome.reason)
        with program.database.write() as tx:
            work = Work(tx, program.book, program.clock.now(), actor)
            opened = open_by_hand(work, program.classifier, outcome.item_id, said)
        _show(program, opened.id, as_json=as_json)


def _read_item() -> tuple[Item, dict[str, Any]]:
    """One JSON object from standard input, over as many lines as it likes. Raises BadItem."""
    raw = sys.stdin.buffer.read()
    item = item_of_line(b" ".join(raw.splitlines()))
    if item is None:
        raise BadItem("标准输入为空，须为一个 JSON 条目")
    extra = json.loads(raw.decode("utf-8-sig"))
    if extra.get("severity") not in (None, *SEVERITIES):
        raise BadItem("severity 只能是 I、II、III、IV 或 null")
    return item, extra


def _said(extra: dict[str, Any], reason: str) -> ByHand:
    """What the item's object says beside the item."""
    return ByHand(
        severity=extra.get("severity", AS_JUDGED),
        occurred_at=_time(extra["occurred_at"]) if extra.get("occurred_at") else None,
        organ=str(extra.get("organ") or ""),
        reason=reason or str(extra.get("reason") or ""),
    )


def _time(text: Any) -> datetime | date:
    """A time, or the day where only a day is said: such a start is 时刻待核."""
    try:
        moment = parse_time(str(text))
        return moment.astimezone(SHANGHAI).date() if is_bare_day(str(text)) else moment
    except ValueError as error:
        raise BadItem(f"occurred_at 不是有效时间：{text!s:.40}") from error


@case.command("list")
@click.option("--state", type=click.Choice([*STATE_LABELS, "all"]), default="all")
@as_json
@places
def list_(settings: Settings, state: str, as_json: bool) -> None:
    """列出案件。"""
    with one_shot(settings) as program, program.database.read() as session:
        query = select(CaseFile).where(CaseFile.office_id == program.database.office_id)
        if state != "all":
            query = query.where(CaseFile.state == state)
        rows = session.exec(query.order_by(col(CaseFile.id))).all()
        shown = [case_json(session, r, program.clock.now(), program.book) for r in rows]
    if as_json:
        say({"cases": shown})
    for one in shown if not as_json else ():
        click.echo(_case_text(one))


@case.command()
@click.argument("ident")
@as_json
@places
def show(settings: Settings, ident: str, as_json: bool) -> None:
    """一个案件的全部情况。"""
    with one_shot(settings) as program:
        with program.database.read() as session:
            query = select(CaseFile.id).where(CaseFile.office_id == program.database.office_id)
            query = (
                query.where(CaseFile.id == int(ident))
                if ident.isdecimal()
                else query.where(CaseFile.number == ident)
            )
            found = session.exec(query).one_or_none()
        if found is None:
            raise NotFound(f"没有编号为 {ident} 的案件")
        _show(program, found, as_json=as_json)


def act_command(name: str, *options: Decorator) -> Callable[[Callable[..., Any]], click.Command]:
    """An act command: ``(program, work, case, **options)`` does it, and the case is shown afterwards."""

    def register(do: Callable[..., Any]) -> click.Command:
        def command(settings: Settings, ident: str, actor: str, as_json: bool, **kwargs: Any) -> None:
            with acting(settings, actor, second=kwargs.get("second")) as (program, work):
                found = acts.find_case(work, ident)
                do(program, work, found, **kwargs)
            show_case(settings, found.id, as_json=as_json)

        command.__doc__ = do.__doc__
        wrapped: Callable[..., Any] = places(command)
        for option in (*options, person, as_json, click.argument("ident")):
            wrapped = option(wrapped)
        return case.command(name)(wrapped)

    return register


@act_command(
    "ack",
    click.option("--note", default=""),
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


@act_command("confirm", click.option("--reason", default=""))
def confirm(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """认定为政务舆情。"""
    acts.confirm(work, found, reason)


@act_command("reject", reason_option)
def reject(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """不予认定。"""
    acts.reject(work, found, reason)


@act_command(
    "verify",
    click.option("--result", type=click.Choice(["verified", "false", "unverifiable"]), required=True),
    click.option("--note", default=""),
)
def verify(program: Program, work: Work, found: CaseFile, result: str, note: str) -> None:
    """核实。"""
    acts.verify(work, found, result, note)


@act_command("assign", click.option("--organ", required=True), reason_option)
def assign(program: Program, work: Work, found: CaseFile, organ: str, reason: str) -> None:
    """交办：指定回应主体。"""
    acts.assign(work, found, organ, reason)


@act_command(
    "consult",
    click.option("--with", "participants", required=True, help="参加单位"),
    click.option("--conclusion", required=True),
    click.option("--held-at"),
)
def consult(
    program: Program, work: Work, found: CaseFile, participants: str, conclusion: str, held_at: str | None
) -> None:
    """登记会商。"""
    acts.consult(work, found, participants, conclusion, held_at=read_moment(held_at, "--held-at"))


@act_command(
    "grade",
    click.option("--severity", type=click.Choice([*SEVERITIES, "none"]), required=True),
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
    click.option("--reason", required=True),
)
def level(program: Program, work: Work, found: CaseFile, level: str, reason: str) -> None:
    """舆情定级：只决定关注程度与告知范围，不改变事件等级和时限。"""
    set_level(work, found, level, reason)


@act_command("triage", click.option("--disposition", required=True))
def triage(program: Program, work: Work, found: CaseFile, disposition: str) -> None:
    """分类处置：constructive、hardship、misunderstanding、erroneous。"""
    acts.triage(work, found, disposition)


@act_command(
    "start",
    click.option("--occurred-at", help="事发时间"),
    click.option("--published-at", help="首次发布时间（二者择一）"),
    click.option("--evidence", required=True),
)
def start(
    program: Program,
    work: Work,
    found: CaseFile,
    occurred_at: str | None,
    published_at: str | None,
    evidence: str,
) -> None:
    """确认起算时间：事发时间或首次发布时间。"""
    occurred = read_hour(occurred_at, "--occurred-at")
    published = read_hour(published_at, "--published-at")
    if (occurred is None) == (published is None):
        raise UsageError("须且只能写 --occurred-at 或 --published-at 之一")
    if occurred is not None:
        acts.correct_start(work, found, occurred, evidence)
    elif published is not None:
        acts.correct_start(work, found, published, evidence, of="published")


@act_command(
    "record",
    click.option("--kind", type=click.Choice(RECORD_KINDS), required=True),
    click.option("--published-at", required=True),
    click.option("--url", default=""),
    click.option("--note", default=""),
    click.option("--channel", default="", help="发布渠道"),
    click.option("--procedural", is_flag=True, help="过程性答复（如“正在调查”）"),
    click.option("--published-by", default="", help="由上级机关发布时填写"),
    click.option("--authority", default="", help="由上级机关发布时的授权依据"),
    click.option("--draft", type=int, help="所发布的稿件（审签完毕的）"),
    click.option("--answers", multiple=True, type=int, help="所答复的关切点编号"),
    click.option("--part", "parts", multiple=True, type=click.Choice(list(acts.FIRST_RELEASE_PARTS))),
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
    act = acts.record(work, found, what, consent_of(work, given["second"], given["words"]))
    for ident in given["answers"]:
        concerns.answer_concern(work, *concerns.find_concern(work, ident), act.id)


@act_command("waive", reason_option, click.option("--basis", required=True), second_person, consent_words)
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
    click.option("--kind", type=click.Choice(get_args(NoteKind)), default="note"),
    click.option("--text", required=True),
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
        acts.countersign(work, act_id)
    say_or({"act": act_id, "countersigned": True}, "已补签", as_json=as_json)


COMMANDS = (case,)
