"""What somebody plausibly writes wrong into a file is told in one sentence with file and place, before anything is done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.classify.rules import read_rules
from monitor.collectors.sources import read_sources
from monitor.errors import ConfigError
from monitor.rulebook import RuleBook


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> str:
    """The sentence in which the configuration is refused."""
    with pytest.raises(ConfigError) as refused:
        RuleBook.load(folder)
        read_rules(folder)
        read_sources(folder / "sources.yaml")
    sentence = str(refused.value)
    assert "\n" not in sentence and "Error" not in sentence
    return sentence


MISTAKES = [
    ("cases.yaml", "flags: [rumour]", "flags: [rumor]", "triggers[2].when.flags[0]"),
    ("cases.yaml", "id: local-emergency", "id: grave-emergency", "triggers[1].id"),
    ("cases.yaml", "source_kind: [central_media,", "source_kind: [central,", "没有 central"),
    ("campaigns.yaml", "at_least: 2", "at_least: two", "须为数字"),
    ("delivery.yaml", "repeat_after: 6h", "repeat_after: 6", "时长须写明单位"),
    ("delivery.yaml", "failures: 3", "failures: -3", "不得小于 1"),
    ("events.yaml", "min_jaccard: 0.5", "min_jaccard: 50", "不得大于 1"),
    ("events.yaml", "decorations:\n", "decorations:\n    - '【[^】'\n", "不是有效的正则表达式"),
    ("events.yaml", "    earthquake:", "    erathquake:", "没有 erathquake"),
    ("relevance.yaml", "half_at:", "halfat:", "halfat（第 6 行）：未知的键；而 half_at 缺少"),
    ("learning.yaml", "missed_share_alarm: 0.05", "missed_share_alarm: 5%", "须为数字"),
    ("office.yaml", 'region: "220100"', 'region: "99"', "region：regions.yaml 中没有代码为 99 的地区"),
    ("office.yaml", 'public_url: ""', 'public_url: "console.example"', "console.public_url"),
    ("office.yaml", "session_hours: 12", "session_hours: 0", "console.session_hours"),
    ("office.yaml", "{seq}号", "{seq}号{month}", "case_number"),
    ("opinion_level.yaml", "flags: [sensitive]", "flags: [sensitiv]", "sensitive"),
    ("opinion_level.yaml", "source_kinds: [central_media]", "source_kinds: [central]", "没有 central"),
    ("opinion_level.yaml", "id: hot-list", "id: attention.superior", "].id（第"),
    ("organs.yaml", "id: news_office", "id: gov_office", "organs[1].id"),
    ("organs.yaml", "urging: gov_office", "urging: gov_offfice", "offices.urging（第"),
    ("sla.yaml", "  evening: 17 ", "  evening: 17:00 ", "day_parts.evening（第"),
    ("sla.yaml", "  evening: 17 ", "  evening: 24 ", "须为 0 到 23 的整点，如 17"),
    ("sla.yaml", "  evening: 17 ", "  evenings: 17 ", "day_parts.evenings（第"),
    ("policies.yaml", "id: heat-metering-2026", "id: open-government-2017", "policies[1].id"),
    ("policies.yaml", "number: 长府办发〔2017〕54号", "number: 54号", "policies[0].number"),
    ("policies.yaml", "lead: 市政府办公室", "lead: 市政府办公处", "policies[0].lead"),
    ("policies.yaml", "lead: 市政府办公室", "lead: 市政府办公室\n  people: [nobody]", "没有 nobody 这个人"),
    ("policies.yaml", "{id: review,", "{id: start,", "policies[1].stages[1].id"),
    ("policies.yaml", "day: 2027-03-15", "day: 2027-02-30", "不是有效的日期或时间：2027-02-30"),
    ("policies.yaml", "form: questions", "form: poster", "policies[1].stages[0].form"),
    ("policies.yaml", "at_least: 2.5", "at_least: 25", "永不成立"),
    ("policies.yaml", "热计量收费新规]", "新规]", "简称至少三个字"),
    ("policies.yaml", "right: 自愿装", "right: 自愿", "policies[1].points[0]"),
    ("policies.yaml", "window: 24h", "window: 24", "时长须写明单位"),
    ("policies.yaml", "rhythm: 14d", "rhythm: 12h", "rhythm 不得短于 window"),
    ("policies.yaml", "to: [officer, section_head]", "to: [editor]", "watch.to[0]"),
    ("policies.yaml", 'url: "http://www', 'url: "www', "完整网址"),
    ("policies.yaml", "voices: [social,", "voices: [weibo,", "confusion.voices[0]"),
    ("policies.yaml", "{from: 2017-11-08}", "{from: 2017-11-08, to: 2016-01-01}", "from 晚于 to"),
    ("regions.yaml", 'code: "220102"', 'code: "2201"', "regions[0].code"),
    ("regions.yaml", 'code: "220103"', 'code: "220102"', "regions[1].code"),
    ("regions.yaml", "as_of: 2023-12-31", "as_of: 2023-13-31", "不是有效的日期或时间：2023-13-31"),
    ("relevance.yaml", 'hotline: "2"', 'hotlin: "2"', "没有 hotlin"),
    ("roster.yaml", "days_off: []", "days_off: [2027-02-30]", "不是有效的日期或时间：2027-02-30"),
    ("roster.yaml", "every: 12h", "every: 12", "时长须写明单位"),
    ("severity.yaml", "framed_from: 0.7", "framed_from: 0.3", "framed_from 不得低于 learned.believed_from"),
    ("severity.yaml", "believed_from: 0.5", "believed_from: 0", "learned.believed_from"),
    ("severity.yaml", "loss_yuan: [损失]", "loss_yuan: []", "词组 loss_yuan 不得为空"),
    ("severity.yaml", "graded_from: 2007-06-01", "graded_from: 2007-06-31", "不是有效的日期或时间"),
]


@pytest.mark.parametrize(("name", "old", "new", "place"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_a_mistake_is_told_with_file_and_place(
    config_dir: Path, name: str, old: str, new: str, place: str
) -> None:
    edit(config_dir, name, old, new)
    sentence = told(config_dir)
    assert name in sentence and place in sentence


@pytest.mark.parametrize(
    "name", ["delivery.yaml", "events.yaml", "learning.yaml", "policies.yaml", "sources.yaml"]
)
def test_an_emptied_file_is_refused_and_not_read_as_all_defaults(config_dir: Path, name: str) -> None:
    (config_dir / name).write_text("# 只剩说明\n\n", encoding="utf-8")
    assert f"{name}：文件没有内容" in told(config_dir)


def test_a_key_that_stands_twice_is_refused_with_both_lines(config_dir: Path) -> None:
    path = config_dir / "office.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nname: 另一个名称\n", encoding="utf-8")
    assert re.search(r"office\.yaml：键 name 写了两次（第 \d+ 行、第 \d+ 行）", told(config_dir))


def test_a_key_that_stands_twice_on_one_line_is_refused(config_dir: Path) -> None:
    edit(config_dir, "roster.yaml", "shifts: []", "shifts: [{person: zhao, person: li}]")
    assert "键 person 写了两次" in told(config_dir)


def test_the_sample_itself_is_sound(config_dir: Path) -> None:
    RuleBook.load(config_dir)
    read_rules(config_dir)
    read_sources(config_dir / "sources.yaml")


def test_a_tab_and_another_charset_are_told_with_what_to_do(config_dir: Path) -> None:
    roster = config_dir / "roster.yaml"
    text = roster.read_text(encoding="utf-8")
    roster.write_text(text.replace("people:", "people:\n\t- x"), encoding="utf-8")
    assert "缩进须用空格，不能用制表符" in told(config_dir)
    roster.write_text(text, encoding="gb18030")
    assert "另存为 UTF-8" in told(config_dir)
