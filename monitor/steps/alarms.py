"""Alarms about the service itself: raised once, cleared when the cause is gone, always audited."""

from __future__ import annotations

from sqlmodel import select

from monitor.steps.desk import Work
from monitor.store.tables import Alarm


def raise_alarm(work: Work, key: str, kind: str, text: str) -> bool:
    """Raise an alarm unless it stands already; True when it is new."""
    alarm = _find(work, key)
    if alarm is not None and alarm.cleared_at is None:
        return False
    if alarm is None:
        alarm = Alarm(office_id=work.office_id, key=key, kind=kind, text=text, raised_at=work.now)
    else:
        alarm.raised_at, alarm.cleared_at, alarm.text = work.now, None, text
    work.tx.session.add(alarm)
    work.tx.session.flush()
    work.audit("alarm.raised", f"alarm/{alarm.id}", kind=kind)
    return True


def clear_alarm(work: Work, key: str) -> bool:
    """Clear an alarm whose cause is gone; True when one stood."""
    alarm = _find(work, key)
    if alarm is None or alarm.cleared_at is not None:
        return False
    alarm.cleared_at = work.now
    work.tx.session.add(alarm)
    work.audit("alarm.cleared", f"alarm/{alarm.id}", kind=alarm.kind)
    return True


def _find(work: Work, key: str) -> Alarm | None:
    return work.tx.session.exec(
        select(Alarm).where(Alarm.office_id == work.office_id, Alarm.key == key)
    ).one_or_none()
