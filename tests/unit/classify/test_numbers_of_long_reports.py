"""Which numbers of a long report count: of several areas, of older bulletins, of other years, and those taken apart."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean

REPORTED = date(2016, 5, 1)


def read(text: str, title: str = "") -> dict[str, int]:
    """What is read of an emergency, none left out."""
    fields = clean(title), clean(text)
    known = add_persons(extract_casualties(*fields, REPORTED), *fields, REPORTED)
    return {name: figure.value for name, figure in known.figures.items()}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("地震造成四川10人遇难、30人受伤。云南方面，5人遇难、10人受伤。", {"deaths": 15, "injured": 40}),
        (
            "地震后，截至20日9时，甘肃省113人遇难、782人受伤；青海遇难22人、受伤198人。",
            {"deaths": 135, "injured": 980},
        ),
        (
            "暴雨引发山洪，湖南有5人遇难、3人失踪；截至22日8时，江西3人遇难、2人失踪。",
            {"deaths": 8, "missing": 5},
        ),
        ("台风登陆，共造成15人死亡。其中浙江死亡9人，福建死亡6人。", {"deaths": 15}),
        ("地震已造成13人死亡。遇难者中长宁县9人、珙县4人。", {"deaths": 13}),
        ("某地发生地震，甘肃某县已有12人遇难。截至发稿，甘肃省共有15人遇难。", {"deaths": 15}),
    ],
)
def test_what_several_areas_suffered_adds_up_where_nobody_counts_them_all(
    text: str, figures: dict[str, int]
) -> None:
    assert read(text) == figures


def test_the_area_of_an_earthquake_in_the_headline_is_not_that_of_the_count() -> None:
    text = "地震已致甘肃113人遇难；青海方面通报18人遇难。"

    assert read(text, "甘肃某县发生6.2级地震已致131人遇难")["deaths"] == 131


def test_a_step_up_told_as_the_past_does_not_go_below_the_newest_number() -> None:
    text = "地震已造成13人死亡。18日凌晨的第一份通报是“6死75伤”；上午8时，增加到12死134伤。"

    assert read(text)["deaths"] == 13
    assert read("最初8人死亡。今天，死亡人数升至12人。", "事故死亡人数升至12人")["deaths"] == 12
    assert read("昨晚造成12人死亡。今早死亡人数升至14人。", "爆炸已致12死")["deaths"] == 14
    assert read("死亡人数更正为3人。", "事故致5人死亡")["deaths"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "“09年成都那辆公交车烧死了27个人，我们年年学。”",
        "“98年那次透水，死了21个人”，一名老矿工说。",
        "“前几年那场火烧死了8个人”，村民说。",
        "村民回忆，“那年着过一次大火。死了五个人。”",
        "工人说，“以前也炸过，死了3个”。",
        "去年春天曾有4辆货车在此侧翻，造成3人死亡。",
    ],
)
def test_what_happened_in_other_years_is_not_counted(text: str) -> None:
    assert read("轿车起火，1人死亡。" + text) == {"deaths": 1}


def test_what_a_warning_recalls_is_not_its_own() -> None:
    text = "公安厅提示，国道303线属横风易发地，去年春天曾有4辆货车在此侧翻，造成1人死亡、3人受伤。"

    assert read(text, "大风蓝色预警") == {}


@pytest.mark.parametrize(
    "text",
    [
        "轿车起火，1人死亡。驾驶员跑了12年运输。",
        "轿车起火，1人死亡，车主买车才2年。",
        "“09年买的车”，1人在车内死亡。",
    ],
)
def test_a_number_of_years_or_the_year_of_a_thing_sets_no_death_aside(text: str) -> None:
    assert read(text) == {"deaths": 1}


@pytest.mark.parametrize("text", ["没有一人受伤", "无一人受伤", "没有1人受伤", "没有一名村民受伤"])
def test_not_one_is_none(text: str) -> None:
    assert read(f"公交车自燃，全车37名乘客下完，{text}。")["injured"] == 0


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("火灾中10人受伤入院：吸入性损伤的7人，跳楼骨折的3人。", {"injured": 10}),
        ("车祸致9人受伤：骨折5人，擦伤3人。", {"injured": 9}),
        ("船只沉没，当场死亡3人，送医途中1人死亡，抢救无效2人。", {"deaths": 6}),
        ("当场死亡3人，抢救无效2人，共造成5人死亡。", {"deaths": 5}),
        ("轿车坠河，死者包括3名儿童和一对老夫妻。", {"deaths": 5}),
        ("民房起火，死者为一对夫妻和两个孩子。", {"deaths": 4}),
        ("船只沉没7人死亡，死者包括3名船员和一名乘客。", {"deaths": 7}),
        ("受伤的村民有26人。", {"injured": 26}),
        ("山洪暴发，失踪的游客有9人。", {"missing": 9}),
        ("客车侧翻，7名乘客和随车的乘务员受伤。", {"injured": 8}),
        ("公交车追尾，三人经医院包扎后离开。", {"injured": 3}),
        ("轿车与货车相撞，轿车内3人受伤，货车司机受轻伤。", {"injured": 4}),
        ("轿车与货车相撞，共造成3人受伤，货车司机受轻伤。", {"injured": 3}),
        ("面包车内3人遇难，货车司机也不幸身亡。", {"deaths": 4}),
        ("车祸造成3人死亡，司机也当场死亡。", {"deaths": 3}),
    ],
)
def test_each_is_counted_once(text: str, figures: dict[str, int]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize(
    ("text", "badly"),
    [
        ("两车相撞，2人受伤，送医后两人均未脱离危险。", 2),
        ("两车相撞，23人受伤，其中8人重伤，2人仍未脱离生命危险。", 8),
        ("两车相撞，父女俩受伤，父女俩昨天均做了手术，医生说仍未脱离危险。", 2),
        ("飞机坠落，学员受重伤，目前生命体征平稳；地面没有人员受伤。", 1),
        ("两车相撞，2人受伤，两人均已脱离危险。", None),
    ],
)
def test_who_is_not_out_of_danger_is_badly_hurt(text: str, badly: int | None) -> None:
    assert read(text).get("seriously_injured") == badly


@pytest.mark.parametrize(
    ("text", "poisoned"),
    [
        (
            "幼儿园食物中毒，当晚送到医院的有31名幼儿，8日又补登了5名症状轻的，总数为36名。2人病情危重。",
            36,
        ),
        ("小学食物中毒，24名患儿中20人已出院，4人仍在观察。", 24),
        ("饭店吃坏肚子，医院累计接诊就餐后不适的顾客近百人，其中19人住院。", 100),
        ("食物中毒，共接诊就餐后出现症状的食客43人，其中12人住院。", 43),
        ("251名幼儿中，247人完成检测，血铅水平异常的为233人，正常的18人。", 233),
        ("检测结果显示，31名儿童血铅超标。", 31),
        ("一家五口吃毒蘑菇，五人先后出现呕吐。入夏以来该院已收治误食野蘑菇的患者31人。", 5),
        ("食堂就餐后12人中毒。该院今年已接诊类似病例40余例。", 12),
        ("氯气泄漏，28名工人出现咳嗽、胸闷症状送医。", 28),
        ("喝喜酒后60多人上吐下泻，其中危重2人。", 60),
    ],
)
def test_who_fell_ill_is_poisoned_and_not_hurt(text: str, poisoned: int) -> None:
    assert {name: n for name, n in read(text).items() if n} == {"poisoned": poisoned}


def test_two_digits_of_dead_are_ten_at_least_and_no_number() -> None:
    title, text = clean("死亡人数达到两位数"), clean("爆炸死亡人数已达两位数。")
    known = extract_casualties(title, text, REPORTED)

    assert known.value("deaths") is None
    assert known.least["deaths"].value == 10


@pytest.mark.parametrize(
    ("text", "evacuated"),
    [
        ("县里派人把沿河、靠坡的126名群众劝到乡小学暂住，给他们发了大米。", 126),
        ("车厢冒烟，约900名乘客被引导出站。", 900),
        ("燃气泄漏，社区把300多名居民安置到附近学校。", 300),
        ("洪水进村，58名村民被接到高处的亲戚家。", 58),
        ("商场疏散顾客、员工约2600人。", 2600),
        ("学校把300名学生接到新校区。", None),
    ],
)
def test_who_is_brought_to_safety_is_evacuated(text: str, evacuated: int | None) -> None:
    assert read(text).get("evacuated") == evacuated


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("仓库起火，老板说，烧掉的货大约值180万元，还没有上保险。", 1_800_000),
        ("火灾烧毁的机器值50多万元。", 500_000),
        ("大火把价值约200万元的家具烧了个精光。", 2_000_000),
        ("火灾后他说，他的房子值180万元。", None),
    ],
)
def test_what_was_destroyed_is_a_loss_at_its_worth(text: str, loss: int | None) -> None:
    assert read(text).get("loss_yuan") == loss


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("现场找到两具遗体，下午又在河边发现一具。", {"deaths": 3}),
        ("失踪的3人遗体今天找到，至此遇难人数为7人。", {"deaths": 7}),
        ("20名伤者分别送到三家医院，市一院收治8人，市二院收治7人，中医院收治5人。", {"injured": 20}),
        ("市一院收治8人，市二院收治7人，中医院收治5人，均为车祸伤员。", {"injured": 20}),
        ("3名驴友失联40小时，救援队仍在搜寻。", {"missing": 3}),
        ("火灾中3名店员受伤。", {"injured": 3}),
        ("火灾中3头驴、2只羊死亡。", {}),
        ("事故致3死。附近居民称“至少死了十几个”，官方予以否认。", {"deaths": 3}),
        ("事故造成3人死亡，当地政府否认瞒报。", {"deaths": 3}),
    ],
)
def test_bodies_hospitals_and_those_whose_calling_sounds_like_a_beast(
    text: str, figures: dict[str, int]
) -> None:
    assert read(text) == figures
