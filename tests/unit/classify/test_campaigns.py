from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.classify.lexicon import Lexicon
from monitor.classify.triage.campaigns import Assigned, CampaignsConfig, Season, assign
from monitor.config_file import read
from monitor.errors import ConfigError

CONFIG = Path(__file__).resolve().parents[3] / "config"
QUIET, SESSIONS = date(2026, 6, 1), date(2026, 3, 5)


@pytest.fixture(scope="module")
def config() -> CampaignsConfig:
    return read(CONFIG / "campaigns.yaml", CampaignsConfig)


def assigned(
    config: CampaignsConfig, text: str, *, day: date = QUIET, severity: str | None = None
) -> Assigned:
    return assign(config, Lexicon(config.groups()).find(text), day=day, severity=severity)


@pytest.mark.parametrize(
    ("text", "campaign"),
    [
        ("两会期间市民建议加快地铁建设", "two_sessions"),
        ("营商环境差，企业被反复检查", "economy"),
        ("供热改革的文件看不懂", "major_reform"),
        ("督查组来了才整改", "major_inspection"),
        ("市里启动二级响应", "major_emergency"),
    ],
)
def test_each_campaign_is_known_by_its_words(config: CampaignsConfig, text: str, campaign: str) -> None:
    found = assigned(config, text)
    assert found.ids == (campaign,)
    assert "“" in found.reasons[0]


def test_an_ordinary_matter_belongs_to_none(config: CampaignsConfig) -> None:
    assert assigned(config, "小区停水三天没人管") == Assigned()


def test_fewer_words_suffice_in_season_and_the_reason_says_so(config: CampaignsConfig) -> None:
    text = "人大代表反映停车难"
    assert assigned(config, text).ids == ()
    found = assigned(config, text, day=SESSIONS)
    assert found.ids == ("two_sessions",)
    assert "重点关注期" in found.reasons[0]


def test_a_grave_emergency_belongs_to_its_campaign_without_words(config: CampaignsConfig) -> None:
    assert assigned(config, "起火", severity="II").ids == ("major_emergency",)
    assert assigned(config, "起火", severity="IV").ids == ()


@pytest.mark.parametrize(
    ("first", "last", "day", "inside"),
    [
        ("03-01", "03-15", date(2026, 3, 15), True),
        ("03-01", "03-15", date(2026, 3, 16), False),
        ("12-20", "01-10", date(2026, 12, 31), True),
        ("12-20", "01-10", date(2026, 1, 10), True),
        ("12-20", "01-10", date(2026, 2, 1), False),
        ("2026-05-01", "2026-05-07", date(2027, 5, 3), False),
    ],
)
def test_a_season_counts_both_its_ends_and_may_run_over_new_year(
    first: str, last: str, day: date, inside: bool
) -> None:
    assert Season.model_validate({"from": first, "to": last}).holds(day) is inside


@pytest.mark.parametrize("span", ["{from: 3月1日, to: 03-15}", "{from: 2026-05-07, to: 2026-05-01}"])
def test_a_season_written_wrong_is_refused(tmp_path: Path, span: str) -> None:
    text = (CONFIG / "campaigns.yaml").read_text(encoding="utf-8")
    path = tmp_path / "campaigns.yaml"
    path.write_text(text.replace("{from: 01-05, to: 01-25}", span), encoding="utf-8")
    with pytest.raises(ConfigError, match="watch"):
        read(path, CampaignsConfig)
