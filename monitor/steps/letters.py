"""From a message's row to the words that go out: written when it is sent, so that "how long is left" is true then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.notify.lines import AlertLine, line_from_json, line_to_json
from monitor.notify.message import OutMessage
from monitor.notify.render import Foot, render_message, render_short
from monitor.rulebook import RuleBook
from monitor.steps.touch import Touch, ack_link
from monitor.store.tables import Message

REPEATED = "可能重复"
_ACKNOWLEDGED_BY_TOUCH = frozenset({"alert", "sign_on", "alarm"})


@dataclass(frozen=True, slots=True)
class Writer:
    """What the writing of a message needs beside its row; ``real`` is the machine's time, on which links expire."""

    book: RuleBook
    touch_key: bytes
    now: datetime
    real: datetime

    def write(self, row: Message, *, short: bool = False) -> OutMessage:
        """The message as it goes out now; after an uncertain send it says that it may have come before."""
        lines = lines_of(row)
        if not lines:
            return _marked(row)
        foot = self._foot(row)
        out = (render_short if short else render_message)(lines, foot, now=self.now)
        return out if not short else replace(out, title="")

    def _foot(self, row: Message) -> Foot:
        public_url = self.book.office.console.public_url
        acknowledge = None
        if self.touch_key and (row.reply_code or row.kind in _ACKNOWLEDGED_BY_TOUCH):
            acknowledge = ack_link(
                self.touch_key,
                public_url,
                Touch(row.person, row.id),
                now=self.real,
                valid_for=self.book.delivery.reply.valid_for,
            )
        return Foot(
            row.id,
            row.uncertain,
            view=None if acknowledge or not public_url else f"{public_url.rstrip('/')}/",
            acknowledge=acknowledge,
            code=row.reply_code or "",
            merged=tuple(row.content.get("merged", ())),
        )


def lines_of(row: Message) -> list[AlertLine]:
    """The matters of a message; none for one whose text was written whole (the digest)."""
    return [line_from_json(kept) for kept in row.content.get("lines", ())]


def keep_lines(row: Message, lines: Iterable[AlertLine]) -> None:
    """Put matters into a message's row."""
    row.content = {**row.content, "lines": [line_to_json(line) for line in lines]}


def _marked(row: Message) -> OutMessage:
    body = row.body
    if row.uncertain and REPEATED not in body:
        body = f"{body}\n（{REPEATED}）"
    return OutMessage(row.id, row.title, body)
