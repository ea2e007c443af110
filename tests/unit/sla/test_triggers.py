from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.config_file import read
from monitor.sla.triggers import CaseRules, Sighting, choose

RULES = read(Path(__file__).resolve().parents[3] / "config" / "cases.yaml", CaseRules)
COMPLAINT = Sighting(
    severity=None,
    emergency=None,
    relevant=True,
    relevance=0.9,
    local=True,
    source_kind="hotline",
    focus="vital_interest",
    flags=(),
    category="城乡建设",
    event_items=1,
    event_sources=1,
    concentrated=False,
)
FIRE = replace(COMPLAINT, severity="II", emergency="fire", source_kind="local_media")


def decided(seen: Sighting) -> str | None:
    trigger = choose(RULES, seen)
    return trigger.do if trigger else None


def test_an_ordinary_hotline_message_is_no_case() -> None:
    assert decided(COMPLAINT) is None


def test_concentrated_hotline_messages_propose_a_case() -> None:
    assert decided(replace(COMPLAINT, concentrated=True)) == "propose"


@pytest.mark.parametrize("severity", ["I", "II"])
@pytest.mark.parametrize("local", [True, None])
def test_a_grave_emergency_opens_at_once_unless_it_is_elsewhere(severity: str, local: bool | None) -> None:
    assert decided(replace(FIRE, severity=severity, local=local)) == "open"
    assert decided(replace(FIRE, severity=severity, local=False)) is None


def test_a_local_emergency_of_a_lesser_level_opens_a_case() -> None:
    assert decided(replace(FIRE, severity="IV")) == "open"


def test_a_media_report_on_the_publics_interests_is_proposed() -> None:
    assert decided(replace(COMPLAINT, source_kind="local_media")) == "propose"


def test_a_rumour_on_a_local_matter_is_proposed() -> None:
    assert decided(replace(COMPLAINT, source_kind="social", flags=("rumour",), focus=None)) == "propose"


def test_what_is_no_government_matter_is_never_a_case() -> None:
    assert decided(replace(FIRE, relevant=False)) is None


def test_opening_outranks_proposing() -> None:
    assert decided(replace(FIRE, flags=("rumour",), source_kind="social")) == "open"


@pytest.mark.parametrize("severity", ["I", "II", "III", "IV"])
def test_what_a_model_alone_heard_is_proposed_and_never_opened_at_once(severity: str) -> None:
    heard = replace(FIRE, severity=severity, source_kind="social", focus=None, unsure=True)
    assert decided(heard) == "propose"
