"""The dead and the hurt of whom a report says how many there were and who is excepted, and those told beside a toll."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def figures(classifier: Classifier, text: str) -> dict[str, int]:
    result = classifier.classify(Item("x", "", text, source_kind="portal", published_at=NOW), NOW)
    return {name: figure.value for name, figure in result.casualties.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "昨日，一辆面包车与货车相撞，车上9人除1名孩子受伤外全部死亡。",
            {"deaths": 8, "injured": 1},
        ),
        (
            "昨日，一辆面包车坠入山崖，车内11人除司机重伤外均当场遇难。",
            {"deaths": 10, "injured": 1, "seriously_injured": 1},
        ),
        ("昨晚，一辆载有7人的轿车坠河，仅1人跳车生还，其余无一幸免。", {"deaths": 6}),
        ("昨日凌晨，一辆客车追尾起火，车上的8人，只有司机1人逃生。", {"deaths": 7}),
        ("今晨居民楼起火，一家五口除在外打工的父亲外全部遇难。", {"deaths": 4}),
        ("昨天煤矿爆炸，井下23人除夫妻俩和一名安全员获救外，其余全部遇难。", {"deaths": 20}),
        ("昨日，一辆中巴坠崖，车上15人除2人外全部受伤。", {"injured": 13}),
        ("昨日发生瓦斯爆炸，31人下井，3人升井，其余矿工全部遇难。", {"deaths": 28}),
        ("昨天火灾，一家五口只有婴儿活着。", {"deaths": 4}),
        (
            "昨日客车坠崖，车上拉了34个人，司机和28名乘客没能等到救援，活下来的四个都在医院。",
            {"deaths": 30, "injured": 4},
        ),
        ("昨天校车侧翻，12名学生除一名女生重伤外，全都受了轻伤。", {"injured": 12, "seriously_injured": 1}),
    ],
)
def test_all_but_those_who_are_excepted_are_counted(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    assert figures(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天下午一辆中巴翻下深沟，除3人轻伤外，其余12人全部遇难。", {"deaths": 12, "injured": 3}),
        ("昨天大火，造成5人死亡。屋内7人除一老人和一小孩获救外全部遇难。", {"deaths": 5}),
        ("昨晚，烧死邻居的3名嫌疑人被抓获，共2人死亡。", {"deaths": 2}),
        (
            "昨天煤矿爆炸，已有14名矿工死亡。上午找到了最后一批遇难者遗体。",
            {"deaths": 14},
        ),
        ("昨日一艘游轮倾覆，船上456人，目前仅救出14人。", {}),
        ("昨天大火，楼里30人除1人死亡外全部获救。", {"deaths": 1}),
        ("去年一辆面包车坠崖，车上9人除司机外全部死亡。昨天又有一辆车在此侧翻，2人轻伤。", {"injured": 2}),
        ("网传昨天一辆面包车坠崖，车上9人除司机外全部死亡，警方辟谣：实际仅2人轻伤。", {"injured": 2}),
    ],
)
def test_a_count_of_their_own_an_older_story_and_a_denied_one_are_no_such_sum(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    assert figures(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天两车相撞，轿车内三人，两死一伤；面包车内五人，一死四伤。", {"deaths": 3, "injured": 5}),
        (
            "昨天两车相撞，造成4人死亡。轿车内3人，2人死亡、1人重伤；货车上2人，2人死亡。",
            {"deaths": 4, "injured": 1, "seriously_injured": 1},
        ),
        (
            "昨天货车撞向人群，当场致3人死亡，另有5名伤者。今晨，重伤的王某也停止了呼吸。",
            {"deaths": 4, "injured": 4},
        ),
        (
            "昨天清理化粪池时中毒，三人经抢救无效死亡，另有一名消防员吸入少量气体住院观察。",
            {"deaths": 3, "poisoned": 1},
        ),
        (
            "昨日，一辆轿车撞倒6名行人，造成两死四伤。今天上午，院方称4名伤者中，一人伤势过重不治，另外三人脱离危险。",
            {"deaths": 3, "injured": 3},
        ),
        (
            "昨日轿车撞人，造成两死四伤。今天，4名伤者中一人伤势过重不治。据介绍，4名伤者中1人不治后，另外三人脱离危险。",
            {"deaths": 3, "injured": 3},
        ),
        ("昨日吊篮内两名工人坠落，一死一伤。19日，伤者宋某因颅脑损伤过重死亡。", {"deaths": 2, "injured": 0}),
        (
            "昨天透水后25名矿工被困。至18日，19人生还，发现2名矿工遗体，还有4人没有音讯。下午5点，最后4人被发现，均已遇难。",
            {"deaths": 6, "trapped": 0},
        ),
        ("昨天大巴侧翻，造成10名韩国游客和中国导游遇难，其余11人受伤。", {"deaths": 11, "injured": 11}),
        (
            "昨天农用车翻沟，当场摔死6人，3人送到医院后死亡，剩下的5个人都断了骨头。",
            {"deaths": 9, "injured": 5},
        ),
        (
            "昨天校车被撞，校车司机和前排的一名教师当场死亡，车上19名孩子中有2人伤势过重死亡，其余17人受伤。",
            {"deaths": 4, "injured": 17},
        ),
        (
            "昨天两车相撞，客车内8人被困，3人已无生命体征，另有2人在转院途中死亡，剩余3人中1人重伤、2人轻伤。货车驾驶员头部受伤。",
            {"deaths": 5, "injured": 4, "seriously_injured": 1, "trapped": 0},
        ),
        (
            "昨天两车相撞。县医院称，送来的伤者有16人，其中3人送来时已经没有生命体征。交警介绍，面包车上的4人当场全部死亡。",
            {"deaths": 7, "injured": 13},
        ),
        ("昨天强风将活动板房吹翻，6人送医，2人经抢救无效死亡，4人伤情稳定。", {"deaths": 2, "injured": 4}),
        ("昨天起火，造成5人死亡（4人系一氧化碳中毒，1人系跳楼）。", {"deaths": 5}),
        ("昨天自建房倒塌，获救9人，其余14人及后来发现的人员共计遇难54人。", {"deaths": 54}),
        ("昨天在食堂就餐的学生出现不适，累计就诊236人次，确诊沙门氏菌感染98人。", {"poisoned": 98}),
        ("昨天枪手打死8人，另有15人受伤送医，其中多人伤势严重。", {"deaths": 8, "injured": 15}),
        (
            "昨天面包车撞树，车内6人全部受伤，其中驾驶员因伤势过重在送医途中死亡。",
            {"deaths": 1, "injured": 5},
        ),
        ("昨天校车被撞，受伤的11人里有4个孩子；死的那位是校车司机。", {"deaths": 1, "injured": 11}),
        (
            "昨天罐车起火，司机孙某全身60%烧伤，押运员双手烫伤；一名村干部被气浪掀倒，肋骨断了三根。",
            {"injured": 3},
        ),
        (
            "昨天罐车追尾起火，造成8人死亡、12人受伤，4名重伤员中1人伤情较重已转院。",
            {"deaths": 8, "injured": 12, "seriously_injured": 4},
        ),
        ("昨天烧炭取暖致4人死亡，同住的两名亲属轻微中毒，已送医。", {"deaths": 4, "poisoned": 2}),
        (
            "昨天透水，21人被困。经搜救，19名矿工遗体找到，仍有2人下落不明。",
            {"deaths": 19, "missing": 2, "trapped": 0},
        ),
        ("昨日矿井顶板冒落，当班6人中有5人遇难，唯一幸存者老李左腿截肢。", {"deaths": 5, "injured": 1}),
    ],
)
def test_vehicles_add_up_and_who_is_told_of_behind_a_toll_is_what_is_said_of_him(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    assert figures(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("昨天，一名男孩持枪闯入校园，枪杀9名同学及1名教师。", 10),
        ("昨天，一男子打死10名村民。", 10),
        ("昨晚，李某将同村4人杀害后潜逃。", 4),
        ("昨晚，嫌疑人纵火烧死邻居一家及亲属共十一口。", 11),
        ("昨日，李某杀害其妻及岳父母一家5口。", 5),
    ],
)
def test_those_who_are_killed_are_counted_and_not_who_did_it(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert figures(classifier, text) == {"deaths": deaths}


def test_a_false_report_of_a_murder_counts_nobody(classifier: Classifier) -> None:
    assert figures(classifier, "昨天一名男子报枪杀案假警被拘留。") == {}


def test_of_an_office_s_bulletin_such_a_sum_is_the_official_number(classifier: Classifier) -> None:
    text = "昨日，一辆面包车坠河，车上9人除1名孩子受伤外全部死亡。"
    item = Item("x", "情况通报", text, source_kind="official_site", published_at=NOW)
    result = classifier.classify(item, NOW).to_json()
    assert result["casualties"]["deaths"] == 8
    assert result["casualty_series"]["official"]["deaths"]["value"] == 8


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("昨晚双阳区一民房起火，一家六口除父亲遇难外，都受了伤。", 1, 5),
        ("昨晚双阳区一民房起火，一家六口除奶奶没救过来外，其他人都受伤送医。", 1, 5),
        ("昨晚，车上12人除司机遇难外，都受了伤。", 1, 11),
        ("昨晚，一辆面包车侧翻，车上12人除司机当场死亡外，全部受伤。", 1, 11),
    ],
)
def test_who_is_excepted_from_the_hurt_as_dead_is_the_only_one_dead(
    classifier: Classifier, text: str, dead: int, hurt: int
) -> None:
    item = Item("x", "", text, source_kind="local_media", published_at=datetime(2026, 11, 28, 12, tzinfo=UTC))
    said = classifier.classify(item, datetime(2026, 11, 28, 13, tzinfo=UTC))
    assert (said.casualty("deaths"), said.casualty("injured")) == (dead, hurt)
