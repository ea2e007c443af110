"""The same report in another spelling is the same report: blanks beside figures, traditional script, Chinese numerals, mark-up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import opencc
import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
REPORTS = [
    ("绿园区一栋写字楼门前聚集讨薪", "11月19日上午9时起，写字楼下陆续聚集员工约1200人，要求支付拖欠款项，交通中断约3小时。"),
    ("", "网传长春一饲料厂爆炸死了11人。目前现场已封锁，官方尚未通报。"),
    ("一工厂9名工人中毒", "11月19日晚8点多，双阳区一箱包厂9名工人因使用胶水出现头痛、意识模糊。其中2人经抢救无效死亡，7人仍在治疗。"),
    ("", "11月19日14时30分，九台区一煤矿透水，12名矿工被困。至20日8时，3人生还、9人遇难。"),
    ("小学学生集体不适", "11月19日午后，朝阳区一小学部分学生呕吐、腹痛。截至20日10时，累计就诊126人，其中留观11人，无重症。"),
    ("", "冶炼厂长期排污，已对2888人进行尿镉检测，509人超标，33人住院。"),
    ("", "11月19日3时12分，农安县发生5.1级地震，震中3个村2600余名群众转移安置，直接经济损失1.2亿元。"),
]  # fmt: skip
_CONVERTER = opencc.OpenCC("s2t")
_FIGURE = re.compile(r"(?<=[一-鿿])([0-9]+(?:\.[0-9]+)?)(?=[一-鿿])")


def spaced(text: str) -> str:
    return _FIGURE.sub(r" \1 ", text)


def traditional(text: str) -> str:
    turned: str = _CONVERTER.convert(text)
    return turned


def wide(text: str) -> str:
    return text.translate({ord("0") + i: ord("０") + i for i in range(10)})


def marked_up(text: str) -> str:
    return "<p>" + text.replace("。", "。</p>\n<p>&nbsp;&nbsp;") + "</p>"


def paused(text: str) -> str:
    return text.replace("，", " ")


def with_links(text: str) -> str:
    return text + "\n相关新闻\n· 南方某市煤矿爆炸致30人死亡50人受伤\n· 男子酒后坠楼身亡\n· 明星离婚案一审宣判"


def said(classifier: Classifier, title: str, text: str) -> dict[str, object]:
    item = Item("1", title, text, source_kind="social", published_at=NOW)
    found = classifier.classify(item, NOW).to_json()
    names = ("relevant", "local", "emergency", "severity", "severity_provisional", "casualties", "magnitude")
    rules = [basis["rule"] for basis in found["severity_basis"]]
    origins = {name: told["origin"] for name, told in found["casualty_details"].items()}
    more = ("participants", "track", "flags", "regions", "occurred_at", "disposition")
    return {name: found[name] for name in (*names, *more)} | {"rules": rules, "origins": origins}


@pytest.mark.parametrize("spelt", [spaced, traditional, wide, marked_up])
@pytest.mark.parametrize(("title", "text"), REPORTS)
def test_another_spelling_changes_nothing_of_what_is_said(
    classifier: Classifier, title: str, text: str, spelt: Callable[[str], str]
) -> None:
    assert said(classifier, spelt(title), spelt(text)) == said(classifier, title, text)


@pytest.mark.parametrize(("title", "text"), REPORTS)
def test_pauses_told_by_blanks_and_links_below_the_report_change_nothing(
    classifier: Classifier, title: str, text: str
) -> None:
    assert said(classifier, title, paused(text)) == said(classifier, title, text)
    assert said(classifier, title, with_links(text)) == said(classifier, title, text)
