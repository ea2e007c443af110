"""The hurt whom a report tells one by one, by what each was there for, and never counts: a driver here, two passers-by there."""

from __future__ import annotations

import pytest

from monitor.classify.classifier import Classifier
from tests.reports import injured


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日上午，一辆公交车追尾洒水车。公交车司机小腿骨折，前排的孕妇腹部受到撞击住院保胎，一名抱孩子的大爷磕掉了门牙。洒水车驾驶员也扭伤了腰。", 4),
        ("昨天下午，一栋民房起火。屋主老周双手烧伤，老伴吸入浓烟昏迷，楼上租住的两个打工妹跳楼摔断了脚踝。帮忙救火的邻居小吴被玻璃划破了手臂。", 5),
        ("8日中午，一处工地脚手架坍塌，两名架子工坠落，一人盆骨骨折，一人颅脑损伤。下面推车的小工也被砸伤肩膀。", 3),
        ("昨日，锅炉爆裂，司炉工老赵面部烫伤，会计小孙被气浪掀倒，手腕骨折。门卫大爷躲过一劫。", 2),
    ],
)  # fmt: skip
def test_whoever_can_be_none_of_those_before_comes_on_top(
    classifier: Classifier, text: str, hurt: int
) -> None:
    assert injured(classifier, text) == hurt


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("昨日一起车祸造成5人受伤。伤者王女士说，她当时坐在后排，额头撞破了。司机的腿断了，还在手术。", 5),
        ("一辆大客车侧翻，12名乘客受伤送医。其中一名女乘客伤势较重，一个小男孩手臂骨折。", 12),
        ("一辆大客车侧翻，拉走11名乘客，多是磕碰伤，一位六旬老人手臂骨折。", 11),
        ("昨天凌晨，一住宅起火，一名老人被烧伤。老人今年78岁，双手和面部烧伤，已送往医院。", 1),
        ("昨晚，网约车与渣土车相撞，网约车司机和两名乘客受伤。三人被送到医院后，司机伤势较重，两名乘客无大碍。", 3),
        ("昨天，一座厂房倒塌，6名工人受伤。一名工人说，他从窗口跳下时扭伤了脚。", 6),
        # Three who are counted are mostly all of them; who is told beside them is left to whoever reads it.
        ("前晚，烧烤店煤气罐爆炸。店主夫妇全身烧伤，正在吃饭的四名大学生被碎玻璃划伤，一名路过的外卖员耳膜穿孔。", 5),
        ("出租车被渣土车撞上，的哥和后座两名女大学生都受了伤。的哥双下肢骨折；两名女生一个轻微脑震荡，一个下巴缝了7针。", 3),
        ("昨天，一台货梯坠落，三名搬运工受伤，其中老张伤势最重，右腿粉碎性骨折，另外两人脚踝扭伤。", 3),
        ("孕妇姜某被摩托车撞倒。医生说，产妇送来时已深度昏迷，当晚姜某停止了呼吸。走在一旁的婆婆左手骨折，摩托车上的两名年轻人均受伤。", 3),
    ],
)  # fmt: skip
def test_whoever_may_be_one_of_those_counted_does_not(classifier: Classifier, text: str, hurt: int) -> None:
    assert injured(classifier, text) == hurt
