"""Messages written for this project: classes without training messages, and short posts of the trained ones beside them.

Two thirds are for learning and for choosing words and thresholds; the third kept apart by hash is only ever counted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Written:
    """One message with its class, its style (``letters``, ``posts``, ``plain``), and whether it is kept apart."""

    text: str
    label: str
    style: str
    kept: bool


def written() -> list[Written]:
    """All of them; of the older file (``plain``) the first five of a class are for learning."""
    newer = yaml.safe_load((HERE / "cold_start_written.yaml").read_text(encoding="utf-8"))
    older = yaml.safe_load((HERE / "cold_start_messages.yaml").read_text(encoding="utf-8"))
    return [
        *(
            Written(text, label, style, _kept(text))
            for label, styles in newer.items()
            for style, texts in styles.items()
            for text in texts
        ),
        *(
            Written(text, label, "plain", number >= 5)
            for label, texts in older.items()
            for number, text in enumerate(texts)
        ),
    ]


def _kept(text: str) -> bool:
    return hashlib.sha256(f"cold:{text}".encode()).digest()[0] % _PARTS == 0
