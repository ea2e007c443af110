"""``monitor case confirm-record | attach | fetch | mark | defer | resume | concern …``: what proves a publication, or stands in its place."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from monitor.commands.acting import (
    acting,
    check_person,
    consent_of,
    consent_words,
    person,
    reason_option,
    second_person,
    second_secret,
)
from monitor.commands.case_command import act_command, case, show_case
from monitor.commands.common import as_json, one_shot, places, read_moment, say_or, write_out
from monitor.settings import Settings
from monitor.sla.release import OUTCOME_LABELS
from monitor.steps import concerns, deferral, evidence
from monitor.steps.accounts import prove_second
from monitor.steps.acts import find_case
from monitor.steps.desk import Work
from monitor.steps.evidence import NATURES, Upload
from monitor.steps.verify_response import ITEMS, URL, verify_due
from monitor.store.proofs import proofs_json
from monitor.store.tables import CaseFile
from monitor.store.views import known_case
from monitor.wiring import Program


@case.command("confirm-record")
@click.argument("record", type=int)
@second_person
@consent_words
@click.option("--dispute", metavar="REASON", help="不予确认的理由")
@person
@as_json
@places
def confirm_record(
    settings: Settings,
    actor: str,
    record: int,
    second: str | None,
    words: str,
    dispute: str | None,
    as_json: bool,
) -> None:
    """第二人确认一项发布登记：本人以 MONITOR_SECOND_PASSWORD 或 MONITOR_SECOND_TOKEN 证明；或由经办人登记其电话确认（--second）。"""
    if second is None:
        with one_shot(settings) as program:
            prove_second(
                program.database, program.book.roster, actor, second_secret(), at=program.clock.now()
            )
    with acting(settings, actor) as (program, work):
        act, found = evidence.find_record(work, record)
        if second is not None:
            check_person(program, second)
            evidence.confirm_by_telephone(work, act, found, second, words, work.now)
        elif dispute is not None:
            evidence.dispute_record(work, act, found, dispute)
        else:
            evidence.confirm_record(work, act, found, words)
    show_case(settings, found.id, as_json=as_json)


@act_command(
    "attach",
    click.option(
        "--file",
        "path",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        required=True,
        help="证据文件（网页、PDF、图片）",
    ),
    click.option("--record", type=int, help="所证明的发布登记"),
    click.option("--channel", default="", help="发布渠道"),
    click.option("--note", default="", help="说明"),
)
def attach(program: Program, work: Work, found: CaseFile, path: Path, **given: Any) -> None:
    """上传证据副本：网页、PDF 或图片。"""
    limit = program.book.cases.proof.uploads.max_mib * 1024 * 1024
    with path.open("rb") as file:
        body = file.read(limit + 1)
    evidence.attach(work, found, Upload(path.name, body, given["record"], given["channel"], given["note"]))


@case.command("fetch")
@click.argument("file_id", metavar="FILE", type=int)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写入的文件")
@person
@as_json
@places
def fetch(settings: Settings, actor: str, file_id: int, out: Path, as_json: bool) -> None:
    """取出一份证据副本（记入审计）。"""
    with acting(settings, actor) as (_, work):
        kept = evidence.take_out(work, file_id)
    write_out(out, kept.body)
    say_or({"file": str(out), "sha256": kept.sha256}, f"{out} SHA-256 {kept.sha256}", as_json=as_json)


@case.command("mark")
@click.argument("record", type=int)
@click.option(
    "--nature",
    type=click.Choice(NATURES),
    required=True,
    help="答复性质：substantive 实质性、procedural 过程性",
)
@reason_option
@person
@as_json
@places
def mark(settings: Settings, actor: str, record: int, nature: str, reason: str, as_json: bool) -> None:
    """标注答复性质：实质性或过程性。"""
    with acting(settings, actor) as (_, work):
        act, found = evidence.find_record(work, record)
        evidence.mark_record(work, act, found, nature, reason)
    show_case(settings, found.id, as_json=as_json)


@act_command(
    "defer",
    click.option("--until", required=True, help="暂缓到何时"),
    reason_option,
    second_person,
    consent_words,
)
def defer(
    program: Program, work: Work, found: CaseFile, until: str, reason: str, second: str | None, words: str
) -> None:
    """暂缓发布：须有理由、批准人（--second）和截止时间；不停表。"""
    moment = read_moment(until, "--until")
    assert isinstance(moment, datetime)
    deferral.defer(work, found, reason, moment, consent_of(work, second, words))


@act_command("resume", click.option("--reason", default="", help="解除的理由"))
def resume(program: Program, work: Work, found: CaseFile, reason: str) -> None:
    """解除暂缓发布。"""
    deferral.resume(work, found, reason)


@act_command(
    "concern",
    click.option("--text", required=True, help="群众在问什么"),
    click.option("--item", "items", type=int, multiple=True, help="出自哪些条目，可多次"),
)
def concern(program: Program, work: Work, found: CaseFile, text: str, items: tuple[int, ...]) -> None:
    """列一个关切点。"""
    concerns.list_concern(work, found, text, items)


@case.command("suggest")
@click.argument("ident")
@as_json
@places
def suggest(settings: Settings, ident: str, as_json: bool) -> None:
    """从同一事件的条目中归纳网民在问什么。"""
    with one_shot(settings) as program, program.database.write() as tx:
        work = Work(tx, program.book, program.clock.now())
        asks = concerns.suggest(work, find_case(work, ident))
    rows = [{"text": a.text, "items": list(a.items), "count": len(a.items)} for a in asks]
    words = "\n".join(f"{r['count']} 条：{r['text']}" for r in rows) or "没有归纳出共同的关切"
    say_or({"asks": rows}, words, as_json=as_json)


@case.command("answer")
@click.argument("concern_id", metavar="CONCERN", type=int)
@click.option("--record", type=int, required=True, help="答复它的发布登记")
@person
@as_json
@places
def answer(settings: Settings, actor: str, concern_id: int, record: int, as_json: bool) -> None:
    """登记某项发布答复了某个关切点。"""
    with acting(settings, actor) as (_, work):
        row, found = concerns.find_concern(work, concern_id)
        concerns.answer_concern(work, row, found, record)
    show_case(settings, found.id, as_json=as_json)


@case.command("drop")
@click.argument("concern_id", metavar="CONCERN", type=int)
@reason_option
@person
@as_json
@places
def drop(settings: Settings, actor: str, concern_id: int, reason: str, as_json: bool) -> None:
    """关切点不予回应，写明理由。"""
    with acting(settings, actor) as (_, work):
        row, found = concerns.find_concern(work, concern_id)
        concerns.drop_concern(work, row, found, reason)
    show_case(settings, found.id, as_json=as_json)


_PLACES = {URL: "登记网址", ITEMS: "已采集条目（转载）"}


@case.command("verify-response")
@click.argument("ident")
@as_json
@places
def verify_response(settings: Settings, ident: str, as_json: bool) -> None:
    """现在就核验：到登记网址、回应主体网站和应转载的网站查找已登记的发布。"""
    with one_shot(settings) as program:
        with program.database.read() as session:
            found = known_case(session, program.database.office_id, ident)
        asyncio.run(_look(program, found.id))
        with program.database.read() as session:
            checks = proofs_json(session, found, program.book, program.clock.now())["verification_checks"]
    words = [
        f"登记 {c['record']} {_PLACES.get(c['place'], c['place'])}：{OUTCOME_LABELS.get(c['outcome'] or '', '尚未查找')}"
        for c in checks
    ]
    say_or({"checks": checks}, "\n".join(words) or "没有须核验的发布", as_json=as_json)


async def _look(program: Program, case_id: int) -> None:
    async with program.http() as http:
        await verify_due(program.desk, http, case_id=case_id)
