"""八(三): how many of the interpretations that were suggested or planned were published in time.

The measure is the office's own (``interpret_within``, the planned day); no clock of the policy, and never a breach.
"""

from __future__ import annotations

from datetime import datetime

from monitor.sla.timeliness import Outcome, Verdict
from monitor.values import value


@value
class Asked:
    """An interpretation that was suggested or planned, as it stood at one moment."""

    key: str
    asked_at: datetime
    due_at: datetime | None
    """None: the office had no measure for it; it is then in time whenever it is published, and never late."""
    published_at: datetime | None = None
    dismissed: bool = False


def outcome(asked: Asked, as_of: datetime) -> Outcome:
    """The column that it falls in; of one that was published, the seconds since it was asked for."""
    if asked.published_at is not None:
        late = asked.due_at is not None and asked.published_at > asked.due_at
        seconds = int((asked.published_at - asked.asked_at).total_seconds())
        return Outcome(asked.key, "late" if late else "met", max(0, seconds))
    verdict: Verdict = "running" if asked.due_at is None or as_of <= asked.due_at else "unanswered"
    return Outcome(asked.key, "waived" if asked.dismissed else verdict)
