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


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("9日，300多名乡邻赴寿宴，当晚陆续腹泻。县卫生局介绍，到9日夜里就诊的有40人，10日中午增加到73人，到下午5时累计就诊已达95人，其中20人住院，系食物中毒。", 95),
        ("8日，工人在食堂吃过晚饭后上吐下泻，疑似食物中毒。夜里医院接诊了17人，9日上午这个数字变成了42人，到下午4点一共看了66人。", 66),
        ("7日的喜宴后，新郎父亲粗略估算，有七八十人拉了肚子。县卫生监督所昨天给出的数字是：58人到医院看病，其中县医院30人，中医院19人，还有9人回市里后就诊。系食物中毒。", 58),
        ("8日，员工聚餐后食物中毒。员工小周说，少说有三四十个人吐了。区食药监局介绍，共有28人到医院看病，其中市一院19人，中医院9人。", 28),
    ],
)  # fmt: skip
def test_a_count_that_grows_or_is_taken_apart_stands_for_all(
    classifier: Classifier, text: str, ill: int
) -> None:
    said = judge(classifier, text)
    assert said.casualty("poisoned") == ill
    assert said.casualty("injured") is None


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("8日，学生食物中毒。县卫生局介绍，有三十多名学生呕吐、腹泻，其中12人住院输液，其余已回家。", 30),
        ("8日，客人在婚宴后食物中毒。客人们说有四五十人拉肚子。镇卫生院的医生说，到这里看病的有23人，另有8人去了县医院。", 40),
        ("8日，幼儿食物中毒。该园的患儿有31名，另有7名在另一家医院就诊。", 38),
    ],
)  # fmt: skip
def test_a_rounded_number_stands_where_no_office_counts_all(
    classifier: Classifier, text: str, ill: int
) -> None:
    assert judge(classifier, text).casualty("poisoned") == ill


def test_a_kindergarten_is_no_child(classifier: Classifier) -> None:
    item = Item(
        "x",
        "一幼儿园多名孩子呕吐",
        "9日午饭后，幼儿园的孩子陆续呕吐，疑似食物中毒，共有47名幼儿到医院就诊。",
        source_kind="local_media",
        published_at=NOW,
    )
    assert classifier.classify(item, NOW).casualty("poisoned") == 47


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("8日早晨，工棚里9名民工吃过早饭，不久就嘴唇发紫，被送进医院。51岁的苏某当天停止了呼吸，其余8人洗胃后脱离了危险。系食物中毒。", 9),
        ("8日，百余名工人晚饭后腹泻。区卫生局通报，符合病例定义的有133例，均为轻症，系食物中毒。", 133),
        ("8日，孩子们午饭后嘴唇发麻、呕吐，系食物中毒。急诊科共收了大班的17名、中班的6名，另有老师一名，一共24人，都已清醒。", 24),
        ("8日，厂医室登记了19个呕吐的工人，到中午变成43人。重一些的17人送到了县医院。下午又有9名工人说头昏。至9日中午，全部52人中，仍在住院的只有5人。系食物中毒。", 52),
        ("有网友说厂里上百人食物中毒。区卫健局9日通报，到院就诊的员工共68人，其中留院观察12人，无危重病例。", 68),
    ],
)  # fmt: skip
def test_all_who_fell_ill_are_known_by_what_the_text_makes_of_them(
    classifier: Classifier, text: str, ill: int
) -> None:
    assert judge(classifier, text).casualty("poisoned") == ill


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("8日，一家七口和四个帮工吃了菌子，十一人先后食物中毒，两人去世。记者在州医院见到转来的5个人，另外3个在县医院住了两天就回家了。", 11),
        ("8日，客人食物中毒，一名老人死亡，另外7人呕吐，其余4人没有吃菜。", 7),
    ],
)  # fmt: skip
def test_the_dead_are_added_to_nobody_but_those_left_of_all(
    classifier: Classifier, text: str, ill: int
) -> None:
    assert judge(classifier, text).casualty("poisoned") == ill
