"""When an interpretation (解读) is asked for: after confusion has grown, or as a planned day comes; both are the office's own reminders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time, timedelta

from monitor.classify.policies.watch_list import Policy, Stage, WatchRules
from monitor.clock import SHANGHAI
from monitor.values import value

_LONG_PAST = timedelta(days=14)
"""A planned day that lies farther back when the policy comes onto the list is history."""


@value
class Told:
    """A prompt on confusion that was made before: from when its confusion was counted, and when it was closed (None: open)."""

    since: datetime
    closed: datetime | None = None


def counts_from(published: Iterable[datetime], told: Iterable[Told]) -> datetime | None:
    """Since when what people say counts anew: the last interpretation, or the last prompt that was closed; None: ever since."""
    closed = (t.closed for t in told if t.closed is not None)
    return max((*published, *closed), default=None)


def may_ask(told: Sequence[Told], now: datetime, rules: WatchRules) -> bool:
    """Whether confusion may ring now: nothing is open, and people have had time to read what answered the last prompt."""
    if any(t.closed is None for t in told):
        return False
    last = max((t.closed for t in told if t.closed is not None), default=None)
    return last is None or now >= last + rules.again_after


def told_spans(told: Iterable[Told], now: datetime) -> list[tuple[datetime, datetime]]:
    """The times of which an office was told already; they are no measure of what is usual."""
    return [(t.since, t.closed or now) for t in told]


def answers(published_at: datetime, stage: str, *, to_stage: str, since: datetime) -> bool:
    """Whether what was published answers a prompt: a planned stage is answered by what is recorded as that stage, confusion
    (``to_stage`` empty) by what was published after it began.
    """
    return stage == to_stage if to_stage else published_at > since


def begins(stage: Stage) -> datetime:
    """The beginning of a planned day."""
    return datetime.combine(stage.day, time(), SHANGHAI)


def ends(stage: Stage) -> datetime:
    """The end of a planned day; what is published after it is too late for it."""
    return begins(stage) + timedelta(days=1)


def due_stages(policy: Policy, done: Collection[str], now: datetime, rules: WatchRules) -> list[Stage]:
    """The planned stages whose day comes within ``ahead``, or came lately, and of which nothing was told or recorded."""
    return [
        stage
        for stage in policy.stages
        if stage.id not in done and begins(stage) - rules.ahead <= now < begins(stage) + _LONG_PAST
    ]
