"""The daily digest: made for any day, and sent once a day at the office's hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlmodel import Session, select

from monitor.classify.result import SEVERITY_LABELS
from monitor.classify.triage.opinion import LEVEL_LABELS
from monitor.clock import SHANGHAI, local_text, span_text
from monitor.collectors.sources import Source, read_sources
from monitor.errors import Refused
from monitor.reports.digest import TITLE, CaseLine, Digest, Number
from monitor.rulebook import RuleBook
from monitor.sla.roster import Person
from monitor.steps.act_rows import sha_of
from monitor.steps.alarms import raise_alarm
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.digest_matters import campaign_lines, opinion_lines, read_campaigns
from monitor.steps.digest_policies import policy_lines
from monitor.steps.digest_sections import (
    CaseSections,
    blind_windows,
    case_sections,
    category_lines,
    event_sections,
    faults,
)
from monitor.steps.duty import roster_of
from monitor.steps.opinion import RINGING
from monitor.steps.post_box import put_message
from monitor.store import digest_view as view
from monitor.store.audit_log import first_record_at
from monitor.store.digest_marks import marked_items
from monitor.store.digest_view import Period
from monitor.store.tables import DigestRun

_DAY = timedelta(hours=24)
_LATE = timedelta(minutes=15)
"""A digest that goes out later than this after its hour says so."""
_IN_MESSAGE = 3


def make_digest(desk: Desk, day: date) -> Digest:
    """The digest of the 24 hours before the configured hour of ``day``, as things stood at that hour (or now).

    Raises Refused for a day whose period has not begun.
    """
    end = due_at(desk.book, day)
    start, as_of = end - _DAY, min(end, desk.now())
    if as_of <= start:
        raise Refused(f"{day} 的日报时段自 {local_text(start)} 起，尚未开始")
    period = Period(desk.database.office_id, start, as_of)
    sources = _sources(desk.book.config_dir / "sources.yaml")
    campaigns = read_campaigns(desk.book.config_dir / "campaigns.yaml")
    with desk.database.read() as session:
        received, relevant, historical = view.item_counts(session, period)
        cases = case_sections(session, period)
        windows = blind_windows(session, period, sources, rate=desk.clock.rate)
        marked = marked_items(session, period)
        events = event_sections(session, period, {m.event for m in marked if m.rumour}, desk.book)
        days = {start.astimezone(SHANGHAI).date(), day}
        counts = (received, relevant, view.event_total(session, period))
        return Digest(
            office_id=desk.database.office_id,
            office=desk.book.office.name,
            day=day,
            number=day.timetuple().tm_yday,
            start=start,
            end=end,
            as_of=as_of,
            sources_total=len(sources),
            sources_interrupted=len({w.source for w in windows}),
            numbers=_numbers(counts, cases, start.astimezone(SHANGHAI).date(), day),
            red=cases.red,
            due=cases.due,
            opened=cases.opened,
            proposed=cases.proposed,
            closed=cases.closed,
            settled=cases.settled,
            breached=cases.breached,
            running=cases.running,
            waiting=cases.waiting,
            hot=events.hot,
            emergencies=events.emergencies,
            rumours=events.rumours,
            opinions=opinion_lines(session, period, cases.in_hand),
            campaigns=campaign_lines(session, campaigns, marked, days),
            policies=policy_lines(session, desk.book, period),
            hotline=category_lines(session, period),
            windows=windows,
            faults=faults(session, desk.book, period),
            historical=historical,
            console=desk.book.office.console.public_url.rstrip("/"),
        )


def due_at(book: RuleBook, day: date) -> datetime:
    """The moment at which a day's digest is due: the office's hour, Shanghai time."""
    hour, minute = map(int, book.office.digest.hour.split(":"))
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def _sources(path: Path) -> Sequence[Source]:
    return [s for s in read_sources(path).sources if s.enabled] if path.is_file() else []


def _numbers(
    counts: tuple[int, int, int], cases: CaseSections, first: date, last: date
) -> tuple[Number, ...]:
    received, relevant, events = counts
    items = f"/items?from={first}&to={last}&historical=no"
    met = sum(1 for c in cases.settled if c.state == "met")
    late = len(cases.settled) - met
    return (
        Number(
            "deadlines_breached", "逾期未回应", len(cases.breached), "breached", "/", bool(cases.breached)
        ),
        Number("deadlines_late", "迟回应", late, "settled", "/timeliness", late > 0),
        Number("deadlines_met", "按时回应", met, "settled", "/timeliness"),
        Number("deadlines_running", "计时中", len(cases.running), "running", "/"),
        Number("cases_opened", "新立案", len(cases.opened), "opened", "/cases?state=open"),
        Number("cases_proposed", "待认定", len(cases.proposed), "proposed", "/cases?state=proposed"),
        Number("cases_closed", "办结", len(cases.closed), "closed", "/cases?state=closed"),
        Number("items_received", "收到条目", received, "items", items),
        Number("items_relevant", "政务相关", relevant, "items", items + "&relevant=yes"),
        Number("events", "事件", events, "events", "/events"),
    )


def send_due_digest(desk: Desk) -> bool:
    """Make and send the latest digest that is due and has not been made; False when there is nothing to do.

    After a time in which the service was down only the latest one is made, and marked late.
    """
    day = latest_due_day(desk.book, desk.now())
    with desk.database.read() as session:
        if _made(session, desk, day) or not _expected(session, desk, day):
            return False
    with desk.database.write() as tx:
        take_turn(tx)  # what is being written is dated before this hour: unread now, it would be in no digest
    digest = make_digest(desk, day)
    with desk.database.write() as tx:
        take_turn(tx)
        if _made(tx.session, desk, day):
            return False
        _send(Work(tx, desk.book, desk.now()), digest)
    return True


def latest_due_day(book: RuleBook, now: datetime) -> date:
    """The day whose digest fell due last."""
    today = now.astimezone(SHANGHAI).date()
    return today if now >= due_at(book, today) else today - timedelta(days=1)


def _made(session: Session, desk: Desk, day: date) -> bool:
    query = select(DigestRun.id).where(
        DigestRun.office_id == desk.database.office_id, DigestRun.day == day.isoformat()
    )
    return session.exec(query).first() is not None


def _expected(session: Session, desk: Desk, day: date) -> bool:
    """An office that began its work only after the hour gets its first digest the next day."""
    due = due_at(desk.book, day)
    if desk.now() - due <= _LATE:
        return True
    began = first_record_at(session, desk.database.office_id)
    return began is not None and began <= due


def _send(work: Work, digest: Digest) -> None:
    content = digest.to_json()
    sha256 = sha_of(content)
    day, late = digest.day.isoformat(), work.now - digest.end > _LATE
    work.tx.session.add(
        DigestRun(office_id=work.office_id, day=day, made_at=work.now, sha256=sha256, content=content)
    )
    people = _readers(work)
    for person in people:
        message = put_message(work, person.id, "digest", f"digest:{day}:{person.id}", true_due_at=digest.end)
        message.title = f"{TITLE} {digest.day.month}月{digest.day.day}日{'（补发）' if late else ''}"
        message.body = summary(digest, message.id, late=late)
        work.tx.session.add(message)
        work.audit("message.queued", f"message/{message.id}", person=person.id, due_at=digest.end)
    if not people:
        raise_alarm(work, f"digest-unread:{day}", "unstaffed", f"{day} 日报没有可送达的人，请检查值班表")
    work.audit("digest.made", f"digest/{day}", sha256=sha256, count=len(people), late=late or None)


def _readers(work: Work) -> list[Person]:
    """Those who now stand for the roles that read the digest, each once."""
    found: dict[str, Person] = {}
    roster = roster_of(work)
    for role in work.book.office.digest.to:
        for person in roster.recipients(role, work.now).people:
            found.setdefault(person.id, person)
    return list(found.values())


def summary(digest: Digest, message_id: int, *, late: bool = False) -> str:
    """The digest as a short message for a phone; the whole paper is in the console."""
    n = {number.code: number.value for number in digest.numbers}
    lines = [
        f"{local_text(digest.start)}至{local_text(digest.as_of)}"
        + ("（系统停运，迟于规定时间生成）" if late else ""),
        digest.sentence if digest.quiet else "",
        f"收到{n['items_received']}条，政务相关{n['items_relevant']}条，事件{n['events']}件；"
        f"新立案{n['cases_opened']}，待认定{n['cases_proposed']}，办结{n['cases_closed']}；"
        f"按时{n['deadlines_met']}，迟{n['deadlines_late']}，逾期未回应{n['deadlines_breached']}，"
        f"计时中{n['deadlines_running']}。",
        *(f"▲{_red_line(line, digest.as_of)}" for line in digest.red[:_IN_MESSAGE]),
        f"另有{len(digest.red) - _IN_MESSAGE}件须重点关注。" if len(digest.red) > _IN_MESSAGE else "",
        f"24小时内到期{len(digest.due)}项。" if digest.due else "",
        f"待解读政策{waiting}项。" if (waiting := sum(bool(p.waiting) for p in digest.policies)) else "",
        f"监测信源{digest.sources_total}个，中断{digest.sources_interrupted}个。" if not digest.quiet else "",
        f"查看：{digest.console}/digest?day={digest.day}" if digest.console else "",
        f"编号 {message_id}",
    ]
    return "\n".join(line for line in lines if line)


def _red_line(line: CaseLine, as_of: datetime) -> str:
    opinion = f"舆情{LEVEL_LABELS[line.opinion_level]}" if line.opinion_level in RINGING else ""
    marks = [SEVERITY_LABELS.get(line.severity or "", ""), opinion, "未经核实" if line.unverified else ""]
    mark = "·".join(m for m in marks if m)
    clock = next((c for c in line.clocks if c.state in ("breached", "running")), None)
    when = ""
    if clock is not None:
        over = as_of > clock.due_at
        gap = span_text(as_of - clock.due_at)
        when = f"，{clock.label}{'已逾期' if over else '还剩'}{gap}"
    return f"{f'【{mark}】' if mark else ''}{line.title[:40]}（{line.number}）{when}"
