"""Acts on a case in any order, while time goes on and the service watches: what must always hold.

First deadlines are kept; deadlines move only forward; a clock is stopped by a publication and by its own time; nothing
that was written is written over; figures as of a past moment stay the same bytes; the audit chain verifies.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, settings
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
from monitor.rulebook import RuleBook
from monitor.sla.cases import allow
from monitor.sla.reporting import Report
from monitor.sla.rules import Rung
from monitor.sla.timeliness_table import Row
from monitor.steps import acts, approval, deferral, joining, leading, papers, publications, reversal
from monitor.steps.approval import Review
from monitor.steps.consents import Consent
from monitor.steps.desk import Work
from monitor.steps.opinion import set_level
from monitor.steps.papers import Feedback, Order
from monitor.steps.publications import Publication
from monitor.steps.reladder import reladder
from monitor.store.audit_log import head, verify_database
from monitor.store.figures import timeliness_rows
from monitor.store.paper_tables import Draft, DraftHop, Paper
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
        self.items = self.looked = self.words = 0

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
            return publications.record(work, case, what, consent)

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

    @rule(who=PEOPLE, reason=REASONS, into=st.booleans(), deaths=st.sampled_from([0, 2, 12]))
    def merge_with_another_matter(self, who: str, reason: str, into: bool, deaths: int) -> None:
        """Another case is taken in, or this one goes into it and the other is followed from then on."""
        other = self._another_case(deaths)
        if other is None:
            return
        if into:
            self._do(
                "merge",
                who,
                lambda w, c: joining.merge(w, acts.find_case(w, str(other)), c, reason),
                of=other,
            )
            return
        merged = self._do(
            "merge", who, lambda w, c: joining.merge(w, c, acts.find_case(w, str(other)), reason)
        )
        if merged:
            gone = self.case
            self.case, self.read = other, {}
            self.first = {d.id: d.due_at for d in self._deadlines()}
            with self.office.program.database.read() as session:
                left = session.exec(
                    select(LadderStep).where(LadderStep.case_id == gone, LadderStep.state == "waiting")
                )
                assert not left.all(), "a case that was taken in rings no more"

    @rule(
        who=PEOPLE,
        pick=st.integers(0, 20),
        what=st.sampled_from(["transfer", "sign", "answer", "back", "urge"]),
    )
    def papers_go_to_and_fro(self, who: str, pick: int, what: str) -> None:
        """转办 → 签收 → 反馈 → 退回 → 督办: none of it moves a policy clock."""
        clocks = self._clocks()
        mine = self._rows(Paper)
        if what == "transfer" or not mine:
            order = Order(("市教育局", "市公安局"), "请核实", "钱七")
            self._do("transfer", who, lambda w, c: papers.transfer(w, c, order))
        else:
            self._on_paper(mine[pick % len(mine)].id, who, what)
        assert self._clocks() == clocks, "sending papers stops no clock"

    def _on_paper(self, ident: int, who: str, what: str) -> None:
        said = Feedback("partly", "部分属实", "赵局长")
        do: dict[str, tuple[str, Callable[[Work, CaseFile, Paper], object]]] = {
            "sign": ("paper_sign", lambda w, _c, p: papers.sign_for(w, p, "小刘")),
            "answer": ("feedback", lambda w, _c, p: papers.feed_back(w, p, said)),
            "back": ("send_back", lambda w, _c, p: papers.send_back(w, p, "请补充")),
            "urge": ("urge", lambda w, c, p: papers.urge(w, c, Order((), "请抓紧", "钱七"), p)),
        }
        act, on_paper = do[what]
        self._do(act, who, lambda w, c: on_paper(w, c, papers.find_paper(w, ident)[0]))

    @rule(
        who=PEOPLE,
        pick=st.integers(0, 20),
        hops=st.lists(st.sampled_from(["submit", "approve", "return", "revise", "withdraw"]), max_size=4),
        kind=st.sampled_from(["first_release", "response"]),
    )
    def a_draft_goes_through_the_chain(self, who: str, pick: int, hops: list[str], kind: str) -> None:
        clocks = self._clocks()
        mine = [d.id for d in self._rows(Draft)]
        if not mine or pick > 12:
            self._do("draft", who, lambda w, c: approval.begin(w, c, kind, f"第{len(mine)}份"))
            mine = [d.id for d in self._rows(Draft)]
        for hop in hops if mine else ():
            self._on_draft(mine[pick % len(mine)], who, hop)
        assert self._clocks() == clocks, "the way through the chain stops no clock"

    def _on_draft(self, ident: int, who: str, hop: str) -> None:
        self.words += 1
        words = f"第{self.words}次修改"
        do: dict[str, tuple[str, Callable[[Work, Draft], object]]] = {
            "submit": ("statement", approval.submit),
            "approve": ("approve", lambda w, d: approval.approve(w, d, Review())),
            "return": ("return_draft", lambda w, d: approval.hand_back(w, d, Review(note=words))),
            "revise": ("draft", lambda w, d: approval.revise(w, d, words)),
            "withdraw": ("withdraw", lambda w, d: approval.withdraw(w, d, words)),
        }
        act, on_draft = do[hop]
        self._do(act, who, lambda w, _c: on_draft(w, approval.find_draft(w, ident)[0]))

    @rule(
        who=PEOPLE,
        stage=st.sampled_from(["first", "follow", "final"]),
        mode=st.sampled_from(["phone", "written"]),
        receiver=st.sampled_from(["duty-room", "province-publicity", "province-cyberspace"]),
        hours=HOURS,
    )
    def report_up(self, who: str, stage: Any, mode: Any, receiver: str, hours: float) -> None:
        def do(work: Work, case: CaseFile) -> object:
            at = work.now - timedelta(hours=hours)
            return leading.report_up(
                work, case, Report(stage, at, receiver, mode, "长政舆〔2026〕1号", "已报")
            )

        public = {i: s for i, s in self._clocks().items() if s[2] != "report_up"}
        self._do("report_up", who, do)
        assert {i: s for i, s in self._clocks().items() if s[2] != "report_up"} == public

    @rule(who=PEOPLE, reason=REASONS, lead=st.sampled_from(["1h", "3h", "7h"]))
    def the_ladder_is_edited_and_re_applied(self, who: str, reason: str, lead: str) -> None:
        clocks = self._clocks()
        sent = {s.id: s.rung for s in self._rows(LadderStep) if s.fired_at}

        def do(work: Work, case: CaseFile) -> object:
            return reladder(Work(work.tx, _edited(work.book, lead), work.now, work.actor), case, reason)

        self._do("reladder", who, do)
        assert self._clocks() == clocks
        assert {i: s.rung for s in self._rows(LadderStep) for i in [s.id] if i in sent} == sent

    # --- what always holds -------------------------------------------------------------------------------------

    @invariant()
    def the_ladder_goes_forward_and_never_before_its_time(self) -> None:
        now = self.office.clock.now()
        for step in self._rows(LadderStep):
            last = self.kept.setdefault(("rung", step.id), {"state": "waiting"})
            assert step.state in RUNG_FORWARD[last["state"]], f"{last['state']} → {step.state}"
            self.kept["rung", step.id] = {"state": step.state}
            if step.fired_at is not None:
                assert step.due_at <= step.fired_at <= now

    @invariant()
    def what_is_settled_has_no_rung_that_waits_for_it(self) -> None:
        settled = {d.id for d in self._deadlines() if d.state in ("met", "late", "waived", "superseded")}
        waiting = [s for s in self._rows(LadderStep) if s.state == "waiting" and s.deadline_id in settled]
        until = [s.rung["id"] for s in waiting if "settled" in s.rung.get("until", ())]
        assert not until, until

    @invariant()
    def a_draft_is_held_by_whom_it_is_with(self) -> None:
        hops = self._rows(DraftHop)
        for draft in self._rows(Draft):
            held = [h for h in hops if h.draft_id == draft.id and h.left_at is None]
            assert bool(held) == (draft.state not in ("published", "withdrawn")), draft.state
            assert all(h.left_at is None or h.left_at >= h.entered_at for h in hops)

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
                act = done.get(row.settled_by or 0) or self._act(row.settled_by or 0)
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
    def whoever_has_the_case_has_signed_for_it(self) -> None:
        """By an acknowledgement that stands; what was taken back marks neither the case nor a rung."""
        done, case = self._rows(CaseAct), self._case()
        back = {a.body["revoked"] for a in done if a.act == "revoke"}
        signed = {(a.actor, a.recorded_at) for a in done if a.act == "ack" and a.id not in back}
        marks = {(s.acknowledged_by, s.acknowledged_at) for s in self._rows(LadderStep)}
        assert {(case.acknowledged_by, case.acknowledged_at), *marks} <= {(None, None), *signed}

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

    def _do(
        self, act: str, who: str, do: Callable[[Work, CaseFile], object], *, of: int | None = None
    ) -> bool:
        """One act at a moment of its own; a refusal is one sentence in Chinese and changes nothing. True when done.

        ``of`` names the case whose state must admit it, where that is not the one that is followed.
        """
        self._go_on(1)
        before, state = self._head(), self._case(of).state
        try:
            with self.office.on_case(self.case, who) as (work, case):
                do(work, case)
        except MonitorError as error:
            said = str(error)
            assert "\n" not in said and any("\u4e00" <= c <= "\u9fff" for c in said)
            assert self._head() == before
            event(f"{act} refused")
            return False
        allow(state, act)  # raises when a state let through what it does not admit
        event(f"{act} done")  # seen with --hypothesis-show-statistics
        return True

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

    def _another_case(self, deaths: int) -> int | None:
        """An open case about something else in another part of the city; a new one where there is none."""
        if not self._others():
            self._go_on(1)  # what is recorded at the very moment of a figure belongs to it
            self.items += 1
            told = f"造成{deaths}人死亡" if deaths else "无人员伤亡"
            self.office.ingest(
                fire(
                    id=f"m{self.items}",
                    title=f"长春市南关区一化工厂第{self.items}车间发生爆炸",
                    text=f"今日，长春市南关区一化工厂第{self.items}车间发生爆炸，{told}。",
                    published_at=rfc3339(self.office.clock.now() - timedelta(minutes=20)),
                )
            )
        found = self._others()
        return found[0] if found else None

    def _others(self) -> list[int]:
        return [c.id for c in self.office.cases() if c.id != self.case and c.state == "open"]

    def _act(self, ident: int) -> CaseAct:
        """An act of another case: what was published for a case that was taken in counts for both."""
        with self.office.program.database.read() as session:
            return session.get_one(CaseAct, ident)

    def _clocks(self) -> dict[int, tuple[datetime, str, str]]:
        return {d.id: (d.due_at, d.state, d.kind) for d in self._deadlines()}

    def _case(self, ident: int | None = None) -> CaseFile:
        with self.office.program.database.read() as session:
            return session.get_one(CaseFile, ident or self.case)

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
    return publications.record(
        work, case, Publication(kind, work.now, note="见报"), Consent("sun", "present")
    )


def _edited(book: RuleBook, lead: str) -> RuleBook:
    """The office's rules with other rungs before the due time, in every ladder of deadlines."""
    rung = Rung(id=f"near-{lead}", label="时限将到", before=lead, to=("officer",), until=("settled",))  # type: ignore[arg-type]
    ladders = {**book.sla.ladders, **dict.fromkeys(("grave", "ordinary", "target", "report"), (rung,))}
    sla = book.sla.model_copy(update={"ladders": ladders})
    return replace(book, sla=sla, version=f"edited-{lead}")


RUNG_FORWARD = {
    "waiting": {"waiting", "held", "fired", "skipped"},
    "held": {"held", "waiting", "fired", "skipped"},
    "fired": {"fired"},
    "skipped": {"skipped"},
}
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


def _run(offices: Callable[[], TestOffice], examples: int, steps: int) -> None:
    class Machine(CaseMachine):
        new_office = staticmethod(offices)

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_few_acts_in_any_order_keep_what_must_always_hold(offices: Callable[[], TestOffice]) -> None:
    _run(offices, examples=2, steps=12)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_acts_in_any_order_keep_what_must_always_hold(offices: Callable[[], TestOffice]) -> None:
    _run(offices, examples=int(os.environ.get("CASE_MACHINE_EXAMPLES", "12")), steps=25)
