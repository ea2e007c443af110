"""Who leads where the kind of a matter alone would name somebody else: by what happened, what is cried for, how far it reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.organs.matter import Matter, Routing
from monitor.classify.organs.routing import Router
from monitor.classify.organs.table import OrgansConfig
from monitor.classify.result import Classification
from monitor.classify.rules import read_rules
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CONFIG = Path(__file__).resolve().parents[3] / "config"


def said(classifier: Classifier, text: str, kind: str = "hotline") -> Classification:
    return classifier.classify(Item("x", "", text, source_kind=kind, published_at=NOW), NOW)


def routed(classifier: Classifier, text: str, kind: str = "hotline") -> Routing:
    return classifier.route(said(classifier, text, kind))


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("长春朝阳区一商场内一男子持刀伤人，造成1人死亡2人受伤", "市公安局"),
        ("长春二道区一写字楼电梯急坠，8人被困一小时", "市市场监督管理局"),
        ("长春净月一酒店厨房燃气泄漏，三十多人疏散", "市城乡建设委员会"),
        ("长春石头口门水库一艘游船翻船，5人落水，1人死亡", "市交通运输局"),
        ("长春宽城区一大客车与货车相撞，3人死亡", "市公安局交通警察支队"),
        ("长春绿园区一厂房坍塌，4人被埋", "市应急管理局"),
        ("长春宽城区一在建工地发生事故，3名工人从电梯井坠落，当场死亡3人", "市应急管理局"),
    ],
)
def test_an_emergency_is_led_by_whom_what_happened_belongs_to(
    classifier: Classifier, text: str, lead: str
) -> None:
    result = said(classifier, text, "social")
    assert result.emergency is not None
    assert classifier.route(result).lead == lead


def test_a_routing_read_from_store_names_the_same_organs(classifier: Classifier) -> None:
    result = said(classifier, "长春二道区一写字楼电梯急坠，8人被困一小时", "social")
    assert classifier.route(result).organs == result.organs


def test_a_grave_one_is_led_by_the_command_and_still_answered_by_whose_business_it_is(
    classifier: Classifier,
) -> None:
    result = replace(said(classifier, "长春二道区一写字楼电梯急坠，8人被困一小时", "social"), severity="II")
    routing = classifier.route(result)
    assert (routing.organ, routing.lead) == ("市市场监督管理局", "市突发事件应急指挥部")


def test_who_is_in_charge_of_the_cause_helps_in_a_mass_incident(classifier: Classifier) -> None:
    result = said(classifier, "吉大一院产妇死亡，家属在门口拉横幅讨说法", "social")
    assert result.emergency == "mass_incident"
    assert "市卫生健康委员会" in result.organs
    assert classifier.route(result).organs == result.organs


@pytest.mark.parametrize(
    "text",
    [
        "站在伊通河桥上了，活着没意思，别找我，绿园区的",
        "再不给工资我就从楼顶跳下去，长春汽开区工地，我不想活了",
    ],
)
def test_who_announces_his_death_is_the_business_of_the_police_at_once(
    classifier: Classifier, text: str
) -> None:
    assert routed(classifier, text, "social").lead == "市公安局"


def test_the_cause_helps_where_somebody_announces_his_death(classifier: Classifier) -> None:
    text = "再不给工资我就从楼顶跳下去，长春汽开区工地，我不想活了"
    assert "市人力资源和社会保障局" in said(classifier, text, "social").organs


def test_a_long_letter_that_ends_in_a_cry_stays_with_whom_its_matter_belongs(classifier: Classifier) -> None:
    text = (
        "我们是绿园区某小区的居民，楼下烧烤摊每天从傍晚摆到后半夜，油烟顺着窗户往屋里灌，占道经营，垃圾扔得到处都是，"
        "消防通道也被桌椅堵死。几年来我们多次向社区和街道反映，城管来了就收，走了又摆，谁也不管到底。"
        "家里有老人和上学的孩子，晚上睡不着觉，衣服都不敢往外晾，花草也都死了。请领导派人彻底治理油烟和占道，求求你们救救我们！"
    )
    assert len(text) > 150
    assert routed(classifier, text, "mailbox").lead == "市城市管理局"


@pytest.mark.parametrize(
    "text",
    [
        "从宽城区到二道区的东北风大路路灯全不亮，两区互相推诿",
        "榆树市和舒兰市交界的公路大坑没人修",
        "宽城区和二道区交界处垃圾没人收，互相推诿",
    ],
)
def test_no_district_answers_for_what_reaches_beyond_it(classifier: Classifier, text: str) -> None:
    routing = routed(classifier, text, "mailbox")
    assert routing.organ == routing.lead
    assert "跨区域" in routing.reasons[0]


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("省药监局对化妆品厂投诉不受理，高新区", "市市场监督管理局"),
        ("省交通厅在农安县修路把村路压坏不管", "市交通运输局"),
    ],
)
def test_no_district_answers_for_an_organ_of_the_province(
    classifier: Classifier, text: str, organ: str
) -> None:
    routing = routed(classifier, text)
    assert routing.organ == organ
    assert "涉及上级机关" in routing.reasons[0]


@pytest.mark.parametrize(
    "text",
    [
        "向省信访局反映过，绿园区某小区物业不修电梯",
        "按省教育厅规定不得补课，绿园区某中学照样补课收费",
        "省住建厅领导：绿园区某小区物业公司乱收费",
    ],
)
def test_an_organ_of_the_province_that_is_only_asked_or_quoted_is_not_what_it_is_about(
    classifier: Classifier, text: str
) -> None:
    assert routed(classifier, text).organ == "绿园区人民政府"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("吉林大学食堂饭菜里有虫，学生集体投诉没人管", "吉林省教育厅"),
        ("东北师范大学研究生导师性骚扰学生，举报半年没结果", "吉林省教育厅"),
        ("长春某部队训练打靶到半夜，附近居民无法休息", "长春警备区"),
        ("龙嘉机场边检入境排队两小时", "长春出入境边防检查站"),
        ("榆树市农村信用社贷款被冒名，本人从未签字", "国家金融监督管理总局吉林监管局"),
        ("火车半夜鸣笛，宽城区铁北火车噪声扰民", "中国铁路沈阳局集团有限公司长春站区"),
    ],
)
def test_who_is_led_from_above_answers_itself(classifier: Classifier, text: str, lead: str) -> None:
    routing = routed(classifier, text)
    assert (routing.organ, routing.lead) == (lead, lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("学校门口小卖店卖电子烟，绿园区", "长春市烟草专卖局"),
        ("绿园区小学附近要建垃圾中转站，环评公示没人知道", "市城市管理局"),
        ("我是研究生，在长春买房，购房补贴什么时候发", "市住房保障和房屋管理局"),
        ("部队家属院供热不热，室温14度，归军队管还是热力公司管，绿园区", "市城乡建设委员会"),
        ("饮马河在德惠水位暴涨淹了地", "市水务局"),
    ],
)
def test_a_landmark_or_who_somebody_is_names_no_organ(classifier: Classifier, text: str, lead: str) -> None:
    assert routed(classifier, text).lead == lead


def test_an_older_folder_without_these_duties_routes_as_before() -> None:
    rules = read_rules(CONFIG)
    emergencies = {
        kind: duty.model_copy(update={"instead": (), "cause_helps": False})
        for kind, duty in rules.organs.emergencies.items()
    }
    older = rules.organs.model_copy(update={"cries": None, "above": (), "emergencies": emergencies})
    assert isinstance(older, OrgansConfig)
    matter = Matter("政法", emergency="other", severity="IV", regions=("220106",), local=True, cry="扬言轻生")
    assert Router(older, rules.taxonomy).route(matter).lead == "市应急管理局"


def test_an_unknown_organ_in_a_special_duty_is_refused_with_its_place() -> None:
    rules = read_rules(CONFIG)
    data = rules.organs.model_dump()
    data["emergencies"]["other"]["instead"][0]["lead"] = "nobody"
    with pytest.raises(ValueError, match="nobody") as refused:
        OrgansConfig.model_validate(data)
    assert "instead" in str(refused.value)


@pytest.mark.parametrize("lead", ["market", "emergency"])
def test_two_duties_of_one_kind_with_the_same_lead_are_refused(lead: str) -> None:
    data = read_rules(CONFIG).organs.model_dump()
    data["emergencies"]["other"]["instead"][2]["lead"] = lead
    with pytest.raises(ValueError, match=f"牵头单位重复：{lead}") as refused:
        OrgansConfig.model_validate(data)
    assert "emergencies.other.instead.2.lead" in str(refused.value)
