"""What came of a play: its figures, and whether the story happened as it should."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from monitor.audit.chain import Verdict
from monitor.demo.officer import Officer, case_of_tale
from monitor.demo.server import Receiver
from monitor.demo.story import MARK, Expectation, Story
from monitor.sla.rules import KIND_LABELS
from monitor.steps.deliver import REPEATED
from monitor.steps.desk import Desk
from monitor.store.audit_log import verify_database
from monitor.store.tables import (
    CaseAct,
    CaseFile,
    Deadline,
    Event,
    ItemRecord,
    LadderStep,
    Message,
    MessageStep,
    RawItem,
    SourceState,
    WorkOrder,
)
from monitor.store.views import DeadlineView, judge_deadlines

_ENDINGS = ("met", "late", "breached", "open", "waived")
_DAY = timedelta(hours=24)
_MARK = re.compile(r"^编号 (\d+)", re.M)


@dataclass(frozen=True)
class Figures:
    """The numbers at the end of a play."""

    sources: int
    sources_failing: int
    received: int
    new: int
    copies: int
    events: int
    work_orders: int
    opened: int
    proposed: int
    rungs_fired: int
    messages: int
    by_person: Mapping[str, int]
    deadlines: Mapping[str, int]
    verdict: Verdict

    def lines(self) -> list[str]:
        """The figures as Chinese sentences."""
        d = self.deadlines
        people = "，".join(f"{name} {n} 条" for name, n in self.by_person.items())
        failing = f"（{self.sources_failing} 个中断）" if self.sources_failing else "（全部正常）"
        audit = f"审计链 {self.verdict.records} 条记录，校验" + (
            "通过" if self.verdict.ok else f"未通过：{self.verdict.reason}"
        )
        return [
            f"采集：{self.sources} 个信源{failing}，收到 {self.received} 条，"
            f"入库 {self.new} 条，其中转载 {self.copies} 条、工单 {self.work_orders} 件；归并为 {self.events} 个事件",
            f"立案：直接立案 {self.opened} 件，提请认定 {self.proposed} 件",
            f"催办：触发 {self.rungs_fired} 个提醒步骤，送达 {self.messages} 条消息"
            + (f"（{people}）" if people else ""),
            f"政策时限：按时 {d['met']}，逾期回应 {d['late']}，逾期未回应 {d['breached']}，"
            f"仍在计时 {d['open']}，不予回应 {d['waived']}",
            audit,
        ]


def figures(desk: Desk, receiver: Receiver) -> Figures:
    """Count what stands in the database and what the receiver got."""
    office = desk.database.office_id
    with desk.database.read() as session:
        states = session.exec(select(SourceState).where(SourceState.office_id == office)).all()
        acts = Counter(session.exec(select(CaseAct.act)))
        counting = [v.state for _, views in _views(session, desk) for v in views if v.counts and v.row.public]
        endings = Counter(counting)
        return Figures(
            sources=len(states),
            sources_failing=sum(s.failures > 0 for s in states),
            received=_count(session, RawItem.id),
            new=_count(session, ItemRecord.id),
            copies=_count(session, ItemRecord.id, col(ItemRecord.duplicate_of).is_not(None)),
            events=_count(session, Event.id),
            work_orders=_count(session, WorkOrder.id),
            opened=acts["open"],
            proposed=acts["propose"],
            rungs_fired=_count(session, LadderStep.id, LadderStep.state == "fired"),
            messages=len(receiver.got),
            by_person=_by_person(desk, receiver),
            deadlines={state: endings[state] for state in _ENDINGS},
            verdict=verify_database(desk.database),
        )


def _by_person(desk: Desk, receiver: Receiver) -> dict[str, int]:
    counts = Counter(m.person for m in receiver.got)
    return {p.name: counts[p.id] for p in desk.book.roster.people() if counts[p.id]}


def _count(session: Session, what: object, *where: object) -> int:
    query = select(func.count(what))  # type: ignore[arg-type]
    for condition in where:
        query = query.where(condition)  # type: ignore[arg-type]
    return session.exec(query).one()


def _views(session: Session, desk: Desk) -> Iterator[tuple[CaseFile, list[DeadlineView]]]:
    for case in session.exec(select(CaseFile).order_by(col(CaseFile.id))):
        rows = session.exec(select(Deadline).where(Deadline.case_id == case.id)).all()
        yield case, judge_deadlines(rows, desk.now())


@dataclass
class Check:
    """Compares what happened with what the story says; each difference is one Chinese sentence."""

    desk: Desk
    story: Story
    officer: Officer
    receiver: Receiver
    wrong: list[str] = field(default_factory=list)

    def differences(self) -> list[str]:
        with self.desk.database.read() as session:
            self._sources(session)
            self._items(session)
            cases = {tale: self._tale(session, tale, e) for tale, e in self.story.expected.items()}
            known = {c.id for c in cases.values() if c is not None}
            for case in session.exec(select(CaseFile)):
                self._must(case.id in known, f"多出一件案件：{case.number}《{case.title}》")
            self._reprints(session)
            self._messages(session)
        for act in self.officer.left:
            reason = self.officer.refused.get(self.story.acts.index(act), "案件未到可办的状态")
            self._must(False, f"值班员未能办理 {act.case} 的 {act.act}（{act.at}）：{reason}")
        verdict = verify_database(self.desk.database)
        self._must(verdict.ok, f"审计链校验未通过：{verdict.reason}")
        return self.wrong

    def _must(self, holds: bool, sentence: str) -> None:
        if not holds:
            self.wrong.append(sentence)

    def _sources(self, session: Session) -> None:
        states = {s.name: s for s in session.exec(select(SourceState))}
        for feed in self.story.feeds:
            state = states.get(feed.name)
            worked = state is not None and state.last_worked_at is not None and state.failures == 0
            self._must(worked, f"信源“{feed.name}”未能正常采集")

    def _items(self, session: Session) -> None:
        stored = {i.external_id.removeprefix(MARK): i for i in session.exec(select(ItemRecord))}
        for entry in self.story.entries:
            row = stored.pop(entry.id, None)
            if row is None:
                self._must(False, f"条目 {entry.id} 没有入库")
                continue
            title, text = self.story.told(entry)
            whole = title == row.raw_title and text in row.raw_text
            self._must(whole, f"条目 {entry.id} 的文字与发布时不同")
            at = self.story.moment(entry.at)
            self._must(row.published_at == at, f"条目 {entry.id} 的发布时间不对")
        self._must(not stored, f"多出条目：{'、'.join(stored)}")
        replied = sum(bool(e.reply) for e in self.story.entries)
        answered = _count(session, WorkOrder.id, col(WorkOrder.replied_at).is_not(None))
        self._must(answered == replied, f"有答复的工单应为 {replied} 件，实为 {answered} 件")

    def _tale(self, session: Session, tale: str, expected: Expectation) -> CaseFile | None:
        case = case_of_tale(session, tale)
        if case is None:
            self._must(False, f"{tale} 没有形成案件")
            return None
        self._must(
            case.state == expected.state,
            f"{case.number}（{tale}）状态应为 {expected.state}，实为 {case.state}",
        )
        self._must(
            case.severity == expected.severity,
            f"{case.number}（{tale}）级别应为 {expected.severity}，实为 {case.severity}",
        )
        verified = expected.verification in (None, case.verification)
        self._must(
            verified, f"{case.number}（{tale}）核实状态应为 {expected.verification}，实为 {case.verification}"
        )
        rows = session.exec(select(Deadline).where(Deadline.case_id == case.id)).all()
        self._endings(case, tale, expected, judge_deadlines(rows, self.desk.now()))
        return case

    def _endings(self, case: CaseFile, tale: str, expected: Expectation, views: list[DeadlineView]) -> None:
        live = [v for v in views if v.counts and v.row.public]
        for kind in sorted({v.row.kind for v in live} | set(expected.deadlines)):
            mine = [v for v in live if v.row.kind == kind]
            seen, wanted = "、".join(v.state for v in mine) or "无", expected.deadlines.get(kind, "无")
            self._must(
                seen == wanted, f"{case.number}（{tale}）{KIND_LABELS[kind]}应为 {wanted}，实为 {seen}"
            )
        if expected.occurred_at:
            self._press_conference(case, self.story.moment(expected.occurred_at), live)

    def _press_conference(self, case: CaseFile, occurred: datetime, live: list[DeadlineView]) -> None:
        """五(四): at the latest 24 hours after it happened."""
        mine = [v.row for v in live if v.row.kind == "press_conference"]
        right = [r for r in mine if r.start_evidence == "occurrence" and r.due_at == occurred + _DAY]
        self._must(bool(right), f"{case.number} 的新闻发布会时限不是事发后24小时")

    def _reprints(self, session: Session) -> None:
        rows = session.exec(
            select(ItemRecord).where(
                col(ItemRecord.external_id).startswith(f"{MARK}heat-"),
                ItemRecord.source_kind != "official_site",
            )
        ).all()
        self._must(len({r.event_id for r in rows}) == 1, "同一报道的转载没有归为一件")
        copies = sum(r.duplicate_of is not None for r in rows)
        self._must(copies == len(rows) - 1, f"十篇同文中应认出九篇转载，实为 {copies} 篇")

    def _messages(self, session: Session) -> None:
        # What was taken into another message goes out as a part of it.
        rows = [m for m in session.exec(select(Message)).all() if m.state != "merged"]
        unsent = [m.id for m in rows if m.state != "sent"]
        self._must(not unsent, f"{len(unsent)} 条消息没有送达：{unsent[:5]}")
        got = Counter((m.person, _number(m.body)) for m in self.receiver.got)
        bodies = "\n".join(m.body for m in self.receiver.got)
        lost = [m.id for m in rows if f"编号 {m.id}" not in bodies]
        self._must(not lost, f"接收端没有收到发件箱称已送达的消息：{lost[:5]}")
        twice = [number for (_, number), n in got.items() if n > 1]
        self._must(not twice, f"有消息送达不止一次：{twice[:5]}")
        marked = [m.title for m in self.receiver.got if REPEATED in m.body]
        self._must(not marked, "有消息注明“可能重复”")
        told = Counter(session.exec(select(MessageStep.person, MessageStep.step_id)))
        self._must(max(told.values(), default=1) == 1, "有人就同一步骤被告知不止一次")


def _number(body: str) -> int:
    """The message's own number: it begins the last line, where those that were taken into it may follow."""
    found = _MARK.findall(body)
    return int(found[-1]) if found else 0
