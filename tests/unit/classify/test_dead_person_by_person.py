"""The dead told of person by person further apart, and the hurt of a first toll who die until the report's last word."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, tzinfo=SHANGHAI)
CRASH = "前天下午，某县境内一辆轿车与货车迎头相撞。"


def figures(classifier: Classifier, text: str, title: str = "") -> dict[str, int]:
    item = Item("x", title, text, source_kind="local_media", published_at=NOW)
    return {name: figure.value for name, figure in classifier.classify(item, NOW).casualties.items()}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            f"{CRASH}轿车司机常某被卡在座位上，消防员把他抬出来时，人已经不行了。坐在他身后的是一位搭车的妇女，手臂骨折。"
            "后排靠窗的许大妈头部受重创，连夜送往市里，昨天清晨传来噩耗。",
            2,
        ),
        (
            "昨日清晨，某县境内高速突起大雾，先后发生4起追尾。第一起中，货车上的一对夫妻当场死亡。第二起有三辆车相撞，"
            "一辆轿车的副驾驶座乘客身亡，2人轻伤。第三起最“要命”，一辆面包车钻到货车底下，面包车司机送到医院后没能挺过来。",
            4,
        ),
        (
            f"{CRASH}开车的是41岁的父亲郝某，他被挤在驾驶室里，当场就没了。母亲和5岁的女儿被送到县医院，医生先后宣布两人死亡。",
            3,
        ),
        (f"{CRASH}坐在副驾上的是女研究生小贺，她被甩出车外，送到医院时已没有生命体征。", 1),
        (f"{CRASH}轿车司机常某被撞成重伤，送到市医院，晚上9点医生停止了抢救。", 1),
        # Who may be one told of before is nobody more.
        (f"{CRASH}轿车司机当场死亡，货车司机受了轻伤。交警在现场勘查了两个多小时，道路一度双向中断。郝某的遗体随后被运走。", 1),
        (f"{CRASH}父亲当场就没了。母亲和女儿赶到县医院，医生宣布父子两人死亡。", 2),
        (f"{CRASH}父亲当场身亡。事故造成父亲和儿子两人死亡，母亲受伤。", 2),
    ],
)  # fmt: skip
def test_persons_told_apart_add_up(classifier: Classifier, text: str, dead: int) -> None:
    assert figures(classifier, text)["deaths"] == dead


def test_who_has_not_woken_up_yet_is_not_dead(classifier: Classifier) -> None:
    text = f"{CRASH}7岁的女儿活了下来，但是骨盆骨折，伤情危重，昨天中午还没有醒过来。"
    assert figures(classifier, text) == {"injured": 1, "seriously_injured": 1}
    assert figures(classifier, f"{CRASH}7岁的女儿昏迷，再也没能醒过来。")["deaths"] == 1


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "高速多车追尾 已致4人死亡",
            "昨日7时，某高速路段发生多车追尾。施救人员抬出3名遇难者，另有12名受伤的乘客被送往市医院。中午，交警说，"
            "送医的伤者中有1人死亡，死亡人数为4人。傍晚，院长说，12名伤者中，先后有3人经抢救无效死亡，其余9人正在接受治疗。",
            {"deaths": 6, "injured": 9},
        ),
        (
            "高速多车追尾 6人死亡",
            "昨日7时，某高速路段发生多车追尾，造成6人死亡、9人受伤。12名伤者中，先后有3人经抢救无效死亡，其余9人正在接受治疗。",
            {"deaths": 6, "injured": 9},
        ),
        (
            "厂房垮塌 3人死亡6人受伤",
            "昨日下午，某县一在建厂房支架垮塌，9名工人坠落。2人被挖出时已无生命迹象，其余7人被送往医院，"
            "其中1人傍晚因失血过多死亡。今晨，又有一名伤者在医院抢救无效死亡。",
            {"deaths": 4, "injured": 5},
        ),
        (
            "大客车撞半挂车 5人遇难",
            "昨天上午，某县一大客车与半挂货车相撞。客车司机和坐在前三排的2名乘客当场死亡，其余24人都受了伤。"
            "下午，一名女乘客因肝脾破裂没能抢救过来。晚上，一名男性伤者也停止了呼吸。",
            {"deaths": 5, "injured": 22},
        ),
    ],
)
def test_who_died_since_is_taken_off_the_hurt_of_the_toll_that_counted_him(
    classifier: Classifier, title: str, text: str, expected: dict[str, int]
) -> None:
    assert figures(classifier, text, title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "昨天下午，记者从县医院获悉，伤者中年龄最大的老戴于昨天中午去世。24日早晨，一辆载着8名工人的面包车与货车追尾，"
            "当场夺去了2名工人的生命，其余6人被送进医院。昨天记者见到其余5名工友时，他们还插着氧气管。",
            {"deaths": 3, "injured": 5},
        ),
        # Nobody counts who is left.
        (
            "24日早晨，一辆载着8名工人的面包车与货车追尾，当场夺去了2名工人的生命，其余6人被送进医院。",
            {"deaths": 2, "injured": 6},
        ),
    ],
)
def test_one_more_since_the_last_report(classifier: Classifier, text: str, expected: dict[str, int]) -> None:
    assert figures(classifier, text, "面包车追尾续：又一名工友没能挺过来") == expected
