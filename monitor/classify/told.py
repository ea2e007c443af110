"""An item as it is told: its clean fields, the words of others in it, and the day it speaks from."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from monitor.classify.result import Place
from monitor.clock import SHANGHAI
from monitor.item import Item
from monitor.text.clean import CleanText
from monitor.values import value


@value
class Told:
    """An item with its clean title and text, and the time it speaks from."""

    item: Item
    title: CleanText
    text: CleanText
    reference: datetime
    dated: bool = True
    """Whether its text may name a day or an hour: a glance, before anybody looks."""

    @property
    def reported(self) -> date | None:
        """The day of the report, None where the item bears no time of its own."""
        return self.day if self.item.published_at or self.item.collected_at else None

    @property
    def quotes(self) -> tuple[Place, ...]:
        """Where the item passes on the words of others, as it was given."""
        if not (self.title.quotes or self.text.quotes):
            return ()
        fields: tuple[tuple[Literal["title", "text"], CleanText], ...] = (
            ("title", self.title),
            ("text", self.text),
        )
        return tuple(
            Place(name, *field.source_span(*span)) for name, field in fields for span in field.quotes
        )

    @property
    def day(self) -> date:
        """The day of the report in Asia/Shanghai."""
        return _day_of(self.reference)


@lru_cache(maxsize=4096)
def _day_of(reference: datetime) -> date:
    return reference.astimezone(SHANGHAI).date()
