"""Policy watch: suggest an interpretation when confusion grows or a planned day comes, once, and remind until one is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from monitor.classify.policies.watch_list import Policy, Stage
from monitor.events.policy_opinion import Confusion, PolicyVoice, confusion_now
from monitor.rulebook import RuleBook
from monitor.sla.interpretation import (
    Told,
    answers,
    begins,
    counts_from,
    due_stages,
    ends,
    may_ask,
    told_spans,
)
from monitor.steps.act_rows import sha_of
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.policies_told import tell
from monitor.store import policy_view as view
from monitor.store.interpreting_figures import Listed
from monitor.store.policy_tables import PolicyInterpretation, PolicyPrompt

CONFUSION, STAGE = "confusion", "stage"


@dataclass(frozen=True, slots=True)
class History:
    """What was asked for and what was interpreted of one policy."""

    prompts: Sequence[PolicyPrompt] = ()
    interpretations: Sequence[PolicyInterpretation] = ()
    dismissed: Mapping[int, datetime] = field(default_factory=dict)
    """When prompts that wait again had been said to need none, as it stood at the moment of this history."""

    @property
    def told(self) -> list[Told]:
        return [Told(p.since_at, p.closed_at) for p in self.prompts if p.kind == CONFUSION]

    def closed_at(self, prompt: PolicyPrompt) -> datetime | None:
        """When a prompt was closed by what stood at the moment of this history, whatever has been revoked or recorded since."""
        closing = [i.recorded_at for i in self.interpretations if answered_by(prompt, i)]
        if prompt.state == "dismissed" and prompt.closed_at is not None:
            closing.append(prompt.closed_at)
        if prompt.id in self.dismissed:
            closing.append(self.dismissed[prompt.id])
        return min(closing, default=None)

    @property
    def stages(self) -> set[str]:
        """Stages that were told of, or interpreted before anybody was told."""
        return {p.stage for p in self.prompts if p.stage} | {i.stage for i in self.interpretations if i.stage}

    @property
    def since(self) -> datetime | None:
        return counts_from((i.published_at for i in self.interpretations), self.told)


def answered_by(prompt: PolicyPrompt, row: PolicyInterpretation) -> bool:
    """Whether an interpretation is what a prompt asks for."""
    return answers(row.published_at, row.stage, to_stage=prompt.stage, since=prompt.since_at)


def histories(session: Session, office_id: str, *, before: datetime | None = None) -> dict[str, History]:
    """The history of each policy that has one, with the interpretations that stand, or stood just before a moment."""
    prompts: dict[str, list[PolicyPrompt]] = {}
    for prompt in view.prompts_of(session, office_id):
        prompts.setdefault(prompt.policy, []).append(prompt)
    done: dict[str, list[PolicyInterpretation]] = {}
    for row in view.interpretations_of(session, office_id, before=before):
        done.setdefault(row.policy, []).append(row)
    dismissed = {
        r.prompt_id: r.dismissed_at
        for r in (view.reopenings_of(session, office_id) if before is not None else ())
        if before is not None and r.dismissed_at < before <= r.recorded_at
    }
    return {p: History(prompts.get(p, ()), done.get(p, ()), dismissed) for p in {*prompts, *done}}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be asked for: of which policy, for what."""

    policy: Policy
    confusion: Confusion | None = None
    stage: Stage | None = None


def look_after_policies(desk: Desk) -> int:
    """Raise prompts that are due and remind of those that stand open; returns how many messages' worth of prompts were told.

    Asked every few seconds: it reads first, and takes the one writing turn only when there is something to tell.
    """
    now, office_id = desk.now(), desk.database.office_id
    if not desk.book.policies.policies and not _any_open(desk):
        return 0
    with desk.database.read() as session:
        known = histories(session, office_id)
        found = wanted(session, desk.book, known, now)
        waiting = any(p.state == "open" and p.next_at <= now for h in known.values() for p in h.prompts)
    if not found and not waiting:
        return 0
    with desk.database.write() as tx:
        take_turn(tx)
        work = Work(tx, desk.book, desk.now(), touch_key=desk.touch_key)
        # Another process may have been quicker: what is wanted is found again under the turn.
        known = histories(tx.session, work.office_id)
        raised = [
            _raise(work, w, known.get(w.policy.id, History()))
            for w in wanted(tx.session, work.book, known, work.now)
        ]
        again = [
            _remind(work, p)
            for h in known.values()
            for p in h.prompts
            if p.state == "open" and p.next_at <= work.now
        ]
        tx.session.flush()
        tell(work, [*raised, *again])
        return len(raised) + len(again)


def _any_open(desk: Desk) -> bool:
    with desk.database.read() as session:
        return bool(view.prompts_of(session, desk.database.office_id, state="open"))


def wanted(session: Session, book: RuleBook, known: dict[str, History], now: datetime) -> list[_Wanted]:
    """What is to be asked for now: policies whose confusion has grown, then planned days."""
    config, office_id = book.policies, book.office.id
    rules, citizens = config.watch, config.confusion.voices
    counts = view.confused_counts(session, office_id, now - rules.window, citizens)
    out = []
    for policy in config.policies:
        history = known.get(policy.id, History())
        if counts.get(policy.id, 0) >= rules.at_least and may_ask(history.told, now, rules):
            found = measure(session, book, policy, history, now)
            out += [_Wanted(policy, confusion=found)] if found.grown else []
        out += [_Wanted(policy, stage=s) for s in due_stages(policy, history.stages, now, rules)]
    return out


def measure(session: Session, book: RuleBook, policy: Policy, history: History, now: datetime) -> Confusion:
    """How much of a policy is not understood now, against its own rhythm."""
    rules = book.policies.watch
    voices = voices_of(session, book, policy.id, now - rules.window - rules.rhythm)
    aside = told_spans(history.told, now)
    return confusion_now(voices, now, rules, since=history.since, set_aside=aside)


def voices_of(session: Session, book: RuleBook, policy: str, since: datetime) -> list[PolicyVoice]:
    """Who speaks of a policy since a moment."""
    return view.voices_of(session, book.office.id, policy, since, citizens=book.policies.confusion.voices)


def _raise(work: Work, asked: _Wanted, history: History) -> PolicyPrompt:
    """Keep a prompt with its grounds: numbers and the items, never their texts."""
    confusion, stage, rules = asked.confusion, asked.stage, work.book.policies.watch
    earlier = sum(p.kind == CONFUSION for p in history.prompts)
    grounds = confusion.to_json() if confusion else {"day": stage.day.isoformat() if stage else ""}
    row = PolicyPrompt(
        office_id=work.office_id,
        policy=asked.policy.id,
        key=f"{STAGE}:{stage.id}" if stage else f"{CONFUSION}:{earlier + 1}",
        kind=STAGE if stage else CONFUSION,
        stage=stage.id if stage else "",
        grounds=grounds | {"reasons": list(confusion.reasons(rules)) if confusion else []},
        since_at=confusion.span[0] if confusion else begins(stage) - _EARLY if stage else work.now,
        raised_at=work.now,
        next_at=work.now + rules.remind,
        due_at=_due(work, stage),
    )
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit(
        "policy.prompted",
        f"policy_prompt/{row.id}",
        policy=row.policy,
        kind=row.kind,
        stage=row.stage or None,
        confused=len(confusion.confused) if confusion else None,
        people=confusion.people if confusion else None,
        grounds_sha256=sha_of(row.grounds),
    )
    return row


_EARLY = timedelta(days=7)
"""An interpretation so long before its planned day still is that stage's."""


def _due(work: Work, stage: Stage | None) -> datetime | None:
    """By when it is to be published, by the office's measure of today; it moves no more when the measure is edited."""
    within = work.book.policies.watch.interpret_within
    if stage is not None:
        return ends(stage)
    return None if within is None else work.now + within


def _remind(work: Work, prompt: PolicyPrompt) -> PolicyPrompt:
    """Nobody has interpreted yet: once more. It is the office's own reminder and no deadline passes by it."""
    prompt.reminders += 1
    prompt.next_at = work.now + work.book.policies.watch.remind
    work.tx.session.add(prompt)
    work.audit("policy.reminded", f"policy_prompt/{prompt.id}", policy=prompt.policy, count=prompt.reminders)
    return prompt


def open_prompts(prompts: Iterable[PolicyPrompt]) -> list[PolicyPrompt]:
    return [p for p in prompts if p.state == "open"]


def listed(book: RuleBook) -> Listed:
    """What the watch list says for the index of interpreting."""
    policies = book.policies.policies
    planned = {(p.id, s.id): ends(s) for p in policies for s in p.stages}
    return Listed({p.id: p.lead for p in policies}, planned)
