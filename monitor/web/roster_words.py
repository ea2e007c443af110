"""What was changed on the roster and who signed on, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.clock import parse_time
from monitor.sla.roster import ROLES, Role
from monitor.sla.roster_changes import read_change
from monitor.sla.roster_file import ROLE_LABELS, Absence, Shift, Swap
from monitor.store.duty_tables import DutyNotice, RosterChange, SignOn
from monitor.web.console import Console
from monitor.web.labels import minute


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A recorded change in words; ``state`` is ``live``, ``past``, ``cancelled``, ``withdrawal`` or ``edit``."""

    row: RosterChange
    text: str
    state: str
    told: Sequence[ToldLine] = ()


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Who was told of a change, and how it stands: ``unasked``, ``waiting``, ``missed``, ``acknowledged`` or ``no_channel``."""

    row: DutyNotice
    state: str


@dataclass(frozen=True, slots=True)
class SignOnLine:
    """A sign-on and how it stands: ``signed``, ``waiting``, ``late`` (signed after the alarm) or ``missed``."""

    row: SignOn
    state: str


def sign_on_lines(rows: Sequence[SignOn]) -> list[SignOnLine]:
    return [SignOnLine(row, _sign_state(row)) for row in rows]


def _sign_state(row: SignOn) -> str:
    if row.signed_at is not None:
        return "late" if row.alarmed_at is not None else "signed"
    return "missed" if row.alarmed_at is not None else "waiting"


def change_lines(
    console: Console,
    rows: Sequence[RosterChange],
    told: Mapping[int, Sequence[DutyNotice]],
    now: datetime,
) -> list[ChangeLine]:
    """Recorded changes, each with how it stands now and who was told of it."""
    gone = {r.cancels for r in rows if r.cancels is not None}

    def state(row: RosterChange) -> str:
        if row.kind == "cancel":
            return "withdrawal"
        if row.kind == "file":
            return "edit"
        return "cancelled" if row.id in gone else "past" if row.ends_at <= now else "live"

    return [ChangeLine(row, _told(console, row), state(row), _heard(told.get(row.id, ()))) for row in rows]


def _heard(notices: Sequence[DutyNotice]) -> list[ToldLine]:
    return [ToldLine(n, _notice_state(n)) for n in notices]


def _notice_state(row: DutyNotice) -> str:
    if row.message_id is None:
        return "no_channel"
    if row.acknowledged_at is not None:
        return "acknowledged"
    if row.due_at is None:
        return "unasked"
    return "missed" if row.alarmed_at is not None else "waiting"


def move_lines(console: Console, row: DutyNotice) -> list[str]:
    """What a change brought one person, a line a turn."""
    return [_move(console, move) for move in row.moves]


def _move(console: Console, move: Mapping[str, Any]) -> str:
    span = f"{minute(parse_time(move['from']))} 至 {minute(parse_time(move['to']))}"
    others = "、".join(console.person_name(p) for p in move["others"])
    told = f"（{'原由' if move['gained'] else '改由'}{others}值班）" if others else ""
    role: Role = move["role"]
    return f"{'新增' if move['gained'] else '取消'} {span} {ROLE_LABELS[role]}{told}"


def _told(console: Console, row: RosterChange) -> str:
    """What a change says, in words."""
    if row.kind == "cancel":
        return f"撤销第 {row.cancels} 项变更"
    if row.kind == "file":
        return f"修改 roster.yaml：{'，'.join(row.body['edits'])}"
    content = read_change(row.id, row.kind, row.body).content

    def span(one: Any) -> str:
        return f"{console.person_name(one.person)} {minute(one.start)} 至 {minute(one.end)}"

    if isinstance(content, Absence):
        stand_in = console.person_name(content.substitute)
        return f"{span(content)} 请假，" + (f"{stand_in}替班" if stand_in else "无人替班")
    if isinstance(content, Swap):
        return f"{span(content.first)} 与 {span(content.second)} 互换"
    if isinstance(content, Shift):
        return f"{span(content)} 加班次" + (f"（{ROLE_LABELS[content.role]}）" if content.role else "")
    replaced = "、".join(ROLE_LABELS[r] for r in ROLES if r in row.body.get("roles", ()))
    what = f"{minute(row.starts_at)} 至 {minute(row.ends_at)}，{len(row.body['shifts'])} 个班次"
    return f"导入 {what}" + (f"，替换{replaced}的原排班" if replaced else "，与原排班并存")
