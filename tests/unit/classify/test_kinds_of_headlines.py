from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.emergencies.emergency import EmergencyDetector, EmergencyFinding, EmergencyWords
from monitor.classify.figures.casualties import extract_casualties
from monitor.config_file import read
from monitor.text.clean import clean

PATH = Path(__file__).resolve().parents[3] / "config/emergency.yaml"


@pytest.fixture(scope="module")
def detector() -> EmergencyDetector:
    return EmergencyDetector(read(PATH, EmergencyWords))


def look(detector: EmergencyDetector, title: str, text: str) -> EmergencyFinding:
    return detector.detect(detector.scan(title, text), extract_casualties(clean(title), clean(text)).counts)


PLACED = [
    ("长春市宽城区大火", "fire"),
    ("绿园区西新镇着大火了", "fire"),
    ("二道区东盛大街大火，烟老大了", "fire"),
    ("吉林大学附近爆炸", "explosion"),
    ("榆树市地震", "earthquake"),
]


@pytest.mark.parametrize(("text", "kind"), PLACED)
def test_a_happening_right_behind_its_place_needs_no_number(
    detector: EmergencyDetector, text: str, kind: str
) -> None:
    assert look(detector, "", text).kind == kind
    assert look(detector, text, "").kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "长春市宽城区这家店大火，排队两小时",
        "净月区的露营地大火出圈",
        "这首歌今年大火，各大商场都在放",
        "桂林路夜市大火",
    ],
)
def test_what_is_all_the_rage_is_no_fire(detector: EmergencyDetector, text: str) -> None:
    assert look(detector, "", text).kind is None


CIRCUMSTANCE = [
    (
        "台风中抛锚货轮触礁 13名船员获救",
        "21日18时，一艘货轮触礁，船体进水，13名船员获救。",
        "traffic_accident",
    ),
    ("沙尘暴中两车相撞 五人遇难", "1日18时，越野车与货车相撞，5人死亡。", "traffic_accident"),
    ("暴雪天气两客车相撞 3死", "两客车相撞，3人死亡。", "traffic_accident"),
    ("林区雷击火持续 5200人扑救", "森林防火指挥部称，6日14时因雷击引发森林火灾。", "fire"),
    (
        "幼儿园血铅异常 后厨网购颜料加进糕点",
        "多名幼儿铅中毒住院。调查组称后厨将颜料加进糕点，幼儿食用后血铅超标。",
        "food_poisoning",
    ),
]


@pytest.mark.parametrize(("title", "text", "kind"), CIRCUMSTANCE)
def test_what_befell_people_names_it_and_not_what_was_around(
    detector: EmergencyDetector, title: str, text: str, kind: str
) -> None:
    assert look(detector, title, text).kind == kind


def test_a_storm_that_led_to_it_over_a_county_stays_a_storm(detector: EmergencyDetector) -> None:
    assert look(detector, "龙卷风致榆树市房屋倒塌 3人受伤", "").kind == "storm"
    assert look(detector, "台风致多处树木倒伏", "台风登陆后，全市多处树木倒伏，电力中断。").kind == "storm"


ADVICE = [
    (
        "燃气泄漏怎么办？",
        "闻到燃气泄漏的气味，首先关闭阀门，打开门窗，切勿开关电器。遇到燃气泄漏引起火灾，要先关阀再灭火。",
    ),
    (
        "误食毒蘑菇后该怎么急救",
        "毒蘑菇中毒潜伏期不同，出现呕吐腹泻后应立即催吐。市疾控中心提醒：不采摘、不食用。",
    ),
    (
        "疾控提醒：夏季警惕食物中毒",
        "食物中毒进入高发期，聚餐时注意生熟分开。若出现群体性呕吐腹泻，应及时报告。",
    ),
    ("家中液化气罐起火怎么办", "不要慌，先关阀。如果发生爆炸危险，应立即撤离。"),
]


@pytest.mark.parametrize(("title", "text"), ADVICE)
def test_advice_is_no_emergency(detector: EmergencyDetector, title: str, text: str) -> None:
    assert look(detector, title, text).kind is None


HAPPENED = [
    (
        "家长警惕！幼儿园12名孩子食物中毒送医",
        "19日，孩子午餐后呕吐，12名孩子送医。专家提醒不要食用未煮熟豆角，应及时就医。",
        "food_poisoning",
    ),
    ("", "小区燃气泄漏！大家不要开灯，应立即撤离！", "other"),
]


@pytest.mark.parametrize(("title", "text", "kind"), HAPPENED)
def test_advice_beside_what_happened_hides_nothing(
    detector: EmergencyDetector, title: str, text: str, kind: str
) -> None:
    assert look(detector, title, text).kind == kind
