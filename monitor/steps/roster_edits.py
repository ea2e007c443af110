"""An edit of ``roster.yaml`` is a change on the roster too: it is recorded, those on duty hear of it, and so does whoever
gets or loses a turn by it."""

from __future__ import annotations

from sqlmodel import Session, col, select

from monitor.clock import parse_time
from monitor.sla.roster import Roster
from monitor.sla.roster_changes import read_change, with_changes
from monitor.sla.roster_edits import KeptFile, body_of_file, edits_between, kept, read_body
from monitor.steps.alarms import raise_alarm
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.duty import FILE_KINDS, live_changes, roster_of
from monitor.steps.duty_told import no_longer_due, tell_moves
from monitor.store.duty_tables import DutyNotice, RosterChange

_UNREADABLE = "无法与此前比对"
_SAID = 6
"""So many edits are told in the alarm; the roster's page shows all."""


def tell_roster_edit(desk: Desk) -> bool:
    """Compare the roster file with the one that the service read last, and tell of what is new; True when it was edited.

    Asked at every start: a file takes effect only then. The first file of all is taken down and told to nobody.
    """
    known = kept(desk.book.roster.file)
    with desk.database.read() as session:
        last = _last(session, desk.database.office_id)
        if last is not None and read_body(last.body) == known:
            return False
    with desk.database.write() as tx:
        take_turn(tx)
        work = Work(tx, desk.book, desk.now(), touch_key=desk.touch_key)
        last = _last(tx.session, work.office_id)
        if last is None:
            _keep(work, "read", known, [])
            return False
        return _take_over(work, last, known)


def _last(session: Session, office_id: str) -> RosterChange | None:
    query = select(RosterChange).where(
        RosterChange.office_id == office_id, col(RosterChange.kind).in_(FILE_KINDS)
    )
    return session.exec(query.order_by(col(RosterChange.id).desc()).limit(1)).first()


def _take_over(work: Work, last: RosterChange, known: KeptFile) -> bool:
    before = read_body(last.body)
    edits = [_UNREADABLE] if before is None else edits_between(before, known)
    if not edits:
        return False
    row, after = _keep(work, "file", known, edits), roster_of(work)
    told = None
    if before is not None:
        _release(work, after)
        told = tell_moves(work, _roster_before(work, before), after, [row])
    raise_alarm(work, f"roster-file:{row.id}", "roster_edited", _text(edits, told))
    return True


def _keep(work: Work, kind: str, known: KeptFile, edits: list[str]) -> RosterChange:
    row = RosterChange(
        office_id=work.office_id,
        kind=kind,
        body={**body_of_file(known), "edits": edits},
        starts_at=work.now,
        ends_at=work.now + work.book.delivery.alarms.look_ahead,
        actor=work.actor,
        reason="启动服务时读入",
        recorded_at=work.now,
    )
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit(f"roster.{kind}", f"roster/{row.id}", people=len(known.file.people), edits=len(edits))
    return row


def _roster_before(work: Work, before: KeptFile) -> Roster:
    """The roster as it stood under the earlier file, with the same changes recorded on it."""
    rows = live_changes(work.tx.session, work.office_id, since=work.now)
    return with_changes(before.file, [read_change(r.id, r.kind, r.body) for r in rows])


def _release(work: Work, after: Roster) -> None:
    """Of the turns of an earlier edit that this one takes back nothing more is to be acknowledged."""
    query = (
        select(DutyNotice)
        .join(RosterChange, col(RosterChange.id) == DutyNotice.change_id)
        .where(
            DutyNotice.office_id == work.office_id,
            RosterChange.kind == "file",
            col(DutyNotice.due_at).is_not(None),
            col(DutyNotice.acknowledged_at).is_(None),
        )
    )
    for row in work.tx.session.exec(query).all():
        if not any(_serves(work, after, row.person, move) for move in row.moves if move["gained"]):
            no_longer_due(work, row)


def _serves(work: Work, roster: Roster, person: str, move: dict[str, str]) -> bool:
    at, end = max(work.now, parse_time(move["from"])), parse_time(move["to"])
    return at < end and any(p.id == person for p in roster.on_duty(move["role"], at))  # type: ignore[arg-type]


def _text(edits: list[str], told: int | None) -> str:
    """What is told; ``told`` is None where nobody can say whose turns are moved."""
    rest = f"等{len(edits)}处" if len(edits) > _SAID else ""
    if told is None:
        return f"值班表文件 roster.yaml 已修改：{'，'.join(edits)}"
    concerned = f"；{told}人的班次随之变化，已分别告知" if told else "；今后班次未变"
    return f"值班表文件 roster.yaml 已修改：{'，'.join(edits[:_SAID])}{rest}{concerned}"
