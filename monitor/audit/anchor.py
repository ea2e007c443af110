"""Anchors: short notes, kept outside the database, of how far the chain had come and what its head was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.audit.chain import GENESIS


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line of an anchor file; ``prev_anchor`` is the SHA-256 of the line before it."""

    office: str
    at: str
    seq: int
    hash: str
    prev_anchor: str = GENESIS

    def line(self) -> str:
        """The anchor as JSON, without the line's end."""
        fields = {name: getattr(self, name) for name in ("office", "at", "seq", "hash", "prev_anchor")}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def line_digest(line: str) -> str:
    """What the next anchor calls ``prev_anchor``."""
    return hashlib.sha256(line.encode()).hexdigest()


def parse_anchors(lines: Iterable[str]) -> list[Anchor]:
    """Read the lines of one anchor file.

    Raises ValueError, with a Chinese sentence, for a line that is no anchor or does not follow the one before it.
    """
    anchors: list[Anchor] = []
    prev = GENESIS
    for number, line in enumerate((text.rstrip("\r\n") for text in lines), 1):
        if not line.strip():
            continue
        anchor = _parse(line, number)
        if anchor.prev_anchor != prev:
            raise ValueError(f"锚点文件第 {number} 行与前一行不相接")
        if anchors and anchor.seq <= anchors[-1].seq:
            raise ValueError(f"锚点文件第 {number} 行的序号没有增大")
        anchors.append(anchor)
        prev = line_digest(line)
    return anchors


def _parse(line: str, number: int) -> Anchor:
    try:
        tree = json.loads(line)
        anchor = Anchor(**{name: tree[name] for name in ("office", "at", "seq", "hash", "prev_anchor")})
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"锚点文件第 {number} 行不是有效的锚点") from error
    if type(anchor.seq) is not int or anchor.seq < 1 or anchor.line() != line:
        raise ValueError(f"锚点文件第 {number} 行不是有效的锚点")
    return anchor
