"""The duty roster as iCalendar (RFC 5545): for the calendars of telephones, and from the calendars of offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from monitor.clock import SHANGHAI
from monitor.errors import UsageError
from monitor.reports.roster_files import KIND_WORDS, BadRow, Directory, RosterRead, RosterRow, read_role
from monitor.sla.roster_file import ROLE_LABELS, Person

_HORIZON = timedelta(days=400)
_MOST = 2_000
_LEAVE = ("请假", "休假", "leave")


def write_ics(
    rows: Iterable[RosterRow], people: Mapping[str, Person], title: str, made_at: datetime
) -> bytes:
    """Write rows as a calendar; each event keeps its name over exports, so that a telephone updates instead of doubling."""
    calendar = Calendar()
    for key, value in (
        ("prodid", "-//yuqing-monitor//duty roster//ZH"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", title),
        ("x-wr-timezone", "Asia/Shanghai"),
    ):
        calendar.add(key, value)
    for row in rows:
        calendar.add_component(_event(row, people.get(row.person), made_at))
    return bytes(calendar.to_ical())


def _event(row: RosterRow, person: Person | None, made_at: datetime) -> Event:
    role = row.role or (person.role if person else None)
    name = person.name if person else row.person
    what = KIND_WORDS["leave"] if row.kind == "leave" else (ROLE_LABELS[role] if role else "值班")
    event = Event()
    event.add("uid", f"{row.kind}-{row.person}-{row.start.astimezone(UTC):%Y%m%dT%H%M%SZ}@yuqing-monitor")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", row.start.astimezone(UTC))
    event.add("dtend", row.end.astimezone(UTC))
    event.add("summary", f"{what} {name}")
    event.add("categories", [KIND_WORDS[row.kind]])
    event.add("x-monitor-person", row.person)
    if role:
        event.add("x-monitor-role", role)
    if row.substitute:
        event.add("x-monitor-substitute", row.substitute)
    if row.note:
        event.add("description", row.note)
    return event


def read_ics(content: bytes, people: Iterable[Person]) -> RosterRead:
    """Read the turns and leaves of a calendar; recurring events are written out for 400 days from their start.

    A person is named by ``X-MONITOR-PERSON``, else by an attendee's name, else within the summary. Raises UsageError
    when it is no calendar.
    """
    try:
        calendars = list(Calendar.from_ical(content, multiple=True))
    except (ValueError, KeyError, IndexError) as error:
        raise UsageError("不是可读的 iCalendar 文件") from error
    directory, found = Directory(people), RosterRead()
    events = [e for c in calendars for e in c.walk("VEVENT")]
    if not events:
        raise UsageError("iCalendar 文件中没有日程（VEVENT）")
    for number, event in enumerate(events, 1):
        if str(event.get("status", "")).upper() == "CANCELLED":
            continue
        try:
            found.rows += _rows(event, directory)
        except ValueError as error:
            found.bad.append(BadRow(f"第 {number} 个日程", str(error)))
    return found


def _rows(event: Any, directory: Directory) -> Iterator[RosterRow]:
    person = _person(event, directory)
    first, length = _span(event)
    words = " ".join([str(event.get("summary", "")), *_categories(event)])
    leave = any(w in words.lower() for w in _LEAVE)
    role = read_role(str(event.get("x-monitor-role", "")) or words)
    substitute = str(event.get("x-monitor-substitute", "")).strip()
    return iter(
        [
            RosterRow(
                person.id,
                start,
                start + length,
                "leave" if leave else "shift",
                role if role and role != person.role and not leave else None,
                directory.find(substitute).id if substitute else None,
                str(event.get("description", "")).strip()[:200],
            )
            for start in _starts(event, first)
        ]
    )


def _person(event: Any, directory: Directory) -> Person:
    own = str(event.get("x-monitor-person", "")).strip()
    if own:
        return directory.find(own)
    attendees = event.get("attendee") or []
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        name = str(attendee.params.get("CN", "")).strip()
        if name:
            return directory.find(name)
    return directory.find(str(event.get("summary", "")))


def _span(event: Any) -> tuple[datetime, timedelta]:
    if event.get("dtstart") is None:
        raise ValueError("没有开始时间")
    raw = event.decoded("dtstart")
    start = _aware(raw)
    if event.get("dtend") is not None:
        length = _aware(event.decoded("dtend")) - start
    elif event.get("duration") is not None:
        length = event.decoded("duration")
    else:
        length = timedelta(days=1) if not isinstance(raw, datetime) else timedelta(0)
    if length <= timedelta(0):
        raise ValueError("结束须晚于开始")
    return start, length


def _aware(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), SHANGHAI)
    return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)


def _starts(event: Any, first: datetime) -> list[datetime]:
    rule = event.get("rrule")
    if rule is None:
        return [first]
    # The wall clock recurs: an eight o'clock turn stays at eight. UNTIL is compared in the same wall time.
    wall = first.replace(tzinfo=None)
    text = rule.to_ical().decode()
    parts = [p for p in text.split(";") if not p.upper().startswith("UNTIL=")]
    try:
        recurring = rrulestr(";".join(parts), dtstart=wall)
    except (ValueError, KeyError) as error:
        raise ValueError("重复规则无法读取") from error
    last = min(_until(rule, first), wall + _HORIZON)
    left_out = {d.astimezone(first.tzinfo).replace(tzinfo=None) for d in _exceptions(event)}
    times = islice((t for t in recurring if t not in left_out), _MOST)
    found = []
    for moment in times:
        if moment > last:
            break
        found.append(moment.replace(tzinfo=first.tzinfo))
    return found


def _until(rule: Any, first: datetime) -> datetime:
    ends = rule.get("until") or rule.get("UNTIL")
    if not ends:
        return first.replace(tzinfo=None) + _HORIZON
    value = ends[0]
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max)
    return value.astimezone(first.tzinfo).replace(tzinfo=None) if value.tzinfo else value


def _exceptions(event: Any) -> Iterator[datetime]:
    raw = event.get("exdate")
    for block in raw if isinstance(raw, list) else [raw] if raw is not None else []:
        for entry in block.dts:
            yield _aware(entry.dt)


def _categories(event: Any) -> list[str]:
    raw = event.get("categories")
    blocks = raw if isinstance(raw, list) else [raw] if raw is not None else []
    return [str(c) for block in blocks for c in getattr(block, "cats", [block])]
