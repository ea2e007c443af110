"""Classes of wording in which numbers, kinds and places of emergencies were once misread, each with texts of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import CASUALTY_FIELDS, Classification
from monitor.item import item_from_json

NOW = datetime(2025, 7, 17, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    item = {"id": "1", "title": title, "text": text, "published_at": "2025-07-16T10:00:00+08:00"}
    return classifier.classify(item_from_json(item), NOW)


def figures(said: Classification) -> dict[str, int]:
    return {name: value for name in CASUALTY_FIELDS if (value := said.casualty(name)) is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7月15日长春发生一起车祸，造成3人死亡。", {"deaths": 3}),
        ("7月15日，粮库筒仓坍塌，5人被埋，搜救出4人，其中2人死亡，2人受伤，另有1人仍在搜救中。", {"deaths": 2, "injured": 2, "trapped": 1}),
        ("7月15日发生爆炸，死亡人数由9人上升为12人，另有21人住院治疗，其中危重3人。", {"deaths": 12, "injured": 21, "seriously_injured": 3}),
        ("7月15日车祸，此前报道的致11人死亡有误，经核实，死亡人数为8人。", {"deaths": 8}),
        ("7月15日酒吧发生火灾，死亡人数在10人以上。", {"deaths": 10}),
        ("7月15日，看台垮塌，伤者超百，已有一百零三人送医。", {"injured": 103}),
        ("7月15日楼下爆炸，听说没了两个，好几个送医院了。", {"deaths": 2}),
        ("7月15日农用车翻沟里了，死了仨，剩下五个都伤了。", {"deaths": 3, "injured": 5}),
        ("7月15日车祸，1名伤者伤势危重，另外6名伤者伤情稳定。", {"injured": 7, "seriously_injured": 1}),
        ("7月15日火灾，医院收治4名烧伤患者，2名烧伤面积超过80%。", {"injured": 4}),
        ("7月15日渔船倾覆，打捞出遗体6具，3人失踪。", {"deaths": 6, "missing": 3}),
        ("7月15日火灾，无人员被困和伤亡。", {"deaths": 0, "injured": 0, "seriously_injured": 0, "trapped": 0}),
        ("7月15日仓库失火，火被扑灭，未酿成人员伤亡。", {"deaths": 0, "injured": 0, "seriously_injured": 0}),
        ("7月15日大火，3名消防员受轻伤，无群众伤亡。", {"deaths": 0, "injured": 3}),
        ("7月15日滑坡，1名老人被埋，经抢救无效死亡。", {"deaths": 1}),
        ("7月15日山洪，一辆车坠河，2人被冲走，至今下落不明。", {"missing": 2}),
        ("7月15日大巴追尾货车，大巴司机骨折，12名乘客轻微擦伤。", {"injured": 13}),
        ("7月15日车祸，司机和11名乘客受伤。", {"injured": 12}),
        ("7月15日大火，老两口和孙子遇难。", {"deaths": 3}),
        ("7月15日大火，3人没能逃出来，葬身火海。", {"deaths": 3}),
        ("7月15日沈阳大火，烧死1人，另有1名消防员牺牲。", {"deaths": 2}),
        ("7月15日泥石流，6个乡镇转移群众3812人。", {"evacuated": 3812}),
        ("7月15日车祸，8人受伤，其中三人病危。", {"injured": 8, "seriously_injured": 3}),
        ("7月15日车祸，5名被困人员2人获救、3人遇难。", {"deaths": 3}),
        ("7月15日火灾遇难人数升至58人，目前仍有71人在9家医院接受治疗，危重16人。", {"deaths": 58, "injured": 71, "seriously_injured": 16}),
        ("7月15日大巴遭追尾，16人全部受伤，其中导游和一名老人伤势较重。", {"injured": 16, "seriously_injured": 2}),
        ("7月15日暴雨引发山洪，50人失踪，其中1人为消防员。", {"missing": 50}),
        ("7月15日暴雨引发山洪，8人失踪，其中4人自行脱险，4人失联。", {"missing": 4}),
        ("3月21日，客机坠毁，机上人员共132人，其中旅客123人。26日确认机上人员全部遇难。", {"deaths": 132}),
        ("7月15日，脚手架倒塌，至少5名工人被压。", {"trapped": 5}),
        ("7月15日，刘某持刀将妻子、岳父、岳母杀害后自杀身亡。", {"deaths": 3}),
        ("7月14日一名男生坠楼身亡，网传“3人死亡”不实。", {"deaths": 1}),
        ("7月14日车祸，摩托车上两男一女当场死亡。", {"deaths": 3}),
        ("7月15日大火，死者中有两名老人和一名4岁女童，另有4人烧伤。", {"deaths": 3, "injured": 4}),
        ("7月15日车祸，死者系一对父子，两名乘客受伤。", {"deaths": 2, "injured": 2}),
        ("7月15日翻车事故，1名妇女当场死亡，17人被送往医院，其中3人不治身亡。", {"deaths": 4, "injured": 14}),
        ("7月15日爆炸，夫妇二人被炸成重伤，路过的一名学生被划伤。", {"injured": 3, "seriously_injured": 2}),
        ("7月15日车祸，新郎当场死亡，新娘重伤，另有3名亲友受伤。", {"deaths": 1, "injured": 4, "seriously_injured": 1}),
        ("7月15日车祸，致17人死亡，2人受伤，伤者中有1人伤势较重。", {"deaths": 17, "injured": 2, "seriously_injured": 1}),
        ("7月15日，2名歹徒持刀砍伤6名群众后逃跑。", {"injured": 6}),
    ],
)  # fmt: skip
def test_it_reads_every_number_for_what_it_is(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    assert figures(judge(classifier, text)) == expected


def test_the_dead_of_the_next_clause_of_a_headline_are_not_the_injured_before_it(
    classifier: Classifier,
) -> None:
    said = judge(
        classifier, "7月12日，一客车坠桥，造成15人遇难、22人受伤。", "客车坠桥致15死22伤 遇难者含3名儿童"
    )
    assert (said.casualty("deaths"), said.casualty("injured")) == (15, 22)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("昨天下午，一辆轿车追尾大货车，轿车司机王先生从车内爬出，仅受轻微擦伤。", "injured", 1),
        ("7月15日，出租车与轿车相撞，司机被困车内，消防员将其救出，其胸部受伤。", "injured", 1),
        ("7月15日，两车刮碰，一名司机双腿被夹，半小时后获救送医。", "injured", 1),
        ("7月15日车祸，女子被撞飞，当场昏迷，受伤女子被送往医院。", "injured", 1),
        ("7月15日车祸，23岁的司机赵某当场死亡。", "deaths", 1),
        ("15日晚，一名男子骑摩托车撞上大树翻车，当场死亡。", "deaths", 1),
        ("7月14日货车坠河，搜救队昨日打捞，司机遗体在下游被找到。", "deaths", 1),
        ("7月15日锅炉爆炸，祖孙被埋，孙女也救出来了，可惜没抢救过来。", "deaths", 1),
    ],
)
def test_one_victim_is_counted_without_a_number(
    classifier: Classifier, text: str, name: str, value: int
) -> None:
    assert judge(classifier, text).casualty(name) == value


def test_children_who_fall_ill_together_are_poisoned_even_where_no_meal_is_named(
    classifier: Classifier,
) -> None:
    said = judge(classifier, "30余名儿童出现呕吐腹泻，长春二道区一幼儿园停课")
    assert (said.casualty("poisoned"), said.casualty("injured")) == (30, None)


def test_pupils_with_a_named_infection_are_not_poisoned(classifier: Classifier) -> None:
    said = judge(classifier, "长春一小学28名学生感染诺如病毒，出现呕吐腹泻，学校停课。")
    assert said.casualty("poisoned") is None


def test_those_treated_are_of_those_who_fell_ill_and_not_added(classifier: Classifier) -> None:
    said = judge(classifier, "7月12日，婚宴后宾客食物中毒，就诊138人，住院56人，无死亡。")
    assert (said.casualty("poisoned"), said.casualty("deaths")) == (138, 0)


def test_the_headline_of_an_anniversary_lends_its_subject_to_the_older_year(classifier: Classifier) -> None:
    said = judge(
        classifier,
        "1976年7月28日，唐山发生7.8级地震，24万同胞遇难，16万多人重伤。",
        "唐山大地震：24万同胞遇难",
    )
    assert (said.casualty("deaths"), said.casualty("seriously_injured"), said.severity) == (
        240000,
        160000,
        None,
    )


@pytest.mark.parametrize(
    "text",
    [
        "今天是汶川地震17周年纪念日，愿逝者安息。",
        "5月12日，汶川特大地震17周年纪念活动在北川老县城遗址举行。",
    ],
)
def test_the_day_of_a_commemoration_is_not_that_of_the_happening(classifier: Classifier, text: str) -> None:
    said = judge(classifier, text)
    assert (said.occurred_at, said.severity) == (None, None)


def test_a_chronicle_of_several_years_has_no_figures_and_no_time_of_its_own(classifier: Classifier) -> None:
    text = "1999年9月，莫斯科居民楼被炸，230多人死亡。2002年10月，人质事件129人丧生。2010年3月，地铁爆炸，40人死亡。"
    said = judge(classifier, text, "俄近年来主要恐怖袭击事件")
    assert (said.casualty("deaths"), said.occurred_at) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "伊拉克首都遭汽车炸弹袭击，3人死亡。7月，巴格达共有412人在袭击中丧生。",
        "伊拉克首都遭汽车炸弹袭击，3人死亡。2006年以来已有数万人、至少10000人死于袭击。",
        "伊拉克首都遭汽车炸弹袭击，3人死亡。过去三个月有412人死于袭击。",
    ],
)
def test_the_sum_of_a_month_or_of_years_is_no_figure_of_the_happening(
    classifier: Classifier, text: str
) -> None:
    assert judge(classifier, text).casualty("deaths") == 3


def test_only_the_claim_that_is_called_untrue_falls(classifier: Classifier) -> None:
    said = judge(classifier, "不到10人受伤，都不重，传的几十人是假的。长春南关桃源路早市棚子塌了")
    assert (said.casualty("injured"), said.emergency) == (10, "collapse")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("网传榆树发生六级大地震？官方回应", "有网民在微信群发布“榆树要来六级大地震”。省地震局回应：榆树地区地震活动无异常。"),
        ("网传长春一车间爆炸", "应急局：网传“车间爆炸”为皮带断裂发出异响，未发生爆炸，无人员受伤。"),
    ],
)  # fmt: skip
def test_a_rumour_answered_by_nothing_happened_is_no_emergency(
    classifier: Classifier, title: str, text: str
) -> None:
    said = judge(classifier, text, title)
    assert (said.emergency, said.severity) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7月15日，上海外滩发生踩踏事故，造成36人死亡、49人受伤。", "other"),
        ("7月15日，鹤岗矿难，井下发生瓦斯爆炸，造成104人死亡。", "explosion"),
        ("7月15日，上海浦东新区一工地塔吊倾覆，造成1死1伤。", "collapse"),
        ("7月15日，一辆罐车侧翻坠河，柴油泄漏，下游自来水厂已停止取水。", "environment"),
        ("7月15日夜间石头口门水库水质异常，长春市第三水厂停止取水，部分城区停水。", "environment"),
        ("7月15日，约600名村民因拆迁纠纷冲入县委大院，砸坏门窗。", "mass_incident"),
        ("7月14日，两伙人发生群殴，造成1人死亡、8人受伤。", "mass_incident"),
    ],
)
def test_the_mechanism_names_the_kind(classifier: Classifier, text: str, kind: str) -> None:
    assert judge(classifier, text).emergency == kind


def test_insurance_terms_about_accidents_are_none(classifier: Classifier) -> None:
    text = "意外身故最高赔付100万元，若因交通事故导致死亡，双倍赔付；住院每天补贴200元。"
    assert judge(classifier, text, "意外险怎么买").emergency is None


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        ("长春籍游客在泰国遭遇车祸 3死5伤", "15日下午，一辆载有长春游客的大巴在清迈府翻车，3人遇难、5人受伤。", None),
        ("一辆日本产越野车翻下山坡", "7月15日，在通化县，一辆日本产越野车翻下山坡，车上3人受伤。", "IV"),
        ("法国游客在长春被撞", "7月15日上午9时，一名法国游客在长春人民广场被电动车撞倒受伤。", "IV"),
    ],
)  # fmt: skip
def test_where_people_and_things_come_from_does_not_place_the_happening(
    classifier: Classifier, title: str, text: str, level: str | None
) -> None:
    assert judge(classifier, text, title).severity == level


def test_a_quake_elsewhere_that_is_felt_here_is_ours_to_answer_for(classifier: Classifier) -> None:
    text = "7月16日6时12分松原市前郭县发生4.5级地震，长春多区市民反映震感明显。"
    said = judge(classifier, text, "前郭发生4.5级地震")
    assert (said.local, said.regions) == (True, ("220721",))


def test_a_quake_elsewhere_that_nobody_felt_here_is_not_ours(classifier: Classifier) -> None:
    assert judge(classifier, "7月16日6时12分松原市前郭县发生4.5级地震，松原震感明显。").local is False


def test_a_water_cut_of_nobody_knows_whose_is_the_least_that_it_can_be(classifier: Classifier) -> None:
    text = "7月15日，上游一化工厂苯类物质泄漏进入河道，沿线自来水厂紧急停止取水，饮用水源取水中断。"
    said = judge(classifier, text)
    assert (said.emergency, said.severity, said.severity_provisional) == ("environment", "III", True)
