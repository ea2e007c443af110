"""What shows that a policy is not understood: questions about it, and claims that it does not make."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.policies.confusion import claims_in, confusion_of, is_wrong, questions_in
from monitor.classify.policies.watch_list import PoliciesConfig, Policy
from monitor.config_file import read

CONFIG = Path(__file__).resolve().parents[3] / "config"
LIST = read(CONFIG / "policies.yaml", PoliciesConfig)
POLICY = Policy.model_validate(
    {
        "id": "lifts",
        "title": "关于老旧住宅加装电梯资金补助的实施办法",
        "lead": "市住房保障和房屋管理局",
        "points": [
            {"name": "是否取消", "says": {"取消": ["取消"], "保留": ["不取消", "没取消"]}, "right": "保留"},
            {"name": "何时起", "says": {"十月": ["10月1日起"], "十一月": ["11月1日起"]}},
        ],
    }
)


@pytest.mark.parametrize(
    "text",
    [
        "一楼住户要不要出钱？",
        "请问补助什么时候到账",
        "文件看了两遍没看懂",
        "这笔钱是一次性给吗",
        "群里说法不一，到底听谁的",
        "啥时候能办呢",
    ],
)
def test_a_question_is_heard_with_and_without_its_mark(text: str) -> None:
    assert questions_in(LIST.confusion, text)


@pytest.mark.parametrize(
    "text",
    [
        "今年就按表收，办法里写着呢",
        "补助已经到账，谢谢。",
        "这事到底有没有人管？",
        "你们的良心呢？",
        "怎么办理都写在公告里了。",
        "真好！",
    ],
)
def test_thanks_statements_and_rhetorical_questions_ask_nothing(text: str) -> None:
    assert not questions_in(LIST.confusion, text)


def test_only_the_asking_sentences_are_kept() -> None:
    asked = questions_in(LIST.confusion, "楼里商量好了。一楼要不要出钱？听说下月开工。一楼要不要出钱？")
    assert asked == ("一楼要不要出钱？",)


def test_a_bare_word_of_not_understanding_is_kept_only_where_nothing_else_is_asked() -> None:
    assert questions_in(LIST.confusion, "一楼要不要出钱？看不懂") == ("一楼要不要出钱？",)
    assert questions_in(LIST.confusion, "文件贴出来了。看不懂") == ("看不懂",)


def test_papers_and_offices_show_no_confusion_of_their_own() -> None:
    text = "市民问：一楼要不要出钱？"
    assert confusion_of(LIST.confusion, POLICY, text, "forum").asks
    assert not confusion_of(LIST.confusion, POLICY, text, "local_media").asks
    assert not confusion_of(LIST.confusion, POLICY, text, "official_site").asks


def test_of_a_long_letter_only_what_stands_near_the_policy_is_asked_about_it() -> None:
    other = "楼下的烧烤摊什么时候能搬走？" + "油烟大得开不了窗，" * 40 + "。"
    policy = POLICY.model_copy(update={"names": ("加梯新政",)})
    found = confusion_of(LIST.confusion, policy, f"{other}加梯新政出来了。一楼要不要出钱？", "mailbox")
    assert found.questions == ("一楼要不要出钱？",)
    assert (
        len(confusion_of(LIST.confusion, policy, "加梯新政？烧烤摊什么时候能搬走？", "mailbox").questions)
        == 1
    )


def test_a_claim_is_told_from_one_whose_words_hold_it() -> None:
    assert claims_in(POLICY, "补助明年就取消了") == {"是否取消": "取消"}
    assert claims_in(POLICY, "补助并不取消") == {"是否取消": "保留"}


def test_who_reports_both_claims_makes_none() -> None:
    assert claims_in(POLICY, "有人说取消，有人说没取消") == {}


def test_a_claim_against_what_the_policy_says_is_wrong_and_an_open_point_has_none() -> None:
    assert is_wrong(POLICY, {"是否取消": "取消"})
    assert not is_wrong(POLICY, {"是否取消": "保留"})
    assert not is_wrong(POLICY, {"何时起": "十月"})
