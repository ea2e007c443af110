"""Recording changes on the roster: leave, exchanges, further turns, imported plans, and withdrawing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import select

from monitor.errors import NotFound, Refused
from monitor.sla.roster import Roster
from monitor.sla.roster_changes import Change, PlanChange, body_of, check, read_change
from monitor.sla.roster_file import Role, Shift
from monitor.steps.act_rows import need, sha
from monitor.steps.desk import Work, take_turn
from monitor.steps.duty import FILE_KINDS, roster_of
from monitor.steps.duty_told import tell_moves, withdraw_notices
from monitor.store.duty_tables import RosterChange


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed to a change: by own sign-in (``present``) or by telephone, with the words."""

    person: str
    by: Literal["present", "phone"]
    words: str = ""


def change_roster(
    work: Work, kind: str, body: dict[str, Any], reason: str, *, agreed: Agreement | None = None
) -> RosterChange:
    """Record a change on the roster, with who made it, why and who agreed, and tell the persons concerned. Raises Refused.

    An exchange needs the word of both: one of the two makes it and the other agrees, or a third person makes it and
    says who agreed.
    """
    take_turn(work.tx)
    before = roster_of(work)
    row = keep_change(work, kind, body, reason, agreed=agreed)
    tell_moves(work, before, roster_of(work), [row])
    return row


def keep_change(
    work: Work, kind: str, body: dict[str, Any], reason: str, *, agreed: Agreement | None = None
) -> RosterChange:
    """Check and record a change; whoever calls this tells the persons concerned. Raises Refused."""
    need(reason, "值班变更须写明理由")
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
        reason_sha256=sha(reason),
    )
    return row


def cancel_change(work: Work, change_id: int, reason: str) -> RosterChange:
    """Withdraw a change by a row of its own, and tell the persons concerned; both rows stay. Raises NotFound, Refused."""
    take_turn(work.tx)
    need(reason, "撤销须写明理由")
    session, before = work.tx.session, roster_of(work)
    row = session.get(RosterChange, change_id)
    if row is None or row.office_id != work.office_id or row.kind == "cancel":
        raise NotFound(f"没有编号为 {change_id} 的值班变更")
    if row.kind in FILE_KINDS:
        raise Refused("值班表文件的修改须在 roster.yaml 中改回")
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
    work.audit("roster.cancel", f"roster/{row.id}", by=back.id, reason_sha256=sha(reason))
    withdraw_notices(work, row.id)
    tell_moves(work, before, roster_of(work), [back])
    return back


def import_plan(work: Work, shifts: Sequence[Shift], reason: str, *, replace: bool) -> RosterChange | None:
    """Record an imported plan; None when the roster already says exactly this. Whoever calls this tells the persons concerned.

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
    return keep_change(work, "plan", body_of(content), reason)


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
