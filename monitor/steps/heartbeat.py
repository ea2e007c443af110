"""When each step last worked, and whether any part of the service has fallen silent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import select

from monitor.clock import local_text, real_now
from monitor.collectors.sources import SourceBook
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Desk, Work
from monitor.steps.duty import roster_of
from monitor.store.database import Tx
from monitor.store.tables import Heartbeat, SourceState


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
    """Raise an alarm for each source that has been silent too long and for gaps in the coming roster; clear what is over."""
    with desk.database.read() as session:
        states = {
            s.name: s
            for s in session.exec(select(SourceState).where(SourceState.office_id == desk.database.office_id))
        }
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        raised = sum(_check_source(work, s.name, states.get(s.name)) for s in sources.sources if s.enabled)
        return raised + _check_roster(work)


def _check_source(work: Work, name: str, state: SourceState | None) -> bool:
    key = f"silent:{name}"[:160]
    if state is None or state.last_polled_at is None:
        return False  # not asked yet: nothing is known
    since = state.last_worked_at
    silent = state.failures > 0 and (
        since is None or work.now - since > work.book.office.follow.source_silent_after
    )
    if not silent:
        clear_alarm(work, key)
        return False
    when = f"自{local_text(since)}起" if since else "从未成功采集，"
    return raise_alarm(work, key, "source_silent", f"信源“{name}”{when}中断：{state.last_error or ''}")


def _check_roster(work: Work) -> bool:
    roster, end = roster_of(work), work.now + work.book.delivery.alarms.look_ahead
    gaps = sorted(roster.gaps(work.now, end) + roster.gaps_in_charge(work.now, end))
    if not gaps:
        clear_alarm(work, "roster:gaps")
        return False
    return raise_alarm(
        work, "roster:gaps", "roster_ahead", f"值班表有空档：{_gap_text(gaps[0])}，共 {len(gaps)} 段"
    )


def _gap_text(gap: tuple[datetime, datetime]) -> str:
    return f"{local_text(gap[0])}至{local_text(gap[1])}"
