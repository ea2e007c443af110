"""What the program itself is not sure of in an item, so that a person should look: one word for the gravest doubt."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import Field

from monitor.classify.result import Classification
from monitor.config_file import ConfigModel, Span

Doubt = Literal["severity", "emergency", "relevance", "category"]
Harm = Literal["deaths", "missing", "trapped", "seriously_injured", "injured", "poisoned"]
Kind = Literal[
    "traffic_accident", "fire", "earthquake", "food_poisoning", "terror_attack", "explosion", "collapse",
    "flood", "storm", "work_safety", "environment", "epidemic", "mass_incident", "other",
]  # fmt: skip


class DoubtRules(ConfigModel):
    """``doubt`` in ``config/learning.yaml``: where doubt begins and ends, and how long an item waits for a person."""

    relevance_from: float = Field(0.15, ge=0, le=1)
    relevance_below: float = Field(0.85, ge=0, le=1)
    harm: tuple[Harm, ...] = ("deaths", "missing", "trapped", "seriously_injured", "injured", "poisoned")
    kinds: tuple[Kind, ...] = ("other",)
    within: Span = timedelta(days=14)


def doubt_of(result: Classification, rules: DoubtRules) -> Doubt | None:
    """The gravest doubt: is it graver than it was graded, could it be an emergency, is it a matter at all, which class; None where all is sure.

    A learned severity finds it I or II where the rules did not. Only the learnt model heard one; or people came to harm and no emergency was found in it, or one that fits no kind: it may be one, unless it is surely no matter.
    """
    if result.severity_learned:
        return "severity"
    if result.emergency_unsure:
        return "emergency"
    unsure = rules.relevance_from <= result.relevance < rules.relevance_below
    if result.relevant or unsure:
        harmed = any((result.casualty(name) or 0) > 0 for name in rules.harm)
        if result.emergency in rules.kinds or (result.emergency is None and harmed):
            return "emergency"
    if unsure:
        return "emergency" if result.emergency else "relevance"
    return "category" if result.relevant and result.category_uncertain else None
