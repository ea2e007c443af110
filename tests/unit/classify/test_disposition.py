from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.disposition import (
    Disposed,
    DispositionConfig,
    dispose,
    is_addressed,
    severity_by_words,
)
from monitor.classify.lexicon import Lexicon
from monitor.config_file import read

CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def config() -> DispositionConfig:
    return read(CONFIG / "disposition.yaml", DispositionConfig)


def disposed(
    config: DispositionConfig, text: str, *, source: str = "forum", emergency: bool = False
) -> Disposed:
    return dispose(config, Lexicon(config.groups()).find(text), source_kind=source, emergency=emergency)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("建议在人民大街增设公交站", "constructive"),
        ("家里供热不达标，投诉后没人管", "hardship"),
        ("听说医保要取消，是真的吗", "misunderstanding"),
        ("干部官官相护，没一个好官", "erroneous"),
        ("今天路过人民大街", None),
    ],
)
def test_each_kind_is_known_by_its_words(config: DispositionConfig, text: str, kind: str | None) -> None:
    assert disposed(config, text).disposition == kind


def test_a_false_fact_is_a_rumour_and_never_an_erroneous_opinion(config: DispositionConfig) -> None:
    found = disposed(config, "有人造谣说官官相护，已被辟谣")
    assert "rumour" in found.flags
    assert found.disposition != "erroneous"


def test_hearsay_alone_is_unverified_but_no_rumour(config: DispositionConfig) -> None:
    assert disposed(config, "网传某小区爆炸").flags == ("unverified",)


def test_what_the_authorities_deny_is_a_rumour(config: DispositionConfig) -> None:
    assert "rumour" in disposed(config, "网传水库溃坝，官方否认").flags


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("新出台的实施方案还在公开征求意见", "major_decision"),
        ("供热公司乱收费，物业不管", "vital_interest"),
        ("城管粗暴执法视频曝光", "image_credibility"),
    ],
)
def test_the_focus_follows_the_strongest_words(config: DispositionConfig, text: str, focus: str) -> None:
    assert disposed(config, text).focus == focus


def test_a_message_to_a_hotline_is_a_hardship_unless_its_words_say_otherwise(
    config: DispositionConfig,
) -> None:
    assert disposed(config, "楼道灯坏了", source="hotline").disposition == "hardship"
    assert disposed(config, "建议楼道装声控灯", source="hotline").disposition == "constructive"


def test_an_emergency_is_a_hardship_in_the_vital_interest(config: DispositionConfig) -> None:
    found = disposed(config, "一处民房起火", emergency=True)
    assert (found.disposition, found.focus) == ("hardship", "vital_interest")


def test_every_outcome_quotes_its_words(config: DispositionConfig) -> None:
    assert any("“辟谣”" in r for r in disposed(config, "警方辟谣").reasons)


@pytest.mark.parametrize(
    ("text", "level"),
    [("发生火灾", "IV"), ("发生重大火灾", "II"), ("特别重大事故", "I"), ("多人遇难", "III")],
)
def test_without_numbers_only_words_raise_the_level(config: DispositionConfig, text: str, level: str) -> None:
    assert severity_by_words(config, Lexicon(config.groups()).find(text)) == level


def test_a_petition_is_known_by_its_tone(config: DispositionConfig) -> None:
    find = Lexicon(config.groups()).find
    assert is_addressed(config, find("尊敬的领导，我家住二楼"))
    assert not is_addressed(config, find("法院公开宣判一起火灾案"))
