"""Properties of the plan of deadlines: what evidence comes in whatever order, no clock is lost or made lenient."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from monitor.config_file import read
from monitor.sla.cases import _ALLOWED, _ANYWHERE, ACT_LABELS, STATE_LABELS, allow
from monitor.sla.deadlines import Start, plan_deadlines
from monitor.sla.ladder import plan_deadline_rungs
from monitor.sla.matter import Matter
from monitor.sla.rules import SlaRules

RULES = read(Path(__file__).resolve().parents[3] / "config" / "sla.yaml", SlaRules)
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SEVERITIES = st.sampled_from(["I", "II", "III", "IV", None])
EVIDENCE = st.sampled_from(["occurrence", "published", "collected", "confirmed"])


@st.composite
def evidence(draw: st.DrawFn) -> list[Start]:
    kinds = draw(
        st.lists(st.tuples(EVIDENCE, st.integers(-3000, 3000), st.booleans()), min_size=1, max_size=8)
    )
    return [
        Start(n, kind, NOON + timedelta(minutes=minutes), bare and kind in ("occurrence", "published"))
        for n, (kind, minutes, bare) in enumerate(kinds, 1)
    ]


def plans(severity: str | None, starts: list[Start]) -> set[tuple[str, int]]:
    return {(p.milestone.id, p.start.id) for p in plan_deadlines(RULES, Matter(severity), starts)}


@given(SEVERITIES, evidence(), st.randoms(use_true_random=False))
def test_the_order_in_which_evidence_is_read_changes_nothing(
    severity: str | None, starts: list[Start], random: object
) -> None:
    mixed = list(starts)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert plans(severity, mixed) == plans(severity, starts)


@given(SEVERITIES, evidence(), st.integers(0, 5000))
def test_one_more_publication_never_makes_a_clock_later(
    severity: str | None, starts: list[Start], minutes: int
) -> None:
    def earliest(found: list[Start]) -> dict[str, datetime]:
        due: dict[str, datetime] = {}
        for p in plan_deadlines(RULES, Matter(severity), found):
            if p.start.evidence == "published":
                due[p.milestone.id] = min(p.due_at, due.get(p.milestone.id, p.due_at))
        return due

    more = [*starts, Start(99, "published", NOON + timedelta(minutes=minutes - 2500))]
    after = earliest(more)
    assert all(after[rule] <= at for rule, at in earliest(starts).items() if rule in after)


@given(SEVERITIES, evidence())
def test_every_deadline_is_its_start_and_its_term_and_only_a_bare_date_is_pending(
    severity: str | None, starts: list[Start]
) -> None:
    for plan in plan_deadlines(RULES, Matter(severity), starts):
        assert plan.due_at - plan.start.at == plan.milestone.within
        assert plan.time_pending == plan.start.inferred


@given(st.integers(1, 10_000), st.sampled_from(sorted(RULES.ladders)))
def test_rungs_of_a_deadline_come_between_its_start_and_not_before(minutes: int, name: str) -> None:
    due = NOON + timedelta(minutes=minutes)
    for planned in plan_deadline_rungs(RULES.ladders[name], NOON, due):
        if planned.rung.after is not None:
            assert planned.due_at >= due
        else:
            assert NOON <= planned.due_at < due


def test_every_act_in_every_state_is_either_allowed_or_refused_by_name() -> None:
    from monitor.errors import Refused

    for state in STATE_LABELS:
        for act in ACT_LABELS:
            try:
                allow(state, act)
                done = True
            except Refused as refused:
                done = False
                assert STATE_LABELS[state] in str(refused) and ACT_LABELS[act] in str(refused)
            assert done == (act in _ANYWHERE or act in _ALLOWED[state])
