"""When what an alarm told of is over: alarms that no act of a person ends are looked at again, and end with their cause.

An alarm on the board is something to do. One whose case is closed, whose turn is over or whose address is gone asks for
nothing, and a board full of such lines hides the one that does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime

from sqlmodel import Session, col, func, select

from monitor.classify.learning.sampling import is_alarming
from monitor.steps.alarms import old_notices
from monitor.steps.circuits import key_of
from monitor.steps.desk import Desk
from monitor.steps.duty import roster_now
from monitor.steps.ended_cases import (
    calls_done,
    cases_taken_on,
    confirmed,
    countersigned,
    releases_settled,
    rows_worked_on,
    steps_taken_on,
)
from monitor.steps.ended_messages import messages_settled
from monitor.steps.ended_turns import (
    GAP_SOON,
    coming_gaps_over,
    gaps_filled,
    notices_over,
    sign_ons_over,
)
from monitor.steps.standing import Standing
from monitor.store import learning
from monitor.store.duty_tables import Channel
from monitor.store.tables import Alarm, DigestRun, SampleCheck

Over = Callable[[Standing, Collection[str]], Iterable[str]]
"""Of the names behind the keys of one sort of alarm those whose cause is over."""
_REPEATS_MISSED = 3
"""A process that lives tells of its own dead metronome again and again; one that has ended does not."""


def ended_alarms(session: Session, desk: Desk, now: datetime) -> list[str]:
    """The keys of standing alarms whose cause is over, and of notices that have stood long enough."""
    office_id = desk.database.office_id
    over = old_notices(session, office_id, now)
    alarms = session.exec(
        select(Alarm).where(Alarm.office_id == office_id, col(Alarm.cleared_at).is_(None))
    ).all()
    names: dict[str, list[str]] = {}
    for alarm in alarms:
        sort, _, name = alarm.key.partition(":")
        names.setdefault(sort, []).append(name)
    if not names.keys() & _OVER.keys():
        return over
    roster = roster_now(session, office_id, desk.book, now)
    at = Standing(session, office_id, desk.book, roster, now, alarms, desk.clock.rate or 1.0)
    for sort in names.keys() & _OVER.keys():
        over += [f"{sort}:{name}" if name else sort for name in _OVER[sort](at, names[sort])]
    return over


def _channels_gone(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Addresses that nobody on the roster has any more, or that answer again."""
    used = {key_of(url) for p in at.roster.people() for url in (*p.channels, *p.voice)}
    closed = select(Channel.key).where(
        Channel.office_id == at.office_id, Channel.state == "closed", col(Channel.key).in_(names)
    )
    answering = set(at.session.exec(closed))
    yield from (name for name in names if name not in used or name in answering)


def _digests_followed(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Days after which another digest was made: that one has readers, or an alarm of its own."""
    last = at.session.exec(select(func.max(DigestRun.day)).where(DigestRun.office_id == at.office_id)).one()
    yield from (day for day in names if last is not None and last > day)


def _samples_bettered(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Samples (``2026-W47:ordinary``) after which one of a later week was judged whole, or that no longer alarm."""
    for name in names:
        week, _, stratum = name.partition(":")
        found = learning.shares(at.session, at.office_id, week).get(stratum)
        if found is None or not is_alarming(found, at.book.learning) or _judged_later(at, week, stratum):
            yield name


def _judged_later(at: Standing, week: str, stratum: str) -> bool:
    query = (
        select(SampleCheck.week, func.count(), func.count(col(SampleCheck.checked_at)))
        .where(
            SampleCheck.office_id == at.office_id,
            SampleCheck.stratum == stratum,
            SampleCheck.week > week,
        )
        .group_by(SampleCheck.week)
    )
    least = at.book.learning.checked_at_least
    return any(drawn == judged >= least for _, drawn, judged in at.session.exec(query))


def _watcher_gone(at: Standing, names: Collection[str]) -> Iterator[str]:
    """The ping, where the office names no outside watcher any more."""
    yield from () if at.book.delivery.ping.url else names


def _processes_gone(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Processes that no longer tell of their dead metronome: they have ended."""
    patience = at.book.delivery.silence.repeat * _REPEATS_MISSED * at.rate
    for alarm in at.alarms:
        sort, _, name = alarm.key.partition(":")
        if sort == "metronome" and name in names and at.now - (alarm.told_at or alarm.raised_at) > patience:
            yield name


_OVER: Mapping[str, Over] = {
    "nobody": steps_taken_on,
    "step": rows_worked_on,
    "gap": gaps_filled,
    GAP_SOON: coming_gaps_over,
    "countersign": countersigned,
    "confirm": confirmed,
    "release": releases_settled,
    "call": calls_done,
    "unacknowledged": cases_taken_on,
    "sign-on": sign_ons_over,
    "duty-notice": notices_over,
    "dead": messages_settled,
    "stuck": messages_settled,
    "channel": _channels_gone,
    "digest-unread": _digests_followed,
    "missed": _samples_bettered,
    "ping": _watcher_gone,
    "metronome": _processes_gone,
}
"""By the beginning of an alarm's key."""
