"""What an edit of ``roster.yaml`` changed: the file as it is kept for comparison, and the differences in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from monitor.sla.roster_file import ROLE_LABELS, Person, RosterFile

_ADDRESSES = {"people": {"__all__": {"channels", "voice", "telephone"}}}
_PARTS = {
    "rotations": "轮值",
    "shifts": "排班",
    "absences": "请假与替班",
    "swaps": "换班",
    "days_off": "放假日",
    "workdays": "调休上班日",
}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A roster file without its addresses; ``reach`` holds a hash of each person's, since they may hold secrets."""

    file: RosterFile
    reach: Mapping[str, str]


def kept(file: RosterFile) -> KeptFile:
    """What is kept of a file."""
    bare = RosterFile.model_validate(_bare(file))
    return KeptFile(bare, {p.id: _reach(p) for p in file.people})


def body_of_file(known: KeptFile) -> dict[str, Any]:
    """A kept file as it is stored."""
    return {"file": _bare(known.file), "reach": dict(known.reach)}


def read_body(body: Mapping[str, Any]) -> KeptFile | None:
    """A stored file; None where this program can no longer read it."""
    try:
        return KeptFile(RosterFile.model_validate(body["file"]), dict(body["reach"]))
    except (KeyError, ValidationError):
        return None


def edits_between(before: KeptFile, after: KeptFile) -> list[str]:
    """What was edited, a few words each; empty where only comments or the order of keys differ."""
    return [*_of_people(before, after), *_of_parts(before.file, after.file)]


def _of_people(before: KeptFile, after: KeptFile) -> Iterator[str]:
    old, new = ({p.id: p for p in k.file.people} for k in (before, after))
    for ident, person in new.items():
        if ident not in old:
            yield f"新增人员{person.name}（{ROLE_LABELS[person.role]}）"
        else:
            yield from _of_person(old[ident], person, before.reach.get(ident) != after.reach.get(ident))
    yield from (f"去掉人员{person.name}" for ident, person in old.items() if ident not in new)


def _of_person(old: Person, new: Person, moved: bool) -> Iterator[str]:
    if old.name != new.name:
        yield f"{old.name}改名为{new.name}"
    if old.role != new.role:
        yield f"{new.name}由{ROLE_LABELS[old.role]}改为{ROLE_LABELS[new.role]}"
    if moved:
        yield f"{new.name}的通知渠道或电话有改动"
    if old.accounts != new.accounts:
        yield f"{new.name}的控制台身份有改动"
    if (old.organ, old.quiet) != (new.organ, new.quiet):
        yield f"{new.name}的单位或免打扰时段有改动"


def _of_parts(old: RosterFile, new: RosterFile) -> Iterator[str]:
    for part, label in _PARTS.items():
        if getattr(old, part) != getattr(new, part):
            yield f"{label}有改动"


def _bare(file: RosterFile) -> dict[str, Any]:
    return file.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=_ADDRESSES)


def _reach(person: Person) -> str:
    text = json.dumps([person.channels, person.voice, person.telephone], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
