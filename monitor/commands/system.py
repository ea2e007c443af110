"""Commands of the administrator: init, token, doctor."""

from __future__ import annotations

import os
from pathlib import Path

import click

from monitor.commands.common import as_json, no_places, one_shot, places, say, say_or
from monitor.doctor.examine import CONFIGURATION, examine
from monitor.errors import ConfigError, UsageError
from monitor.settings import Settings, write_sample_config
from monitor.steps.accounts import SCOPES, create_token, ensure_admin


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@as_json
@no_places
def init(folder: Path, as_json: bool) -> None:
    """在 DIR 写出一套完整有效的示例配置。"""
    written = write_sample_config(folder)
    said = f"已在 {folder} 写出 {len(written)} 个配置文件"
    say_or({"folder": str(folder), "files": len(written)}, said, as_json=as_json)


@click.group()
def token() -> None:
    """接口令牌。"""


@token.command("create")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(list(SCOPES)),
    help="权限，可多次：" + "、".join(f"{code} {name}" for code, name in SCOPES.items()),
)
@click.option("--as", "person", metavar="PERSON", default="admin", show_default=True, help="令牌归属人")
@as_json
@places
def token_create(settings: Settings, scopes: tuple[str, ...], person: str, as_json: bool) -> None:
    """新建令牌并打印（只显示这一次）。"""
    with one_shot(settings) as program:
        if person != "admin" and program.book.roster.person(person) is None:
            raise UsageError(f"roster.yaml 的 people 中没有 id 为 {person} 的人员")
        if person == "admin":
            ensure_admin(program.database, os.environ.get("MONITOR_ADMIN_PASSWORD"))
        made = create_token(program.database, person, list(scopes))
    say_or({"token": made, "person": person, "scopes": list(scopes)}, made, as_json=as_json)


@click.command()
@click.option("--offline", is_flag=True, help="不向外连接（跳过信源与通知渠道的连通性检查）")
@as_json
@places
def doctor(settings: Settings, offline: bool, as_json: bool) -> int:
    """检查配置、数据库、通知渠道、信源，并说明如何处理。"""
    if not settings.config_dir.is_dir():
        raise ConfigError(settings.config_dir, "", "配置目录不存在，可用 monitor init 建立")
    with one_shot(settings) as program:
        findings = examine(program, offline=offline)
    bad = [f for f in findings if f.level == "error"]
    if as_json:
        say({"ok": not bad, "findings": [f.to_json() for f in findings]})
    else:
        for finding in findings:
            click.echo(finding.text())
    wrong = next((f for f in bad if f.check in CONFIGURATION), None)
    if wrong:
        click.echo(wrong.found, err=True)
        return 2
    return 1 if bad else 0


COMMANDS = (init, token, doctor)
