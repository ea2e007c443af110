"""Reading the shared data for the training runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path


def rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def han(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)
