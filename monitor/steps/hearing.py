"""How well the sources could be heard while publications were being carried; what is asked of the database is asked once for many."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from monitor.sla.spreading import Hearing, Outage
from monitor.store import spreading_view as view
from monitor.store.spreading_view import Interruption, Polls, Window


@dataclass
class Ears:
    """What was heard, asked and interrupted over a span, as it was known at the moment of its window."""

    session: Session
    whole: Window

    @cached_property
    def _spoken(self) -> dict[str, list[datetime]]:
        """When each source spoke."""
        return view.heard(self.session, self.whole)

    @cached_property
    def _polls(self) -> Sequence[Polls]:
        return view.polls(self.session, self.whole.office_id, self.whole.as_of)

    @cached_property
    def _away(self) -> Sequence[Interruption]:
        return view.interruptions(self.session, self.whole)

    def within(self, window: Window, *, counted: bool) -> Hearing:
        """How well the sources could be heard in a part of the span.

        Items and sources are ``counted`` only where nothing was found, since only then it is asked.
        """
        heard = self._heard(window) if counted else {}
        # A source that was asked and said nothing should have spoken as well.
        sources = {source for source in heard if source}
        sources |= {polls.source for polls in self._polls if polls.within(window)} if counted else set()
        lost: dict[str, float] = {}
        for one in self._away:
            over = (min(one.end, window.end) - max(one.start, window.start)).total_seconds()
            if over > 0:
                lost[one.source] = lost.get(one.source, 0.0) + over
        return Hearing(
            items=sum(heard.values()),
            sources=frozenset(sources),
            outages=tuple(Outage(source, int(seconds)) for source, seconds in sorted(lost.items())),
            seconds=max(0, int((window.end - window.start).total_seconds())),
        )

    def _heard(self, window: Window) -> dict[str, int]:
        """How many items of each source were said."""
        counts = {
            source: bisect_left(times, window.end) - bisect_left(times, window.start)
            for source, times in self._spoken.items()
        }
        return {source: count for source, count in counts.items() if count}
