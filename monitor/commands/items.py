"""Commands that say something about items: classify, cluster, evaluate."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.classifier import BATCH, Classifier
from monitor.classify.learning import versions
from monitor.classify.learning.evaluation import evaluate as evaluate_csv
from monitor.classify.scoring import artefact
from monitor.clock import Clock
from monitor.collectors.poll import Reject, reject
from monitor.commands.common import always_json, as_json, places, say, say_or
from monitor.config_file import read
from monitor.errors import BadItem
from monitor.events.cluster import Clusterer
from monitor.events.load import load_clusterer
from monitor.item import Item, item_of_line
from monitor.settings import Settings
from monitor.text.segment import load_segmenter


@click.command()
@always_json
@places
def classify(settings: Settings) -> int:
    """逐行读取条目（JSONL，标准输入），逐行输出分类结果。"""
    clock = Clock.from_env()
    classifier = Classifier.load(settings.config_dir, versions.in_use(versions.folder_of(settings.var)))
    failed = False
    for rows in grouped(read_lines(sys.stdin.buffer), BATCH):
        good = [r for r in rows if isinstance(r, Item)]
        results = iter(classifier.classify_batch(good, clock.now()))
        for row in rows:
            if isinstance(row, Item):
                say(_told(row, next(results).to_json()))
            else:
                failed = True
                say({"line": row.row, "error": row.reason})
    return 1 if failed else 0


def _told(item: Item, result: dict[str, Any]) -> dict[str, Any]:
    """The result, and which fields of the item could not be read."""
    return {**result, "ignored": list(item.ignored)} if item.ignored else result


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


def grouped(rows: Iterable[Item | Reject], size: int) -> Iterator[list[Item | Reject]]:
    group: list[Item | Reject] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


@click.command()
@always_json
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
    segmenter = load_segmenter(settings.config_dir / "dictionary.txt")
    return load_clusterer(settings.config_dir, segmenter.cut)


@click.command()
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="带标签的 CSV：列 text（或 title、detail）与 label",
)
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="评测这个模型文件本身，不计从更正中学得的用词；不写则评测现用的模型，连同这些用词和冷启动的类别",
)
@as_json
@places
def evaluate(settings: Settings, data: Path, model: Path | None, as_json: bool) -> None:
    """用带标签的 CSV 评测类别模型。"""
    if model:
        figures = evaluate_csv(data, artefact.load(model))
    else:
        taxonomy = read(settings.config_dir / "taxonomy.yaml", TaxonomyConfig)
        figures = evaluate_csv(data, versions.load(versions.folder_of(settings.var)), taxonomy)
    text = f"共 {figures['n']} 条，准确率 {figures['accuracy']:.4f}，宏平均 F1 {figures['macro_f1']:.4f}"
    say_or(figures, text, as_json=as_json)


COMMANDS = (classify, cluster, evaluate)
