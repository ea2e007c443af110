"""The real service, killed with SIGKILL: nothing lost, nothing unmarked twice, the chain whole (long: ``bench kill``)."""

from __future__ import annotations

import pytest

from monitor.bench.kill import kill
from monitor.bench.measure import Figures, Sizes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
_ROUNDS = 4
_ASKED_WITHIN_S = 30.0
"""Seconds: a source is due every second; the rest is what a machine with other work needs to come up."""


@pytest.fixture(scope="module")
def survived() -> Figures:
    """One office that was killed four times while grave matters came in."""
    return kill(Sizes(rounds=_ROUNDS))


def test_no_notice_is_lost_and_none_comes_before_its_time(survived: Figures) -> None:
    assert (survived["lost"], survived["early"]) == (0, 0), survived["which"]
    assert survived["items"] >= _ROUNDS and survived["notices"] == 3 * survived["items"]


def test_no_notice_waits_while_the_service_is_up(survived: Figures) -> None:
    assert survived["late"] == 0, survived["which"]


def test_what_comes_twice_says_so(survived: Figures) -> None:
    assert survived["unmarked_duplicates"] == 0


def test_the_audit_chain_verifies_after_every_kill(survived: Figures) -> None:
    assert survived["chain_verified"] == f"{_ROUNDS + 1}/{_ROUNDS + 1}"


def test_sources_are_asked_again_in_every_life(survived: Figures) -> None:
    assert survived["polls"] >= 1
    assert survived["longest_poll_gap_s"] < _ASKED_WITHIN_S
