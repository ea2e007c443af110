"""The audit chain: canonical JSON, SHA-256, and the hash of the record before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
FIELDS = ("seq", "at", "actor", "act", "subject", "body", "prev", "hash")


@dataclass(frozen=True, slots=True)
class Link:
    """One record of the chain, as exported."""

    seq: int
    at: str
    actor: str
    act: str
    subject: str
    body: Mapping[str, Any]
    prev: str
    hash: str

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a verification: how many records are sound, or the first that is not and why."""

    ok: bool
    records: int
    first_bad: int | None = None
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        if self.ok:
            return {"ok": True, "records": self.records}
        return {"ok": False, "first_bad": self.first_bad, "reason": self.reason}


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8, no floats. Raises ValueError for a float."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("审计记录不得含有浮点数")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise ValueError("审计记录的键须为文字")
            _refuse_floats(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_floats(inner)


def digest(record: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a record without its own ``hash``."""
    rest = {key: value for key, value in record.items() if key != "hash"}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


def forge(seq: int, prev: str, entry: Mapping[str, Any]) -> Link:
    """Make the link that follows ``prev``; ``entry`` holds at, actor, act, subject and body."""
    record = {"seq": seq, "prev": prev, **entry}
    return Link(**record, hash=digest(record))


def verify(records: Iterable[Mapping[str, Any]], anchors: Mapping[int, str] | None = None) -> Verdict:
    """Walk the chain from the first record and name the first bad one.

    ``anchors`` maps sequence numbers to hashes that were written outside the database; a tail that
    was cut off is found because an anchor's record is missing.
    """
    anchors = anchors or {}
    seq, prev = 0, GENESIS
    for record in records:
        problem = check_link(record, seq + 1, prev, anchors)
        if problem:
            return Verdict(False, seq, seq + 1, problem)
        seq, prev = seq + 1, str(record["hash"])
    return cut_tail(seq, anchors) or Verdict(True, seq)


def cut_tail(records: int, anchors: Mapping[int, str]) -> Verdict | None:
    """The verdict on a chain that ends before one of its anchors; None when it does not."""
    last = max(anchors, default=0)
    if last <= records:
        return None
    return Verdict(False, records, records + 1, f"记录在第 {records} 条之后被截断：锚点记有第 {last} 条")


def check_link(record: Mapping[str, Any], seq: int, prev: str, anchors: Mapping[int, str]) -> str:
    """What is wrong with a record in its place of the chain, in Chinese; empty when nothing is."""
    if any(name not in record for name in FIELDS):
        return "缺少字段"
    if record["seq"] != seq:
        return f"序号不连续：应为 {seq}，实为 {record['seq']}"
    if record["prev"] != prev:
        return "与前一条记录的哈希不相接"
    try:
        expected = digest(record)
    except ValueError:
        return "内容不是规范的审计记录"
    if record["hash"] != expected:
        return "内容与哈希不符"
    if seq in anchors and anchors[seq] != expected:
        return "与锚点中的哈希不符"
    return ""


def read_export(lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Read an exported chain; a line that is no JSON object becomes an empty record, which fails verification."""
    for line in lines:
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            record = {}
        yield record if isinstance(record, dict) else {}
