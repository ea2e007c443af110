"""Telling the office and the lead organ's people that an interpretation is asked for: one message a person, whatever it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.classify.policies.watch_list import FORM_LABELS, Policy
from monitor.notify.lines import AlertLine
from monitor.notify.render import NEXT_ACTIONS
from monitor.sla.roster import Roster
from monitor.sla.roster_file import Person
from monitor.steps.act_rows import sha
from monitor.steps.alarms import raise_alarm
from monitor.steps.desk import Work
from monitor.steps.duty import roster_of
from monitor.steps.outbox import hold_for_quiet
from monitor.steps.policy_questions import questions_now
from monitor.steps.post_box import put_message
from monitor.store.policy_tables import PolicyPrompt
from monitor.text.mask import mask

_QUOTED, _LONGEST_QUOTE = 3, 28
_REMINDED = "再次提醒"


def tell(work: Work, prompts: Sequence[PolicyPrompt]) -> int:
    """Put prompts into the outbox for whoever is on duty for them; returns how many people are told.

    One that nobody can be told of raises an alarm: it must not be lost.
    """
    if not prompts:
        return 0
    roster = roster_of(work)
    lines = {p.id: _line(work, p) for p in prompts}
    by_person: dict[str, list[PolicyPrompt]] = {}
    for prompt in prompts:
        people = _hearers(work, roster, prompt)
        for person in people:
            by_person.setdefault(person.id, []).append(prompt)
        if not people:
            text = f"{lines[prompt.id].title}：建议解读没有可送达的人，请检查值班表"
            raise_alarm(work, f"policy-unread:{prompt.id}", "unstaffed", text)
    for person_id, mine in by_person.items():
        _put(work, roster, person_id, mine, [lines[p.id] for p in mine])
    return len(by_person)


def _hearers(work: Work, roster: Roster, prompt: PolicyPrompt) -> list[Person]:
    """Those on duty in the office's roles, and the people of the lead organ whom the watch list names."""
    found: dict[str, Person] = {}
    for role in work.book.policies.watch.to:
        found |= {p.id: p for p in roster.recipients(role, work.now).people}
    policy = work.book.policies.policy(prompt.policy)
    named = (roster.person(ident) for ident in (policy.people if policy else ()))
    found |= {p.id: p for p in named if p is not None and p.channels}
    return list(found.values())


def _put(
    work: Work, roster: Roster, person: str, prompts: Sequence[PolicyPrompt], lines: Sequence[AlertLine]
) -> None:
    told = ",".join(f"{p.id}.{p.reminders}" for p in sorted(prompts, key=lambda p: p.id))
    dedupe = f"policy:{sha(f'{told}|{person}')[:32]}"
    message = put_message(work, person, "policy", dedupe, lines=lines, answered=True)
    message.content = {**message.content, "prompts": sorted(p.id for p in prompts)}
    hold_for_quiet(work, roster, message, {"policy"})
    work.audit(
        "message.queued",
        f"message/{message.id}",
        person=person,
        prompts=[p.id for p in prompts],
        due_at=work.now,
        held=message.held_for or None,
    )


def _line(work: Work, prompt: PolicyPrompt) -> AlertLine:
    policy = work.book.policies.policy(prompt.policy)
    title = f"《{policy.title if policy else prompt.policy}》"
    details = [_REMINDED] if prompt.reminders else []
    details += _stage_words(policy, prompt) if prompt.stage else _numbers(prompt)
    asked = _asked(work, policy, prompt) if policy and not prompt.stage else ""
    return AlertLine(
        "policy",
        title,
        organ=policy.lead if policy else "",
        detail="；".join(details),
        # Not cut as a detail is: what is not understood is what the interpreter needs.
        next_action=f"{asked}{NEXT_ACTIONS['policy']}" if asked else None,
    )


def _stage_words(policy: Policy | None, prompt: PolicyPrompt) -> list[str]:
    stage = policy.stage(prompt.stage) if policy else None
    if stage is None:
        return [f"解读节点 {prompt.stage}"]
    form = f"（{FORM_LABELS[stage.form]}）" if stage.form else ""
    return [f"解读节点 {stage.day.isoformat()} {stage.title}{form}"]


def _numbers(prompt: PolicyPrompt) -> list[str]:
    return [str(reason) for reason in prompt.grounds.get("reasons", ())][:2]


def _asked(work: Work, policy: Policy, prompt: PolicyPrompt) -> str:
    """What is asked most, masked and cut short."""
    asked = questions_now(work.tx.session, work.book, policy, prompt.since_at)
    quoted = [f"“{mask(q.sentence)[:_LONGEST_QUOTE]}”（{q.people}人）" for q in asked[:_QUOTED]]
    return f"主要在问：{'、'.join(quoted)}。" if quoted else ""
