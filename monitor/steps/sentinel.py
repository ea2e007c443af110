"""Watching and delivering look after each other: a step that has stopped is told of by another way than its own."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import col, select

from monitor.clock import real_now
from monitor.notify import channels
from monitor.notify.message import OutMessage
from monitor.steps.alarms import clear_alarm, hearers, raise_alarm
from monitor.steps.deliver import TIMEOUT_SECONDS, Send
from monitor.steps.desk import Desk, Work
from monitor.steps.duty import roster_of
from monitor.store.tables import Heartbeat

_WATCHED = {"watch": "时限巡查", "deliver": "消息投递"}


def check_steps(desk: Desk, folder: Path, send: Send = channels.send) -> int:
    """Tell those on duty of a step that has stopped; returns how many are silent.

    A stopped delivery is told directly over each person's channels, since the outbox would not be emptied.
    """
    after, now = desk.book.delivery.silence.after, real_now()
    with desk.database.read() as session:
        query = select(Heartbeat).where(
            Heartbeat.office_id == desk.database.office_id, col(Heartbeat.step).in_(_WATCHED)
        )
        silent = {b.step: now - b.real_at > after for b in session.exec(query)}
    direct: list[tuple[str, ...]] = []
    text = ""
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        for step, is_silent in silent.items():
            if not is_silent:
                clear_alarm(work, f"step:{step}:silent")
                continue
            text = f"{_WATCHED[step]}已停止工作超过{int(after.total_seconds() // 60)}分钟"
            new = raise_alarm(work, f"step:{step}:silent", "step_silent", text, tell=step != "deliver")
            if new and step == "deliver":
                people = hearers(work, roster_of(work), "urgent", frozenset())
                direct = [*(p.channels for p in people), desk.book.delivery.silence.fallback]
    for routes in direct:
        _tell(routes, OutMessage(0, "系统告警", f"{text}，请检查服务；期间请人工查看控制台。"), folder, send)
    return sum(silent.values())


def _tell(routes: tuple[str, ...], message: OutMessage, folder: Path, send: Send) -> None:
    """Over the first channel that takes it."""
    for url in routes:
        if send(url, message, timeout=TIMEOUT_SECONDS, folder=folder).ok:
            return
