"""The dead and the hurt told group by group: by vehicle, by sex, one after the other, beside others, or all of them at last."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def numbers(classifier: Classifier, text: str, *names: str, title: str = "") -> tuple[int | None, ...]:
    item = Item("1", title, text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    return tuple(found.casualty(name) for name in names)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("大客车与轿车相撞，轿车内3人全部死亡，大客车上2人死亡，14人受伤。", 5, 14),
        ("大客车与轿车相撞，共造成5人死亡。轿车内3人全部死亡，大客车上2人死亡，14人受伤。", 5, 14),
        ("轿车内1人死亡2人受伤，公交车上6名乘客受轻伤。", 1, 8),
        ("货车司机当场死亡，轿车上3人受伤，其中1人重伤。面包车上也有2人受伤。", 1, 5),
        ("大客车上11人受伤。交警说，客车上11人受伤后已全部送医。", None, 11),
    ],
)
def test_those_of_several_vehicles_add_up_and_a_total_stands(
    classifier: Classifier, text: str, dead: int | None, hurt: int
) -> None:
    assert numbers(classifier, text, "deaths", "injured") == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("面包车坠入山沟，男死者8人，女死者4人。", 12),
        ("车祸中的死者中8男4女，最小的只有6岁。", 12),
        ("车祸造成13人死亡，遇难者有8男5女。", 13),
        ("车祸造成2人死亡，现场围观的5男3女被劝离。", 2),
    ],
)
def test_men_and_women_among_the_dead_add_up(classifier: Classifier, text: str, dead: int) -> None:
    assert numbers(classifier, text, "deaths") == (dead,)


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("地震中井下3人被砸伤。除井下3人外，地面上还有5人摔伤。", 8),
        ("火灾发生后，除母子三人外，受伤的还有18名住户。", 21),
        ("火灾中除3人轻伤外，无其他人员伤亡。", 3),
        ("工地垮塌，两名获救者在医院救治，一人盆骨骨折，一人软组织挫伤。还有3名工人在躲避时扭伤。", 5),
    ],
)
def test_those_hurt_besides_others_come_on_top(classifier: Classifier, text: str, hurt: int) -> None:
    assert numbers(classifier, text, "injured") == (hurt,)


def test_who_counts_all_the_hurt_further_on_counts_more_than_were_told_one_by_one(
    classifier: Classifier,
) -> None:
    text = "婚车翻下路基。一名8岁的男孩有轻微脑震荡。截至发稿时，7名伤者都在县医院治疗。"
    assert numbers(classifier, text, "injured") == (7,)


def test_passengers_who_were_not_hurt_are_no_injured_and_say_nothing_of_the_others(
    classifier: Classifier,
) -> None:
    text = "客车翻车，车上17人中8人受伤。随后9名没受伤的游客改乘另一辆车离开。"
    assert numbers(classifier, text, "injured", title="中巴翻车 8名游客受伤") == (8,)


def test_one_of_those_rescued_in_turn_who_is_dead_counts_once(classifier: Classifier) -> None:
    text = "工地塌方3人被埋。第一名工人被救出，意识清楚；第二名工人被抬出；最后一人被抬出时已没有生命体征。"
    assert numbers(classifier, text, "deaths") == (1,)


def test_two_who_breathed_smoke_and_are_in_hospital_are_hurt_and_nobody_is_trapped_any_more(
    classifier: Classifier,
) -> None:
    text = "火灾中6人被困。消防员将他们逐一救下，其中2人吸入浓烟，在市中心医院接受治疗。"
    assert numbers(classifier, text, "injured", "trapped") == (2, 0)


def test_doctors_of_a_team_are_not_hurt_by_what_they_say_about_shock(classifier: Classifier) -> None:
    text = "粉尘爆炸致8人受伤。医院组织了一个由11名医生组成的专班，“未来72小时是休克期，是关键”，主任说。"
    assert numbers(classifier, text, "injured") == (8,)


def test_the_columns_of_a_table_name_what_they_count(classifier: Classifier) -> None:
    assert numbers(classifier, "某矿瓦斯爆炸。死亡（人）：12；受伤（人）：30。", "deaths", "injured") == (
        12,
        30,
    )


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("暴雨中北墙倒塌，孩子的母亲头部受重创，县医院抢救到天亮，人还是没保住。", 1),
        ("火灾中老人从三楼跳下，医生抢救两小时，人保住了。", None),
    ],
)
def test_whom_the_doctors_could_not_keep_is_dead(classifier: Classifier, text: str, dead: int | None) -> None:
    assert numbers(classifier, text, "deaths") == (dead,)


def test_those_who_are_left_and_taken_to_hospital_in_plain_words_are_hurt(classifier: Classifier) -> None:
    text = "半挂和面包车撞上，八个人，当场走了四个，剩下四个拉到市中心医院，其中一个截肢了。"
    assert numbers(classifier, text, "deaths", "injured") == (4, 4)


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("大风掀倒烘干塔砸中工人，4人受伤，送医包扎后有3人当晚回家，另一人因肋骨骨折转到市医院。", 4),
        ("大风掀倒烘干塔砸中工人，4人受伤，另一人因肋骨骨折转到市医院。", 5),
        ("大客车翻下山沟，县医院和市医院分别接收了9名和14名伤员，重伤的有6人。", 23),
        ("车祸后20名伤者送到三家医院，市一院8人，市二院7人，中医院3人。", 20),
        ("有26人从山沟里被抬上来送医，其中3人先后离世。县医院和市医院分别接收了9名和14名伤员。", 23),
    ],
)
def test_the_hurt_of_several_hospitals_add_up_and_their_parts_do_not(
    classifier: Classifier, text: str, hurt: int
) -> None:
    assert numbers(classifier, "大客车翻车。" + text, "injured") == (hurt,)


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("婚宴后许多人呕吐、腹泻。镇卫生院登记42人，市人民医院收了19人。", 61),
        ("食堂午餐后学生呕吐，市二院收治12人，儿童医院收治8人，目前均已好转。", 20),
        ("食物中毒事件中，三家医院共收治42人，其中市医院20人，县医院12人，中医院10人。", 42),
    ],
)
def test_those_who_fell_ill_add_up_over_the_hospitals_that_took_them_in(
    classifier: Classifier, text: str, ill: int
) -> None:
    assert numbers(classifier, text, "poisoned") == (ill,)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "中巴与货车相撞，司机和坐在副驾驶的售票员当场没了气息。县医院收治了7人，其中2人重伤，其余5人为轻伤；"
            "而送到县中医院的一名老汉，上午9点多因失血过多没能救回来。",
            3,
        ),
        ("面包车翻入沟中，一名老汉当场死亡。记者赶到时现场已经清理。这名老汉今年68岁，司机受了轻伤。", 1),
        ("火灾中母亲和女儿不幸遇难，消防员说火是从厨房烧起的。后来在楼道里发现的一名老汉也没能救回来。", 3),
    ],
)
def test_others_by_their_calling_who_died_come_on_top(classifier: Classifier, text: str, dead: int) -> None:
    assert numbers(classifier, text, "deaths") == (dead,)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("卧铺客车坠崖，核载38人的客车实载41人，已确认死亡32人；其余9名乘客全部受伤。", 32, 9),
        ("园区爆炸，死亡人数定格在37人。住院治疗的尚有214人，危重和重伤合计58人，其余为轻伤。", 37, 214),
        ("自建房坍塌，最后一位是被困的女租客，她的左腿被预制板压断，属重伤，其余六人为轻伤。", None, 7),
        ("面包车追尾。受伤的一共9人，4人是乘客，5人是路人，有3人仍在重症监护室。", None, 9),
        ("雾中连环相撞，送往市人民医院12人，送往吉大一院7人。", None, 19),
        ("养老院发生火灾，死者的身份已经确认：二楼的老人，男性5名，女性8名。", 13, None),
        ("早市有人持刀行凶，两名老人倒在摊旁，再没能起来；另外送到中心医院的五个人里，三位是摊主。", 2, 5),
    ],
)
def test_a_word_that_has_a_count_of_its_own_names_that_count(
    classifier: Classifier, text: str, dead: int | None, hurt: int | None
) -> None:
    assert numbers(classifier, text, "deaths", "injured") == (dead, hurt)


def test_parts_that_come_to_a_rounded_number_say_what_it_stands_for(classifier: Classifier) -> None:
    text = "婚宴后客人腹泻、呕吐。县人民医院收了31人，县中医院收了18人，镇卫生院收了14人。"
    assert numbers(classifier, text, "poisoned", title="婚宴之后，六十多位客人上吐下泻") == (63,)
