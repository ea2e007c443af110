"""The main questions about a policy, brought together from many wordings."""

from __future__ import annotations

from pathlib import Path

from monitor.classify.policies.watch_list import PoliciesConfig
from monitor.config_file import read
from monitor.events.questions import Asked, PolicyWords, main_questions

CONFIG = Path(__file__).resolve().parents[3] / "config"
LIST = read(CONFIG / "policies.yaml", PoliciesConfig)
POLICY = LIST.policies[1]
WORDS = PolicyWords((*LIST.confusion.longest_first, *POLICY.names), tuple(POLICY.terms))


def groups(*sentences: str) -> list[set[int]]:
    asked = [Asked(n, sentence, f"p{n}") for n, sentence in enumerate(sentences)]
    return [set(q.items) for q in main_questions(asked, WORDS)]


def test_one_question_in_several_wordings_is_one() -> None:
    found = groups("热量表坏了谁来修？", "表坏了谁负责换", "装表的钱谁出？", "安装热量表要自己出钱吗？")
    assert found == [{0, 1}, {2, 3}]


def test_the_terms_of_the_policy_alone_make_no_two_questions_one() -> None:
    assert groups("热量表坏了谁来修？", "热量表的数据在哪里看？") == [{0}, {1}]


def test_asking_words_alone_make_no_two_questions_one() -> None:
    assert groups("请问怎么退费？", "请问怎么报名？") == [{0}, {1}]


def test_what_most_people_ask_stands_first_and_one_person_counts_once() -> None:
    asked = [Asked(n, "没装表的老小区咋收？", "same") for n in range(5)]
    asked += [Asked(10 + n, "多交的热费什么时候退？", f"p{n}") for n in range(2)]
    first, second = main_questions(asked, WORDS)
    assert (first.people, second.people) == (2, 1)
    assert second.items == (0, 1, 2, 3, 4)


def test_copies_ask_the_same_in_whatever_words() -> None:
    asked = [Asked(1, "多交的热费什么时候退？"), Asked(2, "转：退费几号到账", copy_of=1)]
    assert [q.items for q in main_questions(asked, WORDS)] == [(1, 2)]


def test_nothing_asked_is_no_question() -> None:
    assert main_questions([], WORDS) == ()
