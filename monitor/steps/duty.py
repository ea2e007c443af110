"""The roster as it stands: ``roster.yaml`` with the changes recorded on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from monitor.rulebook import RuleBook
from monitor.sla.roster import Roster
from monitor.sla.roster_changes import read_change, with_changes
from monitor.steps.desk import Work
from monitor.store.duty_tables import RosterChange

FILE_KINDS = ("read", "file")
"""The file as it was first read, and its edits: they are the plan itself and lie on no plan."""
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
        col(RosterChange.kind).not_in(("cancel", *FILE_KINDS)),
        RosterChange.ends_at > since,
    )
    if known_by is not None:
        withdrawn = withdrawn.where(RosterChange.recorded_at <= known_by)
        query = query.where(RosterChange.recorded_at <= known_by)
    query = query.where(col(RosterChange.id).not_in(withdrawn))
    return session.exec(query.order_by(col(RosterChange.id))).all()


def all_changes(session: Session, office_id: str, *, limit: int = 200) -> Sequence[RosterChange]:
    """Every change, withdrawn ones, withdrawals and edits of the file too, the latest first."""
    query = select(RosterChange).where(RosterChange.office_id == office_id, RosterChange.kind != "read")
    return session.exec(query.order_by(col(RosterChange.id).desc()).limit(limit)).all()
