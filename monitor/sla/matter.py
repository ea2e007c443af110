"""What a case is, as far as rules ask: the frozen value that milestones are put to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from monitor.classify.result import GRAVE

Track = Literal["press_conference", "response"]


@dataclass(frozen=True, slots=True)
class Matter:
    """A case's present values; ``source_kinds`` are those of every item that gave it a clock start."""

    severity: str | None
    emergency: str | None = None
    category: str = ""
    organs: frozenset[str] = field(default_factory=frozenset)
    regions: tuple[str, ...] = ()
    source_kinds: frozenset[str] = field(default_factory=frozenset)
    verification: str = "pending"
    decisions: frozenset[str] = field(default_factory=frozenset)

    @property
    def track(self) -> Track:
        """五(四): a press conference for the two grave levels, a response for everything else."""
        return "press_conference" if self.severity in GRAVE else "response"


def covers(region: str, codes: Iterable[str]) -> bool:
    """Whether a region code (GB/T 2260, ``220100`` the whole city, ``220104`` one district) holds any of some places."""
    stem = region
    while stem.endswith("00"):
        stem = stem[:-2]
    return any(code.startswith(stem) for code in codes)
