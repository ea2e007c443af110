"""A step that has stopped is told of by another way than the one that stopped, whichever process notices it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from monitor.clock import real_now
from monitor.errors import StoreError
from monitor.notify.message import OutMessage, Receipt
from monitor.scheduler import Metronome
from monitor.sentry import Sentry
from monitor.service import Rounds
from monitor.sla.delivery import Silence
from monitor.steps.deliver import Courier
from monitor.steps.heartbeat import own_beat
from monitor.steps.outcry import Outcry
from monitor.steps.sentinel import OTHERS, VITAL, Sentinel, Trouble
from monitor.store.tables import Alarm, Heartbeat
from tests.office import TestOffice, fire, item

WATCH, DELIVER = "step:watch:silent", "step:deliver:silent"
ALL = {*VITAL, *OTHERS}


class Watched:
    """An office with a sentinel whose seconds are moved by hand; the steps of ``alive`` beat, the others stand still."""

    def __init__(self, office: TestOffice, process: str = "serve@host") -> None:
        desk, folder = office.program.desk, office.settings.var
        self.office, self.seconds, self.ticks = office, 0.0, 0
        self.alive, self.ticking = set(ALL), True
        courier = Courier(desk, folder, send=office.receiver, owner=process)
        self.sentinel = Sentinel(desk, courier, Outcry(desk, folder, process, office.receiver), process)

    def pass_by(self, *, minutes: float, every: float = 1.0) -> set[str]:
        """Let time go by with a look each minute; returns the keys of what stands still at the end."""
        found: Mapping[str, Trouble] = {}
        for _ in range(round(minutes / every)):
            self.seconds += 60 * every
            self.office.clock.move(minutes=every)
            self.ticks += self.ticking
            self._beat()
            found = self.sentinel.look(self.seconds, self.ticks)
            self.sentinel.carry(self.seconds, found)
        return set(found)

    def _beat(self) -> None:
        with self.office.program.database.write() as tx:
            for step in self.alive:
                own_beat(tx, step, self.office.clock.now()).real_at = real_now()


@pytest.fixture
def watched(sqlite_office: TestOffice) -> Watched:
    built = Watched(sqlite_office)
    assert built.pass_by(minutes=5) == set()
    return built


def alarms(office: TestOffice) -> dict[str, bool]:
    """Each alarm by key, and whether it stands."""
    with office.program.database.read() as session:
        return {a.key: a.cleared_at is None for a in session.exec(select(Alarm))}


def told(office: TestOffice, words: str) -> int:
    return sum(words in m.body for _, m in office.receiver.got)


def test_while_all_steps_work_nothing_is_written_but_the_sentinels_own_beat(watched: Watched) -> None:
    before = len(watched.office.audit())
    watched.pass_by(minutes=60)
    assert len(watched.office.audit()) == before and watched.office.messages() == []
    with watched.office.program.database.read() as session:
        assert session.get(Heartbeat, ("changchun", "sentinel")) is not None


def test_a_stopped_delivery_is_told_directly_once_and_again_while_it_stands(watched: Watched) -> None:
    office = watched.office
    watched.alive.discard("deliver")
    assert watched.pass_by(minutes=3) == set(), "three minutes are allowed"
    assert watched.pass_by(minutes=2) == {DELIVER}
    assert sorted(url for url, _ in office.receiver.got) == ["mfile:///li.jsonl", "mfile:///qian.jsonl"]
    assert told(office, "消息投递已停止工作超过3分钟") == 2
    assert [m.state for m in office.messages()] == ["sent", "sent"], "nobody empties the outbox later"
    assert all(f"编号 {m.id}" in m.body for _, m in office.receiver.got)
    watched.pass_by(minutes=20)
    assert len(office.receiver.got) == 2
    watched.pass_by(minutes=15)
    assert len(office.receiver.got) == 4, "after half an hour it is said again"
    assert len(office.audit("alarm.raised")) == 1


def test_a_delivery_that_works_again_clears_its_alarm(watched: Watched) -> None:
    watched.alive.discard("deliver")
    watched.pass_by(minutes=6)
    watched.alive.add("deliver")
    assert watched.pass_by(minutes=1) == set()
    assert alarms(watched.office) == {DELIVER: False} and watched.office.audit("alarm.cleared")


def test_a_stopped_watch_is_told_by_the_delivery_that_still_works(watched: Watched) -> None:
    office = watched.office
    watched.alive.discard("watch")
    assert watched.pass_by(minutes=5) == {WATCH}
    assert office.receiver.got == [], "the sentinel leaves it to delivery"
    assert office.deliver().sent == 2 and told(office, "时限巡查已停止") == 2


def test_when_both_have_stopped_one_direct_message_a_person_tells_both(watched: Watched) -> None:
    watched.alive -= {"watch", "deliver"}
    assert watched.pass_by(minutes=5) == {WATCH, DELIVER}
    assert len(watched.office.receiver.got) == 2
    assert told(watched.office, "时限巡查已停止") == told(watched.office, "消息投递已停止") == 2


def test_while_delivery_stands_still_what_is_grave_goes_out_and_the_rest_waits(watched: Watched) -> None:
    office = watched.office
    watched.alive.discard("deliver")
    grave = fire(
        id="grave",
        text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。",
        source="新华社",
        source_kind="central_media",
    )
    office.ingest(grave, item(id="heat"))
    office.watch()
    waiting = {m.severity for m in office.messages()}
    watched.pass_by(minutes=5)
    assert "II" in waiting and told(office, "厂房发生火灾")
    assert all(m.severity not in ("I", "II") for m in office.messages() if m.state == "pending")


def test_another_step_that_stops_is_told_later_and_to_the_officer_alone(watched: Watched) -> None:
    watched.alive.discard("collect")
    assert watched.pass_by(minutes=25) == set()
    assert watched.pass_by(minutes=10) == {"step:collect:silent"}
    assert [m.person for m in watched.office.messages()] == ["li"]


def test_a_step_that_was_never_started_is_told_of(sqlite_office: TestOffice) -> None:
    watched = Watched(sqlite_office, "worker@host")
    watched.alive.discard("watch")
    assert watched.pass_by(minutes=6) == {WATCH}


def test_a_stopped_metronome_is_told_of_even_when_another_process_does_its_work(watched: Watched) -> None:
    watched.ticking = False
    assert watched.pass_by(minutes=5) == {"metronome:serve@host"}
    anew = Watched(watched.office)
    anew.pass_by(minutes=1)
    assert alarms(watched.office) == {"metronome:serve@host": False}, "the process was started anew"


def test_a_leap_of_the_machines_clock_is_no_silence(watched: Watched) -> None:
    with watched.office.program.database.write() as tx:
        for row in tx.session.exec(select(Heartbeat)):
            row.real_at = real_now() - timedelta(days=1)
            tx.session.add(row)
    watched.alive.clear()
    assert watched.pass_by(minutes=1) == set()


def test_the_sentinels_of_two_processes_raise_one_alarm_and_tell_each_person_once(office: TestOffice) -> None:
    processes = [Watched(office, f"{role}@host") for role in ("worker", "scheduler", "serve")]
    for process in processes:
        process.sentinel.look(0.0, 0)

    def look(process: Watched) -> None:
        process.sentinel.carry(200.0, process.sentinel.look(200.0, 1))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(look, processes))
    assert len(office.audit("alarm.raised")) == 2, "watch and deliver"
    people = {m.person for m in office.messages()}
    assert "qian" in people and len(people) == 2, "the officer and the leader in charge"
    assert sorted(url for url, _ in office.receiver.got) == sorted(f"mfile:///{p}.jsonl" for p in people)


def broken(*_: object, **__: object) -> None:
    raise StoreError("数据库不可用")


def test_without_a_database_those_on_duty_are_told_directly_and_it_is_recorded_afterwards(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, seconds = watched.office, [0.0]
    sentry = Sentry(watched.sentinel, lambda: 1, lambda: None, every=5.0, seconds=lambda: seconds[0])

    def turn() -> None:
        seconds[0] += 5
        sentry.turn()
        assert sentry._looking is not None
        sentry._looking.join()

    with monkeypatch.context() as patched:
        patched.setattr(office.program.database, "read", broken)
        for _ in range(35):
            turn()
        assert office.receiver.got == [], "not yet three minutes"
        for _ in range(20):
            turn()
    assert told(office, "时限巡查与消息投递可能已停止") == 2, "the officer and the leader in charge, once"
    for _ in range(3):
        turn()
    assert len(office.audit("sentinel.told_directly")) == 1
    assert alarms(office) == {"outcry:serve@host": False}
    assert len(office.receiver.got) == 2, "no false alarm about steps that could not be seen"


def test_what_cannot_be_written_down_is_told_at_once(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.alive.discard("watch")
    watched.pass_by(minutes=3)
    monkeypatch.setattr(watched.office.program.database, "write", broken)
    for seconds in (200, 205):
        with pytest.raises(StoreError):
            watched.sentinel.look(watched.seconds + seconds, 99)
    assert told(watched.office, "时限巡查已停止") == 2


def test_when_nobody_was_reached_the_outcry_is_tried_again(watched: Watched) -> None:
    from monitor.notify.message import Receipt

    watched.office.receiver.answers = [Receipt(False, answer="refused")] * 2
    assert watched.sentinel.outcry.tell(0.0, "停了") is False
    assert watched.sentinel.outcry.tell(5.0, "停了") is True
    assert watched.sentinel.outcry.tell(10.0, "停了") is False, "told, and not again for half an hour"


def test_the_outcry_rings_the_telephone_gateway_when_no_other_address_takes_it(
    sqlite_office: TestOffice,
) -> None:
    def gateways(tree: dict[str, Any]) -> None:
        for person in tree["people"]:
            person.setdefault("channels", []).append({"url": f"json://{person['id']}.voice/", "voice": True})

    sqlite_office.edit("roster.yaml", gateways)
    office, got = sqlite_office, []

    def send(url: str, message: OutMessage, *, timeout: float, folder: Path) -> Receipt:
        got.append(url)
        return Receipt("voice" in url)

    assert Outcry(office.program.desk, office.settings.var, "serve@host", send).tell(0.0, "数据库连不上")
    assert len(got) == 4 and sum(".voice/" in url for url in got) == 2


def test_time_in_which_the_sentry_itself_slept_counts_for_nothing(watched: Watched) -> None:
    seconds = [0.0]
    sentry = Sentry(watched.sentinel, lambda: 1, lambda: None, every=5.0, seconds=lambda: seconds[0])
    for moved in (5.0, 5.0, 3600.0, 5.0):
        seconds[0] += moved
        sentry.turn()
        assert sentry._looking is not None
        sentry._looking.join()
    assert alarms(watched.office) == {} and watched.office.receiver.got == []


@contextmanager
def running(office: TestOffice, rounds: type[Rounds] = Rounds) -> Iterator[Metronome]:
    """The service's metronome and sentry for real, with a silence of a second and a half."""
    rules = office.program.book.delivery.model_copy(update={"silence": Silence(after=timedelta(seconds=1.5))})
    object.__setattr__(office.program.book, "delivery", rules)
    office.program.__dict__["courier"] = Courier(
        office.program.desk, office.settings.var, send=office.receiver
    )
    metronome = Metronome(rounds(office.program), ("watch", "deliver"), pace=0.3)
    metronome.start()
    try:
        yield metronome
    finally:
        metronome.stop()


def until(done: Callable[[], bool], *, seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while not (found := done()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_scheduler_thread_that_really_dies_is_told_of_and_set_going_anew(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = sqlite_office
    with running(office) as metronome:
        assert until(lambda: metronome.ticks > 0)
        dead = metronome._scheduler
        monkeypatch.setattr(dead, "_process_jobs", die)
        dead.wakeup()
        assert until(lambda: dead._thread is None or not dead._thread.is_alive()), "the thread has ended"
        assert until(lambda: told(office, "消息投递已停止") >= 1), "told though nothing schedules any more"
        assert until(lambda: any(k.startswith("metronome:") for k in alarms(office)))
        assert until(lambda: not any(alarms(office).values())), "goes on, and the alarms are cleared"
        assert metronome._scheduler is not dead


def die() -> float:
    raise SystemExit


class Stuck(Rounds):
    """Delivery that hangs, as it would in a receiver without a timeout."""

    let_go = threading.Event()

    def deliver(self) -> None:
        if not self.let_go.wait(30):
            return
        super().deliver()


def test_a_delivery_thread_that_really_hangs_is_told_of_and_cleared_when_it_goes_on(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    with running(office, Stuck):
        try:
            assert until(lambda: told(office, "消息投递已停止") == 2)
            assert alarms(office) == {DELIVER: True}, "the others work"
        finally:
            Stuck.let_go.set()
        assert until(lambda: alarms(office) == {DELIVER: False})
