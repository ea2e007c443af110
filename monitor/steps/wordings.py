"""What items said at a moment: each text that a revised one has had is read once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from monitor.store import spreading_view as view
from monitor.store.spreading_view import Said, Wording
from monitor.text.clean import clean_text


@dataclass(slots=True)
class Wordings:
    """The texts that some items had, as far as they had been recorded by a moment."""

    texts: Mapping[int, list[Wording]]
    _cleaned: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, items: Iterable[Said], as_of: datetime) -> Wordings:
        return cls(view.wordings(session, items, as_of))

    def times(self, item: int) -> list[datetime]:
        """When each text of an item that was revised was recorded, in order."""
        return [text.recorded_at for text in self.texts.get(item, ())]

    def at(self, item: Said, moment: datetime) -> Said:
        """An item with the text that it had at a moment; as it is where that is its present one, or where none is known."""
        known = [text for text in self.texts.get(item.id, ()) if text.recorded_at <= moment]
        if not known or known[-1].revision == item.revision:
            return item
        title, text = self._clean(item.id, known[-1])
        return item._replace(title=title, text=text)

    def _clean(self, item: int, text: Wording) -> tuple[str, str]:
        key = item, text.revision
        if key not in self._cleaned:
            self._cleaned[key] = clean_text(text.raw_title), clean_text(text.raw_text)
        return self._cleaned[key]
