"""What follows from an attempt to send: sent, tried again, over the next channel, passed on to somebody else, given up."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import col, select

from monitor.classify.result import GRAVE
from monitor.notify.message import OutMessage, Receipt
from monitor.notify.redact import redact
from monitor.sla.roster_file import Person
from monitor.steps.act_rows import sha
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Work
from monitor.steps.duty import roster_of
from monitor.steps.letters import lines_of
from monitor.steps.merging import parts_of
from monitor.steps.post_box import put_message
from monitor.steps.timing import time_delivery
from monitor.store.duty_tables import MessageAttempt
from monitor.store.tables import Message, MessageStep


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: over which address, what went out, what came of it, and how many addresses the person has."""

    url: str
    out: OutMessage
    receipt: Receipt
    routes: int


def keep_attempt(work: Work, row: Message, attempt: Attempt) -> bool:
    """Record a try and move the message on; True when the next channel is to be tried at once.

    A failure is tried again, then over the next channel, then others are told.
    """
    hops = row.hops
    receipt = attempt.receipt
    _keep_row(work, row, attempt)
    row.attempts += 1
    row.answer, row.lease_until = receipt.answer[:2000], None
    row.uncertain = row.uncertain or (receipt.uncertain and not receipt.ok)
    if receipt.ok:
        row.state, row.sent_at = "sent", work.now
        clear_alarm(work, f"stuck:{row.id}")
        time_delivery(work, row)
        work.audit(
            "message.sent",
            f"message/{row.id}",
            person=row.person,
            channel=row.channel,
            attempts=row.attempts,
            body_sha256=sha(attempt.out.text),
        )
    else:
        _after_failure(work, row, attempt)
    work.tx.session.add(row)
    return row.state == "retry" and row.hops > hops and row.next_attempt_at <= work.now


def _keep_row(work: Work, row: Message, attempt: Attempt) -> None:
    receipt = attempt.receipt
    work.tx.session.add(
        MessageAttempt(
            office_id=work.office_id,
            message_id=row.id,
            channel=redact(attempt.url),
            at=work.now,
            ok=receipt.ok,
            permanent=receipt.permanent,
            uncertain=receipt.uncertain,
            answer=receipt.answer[:2000],
            milliseconds=round(receipt.seconds * 1000),
            posts=receipt.posts,
            body_sha256=sha(attempt.out.text),
        )
    )
    work.tx.session.flush()


def _after_failure(work: Work, row: Message, attempt: Attempt) -> None:
    receipt = attempt.receipt
    work.audit(
        "message.failed",
        f"message/{row.id}",
        channel=row.channel,
        attempts=row.attempts,
        permanent=receipt.permanent,
    )
    if receipt.wait_seconds:
        row.state, row.held_for = "retry", "rate"
        row.next_attempt_at = work.now + timedelta(seconds=receipt.wait_seconds)
        return
    row.tries_here += 1
    if not receipt.permanent and row.tries_here < _tries(work, row, attempt):
        _again(work, row)
        return
    if _refused_everywhere(work, row, attempt) or _too_old(work, row):
        _give_up(work, row)
        return
    row.hops, row.tries_here = row.hops + 1, 0
    row.channel = (row.channel + 1) % attempt.routes
    if row.hops < attempt.routes:
        row.state, row.next_attempt_at = "retry", work.now
        return
    _stuck(work, row)
    _again(work, row)


def _tries(work: Work, row: Message, attempt: Attempt) -> int:
    """How often one channel is tried: a grave message goes round all channels once before it waits for any."""
    if row.severity in GRAVE and row.hops < attempt.routes - 1:
        return 1
    return work.book.delivery.retry.tries


def _again(work: Work, row: Message) -> None:
    row.state, row.next_attempt_at = "retry", work.now + _backoff(work, row.attempts)


def _backoff(work: Work, attempts: int) -> timedelta:
    """The first pause, doubled each time up to the longest, with up to a fifth of jitter so that retries do not come in
    step."""
    rules = work.book.delivery.retry
    span: timedelta = min(rules.first * 2 ** min(attempts - 1, 20), rules.longest)
    return span * (1 + random.random() / 5)


def _refused_everywhere(work: Work, row: Message, attempt: Attempt) -> bool:
    """Whether the last try over each of the person's channels was refused for good."""
    if not attempt.receipt.permanent:
        return False
    query = select(MessageAttempt.permanent).where(MessageAttempt.message_id == row.id)
    last = work.tx.session.exec(query.order_by(col(MessageAttempt.id).desc()).limit(attempt.routes)).all()
    return len(last) >= attempt.routes and all(last)


def _too_old(work: Work, row: Message) -> bool:
    return work.now - row.created_at >= work.book.delivery.retry.give_up_after


def no_route(work: Work, row: Message) -> None:
    """A message for somebody who has no channel, or no place in the roster any more."""
    row.attempts += 1
    row.answer = "该人员没有可用的通知渠道"
    work.audit("message.failed", f"message/{row.id}", attempts=row.attempts, permanent=True)
    _give_up(work, row)
    work.tx.session.add(row)


def _give_up(work: Work, row: Message) -> None:
    """Dead: an alarm says so, and somebody else is told what could not be told here."""
    row.state = "dead"
    clear_alarm(work, f"stuck:{row.id}")
    work.audit("message.dead", f"message/{row.id}", person=row.person)
    text = f"编号 {row.id} 的消息未能送达 {row.person}：{row.answer[:80]}"
    raise_alarm(work, f"dead:{row.id}", "message_dead", text, but=[row.person], tell=row.kind != "alarm")
    _pass_on(work, row)


def _stuck(work: Work, row: Message) -> None:
    """Every channel was tried in vain: others are told now, and the trying goes on."""
    if row.passed_on_at is not None:
        return
    work.audit("message.stuck", f"message/{row.id}", person=row.person, attempts=row.attempts)
    text = f"编号 {row.id} 的消息暂未送达 {row.person}，继续重试：{row.answer[:80]}"
    raise_alarm(work, f"stuck:{row.id}", "message_stuck", text, but=[row.person], tell=row.kind != "alarm")
    _pass_on(work, row)


def _pass_on(work: Work, row: Message) -> None:
    """Tell others on duty what could not be told to the one it was meant for, once."""
    if row.kind != "alert" or row.passed_on_at is not None or not row.content.get("lines"):
        return
    row.passed_on_at = work.now
    remark = f"原发{row.person}，未能送达"
    lines = [replace(line, detail="、".join(filter(None, (line.detail, remark)))) for line in lines_of(row)]
    steps = _steps_of(work, row)
    for person in _others(work, row):
        known = {s for s in steps if work.tx.session.get(MessageStep, (person.id, s)) is not None}
        if steps and known == set(steps):
            continue  # they were told of all of it themselves
        message = put_message(
            work, person.id, "alert", f"passed:{row.id}:{person.id}", lines=lines, severity=row.severity
        )
        for step in sorted(set(steps) - known):
            work.tx.session.add(
                MessageStep(person=person.id, step_id=step, message_id=message.id, case_id=steps[step])
            )
        work.audit("message.passed_on", f"message/{message.id}", person=person.id, old=row.id)


def _steps_of(work: Work, row: Message) -> dict[int, int]:
    """The rungs that a message tells of, each with its case."""
    query = select(MessageStep).where(col(MessageStep.message_id).in_(parts_of(row)))
    return {link.step_id: link.case_id for link in work.tx.session.exec(query)}


def _others(work: Work, row: Message) -> list[Person]:
    """Those on duty in the same role, else the next role up, the one it was meant for left out."""
    roster = roster_of(work)
    person = roster.person(row.person)
    role = person.role if person else "officer"
    found = [p for p in roster.recipients(role, work.now).people if p.id != row.person]
    if not found:
        leader = roster.leader_in_charge(work.now)
        found = [leader] if leader and leader.channels and leader.id != row.person else []
    return found
