"""Commands over items: classify, cluster, train, evaluate, ingest, collect."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from monitor.classify.classifier import Classifier
from monitor.classify.evaluation import evaluate as evaluate_csv
from monitor.classify.training import train as train_csv
from monitor.clock import Clock
from monitor.collectors.files import FORMATS, item_of_line, read_file
from monitor.collectors.poll import Reject, reject
from monitor.commands.common import as_json, one_shot, places, say, say_or
from monitor.errors import BadItem, NotFound
from monitor.events.cluster import Clusterer
from monitor.events.rules import read_rules
from monitor.events.words import WordTable
from monitor.item import Item
from monitor.settings import Settings
from monitor.steps.collect import SourceLine, collect_due, ingest_waiting
from monitor.steps.ingest import Tally
from monitor.text.segment import load_segmenter
from monitor.wiring import Program

_BATCH = 256


@click.command()
@places
def classify(settings: Settings) -> int:
    """逐行读取条目（JSONL，标准输入），逐行输出分类结果。"""
    clock = Clock.from_env()
    classifier = Classifier.load(settings.config_dir)
    failed = False
    for rows in _grouped(read_lines(sys.stdin.buffer), _BATCH):
        good = [r for r in rows if isinstance(r, Item)]
        results = iter(classifier.classify_batch(good, clock.now()))
        for row in rows:
            if isinstance(row, Item):
                say(next(results).to_json())
            else:
                failed = True
                say({"line": row.row, "error": row.reason})
    return 1 if failed else 0


def read_lines(lines: Iterable[bytes]) -> Iterator[Item | Reject]:
    """Read JSONL from a stream: blank lines are skipped but counted, a bad line is a reject."""
    for number, line in enumerate(lines, 1):
        try:
            item = item_of_line(line)
        except BadItem as error:
            yield reject(number, str(error))
            continue
        if item is not None:
            yield item


def _grouped(rows: Iterable[Item | Reject], size: int) -> Iterator[list[Item | Reject]]:
    group: list[Item | Reject] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


@click.command()
@places
def cluster(settings: Settings) -> int:
    """逐行读取条目（JSONL，标准输入），输出每条所属事件与最早的副本。"""
    rows = list(read_lines(sys.stdin.buffer))
    items = [r for r in rows if isinstance(r, Item)]
    placed = iter(_clusterer(settings).rows(items, Clock.from_env().now()))
    for row in rows:
        if isinstance(row, Item):
            found = next(placed)
            say({"id": found.id, "event": found.event, "duplicate_of": found.duplicate_of})
        else:
            say({"line": row.row, "error": row.reason})
    return 1 if any(isinstance(r, Reject) for r in rows) else 0


def _clusterer(settings: Settings) -> Clusterer:
    rules = read_rules(settings.config_dir / "events.yaml")
    return Clusterer(rules, load_segmenter(settings.config_dir / "dictionary.txt").cut, WordTable.shipped())


@click.command()
@click.option("--data", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@places
def train(settings: Settings, data: Path, out: Path) -> None:
    """用带标签的 CSV 训练类别模型，并打印模型说明。"""
    click.echo(train_csv(data, out))


@click.command()
@click.option("--data", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
@places
def evaluate(settings: Settings, data: Path, model: Path | None, as_json: bool) -> None:
    """用带标签的 CSV 评测类别模型。"""
    figures = evaluate_csv(data, model)
    text = f"共 {figures['n']} 条，准确率 {figures['accuracy']:.4f}，宏平均 F1 {figures['macro_f1']:.4f}"
    say_or(figures, text, as_json=as_json)


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="auto")
@click.option("--history", is_flag=True, help="按历史材料入库：不告警、不立案")
@as_json
@places
def ingest(settings: Settings, files: tuple[Path, ...], form: str, history: bool, as_json: bool) -> int:
    """导入文件：JSONL、CSV、XLSX（含商业监测平台导出表）或订阅源文件。"""
    with one_shot(settings) as program:
        tally = Tally()
        rejects: list[dict[str, Any]] = []
        for file in files:
            rejects += _ingest_file(program, file, form, history, tally)
        tally.rejected += sum(r["at"] == "read" for r in rejects)
        out: dict[str, Any] = dict(tally.to_json())
        if rejects:
            out["rejects_file"] = str(_write_rejects(files[0], rejects, program.clock))
        say(out)
    return 1 if rejects else 0


def _ingest_file(
    program: Program, file: Path, form: str, history: bool, tally: Tally
) -> list[dict[str, Any]]:
    """One file through the pipeline; returns its rejected rows."""
    rejects: list[dict[str, Any]] = []
    with _progress() as progress:
        task = progress.add_task(file.name, total=None)

        def seen(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total or None)

        for group in _grouped(read_file(file, form, progress=seen), _BATCH):
            numbered = [(r.row, r) for r in group if isinstance(r, Reject)]
            rejects += [
                {"file": file.name, "row": n, "reason": r.reason, "raw": r.raw, "at": "read"}
                for n, r in numbered
            ]
            good = [r for r in group if isinstance(r, Item)]
            for item, outcome in zip(
                good, program.ingester.ingest(good, history=history, tally=tally), strict=True
            ):
                if outcome.status == "rejected":
                    raw = json.dumps(item.to_json(), ensure_ascii=False)
                    rejects.append(
                        {
                            "file": file.name,
                            "id": item.id,
                            "reason": outcome.reason,
                            "raw": raw,
                            "at": "store",
                        }
                    )
    return rejects


def _progress() -> Progress:
    """A progress bar on stderr; silent where stderr is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _write_rejects(first: Path, rejects: list[dict[str, Any]], clock: Clock) -> Path:
    """Keep the rejected rows beside the first file, else in the present folder, with row and reason."""
    name = f"{first.stem}.{clock.now():%Y%m%d%H%M%S}.rejects.jsonl"
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rejects)
    for folder in (first.parent, Path.cwd()):
        try:
            path = folder / name
            path.write_text(lines, encoding="utf-8")
            return path.resolve()
        except OSError:
            continue
    raise NotFound("无法写出被拒行文件：所在目录与当前目录均不可写")


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
    say_or(tally.to_json(), _tally_text(tally), as_json=as_json)
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


COMMANDS = (classify, cluster, train, evaluate, ingest, collect)
