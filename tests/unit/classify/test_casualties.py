from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.classify.figures.casualties import Casualties, extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.classify.result import CASUALTY_FIELDS, Figure
from monitor.text.clean import clean


def read(text: str, title: str = "") -> Casualties:
    return extract_casualties(clean(title), clean(text))


def values(text: str, title: str = "") -> dict[str, int]:
    return {name: figure.value for name, figure in read(text, title).figures.items()}


def figure(text: str, name: str, title: str = "") -> Figure:
    return read(text, title).figures[name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事故造成31人死亡。", {"deaths": 31}),
        ("事故造成三十一人遇难，十二人失踪。", {"deaths": 31, "missing": 12}),
        ("事故造成31名工人当场死亡。", {"deaths": 31}),
        ("事故致3死5伤。", {"deaths": 3, "injured": 5}),
        ("造成死亡3人受伤5人。", {"deaths": 3, "injured": 5}),
        ("造成3人死亡5人受伤。", {"deaths": 3, "injured": 5}),
        ("死亡8人，失踪3人，受伤26人（其中重伤5人）。", {"deaths": 8, "missing": 3, "injured": 26, "seriously_injured": 5}),
        ("一名60岁老人不幸身亡。", {"deaths": 1}),
        ("现场发现12具遗体。", {"deaths": 12}),
        ("2名消防员在扑救中牺牲。", {"deaths": 2}),
        ("一家六口全部遇难。", {"deaths": 6}),
        ("三名工人掉入沼气池中毒身亡。", {"deaths": 3}),
        ("被困12人全部遇难。", {"deaths": 12}),
        ("失踪的4人已全部找到，均已遇难。", {"deaths": 4}),
        ("15名矿工被困井下。", {"trapped": 15}),
        ("一辆载有32人的大巴侧翻，致使11人不同程度受伤。", {"injured": 11}),
        ("医院共收治伤员23人。", {"injured": 23}),
        ("12人失联，搜救正在进行。", {"missing": 12}),
        ("5人受伤严重，8人轻微擦伤。", {"seriously_injured": 5, "injured": 13}),
        ("共有74名学生出现呕吐、腹泻症状，初步判断为食物中毒。", {"poisoned": 74}),
        ("食物中毒128人，其中1人死亡。", {"poisoned": 128, "deaths": 1}),
        ("紧急转移安置灾区群众2919户9496人。", {"evacuated": 9496}),
        ("火灾造成直接经济损失5200万元。", {"loss_yuan": 52_000_000}),
        ("造成1.2亿元直接经济损失。", {"loss_yuan": 120_000_000}),
        ("事故造成１２人死亡，３人受伤。", {"deaths": 12, "injured": 3}),
        ("事故導致7人遇難、5人受傷。", {"deaths": 7, "injured": 5}),
    ],
)  # fmt: skip
def test_it_reads_the_figures(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("重伤4人，轻伤3人。", {"seriously_injured": 4, "injured": 7}, id="parts make the injured"),
        pytest.param("重伤10人。", {"seriously_injured": 10, "injured": 10}, id="serious alone is all injured"),
        pytest.param("24人受伤，其中3人受重伤。", {"seriously_injured": 3, "injured": 24}, id="part of a total"),
        pytest.param("2人重伤，另有3人受伤。", {"seriously_injured": 2, "injured": 5}, id="another three"),
        pytest.param("9人死亡，另有52人受伤，其中9人伤势较重。", {"deaths": 9, "injured": 52, "seriously_injured": 9}, id="part after another"),
        pytest.param("当场死亡3人，抢救无效2人。", {"deaths": 5}, id="two manners add up"),
        pytest.param("3人当场死亡，2人送医后不治身亡。", {"deaths": 5}, id="two manners add up in right form"),
        pytest.param("3人当场死亡。另有2人经抢救无效死亡。", {"deaths": 5}, id="two manners in two sentences"),
        pytest.param("造成5人死亡，其中3人当场死亡，2人经抢救无效死亡。", {"deaths": 5}, id="parts do not add to their total"),
        pytest.param("造成5人死亡。4人当场死亡，1人在送往医院途中死亡。", {"deaths": 5}, id="manners do not add to a total"),
        pytest.param("A区死亡2人，B区死亡3人。", {"deaths": 5}, id="two places add up"),
        pytest.param("砸伤1名路人和2名骑手。", {"injured": 3}, id="joined behind the verb"),
        pytest.param("造成3名工人和1名保安受伤。", {"injured": 4}, id="joined before the verb"),
        pytest.param("3人生还、9人遇难。", {"deaths": 9}, id="survivors are not joined to the dead"),
        pytest.param("12名被困矿工中，3人生还、9人遇难。", {"deaths": 9}, id="those whose fate follows are trapped no more"),
        pytest.param("39名矿工被困，2人已确认死亡。", {"trapped": 39, "deaths": 2}, id="the dead behind the trapped"),
        pytest.param("8人被困，已救出6人，还有2人正在搜救。", {"trapped": 2}, id="those still sought"),
        pytest.param("2人死亡，1人重伤。三名伤者被送医。", {"deaths": 2, "seriously_injured": 1, "injured": 1}, id="those taken in, of whom some died"),
        pytest.param("还有47人在医院，其中19人重伤。", {"injured": 47, "seriously_injured": 19}, id="in hospital"),
        pytest.param("3 人 死亡，5 人受伤。", {"deaths": 3, "injured": 5}, id="blanks"),
        pytest.param("3名工人被埋压，当晚3人全部救出，均已无生命体征。", {"trapped": 0, "deaths": 3}, id="recovered dead"),
        pytest.param("失踪的两名少年今天10点在下游800米处被打捞上岸，均已无生命体征。", {"deaths": 2}, id="lost and found dead"),
        pytest.param("6名工人被困，消防破拆后救出，4人当场死亡。", {"deaths": 4}, id="those taken out are trapped no more"),
        pytest.param("火灾造成31人死亡，失联8人，住院治疗113人。", {"deaths": 31, "missing": 8, "injured": 113}, id="in hospital, before the count"),
        pytest.param("新增死亡2人，累计死亡15人。", {"deaths": 15}, id="the running total stands"),
    ],
)  # fmt: skip
def test_it_settles_totals_and_parts(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("死亡人数已升至31。", 31),
        ("死亡人数由2人升至12人。", 12),
        ("遇难人数上升至17人，此前通报9人遇难。", 17),
        ("早前通报2人死亡。截至18时，死亡人数增至5人。", 5),
        ("更正：死亡人数由12人更正为10人。", 10),
        ("此前误报为12人死亡，现更正为2人死亡。", 2),
        ("8日10时通报死亡3人，12时通报死亡5人，18时上升至10人。", 10),
        ("第一报：3人死亡。第二报：死亡人数上升为6人。第三报：死亡8人。", 8),
        ("现场救出19人，其中6人已无生命体征；17日23时曾通报4死9伤。", 6),
        ("昨日7人失联。今天在废墟中找到5人，均无生命体征。", 5),
    ],
)
def test_a_later_bulletin_supersedes_an_earlier_one(text: str, deaths: int) -> None:
    assert read(text).value("deaths") == deaths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("仓库起火，12人失联，3人死亡，救援正在进行。", {"deaths": 3, "missing": 12}),
        ("煤矿透水，11人被困，3人遇难，8人获救。", {"deaths": 3}),
    ],
)
def test_the_dead_told_behind_the_missing_come_on_top_unless_all_fates_are_told(
    text: str, expected: dict[str, int]
) -> None:
    assert {
        name: n for name, n in values(text).items() if name in ("deaths", "missing", "trapped") and n
    } == expected


def test_a_rise_goes_on_about_the_figure_before_it_unless_it_names_its_own() -> None:
    assert values("事故造成死亡3人，伤者上升至10人。") == {"deaths": 3, "injured": 10}


def test_the_headline_counts_where_the_text_says_less() -> None:
    assert values("事故发生后，2人当场死亡。", title="高速追尾事故致6人死亡")["deaths"] == 6


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("近30人死亡。", "below", 30),
        ("20多人死亡。", "at_least", 20),
        ("至少12人死亡。", "at_least", 12),
        ("约15人死亡。", "about", 15),
        ("百余人死亡。", "at_least", 100),
        ("12人死亡。", "exact", 12),
    ],
)
def test_it_keeps_the_bound_of_a_number(text: str, bound: str, value: int) -> None:
    found = figure(text, "deaths")
    assert (found.value, found.bound, found.approximate) == (value, bound, bound != "exact")


@pytest.mark.parametrize("text", ["数十人受伤。", "多人死亡，多人受伤。", "数百人遇难。", "致63人死伤。"])
def test_words_without_a_number_give_no_figure(text: str) -> None:
    assert values(text) == {}


NONE_HURT = {"deaths": 0, "injured": 0, "seriously_injured": 0}


@pytest.mark.parametrize(
    "text", ["事故未造成人员伤亡。", "所幸无人员伤亡。", "火灾没有造成人员伤亡。", "现场未发现人员伤亡。"]
)
def test_nobody_hurt_is_zero_and_certain(text: str) -> None:
    assert values(text) == NONE_HURT
    assert figure(text, "deaths").bound == "exact"


@pytest.mark.parametrize(
    "text", ["目前暂无人员伤亡报告。", "尚未接到人员伤亡报告。", "目前没有人员伤亡的报道。"]
)
def test_no_report_yet_leaves_the_number_unknown_and_open(text: str) -> None:
    assert values(text) == {}
    assert read(text).least["deaths"].is_open


def test_a_zero_of_the_dead_does_not_hide_the_injured() -> None:
    assert values("无人死亡，19人受伤，其中重伤3人。") == {"deaths": 0, "injured": 19, "seriously_injured": 3}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("101国道发生车祸，车上载有45人。", id="passengers and road numbers"),
        pytest.param("出动120名消防员、15辆消防车，救出5名被困人员。", id="rescuers and rescued"),
        pytest.param("去年同期死亡12人，今年以来共发生火灾30起。", id="comparison"),
        pytest.param("上半年全省共发生事故210起，死亡35人，同比下降4%。", id="statistic"),
        pytest.param("开展应急演练，模拟3人被困、2人受伤的情景。", id="drill"),
        pytest.param("死亡3人以上10人以下的事故为较大事故。", id="definition"),
        pytest.param("如果处置不当，可能造成30人受伤。", id="supposition"),
        pytest.param("我家孩子3岁，在幼儿园待了5个小时，花了3000元。", id="age, hours, money"),
        pytest.param("遇难者家属12人到场。", id="relatives"),
        pytest.param("疏散小组4个，疏散通道2条。", id="groups are not people"),
        pytest.param("真是九死一生。", id="idiom"),
        pytest.param("没有中国人员伤亡。", id="none of ours says nothing of others"),
        pytest.param(
            "如果楼体坍塌，一栋楼1200人，按三成算就有300多人死亡。", id="supposition in an earlier clause"
        ),
    ],
)
def test_a_number_of_something_else_does_not_count(text: str) -> None:
    assert values(text) == {}


def test_an_earlier_accident_does_not_count_beside_the_present_one() -> None:
    assert values("昨日该厂起火，2人受伤。2015年该厂曾发生爆炸，造成5人死亡。") == {"injured": 2}


def test_a_comparison_in_the_same_sentence_does_not_count() -> None:
    text = "比2015年造成15人死亡的那场火小得多，昨晚旅馆起火只有1人受轻伤。"
    found = extract_casualties(clean(""), clean(text), date(2026, 11, 24))
    assert {name: f.value for name, f in found.figures.items()} == {"injured": 1}


def test_what_lies_months_before_the_report_is_another_happening() -> None:
    text = "2月6日地铁爆炸，造成50人死亡。时隔半年，8月31日再次爆炸，导致10人死亡。"
    found = extract_casualties(clean(""), clean(text), date(2026, 9, 1))
    assert found.value("deaths") == 10


def test_background_at_the_end_does_not_count() -> None:
    assert values("火灾致2人受伤。\n新闻背景：某年大火造成30人死亡。") == {"injured": 2}


@pytest.mark.parametrize(
    ("text", "poisoned"),
    [
        ("学校食堂就餐后，132名学生出现恶心、呕吐。", 132),
        ("食物中毒事件累计报告病例已增至132例。", 132),
        ("学生餐后呕吐、腹痛，累计就诊126人，其中留观11人。", 126),
        ("电子厂急性职业中毒，累计78名工人被确诊。", 78),
        ("食物中毒患者大部分痊愈，尚有4人住院治疗。", None),
    ],
)
def test_it_counts_those_who_fell_ill(text: str, poisoned: int | None) -> None:
    assert read(text).value("poisoned") == poisoned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("女孩被卷入车轮，不幸身亡。", {"deaths": 1}),
        ("女主人和两岁的孩子遇难。", {"deaths": 2}),
        ("夫妻双双身亡。", {"deaths": 2}),
        ("奔驰司机受轻伤。", {"injured": 1}),
        ("被甩出的乘客伤势较重。", {"seriously_injured": 1, "injured": 1}),
        ("骑电动车的人当场就没了。", {"deaths": 1}),
        ("多名司机受伤。", {}),
        ("司机撞死路人后逃逸。", {"deaths": 1}),
        ("司机未受伤。", {"injured": 0, "seriously_injured": 0}),
        ("死者家属情绪激动。", {}),
    ],
)
def test_victims_told_one_by_one_count_where_there_is_no_number(text: str, expected: dict[str, int]) -> None:
    found = add_persons(read(text), clean(""), clean(text))
    assert {name: f.value for name, f in found.figures.items()} == expected


def test_persons_do_not_add_to_a_number() -> None:
    text = "车祸造成2人死亡。司机当场死亡。"
    assert add_persons(read(text), clean(""), clean(text)).value("deaths") == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("造成3人死亡，多人受伤。", {"injured"}),
        ("造成人员伤亡。", {"deaths", "injured"}),
        ("无人员伤亡。", set()),
    ],
)
def test_it_knows_what_is_told_in_words_only(text: str, names: set[str]) -> None:
    assert add_persons(read(text), clean(""), clean(text)).unnumbered == names


def test_evacuated_people_are_their_own_number() -> None:
    assert values("疏散群众300余人，无人员伤亡。") == {"evacuated": 300, **NONE_HURT}


@pytest.mark.parametrize(
    "text", ["造成50余人被困，现已成功解救所有被困人员。", "4人被困，被困人员已全部救出。"]
)
def test_people_who_were_all_got_out_are_no_longer_trapped(text: str) -> None:
    assert read(text).value("trapped") == 0


def test_those_still_trapped_count() -> None:
    assert read("15人被困，已救出12人，仍有3人被困。").value("trapped") == 3


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("据市应急管理局通报，事故造成2人死亡。", "official"),
        ("据市应急管理局通报，4月4日某厂起火。截至目前，造成2人死亡。", "official"),
        ("记者从市消防救援支队获悉，火灾致2人死亡。", "official"),
        ("网传某商场起火，2人死亡。", "unverified"),
        ("有网友爆料称2人死亡。", "unverified"),
        ("昨日一辆客车侧翻，2人死亡。", "media"),
    ],
)
def test_it_tells_who_says_so(text: str, origin: str) -> None:
    assert figure(text, "deaths").origin == origin


def test_rumoured_and_official_figures_are_two_series_and_the_higher_grades() -> None:
    found = read("网传30人死亡，官方通报为2人死亡。")
    assert found.value("deaths") == 30
    assert found.figures["deaths"].origin == "unverified"
    assert found.series["stated"]["deaths"].value == 2
    assert found.series["unverified"]["deaths"].value == 30


@pytest.mark.parametrize(
    "text", ["网传30人死亡系谣言。", "网传30人死亡。经核实，该消息不实。", "“30人死亡”的说法与事实不符。"]
)
def test_a_denied_figure_is_dropped(text: str) -> None:
    assert values(text) == {}


def test_the_correction_of_a_rumour_is_no_rumour() -> None:
    found = read("网传30人死亡系谣言，火灾实际造成2人受伤。")
    assert {name: (f.value, f.origin) for name, f in found.figures.items()} == {"injured": (2, "media")}


def test_a_rumour_in_the_headline_falls_with_the_denial_in_the_text() -> None:
    assert values("经核查，该消息不实，火灾实际造成1人受伤。", title="网传商场火灾30人死亡") == {"injured": 1}


def test_spans_point_into_the_text_as_it_was_given() -> None:
    raw = "<p>據通報(bào)，事故造成１２人死亡。</p>"
    (place,) = extract_casualties(clean(""), clean(raw)).figures["deaths"].places
    assert (place.field_name, raw[place.start : place.end]) == ("text", "１２人死亡")


@pytest.mark.parametrize(
    ("title", "text", "magnitude"),
    [
        ("", "12日14时28分发生7.8级地震，震级后修正为8.0级。", 8.0),
        ("四川发生6.1级地震", "此后发生4.0级余震。", 6.1),
        ("", "当地发生里氏5.3级地震，震源深度13公里。", 5.3),
        ("", "八月三十日发生六点一级地震。", 6.1),
        ("", "最大风力14级，启动Ⅱ级响应。", None),
        ("", "2024年5月1日当地发生4.5级地震。2010年该地发生过8.8级地震。", 4.5),
    ],
)
def test_it_reads_the_magnitude(title: str, text: str, magnitude: float | None) -> None:
    found = read(text, title).magnitude
    assert (found.value if found else None) == magnitude


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("2000余名群众聚集在县政府门口。", 2000),
        ("近千人参与械斗。", 1000),
        ("参与人数达1200人。", 1200),
        ("150名民警赶赴聚集现场处置。", None),
    ],
)
def test_it_counts_those_who_took_part(text: str, participants: int | None) -> None:
    found = read(text).participants
    assert (found.value if found else None) == participants


@given(
    st.text(
        alphabet="死亡伤人名0123456789一二三十百万，。其中另有升至近约多余被困失踪网传通报无未造成",
        max_size=60,
    )
)
def test_any_words_give_only_known_figures_with_spans_inside_the_text(raw: str) -> None:
    found = extract_casualties(clean(raw), clean(raw))
    assert set(found.figures) <= set(CASUALTY_FIELDS)
    for one in found.figures.values():
        assert one.value >= 0
        assert all(0 <= p.start < p.end <= len(raw) for p in one.places)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_dead_and_injured_are_read_back_in_every_form(dead: int, hurt: int) -> None:
    for text in (f"造成{dead}人死亡、{hurt}人受伤。", f"死亡{dead}人，受伤{hurt}人。", f"致{dead}死{hurt}伤"):
        assert values(text) == {"deaths": dead, "injured": hurt}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["1", "一", "死亡1人", "一二三", "1日", "12人", "损失1元", "级", "据", "其中"]
)
def test_a_page_of_one_word_does_not_hold_up_the_work(piece: str) -> None:
    assert read("中毒死亡地震发生" + piece * (30_000 // len(piece))).series.keys() <= {"stated", "unverified"}


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("大巴翻了，车上30个人没了四个", 4),
        ("塔吊倒了，干活的5个人当场没了3个，还有两个在抢救", 3),
        ("沉船了，船上12个人淹死了两个", 2),
        ("楼塌了，12个人没了，3个还在里面", 12),
        ("矿上透水，9个人死了，3个受伤", 9),
        ("今天着火死了12个人", 12),
    ],
)
def test_of_all_on_board_only_those_died_whom_the_word_counts(text: str, deaths: int) -> None:
    assert extract_casualties(clean(""), clean(text)).figures["deaths"].value == deaths


@pytest.mark.parametrize(
    "text",
    [
        "台风过后，果树没了二十个，棚子也塌了",
        "洪水过后，养的鸭子没了三十个",
        "山上着火了，走了三个，换了一批人上去接着打火",
        "医院骨科走了三个医生，急诊也没人",
        "幼儿园好多孩子高烧，班里走了五个，都请假回家了",
        "煤气中毒送医院，急救车走了两个，第三辆才拉上我爸",
        "水电站出事，领导没了两个，都被免职了",
        "火灾后三个人走了，伤了五个人的心，这公司待不下去了",
        "地震了，手机信号不行了，3个不行了，电信的还行",
        "洪水把厨房淹了，3台电视，两个都不行了",
        "撞坏了，四个轮胎，2个不行了，得换",
    ],
)
def test_things_and_those_who_went_away_are_no_dead(text: str) -> None:
    assert "deaths" not in extract_casualties(clean(""), clean(text)).figures


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("放羊遇上山洪，没了两个，羊也没了三十个", 2),
        ("出海打鱼翻船，没了三个", 3),
        ("化工厂炸了，当场走了三个，领导都被免职了", 3),
        ("煤矿透水没了两个，另外三个今天出院了", 2),
        ("轮胎爆了车翻了，2个不行了，还有一个在抢救", 2),
        ("锅炉炸了，走了三个，伤了五个", 3),
        ("工地塌了，没了两个，说是刚来的", 2),
    ],
)
def test_people_who_went_in_a_disaster_are_dead_whatever_else_is_gone(text: str, deaths: int) -> None:
    assert extract_casualties(clean(""), clean(text)).figures["deaths"].value == deaths
