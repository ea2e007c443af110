"""What is at hand when standing alarms are looked at again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from monitor.rulebook import RuleBook
from monitor.sla.roster import Roster
from monitor.store.tables import Alarm


@dataclass(frozen=True, slots=True)
class Standing:
    """The alarms that stand, in one reading session at one moment; ``rate`` is how fast the product's clock runs."""

    session: Session
    office_id: str
    book: RuleBook
    roster: Roster
    now: datetime
    alarms: Sequence[Alarm] = ()
    rate: float = 1.0


def numbers(names: Collection[str]) -> list[int]:
    """The row numbers among names."""
    return sorted(int(name) for name in names if name.isdigit())
