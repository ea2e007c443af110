from __future__ import annotations

import pytest

from monitor.classify.emergencies.emergency import EmergencyFinding
from monitor.classify.matter.evidence import Weighed
from monitor.classify.matter.relevance import Relevance, judge_relevance


def judged(learnt: float, finding: EmergencyFinding | None = None, *, addressed: bool = False) -> Relevance:
    return judge_relevance(
        Weighed(learnt, ("停水",)), finding or EmergencyFinding(), relevant_at=0.9, addressed=addressed
    )


def test_a_real_emergency_is_relevant_whatever_the_model_says() -> None:
    result = judged(0.0, EmergencyFinding("fire"))
    assert result.relevant
    assert result.probability > 0.9


@pytest.mark.parametrize(
    "finding",
    [
        EmergencyFinding("earthquake", abroad=True),
        EmergencyFinding("fire", past=True),
        EmergencyFinding("fire", verdict=True),
        EmergencyFinding("fire", statistic=True),
        EmergencyFinding(drill=True),
        EmergencyFinding(fiction=True),
    ],
)
def test_a_framed_emergency_is_not_relevant_but_for_a_citizen_who_complains(
    finding: EmergencyFinding,
) -> None:
    assert not judged(1.0, finding).relevant
    assert judged(1.0, finding, addressed=True).relevant


def test_without_an_emergency_the_threshold_decides() -> None:
    assert judged(0.9).relevant
    assert not judged(0.89).relevant


def test_the_reason_quotes_the_words_that_spoke() -> None:
    assert judged(0.95).reason == "相关：模型判断，概率 0.95，依词语“停水”"
