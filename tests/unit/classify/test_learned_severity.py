"""A learned severity raises a doubt and attention where it finds a matter graver than the rules did, and changes nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.framing import EmergencyFinding
from monitor.classify.grading import learned_severity
from monitor.classify.grading.gravity_traits import TRAITS, GravityReader
from monitor.classify.grading.learned_severity import LearnedSeverity, SeverityModel, shipped
from monitor.classify.grading.loose_facts import LooseReader
from monitor.classify.grading.reach import FAR, Reach
from monitor.classify.grading.severity_rules import SeverityRules
from monitor.classify.learning.doubt import DoubtRules, doubt_of
from monitor.classify.read_item import ReadItem
from monitor.classify.rereading.chooser import shipped as shipped_chooser
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.result import SENSED, Classification
from monitor.classify.rules import read_rules
from monitor.classify.told import Told
from monitor.errors import MonitorError
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
FIRE = EmergencyFinding(kind="fire")


@pytest.fixture(scope="module")
def rules() -> SeverityRules:
    return read_rules(CONFIG).severity


@pytest.fixture(scope="module")
def learned(rules: SeverityRules) -> LearnedSeverity:
    assert rules.learned is not None
    return LearnedSeverity(rules, rules.learned, shipped(), shipped_chooser())


def told(text: str, title: str = "") -> Told:
    return ReadItem.of(Item("x", title, text, source_kind="local_media", published_at=NOW), NOW).told


GRAVE_TEXT = "昨夜三道街一家饭店起火，楼内12人死亡，另有4人经抢救无效死亡，遇难者的善后工作正在进行。"


def test_a_matter_that_the_rules_graded_less_is_found_grave_with_the_words_it_rests_on(
    learned: LearnedSeverity,
) -> None:
    found = learned.of(FIRE, "IV", told(GRAVE_TEXT))
    assert found is not None and found.level in ("I", "II") and found.probability >= 0.5
    assert found.because and all(c.quote == GRAVE_TEXT[c.place.start : c.place.end] for c in found.because)
    assert any("12人" in c.quote for c in found.because)
    assert found.words.startswith(SENSED) and "等级未变" in found.words


@pytest.mark.parametrize("severity", ["I", "II"])
def test_what_the_rules_find_grave_themselves_is_not_asked(learned: LearnedSeverity, severity: str) -> None:
    assert learned.of(FIRE, severity, told(GRAVE_TEXT)) is None


@pytest.mark.parametrize(
    "finding",
    [
        EmergencyFinding(),
        replace(FIRE, abroad=True),
        replace(FIRE, statistic=True),
        replace(FIRE, drill=True),
        replace(FIRE, fiction=True),
        replace(FIRE, warning=True),
        replace(FIRE, unsure=True),
    ],
)
def test_no_emergency_nor_one_abroad_played_told_foretold_or_only_heard_is_asked(
    learned: LearnedSeverity, finding: EmergencyFinding
) -> None:
    assert learned.of(finding, None, told(GRAVE_TEXT)) is None


@pytest.mark.parametrize(
    "text",
    [
        "昨天下午，人民大街两车相撞，1人死亡，2人受伤，事故原因正在调查。",
        "今晨一居民楼起火，消防出动8辆消防车、46名消防员，疏散居民120人，无人员伤亡。",
        "某校食堂午餐后37名学生腹泻，均已返校，无重症。",
        "强降雨致两处路段积水，转移群众80人，直接经济损失60万元，没有人员伤亡。",
    ],
)
def test_everyday_emergencies_with_large_numbers_of_something_else_are_left_alone(
    classifier: Classifier, text: str
) -> None:
    said = classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert said.severity is not None and said.severity_learned is None


class _Sure(SeverityModel):
    """A model that believes a level of everything."""

    def __init__(self, odds: Mapping[str, float]) -> None:
        self.id, self._odds = "0", list(odds.values())

    def odds(self, rows: list[tuple[float, ...]]) -> list[float]:
        return self._odds


def test_what_is_long_past_or_a_trial_is_believed_only_when_surer(rules: SeverityRules) -> None:
    assert rules.learned is not None
    half = (rules.learned.believed_from + rules.learned.framed_from) / 2
    learned = LearnedSeverity(
        rules, rules.learned, _Sure({"III": 1.0, "II": half, "I": 0.1}), shipped_chooser()
    )
    asked = told(GRAVE_TEXT)
    assert learned.of(FIRE, "IV", asked) is not None
    assert learned.of(replace(FIRE, past=True), None, asked) is None
    assert learned.of(replace(FIRE, verdict=True), None, asked) is None


def _with(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch, odds: Mapping[str, float]
) -> Classification:
    rules = read_rules(CONFIG).severity
    assert rules.learned is not None
    sure = LearnedSeverity(rules, rules.learned, _Sure(odds), shipped_chooser())
    monkeypatch.setattr(classifier._watch, "_learned", sure)
    text = "昨夜长春市南关区一家饭店起火，造成4人死亡，2人受伤。"
    return classifier.classify(Item("x", "", text, source_kind="social", published_at=NOW), NOW)


def test_level_track_flags_and_numbers_stay_while_doubt_reason_and_attention_rise(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = _with(classifier, monkeypatch, {"III": 0.0, "II": 0.0, "I": 0.0})
    raised = _with(classifier, monkeypatch, {"III": 1.0, "II": 0.9, "I": 0.8})
    assert plain.severity_learned is None and plain.opinion_level not in ("orange", "red")
    for name in ("severity", "severity_provisional", "track", "flags", "casualties", "organs", "disposition"):
        assert getattr(raised, name) == getattr(plain, name), name
    assert raised.severity_learned is not None and raised.severity_learned.level == "I"
    assert raised.opinion_level in ("orange", "red")
    assert "learned.grave" in {g.rule for g in raised.opinion_basis}
    assert any(reason.startswith(SENSED) for reason in raised.reasons)
    assert doubt_of(raised, DoubtRules()) == "severity"
    assert raised.to_json()["severity_learned"]["level"] == "I"
    assert plain.to_json()["severity_learned"] is None


def test_without_its_section_no_learned_severity_is_asked(classifier: Classifier) -> None:
    rules = read_rules(CONFIG)
    silent = replace(rules, severity=rules.severity.model_copy(update={"learned": None}))
    found = Classifier(silent, classifier._models, classifier._segmenter)
    assert found._watch._learned is None


def test_the_statute_measures_a_loose_number_by_the_kind(rules: SeverityRules) -> None:
    reach = Reach(rules)
    thirteen = {"deaths": 13.0}
    assert reach.of("fire", "II", thirteen, "") > 0 > reach.of("earthquake", "II", thirteen, "")
    assert reach.of("mass_incident", "I", thirteen, "") > 0 > reach.of("fire", "I", thirteen, "")
    assert reach.of("food_poisoning", "II", {"poisoned": 180.0}, "") == FAR
    assert reach.of("food_poisoning", "II", {"poisoned": 180.0, "deaths": 1.0}, "") >= 0
    assert reach.of("epidemic", "II", {"poisoned": 500.0}, "") == FAR
    assert reach.of("fire", "II", {}, "") == FAR


def test_an_affray_has_a_lower_bar_only_where_the_text_tells_of_one(rules: SeverityRules) -> None:
    reach, three_hundred = Reach(rules), {"participants": 300.0}
    assert reach.of("mass_incident", "II", three_hundred, "两村村民械斗") > 0
    assert reach.of("mass_incident", "II", three_hundred, "业主在门口静坐") < 0


def test_loose_readings_add_and_take_the_greatest_and_count_the_lost(rules: SeverityRules) -> None:
    assert rules.learned is not None
    text = "洪水中9人遇难。水库边又有4人溺亡。另有5人失联。直接经济损失1.2亿元。"
    found = LooseReader(rules.learned).read(Ledger(""), Ledger(text))
    assert found["most"].facts["deaths"] == 9
    assert found["sum"].facts["deaths"] == 13
    assert found["sum_lost"].facts["deaths"] == 18
    assert found["near"].facts["loss_yuan"] == 1.2e8
    part, start, end = found["near"].spans["loss_yuan"]
    assert (part, text[start:end]) == ("text", "1.2亿元")


def test_a_number_of_another_unit_is_no_fact(rules: SeverityRules) -> None:
    assert rules.learned is not None
    text = "3月12日，47岁的司机在101国道死亡，出动车辆20辆，死亡原因待查。"
    near = LooseReader(rules.learned).read(Ledger(""), Ledger(text))["near"].facts
    assert near.get("deaths", 0) <= 1


def test_each_level_has_a_row_of_all_traits_and_the_file_was_trained_with_these(rules: SeverityRules) -> None:
    assert rules.learned is not None
    rows = GravityReader(rules, rules.learned).read("fire", (Ledger(""), Ledger(GRAVE_TEXT)), []).rows
    assert set(rows) == {"III", "II", "I"} and all(len(row) == len(TRAITS) for row in rows.values())
    manifest, _ = learned_severity.artefact.parts(
        Path(learned_severity.__file__).parents[1] / "model" / "severity.npz"
    )
    assert tuple(manifest["traits"]) == TRAITS


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "severity.npz"
    path.write_bytes(b"PK nothing")
    with pytest.raises(MonitorError):
        SeverityModel(path)
