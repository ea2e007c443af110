"""Cases joined and divided (并案, 分案): evidence is carried over, every row is kept, and both cases say why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import col, select

from monitor.classify.result import GRAVE, SEVERITY_LABELS, graver
from monitor.clock import SHANGHAI, is_bare_day, parse_time
from monitor.errors import NotFound, Refused
from monitor.sla.cases import allow
from monitor.sla.deadlines import Start
from monitor.sla.tolls import merged
from monitor.steps.act_rows import add_act, need, set_fact, with_hash
from monitor.steps.clocks import Why, family_of, latest_release, settle_by_family, sync_deadlines
from monitor.steps.deadline_rows import deadlines_of, move_deadline
from monitor.steps.desk import Work
from monitor.steps.following import answer_by_family, start_follow_up
from monitor.steps.lowering import LOWERED_BY, Left, gravest_left, level_of_case, levels_of_items
from monitor.steps.numbering import number_case
from monitor.steps.opening import told_at, told_occurrence
from monitor.steps.regrading import propose_regrade
from monitor.steps.reversal import count_no_more
from monitor.steps.rungs import end_case_rungs, end_detection_rungs, plant_case_rungs
from monitor.steps.starts import add_start, add_told_times, mark_start
from monitor.steps.tolls import keep_tolls
from monitor.steps.waivers import is_waived
from monitor.store.listings import of_case
from monitor.store.matters import FOLLOWED, SET_ASIDE, live_acts, standing_starts
from monitor.store.portions import portions
from monitor.store.tables import CaseAct, CaseFile, ClockStart, ItemClassification, ItemRecord
from monitor.text.mask import head

_LIVE = ("open", "breached", "met", "late", "waived")


def merge(work: Work, case: CaseFile, into: CaseFile, reason: str) -> CaseAct:
    """并案: one matter, one case. The earliest start wins, the graver level stays, what was published counts for both.

    1. The evidence of the absorbed case is copied; its deadlines are superseded and its rungs end.
    2. The other case takes the graver of both levels, the higher toll and the firmer verification.
    3. Its deadlines follow; what either case had published or reported up settles them.
    """
    allow(case.state, "merge")
    _check_target(work, case, into)
    need(reason, "并案须写明理由")
    act = add_act(work, case, "merge", {"into": into.id, **with_hash(reason=reason)})
    taken = add_act(work, into, "absorb", {"from": case.id, **with_hash(reason=reason)})
    since = _grave_since(work, case)
    _carry_starts(work, case, into)
    _put_away(work, case, into, act)
    _take_values(work, case, into, taken)
    if graver(case.severity, into.severity) != into.severity:
        _raise(work, into, case, taken, since)
    sync_deadlines(work, into, Why("merge", work.now, taken.id))
    settle_by_family(work, into)
    answer_by_family(work, into, family_of(work, case))
    _follow_on(work, into, family_of(work, case))
    return taken


def _follow_on(work: Work, into: CaseFile, taken_in: Sequence[int]) -> None:
    """Further publications are asked for after the last one, also where it was made for a case taken in: its reminder has ended.

    After one of an earlier merger they are asked for already; a reminder of which people were told must not ring again.
    """
    last = latest_release(work, into)
    if last is not None and last.case_id in taken_in and not is_waived(work, into):
        start_follow_up(work, into, last.happened_at, last)


def _check_target(work: Work, case: CaseFile, into: CaseFile) -> None:
    if case.id == into.id:
        raise Refused("不能并入自身")
    if into.state != "open":
        raise Refused(f"只能并入办理中的案件；{into.number} 须先认定或重启")
    if case.state != "proposed" and is_waived(work, into) and not is_waived(work, case):
        # One person would otherwise end a running clock by putting it under a waiver that two agreed to for less.
        raise Refused(
            f"{into.number}已定不予回应，{case.number}并入后将无人回应：请先撤销其不予回应，"
            f"或对{case.number}也办理不予回应"
        )


def _grave_since(work: Work, case: CaseFile) -> datetime:
    """Since when a case has been as grave as it is: from its upgrade, else from its own start.

    Neither when it was entered nor when its level was confirmed: a time that ran out in between ran out, and is not
    called 升级时已过 by merging. Of a proposal, on which no clock ran, from when the public could know.
    """
    level = case.severity
    rows = [r for r in deadlines_of(work, case) if r.severity == level and r.follows is None]
    if rows:
        return rows[0].cause_at or min(r.start_at for r in rows)
    return told_at(work, work.tx.session.get_one(ItemRecord, case.item_id))


def _carry_starts(work: Work, case: CaseFile, into: CaseFile) -> None:
    """Copy the standing evidence; of two confirmed occurrences the earlier stands."""
    mine = {s.evidence: s for s in standing_starts(work.tx.session, into.id)}
    confirmed = mine.get("confirmed")
    for row in standing_starts(work.tx.session, case.id):
        later = row.evidence == "confirmed" and confirmed is not None and confirmed.start_at <= row.start_at
        if row.evidence not in FOLLOWED and not later:
            start = _told_by(row)
            add_start(work, into, start, note=f"case/{case.id}", item_id=row.item_id)


def _told_by(row: ClockStart) -> Start:
    """What a kept row tells, to be kept with another case."""
    return Start(0, row.evidence, row.start_at, row.bare_date, row.confirmed, row.day_part or "")


def _put_away(work: Work, case: CaseFile, into: CaseFile, act: CaseAct) -> None:
    for row in deadlines_of(work, case):
        if row.state in _LIVE:
            move_deadline(work, row, "superseded", reason="merged", act_id=act.id)
    end_case_rungs(work, case, "merged")
    case.merged_into = into.id
    set_fact(work, case, "state", "merged", act)


def _take_values(work: Work, case: CaseFile, into: CaseFile, act: CaseAct) -> None:
    if into.verification == "pending" and case.verification == "verified":
        set_fact(work, into, "verification", "verified", act)
    keep_tolls(work, into, merged(into.tolls, case.tolls), act)
    into.emergency = into.emergency or case.emergency
    into.regions = list(dict.fromkeys([*into.regions, *case.regions]))
    work.tx.session.add(into)


def _raise(work: Work, into: CaseFile, case: CaseFile, taken: CaseAct, since: datetime) -> None:
    severity = case.severity
    body = {"old": into.severity, "new": severity, "rule": "merge", "from": taken.body["from"]}
    act = add_act(work, into, "grade", body)
    set_fact(work, into, "severity", severity, act)
    into.severity_provisional = case.severity_provisional
    sync_deadlines(work, into, Why("upgrade", since, act.id))
    if severity in GRAVE:
        end_detection_rungs(work, into, "regraded")
        plant_case_rungs(work, into, prefix=f"grade{act.id}")


def split(work: Work, case: CaseFile, items: Sequence[int], reason: str) -> CaseFile:
    """分案: some items are another matter. They get a case of their own, judged under the same rules.

    Their evidence is set aside here and starts the clocks there: a clock is never begun anew by dividing a case. A case that was
    merged by mistake leaves with the item that it was opened on: what was published and reported up for it counts there, not here.
    """
    allow(case.state, "split")
    need(reason, "分案须写明理由")
    chosen = _items_of(work, case, items)
    leaving = _merged_cases(work, case, chosen)
    for other in leaving:
        chosen |= {i.id: i for i in items_of_case(work, other) if i.id != case.item_id}
    left = _level_left(work, case, chosen.values(), leaving)
    fresh = _new_case(work, case, list(chosen.values()), leaving, left.level)
    for other in leaving:
        other.merged_into = fresh.id
        work.tx.session.add(other)
    kept = _as_lowered(case, left)
    told = {"items": sorted(chosen), "into": fresh.id, **with_hash(reason=reason), **kept}
    told |= {"cases": [c.id for c in leaving]} if leaving else {}
    act = add_act(work, case, "split", told)
    body = {"rule": "split", "from": case.id, "items": sorted(chosen), "rule_version": fresh.rule_version}
    body |= {LOWERED_BY: [a.id for a in left.by]} if left.by else {}
    opened = add_act(work, fresh, "open", body | kept)
    for name in ("state", "severity", "category", "organ", "verification", "disposition", "focus"):
        set_fact(work, fresh, name, getattr(fresh, name), opened)
    _divide_starts(work, case, fresh, chosen, act)
    for other in leaving:
        keep_tolls(work, fresh, merged(fresh.tolls, other.tolls), opened)
        _give_back_starts(work, case, fresh, other, act)
    sync_deadlines(work, fresh, Why("open", work.now, opened.id))
    plant_case_rungs(work, fresh)
    _take_along(work, case, fresh, act)
    if left.by:
        graver_than_kept = (i.id for i in chosen.values() if i.severity == left.told)
        because = f"分自{case.number}，其时已由两人降级"
        propose_regrade(work, fresh, min(graver_than_kept, default=fresh.item_id), left.told, because=because)
    return fresh


def _level_left(work: Work, case: CaseFile, items: Iterable[ItemRecord], leaving: Sequence[CaseFile]) -> Left:
    """The gravest level that the leaving cases have, and that items tell on which none of them was judged.

    Neither is asked without what persons had lowered it to while it was here: the same words would raise it again.
    """
    judged = {i for other in leaving for i in _judged_on(work, other)}
    found = levels_of_items(work, case, (i for i in items if i.id not in judged))
    return gravest_left([*found, *(level_of_case(work, other) for other in leaving)])


def _as_lowered(case: CaseFile, left: Left) -> dict[str, str]:
    """What the history says of a level that stays as persons had lowered it."""
    if not left.by:
        return {}
    told, level = (SEVERITY_LABELS.get(one or "", "不定级") for one in (left.told, left.level))
    at = f"{left.by[0].recorded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return with_hash(
        note=f"分出的条目所述相当于{told}，{at}定级时已在{case.number}中由两人降级：按{level}立案，并提请复核定级"
    )


def _merged_cases(work: Work, case: CaseFile, items: Mapping[int, ItemRecord]) -> list[CaseFile]:
    """The cases that were merged into this one and were opened on items that leave it."""
    mine = select(CaseFile).where(CaseFile.merged_into == case.id, col(CaseFile.item_id).in_(items))
    return list(work.tx.session.exec(mine.order_by(col(CaseFile.id))))


def _take_along(work: Work, case: CaseFile, fresh: CaseFile, act: CaseAct) -> None:
    """What was done for the cases that leave answers the terms of the fresh one; what it had answered here runs anew."""
    gone = [i for i in family_of(work, fresh) if i != fresh.id]
    done = [a for i in gone for a in live_acts(work.tx.session, i, "record", "report_up")]
    count_no_more(work, case, done, act, "split", reason="split")
    if gone:
        answer_by_family(work, fresh, gone)
        _follow_on(work, fresh, gone)


def _items_of(work: Work, case: CaseFile, items: Sequence[int]) -> dict[int, ItemRecord]:
    """The items that are to leave, checked. Raises NotFound or Refused."""
    if not items:
        raise Refused("须写明分出哪些条目")
    there = {i.id: i for i in items_of_case(work, case)}
    strange = sorted(set(items) - set(there))
    if strange:
        raise NotFound(f"案件 {case.number} 没有编号为 {strange[0]} 的条目")
    if case.item_id in items:
        raise Refused("立案所据的条目须留在原案件；可将其余条目分出")
    return {i: there[i] for i in sorted(set(items))}


def items_of_case(work: Work, case: CaseFile) -> Sequence[ItemRecord]:
    """All items of a case, the first stored first."""
    query = select(ItemRecord).where(of_case(work.tx.session, case))
    return work.tx.session.exec(query.order_by(col(ItemRecord.id))).all()


def _new_case(
    work: Work,
    case: CaseFile,
    items: Sequence[ItemRecord],
    leaving: Sequence[CaseFile],
    level: str | None,
) -> CaseFile:
    """A case like the one it comes from, or like the first one that leaves again, on its own first item."""
    again = bool(leaving)
    like = leaving[0] if again else case
    own_item = [i for i in items if again and i.id == like.item_id]
    first = min(own_item or items, key=lambda i: (i.published_at or i.collected_at, i.id))
    kept = like.model_dump(exclude={"id", "year", "seq", "number", "closed_at", "merged_into"})
    apart = {i.event_id for i in items} - {case.event_id}
    own = {
        **number_case(work),
        "title": first.title or head(first.text, 40),
        "item_id": first.id,
        "event_id": apart.pop()
        if len(apart) == 1 and all(i.event_id != case.event_id for i in items)
        else None,
        "opened_by_rule": "split",
        "state": "open",
        "severity": level,
        "emergency": first.emergency or (like.emergency if again else None),
        "category": first.category,
        "disposition": like.disposition if again else first.disposition,
        "disposition_confirmed": again and like.disposition_confirmed,
        "focus": first.focus,
        "deaths_official": None,
        "deaths_highest": None,
        "tolls": {},
        "acknowledged_at": None,
        "acknowledged_by": None,
        "proposed_at": work.now,
        "opened_at": work.now,
        "split_from": case.id,
    }
    fresh = CaseFile(**{**kept, **own})
    work.tx.session.add(fresh)
    work.tx.session.flush()
    return fresh


def _judged_on(work: Work, case: CaseFile) -> set[int]:
    """The items on which a case had been judged when it was merged, and reprints of them; what else came later told the other one its level."""
    query = select(CaseAct.recorded_at).where(CaseAct.case_id == case.id, CaseAct.act == "merge")
    merged_at = work.tx.session.exec(query.order_by(col(CaseAct.id).desc())).first()
    items = items_of_case(work, case)
    judged = {i.id for i in items if merged_at is not None and i.ingested_at <= merged_at}
    return judged | {i.id for i in items if i.duplicate_of in judged and i.revision == 1}


def _divide_starts(
    work: Work, case: CaseFile, fresh: CaseFile, items: dict[int, ItemRecord], act: CaseAct
) -> None:
    """Copy what the items tell to the new case; set it aside here unless an item that stays tells the same.

    Evidence is kept once, under the item that told it first: whether others tell it too stands in what was read in them.
    """
    staying = {i.id: i for i in items_of_case(work, case) if i.id not in items}
    known = {i.published_at for i in staying.values()} | {i.collected_at for i in staying.values()}
    occurrences = {(s.at, s.bare_date) for s in _told_occurrences(work, case, staying).values()}
    for row in standing_starts(work.tx.session, case.id):
        if row.item_id in items and row.evidence not in FOLLOWED:
            start = _told_by(row)
            add_start(work, fresh, start, note=f"case/{case.id}", item_id=row.item_id)
            if row.start_at not in known and (row.start_at, row.bare_date) not in occurrences:
                mark_start(work, row, SET_ASIDE, act)
    for item in items.values():
        add_told_times(work, fresh, item)
    for ident, start in _told_occurrences(work, fresh, items).items():
        add_start(work, fresh, start, item_id=ident)


def _give_back_starts(work: Work, case: CaseFile, fresh: CaseFile, other: CaseFile, act: CaseAct) -> None:
    """What an officer confirmed on a case before it was merged speaks for it again, and no more for the other one."""
    for row in standing_starts(work.tx.session, other.id):
        if row.evidence not in FOLLOWED:
            add_start(work, fresh, _told_by(row), note=f"case/{other.id}", item_id=row.item_id)
    for row in standing_starts(work.tx.session, case.id):
        if row.note == f"case/{other.id}" and row.item_id is None and row.evidence not in FOLLOWED:
            mark_start(work, row, SET_ASIDE, act)


def _told_occurrences(work: Work, case: CaseFile, items: dict[int, ItemRecord]) -> dict[int, Start]:
    """When it happened as each item tells it, by item; an item that tells no time is left out."""
    found: dict[int, Start] = {}
    for ids in portions(sorted(items)):
        query = select(ItemClassification).where(col(ItemClassification.item_id).in_(ids))
        for row in work.tx.session.exec(query.order_by(col(ItemClassification.id))):
            item = items[row.item_id]
            if row.revision != item.revision:
                continue
            said = row.result.get("occurred_at")
            start = told_occurrence(work, case, item, _moment(said), row.result.get("occurred_part"))
            if start is not None:
                found[item.id] = start
    return found


def _moment(said: str | None) -> datetime | date | None:
    """A time of a kept result: an hour, or a bare day."""
    if not said:
        return None
    return date.fromisoformat(said) if is_bare_day(said) else parse_time(said)
