"""What follows from an attempt to send: sent, tried again, over the next channel, passed on to somebody else, given up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import col, select

from monitor.notify.message import OutMessage, Receipt
from monitor.notify.redact import redact
from monitor.sla.roster_file import Person
from monitor.steps.act_rows import sha
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.as_it_stands import as_they_stand
from monitor.steps.circuits import key_of
from monitor.steps.desk import Work
from monitor.steps.duty import roster_of
from monitor.steps.letters import lines_of
from monitor.steps.merging import parts_of
from monitor.steps.post_box import put_message, rings
from monitor.steps.timing import time_delivery
from monitor.store.duty_tables import MessageAttempt
from monitor.store.tables import Message, MessageStep

_UNSENT = ("pending", "retry", "sending")
_LONG_WAIT_SECONDS = 60.0
_RESTING = "通知渠道暂停使用，尚未发出"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: over which address, what went out, what came of it, which addresses the person has, and whether the
    message was still under the lease under which it was sent (``held``)."""

    url: str
    out: OutMessage
    receipt: Receipt
    routes: tuple[str, ...]
    held: bool = True


def keep_attempt(work: Work, row: Message, attempt: Attempt) -> bool:
    """Record a try and move the message on; True when the next channel is to be tried at once.

    A failure is tried again, then over the next channel, then others are told. Where the lease ran out meanwhile
    another process has the message: of this try only a success counts.
    """
    hops = row.hops
    receipt = attempt.receipt
    _keep_row(work, row, attempt)
    row.attempts += 1
    row.uncertain = row.uncertain or (receipt.uncertain and not receipt.ok)
    if not attempt.held and not (receipt.ok and row.state in _UNSENT):
        work.audit("message.lease_lost", f"message/{row.id}", ok=receipt.ok)
        work.tx.session.add(row)
        return False
    row.answer, row.lease_until = receipt.answer[:2000], None
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
    _note_refusal(row, attempt)
    row.tries_here += 1
    if not receipt.permanent and row.tries_here < _tries(work, row, attempt):
        _again(work, row, receipt)
        return
    if _refused_everywhere(row, attempt) or _too_old(work, row):
        _give_up(work, row)
        return
    row.hops, row.tries_here = row.hops + 1, 0
    row.channel = (row.channel + 1) % len(attempt.routes)
    if row.hops < len(attempt.routes):
        row.state, row.next_attempt_at = "retry", work.now
        return
    _stuck(work, row)
    _again(work, row, receipt)


def _tries(work: Work, row: Message, attempt: Attempt) -> int:
    """How often one channel is tried: a grave message goes round all channels once before it waits for any, and others
    hear of it at once when the last of them wants to be left alone."""
    grave = rings(row)
    if grave and (row.hops < len(attempt.routes) - 1 or attempt.receipt.wait_seconds > _LONG_WAIT_SECONDS):
        return 1
    return work.book.delivery.retry.tries


def _again(work: Work, row: Message, receipt: Receipt) -> None:
    row.state = "retry"
    if receipt.wait_seconds:
        row.held_for = "rate"
        row.next_attempt_at = work.now + timedelta(seconds=receipt.wait_seconds)
    else:
        row.next_attempt_at = work.now + _backoff(work, row.attempts)


def _backoff(work: Work, attempts: int) -> timedelta:
    """The first pause, doubled each time up to the longest, with up to a fifth of jitter so that retries do not come in
    step."""
    rules = work.book.delivery.retry
    span: timedelta = min(rules.first * 2 ** min(attempts - 1, 20), rules.longest)
    return span * (1 + random.random() / 5)


def _note_refusal(row: Message, attempt: Attempt) -> None:
    """Keep which addresses refused the message for good since it was (re)sent; one that only failed did not."""
    key = key_of(attempt.url)
    refused = [k for k in refused_by(row) if k != key]
    row.content = {**row.content, "refused": [*refused, key] if attempt.receipt.permanent else refused}


def refused_by(row: Message) -> Sequence[str]:
    """The keys of the addresses that refused a message for good."""
    refused: Sequence[str] = row.content.get("refused", ())
    return refused


def _refused_everywhere(row: Message, attempt: Attempt) -> bool:
    """Whether each of the person's addresses refused it for good; one that rests has not been asked."""
    return {key_of(url) for url in attempt.routes} <= set(refused_by(row))


def _too_old(work: Work, row: Message) -> bool:
    resent: str | None = row.content.get("resent_at")
    since = datetime.fromisoformat(resent) if resent else row.created_at
    return work.now - since >= work.book.delivery.retry.give_up_after


def wait_for_channel(work: Work, row: Message, until: datetime, why: str) -> None:
    """No address of the person may be used before ``until``: others are told when that is long, and after a day it is
    given up, also where other messages did all the trying.

    A wait of up to a minute is the common one for a vendor's rate and tells nobody; a grave message tells others at the
    first longer one, any other when it is put off again.
    """
    again = row.held_for in ("circuit", "rate")
    row.state, row.lease_until = "retry" if row.state == "sending" else row.state, None
    row.next_attempt_at, row.held_for = until, why
    work.tx.session.add(row)
    if _too_old(work, row):
        row.answer = row.answer or _RESTING
        _give_up(work, row)
    elif (why == "circuit" or until - work.now > timedelta(seconds=_LONG_WAIT_SECONDS)) and (
        again or rings(row)
    ):
        _stuck(work, row)


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
    text = f"编号 {row.id} 的消息未能送达 {_who(work, row)}：{row.answer[:80]}"
    _raise(work, row, "dead", "message_dead", text)
    _pass_on(work, row)


def _stuck(work: Work, row: Message) -> None:
    """Every channel was tried in vain: others are told now, and the trying goes on."""
    if row.passed_on_at is not None:
        return
    work.audit("message.stuck", f"message/{row.id}", person=row.person, attempts=row.attempts)
    text = f"编号 {row.id} 的消息暂未送达 {_who(work, row)}，继续重试：{row.answer[:80] or _RESTING}"
    _raise(work, row, "stuck", "message_stuck", text)
    _pass_on(work, row)


def _raise(work: Work, row: Message, sort: str, kind: str, text: str) -> None:
    """An alarm about a message goes to others, with the number at which its receiver can be told."""
    raise_alarm(
        work,
        f"{sort}:{row.id}",
        kind,
        text,
        but=[row.person],
        tell=row.kind != "alarm",
        call=roster_of(work).person(row.person),
    )


def _pass_on(work: Work, row: Message) -> None:
    """Tell others on duty what could not be told to the one it was meant for, once."""
    if row.kind != "alert" or row.passed_on_at is not None or not row.content.get("lines"):
        return
    row.passed_on_at = work.now
    remark = f"原发{_who(work, row)}，未能送达"
    known_now = as_they_stand(work, row, lines_of(row))
    lines = [replace(line, detail="、".join(filter(None, (line.detail, remark)))) for line in known_now]
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


def _who(work: Work, row: Message) -> str:
    """The name by which the office knows whom a message was for."""
    person = roster_of(work).person(row.person)
    return person.name if person else row.person


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
