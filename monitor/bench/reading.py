"""Benchmarks of reading: classify, collect, ingest."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from monitor.bench.feed_server import serving
from monitor.bench.measure import (
    Figures,
    Sizes,
    interleaved,
    kind_of,
    median_seconds,
    put_sources,
    refuse_used,
    scratch_program,
    scratch_settings,
    seconds_of,
)
from monitor.bench.plain import classify_plain, collect_plain, ingest_plain, train_plain
from monitor.bench.texts import SEED, posts
from monitor.classify.classifier import BATCH, Classifier
from monitor.classify.learning.examples import compose
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.linear_model import LinearModel
from monitor.clock import Clock, real_now
from monitor.errors import BadItem, UsageError
from monitor.item import Item, item_of_line
from monitor.settings import sample_config_dir
from monitor.steps.collect import collect_due
from monitor.steps.tally import Tally
from monitor.text.clean import clean_text
from monitor.wiring import Program, program

_TRAINING = 2_000
_ENTRIES = 20


def classify(sizes: Sizes) -> Figures:
    """Whole classification and category alone, beside jieba + TF-IDF + LinearSVC for the category."""
    now, rounds = real_now(), sizes.rounds or 3
    items = _items_of(sizes, now)
    plain = train_plain(posts(_TRAINING, now, seed=SEED + 1))
    load_s = median_seconds(lambda: Classifier.load(sample_config_dir()), rounds)
    classifier = Classifier.load(sample_config_dir())
    classifier.classify_batch(items[:BATCH], now)
    classify_plain(plain, items[:BATCH])
    took = interleaved(
        {
            "ours": lambda part: classifier.classify_batch(part, now),
            "category": partial(categories, artefact.shipped("category").model, Alphabet()),
            "plain": lambda part: classify_plain(plain, part),
        },
        items,
        slice_of=BATCH,
        rounds=rounds,
    )
    singles = [seconds_of(lambda one=item: classifier.classify(one, now)) for item in items[:200]]  # type: ignore[misc]
    return {
        "items": len(items),
        "ours_docs_per_s": round(len(items) / took["ours"]),
        "category_docs_per_s": round(len(items) / took["category"]),
        "plain_docs_per_s": round(len(items) / took["plain"]),
        "single_ms": round(statistics.median(singles) * 1000, 2),
        "load_s": round(load_s, 3),
    }


def _items_of(sizes: Sizes, now: datetime) -> list[Item]:
    """The items of a file, else posts made from templates. Raises UsageError where a line is no item."""
    if sizes.file is None:
        return [p.item for p in posts(sizes.items or 3_000, now)]
    items: list[Item] = []
    with Path(sizes.file).open("rb") as lines:
        for number, line in enumerate(islice(lines, sizes.items), 1):
            try:
                item = item_of_line(line)
            except BadItem as error:
                raise UsageError(f"{sizes.file} 第 {number} 行：{error}") from error
            items += [item] if item else []
    if not items:
        raise UsageError(f"{sizes.file} 中没有条目")
    return items


def categories(model: LinearModel, alphabet: Alphabet, items: Sequence[Item]) -> list[str]:
    """Only the category, from the text as it was given: cleaning, n-grams, model (loaded before, as the plain one is)."""
    out: list[str] = []
    for start in range(0, len(items), BATCH):
        texts = [compose(clean_text(i.title), clean_text(i.text)) for i in items[start : start + BATCH]]
        best = model.score(alphabet.grams(texts)).margins.argmax(axis=1)
        out += [model.labels[n] for n in best.tolist()]
    return out


def collect(sizes: Sizes) -> Figures:
    """Polling every source once, entries stored, beside httpx + feedparser, which store nothing."""
    count, rounds = sizes.sources or 200, sizes.rounds or 3
    with serving(count, _ENTRIES) as base:
        urls = [f"{base}/{n}" for n in range(count)]
        ours: list[float] = []
        plain: list[float] = []
        for _ in range(rounds):
            ours.append(_collect_once(sizes, urls))
            plain.append(seconds_of(lambda: collect_plain(urls)))
    fast, slow = statistics.median(ours), statistics.median(plain)
    return {
        "sources": count,
        "entries": count * _ENTRIES,
        "sources_per_s": round(count / fast, 1),
        "plain_sources_per_s": round(count / slow, 1),
        "entries_per_s": round(count * _ENTRIES / fast),
        "plain_entries_per_s": round(count * _ENTRIES / slow),
    }


def _collect_once(sizes: Sizes, urls: Sequence[str]) -> float:
    """The first poll of a fresh office: nothing is known and every entry is stored."""
    rows: list[dict[str, object]] = [
        {"name": f"source-{n}", "kind": "feed", "url": url, "source_kind": "portal"}
        for n, url in enumerate(urls)
    ]
    # Each round needs an empty store, so a named database is not used here.
    with scratch_settings(Sizes()) as settings:
        put_sources(settings.config_dir, rows)
        with program(settings, Clock()) as built:
            built.database  # noqa: B018  made before the time is taken
            return seconds_of(lambda: asyncio.run(_poll(built)))


async def _poll(built: Program) -> None:
    async with built.http() as http:
        lines = await collect_due(built.desk, built.sources, http)
    bad = [line.error for line in lines if line.state != "ok"]
    assert not bad, bad[0]


def ingest(sizes: Sizes) -> Figures:
    """The whole pipeline into the database, beside classifying and adding one item at a time."""
    now = real_now()
    count = sizes.items or 2_000
    made = posts(count, now)
    items = [p.item for p in made]
    plain_items = items[: min(count, 400)]
    plain = train_plain(posts(_TRAINING, now, seed=SEED + 1))
    with scratch_program(sizes) as built:
        refuse_used(built)
        built.ingester  # noqa: B018  models are loaded before the time is taken
        tally = Tally()
        ours = seconds_of(lambda: built.ingester.ingest(items, tally=tally))
        built.settings.var.mkdir(parents=True, exist_ok=True)
        slow = seconds_of(lambda: ingest_plain(plain, plain_items, built.settings.var / "plain.db"))
        database = kind_of(built)
    return {
        "items": count,
        "items_per_s": round(count / ours, 1),
        "plain_items_per_s": round(len(plain_items) / slow, 1),
        "stored": tally.new,
        "workers": 1,
        "database": database,
    }
