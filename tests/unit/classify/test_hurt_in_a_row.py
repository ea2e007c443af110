"""The hurt told person by person in one passage, with no number of all of them."""

from __future__ import annotations

from time import process_time

import pytest

from monitor.classify.rereading.hurt_in_a_row import hurt_in_a_row

FIRE = "昨天凌晨，双阳区一栋出租屋起火。"


def number(told: str) -> int:
    return sum(one.number for one in hurt_in_a_row(FIRE + told))


@pytest.mark.parametrize(
    ("told", "hurt"),
    [
        ("一名老人不幸遇难。骑电动车的大爷伤到了腰；大货车司机手臂被划伤。", 2),
        ("大货车司机手臂被划伤。副驾驶上的女子锁骨骨折。", 2),
        ("302的小两口也都挂了彩。二楼的两名大学生不同程度受伤。402的母子俩都有骨折。", 6),
        ("楼下小卖部的老板左腿骨折，501的一家三口都受了伤，一名看门的保安右臂骨折，已做手术。", 5),
        ("402的小伙子抱着妻子跳到床垫上，两个人都摔断了腿；501的父亲带着两个孩子冲下楼，三个人都有烧伤。", 5),
        ("两名女租客受伤送医；爬梯子救人的村民摔下来，腿骨折。", 3),
        ("母亲左腿骨折，被她护在身下的孩子只擦破点皮。", 2),
        ("一名6岁男孩被烧伤。冲进去救人的邻居老王双手被烧伤。", 2),
        ("司机和押车的工人都受了伤；一名环卫工额头磕破。", 3),
        ("店主左臂骨折，一名送货的女子脸被玻璃划破，后排的孩子没有受伤。", 2),
    ],
)
def test_each_of_a_row_is_somebody_else(told: str, hurt: int) -> None:
    assert number(told) == hurt


@pytest.mark.parametrize(
    "told",
    [
        "夫妻二人烧伤，妻子烧伤面积达60%。",
        "三名学生受伤，一名男生骨折。",
        "大货车司机受伤。货车司机腿部骨折。",
        "四楼的租客被烧伤。402的租客双手烧伤。",
        "两名乘客受伤，一名女教师断了腿。",
        "一名女子被砸伤，女子头部缝了12针。",
        "邻居张大爷额头擦破。“我的腿被砸断了。”房东李某说。",
    ],
)
def test_nothing_is_said_where_two_may_be_the_same(told: str) -> None:
    assert number(told) == 0


def test_those_who_die_as_the_sentence_goes_on_are_not_hurt() -> None:
    assert number("母亲和小儿子被送到医院，抢救无效死亡。七岁的女儿骨盆骨折。") == 0
    assert number("房东被送到医院，当晚不治。501的一家三口都有骨折。") == 3


@pytest.mark.parametrize("words", ["司机骨折，", "一名女工手臂被划伤。", "母子俩", "的孩子被烧伤"])
def test_a_long_page_of_persons_is_read_in_time(words: str) -> None:
    since = process_time()
    number(words * 2000)
    assert process_time() - since < 3
