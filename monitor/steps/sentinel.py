"""互相看护: a step that has stopped is told of by another way than its own, whichever process notices it.

Every long-lived process has a sentinel. It asks the database when each step last worked and counts, by its own waking
time, how long that has not moved on: neither a clock that jumps nor a machine that slept makes a false alarm.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import col, select

from monitor.notify.message import OutMessage
from monitor.sla.delivery import Silence
from monitor.steps.alarms import REMEDIES, clear_alarm, raise_alarm, tell_alarm
from monitor.steps.deliver import Courier
from monitor.steps.desk import Desk, Work
from monitor.steps.heartbeat import beat, own_beat
from monitor.steps.outcry import Outcry
from monitor.store.tables import Alarm, Heartbeat

log = logging.getLogger(__name__)
VITAL = {"watch": "时限巡查", "deliver": "消息投递"}
"""The steps whose stopping endangers deadlines: told after ``silence.after``, urgently."""
OTHERS = {
    "collect": "采集入库",
    "pages": "网页留存",
    "digest": "日报",
    "anchor": "审计锚定",
    "sign_on": "接班签收",
    "silence": "静默检查",
}
"""The other steps: told after ``silence.others``, to the officer."""
_METRONOME, _SENTINEL = "metronome", "sentinel"
_BEAT_EVERY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands still: the kind of its alarm, and the words."""

    kind: str
    text: str


@dataclass(slots=True)
class Sentinel:
    """Watches the steps of all processes, and the metronome of its own (``process``: its part and machine).

    ``awake`` is the sentinel's own waking time in seconds, counted by the caller.
    """

    desk: Desk
    courier: Courier
    outcry: Outcry
    process: str
    _seen: dict[str, tuple[object, float]] = field(default_factory=dict)
    _beaten: float = -1e9
    _first: bool = True

    def look(self, awake: float, ticks: int) -> dict[str, Trouble]:
        """Look once: raise, tell and clear alarms.

        ``ticks`` grows while this process's metronome runs. Returns what stands still, by the key of its alarm. Raises
        whatever the database raises, after having told what it could not write down.
        """
        found = self._found(awake, ticks)
        try:
            told = self._note(found)
        except Exception:
            if found:
                self.outcry.tell(awake, _words(found))
            raise
        if not found:
            self.outcry.over()
        self.outcry.tell_fallback(told)
        if awake - self._beaten >= _BEAT_EVERY_SECONDS:
            beat(self.desk, _SENTINEL, self.process)
            self._beaten = awake
        return found

    def carry(self, awake: float, found: Mapping[str, Trouble]) -> None:
        """While delivery stands still, send alarms and what is grave from here; when that fails too, cry out."""
        if _key("deliver", self.process) not in found:
            return
        try:
            replace(self.courier, urgent_only=True).deliver()
        except Exception:
            log.exception("sentinel_cannot_deliver")
            self.outcry.tell(awake, _words(found))

    @property
    def own_key(self) -> str:
        """The key of the alarm about this process's own metronome."""
        return _key(_METRONOME, self.process)

    @property
    def _rules(self) -> Silence:
        return self.desk.book.delivery.silence

    def _found(self, awake: float, ticks: int) -> dict[str, Trouble]:
        beats: dict[str, object] = dict(self._beats())
        found = {}
        for name in (*VITAL, *OTHERS, _METRONOME):
            value = ticks if name == _METRONOME else beats.get(name)
            allowed = self._rules.others if name in OTHERS else self._rules.after
            if self._still(name, value, awake) > allowed.total_seconds():
                found[_key(name, self.process)] = self._trouble(name, allowed)
        return found

    def _beats(self) -> Mapping[str, datetime]:
        with self.desk.database.read() as session:
            query = select(Heartbeat).where(Heartbeat.office_id == self.desk.database.office_id)
            return {b.step: b.real_at for b in session.exec(query)}

    def _still(self, name: str, value: object, awake: float) -> float:
        """For how many seconds no movement was seen; what never moved counts from the first look."""
        last = self._seen.get(name)
        if last is None or last[0] != value:
            self._seen[name] = (value, awake)
            return 0.0
        return awake - last[1]

    def _trouble(self, name: str, allowed: timedelta) -> Trouble:
        label = VITAL.get(name) or OTHERS.get(name) or f"进程 {self.process} 的节拍器（正在重新启动）"
        kind = "step_failed" if name in OTHERS else "step_silent"
        return Trouble(kind, f"{label}已停止工作超过{short_span(allowed.total_seconds())}")

    def _note(self, found: Mapping[str, Trouble]) -> list[OutMessage]:
        """Bring the alarms up to what was found, in one transaction with their messages; returns what is told now.

        Nothing is written while all is well. At its first look it also clears what an earlier run of this process left.
        """
        keys = sorted(_key(n, self.process) for n in (*VITAL, *OTHERS, _METRONOME))
        if not (found or self.outcry.is_to_record() or self._first or self._is_any_standing(keys)):
            return []
        told = []
        with self.desk.database.write() as tx:
            work = Work(tx, self.desk.book, self.desk.now(), touch_key=self.desk.touch_key)
            own_beat(tx, _SENTINEL, work.now)  # locked: sentinels of several processes go one at a time
            for key in keys:
                if key in found:
                    told += self._raise(work, key, found[key])
                else:
                    clear_alarm(work, key)
            self.outcry.record(work)
        self._first = False
        self.outcry.recorded()
        return told

    def _is_any_standing(self, keys: Iterable[str]) -> bool:
        with self.desk.database.read() as session:
            query = select(Alarm.id).where(
                Alarm.office_id == self.desk.database.office_id,
                col(Alarm.key).in_(keys),
                col(Alarm.cleared_at).is_(None),
            )
            return session.exec(query.limit(1)).first() is not None

    def _raise(self, work: Work, key: str, trouble: Trouble) -> list[OutMessage]:
        """One alarm while it stands, told at once and again after ``silence.repeat`` (real time)."""
        raise_alarm(work, key, trouble.kind, trouble.text, tell=False)
        alarm = work.tx.session.exec(
            select(Alarm).where(Alarm.office_id == work.office_id, Alarm.key == key)
        ).one()
        repeat = self._rules.repeat * (self.desk.clock.rate or 1.0)
        if alarm.told_at is not None and work.now - alarm.told_at < repeat:
            return []
        tell_alarm(work, alarm)
        body = f"{trouble.text}。{REMEDIES[trouble.kind]}\n编号 0（系统告警 {alarm.id}）"
        return [OutMessage(0, "系统告警", body)]


def _key(name: str, process: str) -> str:
    return f"metronome:{process}"[:160] if name == _METRONOME else f"step:{name}:silent"


def short_span(seconds: float) -> str:
    """A span in whole minutes, below one minute in seconds."""
    return f"{int(seconds // 60)}分钟" if seconds >= 60 else f"{seconds:g}秒"


def _words(found: Mapping[str, Trouble]) -> str:
    return "；".join(t.text for t in found.values())
