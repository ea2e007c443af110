"""Verify an exported audit chain with nothing but Python itself: ``python standalone.py EXPORT [ANCHOR]``.

This file imports nothing of the program that it checks, so that an auditor can read all of it and run it elsewhere.
Prints one JSON object; exit 0 when the chain is sound, 1 when it is not, 2 for wrong use.

A record is one JSON object a line. Its ``hash`` is SHA-256 over its other fields as canonical JSON (sorted keys, no
spaces, UTF-8, no floats); its ``prev`` is the hash of the record before it, 64 zeros for the first.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

FIELDS = {"seq", "at", "actor", "act", "subject", "body", "prev", "hash"}
GENESIS = "0" * 64


def verify(export_path: str, anchor_path: str | None = None) -> dict[str, Any]:
    """Check every record and, where given, every anchor; returns what is printed."""
    anchors = read_anchors(anchor_path) if anchor_path else {}
    seq, prev = 0, GENESIS
    with open(export_path, encoding="utf-8-sig") as lines:  # noqa: PTH123
        for line in lines:
            if not line.strip():
                continue
            record = read_record(line)
            reason = problem(record, seq + 1, prev, anchors)
            if reason:
                return {"ok": False, "first_bad": seq + 1, "reason": reason}
            seq, prev = seq + 1, record["hash"]
    if anchors and max(anchors) > seq:
        reason = f"记录在第 {seq} 条之后被截断：锚点记有第 {max(anchors)} 条"
        return {"ok": False, "first_bad": seq + 1, "reason": reason}
    return {"ok": True, "records": seq}


def read_record(line: str) -> dict[str, Any]:
    """One line as a dictionary, empty when it is not a record; floats and repeated keys are refused."""
    try:
        record = json.loads(line, object_pairs_hook=distinct, parse_float=refuse, parse_constant=refuse)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) and isinstance(record.get("body"), dict) else {}


def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A dictionary of pairs in which no key comes twice."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("repeated key")
    return dict(pairs)


def refuse(text: str) -> Any:
    """Floats have no canonical form."""
    raise ValueError(f"float {text}")


def problem(record: dict[str, Any], seq: int, prev: str, anchors: dict[int, str]) -> str:
    """What is wrong with a record in its place; empty when nothing is."""
    if set(record) != FIELDS:
        return "内容不是规范的审计记录"
    if record["seq"] != seq or isinstance(record["seq"], bool):
        return f"序号不连续：应为 {seq}，实为 {record['seq']}"
    if record["prev"] != prev:
        return "与前一条记录的哈希不相接"
    if record["hash"] != digest(record):
        return "内容与哈希不符"
    if seq in anchors and anchors[seq] != record["hash"]:
        return "与锚点中的哈希不符"
    return ""


def digest(record: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a record without its hash; empty when it cannot be written as UTF-8."""
    rest = {key: value for key, value in record.items() if key != "hash"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError:
        return ""


def read_anchors(path: str) -> dict[int, str]:
    """Sequence number → hash; each line of the file must name the SHA-256 of the line before it.

    A line without its end was being written when the file was copied or the machine stopped: it never was an anchor.
    A file without any anchor proves nothing and is no valid one.
    """
    anchors: dict[int, str] = {}
    prev = GENESIS
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123
        for line in (text.rstrip("\r\n") for text in lines if text.endswith("\n")):
            if not line.strip():
                continue
            anchor = json.loads(line)
            if anchor["prev_anchor"] != prev:
                raise ValueError("anchor file was changed")
            anchors[anchor["seq"]] = anchor["hash"]
            prev = hashlib.sha256(line.encode()).hexdigest()
    if not anchors:
        raise ValueError("no anchor")
    return anchors


def main(arguments: list[str]) -> int:
    """Run as a script; returns the exit status. ``--file`` and ``--anchor`` may stand before the files, as in ``monitor``."""
    arguments = [a for a in arguments if a not in ("--file", "--anchor")]
    if len(arguments) not in (1, 2) or arguments[0].startswith("-"):
        print("用法：python standalone.py 导出文件 [锚点文件]", file=sys.stderr)
        return 2
    try:
        verdict = verify(*arguments)
    except OSError as error:
        print(f"无法读取文件：{error.filename}", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print("文件不是 UTF-8 文本", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError):
        print("锚点文件没有锚点、已损坏或被改动", file=sys.stderr)
        return 1
    print(json.dumps(verdict, ensure_ascii=False))
    return 0 if verdict["ok"] else 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # An auditor's machine may be set to a character set that has no Chinese.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
