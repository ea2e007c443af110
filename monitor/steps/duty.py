"""The roster as it stands: ``roster.yaml`` with the changes recorded on it; and recording further changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session, col, select

from monitor.errors import NotFound, Refused
from monitor.rulebook import RuleBook
from monitor.sla.roster import Roster
from monitor.sla.roster_changes import Change, PlanChange, body_of, check, read_change, with_changes
from monitor.sla.roster_file import Role, Shift
from monitor.steps.desk import Work, take_turn
from monitor.store.duty_tables import RosterChange

_KEPT_BACK = timedelta(days=62)
"""How far back changes bear on answers about the roster: the pages show the past month, too."""


def roster_now(
    session: Session, office_id: str, book: RuleBook, now: datetime, *, known_by: datetime | None = None
) -> Roster:
    """The roster with every change that is not withdrawn and bears on the present, the near past or the future.

    Whoever asks who is on duty, or where nobody is, asks here. With ``known_by`` only what was recorded by then counts:
    a paper about a past day says what was known on it.
    """
    rows = live_changes(session, office_id, since=now - _KEPT_BACK, known_by=known_by)
    if not rows:
        return book.roster
    return with_changes(book.roster.file, [read_change(r.id, r.kind, r.body) for r in rows])


def roster_of(work: Work) -> Roster:
    """The roster as this transaction sees it."""
    return roster_now(work.tx.session, work.office_id, work.book, work.now)


def live_changes(
    session: Session, office_id: str, *, since: datetime, known_by: datetime | None = None
) -> Sequence[RosterChange]:
    """Changes that end after ``since`` and are not withdrawn, in the order in which they were recorded."""
    withdrawn = select(RosterChange.cancels).where(
        RosterChange.office_id == office_id, col(RosterChange.cancels).is_not(None)
    )
    query = select(RosterChange).where(
        RosterChange.office_id == office_id,
        RosterChange.kind != "cancel",
        RosterChange.ends_at > since,
    )
    if known_by is not None:
        withdrawn = withdrawn.where(RosterChange.recorded_at <= known_by)
        query = query.where(RosterChange.recorded_at <= known_by)
    query = query.where(col(RosterChange.id).not_in(withdrawn))
    return session.exec(query.order_by(col(RosterChange.id))).all()


def all_changes(session: Session, office_id: str, *, limit: int = 200) -> Sequence[RosterChange]:
    """Every change, withdrawn ones and withdrawals too, the latest first."""
    query = select(RosterChange).where(RosterChange.office_id == office_id)
    return session.exec(query.order_by(col(RosterChange.id).desc()).limit(limit)).all()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed to a change: by own sign-in (``present``) or by telephone, with the words."""

    person: str
    by: Literal["present", "phone"]
    words: str = ""


def change_roster(
    work: Work, kind: str, body: dict[str, Any], reason: str, *, agreed: Agreement | None = None
) -> RosterChange:
    """Record a change on the roster, with who made it, why and who agreed. Raises Refused.

    An exchange needs the word of both: one of the two makes it and the other agrees, or a third person makes it and
    says who agreed.
    """
    take_turn(work.tx)
    _need(reason, "值班变更须写明理由")
    change = read_change(0, kind, body)
    check(roster_of(work), change)
    _check_agreement(work, change, agreed)
    return _keep(work, change, reason, agreed)


def _check_agreement(work: Work, change: Change, agreed: Agreement | None) -> None:
    if change.kind != "swap":
        return
    if agreed is None:
        raise Refused("换班须写明同意人")
    if agreed.person not in change.people:
        raise Refused("换班的同意人须是换班的一方")
    if agreed.person == work.actor:
        raise Refused("换班须由对方同意：同意人不得与经办人为同一人")
    if agreed.by == "phone" and not agreed.words.strip():
        raise Refused("电话同意须记录原话")


def _keep(work: Work, change: Change, reason: str, agreed: Agreement | None) -> RosterChange:
    spans = change.spans
    row = RosterChange(
        office_id=work.office_id,
        kind=change.kind,
        body=body_of(change.content),
        starts_at=min(s for s, _ in spans),
        ends_at=max(e for _, e in spans),
        actor=work.actor,
        agreed_by=agreed.person if agreed else None,
        agreed_how=agreed.by if agreed else None,
        words=agreed.words if agreed else "",
        reason=reason,
        recorded_at=work.now,
    )
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit(
        "roster.change",
        f"roster/{row.id}",
        kind=row.kind,
        people=sorted(change.people),
        from_at=row.starts_at,
        to_at=row.ends_at,
        agreed_by=row.agreed_by,
        agreed_how=row.agreed_how,
        reason_sha256=_sha(reason),
    )
    return row


def cancel_change(work: Work, change_id: int, reason: str) -> RosterChange:
    """Withdraw a change by a row of its own; both stay. Raises NotFound or Refused."""
    take_turn(work.tx)
    _need(reason, "撤销须写明理由")
    session = work.tx.session
    row = session.get(RosterChange, change_id)
    if row is None or row.office_id != work.office_id or row.kind == "cancel":
        raise NotFound(f"没有编号为 {change_id} 的值班变更")
    if session.exec(select(RosterChange.id).where(RosterChange.cancels == change_id)).first() is not None:
        raise Refused("该变更已撤销")
    if row.ends_at <= work.now:
        raise Refused("该变更的时间已过，不能撤销")
    back = RosterChange(
        office_id=work.office_id,
        kind="cancel",
        body={},
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        actor=work.actor,
        reason=reason,
        cancels=row.id,
        recorded_at=work.now,
    )
    session.add(back)
    session.flush()
    work.audit("roster.cancel", f"roster/{row.id}", by=back.id, reason_sha256=_sha(reason))
    return back


def import_plan(work: Work, shifts: Sequence[Shift], reason: str, *, replace: bool) -> RosterChange | None:
    """Record an imported plan; None when the roster already says exactly this.

    With ``replace`` it takes the place of what was planned for its roles from its first start to its last end.
    """
    roster = roster_of(work)
    roles = {_role(roster, s) for s in shifts}
    start, end = min(s.start for s in shifts), max(s.end for s in shifts)
    if _says_already(roster, shifts, roles, exactly=replace):
        return None
    content = PlanChange.model_validate(
        {
            "shifts": [body_of(s) for s in shifts],
            **({"roles": sorted(roles), "from": start, "to": end} if replace else {}),
        }
    )
    return change_roster(work, "plan", body_of(content), reason)


def _role(roster: Roster, shift: Shift) -> Role:
    person = roster.person(shift.person)
    if person is None:
        raise Refused(f"值班表的 people 中没有 {shift.person}")
    return shift.role or person.role


def _says_already(roster: Roster, shifts: Sequence[Shift], roles: set[Role], *, exactly: bool) -> bool:
    """Whether the turns of the plan are what the roster holds; ``exactly``: and nothing else in its time."""
    start, end = min(s.start for s in shifts), max(s.end for s in shifts)
    marks = sorted({m for s in shifts for m in (s.start, s.end)} | {a for a, _ in roster.spans(start, end)})
    for at in marks[:-1] if marks and marks[-1] == end else marks:
        for role in roles:
            planned = {s.person for s in shifts if s.covers(at) and _role(roster, s) == role}
            present = {p.id for p in roster.on_duty(role, at)}
            if not planned <= present or (exactly and planned != present):
                return False
    return True


def _need(text: str, sentence: str) -> None:
    if not text or not text.strip():
        raise Refused(sentence)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
