"""The plain baselines: the same work as most would write it, for speed of reading."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import jieba
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC
from sqlmodel import Field, Session, SQLModel, create_engine

from monitor.bench.texts import Labelled
from monitor.errors import OutsideError
from monitor.item import Item

_AT_ONCE = 50


def train_plain(examples: Sequence[Labelled]) -> Pipeline:
    """jieba words, TF-IDF, a linear support vector machine."""
    jieba.setLogLevel(40)
    model = make_pipeline(TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None), LinearSVC())
    return model.fit([_text(e.item) for e in examples], [e.category for e in examples])


def classify_plain(model: Pipeline, items: Sequence[Item]) -> list[str]:
    """The category of each item, in batches of 500."""
    out: list[str] = []
    for start in range(0, len(items), 500):
        out += list(model.predict([_text(i) for i in items[start : start + 500]]))
    return out


def _text(item: Item) -> str:
    return f"{item.title}\n{item.text}"


class PlainItem(SQLModel, table=True):
    """An item in the plain store."""

    __tablename__ = "bench_plain_item"
    # Apart from the product's own tables, so that no migration and no create_all ever sees it.
    metadata = SQLModel.metadata.__class__()
    id: int | None = Field(default=None, primary_key=True)
    external_id: str = Field(index=True)
    title: str
    text: str
    category: str
    published_at: datetime | None = None


def ingest_plain(model: Pipeline, items: Sequence[Item], database: Path) -> int:
    """One item at a time: classify it, add it, commit."""
    engine = create_engine(f"sqlite:///{database}")
    PlainItem.metadata.create_all(engine)
    with Session(engine) as session:
        for item in items:
            category = str(model.predict([_text(item)])[0])
            session.add(
                PlainItem(
                    external_id=item.id,
                    title=item.title,
                    text=item.text,
                    category=category,
                    published_at=item.published_at,
                )
            )
            session.commit()
    engine.dispose()
    return len(items)


def collect_plain(urls: Sequence[str]) -> int:
    """Fetch feeds, fifty at once, and parse them; returns the number of entries. Raises OutsideError without httpx."""
    try:
        import httpx
    except ImportError as error:
        raise OutsideError(
            "朴素基线需要 httpx：请安装开发依赖（pip install 'yuqing-monitor[dev]'）"
        ) from error

    async def run() -> int:
        gate = asyncio.Semaphore(_AT_ONCE)
        async with httpx.AsyncClient(
            limits=httpx.Limits(max_connections=_AT_ONCE), trust_env=False
        ) as client:

            async def one(url: str) -> int:
                async with gate:
                    answer: Any = await client.get(url)
                return len(feedparser.parse(answer.content).entries)

            return sum(await asyncio.gather(*(one(url) for url in urls)))

    return asyncio.run(run())
