"""Recording an interpretation of a policy, which closes what asked for it; saying why none is needed; taking a record back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlmodel import col, func, select

from monitor.classify.policies.watch_list import FORM_LABELS, Policy
from monitor.clock import SHANGHAI, local_text
from monitor.errors import NotFound, Refused
from monitor.events.policy_opinion import confusion_now
from monitor.steps.act_rows import need, not_future, sha
from monitor.steps.alarms import clear_alarm
from monitor.steps.desk import Work, take_turn
from monitor.steps.policies import History, answered_by, histories, open_prompts, voices_of
from monitor.store.policy_tables import (
    PolicyInterpretation,
    PolicyPage,
    PolicyPrompt,
    PolicyReopening,
    PolicyRevocation,
)
from monitor.store.policy_view import unrevoked


@dataclass(frozen=True, slots=True)
class Explained:
    """What was published to explain a policy: when, where, in which form; ``stage`` where it is a planned one."""

    form: str
    published_at: datetime
    url: str
    publisher: str = ""
    note: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The interpretation, and the prompts that it closed."""

    row: PolicyInterpretation
    closed: tuple[int, ...]


def interpret(work: Work, policy_id: str, what: Explained) -> Recorded:
    """登记解读: keep what was published as evidence and close the prompts that it answers. Raises NotFound, Refused.

    1. The confusion at the moment of publication is kept beside it, so that what changes can be told. 2. A prompt on confusion
    is answered by what was published after its confusion began; a planned stage by what is recorded as that stage.
    """
    take_turn(work.tx)
    policy = policy_of(work, policy_id)
    _check(work, policy, what)
    row = _keep(work, policy, what)
    known = histories(work.tx.session, work.office_id).get(policy.id)
    answered = [p for p in open_prompts(known.prompts if known else ()) if answered_by(p, row)]
    for prompt in answered:
        _close(work, prompt, "interpreted", interpretation=row.id)
    work.audit(
        "policy.interpreted",
        f"policy/{policy.id}",
        interpretation=row.id,
        number=row.number,
        form=row.form,
        stage=row.stage or None,
        published_at=row.published_at,
        url_sha256=sha(row.url),
        note_sha256=sha(row.note) if row.note else None,
        confused=row.before["confused"],
        prompts=[p.id for p in answered],
    )
    return Recorded(row, tuple(p.id for p in answered))


def policy_of(work: Work, ident: str) -> Policy:
    """A policy of the watch list. Raises NotFound."""
    policy = work.book.policies.policy(ident)
    if policy is None:
        raise NotFound(f"policies.yaml 中没有 id 为 {ident:.40} 的政策")
    return policy


def _check(work: Work, policy: Policy, what: Explained) -> None:
    if what.form not in FORM_LABELS:
        raise Refused(f"没有解读形式 {what.form:.20}，只能取 {'、'.join(FORM_LABELS)}")
    try:
        parts = urlsplit(what.url.strip())
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Refused("须登记解读的网址，以 http:// 或 https:// 开头")
    not_future(work, what.published_at, "解读发布时间")
    day = what.published_at.astimezone(SHANGHAI).date()
    # A draft that is put to the public is explained long before the policy is issued, on a day that was planned.
    first = min((policy.from_day, *(s.day for s in policy.stages))) if policy.from_day else None
    if first and day < first - work.book.policies.watch.before:
        raise Refused(f"解读发布时间（{day}）早于该政策（{first}）过多，请核对年月")
    if what.stage and policy.stage(what.stage) is None:
        raise Refused(f"该政策没有解读节点 {what.stage:.40}")
    twice = select(PolicyInterpretation.id).where(
        PolicyInterpretation.office_id == work.office_id,
        PolicyInterpretation.policy == policy.id,
        PolicyInterpretation.url == what.url.strip(),
        PolicyInterpretation.published_at == what.published_at,
        PolicyInterpretation.stage == what.stage,
        unrevoked(),
    )
    if work.tx.session.exec(twice).first() is not None:
        raise Refused("该解读已登记；登记有误的，先撤销原登记")


def _keep(work: Work, policy: Policy, what: Explained) -> PolicyInterpretation:
    session, rules = work.tx.session, work.book.policies.watch
    begin = what.published_at - rules.window - rules.rhythm
    voices = voices_of(session, work.book, policy.id, begin)
    before = confusion_now(voices, what.published_at, rules)
    count = select(func.count()).where(
        PolicyInterpretation.office_id == work.office_id, PolicyInterpretation.policy == policy.id
    )
    row = PolicyInterpretation(
        office_id=work.office_id,
        policy=policy.id,
        number=session.exec(count).one() + 1,
        form=what.form,
        stage=what.stage,
        published_at=what.published_at,
        url=what.url.strip(),
        publisher=what.publisher.strip() or policy.lead,
        note=what.note.strip(),
        before=before.to_json(),
        actor=work.actor,
        recorded_at=work.now,
    )
    session.add(row)
    session.flush()
    session.add(
        PolicyPage(office_id=work.office_id, interpretation_id=row.id, url=row.url, next_attempt_at=work.now)
    )
    return row


@dataclass(frozen=True, slots=True)
class Revoked:
    """An interpretation that was taken back, and the prompts that wait again."""

    row: PolicyInterpretation
    reopened: tuple[int, ...]


def revoke_interpretation(
    work: Work, interpretation_id: int, reason: str, *, of: str | None = None
) -> Revoked:
    """撤销解读: what was recorded by mistake explains nothing any more; both records are kept. Raises NotFound, Refused.

    ``of`` is the policy on whose page it is taken back: what belongs to another one is not found there.

    A prompt that it closed waits again, with the time by which it was to be answered and told of as any other; one that another
    interpretation answers as well stays closed by that one. Figures as of before say what was known then.
    """
    take_turn(work.tx)
    need(reason, "撤销解读须写明理由")
    session = work.tx.session
    row = session.get(PolicyInterpretation, interpretation_id)
    if row is None or row.office_id != work.office_id or of not in (None, row.policy):
        raise NotFound(f"没有编号为 {interpretation_id} 的解读登记")
    told = select(PolicyRevocation).where(PolicyRevocation.interpretation_id == row.id)
    if (before := session.exec(told).first()) is not None:
        raise Refused(f"该解读已于{local_text(before.recorded_at)}撤销")
    session.add(
        PolicyRevocation(
            office_id=work.office_id,
            interpretation_id=row.id,
            reason=reason.strip(),
            actor=work.actor,
            recorded_at=work.now,
        )
    )
    session.flush()
    reopened = _wait_again(work, row)
    work.audit(
        "policy.revoked",
        f"policy/{row.policy}",
        interpretation=row.id,
        number=row.number,
        reason_sha256=sha(reason.strip()),
        prompts=list(reopened),
    )
    return Revoked(row, reopened)


def _wait_again(work: Work, row: PolicyInterpretation) -> tuple[int, ...]:
    """The prompts that an interpretation closed are asked anew, unless another that stands answers them."""
    closed = select(PolicyPrompt).where(
        PolicyPrompt.office_id == work.office_id, PolicyPrompt.interpretation_id == row.id
    )
    found = work.tx.session.exec(closed.order_by(col(PolicyPrompt.id))).all()
    return tuple(p.id for p in found if _answer_or_ask(work, p) is None)


def _answer_or_ask(work: Work, prompt: PolicyPrompt) -> int | None:
    """Close a prompt by the first interpretation that stands and answers it; None where it waits again, and is told of anew."""
    known = histories(work.tx.session, work.office_id).get(prompt.policy, History())
    answers = [i for i in known.interpretations if answered_by(prompt, i)]
    first = min(answers, key=lambda i: (i.recorded_at, i.id), default=None)
    if first is not None:
        prompt.state, prompt.closed_at, prompt.closed_by = "interpreted", first.recorded_at, first.actor
    else:
        prompt.state, prompt.closed_at, prompt.closed_by = "open", None, None
        prompt.next_at = work.now + work.book.policies.watch.remind
    prompt.interpretation_id = first.id if first is not None else None
    work.tx.session.add(prompt)
    return prompt.interpretation_id


def dismiss(work: Work, prompt_id: int, reason: str, *, of: str | None = None) -> PolicyPrompt:
    """不需解读: an officer says why a prompt needs no interpretation; only a person can. Raises NotFound, Refused.

    ``of`` is the policy on whose page it is said, as for :func:`revoke_interpretation`.
    """
    take_turn(work.tx)
    need(reason, "不需解读须写明理由")
    prompt = _prompt(work, prompt_id, of)
    if prompt.state != "open":
        raise Refused(f"该提示已于{local_text(prompt.closed_at or work.now)}办结")
    prompt.reason = reason.strip()
    _close(work, prompt, "dismissed")
    return prompt


def reopen_prompt(work: Work, prompt_id: int, reason: str, *, of: str | None = None) -> PolicyPrompt:
    """撤销“不需解读”: what was said of a prompt by mistake counts no more; it and its reason are kept. Raises NotFound, Refused.

    The prompt waits again with the time by which it was to be answered, unless an interpretation that stands answers it. ``of``
    as for :func:`dismiss`.
    """
    take_turn(work.tx)
    need(reason, "撤销“不需解读”须写明理由")
    prompt = _prompt(work, prompt_id, of)
    if prompt.state != "dismissed" or prompt.closed_at is None:
        raise Refused(
            "该提示仍在提醒" if prompt.state == "open" else "该提示由登记的解读办结，登记有误的，撤销该次解读"
        )
    work.tx.session.add(
        PolicyReopening(
            office_id=work.office_id,
            prompt_id=prompt.id,
            dismissed_at=prompt.closed_at,
            dismissed_by=prompt.closed_by or "",
            dismissal=prompt.reason,
            reason=reason.strip(),
            actor=work.actor,
            recorded_at=work.now,
        )
    )
    prompt.reason = ""
    answered = _answer_or_ask(work, prompt)
    work.audit(
        "policy.prompt_reopened",
        f"policy_prompt/{prompt.id}",
        policy=prompt.policy,
        interpretation=answered,
        reason_sha256=sha(reason.strip()),
    )
    return prompt


def _prompt(work: Work, prompt_id: int, of: str | None) -> PolicyPrompt:
    """A prompt of this office, of a policy where one is named. Raises NotFound."""
    prompt = work.tx.session.get(PolicyPrompt, prompt_id, populate_existing=True)
    if prompt is None or prompt.office_id != work.office_id or of not in (None, prompt.policy):
        raise NotFound(f"没有编号为 {prompt_id} 的解读提示")
    return prompt


def _close(work: Work, prompt: PolicyPrompt, state: str, *, interpretation: int | None = None) -> None:
    prompt.state, prompt.closed_at, prompt.closed_by = state, work.now, work.actor
    prompt.interpretation_id = interpretation
    work.tx.session.add(prompt)
    work.audit(
        "policy.prompt_closed",
        f"policy_prompt/{prompt.id}",
        policy=prompt.policy,
        state=state,
        interpretation=interpretation,
        reason_sha256=sha(prompt.reason) if prompt.reason else None,
    )
    clear_alarm(work, f"policy-unread:{prompt.id}")
