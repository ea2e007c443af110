"""When each step last worked, and whether any part of the service has fallen silent."""

from __future__ import annotations

from collections.abc import Iterable
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
from monitor.steps.ended_turns import GAP_SOON, gap_key
from monitor.steps.endings import ended_alarms
from monitor.store.database import Tx
from monitor.store.tables import Heartbeat, SourceState

_ROSTER = "roster:gaps"
_SOON = timedelta(hours=24)
Span = tuple[datetime, datetime]
_MISSING = {"officer": "无人值班", "leader_in_charge": "无带班领导"}


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
        found |= _gaps_found(roster_now(session, office_id, desk.book, now), desk.book, now)
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


def _gaps_found(roster: Roster, book: RuleBook, now: datetime) -> dict[str, str | None]:
    """What is to be said of gaps in the coming roster: of each that a change opens within a day, and of all others together.

    These are told at the hour for which alarms can wait, and once: tonight's gap would be over by then, and one that is
    opened while another stands would be told to nobody. Gaps that the file itself has are no news each day; what a change
    adds to one, as the day beside a night without anybody, is.
    """
    end = now + book.delivery.alarms.look_ahead
    planned, by_role = _gaps(book.roster, now, end), _gaps(roster, now, end)
    soon, rest = {}, []
    for role, gaps in by_role.items():
        for gap in gaps:
            opened = _without(gap, planned[role])
            near = [part for part in opened if part[0] <= now + _SOON]
            for part in near:
                soon[gap_key(role, part[0], now)] = f"值班变更后，{_gap_text(part)}{_MISSING[role]}"
            if near != [gap]:
                rest.append(gap)
    text = f"值班表有空档：{_gap_text(min(rest))}，共 {len(rest)} 段" if rest else None
    return {_ROSTER: text, **soon}


def _gaps(roster: Roster, now: datetime, end: datetime) -> dict[str, list[Span]]:
    return {"officer": roster.gaps(now, end), "leader_in_charge": roster.gaps_in_charge(now, end)}


def _without(gap: Span, others: Iterable[Span]) -> list[Span]:
    """What is left of an interval outside others, which stand in order."""
    left, begin = [], gap[0]
    for start, stop in others:
        if start < gap[1] and stop > begin:
            if start > begin:
                left.append((begin, start))
            begin = max(begin, stop)
    return [*left, (begin, gap[1])] if begin < gap[1] else left


def _say(work: Work, key: str, text: str | None) -> bool:
    """Raise the alarm with this text, or clear it where there is none; True when it is new."""
    if text is None:
        clear_alarm(work, key)
        return False
    if key == _ROSTER:
        return raise_alarm(work, key, "roster_ahead", text)
    soon = key.startswith(f"{GAP_SOON}:")
    return raise_alarm(work, key, "roster_gap" if soon else "source_silent", text)


def _gap_text(gap: tuple[datetime, datetime]) -> str:
    return f"{local_text(gap[0])}至{local_text(gap[1])}"
