from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.matter.evidence import Evidence, RelevanceConfig
from monitor.classify.scoring import artefact
from monitor.config_file import read
from monitor.errors import ConfigError

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    config = read(CONFIG / "relevance.yaml", RelevanceConfig)
    return Evidence(config, artefact.shipped("relevance").manifest["evidence"])


def weight(evidence: Evidence, margin: float, text: str, source_kind: str = "social") -> float:
    return evidence.weigh(margin, text, source_kind).probability


def test_an_unknown_short_text_is_settled_by_its_words(evidence: Evidence) -> None:
    assert weight(evidence, 0.0, "停水了没人管") > 0.8
    assert weight(evidence, 0.0, "主场绝杀，球迷沸腾") < 0.25


def test_the_longer_a_text_the_less_its_words_count(evidence: Evidence) -> None:
    short = weight(evidence, 0.0, "停水了没人管")
    long = weight(evidence, 0.0, "停水了没人管" + "，" * 200)
    assert short > long


def test_a_thing_and_an_ill_together_say_more_than_each_alone(evidence: Evidence) -> None:
    alone = max(weight(evidence, -0.2, "电梯"), weight(evidence, -0.2, "坏了"))
    assert weight(evidence, -0.2, "电梯坏了") > alone


def test_what_was_sent_to_a_hotline_is_believed_sooner(evidence: Evidence) -> None:
    assert weight(evidence, -0.3, "楼上的", "hotline") > weight(evidence, -0.3, "楼上的")


def test_the_words_of_the_side_that_won_are_quoted(evidence: Evidence) -> None:
    assert "没人管" in evidence.weigh(0.2, "电梯坏了没人管", "social").words
    assert "球迷" in evidence.weigh(-0.5, "球迷没人管", "social").words


def test_a_long_text_that_the_model_is_sure_of_needs_no_words(evidence: Evidence) -> None:
    assert evidence.weigh(2.0, "停水" + "的" * 200, "social").words == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("  for_service:", "  service:", "for_"), ("  for_organ:", "  for_others:", "for_organ")],
)
def test_a_group_without_a_side_or_a_missing_one_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (CONFIG / "relevance.yaml").read_text(encoding="utf-8").replace(old, new)
    path = tmp_path / "relevance.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        read(path, RelevanceConfig)


def test_each_further_word_of_a_group_counts_in_a_long_text_but_not_in_a_short_one(
    evidence: Evidence,
) -> None:
    names = evidence.trait_names
    few, many = (evidence.traits(text) for text in ("停水了停电了", "停水了停电了停气了"))
    short, long = names.index("for_failure"), names.index("long for_failure")
    assert few[short] >= many[short]
    assert few[long] < many[long]


def test_speech_is_told_from_a_headline_by_its_clauses_and_its_end(evidence: Evidence) -> None:
    clauses, mood = (evidence.trait_names.index(name) for name in ("clauses", "mood"))
    spoken = evidence.traits("等了一天，车还没来呢")
    headline = evidence.traits("公交停运 市民等候一天")
    assert (spoken[clauses], spoken[mood]) == (1, 1)
    assert (headline[clauses], headline[mood]) == (0, 0)


def test_a_model_that_knows_no_weight_for_a_trait_ignores_it(evidence: Evidence) -> None:
    config = read(CONFIG / "relevance.yaml", RelevanceConfig)
    old = Evidence(config, {"margin": 1.0, "for_failure": 1.0})
    assert old.weigh(0.0, "天热了，睡不着了", "social").probability == 0.5
