"""The demo's clock: it stands until the play begins, runs fast during it, and at life's own speed afterwards."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.clock import Clock


@dataclass(frozen=True, slots=True)
class _Leg:
    """A stretch at one speed: from which real and which product moment on."""

    since: float
    start: datetime
    rate: float

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(time.monotonic() - self.since) * self.rate)


class StoryClock(Clock):
    """Product time whose speed can be changed while it runs; it never jumps and never goes back."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start, 0.0)
        object.__setattr__(self, "_leg", _Leg(time.monotonic(), start, 0.0))

    def run_at(self, rate: float) -> None:
        """Go on from the present product moment at ``rate`` times real speed; 0 stands still."""
        object.__setattr__(self, "_leg", _Leg(time.monotonic(), self.now(), rate))

    def put_on(self, span: timedelta) -> None:
        """Move a standing clock forward by hand."""
        leg = self._present()
        object.__setattr__(self, "_leg", _Leg(time.monotonic(), leg.now() + span, leg.rate))

    def now(self) -> datetime:
        return self._present().now().astimezone(UTC)

    def real_seconds(self, span: timedelta) -> float:
        rate = self._present().rate
        return span.total_seconds() / rate if rate else float("inf")

    def _present(self) -> _Leg:
        leg: _Leg = object.__getattribute__(self, "_leg")
        return leg
