"""A case as the outside sees it: the JSON of `contract.md`, "Cases", for the command line, the API and the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from monitor.clock import rfc3339, rfc3339_or_none
from monitor.errors import NotFound
from monitor.ids import typed_id
from monitor.rulebook import RuleBook
from monitor.sla.deadlines import counting, present_state
from monitor.sla.milestones import breaches
from monitor.sla.rules import KINDS
from monitor.sla.toll_words import toll_line
from monitor.store.clock_view import evidence_of, target_json, targets_of
from monitor.store.duty_tables import MessageSettlement
from monitor.store.outbox_view import settlements_of
from monitor.store.tables import (
    CaseAct,
    CaseFile,
    Deadline,
    DutyTask,
    LadderStep,
    Message,
    MessageStep,
)
from monitor.text.mask import mask

_FREE_TEXTS = frozenset(
    [
        "reason",
        "note",
        "basis",
        "evidence",
        "conclusion",
        "participants",
        "words",
        "second_words",
        "told_words",
        "channel",
        "published_by",
        "text",
    ]
)


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline with what only the whole case and the present moment tell: does it count, where does it stand now."""

    row: Deadline
    counts: bool
    state: str

    @property
    def rank(self) -> tuple[bool, int, bool, bool, datetime, int]:
        """Live ones before superseded; kinds in the rule's order; the counting one first within its kind."""
        kind = KINDS.index(self.row.kind) if self.row.kind in KINDS else len(KINDS)
        row = self.row
        return (row.state == "superseded", kind, not self.counts, not row.public, row.due_at, row.id)

    def to_json(self) -> dict[str, Any]:
        row = self.row
        return {
            "id": row.id,
            "kind": row.kind,
            "start_at": rfc3339(row.start_at),
            "start_evidence": row.start_evidence,
            "due_at": rfc3339(row.due_at),
            "state": self.state,
            "settled_at": rfc3339_or_none(row.settled_at),
            "rule": row.rule,
            "rule_version": row.rule_version,
            "basis": row.basis,
            "counts": self.counts,
            "public": row.public,
            "time_pending": row.time_pending,
            "past_at_cause": row.past_at_cause,
            "upgrade_to_release_s": self.upgrade_seconds,
            "severity": row.severity,
            "legal": row.legal,
            "counts_by": row.counts,
            "cause": row.cause,
            "cause_at": rfc3339_or_none(row.cause_at),
            "stage": row.stage,
            "receiver": row.receiver,
            "mode": row.mode,
        }

    @property
    def upgrade_seconds(self) -> int | None:
        """Where its time was over before its cause arose (升级时已过): from the cause to the release."""
        row = self.row
        if not row.past_at_cause or row.cause_at is None or row.settled_at is None:
            return None
        return max(0, int((row.settled_at - row.cause_at).total_seconds()))


def judge_deadlines(rows: Iterable[Deadline], now: datetime) -> list[DeadlineView]:
    """The deadlines of one case in their order of show, each with its present state."""
    by_rule: dict[str, list[Deadline]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r.id):
        by_rule[row.rule].append(row)
    views = []
    for group in by_rule.values():
        chosen = counting(group)
        for row in group:
            firm = breaches(row.kind, public=row.public) and not row.time_pending
            state = present_state(row.state, row.due_at, now, breaches=firm)
            views.append(DeadlineView(row, chosen is not None and row.id == chosen.id, state))
    return sorted(views, key=lambda v: v.rank)


def counting_starts(views: Iterable[DeadlineView]) -> dict[str, int]:
    """For each rule the clock start of the deadline that counts."""
    return {v.row.rule: v.row.clock_start_id for v in views if v.counts}


def case_json(session: Session, case: CaseFile, now: datetime, book: RuleBook) -> dict[str, Any]:
    """One case whole: values, deadlines, timeline, clock starts, tasks and messages; free texts are masked."""
    views = judge_deadlines(deadlines_of(session, case.id), now)
    return case_head(case) | {
        "deadlines": [d.to_json() for d in views],
        "timeline": [act_json(a) for a in acts_of(session, case.id)],
        "starts": [e.to_json() for e in evidence_of(session, case, book, counting_starts(views))],
        "targets": [target_json(t) for t in targets_of(session, case.id)],
        "tasks": [task_json(t) for t in tasks_of(session, case.id)],
        "messages": _messages_json(session, messages_of(session, case.id)),
    }


def case_head(case: CaseFile) -> dict[str, Any]:
    """The values of a case without its history."""
    return {
        "case": case.id,
        "number": case.number,
        "title": mask(case.title),
        "state": case.state,
        "severity": case.severity,
        "severity_provisional": case.severity_provisional,
        "verification": case.verification,
        "emergency": case.emergency,
        "organ": case.organ,
        "lead_organ": case.lead_organ,
        "co_organs": list(case.co_organs),
        "category": case.category,
        "disposition": case.disposition,
        "disposition_confirmed": case.disposition_confirmed,
        "focus": case.focus,
        "regions": list(case.regions),
        "flags": list(case.flags),
        "deaths_official": case.deaths_official,
        "deaths_highest": case.deaths_highest,
        "tolls": case.tolls,
        "toll_line": toll_line(case.tolls),
        "item": case.item_id,
        "event": case.event_id,
        "opened_by_rule": case.opened_by_rule,
        "rule_version": case.rule_version,
        "merged_into": case.merged_into,
        "split_from": case.split_from,
        "proposed_at": rfc3339(case.proposed_at),
        "opened_at": rfc3339_or_none(case.opened_at),
        "closed_at": rfc3339_or_none(case.closed_at),
        "acknowledged_at": rfc3339_or_none(case.acknowledged_at),
        "acknowledged_by": case.acknowledged_by,
    }


def act_json(act: CaseAct) -> dict[str, Any]:
    """One act of the timeline, with the time it happened and the time it was recorded."""
    return {
        "id": act.id,
        "act": act.act,
        "actor": act.actor,
        "happened_at": rfc3339(act.happened_at),
        "recorded_at": rfc3339(act.recorded_at),
        "body": masked_body(act.body),
        "second": act.second,
        "second_state": act.second_state,
        "second_due_at": rfc3339_or_none(act.second_due_at),
        "countersigned_at": rfc3339_or_none(act.countersigned_at),
    }


def masked_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """An act's body with its free texts masked; codes, times, addresses and hashes stay as they are."""
    return {k: mask(v) if k in _FREE_TEXTS and isinstance(v, str) else v for k, v in body.items()}


def task_json(task: DutyTask) -> dict[str, Any]:
    return {
        "id": task.id,
        "kind": task.kind,
        "about": task.about,
        "text": mask(task.text),
        "state": task.state,
        "created_at": rfc3339(task.created_at),
        "due_at": rfc3339(task.due_at),
        "closed_at": rfc3339_or_none(task.closed_at),
        "closed_by": task.closed_by,
        "record": masked_body(task.record),
    }


def _messages_json(session: Session, messages: Sequence[Message]) -> list[dict[str, Any]]:
    settled = settlements_of(session, [m.id for m in messages])
    return [message_json(m, settled.get(m.id)) for m in messages]


def message_json(message: Message, settled: MessageSettlement | None = None) -> dict[str, Any]:
    """A message; ``told_otherwise`` stands where it was given up and told another way."""
    told = {"told_otherwise": _settlement_json(settled)} if settled else {}
    return told | {
        "id": message.id,
        "person": message.person,
        "kind": message.kind,
        "title": mask(message.title),
        "state": message.state,
        "created_at": rfc3339(message.created_at),
        "true_due_at": rfc3339(message.true_due_at),
        "sent_at": rfc3339_or_none(message.sent_at),
        "attempts": message.attempts,
        "uncertain": message.uncertain,
        "answer": message.answer,
    }


def _settlement_json(settled: MessageSettlement) -> dict[str, Any]:
    return {
        "told": settled.told,
        "told_by": settled.told_by,
        "told_at": rfc3339(settled.told_at),
        "how": settled.how,
        "words": mask(settled.words),
        "recorded_by": settled.actor,
        "recorded_at": rfc3339(settled.recorded_at),
    }


def taken_in(session: Session, case_id: int) -> Sequence[CaseFile]:
    """The cases that were merged into one, as far as its page must lead to their records and concerns."""
    query = select(CaseFile).where(CaseFile.merged_into == case_id)
    return session.exec(query.order_by(col(CaseFile.id))).all()


def known_case(session: Session, office_id: str, ident: str) -> CaseFile:
    """A case by its id or its public number; a step that writes takes its turn first. Raises NotFound."""
    query = select(CaseFile).where(CaseFile.office_id == office_id)
    number = typed_id(ident)
    query = (
        query.where(CaseFile.id == number) if number is not None else query.where(CaseFile.number == ident)
    )
    found = session.exec(query).one_or_none()
    if found is None:
        raise NotFound(f"没有编号为 {ident:.40} 的案件")
    return found


def deadlines_of(session: Session, case_id: int) -> Sequence[Deadline]:
    return session.exec(select(Deadline).where(Deadline.case_id == case_id)).all()


def acts_of(session: Session, case_id: int) -> Sequence[CaseAct]:
    """Every act of a case in the order in which it was recorded."""
    return session.exec(select(CaseAct).where(CaseAct.case_id == case_id).order_by(col(CaseAct.id))).all()


def tasks_of(session: Session, case_id: int) -> Sequence[DutyTask]:
    return session.exec(select(DutyTask).where(DutyTask.case_id == case_id).order_by(col(DutyTask.id))).all()


def messages_of(session: Session, case_id: int) -> Sequence[Message]:
    """The messages that carried a rung of this case."""
    carried = select(MessageStep.message_id).where(MessageStep.case_id == case_id)
    return session.exec(select(Message).where(col(Message.id).in_(carried)).order_by(col(Message.id))).all()


def rungs_of(session: Session, case_id: int) -> Sequence[LadderStep]:
    """Every rung of a case, the earliest due first."""
    query = select(LadderStep).where(LadderStep.case_id == case_id)
    return session.exec(query.order_by(col(LadderStep.due_at), col(LadderStep.id))).all()
