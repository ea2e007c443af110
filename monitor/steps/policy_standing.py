"""How each followed policy stands at a moment: opinion, confusion, what is asked, what was asked for and what was interpreted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from monitor.classify.policies.watch_list import FORM_LABELS, Policy, Stage
from monitor.clock import SHANGHAI, rfc3339
from monitor.events.policy_course import Day, Effect, by_day, effect_of, mix_of
from monitor.events.policy_opinion import Confusion, PolicyVoice, confusion_now
from monitor.events.questions import Question
from monitor.rulebook import RuleBook
from monitor.sla.interpretation import begins, told_spans
from monitor.steps.policies import History, histories, open_prompts, voices_of
from monitor.steps.policy_questions import questions_now
from monitor.store import policy_view as view
from monitor.store.policy_tables import PolicyInterpretation, PolicyPrompt, PolicyReopening, PolicyRevocation
from monitor.text.mask import mask

DAYS = 14
_ASKED_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Interpreted:
    """An interpretation and what it has changed so far."""

    row: PolicyInterpretation
    effect: Effect
    page: view.PageMark | None = None

    @property
    def form(self) -> str:
        return FORM_LABELS.get(self.row.form, self.row.form)


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned day of interpretation: done, due, or to come."""

    stage: Stage
    state: str


@dataclass(frozen=True, slots=True)
class PolicyStanding:
    """One policy as it stands."""

    policy: Policy
    total: int
    now: Confusion
    prompts: Sequence[PolicyPrompt]
    interpretations: Sequence[PolicyInterpretation]
    stages: tuple[Planned, ...]
    recent: int
    """Items of the last :data:`DAYS` days."""

    @property
    def open(self) -> list[PolicyPrompt]:
        return open_prompts(self.prompts)

    @property
    def next_stage(self) -> Stage | None:
        """The next planned day that is not done."""
        left = (p.stage for p in self.stages if p.state != "done")
        return min(left, key=lambda s: s.day, default=None)

    @property
    def last(self) -> PolicyInterpretation | None:
        return self.interpretations[0] if self.interpretations else None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An interpretation that was recorded by mistake: who took it back, when and why."""

    row: PolicyInterpretation
    by: PolicyRevocation
    page: view.PageMark | None = None

    @property
    def form(self) -> str:
        return FORM_LABELS.get(self.row.form, self.row.form)


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """All that is shown of one policy."""

    standing: PolicyStanding
    days: tuple[Day, ...]
    mix: Mapping[str, int]
    questions: tuple[Question, ...]
    asked_since: datetime
    interpreted: tuple[Interpreted, ...]
    withdrawn: tuple[Withdrawn, ...]
    reopened: tuple[PolicyReopening, ...] = ()
    """Prompts of which it was said by mistake that they need no interpretation."""


def standings(session: Session, book: RuleBook, now: datetime) -> list[PolicyStanding]:
    """Every policy of the watch list: those for which something is open first, then the most talked of."""
    known, totals = histories(session, book.office.id), view.totals(session, book.office.id)
    found = [
        _standing(session, book, p, known.get(p.id, History()), totals.get(p.id, 0), now)[0]
        for p in book.policies.policies
    ]
    return sorted(found, key=lambda s: (not s.open, not s.now.grown, -s.recent, s.policy.id))


def policy_page(session: Session, book: RuleBook, policy: Policy, now: datetime) -> PolicyPage:
    """One policy with its days, its mix, what is asked, and what each interpretation changed."""
    history = histories(session, book.office.id).get(policy.id, History())
    total = view.totals(session, book.office.id).get(policy.id, 0)
    standing, voices = _standing(session, book, policy, history, total, now)
    since = min([now - _ASKED_WITHIN, *(p.since_at for p in standing.open if p.kind == "confusion")])
    gone = view.revoked_of(session, book.office.id, policy.id)
    told = [*history.interpretations, *(row for row, _ in gone)]
    pages = view.page_marks(session, book.office.id, [i.id for i in told])
    lately = [v for v in voices if v.at > now - timedelta(days=DAYS)]
    return PolicyPage(
        standing,
        by_day(lately, now, DAYS),
        mix_of(lately),
        questions_now(session, book, policy, since),
        since,
        tuple(
            Interpreted(row, _effect(session, book, row, now), pages.get(row.id))
            for row in history.interpretations
        ),
        tuple(Withdrawn(row, by, pages.get(row.id)) for row, by in gone),
        tuple(view.reopenings_of(session, book.office.id, policy.id)),
    )


def _standing(
    session: Session, book: RuleBook, policy: Policy, history: History, total: int, now: datetime
) -> tuple[PolicyStanding, list[PolicyVoice]]:
    rules = book.policies.watch
    span = max(rules.window + rules.rhythm, timedelta(days=DAYS))
    voices = voices_of(session, book, policy.id, now - span)
    aside = told_spans(history.told, now)
    confusion = confusion_now(voices, now, rules, since=history.since, set_aside=aside)
    recent = sum(v.at > now - timedelta(days=DAYS) for v in voices)
    stages = tuple(Planned(s, _state(s, history, now)) for s in policy.stages)
    found = PolicyStanding(policy, total, confusion, history.prompts, history.interpretations, stages, recent)
    return found, voices


def _state(stage: Stage, history: History, now: datetime) -> str:
    done = {i.stage for i in history.interpretations} | {
        p.stage for p in history.prompts if p.state != "open" and p.stage
    }
    if stage.id in done:
        return "done"
    return "due" if begins(stage).date() <= now.astimezone(SHANGHAI).date() else "coming"


def _effect(session: Session, book: RuleBook, row: PolicyInterpretation, now: datetime) -> Effect:
    rules = book.policies.watch
    voices = voices_of(session, book, row.policy, row.published_at - rules.effect)
    return effect_of(voices, row.published_at, now, rules)


def standing_json(found: PolicyStanding) -> dict[str, Any]:
    """A policy's standing for programs."""
    policy, stage, last = found.policy, found.next_stage, found.last
    return {
        "id": policy.id,
        "title": policy.title,
        "number": policy.number,
        "lead": policy.lead,
        "items": found.total,
        "recent_items": found.recent,
        "confusion": found.now.to_json() | {"grown": found.now.grown},
        "prompts": [prompt_json(p) for p in found.open],
        "next_stage": {"id": stage.id, "day": stage.day.isoformat(), "title": stage.title} if stage else None,
        "last_interpreted_at": rfc3339(last.published_at) if last else None,
    }


def prompt_json(row: PolicyPrompt) -> dict[str, Any]:
    return {
        "prompt": row.id,
        "policy": row.policy,
        "kind": row.kind,
        "stage": row.stage or None,
        "state": row.state,
        "raised_at": rfc3339(row.raised_at),
        "reminders": row.reminders,
        "closed_at": rfc3339(row.closed_at) if row.closed_at else None,
        "closed_by": row.closed_by,
        "interpretation": row.interpretation_id,
        "grounds": row.grounds,
    }


def page_json(page: PolicyPage) -> dict[str, Any]:
    """One policy for programs; names and numbers of persons in what people ask are masked."""
    return standing_json(page.standing) | {
        "days": [{"day": d.day.isoformat(), "items": d.items, "confused": d.confused} for d in page.days],
        "mix": dict(page.mix),
        "questions": [
            {"sentence": mask(q.sentence), "people": q.people, "items": list(q.items)} for q in page.questions
        ],
        "prompts": [prompt_json(p) for p in page.standing.prompts],
        "stages": [
            {"id": p.stage.id, "day": p.stage.day.isoformat(), "title": p.stage.title, "state": p.state}
            for p in page.standing.stages
        ],
        "interpretations": [
            _interpretation_json(i.row) | {"effect": i.effect.to_json(), "page": _page_json(i.page)}
            for i in page.interpreted
        ],
        "revoked": [
            _interpretation_json(w.row)
            | {
                "page": _page_json(w.page),
                "revoked_at": rfc3339(w.by.recorded_at),
                "revoked_by": w.by.actor,
                "reason": mask(w.by.reason),
            }
            for w in page.withdrawn
        ],
        "reopened": [
            {
                "prompt": r.prompt_id,
                "dismissed_at": rfc3339(r.dismissed_at),
                "dismissed_by": r.dismissed_by,
                "dismissal": mask(r.dismissal),
                "reopened_at": rfc3339(r.recorded_at),
                "reopened_by": r.actor,
                "reason": mask(r.reason),
            }
            for r in page.reopened
        ],
    }


def _interpretation_json(row: PolicyInterpretation) -> dict[str, Any]:
    return {
        "interpretation": row.id,
        "number": row.number,
        "form": row.form,
        "stage": row.stage or None,
        "published_at": rfc3339(row.published_at),
        "url": row.url,
        "publisher": row.publisher,
        "by": row.actor,
        "recorded_at": rfc3339(row.recorded_at),
    }


def _page_json(page: view.PageMark | None) -> dict[str, Any] | None:
    """The kept page of an interpretation: its state, and the hash by which the audit log proves it."""
    if page is None:
        return None
    fetched = rfc3339(page.fetched_at) if page.fetched_at else None
    return {"page": page.id, "state": page.state, "fetched_at": fetched, "sha256": page.sha256}
