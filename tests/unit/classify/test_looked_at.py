"""Those who were taken to a doctor and turned out to be unhurt."""

from __future__ import annotations

import pytest

from monitor.classify.classifier import Classifier
from tests.reports import injured


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日上午，一辆旅游大巴侧翻，车上23人全部被送往县医院。院方介绍，其中8人受伤，3人需住院；其余15人检查后无碍，已陆续离开。", 8),
        ("昨天下午，一辆校车与货车相撞，车上16名学生被送到医院检查。医生说，有4名学生头部磕伤，其他孩子只是受了惊吓。", 4),
        ("昨日一客车侧翻，31名乘客被送医。医院诊断，19人受伤，12人未受伤。", 19),
        ("昨日中午，一辆大货车追尾校车，42名学生就近送医院检查。真正受伤的只有5个孩子，其他的都是吓着了。", 5),
        ("昨日一公交车撞树，医院接诊13人，拍片后有4人骨折，3人软组织损伤，6人排除骨折后离院。", 7),
        ("昨日，一辆公交车与货车追尾，14人送医检查，其中5人确认受伤，1人腰椎骨折，其余9人未发现异常。", 5),
        ("昨日，一辆大客车侧翻，送到县医院的12人中，5人面部被玻璃划伤；其余7人没有发现异常。送到中医院的6人中，只有售票员腰部扭伤，其他人检查完就走了。", 6),
        ("昨日上午，某县一辆客车侧翻，车上20人被送往县医院。经检查，全部没有受伤。", 0),
        ("昨日上午，一辆校车追尾货车，20名学生因受惊送医，经检查均未受伤。", 0),
        ("昨日，客船触礁，3人送医。一名老人滑倒，胯骨骨折；两名妇女因受惊出现心慌症状，送医后很快好转，已经回家。其他人均无恙。", 1),
    ],
)  # fmt: skip
def test_of_those_taken_to_a_doctor_the_unhurt_are_taken_off(
    classifier: Classifier, text: str, hurt: int
) -> None:
    assert injured(classifier, text) == hurt


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨天下午，面包车撞树，6人送往医院救治，目前均无大碍。", 6),
        ("昨天下午，面包车撞树，6人受伤送往医院，其中2人检查后没有大碍，已出院。", 6),
        ("昨天下午，面包车撞树，6名学生因受惊送医。", 6),
        ("昨天下午，面包车与轿车相撞，5人送医，2人骨折，3人没有生命危险。", 5),
        ("昨天下午，面包车与轿车相撞，面包车上5人送医，轿车上的3人没有受伤。", 5),
        ("昨天下午，大巴侧翻，19名乘客被送往县医院，另有25名乘客未受伤。", 19),
        ("昨天下午，大巴侧翻。目前留院的12人中，3人伤势较重，其余9人为骨折。还有2人经检查无碍，已回家。", 12),
    ],
)  # fmt: skip
def test_the_others_are_not(classifier: Classifier, text: str, hurt: int) -> None:
    assert injured(classifier, text) == hurt
