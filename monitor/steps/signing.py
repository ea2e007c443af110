"""接班: a test alert at the start of a turn, acknowledged on the officer's own phone; silence tells the leader in charge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from monitor.clock import local_text
from monitor.errors import NotFound
from monitor.notify.lines import AlertLine
from monitor.sla.roster import ROLE_LABELS, Roster
from monitor.sla.roster_file import Person, Role
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Desk, Work
from monitor.steps.duty import roster_now
from monitor.steps.duty_told import miss_notices
from monitor.steps.post_box import put_message
from monitor.store.duty_tables import SignOn
from monitor.store.tables import Message


def look_after_turns(desk: Desk) -> int:
    """Ask those who came on duty to sign on, and tell of those who did not, nor acknowledged a change of their turns."""
    asked = sign_on(desk)
    miss_notices(desk)
    return asked


def sign_on(desk: Desk) -> int:
    """Ask those who came on duty to sign on, and tell the leader of those who did not; returns how many were asked."""
    rules = desk.book.delivery.sign_on
    if not rules.enabled:
        return 0
    now, office = desk.now(), desk.database.office_id
    with desk.database.read() as session:
        roster = roster_now(session, office, desk.book, now)
        coming = [c for c in _coming_on(desk, roster, now) if not _asked(session, office, *c)]
        missing = session.exec(_open(office).where(SignOn.due_at <= now).limit(1)).first() is not None
    if not coming and not missing:
        return 0
    with desk.database.write() as tx:
        work = Work(tx, desk.book, now, touch_key=desk.touch_key)
        asked = sum(_ask(work, *c) for c in coming)
        _miss(work)
    return asked


def _coming_on(desk: Desk, roster: Roster, now: datetime) -> list[tuple[Person, Role, datetime]]:
    """Those whose turn began within the time in which it is still worth asking; a role without turns has none."""
    rules = desk.book.delivery.sign_on
    back = now - rules.catch_up
    found = []
    for role in rules.roles:
        if roster.has_turns(role):
            for person in roster.on_duty(role, now):
                since = roster.on_since(role, person.id, now, back=back)
                if since is not None:
                    found.append((person, role, since))
    return found


def _asked(session: Session, office: str, person: Person, _role: Role, since: datetime) -> bool:
    query = select(SignOn.id).where(
        SignOn.office_id == office, SignOn.person == person.id, SignOn.shift_start == since
    )
    return session.exec(query).first() is not None


def _open(office: str) -> SelectOfScalar[SignOn]:
    return select(SignOn).where(
        SignOn.office_id == office, col(SignOn.signed_at).is_(None), col(SignOn.alarmed_at).is_(None)
    )


def _ask(work: Work, person: Person, role: Role, since: datetime) -> bool:
    """Send the test alert; one whom another process asked in the meantime is left alone."""
    if _asked(work.tx.session, work.office_id, person, role, since):
        return False
    within = work.book.delivery.sign_on.within
    row = SignOn(
        office_id=work.office_id,
        person=person.id,
        role=role,
        shift_start=since,
        asked_at=work.now,
        due_at=work.now + within,
    )
    if person.channels:
        minutes = int(within.total_seconds() // 60)
        line = AlertLine(
            "sign_on",
            f"{person.name}，{local_text(since)}起值班（{ROLE_LABELS[role]}）",
            next_action=f"请在{minutes}分钟内在本人手机上签收，逾时将告知带班领导。",
        )
        message = put_message(
            work, person.id, "sign_on", f"sign-on:{person.id}:{since.timestamp():.0f}", lines=[line]
        )
        row.message_id = message.id
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit("duty.sign_on_asked", f"sign_on/{row.id}", person=person.id, shift_start=since)
    return True


def _miss(work: Work) -> None:
    """Nobody signed on in time: the leader in charge learns it, once a turn."""
    for row in work.tx.session.exec(_open(work.office_id).where(SignOn.due_at <= work.now)).all():
        row.alarmed_at = work.now
        work.tx.session.add(row)
        work.audit("duty.sign_on_missed", f"sign_on/{row.id}", person=row.person)
        person = work.book.roster.person(row.person)
        name = person.name if person else row.person
        text = (
            f"{name}（{ROLE_LABELS[row.role]}）{local_text(row.shift_start)}接班，未在规定时间内签收测试告警"  # type: ignore[index]
        )
        raise_alarm(work, f"sign-on:{row.id}", "sign_on", text, but=[row.person], call=person)


def sign(work: Work, message: Message, how: str) -> bool:
    """Sign on by the acknowledgement of a test alert, also late; True when it was open."""
    row = work.tx.session.exec(select(SignOn).where(SignOn.message_id == message.id)).one_or_none()
    if row is None or row.signed_at is not None:
        return False
    _signed(work, row, how)
    return True


def sign_by_hand(work: Work, person: str) -> SignOn:
    """Sign on at the console or the command line; it does not prove that the phone is reached, and says so."""
    query = select(SignOn).where(
        SignOn.office_id == work.office_id, SignOn.person == person, col(SignOn.signed_at).is_(None)
    )
    row = work.tx.session.exec(query.order_by(col(SignOn.id).desc())).first()
    if row is None:
        raise NotFound("没有待签收的接班")
    _signed(work, row, "console")
    return row


def _signed(work: Work, row: SignOn, how: str) -> None:
    row.signed_at, row.signed_by, row.signed_how = work.now, work.actor, how
    work.tx.session.add(row)
    work.audit("duty.signed_on", f"sign_on/{row.id}", person=row.person, how=how)
    clear_alarm(work, f"sign-on:{row.id}")


def sign_ons(session: Session, office_id: str, *, limit: int = 20) -> Sequence[SignOn]:
    """The latest sign-ons, the newest first."""
    query = select(SignOn).where(SignOn.office_id == office_id)
    return session.exec(query.order_by(col(SignOn.id).desc()).limit(limit)).all()
