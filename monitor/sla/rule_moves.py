"""What an edit of the rules means for duties: which clocks would run otherwise, and whether a duty was made lighter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.sla.day_parts import DAY_PART_LABELS
from monitor.sla.deadlines import Start, arose_on, plan_deadlines
from monitor.sla.matter import Matter
from monitor.sla.milestones import Milestone
from monitor.sla.rules import SlaRules
from monitor.sla.triggers import CaseRules

AT_ONCE: dict[str, frozenset[str]] = {
    "sla.yaml": frozenset(
        {"backfill_after", "direct_up_to", "calls", "chase", "countersign_within", "verification"}
    ),
    "cases.yaml": frozenset({"proof", "deferral", "grounds"}),
}
"""Parts that hold for cases in hand, too, from the moment that the service has read them; the rest is kept with each case."""


def clocks_moved(old: SlaRules, new: SlaRules, matter: Matter, starts: Sequence[Start]) -> list[str]:
    """The milestones whose clocks would run otherwise for a case if it were judged under the new rules.

    Those that run from when the matter arose are planned under both; of those that follow an act the terms are compared.
    """
    if not starts:
        return []
    on = arose_on(starts)
    moved = dict.fromkeys(_planned(old, matter, starts) ^ _planned(new, matter, starts))
    names = {rule for rule, _, _ in moved}
    for follows in ("release", "grading", "report", "closing"):
        before = {m.id: m for m in old.following(follows, matter, on)}
        after = {m.id: m for m in new.following(follows, matter, on)}
        names |= {n for n in before.keys() | after.keys() if _terms(before.get(n)) != _terms(after.get(n))}
    order = [m.id for m in (*old.every_milestone, *new.every_milestone)]
    return sorted(names, key=order.index)


def _planned(rules: SlaRules, matter: Matter, starts: Sequence[Start]) -> set[tuple[str, int, object]]:
    return {(p.milestone.id, p.start.id, p.due_at) for p in plan_deadlines(rules, matter, starts)}


def _terms(milestone: Milestone | None) -> object:
    return None if milestone is None else (milestone.kind, milestone.within, milestone.public)


def eased(old: SlaRules, new: SlaRules) -> list[str]:
    """What was made lighter: public clocks that were taken away, given more time or no longer bind every case they bound, and
    parts of the day that clocks run from later."""
    after = {m.id: m for m in new.milestones}
    clocks = [m.id for m in old.milestones if m.public and m.clock_driven and _lighter(m, after.get(m.id))]
    parts = [f"“{DAY_PART_LABELS[part]}”的起算时刻" for part in new.day_parts.later_than(old.day_parts)]
    return clocks + parts


def _lighter(old: Milestone, new: Milestone | None) -> bool:
    if new is None or not new.public or new.within > old.within:
        return True
    narrower = not set(old.severities) <= set(new.severities) or new.valid_from > old.valid_from
    ends = new.valid_to is not None and (old.valid_to is None or new.valid_to < old.valid_to)
    asks_more = (new.when, new.requires_decision) != (old.when, old.requires_decision)
    later = new.counts != old.counts or not set(old.starts) <= set(new.starts)
    return narrower or ends or asks_more or later


def triggers_eased(old: CaseRules, new: CaseRules) -> list[str]:
    """The triggers that were taken away or switched off, or only propose what they opened before."""
    return list(_eased_triggers(old, new))


def _eased_triggers(old: CaseRules, new: CaseRules) -> Iterator[str]:
    after = {t.id: t for t in new.triggers}
    for trigger in old.triggers:
        now = after.get(trigger.id)
        if not trigger.enabled:
            continue
        if now is None or not now.enabled or (trigger.do == "open" and now.do != "open"):
            yield trigger.id
