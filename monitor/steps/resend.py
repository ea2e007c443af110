"""重新投递: an officer sends once more what was given up, after its cause is mended."""

from __future__ import annotations

import hashlib

from monitor.errors import Refused
from monitor.steps.alarms import clear_alarm
from monitor.steps.desk import Work
from monitor.steps.post_box import rings
from monitor.steps.told_otherwise import dead_message
from monitor.store.tables import Message


def resend(work: Work, message_id: int, reason: str) -> Message:
    """Put a message that was given up into the outbox again, over the person's first channel. Raises NotFound, Refused.

    Its number stays, so its receiver can tell that it is the same one; what happened before stays in its attempts.
    """
    if not reason.strip():
        raise Refused("重新投递须写明理由")
    row = dead_message(work, message_id)
    person = work.book.roster.person(row.person)
    if person is None or not person.routes(grave=rings(row)):
        raise Refused(f"{row.person} 没有可用的通知渠道，请先在 roster.yaml 中配置")
    row.state, row.next_attempt_at, row.held_for = "retry", work.now, ""
    row.channel = row.hops = row.tries_here = 0
    # It is tried for a day again, also over what refused it before.
    row.content = {**row.content, "refused": [], "resent_at": work.now.isoformat()}
    work.tx.session.add(row)
    digest = hashlib.sha256(reason.encode("utf-8", "surrogatepass")).hexdigest()
    work.audit("message.resent", f"message/{row.id}", person=row.person, reason_sha256=digest)
    clear_alarm(work, f"dead:{row.id}")
    return row
