"""What the matching benchmark is fed with: posts as unlike as real ones, and reprints that tell what their originals tell."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from monitor.bench.reprints import KINDS, reprint
from monitor.bench.stock import Posts, template_posts
from monitor.bench.varied import varied_posts
from monitor.events.copy_reader import CopyReader
from monitor.events.load import load_reader, load_rules
from monitor.item import Item
from monitor.text.segment import Segmenter

CONFIG = Path(__file__).resolve().parents[2] / "config"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def copies() -> CopyReader:
    return load_reader(CONFIG, load_rules(CONFIG), Segmenter().cut).copies


def alone(copies: CopyReader, items: list[Item]) -> float:
    """The share of bands that nobody else fills."""
    bands: Counter[int] = Counter()
    keys = [
        np.asarray(copies.keys("", copies.sign(copies.letters(i.title, i.text))))[1:] >> 32 for i in items
    ]
    for its in keys:
        bands.update(its.tolist())
    return float(np.mean([bands[band] == 1 for its in keys for band in its.tolist()]))


def test_varied_posts_share_hardly_a_band_and_those_from_templates_most(copies: CopyReader) -> None:
    assert alone(copies, varied_posts(600, NOW)) > 0.99
    assert alone(copies, template_posts(600, NOW, 1)) < 0.7


def test_the_same_seed_makes_the_same_varied_posts() -> None:
    assert varied_posts(20, NOW, 3) == varied_posts(20, NOW, 3)
    assert varied_posts(20, NOW, 3) != varied_posts(20, NOW, 4)
    lengths = [len(item.text) for item in varied_posts(200, NOW)]
    assert 150 < sum(lengths) / len(lengths) < 300


@pytest.mark.parametrize("write", [template_posts, varied_posts])
@pytest.mark.parametrize("kind", KINDS)
def test_reprints_keep_what_is_counted_and_named(copies: CopyReader, write: Posts, kind: str) -> None:
    rng = random.Random(5)
    for item in write(60, NOW, 2):
        again = reprint(item, kind, rng)
        assert again.text != item.text and again.title == item.title
        assert (
            copies.figures(item.title, item.text).counted == copies.figures(again.title, again.text).counted
        )
        same = copies.letters(item.title, item.text) == copies.letters(again.title, again.text)
        assert same == (kind == "exact")
