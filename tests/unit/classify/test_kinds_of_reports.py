"""Kinds as reports tell them: trials, statistics, warnings heeded, places and acts, the mechanism that did the harm."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2023, 6, 14, 9, 30, tzinfo=SHANGHAI)
CONFIG = Path(__file__).resolve().parents[3] / "config"


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load(CONFIG)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    item = Item("x", title, text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (
            "跨省倾倒废液案宣判：老板获刑",
            "某县法院对一起污染环境案作出一审判决，李某犯污染环境罪，判处有期徒刑三年。",
            "environment",
        ),
        (
            "法院终审：醉驾司机维持原判",
            "法院裁定，杜某以危险方法危害公共安全罪成立，其醉驾连撞数车。",
            "traffic_accident",
        ),
        (
            "矿长获刑五年",
            "法院一审宣判，被告人犯重大劳动安全事故罪，判处有期徒刑五年。",
            "work_safety",
        ),
        (
            "法院一审宣判：粉尘爆炸企业负责人获刑",
            "去年车间粉尘引发系列爆炸，多人伤亡，被告人被判处有期徒刑六年。",
            "explosion",
        ),
    ],
)
def test_a_trial_keeps_the_kind_of_what_is_tried(
    classifier: Classifier, title: str, text: str, kind: str
) -> None:
    said = judge(classifier, text, title)
    assert (said.emergency, said.relevant, said.severity) == (kind, False, None)


def test_a_trial_of_other_crimes_is_no_emergency(classifier: Classifier) -> None:
    said = judge(classifier, "法院一审宣判，被告人犯受贿罪，判处有期徒刑十年。", "原局长受贿案宣判")
    assert said.emergency is None


def test_the_accidents_of_a_year_have_no_level(classifier: Classifier) -> None:
    text = "2022年，全省共发生建筑施工事故41起、死亡47人，其中坍塌5起、死亡9人，高处坠落22起、死亡23人。"
    said = judge(classifier, text, "2022年全省建筑施工事故情况通报")
    assert (said.severity, said.relevant) == (None, False)


def test_a_call_for_care_after_several_accidents_elsewhere_is_no_emergency(classifier: Classifier) -> None:
    text = (
        "近期全国接连发生多起燃气爆炸事故，造成人员伤亡。各地要立即排查餐饮场所用气安全，对重大隐患一律停用。"
    )
    assert judge(classifier, text, "安委办部署：严防假期燃气事故").severity is None


def test_two_fires_of_these_days_are_no_mere_call_for_care(classifier: Classifier) -> None:
    text = "近日，我市接连发生2起火灾，共造成3人死亡，消防部门提醒居民注意用电安全。"
    assert judge(classifier, text, "我市发生两起火灾，消防提醒注意用电").emergency == "fire"


def test_a_warning_that_was_heeded_is_a_slide_that_came(classifier: Classifier) -> None:
    text = "昨日傍晚，一处高陡边坡滑塌，2万方土石堵断乡道，坡下住户提前搬离，未造成人员伤亡。"
    said = judge(classifier, text, "我县一山体滑坡 因预警及时无人伤亡")
    assert (said.emergency, said.severity) == ("collapse", "IV")


def test_dust_that_comes_from_abroad_blows_here(classifier: Classifier) -> None:
    text = "13日上午，一股来自蒙古国的沙尘暴抵达阜新，城区能见度仅300米，一名骑车男子撞上护栏腿部骨折。"
    assert judge(classifier, text, "阜新沙尘暴袭来").relevant


def test_a_dust_storm_over_there_is_abroad(classifier: Classifier) -> None:
    text = "据来自蒙古国的消息，强沙尘暴袭击该国多省，已造成10人死亡。"
    assert not judge(classifier, text, "蒙古国遭强沙尘暴袭击").relevant


def test_an_act_outweighs_the_place_of_work(classifier: Classifier) -> None:
    text = "14日，施工企业人员进入村内，与村民发生冲突，共造成4人死亡，11人受伤。"
    said = judge(classifier, text, "施工方与村民冲突情况通报")
    assert (said.emergency, said.severity, said.severity_provisional) == ("mass_incident", "II", True)


@pytest.mark.parametrize(
    "text",
    [
        "煤气罐泄漏后遇明火引爆，店内4人受伤。",
        "有人私藏炸药被引爆，三层出租楼夷为平地，7人死亡。",
        "车间铝粉引发系列爆炸，死亡12人。",
    ],
)
def test_what_goes_off_by_itself_is_no_attack(classifier: Classifier, text: str) -> None:
    assert judge(classifier, "昨日下午，" + text).emergency == "explosion"


def test_a_body_set_off_is_an_attack(classifier: Classifier) -> None:
    text = "昨日，一名男子在市场引爆身上炸药发动自杀式袭击，造成7人死亡。"
    assert judge(classifier, text).emergency == "terror_attack"


def test_the_dead_of_a_long_report_bear_out_its_headline(classifier: Classifier) -> None:
    text = (
        "12日10时许，一条运送树苗的货运索道在更换牵引索时钢缆断了。"
        + "工友泽某目睹了全过程，说像放鞭炮一样响，腿都软了。消防队员因山路不通车，背着担架走了四十分钟才到。"
        * 3
        + "3人中，2人当场死亡，1人骨折。"
    )
    assert judge(classifier, text, "索道维护出事 三名工人坠落").severity == "IV"


def test_the_anniversary_of_an_earthquake_keeps_its_kind(classifier: Classifier) -> None:
    text = "五年了，小镇的大钟依旧停在14时28分。人们带着白菊来到公墓。日子总得往前过。"
    said = judge(classifier, text, "汶川地震五周年：小镇的清明")
    assert (said.emergency, said.relevant) == ("earthquake", False)
