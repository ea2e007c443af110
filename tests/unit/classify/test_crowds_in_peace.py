"""Ordinary life that uses the words of crowds, of storming, of cut water and of losses: nobody is woken by it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.figures.crowds import find_crowd
from monitor.classify.figures.quantities import find_loss
from monitor.classify.grading.storming import is_stormed
from monitor.classify.result import Classification
from monitor.item import item_from_json
from monitor.text.clean import clean

NOW = datetime(2026, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))


def read(classifier: Classifier, text: str) -> Classification:
    fields = {"id": "1", "title": "", "text": text, "published_at": NOW.isoformat()}
    return classifier.classify(item_from_json(fields), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，6000名考生涌入考场，参加市政府组织的公务员考试。",
        "4月4日，消费券发放，五千市民涌进市政府小程序，系统一度瘫痪。",
        "4月4日，8000名网民涌入县委书记直播间，询问拆迁补偿。",
        "清明节当天，上千名市民涌向公墓祭扫，进山道路堵得死死的。",
        "4月4日，樱花盛开，上万市民涌进公园，周边堵得严严实实，市民不满停车难。",
        "4月4日，县公安局举行警营开放日，两千名市民涌入公安局大院参观。",
        "4月4日，灯光秀吸引5万人涌向伊通河畔，派出所民警疏导，交通一度堵塞。",
        "4月4日，拆迁安置房抽签，2000名拆迁户涌入体育馆，现场秩序良好。",
    ],
)
def test_who_streams_somewhere_without_any_grounds_for_anger_is_no_incident(
    classifier: Classifier, text: str
) -> None:
    assert read(classifier, text).emergency is None


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，县委组织部举办培训班，1200名干部参加，深入学习党的二十大精神。",
        "4月4日，省委召开信访工作会议，1100人参加。",
        "4月4日，6000名村民参与土地流转，征地补偿款全部到位，矛盾化解。",
        "4月4日，网信部门封堵系统漏洞1200个，参与单位三百余家，共1500人参加。",
        "4月4日，公安机关破获特大赌博案，参与人员5000余人，涉及全国多地，对峙三小时后嫌疑人投降。",
        "4月4日，中学1200名学生参加“拒绝打架斗殴”签名活动。",
        "4月4日，3000名学生卷入校园贷纠纷，维权艰难。",
        "4月4日，超过5000名网友参与网络请愿，要求某公司道歉。",
        "4月4日，上万人联名请愿，反对某手游修改，维权群里议论纷纷。",
    ],
)
def test_who_takes_part_in_a_meeting_or_only_signs_is_no_incident(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).emergency is None


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，全国象棋锦标赛在长春举行，1200名棋手楚河汉界对峙。",
        "4月4日，中印边境对峙，五千名士兵参与。",
        "4月4日，某博物馆展出辛亥革命文物，1911年新军三千余人攻入总督衙门。",
        "老照片：1949年解放军攻占市政府大楼，群众涌上街头庆祝。",
        "1948年长春起义，新七军攻入市政府，六千名士兵放下武器。",
        "纪念五卅运动，当年6000名工人罢工请愿。",
    ],
)
def test_neither_players_nor_soldiers_nor_people_of_old_are_a_crowd(
    classifier: Classifier, text: str
) -> None:
    assert read(classifier, text).emergency is None


def test_who_streams_to_a_match_counts_for_nothing_that_a_word_names(classifier: Classifier) -> None:
    said = read(classifier, "4月4日，长春亚泰冲击中超，6000名球迷涌入现场，市体育局、公安局做好保障。")
    assert said.severity not in ("I", "II")


def test_who_is_held_up_where_nature_cut_the_road_did_not_cut_it(classifier: Classifier) -> None:
    said = read(classifier, "4月4日，大雪封山，1500人因塌方阻断国道滞留服务区。")
    assert (said.emergency, said.severity) == ("storm", "IV")


@pytest.mark.parametrize(
    ("text", "participants", "severity"),
    [
        ("4月4日，因征地补偿问题，三千名村民涌向县城广场，打出横幅。", 3000, "II"),
        ("4月4日，1500名业主围聚在售楼处维权，要求退款。", 1500, "II"),
        ("4月4日，1200名考生家长涌入教育局讨说法，打出横幅。", 1200, "II"),
        ("4月4日，榆树市一千二百名村民围聚在市政府门口，要求停建养猪场。", 1200, "II"),
        ("4月4日，两千名村民参与堵路，要求征地补偿，国道中断。", 2000, "II"),
        ("4月4日，2000名教师参加罢课，要求补发工资。", 2000, "II"),
        ("4月4日，因1975年征地遗留问题，六千名村民围堵县政府。", 6000, "I"),
        ("4月4日，5300名下岗职工卧轨阻断铁路。", 5300, "I"),
        ("4月4日，退役军人6000人聚集省政府门前上访。", 6000, "I"),
    ],
)
def test_who_wants_something_is(classifier: Classifier, text: str, participants: int, severity: str) -> None:
    said = read(classifier, text)
    assert (said.emergency, said.participants, said.severity) == ("mass_incident", participants, severity)


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，一辆水泥车撞开县政府大门，冲入院内，司机受伤。",
        "4月4日，一头野猪冲进县法院大院，撞开大门，民警将其制服。",
        "4月4日，一名醉酒男子冲进县法院，辱骂法官，被法警控制。",
        "4月4日，县政府推倒围墙，占据河道的违建全部拆除。",
        "4月4日，县政府大院的围墙被推倒，拆墙透绿，群众拍手称快。",
        "4月4日，县公安局民警冲进法院宿舍楼火场，救出12人。",
        "4月4日，3000名家长涌入市政府礼堂参加家庭教育讲座。",
        "4月4日，长影拍摄现场，800名群众演员冲进县政府，推倒大门。",
        "4月4日，新书《兵变》讲述1936年数千东北军攻入省政府的故事。",
    ],
)
def test_one_drunk_a_lorry_a_boar_or_the_police_storm_no_organ(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).severity not in ("I", "II")


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，数百村民推开民警冲进县政府大楼，要求领取补偿款。",
        "4月4日，村民打伤民警，冲进县法院，抢走卷宗。",
        "4月4日，王建军被拘留后，其三百余名工友冲进县公安局要人。",
        "4月4日，网友拍摄的视频显示，数百名村民冲进县政府，砸坏大门。",
        "4月4日，一名村民死亡后，其亲属纠集百余人闯入县公安局打砸。",
        "4月4日，因不满判决，四十余名家属冲进县法院，砸毁电脑，打伤法官。",
        "县政府大院被围攻打砸，警车被掀翻，现场混乱。",
    ],
)
def test_many_who_break_in_do(classifier: Classifier, text: str) -> None:
    said = read(classifier, text)
    assert (said.emergency, said.severity) == ("mass_incident", "I")


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，12名犯人在监狱文艺汇演中表演《越狱》片段，管教点评。",
        "4月4日，在押的15名纵火犯罪嫌疑人移送检察院起诉。",
        "4月4日，森林火灾扑救中，12名服刑人员因放火罪被表彰后仍在押。",
    ],
)
def test_prisoners_by_their_crime_do_not_rise(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).severity not in ("I", "II")


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，水厂停产改造，去除水中超标铁锰，市政供水由二水厂替代，改从水库取水。",
        "4月4日，县城关停水源地上游化工厂5家，保护饮用水源不受污染。",
        "4月4日，长春市地下水超采治理，关停自备井200眼，停止取水，改用自来水，防止地下水污染。",
        "4月4日，环保督察组通报，某县饮用水源地2019年曾因污染停止取水，现整改到位。",
        "4月4日，镇自来水厂关停，村民改由县水厂供水，水质超标问题解决。",
        "4月4日，水源地保护区内3家养猪场关停，消除污染隐患，供水安全有保障。",
        "4月4日，某化工企业偷排废水，被责令停产，切断供水供电。",
        "4月4日，游泳池水质超标，停止供水，关停整改。",
        "4月4日，检察院公益诉讼，督促关停水源地内违规码头油污，饮用水安全得到保障。",
    ],
)
def test_works_and_what_lies_around_an_intake_cut_no_water(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).severity in (None, "IV")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("4月4日，水厂检修期间，上游苯泄漏进入河道，德惠市水厂停止取水，全城停水。", "II"),
        ("4月4日，改造后的舒兰市水厂因上游泄漏停止取水。", "II"),
        ("4月4日，德惠市自来水出现异味，检出挥发酚超标，水厂停止供水，正在清洗管网。", "II"),
        ("4月4日，长春市饮用水源地上游苯泄漏，第一水厂、第三水厂停止取水。", "I"),
    ],
)
def test_a_leak_cuts_it_whatever_works_go_on(classifier: Classifier, text: str, severity: str) -> None:
    said = read(classifier, text)
    assert (said.emergency, said.severity) == ("environment", severity)


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("洪涝灾害损失减少5000万元。", None),
        ("化工厂火灾损失评估：挽救财产2亿元，直接损失30万元。", 300_000),
        ("泄漏企业被罚5000万元，法院判赔生态损失2500万元。", None),
        ("油库爆炸，已造成直接经济损失5800万元，挽回损失2000万元。", 58_000_000),
        ("直接经济损失5300万元，较上次减少。", 53_000_000),
    ],
)
def test_what_was_saved_or_paid_is_not_lost(text: str, loss: int | None) -> None:
    found = find_loss(clean(""), clean(text), NOW.date())
    assert (found.value if found else None) == loss


@pytest.mark.parametrize("text", ["4月4日，游乐场大摆锤故障维修，暂停开放，没有人员受伤，请勿信谣。"])
def test_a_ride_that_is_mended_hurt_nobody(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).emergency is None


def test_long_texts_are_read_in_time() -> None:
    for unit in ("500名村民参与", "破获1200人参加", "3000人涌入，", "一名男子冲进县政府"):
        text = unit * 2000
        start = time.monotonic()
        find_crowd(clean(""), clean(text), NOW.date())
        for at in range(0, len(text), len(text) // 20):
            is_stormed(text, at, at + 8)
        assert time.monotonic() - start < 3
