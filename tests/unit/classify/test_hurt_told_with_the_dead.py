"""The hurt of the pair that tells the final number of the dead, and those in hospital of whom a few are told of behind."""

from __future__ import annotations

import pytest

from monitor.classify.classifier import Classifier
from tests.reports import harmed


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("截至今日凌晨2时，客车坠崖事故已致10人死亡、21人受伤。昨天下午3时，县政府应急办向记者通报的数字为5人死亡、26人受伤。傍晚又发现2名遇难者，晚上3名重伤员先后死亡。", 10, 21),
        ("昨日，厂房爆炸已造成6人死亡、14人受伤。事故发生后第一时间上报的伤亡为4死16伤，当晚有两名重伤员离世。", 6, 14),
        ("内政部长今天说，袭击事件的死亡人数已由39人升至59人，另有175人受伤。昨晚红十字会公布的数字是30人死亡、60人受伤。医院说，昨晚送来的伤员有64人，其中8人没有救活。", 59, 175),
        ("记者从县政府获悉，敬老院火灾后被送往市医院的一名重伤老人于18时许不治身亡，遇难者增至4名。上午，县里通报的数字为3人死亡、6人受伤。", 4, 5),
        ("昨日上午，厂房爆炸造成4人死亡、16人受伤。当晚，两名重伤员不治，死亡人数升至6人。", 6, 14),
        ("昨天早晨，客车撞上三轮车队，共有5名菜农死亡，3名菜农及1名客车乘客受伤。三名受伤的菜农最初被送到镇卫生院，随后转到县医院。", 5, 4),
    ],
)  # fmt: skip
def test_a_toll_is_a_pair(classifier: Classifier, text: str, dead: int, hurt: int) -> None:
    assert harmed(classifier, text) == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日，一辆中巴车翻下山坡，5人死亡。其余20人被分送县城两家医院。乘客陆大姐说，同行的四个亲戚三个受了伤。", 20),
        ("昨日，旅游大巴侧翻，1名游客死亡，26名游客受伤。导游和司机也在事故中受伤。共28名伤者，市人民医院收治20人，市中医院收治8人。", 28),
        ("昨晚，游乐设施出现故障，4名游客被甩出，其中1人死亡，3人住院；现场还有3名排队的游客被砸伤。一名女孩颈椎骨折，在重症监护室。", 6),
        # As many as half of them are told of for themselves.
        ("昨日，一辆轿车撞上公交站台，3人被送往医院。两名女学生小腿骨折。", 3),
    ],
)  # fmt: skip
def test_those_counted_at_large_hold_those_told_of_behind(
    classifier: Classifier, text: str, hurt: int
) -> None:
    assert harmed(classifier, text)[1] == hurt


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日，一辆客车坠入山沟。县人民医院收治伤员9人，中医院收治6人，镇卫生院收治4人，另外2名重伤员已转送省城。", 21),
        ("昨日，一辆客车坠入山沟。伤者分别被送到三家医院：县人民医院9人，中医院6人，镇卫生院4人。", 19),
        ("前天傍晚厂房爆炸，人民医院接收伤者10人，其中2人病危；中医院接收8人，其中1人重伤。", 18),
        ("昨日，两客车相撞，3人死亡。县人民医院急诊科共接收21名伤者，镇卫生院还有4人。", 25),
        ("昨日，两车相撞，20名伤者送到三家医院，市一院8人，市二院7人，中医院5人。", 20),
        ("昨日，一辆客车坠入山沟。县人民医院收治伤员9人，中医院6人，镇卫生院4人，市一院3人，市二院2人，妇幼保健院1人。", 25),
        ("昨日，一辆客车坠入山沟。伤者分别送往县人民医院9人、县妇幼保健院6人和武警总队医院2人。", 17),
        ("昨日，两车相撞，造成25人受伤，其中市一院8人，市二院7人。", 25),
        ("昨日，两车相撞，县医院收治伤者12人，其中3人伤势较重转到市医院。", 12),
    ],
)  # fmt: skip
def test_hospitals_of_one_list_add_up_unless_more_are_counted(
    classifier: Classifier, text: str, hurt: int
) -> None:
    assert harmed(classifier, text)[1] == hurt


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日，车间爆炸造成3人死亡、9人受伤。今天上午，一名重伤员不治。", 8),
        ("昨日，冷库漏氨，医院留院21人。一名检修工冻伤双手。", 1),
    ],
)  # fmt: skip
def test_others_are_counted_for_themselves(classifier: Classifier, text: str, hurt: int) -> None:
    assert harmed(classifier, text)[1] == hurt


def test_fumes_that_the_headline_names_leave_those_in_hospital_apart(classifier: Classifier) -> None:
    text = "昨日，医院留院21人。一名检修工冻伤双手。"
    assert harmed(classifier, text, "一冷库漏氨")[1] == 1
    assert harmed(classifier, text, "一冷库坍塌")[1] == 21


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日，校门口一辆轿车冲撞人群，10名学生受伤，一名护送学生过马路的协管员也被撞成骨折。", 11),
        ("昨日，大巴侧翻，造成12名乘客受伤，导游和司机也在事故中受伤。", 14),
        ("昨日，大巴侧翻，26名游客受伤。随车的导游同样受了伤。", 27),
        ("昨日，车间爆炸造成3人死亡、9名工人受伤。另有2名消防员在救援中受伤。", 11),
        ("昨日，大巴侧翻，9名乘客受伤。另有2名消防员在救援时被砸伤，导游也受了伤。", 12),
        ("昨晚，一家四口住的店铺起火，两人遇难，两人受伤。消防员用半小时扑灭了火。另据了解，一名帮忙救火的邻居被砸伤脚背。", 3),
        ("昨晚，仓库起火，造成3名工人受伤，1名消防员在灭火时扭伤脚踝。", 4),
        ("昨晚，作坊起火，死亡人数升至5人，仍有3人在市第一医院和省人民医院等两家医院治疗。", 3),
        # Nobody from outside, or in another year.
        ("昨日，厂房坍塌造成4人死亡、6人受伤。此外，其中一名工人被砸断了腿。", 6),
        ("昨晚，民房起火，老两口被烧伤。此外，去年一名邻居也在火灾中被烧伤。", 2),
        # Of another happening.
        ("昨日，大巴侧翻，12名乘客受伤。去年的事故中司机也受了伤。", 12),
        ("昨日，大巴侧翻，12名乘客受伤。另一起事故中导游也受了伤。", 12),
        # The number is of people of any kind, or the one told of is among them, or unhurt.
        ("昨日，大巴侧翻，造成12人受伤，司机也受了轻伤。", 12),
        ("昨日，大巴侧翻，12名乘客受伤，其中随车旅行的一名老师也受了轻伤。", 12),
        ("昨日，大巴侧翻，12名乘客受伤，司机也没有受伤。", 12),
        ("昨日夜间，居民楼燃气爆炸，造成2人死亡、9人受伤，受伤的9人中有消防员2人、居民7人。", 9),
    ],
)  # fmt: skip
def test_who_can_be_none_of_those_counted_was_hurt_too(classifier: Classifier, text: str, hurt: int) -> None:
    assert harmed(classifier, text)[1] == hurt


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日，一施工电梯坠落，梯内5人，1人当场死亡，2人送医后不治，剩下两人一个双腿骨折，一个脊椎受伤。", 2),
        ("昨天，脚手架倒塌，一名工人死亡，另两名工人一个颅脑损伤，一个腰椎骨折。", 2),
        ("昨日，两车相撞，5人受伤。伤者中一个骨折，一个脑震荡。", 5),
    ],
)  # fmt: skip
def test_one_and_another_are_two(classifier: Classifier, text: str, hurt: int) -> None:
    assert harmed(classifier, text)[1] == hurt
