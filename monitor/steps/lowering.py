"""What persons lowered a case from (降级), and how far that still stands: for what comes later, and for what leaves the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sqlmodel import col, select

from monitor.classify.result import graver
from monitor.sla.cases import is_lower
from monitor.steps.clocks import family_of
from monitor.steps.desk import Work
from monitor.store.revisions import reworded_at
from monitor.store.spreading_view import members_as_of
from monitor.store.tables import CaseAct, CaseFile, ClockStart, ItemRecord


def lowerings(work: Work, case: CaseFile) -> list[CaseAct]:
    """The gradings by which persons lowered a case or one that it took in, step by step, the last first.

    Of each case none where a raising came after them: on it, or on the one that holds it since.
    """
    found = {act.id: act for member in family_of(work, case) for act in lowered(work, member)}
    return [found[ident] for ident in sorted(found, reverse=True)]


def lowered(work: Work, case_id: int) -> list[CaseAct]:
    """The gradings that keep one case, or what became of it in another, below a former level; the last first.

    One that confirms the level as it is, as an officer answers 复核定级, is one of them: it raises nothing.
    """
    kept = list(takewhile(lambda act: not is_lower(*_levels(act)[::-1]), _gradings(work, case_id)))
    return kept if any(is_lower(*_levels(act)) for act in kept) else []


def covers(lowered_by: Iterable[CaseAct], severity: str | None) -> bool:
    """Whether a level is no graver than one that persons lowered a case from."""
    return any(graver(severity, act.body["old"]) == act.body["old"] for act in lowered_by)


def _levels(act: CaseAct) -> tuple[str | None, str | None]:
    return act.body.get("old"), act.body.get("new")


def _gradings(work: Work, case_id: int) -> list[CaseAct]:
    """What a case was graded as, the last first: where it was divided off, on itself, then on the case that took it in.

    Not the level that another case brought with it: what was lowered before is no truer for that.
    """
    found: list[CaseAct] = []
    since, holder = 0, work.tx.session.get(CaseFile, case_id)
    while holder is not None:
        mine = (CaseAct.case_id == holder.id, col(CaseAct.act).in_(("grade", "merge")), CaseAct.id > since)
        acts = work.tx.session.exec(select(CaseAct).where(*mine).order_by(col(CaseAct.id))).all()
        found += (a for a in _brought_along(work, holder) if a.id > since)
        found += (a for a in acts if a.act == "grade" and a.body.get("rule") != "merge")
        since = max((a.id for a in acts if a.act == "merge"), default=since)
        holder = work.tx.session.get(CaseFile, holder.merged_into) if holder.merged_into else None
    return found[::-1]


def _brought_along(work: Work, case: CaseFile) -> Sequence[CaseAct]:
    """The gradings of another case with which one that was divided from it began."""
    if case.split_from is None:
        return ()
    opened = select(CaseAct.body).where(CaseAct.case_id == case.id, CaseAct.act == "open")
    ids = {i for body in work.tx.session.exec(opened) for i in body.get(LOWERED_BY, ())}
    return work.tx.session.exec(
        select(CaseAct).where(col(CaseAct.id).in_(ids)).order_by(col(CaseAct.id))
    ).all()


LOWERED_BY = "lowered_by"
"""Where the opening of a divided case names the gradings that lowered what it was part of."""


@dataclass(frozen=True, slots=True)
class Left:
    """The level with which something leaves a case: what it ``told`` itself, and what it has after ``by`` lowered the case."""

    level: str | None
    told: str | None
    by: tuple[CaseAct, ...] = ()


def levels_of_items(work: Work, case: CaseFile, items: Iterable[ItemRecord]) -> list[Left]:
    """The level of each item that leaves a case: its own, or the one to which persons had lowered what it was part of.

    What came later, says now what it did not say then, or tells of more than they lowered the case from, they did not judge.
    """
    members = family_of(work, case)
    judged = [(by, _there(work, member, by[0])) for member in members if (by := lowered(work, member))]
    return [_level_of_item(work, item, judged) for item in items]


def _level_of_item(
    work: Work, item: ItemRecord, judged: Iterable[tuple[Sequence[CaseAct], Collection[int]]]
) -> Left:
    repeats = item.duplicate_of if item.revision == 1 else None
    for by, there in judged:
        if covers(by, item.severity) and (item.id in there or repeats in there):
            said = reworded_at(work.tx.session, item)
            if said is None or said <= by[0].recorded_at:
                return _lesser(item.severity, by)
    return Left(item.severity, item.severity)


def _there(work: Work, case_id: int, by: CaseAct) -> set[int]:
    """The items that were in a case when it was lowered."""
    session = work.tx.session
    opened_on = session.get_one(CaseFile, case_id).item_id
    told = select(ClockStart.item_id).where(
        ClockStart.case_id == case_id,
        col(ClockStart.item_id).is_not(None),
        ClockStart.recorded_at <= by.recorded_at,
    )
    members = members_as_of(session, [opened_on], by.recorded_at)[opened_on]
    return {opened_on, *members, *(ident for ident in session.exec(told) if ident is not None)}


def level_of_case(work: Work, case: CaseFile) -> Left:
    """The level of a case that leaves the one that it was merged into: its own, or what persons made of it there."""
    by = lowered(work, case.id)
    if by and by[0].case_id != case.id and covers(by, case.severity):
        return _lesser(case.severity, by)
    return Left(case.severity, case.severity)


def _lesser(told: str | None, by: Sequence[CaseAct]) -> Left:
    level = by[0].body["new"]
    return Left(level, told, tuple(by)) if is_lower(told, level) else Left(told, told)


def gravest_left(found: Sequence[Left]) -> Left:
    """Of what leaves together the gravest level, as it was told and as it is kept."""
    told = _gravest(one.told for one in found)
    level = _gravest(one.level for one in found)
    by = next((one.by for one in found if one.by and one.told == told), ())
    return Left(level, told, by if is_lower(told, level) else ())


def _gravest(levels: Iterable[str | None]) -> str | None:
    found: str | None = None
    for level in levels:
        found = graver(found, level)
    return found
