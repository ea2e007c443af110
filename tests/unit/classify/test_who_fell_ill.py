"""How many fell ill of a meal, wherever in a clause it is told, and whose number stands where several are told."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.rereading.fell_ill import _is_diagnosed
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2020, 6, 10, 20, tzinfo=SHANGHAI)


def judge(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("8日，村民摆满月酒，当晚客人拉肚子。镇卫生院收治26人，县医院收治11人。县卫生局通报，累计就诊者58人。系沙门氏菌食物中毒。", 58),
        ("昨日，县一中学生早餐后腹泻，校医室登记23人，下午增加到41人，其中8人转到县医院。原因是豆浆没有煮开，属食物中毒。", 41),
        ("截至昨晚，共搜索到符合病例定义的病例67例，其中门诊治疗52例，住院6例，9例自行服药。系食源性疾病。", 67),
        ("7日，渔村12名村民分食一条河豚，其中9人嘴唇发麻、走不稳路，被送到县医院，2人用上呼吸机。属食物中毒。", 9),
        ("昨天上午，某小学学生喝过学生奶后，有28人说肚子疼，被送到医院，疑为食物中毒。经检查，9人需要输液，其余19人回家。", 28),
    ],
)  # fmt: skip
def test_whoever_was_sick_or_went_to_a_doctor_is_counted_once(
    classifier: Classifier, text: str, ill: int
) -> None:
    assert judge(classifier, text).casualty("poisoned") == ill


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("昨晚，一学校学生食物中毒，46名学生接受治疗，病情平稳。该校共有学生1270人，当晚在食堂吃饭的有900多人。", 46),
        ("昨晚，一学校学生腹泻，累计排查在校就餐学生1126人，到县医院就诊64人，疑似食物中毒。", 64),
        ("昨晚，一学校学生食物中毒，累计有267名学生到医院就诊，158人被诊断为细菌性食物中毒。", 158),
        ("昨日，县卫生局通报，一家酒楼的客人食物中毒，5人住院。县里派出12名医生到场救治。", 5),
    ],
)  # fmt: skip
def test_who_ate_or_was_only_looked_at_is_not_ill(classifier: Classifier, text: str, ill: int) -> None:
    assert judge(classifier, text).casualty("poisoned") == ill


@pytest.mark.parametrize(
    "text",
    [
        "昨日，河口镇一学校38名学生食物中毒住院。另有一名教师于当晚在家中去世，经查系突发心梗，与此事无关。",
        "8日，城西一居民楼起火，3人受伤。一位85岁老人次日在医院去世，家属称系原有心脏病，与火灾无关。",
    ],
)
def test_who_died_of_something_else_is_none_of_the_dead(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).casualty("deaths") is None


def test_a_death_counts_where_only_its_cause_is_nobodys_fault(classifier: Classifier) -> None:
    found = judge(classifier, "8日，城西一居民楼起火，一位85岁老人死亡，起火原因与邻居无关。")
    assert found.casualty("deaths") == 1


def test_a_number_that_ends_another_is_not_that_one() -> None:
    text = "累计就诊267人，158人被诊断为中毒"
    assert _is_diagnosed(158, text)
    assert not _is_diagnosed(58, text)
