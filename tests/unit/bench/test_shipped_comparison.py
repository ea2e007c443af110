from __future__ import annotations

from pathlib import Path

from bench.shipped_comparison import examples
from monitor.classify.learning.comparison import SHIPPED_SET, seal

MODEL = Path(__file__).resolve().parents[3] / "monitor/classify/model"


def test_the_packaged_set_is_the_one_that_the_written_messages_give() -> None:
    assert seal(examples()) == (MODEL / SHIPPED_SET).read_bytes()
