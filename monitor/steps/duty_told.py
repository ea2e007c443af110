"""Telling the persons concerned of a change on the roster: who gets a turn and who loses one, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from monitor.clock import local_text, parse_time, rfc3339
from monitor.errors import NotFound, Refused
from monitor.notify.lines import AlertLine
from monitor.sla.quiet import quiet_until
from monitor.sla.roster import ROLE_LABELS, Person, Roster
from monitor.sla.roster_changes import CHANGE_LABELS
from monitor.sla.roster_moves import Move, moves_between
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Desk, Work
from monitor.steps.post_box import put_message
from monitor.store.duty_tables import DutyNotice, RosterChange
from monitor.store.tables import Message

_TOLD_EACH = 12
"""So many turns are told one by one; a message about a whole year would be read by nobody."""


def tell_moves(work: Work, before: Roster, after: Roster, changes: Sequence[RosterChange]) -> int:
    """Put what changes brought each person into the outbox, one message a person; returns how many persons are told.

    Turns that are over are told to nobody. One without a channel gets a notice without a message, and the audit says so.
    """
    if not changes or not work.book.delivery.roster_change.tell:
        return 0
    start = max(work.now, min(c.starts_at for c in changes))
    end = max(c.ends_at for c in changes)
    by_person: dict[str, list[Move]] = {}
    for move in moves_between(before, after, start, end) if start < end else ():
        by_person.setdefault(move.person, []).append(move)
    for ident, moves in by_person.items():
        person = after.person(ident)
        if person is not None:
            _tell(work, after, person, moves, changes[-1])
    return len(by_person)


def _tell(work: Work, roster: Roster, person: Person, moves: Sequence[Move], change: RosterChange) -> None:
    held = _held_until(work, roster, person, moves)
    asked = bool(person.channels) and _must_acknowledge(work, person, moves, change)
    row = DutyNotice(
        office_id=work.office_id,
        person=person.id,
        change_id=change.id,
        moves=[_kept(m) for m in moves],
        told_at=work.now,
        due_at=_due(work, moves, held or work.now) if asked else None,
    )
    if person.channels:
        lines = _lines(work, roster, moves, change)
        row.message_id = _put(work, row, lines, held).id
    work.tx.session.add(row)
    work.tx.session.flush()
    act = "duty.told" if person.channels else "duty.untold"
    work.audit(act, f"duty_notice/{row.id}", person=person.id, change=change.id, due_at=row.due_at)


def _must_acknowledge(work: Work, person: Person, moves: Sequence[Move], change: RosterChange) -> bool:
    """What the office asks for; whoever made the change, or agreed to it on the spot, knows of it."""
    knows = {change.actor} | ({change.agreed_by} if change.agreed_how == "present" else set())
    asked = work.book.delivery.roster_change.acknowledge
    wanted = asked == "all" or (asked == "gained" and any(m.gained for m in moves))
    return wanted and person.id not in knows


def _held_until(work: Work, roster: Roster, person: Person, moves: Sequence[Move]) -> datetime | None:
    """The end of a person's quiet hours, unless the first of the turns begins before it."""
    until = quiet_until(work.book.delivery.quiet, roster, person, work.now, severity=None, kinds=())
    return until if until is not None and until < min(m.start for m in moves) else None


def _due(work: Work, moves: Sequence[Move], sent: datetime) -> datetime:
    """Until when it is to be acknowledged: in the office's time, and before the first new turn where that is sooner."""
    latest: datetime = sent + work.book.delivery.roster_change.within
    first = min((m.start for m in moves if m.gained and m.start > work.now), default=latest)
    return min(latest, first)


def _put(work: Work, row: DutyNotice, lines: list[AlertLine], held: datetime | None) -> Message:
    if row.due_at is not None:
        lines[0] = _asking(lines[0], row.due_at)
    message = put_message(
        work,
        row.person,
        "roster",
        f"roster:{row.change_id}:{row.person}",
        lines=lines,
        answered=row.due_at is not None,
    )
    if held is not None:
        message.next_attempt_at, message.held_for = held, "quiet"
        work.tx.session.add(message)
    return message


def _lines(work: Work, roster: Roster, moves: Sequence[Move], change: RosterChange) -> list[AlertLine]:
    """A line a turn; of a whole year's plan the first turns, and how many follow."""
    lines = [_line(work, roster, m, change) for m in moves[:_TOLD_EACH]]
    rest = moves[_TOLD_EACH:]
    if rest:
        gained = sum(m.gained for m in rest)
        counts = f"新增{gained}段、取消{len(rest) - gained}段"
        title = f"此后至{local_text(max(m.end for m in rest))}另有{counts}"
        lines.append(AlertLine("roster", title, detail="见控制台“值班”页，或导出日历"))
    return lines


def _line(work: Work, roster: Roster, move: Move, change: RosterChange) -> AlertLine:
    """The title is the turn alone, so that a turn given and taken back is one matter when messages are merged."""
    names = "、".join(_name(roster, p) for p in move.others)
    if move.gained:
        what = f"新增，原由{names}值班" if names else "新增"
    else:
        what = f"取消，改由{names}值班" if names else "取消"
    by = "" if change.kind == "file" else f"（{_name(roster, change.actor)}登记）"
    why = f"{CHANGE_LABELS[change.kind]}{by}"
    return AlertLine(
        "roster",
        f"{local_text(move.start)} 至 {local_text(move.end)} {ROLE_LABELS[move.role]}",
        detail=f"{what}：{why}",
        next_action="请按时到岗。" if move.gained else "",
    )


def _asking(line: AlertLine, due: datetime) -> AlertLine:
    return replace(line, next_action=f"{line.next_action}请在{local_text(due)}前签收本消息。")


def _name(roster: Roster, ident: str) -> str:
    person = roster.person(ident)
    return person.name if person else ident


def _kept(move: Move) -> dict[str, Any]:
    return {
        "role": move.role,
        "from": rfc3339(move.start),
        "to": rfc3339(move.end),
        "gained": move.gained,
        "others": list(move.others),
    }


def acknowledge_notices(work: Work, messages: Collection[int], how: str) -> int:
    """What these messages told of the roster is acknowledged by the work's actor; returns how many notices that were."""
    query = select(DutyNotice).where(
        col(DutyNotice.message_id).in_(messages), col(DutyNotice.acknowledged_at).is_(None)
    )
    rows = work.tx.session.exec(query).all()
    for row in rows:
        _acknowledged(work, row, how)
    return len(rows)


def acknowledge_notice(work: Work, notice_id: int) -> DutyNotice:
    """The person concerned acknowledges at the console. Raises NotFound, Refused."""
    row = work.tx.session.get(DutyNotice, notice_id, with_for_update=True)
    if row is None or row.office_id != work.office_id:
        raise NotFound("没有这项值班变更告知")
    if row.person != work.actor:
        raise Refused("值班变更须由本人签收")
    if row.acknowledged_at is None:
        _acknowledged(work, row, "console")
    return row


def _acknowledged(work: Work, row: DutyNotice, how: str) -> None:
    row.acknowledged_at, row.acknowledged_by, row.acknowledged_how = work.now, work.actor, how
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit("duty.notice_acknowledged", f"duty_notice/{row.id}", person=row.person, how=how)
    _clear_when_done(work, row.person)


def withdraw_notices(work: Work, change_id: int) -> None:
    """Of a change that is withdrawn nothing more is to be acknowledged; those concerned hear of the withdrawal."""
    query = select(DutyNotice).where(
        DutyNotice.office_id == work.office_id,
        DutyNotice.change_id == change_id,
        col(DutyNotice.due_at).is_not(None),
        col(DutyNotice.acknowledged_at).is_(None),
    )
    for row in work.tx.session.exec(query).all():
        no_longer_due(work, row)


def no_longer_due(work: Work, row: DutyNotice) -> None:
    """What was told is no longer to be acknowledged: the turn was taken back."""
    row.due_at = None
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit("duty.notice_withdrawn", f"duty_notice/{row.id}", person=row.person, change=row.change_id)
    _clear_when_done(work, row.person)


def _clear_when_done(work: Work, person: str) -> None:
    """The alarm about a person ends when nothing overdue is left to acknowledge."""
    left = select(DutyNotice.id).where(
        DutyNotice.office_id == work.office_id,
        DutyNotice.person == person,
        col(DutyNotice.due_at).is_not(None),
        col(DutyNotice.alarmed_at).is_not(None),
        col(DutyNotice.acknowledged_at).is_(None),
    )
    if work.tx.session.exec(left.limit(1)).first() is None:
        clear_alarm(work, _alarm_key(person))


def miss_notices(desk: Desk) -> int:
    """Raise an alarm for each person who has not acknowledged in time what was told; returns how many notices that are."""
    now, office = desk.now(), desk.database.office_id
    with desk.database.read() as session:
        if session.exec(_overdue(office, now).limit(1)).first() is None:
            return 0
    with desk.database.write() as tx:
        work = Work(tx, desk.book, now, touch_key=desk.touch_key)
        rows = tx.session.exec(_overdue(office, now).with_for_update(skip_locked=True)).all()
        by_person: dict[str, list[DutyNotice]] = {}
        for row in rows:
            by_person.setdefault(row.person, []).append(row)
        for mine in by_person.values():
            _miss(work, mine)
        return len(rows)


def _overdue(office: str, now: datetime) -> SelectOfScalar[DutyNotice]:
    query = select(DutyNotice).where(
        DutyNotice.office_id == office,
        col(DutyNotice.due_at).is_not(None),
        col(DutyNotice.acknowledged_at).is_(None),
        col(DutyNotice.alarmed_at).is_(None),
    )
    return query.where(col(DutyNotice.due_at) <= now).order_by(col(DutyNotice.id))


def _miss(work: Work, rows: Sequence[DutyNotice]) -> None:
    """Tell once of all that one person has not acknowledged in time; a later change is told of anew."""
    for row in rows:
        row.alarmed_at = work.now
        work.tx.session.add(row)
        work.audit("duty.notice_missed", f"duty_notice/{row.id}", person=row.person)
    ident = rows[0].person
    person = work.book.roster.person(ident)
    name = person.name if person else ident
    moves = [move for row in rows for move in row.moves]
    first = min(parse_time(move["from"]) for move in moves)
    text = f"{name} 未在规定时间内签收值班变更（{local_text(first)}起等{len(moves)}项）"
    raise_alarm(work, _alarm_key(ident), "roster_unseen", text, but=[ident], call=person, renew=True)


def _alarm_key(person: str) -> str:
    return f"duty-notice:{person}"


def notices_of(session: Session, office_id: str, changes: Collection[int]) -> dict[int, list[DutyNotice]]:
    """Who was told of these changes, by change."""
    found: dict[int, list[DutyNotice]] = {}
    query = select(DutyNotice).where(
        DutyNotice.office_id == office_id, col(DutyNotice.change_id).in_(changes)
    )
    for row in session.exec(query.order_by(col(DutyNotice.id))):
        found.setdefault(row.change_id, []).append(row)
    return found


def open_notices(session: Session, office_id: str, person: str) -> Sequence[DutyNotice]:
    """What a person has still to acknowledge."""
    query = select(DutyNotice).where(
        DutyNotice.office_id == office_id,
        DutyNotice.person == person,
        col(DutyNotice.due_at).is_not(None),
        col(DutyNotice.acknowledged_at).is_(None),
    )
    return session.exec(query.order_by(col(DutyNotice.id))).all()
