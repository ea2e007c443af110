"""What a result says of a policy that the item speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from monitor.values import value


@value
class SpokenOf:
    """A policy of the watch list, the words by which it is known, and what shows that it is not understood.

    ``asks``: somebody who speaks for himself asks about it; ``claims`` are what he says of its points.
    """

    id: str
    because: str
    named: bool = True
    asks: bool = False
    claims: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "because": self.because,
            "named": self.named,
            "asks": self.asks,
            "claims": dict(self.claims),
        }
