"""Acts on a case in any order, while time goes on and the service watches: what must always hold.

First deadlines are kept; deadlines move only forward; a clock is stopped by a publication and by its own time; nothing
that was written is written over; figures as of a past moment stay the same bytes; the audit chain verifies.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from monitor.clock import SHANGHAI, rfc3339
from monitor.errors import MonitorError
from monitor.sla.cases import allow
from monitor.sla.timeliness import Row
from monitor.steps import acts, deferral, joining, leading, reversal
from monitor.steps.acts import Consent, Publication
from monitor.steps.desk import Work
from monitor.steps.opinion import set_level
from monitor.store.audit_log import head, verify_database
from monitor.store.figures import timeliness_rows
from monitor.store.tables import (
    CaseAct,
    CaseFact,
    CaseFile,
    ClockStart,
    ClockStartMark,
    Deadline,
    DeadlineChange,
    LadderStep,
)
from tests.office import TestOffice, fire

FORWARD = {
    "open": {"open", "met", "late", "breached", "waived", "superseded"},
    "breached": {"breached", "met", "late", "waived", "superseded"},
    "met": {"met", "superseded"},
    "late": {"late", "superseded"},
    "waived": {"waived", "superseded"},
    "superseded": {"superseded"},
}
"""What a deadline's state may become. A breach is met when it turns out that the answer had been published in time."""
MOVING = {"state", "noticed_at", "settled_at", "settled_by"}
SIGNED_LATER = {"second", "second_state", "second_due_at", "countersigned_at"}
REASONS = st.sampled_from(["经核实", "来源有误", "会商决定"])
SEVERITIES = st.sampled_from(["I", "II", "III", "IV", None])
KINDS = ["first_release", "press_conference", "response", "follow_up"]
HOURS = st.sampled_from([0.5, 3.0, 7.0, 30.0, 60.0])
PEOPLE = st.sampled_from(["zhang", "li", "zhao", "qian"])
CONSENT = st.sampled_from([Consent("sun", "present"), Consent("sun", words="同意"), None])


class CaseMachine(RuleBasedStateMachine):
    """One case from its opening on, in a fresh office."""

    new_office: Callable[[], TestOffice]

    def __init__(self) -> None:
        super().__init__()
        self.office = type(self).new_office()
        self.kept: dict[tuple[str, int], dict[str, Any]] = {}
        self.figures: dict[datetime, str] = {}
        self.read: dict[Any, tuple[object, list[Any]]] = {}
        self.items = self.looked = 0

    @initialize(deaths=st.sampled_from([2, 4, 12]), trusted=st.booleans())
    def open_a_case(self, deaths: int, trusted: bool) -> None:
        self._report(deaths, "official_site" if trusted else "local_media")
        self.case = self.office.cases()[0].id
        self.first = {d.id: d.due_at for d in self._deadlines()}
        self.day = self.office.clock.now().astimezone(SHANGHAI).date()
        assert self.first

    # --- what happens ------------------------------------------------------------------------------------------

    @rule(deaths=st.integers(0, 40), trusted=st.booleans(), minutes=st.integers(1, 200))
    def a_further_report_comes(self, deaths: int, trusted: bool, minutes: int) -> None:
        self._go_on(minutes)
        self._report(deaths, "official_site" if trusted else "local_media")

    @rule(minutes=st.integers(1, 2000))
    def time_passes_and_the_service_watches(self, minutes: int) -> None:
        self._go_on(minutes)
        self.office.watch()
        before = self._head()
        self.office.watch()
        assert self._head() == before, "looking twice changes nothing"

    @rule(who=PEOPLE, severity=SEVERITIES, reason=REASONS, consent=CONSENT)
    def grade(self, who: str, severity: str | None, reason: str, consent: Consent | None) -> None:
        self._do("grade", who, lambda w, c: acts.grade(w, c, severity, reason, consent))

    @precondition(lambda self: self.has_open_clocks())
    @rule(who=PEOPLE, pick=st.integers(0, 3), hours=HOURS, consent=CONSENT, substantive=st.booleans())
    def record(self, who: str, pick: int, hours: float, consent: Consent | None, substantive: bool) -> None:
        """What a running clock asks for is published, some time before it is entered."""
        nature = "substantive" if substantive else "procedural"
        asked = sorted(
            {d.kind for d in self._deadlines() if d.state in ("open", "breached") and d.kind in KINDS}
        )
        kind = asked[pick % len(asked)] if asked else KINDS[pick]

        def do(work: Work, case: CaseFile) -> object:
            what = Publication(kind, work.now - timedelta(hours=hours), note="见报", nature=nature)  # type: ignore[arg-type]
            return acts.record(work, case, what, consent)

        self._do("record", who, do)

    @rule(who=PEOPLE, hours=HOURS, of=st.sampled_from(["confirmed", "published"]))
    def correct_the_start(self, who: str, hours: float, of: Any) -> None:
        self._do(
            "start",
            who,
            lambda w, c: acts.correct_start(w, c, w.now - timedelta(hours=hours), "值班记录", of=of),
        )

    @rule(who=PEOPLE, reason=REASONS, consent=CONSENT)
    def waive(self, who: str, reason: str, consent: Consent | None) -> None:
        self._do("waive", who, lambda w, c: acts.waive(w, c, reason, "非本单位职责", consent))

    @rule(who=PEOPLE, pick=st.integers(0, 5), reason=REASONS)
    def revoke(self, who: str, pick: int, reason: str) -> None:
        done = self._rows(CaseAct)
        mine = [a.id for a in done if a.act in reversal.REVOCABLE]
        if mine:
            self._do("revoke", who, lambda w, c: reversal.revoke(w, c, mine[pick % len(mine)], reason))

    @precondition(lambda self: self._case().state == "open")
    @rule(who=PEOPLE)
    def close_with_all_duties_done(self, who: str) -> None:
        self._do("triage", who, lambda w, c: acts.triage(w, c, "hardship"))
        self._do("consult", who, lambda w, c: acts.consult(w, c, "网信办", "按程序回应"))
        self._do("verify", who, lambda w, c: acts.verify(w, c, "verified"))
        for kind in ("first_release", "press_conference", "response"):
            self._do("record", who, partial(_publish, kind=kind))
        self._do("close", who, acts.close)

    @precondition(lambda self: self._case().state == "closed")
    @rule(who=PEOPLE, reason=REASONS)
    def reopen(self, who: str, reason: str) -> None:
        self._do("reopen", who, lambda w, c: acts.reopen(w, c, reason))

    @rule(who=PEOPLE, result=st.sampled_from(["verified", "false", "unverifiable"]))
    def verify(self, who: str, result: str) -> None:
        self._do("verify", who, lambda w, c: acts.verify(w, c, result))

    @rule(who=PEOPLE, which=st.sampled_from(["ack", "assign", "level"]), reason=REASONS)
    def a_small_act(self, who: str, which: str, reason: str) -> None:
        do: dict[str, Callable[[Work, CaseFile], object]] = {
            "ack": acts.acknowledge,
            "assign": lambda w, c: acts.assign(w, c, "市教育局", reason),
            "level": lambda w, c: set_level(w, c, "orange", reason),
        }
        self._do(which, who, do[which])

    @rule(who=PEOPLE, consent=CONSENT, hours=st.integers(1, 20))
    def defer_and_resume(self, who: str, consent: Consent | None, hours: int) -> None:
        due = {d.id: (d.due_at, d.state) for d in self._deadlines()}
        self._do(
            "defer", who, lambda w, c: deferral.defer(w, c, "待核实", w.now + timedelta(hours=hours), consent)
        )
        assert {d.id: (d.due_at, d.state) for d in self._deadlines()} == due, "putting off stops no clock"
        self._do("resume", who, deferral.resume)

    @rule(who=PEOPLE, consent=CONSENT)
    def decide(self, who: str, consent: Consent | None) -> None:
        self._do("decide", who, lambda w, c: leading.decide(w, c, "press-conference", "召开", consent))

    @precondition(lambda self: self.items > 1)
    @rule(who=PEOPLE, reason=REASONS)
    def split_the_latest_item_off(self, who: str, reason: str) -> None:
        def do(work: Work, case: CaseFile) -> object:
            return joining.split(work, case, [joining.items_of_case(work, case)[-1].id], reason)

        self._do("split", who, do)

    # --- what always holds -------------------------------------------------------------------------------------

    @invariant()
    def nothing_that_was_written_is_written_over(self) -> None:
        for table, may_move in APPEND_ONLY.items():
            for row in self._rows(table):
                now = {k: v for k, v in row.model_dump().items() if k not in may_move}
                assert self.kept.setdefault((table.__name__, row.id), now) == now, table.__name__

    @invariant()
    def deadlines_move_only_forward(self) -> None:
        for row in self._deadlines():
            last = self.kept.setdefault(("moved", row.id), {"state": "open", "noticed_at": None})
            assert row.state in FORWARD[last["state"]], f"{last['state']} → {row.state}"
            assert last["noticed_at"] in (None, row.noticed_at)
            self.kept["moved", row.id] = {"state": row.state, "noticed_at": row.noticed_at}

    @invariant()
    def the_first_deadlines_stand_as_they_were_set(self) -> None:
        due = {d.id: d.due_at for d in self._deadlines()}
        assert {ident: due.get(ident) for ident in self.first} == self.first

    @invariant()
    def a_clock_is_stopped_by_a_publication_and_by_its_own_time(self) -> None:
        done = {a.id: a for a in self._rows(CaseAct)}
        for row in self._deadlines():
            if row.state in ("met", "late") and row.follows is None:
                act = done[row.settled_by or 0]
                assert act.act == "record" and act.body["kind"] == row.kind
                assert row.settled_at == act.happened_at <= act.recorded_at
                assert row.state == ("met" if act.happened_at <= row.due_at else "late")

    @invariant()
    def a_moment_has_one_history(self) -> None:
        """The last change of each deadline is its state, and changes are in the order of their recording."""
        moves = self._rows(DeadlineChange)
        for row in self._deadlines():
            changes = [c for c in moves if c.deadline_id == row.id]
            assert changes[-1].state == row.state
            assert [c.recorded_at for c in changes] == sorted(c.recorded_at for c in changes)

    @invariant()
    def figures_are_taken_now_and_then(self) -> None:
        self.looked += 1
        if self.looked % 4 == 1:
            now = self.office.clock.now()
            self.figures[now] = self._figures(now)

    def teardown(self) -> None:
        try:
            for moment, figures in self.figures.items():
                assert self._figures(moment) == figures, "figures as of a past moment stay the same bytes"
            assert verify_database(self.office.program.database).ok
        finally:
            self.office.close()

    def has_open_clocks(self) -> bool:
        return any(d.state in ("open", "breached") and d.kind in KINDS for d in self._deadlines())

    # --- hands -------------------------------------------------------------------------------------------------

    def _do(self, act: str, who: str, do: Callable[[Work, CaseFile], object]) -> None:
        """One act at a moment of its own; a refusal is one sentence in Chinese and changes nothing."""
        self._go_on(1)
        before, state = self._head(), self._case().state
        try:
            with self.office.on_case(self.case, who) as (work, case):
                do(work, case)
        except MonitorError as error:
            said = str(error)
            assert "\n" not in said and any("\u4e00" <= c <= "\u9fff" for c in said)
            assert self._head() == before
            return
        allow(state, act)  # raises when a state let through what it does not admit

    def _go_on(self, minutes: int) -> None:
        self.office.clock.move(minutes=minutes)

    def _report(self, deaths: int, source_kind: str) -> None:
        self.items += 1
        told = f"造成{deaths}人死亡" if deaths else "无人员伤亡"
        self.office.ingest(
            fire(
                id=f"m{self.items}",
                title="长春市宽城区一厂房发生火灾",
                text=f"今日，长春市宽城区一厂房发生火灾，{told}。",
                published_at=rfc3339(self.office.clock.now() - timedelta(minutes=30)),
                source_kind=source_kind,
            )
        )

    def _case(self) -> CaseFile:
        with self.office.program.database.read() as session:
            return session.get_one(CaseFile, self.case)

    def _head(self) -> tuple[int, str]:
        with self.office.program.database.read() as session:
            return head(session, "changchun")

    def _deadlines(self) -> list[Deadline]:
        return self._rows(Deadline)

    def _rows(self, table: Any) -> list[Any]:
        """The case's rows of a table; read anew when the audit log has grown, since nothing is written without it."""
        seen = self._head()
        if self.read.get(table, (None, []))[0] != seen:
            self.read[table] = (seen, self._read(table))
        return self.read[table][1]

    def _read(self, table: Any) -> list[Any]:
        with self.office.program.database.read() as session:
            query = select(table).order_by(col(table.id))
            if table in (DeadlineChange, ClockStartMark):
                parent = Deadline if table is DeadlineChange else ClockStart
                own = table.deadline_id if table is DeadlineChange else table.clock_start_id
                query = query.join(parent, col(parent.id) == own).where(parent.case_id == self.case)
            else:
                query = query.where(table.case_id == self.case)
            return list(session.exec(query))

    def _figures(self, moment: datetime) -> str:
        with self.office.program.database.read() as session:
            rows: list[Row] = timeliness_rows(
                session,
                "changchun",
                from_=self.day - timedelta(days=1),
                to=self.day + timedelta(days=1),
                by="severity",
                as_of=moment,
                now=self.office.clock.now(),
            )
        return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def _publish(work: Work, case: CaseFile, *, kind: str) -> object:
    return acts.record(work, case, Publication(kind, work.now, note="见报"), Consent("sun", "present"))


APPEND_ONLY: dict[Any, set[str]] = {
    Deadline: MOVING,
    DeadlineChange: set(),
    CaseAct: SIGNED_LATER,
    CaseFact: set(),
    ClockStart: set(),
    ClockStartMark: set(),
    LadderStep: {
        "state",
        "next_at",
        "fired_at",
        "noticed_at",
        "outcome",
        "acknowledged_at",
        "acknowledged_by",
        "unverified",
    },
}


@pytest.fixture
def offices(sqlite_template: Path, config_dir: Path, tmp_path: Path) -> Callable[[], TestOffice]:
    """Makes a fresh office each time; the rule book, which nothing changes, is read once."""
    read: dict[str, Any] = {}
    numbers = count()

    def new() -> TestOffice:
        file = shutil.copy(sqlite_template, tmp_path / f"{next(numbers)}.db")
        office = TestOffice(f"sqlite:///{file}", config_dir, tmp_path / "var")
        office.program.__dict__.update(read)
        read["book"] = office.program.book
        return office

    return new


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_acts_in_any_order_keep_what_must_always_hold(offices: Callable[[], TestOffice]) -> None:
    class Machine(CaseMachine):
        new_office = staticmethod(offices)

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=int(os.environ.get("CASE_MACHINE_EXAMPLES", "8")),
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
