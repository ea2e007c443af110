"""Several messages that wait for one person become one, in order of gravity."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlmodel import col, select

from monitor.classify.result import graver
from monitor.notify.lines import merge_lines
from monitor.steps.desk import Work
from monitor.steps.letters import keep_lines, lines_of
from monitor.steps.post_box import put_message, write_down
from monitor.store.columns import UNSENT
from monitor.store.tables import Message

_MERGED_KINDS = ("alert", "alarm", "roster")
"""What may go out together; what comes of it is of the first of these kinds among its parts."""


def can_merge(row: Message) -> bool:
    """Whether a message may be taken into another: it was never tried and is written from its matters."""
    return (
        row.kind in _MERGED_KINDS
        and row.state in ("pending", "retry")
        and row.attempts == 0
        and not row.uncertain
        and bool(row.content.get("lines"))
    )


def merge_waiting(work: Work, rows: Sequence[Message]) -> list[Message]:
    """Make one message of those that are due for the same person over the same route; the others stay as they are.

    What waits only for a channel's rate is due with them: it would otherwise go out alone a moment later.
    """
    groups: dict[tuple[str, int], list[Message]] = {}
    kept: list[Message] = []
    for row in rows:
        if can_merge(row):
            groups.setdefault((row.person, row.channel), []).append(row)
        else:
            kept.append(row)
    for (person, channel), group in groups.items():
        group += _waiting_for_rate(work, person, channel, {r.id for r in group})
        kept.append(_merge(work, group) if len(group) > 1 else group[0])
    return sorted(kept, key=lambda r: (r.severity or "Z", r.id))


def _waiting_for_rate(work: Work, person: str, channel: int, have: set[int]) -> list[Message]:
    query = select(Message).where(
        Message.office_id == work.office_id,
        Message.person == person,
        Message.channel == channel,
        col(Message.state).in_(UNSENT),
        Message.state != "sending",
        Message.held_for == "rate",
    )
    found = work.tx.session.exec(query.order_by(col(Message.id)).with_for_update(skip_locked=True)).all()
    return [r for r in found if r.id not in have and can_merge(r)]


def _merge(work: Work, group: Sequence[Message]) -> Message:
    ordered = sorted(group, key=lambda r: r.id)
    ids = [r.id for r in ordered]
    severity: str | None = None
    for row in ordered:
        severity = graver(severity, row.severity)
    kind = min((r.kind for r in ordered), key=_MERGED_KINDS.index)
    identity = hashlib.sha256(repr(ids).encode()).hexdigest()[:32]
    message = put_message(
        work,
        ordered[0].person,
        kind,
        f"merge:{identity}",
        severity=severity,
        true_due_at=min(r.true_due_at for r in ordered),
        answered=any(r.reply_code for r in ordered),
    )
    taken = [n for r in ordered for n in (*r.content.get("merged", ()), r.id)]
    message.content = {"merged": taken, "urgent": any(r.content.get("urgent") for r in ordered)}
    message.channel = ordered[0].channel
    if all(r.passed_on_at for r in ordered):
        message.passed_on_at = ordered[-1].passed_on_at
    keep_lines(message, merge_lines([line for row in ordered for line in lines_of(row)]))
    write_down(work, message)
    for row in ordered:
        row.state, row.merged_into, row.lease_until = "merged", message.id, None
        work.tx.session.add(row)
    work.audit("message.merged", f"message/{message.id}", person=message.person, parts=ids)
    return message


def parts_of(message: Message) -> list[int]:
    """The numbers of the messages that this one stands for, its own among them."""
    return [message.id, *message.content.get("merged", ())]
