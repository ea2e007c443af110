"""Verifying a long chain quickly: the hashed text is put together from what is stored, not made anew from parsed values."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as quote
from typing import Any, TypeAlias

from monitor.audit.chain import FIELDS, GENESIS, Verdict, canonical, check_link, cut_tail

StoredLink: TypeAlias = tuple[int, str, str, str, str, str, str, str]
"""A record as the database keeps it: seq, at, actor, act, subject, body (canonical JSON text), prev, hash."""


def hashed_text(link: StoredLink) -> str:
    """What a record's hash is taken over; equal to ``canonical`` of the record when its body is canonical."""
    seq, at, actor, act, subject, body, prev, _ = link
    return (
        f'{{"act":{quote(act)},"actor":{quote(actor)},"at":{quote(at)},"body":{body},'
        f'"prev":{quote(prev)},"seq":{seq},"subject":{quote(subject)}}}'
    )


def export_line(link: StoredLink) -> str:
    """A record as one line of an export, without the line's end."""
    seq, at, actor, act, subject, body, prev, digest = link
    return (
        f'{{"seq":{seq},"at":{quote(at)},"actor":{quote(actor)},"act":{quote(act)},"subject":{quote(subject)},'
        f'"body":{body},"prev":{quote(prev)},"hash":{quote(digest)}}}'
    )


def verify_stored(links: Iterable[StoredLink], anchors: Mapping[int, str] | None = None) -> Verdict:
    """Walk a stored chain and name the first bad record, as ``chain.verify`` would.

    A body that is not canonical text is bad here, too: its words were changed even where its meaning was not.
    """
    return _walk((link if is_canonical(link[5]) else None for link in links), anchors or {})


def verify_export(lines: Iterable[str], anchors: Mapping[int, str] | None = None) -> Verdict:
    """Verify an exported chain line by line and name the first bad record."""
    return _walk((_read_line(line) for line in lines if line.strip()), anchors or {})


def _refuse(number: str) -> Any:
    raise ValueError(f"float {number}")


# Built once: json.loads and json.dumps with options build theirs anew for every record.
_decode = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse).decode
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def is_canonical(body: str) -> bool:
    """Whether a text is the canonical JSON of an object, as ``chain.canonical`` writes it."""
    try:
        return body.startswith("{") and _encode(_decode(body)) == body
    except (ValueError, RecursionError):
        return False


def _walk(links: Iterable[StoredLink | None], anchors: Mapping[int, str]) -> Verdict:
    """Follow the chain; None stands for a record that cannot be read."""
    seq, prev = 0, GENESIS
    for link in links:
        seq += 1
        if link is None:
            return Verdict(False, seq - 1, seq, "内容不是规范的审计记录")
        if (
            link[0] != seq
            or link[6] != prev
            or not _hash_is_true(link)
            or anchors.get(seq, link[7]) != link[7]
        ):
            return Verdict(False, seq - 1, seq, _reason(link, seq, prev, anchors))
        prev = link[7]
    return cut_tail(seq, anchors) or Verdict(True, seq)


def _hash_is_true(link: StoredLink) -> bool:
    try:
        return hashlib.sha256(hashed_text(link).encode()).hexdigest() == link[7]
    except UnicodeEncodeError:
        return False


def _reason(link: StoredLink, seq: int, prev: str, anchors: Mapping[int, str]) -> str:
    """What the reference says about a record that did not pass; taken once, so it may be slow."""
    return check_link(json.loads(export_line(link)), seq, prev, anchors) or "内容不是规范的审计记录"


_PLAIN = r'"([^"\\\x00-\x1f]*)"'
_OWN_LINE = re.compile(
    rf'\{{"seq":([1-9]\d*),"at":{_PLAIN},"actor":{_PLAIN},"act":{_PLAIN},"subject":{_PLAIN},'
    r'"body":(\{.*\}),"prev":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}\s*'
)
_TEXTS = ("at", "actor", "act", "subject", "prev", "hash")


def _read_line(line: str) -> StoredLink | None:
    """One line of an export: as our own export writes it without parsing the whole, else by a strict parse."""
    own = _OWN_LINE.fullmatch(line)
    if own is not None and is_canonical(own[6]):
        return int(own[1]), own[2], own[3], own[4], own[5], own[6], own[7], own[8]
    try:
        record = json.loads(line, object_pairs_hook=_distinct)
        return _link_of(record)
    except (ValueError, RecursionError):
        return None


def _link_of(record: Any) -> StoredLink:
    """Raises ValueError for anything that is not a record of exactly the known fields."""
    if not isinstance(record, dict) or set(record) != set(FIELDS):
        raise ValueError("fields")
    if type(record["seq"]) is not int or not isinstance(record["body"], dict):
        raise ValueError("types")
    if not all(isinstance(record[name], str) for name in _TEXTS):
        raise ValueError("types")
    at, actor, act, subject, prev, digest = (record[name] for name in _TEXTS)
    return record["seq"], at, actor, act, subject, canonical(record["body"]), prev, digest


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key given twice would let one reader see other words than another."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found
