"""Measuring the service's own lateness in the transaction that ends it."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.clock import SHANGHAI
from monitor.sla.lateness import lateness
from monitor.steps.desk import Work
from monitor.store.lateness import add_lateness
from monitor.store.tables import Deadline, LadderStep, Message


def time_notices(work: Work, passed: Iterable[Deadline], steps: Iterable[LadderStep]) -> None:
    """Due → noticed, of deadlines and of rungs that are looked at for the first time."""
    _keep(work, "deadline", (lateness(work.now, d.due_at, d.recorded_at) for d in passed))
    fresh = (s for s in steps if s.noticed_at is None)
    _keep(work, "rung", (lateness(work.now, s.due_at, s.planted_at) for s in fresh))


def time_delivery(work: Work, message: Message) -> None:
    """Noticed → sent, and the whole way from due to sent."""
    _keep(work, "message", [lateness(work.now, message.created_at)])
    _keep(work, "whole", [lateness(work.now, message.true_due_at)])


def _keep(work: Work, stage: str, found: Iterable[int]) -> None:
    day = work.now.astimezone(SHANGHAI).date().isoformat()
    add_lateness(work.tx.session, work.office_id, day, stage, found)
