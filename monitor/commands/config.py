"""``monitor config …``: what the office's folder lacks beside the shipped sample, and taking it over."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from monitor.classify.rules import read_rules
from monitor.clock import SHANGHAI, Clock
from monitor.collectors.sources import read_sources
from monitor.commands.common import as_json, places, say_or
from monitor.config_age.compare import Comparison
from monitor.config_age.folder import (
    Addition,
    Choice,
    additions,
    compare_folders,
    write_additions,
    write_backup,
)
from monitor.config_file import BOOKS
from monitor.errors import ConfigError, UsageError
from monitor.rulebook import RuleBook, book_folders
from monitor.settings import Settings, sample_config_dir
from monitor.steps.taking_over import take_over
from monitor.wiring import Program


@click.group()
def config() -> None:
    """升级后的配置目录：与随程序附带的示例比较，补入缺少的部分。"""


@config.command()
@click.option("--missing", "only_missing", is_flag=True, help="只列本单位缺少的")
@as_json
@places
def compare(settings: Settings, only_missing: bool, as_json: bool) -> None:
    """与示例比较：缺少的、多出的、取值不同的文件、部分、规则与用词。"""
    _there(settings)
    found = compare_folders(settings.config_dir, sample_config_dir())
    shown = Comparison(found.missing) if only_missing else found
    out: dict[str, Any] = {
        "folder": str(settings.config_dir),
        "missing": [p.to_json() for p in shown.missing],
    }
    if not only_missing:
        out |= {
            "extra": [p.to_json() for p in shown.extra],
            "otherwise": [o.to_json() for o in shown.otherwise],
        }
    say_or(out, "\n".join(_told(shown)) or "没有缺少的部分", as_json=as_json)


def _told(found: Comparison) -> Iterator[str]:
    yield from (f"缺少 {part.text()}" for part in found.missing)
    yield from (f"多出 {part.text()}" for part in found.extra)
    yield from (f"不同 {other.text()}" for other in found.otherwise)


def _there(settings: Settings) -> None:
    if not settings.config_dir.is_dir():
        raise ConfigError(settings.config_dir, "", "配置目录不存在，可用 monitor init 建立")


@config.command()
@click.option("--write", is_flag=True, help="写入（先备份）；不写则只显示将补入什么")
@click.option(
    "--as", "actor", default="admin", show_default=True, metavar="PERSON", help="经办人（值班表中的 id）"
)
@click.option(
    "--only", multiple=True, metavar="PLACE", help="只补这些，如 cases.yaml 或 'cases.yaml triggers[rumour]'"
)
@click.option("--words", is_flag=True, help="已有词表中缺少的词也补入（默认不补：可能是本单位有意删去的）")
@click.option("--skip", multiple=True, metavar="PLACE", help="不补这些，写法同上")
@as_json
@places
def merge(settings: Settings, write: bool, actor: str, as_json: bool, **choice: Any) -> None:
    """补入缺少的文件、部分与规则；本单位所写的一字不动。"""
    _there(settings)
    ours = settings.config_dir
    found = additions(ours, sample_config_dir(), Choice(**choice))
    with _merged(settings, found) as program:
        backup = _write(settings, program, actor, found) if write and found else None
    out = {
        "folder": str(ours),
        "written": write and bool(found),
        "backup": str(backup) if backup else None,
        "added": [p.to_json() for a in found for p in a.parts],
        "files": {a.file: a.hashes for a in found},
    }
    say_or(out, "\n".join(_merge_told(found, backup)), as_json=as_json)


def _merge_told(found: Sequence[Addition], backup: Path | None) -> Iterator[str]:
    if not found:
        yield "没有可补入的部分"
        return
    count = sum(len(a.parts) for a in found)
    if backup is not None:
        yield from (f"已补入 {part.text()}" for a in found for part in a.parts)
        yield f"共 {count} 处；原文件备份在 {backup}；重新启动服务后生效"
        return
    for addition in found:
        yield from (f"将补入 {part.text()}" for part in addition.parts)
        if addition.before is not None:
            yield from _lines(addition.before, addition.after)
    yield f"共 {count} 处，尚未写入；核对后加 --write 写入"


def _lines(before: str, after: str) -> Iterator[str]:
    """The lines that are added or, within brackets, written longer; long ones cut."""
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0):
        if line[:1] in "+-" and line[:3] not in ("+++", "---") and len(line) > 1:
            yield f"  {line[:160]}" + ("…" if len(line) > 160 else "")


@contextmanager
def _merged(settings: Settings, found: Sequence[Addition]) -> Iterator[Program]:
    """The program on a copy of the folder as it would be. Raises ConfigError where that would not load."""
    ours = settings.config_dir
    with TemporaryDirectory(prefix="monitor-config-") as scratch:
        copy = _copied(ours, Path(scratch))
        write_additions(copy, found)
        try:
            book = RuleBook.load(copy)
            for folder in (copy, *book_folders(copy)):
                RuleBook.load(folder)
                read_rules(folder)
            read_sources(copy / "sources.yaml")
        except ConfigError as error:
            file = ours / Path(error.file).name
            raise ConfigError(file, error.where, f"补入后不能读取，未作改动：{error.problem}") from error
        program = Program(Settings(copy, settings.database_url, settings.var), Clock.from_env())
        program.__dict__["book"] = book
        try:
            yield program
        finally:
            program.close()


def _copied(ours: Path, scratch: Path) -> Path:
    """The office's files in a scratch folder; a rule book among others with the folder above it."""
    root = ours.parent.parent if ours.parent.name == BOOKS else ours
    for path in (*root.glob("*.*"), *(root / BOOKS).glob("*/*.*")):
        if path.is_file():
            goal = scratch / path.relative_to(root)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, goal)
    return scratch / ours.relative_to(root)


def _write(settings: Settings, program: Program, actor: str, found: Sequence[Addition]) -> Path:
    if actor != "admin" and program.book.roster.person(actor) is None:
        raise UsageError(f"{settings.config_dir / 'roster.yaml'} 的 people 中没有 id 为 {actor} 的人员")
    desk = program.desk
    stamp = desk.now().astimezone(SHANGHAI).strftime("%Y%m%dT%H%M%S")
    backup = settings.var / "config-backups" / stamp
    write_backup(settings.config_dir, backup, found)
    take_over(desk, actor, settings.config_dir, found)
    return backup


COMMANDS = (config,)
