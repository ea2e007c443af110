"""The dead man's ping: an outside watcher hears that watching and delivering work, and rings when it hears nothing."""

from __future__ import annotations

from sqlmodel import col, select

from monitor.clock import real_now
from monitor.collectors.http import HttpClient
from monitor.errors import OutsideError
from monitor.notify.redact import without_secrets
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Desk, Work
from monitor.store.tables import Heartbeat

_ALIVE = frozenset({"watch", "deliver"})
_KEY = "ping"


def is_alive(desk: Desk) -> bool:
    """Whether both watching and delivering have worked of late, by the machine's own clock."""
    since = real_now() - desk.book.delivery.silence.after
    with desk.database.read() as session:
        query = select(Heartbeat.step).where(
            Heartbeat.office_id == desk.database.office_id,
            col(Heartbeat.step).in_(_ALIVE),
            Heartbeat.real_at > since,
        )
        return set(session.exec(query)) == _ALIVE


async def ping(desk: Desk, http: HttpClient) -> bool:
    """Ask the watcher's address once; True when it answered.

    Nothing is asked while a step stands still: the watcher's silence is the message. A watcher that cannot be
    reached raises an alarm, which is cleared when it answers again.
    """
    if not is_alive(desk):
        return False
    url = desk.book.delivery.ping.url
    try:
        await http.fetch(url)
    except OutsideError as error:
        # The path is the secret: whoever knows it can keep the watcher quiet.
        _note(desk, f"对外心跳地址没有应答：{without_secrets(str(error), url)}")
        return False
    _note(desk, "")
    return True


def _note(desk: Desk, trouble: str) -> None:
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        if trouble:
            raise_alarm(work, _KEY, "ping", trouble)
        else:
            clear_alarm(work, _KEY)
