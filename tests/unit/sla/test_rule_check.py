"""Doctor's words on the rules: gaps, overlaps, what nobody uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from monitor.sla.rule_check import Known, remarks
from monitor.sla.rules import SlaRules

TEXT = (Path(__file__).resolve().parents[3] / "config" / "sla.yaml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 24)
Change = Callable[[dict[str, Any]], object]


def rules(change: Change = lambda tree: None) -> SlaRules:
    tree = yaml.safe_load(TEXT)
    change(tree)
    return SlaRules.model_validate(tree)


def found(change: Change) -> list[tuple[str, str]]:
    return [(r.level, r.found) for r in remarks(rules(change), TODAY)]


def milestone(tree: dict[str, Any], ident: str) -> dict[str, Any]:
    return next(m for m in tree["milestones"] if m["id"] == ident)


def test_the_sample_rules_have_neither_gap_nor_overlap() -> None:
    assert remarks(rules(), TODAY) == []


def test_a_severity_without_its_policy_milestone_is_an_error_now_and_a_warning_later() -> None:
    (now,) = found(lambda t: milestone(t, "response").update(severities=["IV", "none"]))
    assert now[0] == "error" and now[1].startswith("III级（较大）自 2026-11-24 起没有“回应”时限")
    later = found(lambda t: milestone(t, "response").update(valid_to=date(2027, 1, 1)))
    assert {level for level, _ in later} == {"warning"} and len(later) == 3


def test_a_milestone_that_waits_for_a_decision_or_binds_only_some_cases_fills_no_gap() -> None:
    for more in ({"requires_decision": "press-conference"}, {"when": {"category": ["城乡建设"]}}):
        levels = [level for level, _ in found(lambda t, more=more: milestone(t, "response").update(more))]  # type: ignore[misc]
        assert levels.count("error") == 3


def test_two_milestones_of_a_kind_at_the_same_time_are_told_and_a_successor_is_not() -> None:
    def twice(tree: dict[str, Any], **more: Any) -> None:
        old = milestone(tree, "response")
        tree["milestones"].append({**old, "id": "response-2027", "valid_from": date(2027, 1, 1)})
        old.update(more)

    assert any("response-2027" in text and "2027-01-01" in text for _, text in found(twice))
    assert found(lambda t: twice(t, valid_to=date(2027, 1, 1))) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t["ladders"].update(idle=t["ladders"]["target"]), "阶梯 idle 没有"),
        (lambda t: t["decisions"].append({"id": "other", "label": "其他"}), "领导决定 other"),
        (lambda t: t["report_up"]["receivers"].append({"id": "x", "name": "某办"}), "接收单位 x"),
        (lambda t: milestone(t, "response").pop("ladder"), "没有阶梯"),
        (lambda t: milestone(t, "response").pop("legal"), "没有结构化的依据"),
        (lambda t: t["case_ladders"].pop("regrade"), "case_ladders 没有 regrade"),
    ],
)
def test_what_is_idle_or_thin_is_told(change: Change, said: str) -> None:
    assert any(said in text for _, text in found(change))


def test_conditions_on_what_no_other_file_knows_and_rungs_to_nobody_are_told() -> None:
    known = Known(frozenset({"城乡建设"}), frozenset(), ("220100",), frozenset({"officer", "deputy"}))
    changed = rules(
        lambda t: milestone(t, "grave-follow-up").update(when={"category": ["无此类"], "region": ["110000"]})
    )
    texts = [r.found for r in remarks(changed, TODAY, known)]
    assert any("无此类" in t for t in texts) and any("110000" in t for t in texts)
    assert any("section_head" in t for t in texts) and not any("leader_in_charge" in t for t in texts)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: milestone(t, "response").update(ladder="none-such"),
        lambda t: milestone(t, "response").update(requires_decision="none-such"),
        lambda t: milestone(t, "response").update(valid_to=date(2000, 1, 1)),
        lambda t: t["report_up"]["terms"][0].update(receivers=["none-such"]),
        lambda t: milestone(t, "response").update(starts=[]),
        lambda t: milestone(t, "response").update(severities=[]),
    ],
)
def test_rules_that_contradict_themselves_are_refused(change: Change) -> None:
    with pytest.raises(ValidationError):
        rules(change)


def test_a_lead_as_long_as_the_time_itself_is_told() -> None:
    def early(tree: dict[str, Any]) -> None:
        next(r for r in tree["ladders"]["grave"] if r["id"] == "before-30m").update(before="5h")

    ((level, text),) = found(early)
    assert level == "warning" and "before-30m" in text and "grave-first-release" in text
