from __future__ import annotations

from typing import Any

import pytest

from monitor.classify.learning.doubt import DoubtRules, doubt_of
from monitor.classify.result import Classification, Figure, LearnedLevel

RULES = DoubtRules()


def said(**changes: Any) -> Classification:
    """A matter of a sure class, in which nobody comes to harm."""
    given = {"relevant": True, "relevance": 0.99, "category_uncertain": False, **changes}
    return Classification("1", local=None, category="城乡建设", category_scores={"城乡建设": 0.9}, **given)


def hurt(count: int) -> dict[str, Figure]:
    return {"injured": Figure(count)}


def test_what_is_sure_waits_for_nobody() -> None:
    assert doubt_of(said(), RULES) is None
    assert doubt_of(said(emergency="fire", casualties=hurt(3)), RULES) is None


def test_an_uncertain_class_is_asked_of_matters_alone() -> None:
    assert doubt_of(said(category_uncertain=True), RULES) == "category"
    assert doubt_of(said(relevant=False, relevance=0.01, category_uncertain=True), RULES) is None


@pytest.mark.parametrize(
    ("relevance", "doubt"), [(0.14, None), (0.15, "relevance"), (0.84, "relevance"), (0.85, None)]
)
def test_relevance_is_asked_between_two_probabilities(relevance: float, doubt: str | None) -> None:
    assert doubt_of(said(relevant=relevance >= 0.5, relevance=relevance), RULES) == doubt


def test_people_hurt_without_a_known_emergency_outrank_every_other_doubt() -> None:
    unsure = said(relevance=0.6, category_uncertain=True, casualties=hurt(2))
    assert doubt_of(unsure, RULES) == "emergency"
    assert doubt_of(said(casualties=hurt(0)), RULES) is None
    assert doubt_of(said(relevant=False, relevance=0.01, casualties=hurt(2)), RULES) is None


def test_an_emergency_of_no_kind_or_one_that_may_be_no_matter_is_asked() -> None:
    assert doubt_of(said(emergency="other"), RULES) == "emergency"
    assert doubt_of(said(emergency="fire", relevance=0.6), RULES) == "emergency"
    assert doubt_of(said(emergency="other", relevant=False, relevance=0.01), RULES) is None


def test_a_learned_severity_above_the_rules_is_the_gravest_doubt() -> None:
    graver = LearnedLevel("II", 0.8)
    assert doubt_of(said(emergency="fire", severity_learned=graver), RULES) == "severity"
    past = said(emergency="fire", severity_learned=graver, relevant=False, relevance=0.01)
    assert doubt_of(past, RULES) == "severity"


def test_an_emergency_that_only_the_model_heard_is_doubted_however_sure_the_matter() -> None:
    assert doubt_of(said(emergency="fire", emergency_unsure=True, relevance=1.0), RULES) == "emergency"
