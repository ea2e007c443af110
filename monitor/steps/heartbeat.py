"""When each step last worked, and whether any part of the service has fallen silent."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from monitor.clock import local_text, real_now
from monitor.collectors.sources import SourceBook
from monitor.rulebook import RuleBook
from monitor.sla.roster import Roster
from monitor.steps.alarms import clear_alarm, raise_alarm, standing_alarms
from monitor.steps.desk import Desk, Work
from monitor.steps.duty import roster_now
from monitor.steps.endings import ended_alarms
from monitor.store.database import Tx
from monitor.store.tables import Heartbeat, SourceState

_ROSTER = "roster:gaps"


def beat(desk: Desk, step: str, detail: str = "") -> None:
    """Note that a step has just worked, by product time and by the machine's."""
    with desk.database.write() as tx:
        row = own_beat(tx, step, desk.now())
        row.worked_at, row.real_at, row.detail = desk.now(), real_now(), detail
        tx.session.add(row)


def own_beat(tx: Tx, step: str, now: datetime) -> Heartbeat:
    """The row of a step, locked; it is made where it is missing, by whichever process comes first."""
    session = tx.session
    query = select(Heartbeat).where(Heartbeat.office_id == tx.office_id, Heartbeat.step == step)
    row = session.exec(query.with_for_update()).one_or_none()
    if row is not None:
        return row
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    made = Heartbeat(office_id=tx.office_id, step=step, worked_at=now, real_at=real_now())
    session.execute(insert(Heartbeat).values(**made.model_dump()).on_conflict_do_nothing())
    return session.exec(query.with_for_update()).one()


def check_silence(desk: Desk, sources: SourceBook) -> int:
    """Raise an alarm for each source that has been silent too long and for gaps in the coming roster; clear all that is over.

    Asked every few seconds, so it reads first and takes the one writing turn only when an alarm comes or goes.
    """
    office_id, now = desk.database.office_id, desk.now()
    with desk.database.read() as session:
        found = _silent_sources(session, desk, sources, now)
        found[_ROSTER] = _gaps_text(roster_now(session, office_id, desk.book, now), desk.book, now)
        standing = standing_alarms(session, office_id, found)
        over = ended_alarms(session, desk, now)
    news = {key: text for key, text in found.items() if (text is not None) != (key in standing)}
    news |= dict.fromkeys(over)
    if not news:
        return 0
    with desk.database.write() as tx:
        work = Work(tx, desk.book, now)
        return sum(_say(work, key, text) for key, text in news.items())


def _silent_sources(
    session: Session, desk: Desk, sources: SourceBook, now: datetime
) -> dict[str, str | None]:
    """For each source that was ever asked, by the key of its alarm: what is to be said of its silence.

    None where it speaks, and where it is switched off or gone: nobody waits for it.
    """
    enabled = {s.name for s in sources.sources if s.enabled}
    states = session.exec(select(SourceState).where(SourceState.office_id == desk.database.office_id))
    after = desk.book.office.follow.source_silent_after
    return {
        f"silent:{s.name}"[:160]: _silence(s, now, after) if s.name in enabled else None
        for s in states
        if s.last_polled_at is not None
    }


def _silence(state: SourceState, now: datetime, after: timedelta) -> str | None:
    since = state.last_worked_at
    if not state.failures or (since is not None and now - since <= after):
        return None
    when = f"自{local_text(since)}起" if since else "从未成功采集，"
    return f"信源“{state.name}”{when}中断：{state.last_error or ''}"


def _gaps_text(roster: Roster, book: RuleBook, now: datetime) -> str | None:
    end = now + book.delivery.alarms.look_ahead
    gaps = sorted(roster.gaps(now, end) + roster.gaps_in_charge(now, end))
    return f"值班表有空档：{_gap_text(gaps[0])}，共 {len(gaps)} 段" if gaps else None


def _say(work: Work, key: str, text: str | None) -> bool:
    """Raise the alarm with this text, or clear it where there is none; True when it is new."""
    if text is None:
        clear_alarm(work, key)
        return False
    return raise_alarm(work, key, "roster_ahead" if key == _ROSTER else "source_silent", text)


def _gap_text(gap: tuple[datetime, datetime]) -> str:
    return f"{local_text(gap[0])}至{local_text(gap[1])}"
