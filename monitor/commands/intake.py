"""Commands that take items in: ingest, collect."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from monitor.clock import Clock
from monitor.collectors.files import FORMATS, read_file
from monitor.collectors.poll import Reject
from monitor.commands.common import as_json, one_shot, places, say, say_or
from monitor.commands.items import grouped
from monitor.errors import NotFound, UsageError
from monitor.item import SOURCE_KINDS, Item
from monitor.settings import Settings
from monitor.steps.collect import SourceLine, collect_due, ingest_waiting
from monitor.steps.tally import Tally

if TYPE_CHECKING:
    from monitor.wiring import Program

_BATCH = 256
_NAMED = 3
"""So many items are named of those of which a value was left out."""


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="auto", help="文件格式；不写则按内容识别"
)
@click.option("--history", is_flag=True, help="按历史材料入库：不告警、不立案")
@as_json
@places
def ingest(settings: Settings, files: tuple[Path, ...], form: str, history: bool, as_json: bool) -> int:
    """导入文件：JSONL、CSV、XLSX（含商业监测平台导出表）或订阅源文件。"""
    with one_shot(settings) as program:
        intake = _Intake(program, form, history)
        for file in files:
            intake.take(file)
        if len(intake.unreadable) == len(files) and not intake.tally.received:
            return 2
        out = intake.to_json()
        if intake.rejects:
            out["rejects_file"] = str(_write_rejects(files[0], intake.rejects, program.clock))
        say(out)
    return 1 if intake.rejects or intake.unreadable else 0


@dataclass
class _Intake:
    """What the files of one call came to; a file that cannot be read does not stop the others."""

    program: Program
    form: str
    history: bool
    tally: Tally = field(default_factory=Tally)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)

    def take(self, file: Path) -> None:
        """Put one file through the pipeline."""
        ignored: dict[str, list[str]] = {}
        with _progress() as progress:
            task = progress.add_task(file.name, total=None)

            def seen(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total or None)

            try:
                rows = read_file(file, self.form, progress=seen, passed=self._pass_over)
                for group in grouped(rows, _BATCH):
                    self._take_rows(file, group, ignored)
            except UsageError as error:
                self.unreadable.append(file.name)
                click.echo(str(error), err=True)
        self._tell_ignored(file, ignored)

    def _tell_ignored(self, file: Path, ids: Mapping[str, Sequence[str]]) -> None:
        """Say of which items of a file a value was left out, by field; the items themselves are taken."""
        for name, ignored in ids.items():
            self.ignored[name] += len(ignored)
            among = "、".join(ignored[:_NAMED]) + ("等" if len(ignored) > _NAMED else "")
            may_be = f"（可用：{'、'.join(SOURCE_KINDS)}）" if name == "source_kind" else ""
            told = f"{file.name}：{len(ignored)} 条的 {name} 无法识别，未采用，条目照常入库{may_be}：{among}"
            click.echo(told, err=True)

    def _pass_over(self, sentence: str) -> None:
        self.passed.append(sentence)
        click.echo(sentence, err=True)

    def _take_rows(self, file: Path, rows: list[Item | Reject], ignored: dict[str, list[str]]) -> None:
        refused = [r for r in rows if isinstance(r, Reject)]
        self.tally.rejected += len(refused)
        for r in refused:
            self._reject(file, {"row": r.row, "reason": r.reason, "raw": r.raw, "at": "read"})
        good = [r for r in rows if isinstance(r, Item)]
        for item in good:
            for name in item.ignored:
                ignored.setdefault(name, []).append(item.id)
        outcomes = self.program.ingester.ingest(good, history=self.history, tally=self.tally)
        for item, outcome in zip(good, outcomes, strict=True):
            if outcome.status == "rejected":
                raw = json.dumps(item.to_json(), ensure_ascii=False)
                self._reject(file, {"id": item.id, "reason": outcome.reason, "raw": raw, "at": "store"})

    def _reject(self, file: Path, row: dict[str, Any]) -> None:
        self.rejects.append({"file": file.name, **row})

    def to_json(self) -> dict[str, Any]:
        """The contract's tally, with the fields, files and sheets that could not be read."""
        out: dict[str, Any] = dict(self.tally.to_json())
        if self.ignored:
            out["ignored_fields"] = dict(self.ignored)
        if self.unreadable:
            out["unreadable_files"] = self.unreadable
        if self.passed:
            out["passed_over"] = self.passed
        return out


def _progress() -> Progress:
    """A progress bar on stderr; silent where stderr is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _write_rejects(first: Path, rejects: list[dict[str, Any]], clock: Clock) -> Path:
    """Keep the rejected rows beside the first file, else in the present or the scratch folder, with row and reason."""
    stem = f"{first.stem}.{clock.now():%Y%m%d%H%M%S}"
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rejects)
    for folder in (first.parent, Path.cwd(), Path(tempfile.gettempdir())):
        try:
            path = _unused(folder, stem)
            path.write_text(lines, encoding="utf-8")
            return path.resolve()
        except OSError:
            continue
    raise NotFound("无法写出被拒行文件：所在目录、当前目录与临时目录均不可写")


def _unused(folder: Path, stem: str) -> Path:
    """An empty reject file under a name that no other run has taken. Raises OSError."""
    number = 1
    while True:
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.rejects.jsonl"
        try:
            path.touch(exist_ok=False)
            return path
        except FileExistsError:
            number += 1


@click.command()
@click.option("--source", help="只采集这一个信源（不论是否到时）")
@as_json
@places
def collect(settings: Settings, source: str | None, as_json: bool) -> int:
    """采集到时的信源一次，每个信源输出一行。"""
    with one_shot(settings) as program:
        if source is not None and program.sources.named(source) is None:
            raise NotFound(f"sources.yaml 中没有名为“{source}”的信源")
        lines = asyncio.run(_collect(program, source))
        tally = ingest_waiting(program.desk, program.ingester)
    for line in lines:
        say_or(line.to_json(), _source_text(line), as_json=as_json)
    click.echo(_tally_text(tally), err=True)
    return 1 if any(line.state == "failed" for line in lines) else 0


async def _collect(program: Program, source: str | None) -> list[SourceLine]:
    async with program.http() as http:
        return await collect_due(program.desk, program.sources, http, only=source)


def _source_text(line: SourceLine) -> str:
    if line.state == "failed":
        return f"{line.source}：失败，{line.error}"
    if line.state == "not_modified":
        return f"{line.source}：无更新"
    rejected = f"，拒收 {line.rejected}" if line.rejected else ""
    return f"{line.source}：读到 {line.entries} 条，新存 {line.stored} 条{rejected}"


def _tally_text(tally: Tally) -> str:
    return (
        f"入库：新 {tally.new}，重复 {tally.duplicate}，拒收 {tally.rejected}；"
        f"立案 {tally.cases_opened}，提请认定 {tally.cases_proposed}"
    )


COMMANDS = (ingest, collect)
