"""Flags and focus are told by words that belong together, and no reason cites a word that says nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, *, title: str = "", kind: str = "portal") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "23日，一辆客车与货车相撞，伤者被送往医院，其中2人抢救无效死亡，6人受伤，现场交通一度瘫痪。",
        "23日晚，民警处理一起两车相刮的交通事故时，发现男司机一身酒气，呼气酒精测试显示其涉嫌酒后驾驶。",
    ],
)
def test_a_hospital_or_the_police_at_an_accident_have_done_no_wrong(
    classifier: Classifier, text: str
) -> None:
    assert "major_problem" not in judge(classifier, text).flags


@pytest.mark.parametrize(
    "text",
    [
        "我父亲在医院输液后死亡，医生一直不给说法，请求调查。",
        "派出所所长酒后打人，至今没有处理，请求查处。",
        "辅警执勤时收受司机好处，被查后停职。",
        "幼儿园老师殴打孩子，家长看到监控报了警。",
        "煤矿瞒报两名矿工死亡，家属求助。",
    ],
)
def test_who_has_done_wrong_is_flagged(classifier: Classifier, text: str) -> None:
    assert "major_problem" in judge(classifier, text, kind="hotline").flags


def test_advice_how_to_eat_safely_accuses_no_canteen(classifier: Classifier) -> None:
    text = "食堂采购湿米粉要看清日期，严防食物中毒；加工食品要烧熟煮透，防止过期的调料混入。"
    assert "major_problem" not in judge(classifier, text, title="开学季饮食安全须知").flags


def test_a_buyer_who_asks_for_better_watch_still_accuses_the_shop(classifier: Classifier) -> None:
    text = "这家超市卖给我过期的奶粉，孩子喝了住院，请提醒大家警惕，避免再有人上当，请求查处。"
    assert "major_problem" in judge(classifier, text, kind="hotline").flags


def test_many_who_fell_ill_are_no_gathering(classifier: Classifier) -> None:
    found = judge(classifier, "22日中午，村里办丧事，数十名村民进餐后呕吐，陆续送医，疑似食物中毒。")
    assert "sensitive" not in found.flags


def test_many_who_block_a_gate_are(classifier: Classifier) -> None:
    found = judge(classifier, "23日，上百人在区政府门口堵路讨说法，要求发还集资款。")
    assert "sensitive" in found.flags


def test_officials_who_come_to_a_fire_do_not_make_it_a_matter_of_their_conduct(
    classifier: Classifier,
) -> None:
    text = "23日，山上发生森林火灾，林业局局长和各级干部赶到现场指挥扑救，火势得到控制，无人员伤亡。"
    assert judge(classifier, text).focus == "vital_interest"


def test_a_charge_against_officials_stays_one(classifier: Classifier) -> None:
    text = "村支书贪污低保金、冒领补贴，村民举报多次，镇政府推诿不作为。"
    assert judge(classifier, text, kind="hotline").focus == "image_credibility"


def test_an_officer_who_does_harm_himself_is_a_matter_of_conduct(classifier: Classifier) -> None:
    assert judge(classifier, "派出所所长驾车撞死2人逃逸，让妻子顶包").focus == "image_credibility"


def test_a_death_that_is_a_medical_accident_is_flagged(classifier: Classifier) -> None:
    found = judge(classifier, "老人在医院手术后身亡，被认定为医疗事故，家属要求处分医生", kind="forum")
    assert "major_problem" in found.flags


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("根据城市管理条例，电梯里不该乱贴通知，请物业清理。", "vital_interest"),
        ("请问本人户籍在外地，购置税要在哪里缴？", "vital_interest"),
        ("关于修订养犬管理条例，提几点意见，应当明确禁养区。", "major_decision"),
        ("取消户籍限制什么时候落实？", "major_decision"),
    ],
)
def test_a_law_that_is_cited_is_not_a_law_that_is_made(classifier: Classifier, text: str, focus: str) -> None:
    assert judge(classifier, text, kind="mailbox").focus == focus


@pytest.mark.parametrize(
    "text",
    [
        "人行道上违停电动自行车太多，行人没法走，请清理。",
        "电力公司举办不停电检修技能竞赛，选手来自多个单位。",
    ],
)
def test_a_power_cut_within_another_word_is_none(classifier: Classifier, text: str) -> None:
    told = " ".join(judge(classifier, text, kind="hotline").reasons)
    assert "群众切身利益：词语“停电”" not in told


def test_a_power_cut_is_told_as_one(classifier: Classifier) -> None:
    told = " ".join(judge(classifier, "小区停电两天了没人管。", kind="hotline").reasons)
    assert "“停电”" in told


def test_no_reason_cites_a_date_or_a_word_that_says_nothing(classifier: Classifier) -> None:
    texts = [
        "据了解，11月20日下午，当地部分商户的招牌已经换新，大家觉得还可以。",
        "11月19日，新建的公交站已经启用，周末有人来看。",
    ]
    for text in texts:
        for reason in judge(classifier, text).reasons:
            if "模型判断" in reason and not reason.startswith(("相关", "不相关")):
                assert not {"“部分”", "“已经”", "“下午”", "“当地”", "“周末”"} & set(
                    reason.replace("、", "，").split("，")
                )
                assert "日”" not in reason
