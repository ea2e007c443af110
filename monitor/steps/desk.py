"""What every step is handed: the database, the rule book and the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import select, update

from monitor.clock import Clock
from monitor.rulebook import RuleBook
from monitor.steps.drafts import Drafts
from monitor.store.database import Database, Tx
from monitor.store.tables import CaseFile, Office, RuleBookVersion

SYSTEM = "system"
"""The actor of everything that the machine does by rule."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One office at work."""

    database: Database
    book: RuleBook
    clock: Clock
    touch_key: bytes = field(default=b"", repr=False)
    """Signs the links that acknowledge in one touch; empty: alerts carry no such link."""

    def now(self) -> datetime:
        return self.clock.now()


@dataclass(frozen=True, slots=True)
class Work:
    """One writing transaction of a desk at one moment, done by one actor."""

    tx: Tx
    book: RuleBook
    now: datetime
    actor: str = SYSTEM
    touch_key: bytes = field(default=b"", repr=False)
    drafts: Drafts | None = field(default=None, repr=False)
    """Where new proposals wait to be written together; None: everything is written as it comes."""

    def drafts_of(self, case: CaseFile) -> Drafts | None:
        """The drafts that hold a case, None for one that is a row already; drafts give way to what is no draft."""
        if self.drafts is None or self.drafts.holds(case):
            return self.drafts
        self.drafts.write()
        return None

    def keep(self, case: CaseFile) -> None:
        """Let the changed values of a case be written."""
        if self.drafts is None or not self.drafts.holds(case):
            self.tx.session.add(case)

    @property
    def office_id(self) -> str:
        return self.tx.office_id

    def audit(self, act: str, subject: str, **body: object) -> None:
        """Record an act of this work's actor in the audit log."""
        self.tx.record(self.actor, act, subject, at=self.now, **body)


def take_turn(tx: Tx) -> None:
    """Lock the office's row: event matching and case numbers go one transaction at a time."""
    tx.session.execute(update(Office).where(Office.id == tx.office_id).values(turn=Office.turn + 1))  # type: ignore[arg-type]


@contextmanager
def in_turn(desk: Desk, actor: str) -> Iterator[Work]:
    """One writing transaction of a person, whose turn is taken before anything is read.

    Also before the clock is read: what waits here must not date itself before what it waited for, nor decide by what stood then.
    """
    with desk.database.write() as tx:
        take_turn(tx)
        yield Work(tx, desk.book, desk.now(), actor)


def keep_rule_book(work: Work) -> None:
    """Store the rule book whole under its hash, once, so that a case can be judged again as it was."""
    session = work.tx.session
    if session.info.get("rule_book") == work.book.version:
        return
    known = session.exec(
        select(RuleBookVersion.version).where(RuleBookVersion.version == work.book.version)
    ).first()
    session.info["rule_book"] = work.book.version
    if known is None:
        session.add(
            RuleBookVersion(version=work.book.version, content=dict(work.book.texts), first_used_at=work.now)
        )
        session.flush()
        work.audit("rulebook.first_use", f"rulebook/{work.book.version}")
