"""The service is killed at random moments, and nothing is lost: the short version of `monitor bench kill --rounds 200`."""

from __future__ import annotations

import pytest

from monitor.bench.kill import kill
from monitor.bench.measure import Sizes


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_service_that_is_killed_at_random_moments_loses_no_deadline_and_no_message() -> None:
    figures = kill(Sizes(rounds=4))
    assert figures["items"] and figures["polls"]
    faults = ("lost", "late", "early", "unmarked_duplicates")
    assert {name: figures[name] for name in faults} == dict.fromkeys(faults, 0), figures["which"]
    assert figures["chain_verified"] == "5/5"
