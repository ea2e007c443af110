"""Putting a message into the outbox: its number first, then its text, its reply code and its audit row."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import select

from monitor.classify.result import GRAVE
from monitor.clock import real_now
from monitor.notify.lines import AlertLine
from monitor.steps.desk import Work
from monitor.steps.letters import Writer, keep_lines
from monitor.store.tables import Message

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No character of a reply code can be taken for another."""
_CODE_LENGTH = 6
_ANSWERED = frozenset({"alert", "alarm", "sign_on"})


def put_message(
    work: Work,
    person: str,
    kind: str,
    dedupe: str,
    *,
    lines: Sequence[AlertLine] = (),
    severity: str | None = None,
    true_due_at: datetime | None = None,
    answered: bool = False,
) -> Message:
    """Add a message to the outbox; without ``lines`` it is empty, and its number can be put into its own text.

    Alerts, alarms and sign-ons are acknowledged by a reply code; ``answered`` gives a message of another kind one, too.
    """
    message = Message(
        office_id=work.office_id,
        person=person,
        kind=kind,
        dedupe=dedupe,
        title="",
        body="",
        severity=severity,
        true_due_at=true_due_at or work.now,
        created_at=work.now,
        next_attempt_at=work.now,
        reply_code=_fresh_code(work) if answered or kind in _ANSWERED else None,
    )
    work.tx.session.add(message)
    work.tx.session.flush()
    if lines:
        keep_lines(message, lines)
        write_down(work, message)
    return message


def rings(row: Message) -> bool:
    """Whether a message goes round all addresses of its person at once, the telephone gateways last.

    So do grave matters, and urgent alarms: that nobody answers a grave matter must not wait behind one dead address.
    """
    return row.severity in GRAVE or bool(row.content.get("urgent"))


def write_down(work: Work, message: Message) -> None:
    """Write the message's text as it reads now; it is written once more when it goes out.

    What is kept has no acknowledging link: that is for its receiver alone, and the console shows what is kept.
    """
    out = Writer(work.book, b"", work.now, real_now()).write(message)
    message.title, message.body = out.title, out.body
    work.tx.session.add(message)


def _fresh_code(work: Work) -> str:
    """A reply code that no message of the office bears."""
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
        query = select(Message.id).where(Message.office_id == work.office_id, Message.reply_code == code)
        if work.tx.session.exec(query).first() is None:
            return code


def read_code(text: str) -> str:
    """A reply code as people type it: any case, full-width letters of a Chinese keyboard, blanks and hyphens between."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
