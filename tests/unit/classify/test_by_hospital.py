"""The hurt and the ill whom a text tells of hospital by hospital."""

from __future__ import annotations

import time

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.rereading.care_rolls import care_roll
from monitor.item import Item
from tests.reports import NOW


def _said(classifier: Classifier, text: str, name: str) -> float | None:
    item = Item("1", "", text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW).casualty(name)


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("记者从县医院了解到，该院收治了7名伤者，其中2人伤势较重。中医院也收治了5名。", 12),
        ("在区人民医院，值班医生告诉记者，该院接诊伤员九人，均无生命危险。而在武警医院，还有4名伤者在接受治疗。", 13),
        ("省骨科医院的医生说，前后收了11个伤员。另据市二院消息，该院接诊6名伤员。还有3名伤员在镇卫生院。", 20),
        ("十名伤者被送往市中心医院，6名伤者被送往区中医院，其余3人在吉大一院救治。", 19),
        ("县人民医院收治14人，其中2人经抢救无效死亡；中医院收治5人。", 17),
        ("县医院急诊科主任说，他们一共接收了18名伤员，其中3人送到时已无生命体征，还有1人在手术台上没有救过来；中医院收治7人。", 21),
        ("市二院接诊11人，2人伤势较重，已转往省城。另据了解，还有3名服务员在附近诊所包扎了伤口。", 14),
        ("先后有17名伤者送医，县医院接诊10名，另7名送往中医院，3人经包扎后已回家。", 17),
        ("120的记录是：市医院7人，中医院2人，剩下的两个人自己打车去了诊所。凌晨，市医院宣布两人不治。", 9),
        # Who counts them all is not outdone.
        ("事故共造成15人受伤，县医院收治9人，中医院收治4人。", 15),
        # Whoever was moved may have been counted by both.
        ("市医院收治伤员8人。县医院收治伤员5人，都是从市医院转来的。", 8),
    ],
)  # fmt: skip
def test_those_of_several_hospitals_add_up_wherever_each_is_told(
    classifier: Classifier, text: str, hurt: int
) -> None:
    assert _said(classifier, f"昨天上午10点，农安县一辆客车与货车相撞，多人受伤。{text}", "injured") == hurt


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("截至4日下午5时，镇卫生院收治58人，县人民医院收治46人，县中医院收治31人。另有19人症状很轻，在村卫生室打完针就回家了。", 154),
        ("镇卫生院当晚接了57人。卫生院把11名症状重的转到县人民医院，次日又有24人自己去了县医院，邻近的永安卫生院也接诊9人。", 90),
        ("镇卫生院登记就诊的村民有14人，县医院有36人，另有9人在中医院打点滴。", 59),
        # The hospital that counts all of them does not stand beside the others.
        ("校医院登记的就诊学生共62人，其中校医院处理了35人，送市三院15人、市四院12人。", 62),
    ],
)  # fmt: skip
def test_the_ill_of_several_hospitals_add_up(classifier: Classifier, text: str, ill: int) -> None:
    assert _said(classifier, f"前天中午，农安县一村民家办喜酒，当晚不少人上吐下泻。{text}", "poisoned") == ill


@pytest.mark.parametrize(
    "text",
    [
        "县医院收治了7名伤者。",
        "县医院派出3名医生，中医院派出2名护士赶到现场。",
        "12名伤者被送往县医院和中医院。",
        "县医院已有5人出院，中医院已有3人出院。",
    ],
)
def test_what_is_no_roll(text: str) -> None:
    assert care_roll(text) is None


@pytest.mark.parametrize(
    "words", ["医院", "县医院3人，", "3人", "县医院收治3人，其中1人", "第3医院收治一二三人"]
)
def test_a_page_of_one_word_is_read_in_no_time(words: str) -> None:
    started = time.perf_counter()
    care_roll(words * (20_000 // len(words)))
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "ill", "hurt"),
    [
        ("一化工厂发生氯气泄漏。共有52人到医院检查治疗，2人留院观察，其余已回家。", 52, None),
        ("一食品厂冷库氨气泄漏。县二院收治35人，均为轻度刺激反应。", 35, None),
        ("一电镀车间硫化氢气体外溢。20人被送到县医院，13人被送到中医院，无人死亡。", 33, None),
        ("一辆罐车侧翻，车上液氨外泄。导致43名附近群众咳嗽、流泪，到医院就诊。", 43, None),
        ("一农药厂反应釜泄漏出有毒气体。先后有18名职工就医，无危重。", 18, None),
        # What bursts or burns hurts in other ways, and whoever is called hurt is.
        ("一化工厂爆炸，氯气泄漏。12人被送往县医院。", None, 12),
        ("一冷库液氨管道破裂，氨气漏了出来。6人被送到县医院，其中2人喉头水肿，伤情较重。", None, 6),
    ],
)
def test_whom_a_gas_sends_to_a_doctor_is_poisoned(
    classifier: Classifier, text: str, ill: int | None, hurt: int | None
) -> None:
    text = f"昨天下午，农安县{text}"
    assert (_said(classifier, text, "poisoned"), _said(classifier, text, "injured")) == (ill, hurt)


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("住院人数由8人上升到34人，大部分已好转。", 34),
        ("中毒人数已经由19日清晨的19人升至51人。", 51),
        ("当天接诊七人，昨天又接诊二十一人。目前仍有两人留院观察。", 28),
        ("先是27名客人出现症状，随后又有26名客人发病。", 53),
        ("48名客人被送到医院检查，其中39人有症状，其余9人检查无异常。", 39),
        ("前来就诊的共80人，其中36人被诊断为食物中毒，其余44人系心理紧张。", 36),
        ("共89人一起吃饭，三十二人出现腹泻，另外五十七人没有症状。", 32),
        # What does not come to the whole takes nobody off.
        ("48名客人被送到医院，其中9人症状较重，其余已无大碍。", 48),
    ],
)
def test_the_ill_who_grow_and_those_who_were_only_looked_at(
    classifier: Classifier, text: str, ill: int
) -> None:
    assert (
        _said(classifier, f"4月2日，农安县一户人家摆寿宴，宴后客人接连肚子痛、呕吐。{text}", "poisoned")
        == ill
    )
