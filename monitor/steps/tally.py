"""What became of the items of a run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: stored as new, known already, or rejected with a reason."""

    status: Literal["new", "duplicate", "rejected"]
    item_id: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Tally:
    """The counts of a run; ``received`` = new + duplicate + rejected."""

    new: int = 0
    duplicate: int = 0
    rejected: int = 0
    cases_opened: int = 0
    cases_proposed: int = 0
    events: set[int] = field(default_factory=set)

    @property
    def received(self) -> int:
        return self.new + self.duplicate + self.rejected

    def to_json(self) -> dict[str, int]:
        return {
            "received": self.received,
            "new": self.new,
            "duplicate": self.duplicate,
            "rejected": self.rejected,
            "cases_opened": self.cases_opened,
            "cases_proposed": self.cases_proposed,
            "events": len(self.events),
        }

    def copy(self) -> Tally:
        """The present counts, to go back to."""
        return replace(self, events=set(self.events))

    def restore(self, other: Tally) -> None:
        """Go back to the counts of a copy."""
        self.cases_opened, self.cases_proposed, self.events = (
            other.cases_opened,
            other.cases_proposed,
            other.events,
        )
