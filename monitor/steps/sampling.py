"""The weekly sample: drawn by lot once a week, looked at by officers, and an alarm when too much was missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import select

from monitor.classify.learning.sampling import (
    STRATA,
    STRATUM_LABELS,
    Stratum,
    Week,
    draw,
    is_alarming,
    week_before,
)
from monitor.errors import NotFound, Refused
from monitor.steps.alarms import raise_alarm
from monitor.steps.corrections import correct
from monitor.steps.desk import Desk, Work, take_turn
from monitor.store import learning
from monitor.store.tables import Correction, SampleCheck


def draw_sample(desk: Desk) -> int:
    """Draw the last whole week's sample unless it stands; returns how many items were drawn."""
    week = week_before(desk.now(), desk.book.learning)
    office_id = desk.database.office_id
    with desk.database.read() as session:
        if learning.has_sample(session, office_id, week.name):
            return 0
        # A week's items are many: the lots are drawn before the one writing turn, which a week without items never asks for.
        wanted = desk.book.learning.weekly_sample
        drawn = {s: draw(week.name, learning.pool(session, office_id, s, week), wanted.of(s)) for s in STRATA}
    if not any(drawn.values()):
        return 0
    with desk.database.write() as tx:
        take_turn(tx)
        return _keep(Work(tx, desk.book, desk.now()), week, drawn)


def _keep(work: Work, week: Week, lots: Mapping[Stratum, Sequence[int]]) -> int:
    """Write down what was drawn, unless another process was quicker."""
    session = work.tx.session
    if learning.has_sample(session, work.office_id, week.name):
        return 0
    drawn = 0
    for stratum, chosen in lots.items():
        known = learning.corrected(session, chosen)
        session.add_all(_row(work, week, item_id, stratum, known.get(item_id)) for item_id in chosen)
        drawn += len(chosen)
    if drawn:
        session.flush()
        work.audit("sample.drawn", f"sample/{week.name}", count=drawn)
    return drawn


def _row(
    work: Work, week: Week, item_id: int, stratum: Stratum, known: Correction | None = None
) -> SampleCheck:
    """An item to be looked at; one that an officer has corrected before is judged already."""
    row = SampleCheck(
        office_id=work.office_id, week=week.name, item_id=item_id, stratum=stratum, drawn_at=work.now
    )
    if known is not None:
        row.wrong, row.checked_by, row.checked_at = True, known.actor, known.recorded_at
    return row


def check(work: Work, week: str, item_id: int, right: Mapping[str, object]) -> SampleCheck:
    """A person's verdict on one sampled item: right as it stands (``right`` empty), or wrong in the fields given.

    ``right`` holds the right value of each wrong field; wrong fields become corrections. What an officer corrected since the
    draw stands right, and the program was wrong all the same. Raises NotFound, or Refused when somebody has judged it already.
    """
    take_turn(work.tx)
    row = work.tx.session.exec(
        select(SampleCheck).where(
            SampleCheck.office_id == work.office_id,
            SampleCheck.week == week,
            SampleCheck.item_id == item_id,
        )
    ).one_or_none()
    if row is None:
        raise NotFound(f"{week} 的抽检中没有条目 {item_id}")
    if row.checked_at is not None:
        raise Refused("该条已复核")
    for field, value in right.items():
        correct(work, item_id, field, value, reason="每周抽检", via="sample")
    missed = item_id in learning.corrected(work.tx.session, [item_id])
    row.wrong, row.checked_by, row.checked_at = bool(right) or missed, work.actor, work.now
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit("sample.checked", f"item/{item_id}", week=week, wrong=row.wrong)
    _alarm(work, row)
    return row


def _alarm(work: Work, row: SampleCheck) -> None:
    """Too many misses in a stratum ring once; the week's figures stay on the page."""
    rules = work.book.learning
    found = learning.shares(work.tx.session, work.office_id, row.week).get(row.stratum)
    if found is None or not is_alarming(found, rules):
        return
    low, high = found.interval
    text = (
        f"{row.week} 抽检“{STRATUM_LABELS.get(row.stratum, row.stratum)}”：复核 {found.checked} 条，"
        f"判错 {found.wrong} 条（95% 区间 {low:.1%}—{high:.1%}），高于 {rules.missed_share_alarm:.0%}，请检查模型与规则"
    )
    raise_alarm(work, f"missed:{row.week}:{row.stratum}", "missed", text)
