"""What a message tells of: one line a matter, with its clocks; kept as JSON until it goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

from monitor.classify.result import SEVERITIES
from monitor.classify.triage.opinion import LEVELS, Level

Kind = Literal[
    "new_case",
    "proposal",
    "worsened",
    "reminder",
    "deadline_near",
    "deadline_passed",
    "phone_task",
    "alarm",
    "digest",
    "sign_on",
    "roster",
    "policy",
    "test",
]
KIND_LABELS: dict[Kind, str] = {
    "new_case": "新立案",
    "proposal": "提请认定",
    "worsened": "升级",
    "reminder": "提醒",
    "deadline_near": "时限将到",
    "deadline_passed": "已逾期",
    "phone_task": "须电话报告",
    "alarm": "系统告警",
    "digest": "日报",
    "sign_on": "接班测试",
    "roster": "值班变更",
    "policy": "建议解读",
    "test": "测试",
}
KIND_ORDER: tuple[Kind, ...] = (
    "deadline_passed",
    "worsened",
    "new_case",
    "proposal",
    "phone_task",
    "deadline_near",
    "alarm",
    "sign_on",
    "roster",
    "policy",
    "reminder",
    "digest",
    "test",
)
"""The most urgent first: what a message about several things is called after."""
_SEVERITY_ORDER = (*SEVERITIES, None)
_COLOUR_ORDER = (*LEVELS, None)


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One running clock of a case; ``to_confirm``: its start was inferred and waits for confirmation (时刻待核)."""

    name: str
    due_at: datetime
    basis: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One matter in a message.

    ``toll`` is the line of its numbers, the official ones first. ``meant_for`` is the time at which this alert should have gone out, given only when the service was down over it;
    ``telephone`` names whom to call and is not masked, since it is the office's own number; ``coming`` says who is told
    next, and when, if nobody acts.
    """

    kind: Kind
    title: str
    case_number: str = ""
    severity: str | None = None
    colour: Level | None = None
    unverified: bool = False
    district: str = ""
    organ: str = ""
    clocks: tuple[ClockLine, ...] = ()
    detail: str = ""
    next_action: str | None = None
    telephone: str = ""
    coming: str = ""
    meant_for: datetime | None = None
    toll: str = ""


def merge_lines(lines: Sequence[AlertLine]) -> list[AlertLine]:
    """Bring the lines of several messages together: one line a matter, its most urgent kind, all that it said."""
    by_matter: dict[tuple[str, str], list[AlertLine]] = {}
    for line in lines:
        by_matter.setdefault((line.case_number or line.title, line.telephone), []).append(line)
    return [_merged(same) for same in by_matter.values()]


def _merged(same: Sequence[AlertLine]) -> AlertLine:
    """The latest line of a matter knows it best; the kind is the most urgent, the details are all."""
    details = dict.fromkeys(part for line in same for part in _details(line))
    return replace(
        same[-1],
        kind=min((line.kind for line in same), key=KIND_ORDER.index),
        detail="、".join(details),
        unverified=same[-1].unverified,
        meant_for=min((line.meant_for for line in same if line.meant_for), default=None),
    )


def _details(line: AlertLine) -> list[str]:
    """What a line tells: of a case the names of its rungs; any other detail is one sentence, whose names stay together."""
    parts = line.detail.split("、") if line.case_number else [line.detail]
    return [part for part in parts if part]


def line_to_json(line: AlertLine) -> dict[str, Any]:
    """A line as it is kept with its message, so that the text can be written again when it goes out."""
    kept = {f.name: getattr(line, f.name) for f in fields(line)}
    kept["clocks"] = [
        {"name": c.name, "due_at": c.due_at.isoformat(), "basis": c.basis, "to_confirm": c.to_confirm}
        for c in line.clocks
    ]
    kept["meant_for"] = line.meant_for.isoformat() if line.meant_for else None
    return {name: value for name, value in kept.items() if value not in ("", None, [], False)}


def line_from_json(kept: Mapping[str, Any]) -> AlertLine:
    """Read a kept line."""
    clocks = tuple(
        ClockLine(c["name"], datetime.fromisoformat(c["due_at"]), c["basis"], c["to_confirm"])
        for c in kept.get("clocks", ())
    )
    meant = kept.get("meant_for")
    known = {f.name for f in fields(AlertLine)}
    rest = {k: v for k, v in kept.items() if k in known and k not in ("clocks", "meant_for")}
    return AlertLine(**rest, clocks=clocks, meant_for=datetime.fromisoformat(meant) if meant else None)


def gravity(alert: AlertLine) -> tuple[int, int, int, str]:
    """Where a line stands in its message: the lowest comes first."""
    due = min((clock.due_at.isoformat() for clock in alert.clocks), default="9")
    severity = _SEVERITY_ORDER.index(alert.severity)
    return severity, KIND_ORDER.index(alert.kind), _COLOUR_ORDER.index(alert.colour), due
