"""``monitor duty …``: the duty roster and the replies to alerts, from the command line."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.clock import local_text, rfc3339
from monitor.commands.acting import acting, at_work, check_person, person, reason_option
from monitor.commands.common import (
    always_json,
    as_json,
    one_shot,
    places,
    read_moment,
    say,
    say_or,
    write_out,
)
from monitor.settings import Settings
from monitor.sla.roster import ROLE_LABELS, ROLES, Roster
from monitor.steps.duty import roster_now
from monitor.steps.duty_changes import Agreement, cancel_change, change_roster
from monitor.steps.duty_files import read_roster_file, roster_rows, take_in, write_roster_file
from monitor.steps.receipts import reply as reply_to

if TYPE_CHECKING:
    from monitor.wiring import Program


@click.group()
def duty() -> None:
    """值班：查看、空档、变更、导入导出、回执码。"""


def _standing(program: Program) -> tuple[Roster, datetime]:
    """The roster with its recorded changes, and the time at which it stands so."""
    now = program.clock.now()
    with program.database.read() as session:
        return roster_now(session, program.database.office_id, program.book, now), now


def _moment(text: str, option: str) -> str:
    found = read_moment(text, option)
    assert found is not None
    return rfc3339(found)


@duty.command()
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 366), help="今后几天")
@as_json
@places
def show(settings: Settings, days: int, as_json: bool) -> None:
    """今后几天谁值班。"""
    with one_shot(settings) as program:
        roster, now = _standing(program)
    turns = [
        t
        for role in ROLES
        if roster.has_turns(role)
        for t in roster.turns(role, now, now + timedelta(days=days))
    ]
    rows = [
        {"person": t.person.id, "role": t.role, "from": rfc3339(t.start), "to": rfc3339(t.end)} for t in turns
    ]
    lines = [
        f"{local_text(t.start)} 至 {local_text(t.end)} {ROLE_LABELS[t.role]} {t.person.name}" for t in turns
    ]
    say_or({"turns": rows}, "\n".join(lines) or "没有班次", as_json=as_json)


@duty.command()
@click.option("--days", default=28, show_default=True, type=click.IntRange(1, 366), help="今后几天")
@as_json
@places
def gaps(settings: Settings, days: int, as_json: bool) -> int:
    """今后几天的值班空档；有空档时退出码为 1。"""
    with one_shot(settings) as program:
        roster, now = _standing(program)
    end = now + timedelta(days=days)
    found = [("officer", g) for g in roster.gaps(now, end)]
    found += [("leader_in_charge", g) for g in roster.gaps_in_charge(now, end)]
    rows = [{"role": role, "from": rfc3339(a), "to": rfc3339(b)} for role, (a, b) in found]
    words = {"officer": "值班员", "leader_in_charge": "带班领导"}
    lines = [f"{words[role]} {local_text(a)} 至 {local_text(b)} 无人" for role, (a, b) in found]
    say_or({"gaps": rows}, "\n".join(lines) or "没有空档", as_json=as_json)
    return 1 if found else 0


@duty.command()
@click.argument("code")
@person
@as_json
@places
def reply(settings: Settings, code: str, actor: str, as_json: bool) -> None:
    """以告警中的回执码签收。"""
    with acting(settings, actor) as (_, work):
        done = reply_to(work, code)
    numbers = [c.number for c in done.cases]
    graver = [c.number for c in done.graver]
    taken = [n for n in numbers if n not in graver]
    said = f"已签收编号 {done.message.id} 的消息{'：' + '、'.join(taken) if taken else ''}"
    out = {"message": done.message.id, "cases": numbers, "graver": graver}
    say_or(out, "\n".join(filter(None, (said, done.caution))), as_json=as_json)


@duty.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--add", is_flag=True, help="与原排班并存（默认在其起止时间内替换同岗位的原排班）")
@person
@reason_option
@always_json
@places
def import_(settings: Settings, file: Path, add: bool, actor: str, reason: str) -> int:
    """导入值班表（.xlsx 或 .ics）；有一行不对即全部不入。"""
    with one_shot(settings) as program:
        check_person(program, actor)
        found = read_roster_file(file.name, file.read_bytes(), program.book.roster.people())
        if found.bad:
            bad = [{"row": b.place, "reason": b.reason} for b in found.bad]
            say({"shifts": 0, "leaves": 0, "rejected": bad})
            return 1
        with at_work(program, actor) as work:
            taken = take_in(work, found.rows, reason, replace=not add)
    say({"shifts": taken.shifts, "leaves": taken.leaves, "rejected": [], "changed": taken.changed})
    return 0


@duty.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--days", default=28, show_default=True, type=click.IntRange(1, 366), help="今后几天")
@as_json
@places
def export(settings: Settings, file: Path, days: int, as_json: bool) -> None:
    """导出今后几天的值班表（.xlsx 或 .ics）。"""
    with one_shot(settings) as program:
        roster, now = _standing(program)
        rows = roster_rows(roster, now, now + timedelta(days=days))
        content = write_roster_file(file.name, rows, program.book, now)
    write_out(file, content)
    said = f"已写入 {file}，共 {len(rows)} 个班次"
    say_or({"file": str(file), "shifts": len(rows)}, said, as_json=as_json)


def _change(settings: Settings, actor: str, kind: str, body: dict[str, Any], *, reason: str, as_json: bool, agreed: Agreement | None = None) -> None:  # fmt: skip
    with acting(settings, actor) as (_, work):
        row = change_roster(work, kind, body, reason, agreed=agreed)
    say_or({"change": row.id}, f"已登记值班变更 {row.id}", as_json=as_json)


@duty.command()
@click.argument("who")
@click.option("--from", "start", required=True, help="起")
@click.option("--to", "end", required=True, help="止")
@click.option("--substitute", help="替班人")
@person
@reason_option
@as_json
@places
def leave(settings: Settings, who: str, start: str, end: str, substitute: str | None, actor: str, reason: str, as_json: bool) -> None:  # fmt: skip
    """登记请假与替班。"""
    body = {"person": who, "from": _moment(start, "--from"), "to": _moment(end, "--to")}
    body |= {"substitute": substitute} if substitute else {}
    _change(settings, actor, "leave", body, reason=reason, as_json=as_json)


@duty.command()
@click.argument("first")
@click.argument("second")
@click.option("--first-from", required=True, help="一方原班次起")
@click.option("--first-to", required=True, help="一方原班次止")
@click.option("--second-from", required=True, help="另一方原班次起")
@click.option("--second-to", required=True, help="另一方原班次止")
@click.option("--agreed", required=True, help="同意人（换班的一方）")
@click.option("--words", required=True, help="同意人的原话")
@person
@reason_option
@as_json
@places
def swap(settings: Settings, first: str, second: str, agreed: str, words: str, actor: str, reason: str, as_json: bool, **spans: str) -> None:  # fmt: skip
    """登记两人换班；须有对方同意。"""
    body = {
        name: {
            "person": who,
            "from": _moment(spans[f"{name}_from"], f"--{name}-from"),
            "to": _moment(spans[f"{name}_to"], f"--{name}-to"),
        }
        for name, who in (("first", first), ("second", second))
    }
    _change(
        settings,
        actor,
        "swap",
        body,
        reason=reason,
        as_json=as_json,
        agreed=Agreement(agreed, "phone", words),
    )


@duty.command()
@click.argument("change_id", type=int)
@person
@reason_option
@as_json
@places
def cancel(settings: Settings, change_id: int, actor: str, reason: str, as_json: bool) -> None:
    """撤销一项值班变更。"""
    with acting(settings, actor) as (_, work):
        cancel_change(work, change_id, reason)
    say_or({"change": change_id, "cancelled": True}, "已撤销", as_json=as_json)


COMMANDS = (duty,)
