"""What classifying does with the memory of its process."""

from __future__ import annotations

import resource
import sys
from datetime import UTC, datetime

import pytest

from monitor.bench.texts import posts
from monitor.classify.classifier import BATCH, Classifier
from monitor.classify.memory import keep_freed_memory

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def test_a_batch_works_in_the_memory_of_the_one_before(classifier: Classifier) -> None:
    if not sys.platform.startswith("linux") or not keep_freed_memory():
        pytest.skip("the allocator of this platform cannot be told")
    items = [post.item for post in posts(BATCH, NOW)]
    for _ in range(2):
        classifier.classify_batch(items, NOW)
    before = faults()
    classifier.classify_batch(items, NOW)
    assert faults() - before < BATCH, "given back and asked for again it takes eight pages an item"
