from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from monitor.classify.emergencies.emergency import EmergencyDetector, EmergencyFinding
from monitor.classify.emergencies.emergency_words import EmergencyWords
from monitor.config_file import read
from monitor.errors import ConfigError
from monitor.text.clean import clean_text

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "../shared/data"


@pytest.fixture(scope="module")
def detector() -> EmergencyDetector:
    return EmergencyDetector(read(ROOT / "config/emergency.yaml", EmergencyWords))


def look(detector: EmergencyDetector, title: str, text: str) -> EmergencyFinding:
    return detector.detect(detector.scan(title, text))


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("高速公路三车追尾致2人死亡", "", "traffic_accident"),
        ("6车追尾引发大火致3人死亡", "", "traffic_accident"),
        ("三车追尾造成苯泄漏2人死亡", "", "traffic_accident"),
        ("某批发市场发生火灾", "", "fire"),
        ("", "昨晚8点，朝阳区某小区突然起火，消防赶到现场扑救。", "fire"),
        ("云南瑞丽发生4.9级地震", "", "earthquake"),
        ("学校食堂疑似食物中毒54名学生送医", "", "food_poisoning"),
        ("火车站发生严重暴恐案", "一伙歹徒持刀砍人，造成多人伤亡。", "terror_attack"),
        ("化工厂发生爆炸", "现场浓烟滚滚，消防赶赴救援。", "explosion"),
        ("在建楼房坍塌多人被困", "", "collapse"),
        ("山洪暴发致3人失踪", "", "flood"),
        ("台风登陆致2人死亡", "", "storm"),
        ("煤矿发生透水事故12人被困井下", "", "work_safety"),
        ("原油泄漏污染河道", "", "environment"),
        ("村民集体堵路", "数百名群众聚集，民警到现场处置。", "mass_incident"),
        ("幼儿园发现聚集性疫情", "", "epidemic"),
        ("景区发生踩踏", "", "other"),
    ],
)
def test_it_names_the_kind(detector: EmergencyDetector, title: str, text: str, kind: str) -> None:
    found = look(detector, title, text)
    assert (found.kind, found.is_current) == (kind, True)


@pytest.mark.parametrize(
    "title",
    [
        "消防通道被占，有火灾隐患",
        "小区电动车飞线充电，万一起火怎么办",
        "咨询火锅店油烟扰民问题",
        "省地震局招聘公告",
        "台风牌电扇质量差",
        "利空来袭引发股市地震",
        "新楼盘开盘销售火爆",
        "基金高管离职带来业绩地震",
        "路口交通事故频发，请装红绿灯",
        "交通事故责任认定有异议",
        "疫情期间的学费能否退还",
        "建议加强火灾预防知识培训",
        "个人信息泄露谁来管",
        "保险公司交通事故理赔太慢",
        "市民冲击半程马拉松纪录",
        "暴雨天气注意防范内涝隐患",
        "楼道堆放杂物存在坍塌风险",
    ],
)
def test_a_complaint_or_a_figure_of_speech_is_no_emergency(detector: EmergencyDetector, title: str) -> None:
    assert look(detector, title, "").kind is None


def test_an_old_accident_in_a_petition_is_no_emergency(detector: EmergencyDetector) -> None:
    text = "尊敬的领导：我2010年下班途中发生交通事故受伤，至今没有认定工伤，请问该找哪个部门？"
    assert look(detector, "我的情况为什么不能认定工伤", text).kind is None


def test_a_citizen_who_reports_a_fire_of_last_night_is_heard(detector: EmergencyDetector) -> None:
    text = "尊敬的领导：昨晚我们小区3号楼发生火灾，消防车进不来，目前还有人被困。"
    assert look(detector, "", text).kind == "fire"


@pytest.mark.parametrize("title", ["全市开展火灾应急演练", "学校举行地震演习"])
def test_a_drill_has_no_kind(detector: EmergencyDetector, title: str) -> None:
    found = look(detector, title, "模拟教学楼发生火灾，3人被困，消防赶到现场救援。")
    assert (found.kind, found.drill) == (None, True)


def test_fiction_has_no_kind(detector: EmergencyDetector) -> None:
    found = look(detector, "新片剧照曝光 主演亲历大楼倒塌现场", "")
    assert (found.kind, found.fiction) == (None, True)


@pytest.mark.parametrize(
    ("title", "flag", "kind"),
    [
        ("智利北部发生8.2级地震", "abroad", "earthquake"),
        ("缅甸发生7.9级地震 云南震感强烈", "abroad", "earthquake"),
        ("俄一架运输机失事 飞机坠毁致6人死亡", "abroad", "traffic_accident"),
        ("特大火灾案一审宣判 被告人获刑七年", "verdict", "fire"),
        ("上半年全市共发生火灾210起 同比下降4%", "statistic", "fire"),
        ("唐山大地震四十周年", "past", "earthquake"),
    ],
)
def test_a_kind_that_is_not_graded_says_why(
    detector: EmergencyDetector, title: str, flag: str, kind: str
) -> None:
    found = look(detector, title, "")
    assert (found.kind, getattr(found, flag), found.is_current) == (kind, True, False)


def test_a_home_emergency_that_mentions_a_foreign_country_stays_at_home(detector: EmergencyDetector) -> None:
    title = "云南瑞丽发生4.9级地震 缅甸有震感"
    assert look(detector, title, "").abroad is False


@pytest.mark.parametrize(
    "text",
    [
        "柏林大街一商铺爆炸，20人死亡。",
        "巴黎春天小区一住宅火灾致3人死亡。",
        "罗马花园工地塔吊倒塌，2人死亡。",
    ],
)
def test_a_street_or_estate_named_after_a_foreign_place_is_at_home(
    detector: EmergencyDetector, text: str
) -> None:
    assert look(detector, "", text).abroad is False


def test_a_street_in_a_foreign_city_is_abroad(detector: EmergencyDetector) -> None:
    assert look(detector, "", "德国柏林街头发生爆炸，3人死亡。").abroad is True


def test_the_source_of_the_news_is_no_place(detector: EmergencyDetector) -> None:
    text = "据美国地质勘探局网站消息，吉林松原发生5.1级地震，震中附近震感强烈。"
    assert look(detector, "", text).abroad is False


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("电影院起火 12人遇难", "fire"),
        ("男子玩游戏忘关火引发火灾 3人身亡", "fire"),
        ("今年以来最强暴雨致山洪暴发 11人遇难", "flood"),
        ("史上最强台风登陆 多人失踪", "storm"),
        ("影视城看台坍塌 10人死亡", "collapse"),
    ],
)
def test_a_word_that_only_sounds_like_a_frame_hides_nothing(
    detector: EmergencyDetector, title: str, kind: str
) -> None:
    found = look(detector, title, "")
    assert (found.kind, found.is_current) == (kind, True)


def test_an_older_year_is_past_unless_something_recent_stands_beside_it(detector: EmergencyDetector) -> None:
    old = "去年该矿发生冒顶事故，造成9人死亡。"
    assert look(detector, "", old).compared
    assert look(detector, "", old + "昨日，该矿再次冒顶。").is_current


def test_an_attack_on_our_people_abroad_is_abroad(detector: EmergencyDetector) -> None:
    text = "济南某公司援建人员遭遇恐怖袭击。阿富汗当地时间6月10日凌晨，工地遭武装分子袭击。"
    assert look(detector, "", text).abroad


def test_a_frame_of_scaffolding_is_where_it_happened_and_its_fall_what_happened(
    detector: EmergencyDetector,
) -> None:
    assert look(detector, "某工地脚手架坍塌", "").kind == "collapse"


def test_it_points_at_the_words(detector: EmergencyDetector) -> None:
    title = "某批发市场发生火灾"
    (word,) = look(detector, title, "").words
    assert title[word.start : word.end] == word.text == "火灾"


def test_an_unknown_kind_in_the_lexicon_is_a_configuration_error(tmp_path: Path) -> None:
    text = (ROOT / "config/emergency.yaml").read_text(encoding="utf-8").replace("  fire:\n", "  fires:\n")
    path = tmp_path / "emergency.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="未知的突发事件种类：fires"):
        read(path, EmergencyWords)


KINDS = {
    "交通事故": "traffic_accident",
    "火灾": "fire",
    "地震": "earthquake",
    "食物中毒": "food_poisoning",
    "恐怖袭击": "terror_attack",
}


@pytest.mark.data
def test_it_knows_the_news_of_emergencies(detector: EmergencyDetector) -> None:
    path = DATA / "emergency_news.jsonl"
    if not path.exists():
        pytest.skip("the shared emergency news are not beside the project")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    right = sum(
        look(detector, clean_text(r["title"]), clean_text(r["text"])).kind == KINDS[r["category"]]
        for r in rows
    )
    assert right / len(rows) >= 0.92


@pytest.mark.data
def test_citizens_messages_are_hardly_ever_emergencies(detector: EmergencyDetector) -> None:
    path = DATA / "messages_labelled.csv"
    if not path.exists():
        pytest.skip("the shared messages are not beside the project")
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    fired = [r for r in rows if look(detector, clean_text(r["title"]), clean_text(r["detail"])).kind]
    assert len(fired) / len(rows) < 0.004
