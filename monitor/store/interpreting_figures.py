"""Reading what the index of interpreting rests on, as it was recorded by a given moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from sqlmodel import Session, select

from monitor.sla.interpretation import answers
from monitor.sla.interpreting_index import Asked, outcome
from monitor.sla.timeliness import UNNAMED
from monitor.sla.timeliness_table import Row, tabulate
from monitor.store.figures import day_span
from monitor.store.policy_tables import PolicyInterpretation, PolicyPrompt
from monitor.store.policy_view import reopenings_of, standing_by

By = Literal["policy", "organ"]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the watch list says of its policies: the organ that leads each, and the ends of their planned days."""

    leads: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[tuple[str, str], datetime] = field(default_factory=dict)

    def key(self, policy: str, by: By | None) -> str:
        return self.leads.get(policy, UNNAMED) if by == "organ" else policy


def interpreting_rows(
    session: Session,
    office_id: str,
    listed: Listed,
    *,
    from_: date,
    to: date,
    by: By | None,
    as_of: datetime | None,
    now: datetime,
) -> list[Row]:
    """The interpretations that were suggested, or planned and published before anybody was reminded, on these days.

    Only what was recorded by ``as_of`` (else ``now``) is used. A suggestion belongs to the day on which it was made.
    """
    moment = as_of or now
    start, end = day_span(from_, to)
    asked = (
        *_prompted(session, office_id, listed, by, moment),
        *_early(session, office_id, listed, by, moment),
    )
    found = (outcome(a, moment) for a in asked if start <= a.asked_at < end)
    return tabulate(found, grouped=by is not None)


def _prompted(
    session: Session, office_id: str, listed: Listed, by: By | None, moment: datetime
) -> Iterator[Asked]:
    query = select(PolicyPrompt).where(PolicyPrompt.office_id == office_id, PolicyPrompt.raised_at <= moment)
    known = _interpretations(session, office_id, moment)
    # Said to need none at the moment, though that was taken back since.
    waived = {
        r.prompt_id for r in reopenings_of(session, office_id) if r.dismissed_at <= moment < r.recorded_at
    }
    for prompt in session.exec(query):
        due = prompt.due_at or listed.ends.get((prompt.policy, prompt.stage))
        key = listed.key(prompt.policy, by)
        # What stood at the moment decides, not the prompt's state of today: a revoked interpretation has opened it again.
        published = _first_answer(prompt, known.get(prompt.policy, ()))
        dismissed = prompt.id in waived or (
            prompt.state == "dismissed" and prompt.closed_at is not None and prompt.closed_at <= moment
        )
        yield Asked(key, prompt.raised_at, due, None if dismissed else published, dismissed)


def _interpretations(
    session: Session, office_id: str, moment: datetime
) -> dict[str, list[PolicyInterpretation]]:
    """What was recorded by a moment of each policy, and stood."""
    query = select(PolicyInterpretation).where(
        PolicyInterpretation.office_id == office_id, *standing_by(moment)
    )
    found: dict[str, list[PolicyInterpretation]] = {}
    for row in session.exec(query):
        found.setdefault(row.policy, []).append(row)
    return found


def _first_answer(prompt: PolicyPrompt, done: Iterable[PolicyInterpretation]) -> datetime | None:
    """When it was first answered, in whatever order that was recorded: what was published in time is no less so entered late."""
    return min(
        (
            i.published_at
            for i in done
            if answers(i.published_at, i.stage, to_stage=prompt.stage, since=prompt.since_at)
        ),
        default=None,
    )


def _early(
    session: Session, office_id: str, listed: Listed, by: By | None, moment: datetime
) -> Iterator[Asked]:
    """Planned interpretations that were recorded before anybody was reminded of them."""
    told = select(PolicyPrompt.id).where(
        PolicyPrompt.office_id == office_id,
        PolicyPrompt.policy == PolicyInterpretation.policy,
        PolicyPrompt.stage == PolicyInterpretation.stage,
        PolicyPrompt.raised_at <= moment,
    )
    query = select(PolicyInterpretation).where(
        PolicyInterpretation.office_id == office_id,
        PolicyInterpretation.stage != "",
        *standing_by(moment),
        ~told.exists(),
    )
    seen: set[tuple[str, str]] = set()
    for row in session.exec(query.order_by(PolicyInterpretation.published_at)):  # type: ignore[arg-type]
        if (row.policy, row.stage) not in seen:
            seen.add((row.policy, row.stage))
            due = listed.ends.get((row.policy, row.stage))
            yield Asked(listed.key(row.policy, by), row.published_at, due, row.published_at)
