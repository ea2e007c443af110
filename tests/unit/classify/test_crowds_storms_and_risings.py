"""How many took part is the number of those who did; storming is more than standing before a gate."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import item_from_json

NOW = datetime(2026, 4, 5, 20, tzinfo=timezone(timedelta(hours=8)))


def read(classifier: Classifier, text: str) -> Classification:
    fields = {"id": "1", "title": "", "text": text, "published_at": NOW.isoformat()}
    return classifier.classify(item_from_json(fields), NOW)


@pytest.mark.parametrize(
    ("text", "participants", "severity"),
    [
        ("4月4日，因一名学生死因争议，榆树市六千名群众参与了聚集。", 6000, "I"),
        ("4月4日，因一名学生死因争议，农安县三千余名群众到县政府集体上访，围堵大门。", 3000, "II"),
        ("4月4日，因征地补偿问题，一千五百名群众把农安县公安局门前的路堵得水泄不通。", 1500, "II"),
        ("4月4日，德惠市两村因坟山纠纷械斗，双方参与者共超过620人。", 620, "I"),
        ("4月4日，德惠市两村因坟山纠纷械斗，双方参与者共近500人。", 500, "II"),
        ("4月4日，德惠市两村因争水械斗，逾230人卷入。", 230, "II"),
        ("4月4日，工地两帮工人打群架，双方共五百余人。", 500, "I"),
        ("4月4日，农安县1200名村民与民警对峙，围堵镇政府。", 1200, "II"),
    ],
)
def test_those_are_counted_who_came_together(
    classifier: Classifier, text: str, participants: int, severity: str
) -> None:
    said = read(classifier, text)
    assert (said.emergency, said.participants, said.severity) == ("mass_incident", participants, severity)


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，因征地补偿问题，三百余名群众攻占了农安县委大楼。",
        "4月4日，近八百名村民推倒围栏，涌入德惠市委大院。",
        "4月4日，八百多名工人砸开德惠市公安局大门后冲了进去。",
        "4月4日，数百名村民冲破警戒线，冲进榆树市政府大院。",
        "4月4日，数百名群众撞开铁门，闯进县人民法院。",
    ],
)
def test_who_breaks_into_a_county_organ_storms_it(classifier: Classifier, text: str) -> None:
    said = read(classifier, text)
    assert (said.emergency, said.severity) == ("mass_incident", "I")


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，因征地补偿问题，两百名群众在农安县委门前聚集，未发生冲击行为。",
        "4月4日，三百名群众围堵农安县政府大门，没有冲击机关。",
        "4月4日，三百名群众因拆迁补偿涌入市政府门前的广场静坐。",
        "4月4日，清明假期后首日，两百名群众涌入县政府政务大厅办事。",
    ],
)
def test_who_stands_before_it_or_has_business_there_does_not(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).severity not in ("I", "II")


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，农安县一所监狱里12名犯人打伤看守，砸毁监舍。",
        "4月4日，德惠市看守所发生暴狱事件，16名在押人员袭击管教。",
        "4月4日，某监狱10名服刑人员越狱。",
    ],
)
def test_ten_who_rise_in_a_prison_are_enough(classifier: Classifier, text: str) -> None:
    said = read(classifier, text)
    assert (said.emergency, said.severity) == ("mass_incident", "I")


def test_nine_are_not(classifier: Classifier) -> None:
    assert read(classifier, "4月4日，农安县一所监狱里9名犯人打伤看守，砸毁监舍。").severity == "IV"


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，上千名球迷涌入体育场观看比赛，现场秩序良好。",
        "清明假期，5万名游客涌入景区，把山路堵得水泄不通。",
        "昨天，300名志愿者参与县政府组织的植树活动。",
        "昨日，500名家长聚集在学校门口等待高考学生。",
    ],
)
def test_many_who_come_in_peace_are_no_incident(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).emergency is None


@pytest.mark.parametrize(
    "text",
    [
        "4月4日，农安县因征地补偿问题，1200名群众聚集在县政府门前讨说法。不少路人驻足围观。",
        "4月4日，农安县因征地补偿问题，1200名群众游行示威。有网民称“死了三人”，警方回应不实。",
    ],
)
def test_neither_who_looks_on_nor_a_rumour_beside_it_hushes_a_crowd(
    classifier: Classifier, text: str
) -> None:
    said = read(classifier, text)
    assert (said.emergency, said.participants, said.severity) == ("mass_incident", 1200, "II")


@pytest.mark.parametrize(
    "text",
    [
        "网传农安县1200名群众游行，警方：系谣言。",
        "4月4日，农安县警方通报，网传“1200名群众围堵县政府”不实。",
        "4月4日，农安县1200名群众聚集在广场，围观看热闹，一度造成堵塞。",
    ],
)
def test_a_crowd_of_hearsay_or_of_onlookers_is_none(classifier: Classifier, text: str) -> None:
    assert read(classifier, text).severity not in ("I", "II")
