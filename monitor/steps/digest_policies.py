"""The policy watch in a digest: followed policies of which something is due, growing or explained, as they stood at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from monitor.classify.policies.watch_list import FORM_LABELS, Policy
from monitor.clock import local_text
from monitor.events.policy_course import effect_of
from monitor.events.policy_opinion import confusion_now, people_of
from monitor.reports.digest import PolicyLine
from monitor.rulebook import RuleBook
from monitor.sla.interpretation import Told, begins, counts_from, told_spans
from monitor.steps.policies import CONFUSION, History, histories, voices_of
from monitor.steps.policy_questions import questions_now
from monitor.store.digest_view import Period
from monitor.store.policy_tables import PolicyInterpretation, PolicyPrompt
from monitor.text.mask import mask

_AHEAD = timedelta(days=7)
"""Planned days so near are named."""
_QUESTIONS, _LONGEST = 3, 30


def policy_lines(session: Session, book: RuleBook, period: Period) -> tuple[PolicyLine, ...]:
    """The policies with something to say: what waits first, then what is least understood.

    One that waits for nothing, grows not and was not explained is left out: the section is for what asks for an act.
    """
    known = histories(session, period.office_id, before=period.end)
    lines = [_line(session, book, p, known.get(p.id, History()), period) for p in book.policies.policies]
    told = (line for line in lines if line is not None)
    return tuple(sorted(told, key=lambda x: (not x.waiting, -x.confused, -x.items, x.code)))


def _line(
    session: Session, book: RuleBook, policy: Policy, history: History, period: Period
) -> PolicyLine | None:
    as_of, rules = period.end, book.policies.watch
    history = _known_by(history, as_of)
    closed = {p.id: _closed_by(history, p, as_of) for p in history.prompts}
    waiting = [p for p in history.prompts if closed[p.id] is None]
    published = [i for i in history.interpretations if i.recorded_at >= period.start]
    voices = [
        v for v in voices_of(session, book, policy.id, as_of - rules.window - rules.rhythm) if v.at < as_of
    ]
    here = [v for v in voices if v.at >= period.start]
    confused = [v for v in here if v.shows]
    told = [Told(p.since_at, closed[p.id]) for p in history.prompts if p.kind == CONFUSION]
    since = counts_from((i.published_at for i in history.interpretations), told)
    grown = confusion_now(voices, as_of, rules, since=since, set_aside=told_spans(told, as_of)).grown
    coming = _coming(policy, history, as_of)
    if not (waiting or published or grown or coming):
        return None
    asked = questions_now(session, book, policy, period.start, until=as_of) if confused else ()
    return PolicyLine(
        code=policy.id,
        title=policy.title,
        number=policy.number,
        lead=policy.lead,
        items=len(here),
        confused=len(confused),
        people=people_of(confused),
        waiting=tuple(_waiting(policy, p) for p in waiting),
        questions=tuple(f"“{mask(q.sentence)[:_LONGEST]}”（{q.people}人）" for q in asked[:_QUESTIONS]),
        interpreted=tuple(_interpreted(session, book, i, as_of) for i in published),
        coming=coming,
    )


def _known_by(history: History, as_of: datetime) -> History:
    """What was asked for by a moment: a digest made anew says what it said on its day."""
    return replace(history, prompts=[p for p in history.prompts if p.raised_at < as_of])


def _closed_by(history: History, prompt: PolicyPrompt, as_of: datetime) -> datetime | None:
    """When a prompt had been closed by the end of a digest; None where it waited then."""
    closed = history.closed_at(prompt)
    return closed if closed is not None and closed < as_of else None


def _waiting(policy: Policy, prompt: PolicyPrompt) -> str:
    since = f"{local_text(prompt.raised_at)}起待解读"
    if prompt.kind == CONFUSION:
        reasons = prompt.grounds.get("reasons", ())
        return f"{since}：{reasons[0]}" if reasons else since
    stage = policy.stage(prompt.stage)
    return f"{since}：解读节点 {stage.day.isoformat()} {stage.title}" if stage else since


def _interpreted(session: Session, book: RuleBook, row: PolicyInterpretation, as_of: datetime) -> str:
    rules = book.policies.watch
    voices = voices_of(session, book, row.policy, row.published_at - rules.effect)
    effect = effect_of((v for v in voices if v.at < as_of), row.published_at, as_of, rules)
    form = FORM_LABELS.get(row.form, row.form)
    return f"{local_text(row.published_at)}已解读（{form}，{row.publisher}）：{effect.words}"


def _coming(policy: Policy, history: History, as_of: datetime) -> str:
    stages = [s for s in policy.stages if s.id not in history.stages and as_of <= begins(s) < as_of + _AHEAD]
    return "；".join(f"{s.day.isoformat()} 计划解读：{s.title}" for s in stages)
