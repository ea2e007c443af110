"""Deaths told of one person over several clauses, and of one more beside those who are counted."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean

REPORTED = date(2026, 11, 27)


def deaths(text: str, title: str = "") -> int | None:
    heading, body = clean(title), clean(text)
    known = extract_casualties(heading, body, REPORTED)
    return add_persons(known, heading, body, REPORTED).value("deaths")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("摩的司机韦某颅脑损伤，送到县医院两小时后死亡；坐车的女子手腕骨折。", 1),
        ("丈夫魏某头部受重伤，经双阳区医院抢救无效于当晚死亡；妻子骨折。", 1),
        ("王大爷的老伴仍因肝功能衰竭于17日去世，王大爷转入普通病房。", 1),
        ("陈某当场死亡，郝某经送市人民医院抢救无效于当日19时20分死亡。", 2),
        ("司机系一名24岁男子，被消防员从驾驶室剪出，送到医院时已没有心跳。", 1),
        ("小姑娘触电倒在水里，商场电工把电闸拉了才把人拖出来，120说送到时已经没呼吸了。", 1),
        ("轿车司机被卡在车里。等消防员把人抬出来，急救医生摇了摇头。", 1),
        ("73岁的李老汉和老伴被压在里屋，遗体被烧得难以辨认。", 2),
        ("焊工刘师傅从架子上摔下来，等救护车来的时候人已经凉了。", 1),
        ("小伙触电倒地，工友做了半小时心肺复苏，终究没能把他拉回来。", 1),
        ("搜救队在崖底发现失踪驴友，已无生命迹象。", 1),
        ("李某及其子经抢救无效死亡，邻居已恢复意识。", 2),
        ("累计报告病例189例，其中重症1例（83岁，男，经抢救无效死亡）。", 1),
    ],
)  # fmt: skip
def test_it_follows_a_person_to_the_end(text: str, expected: int) -> None:
    assert deaths(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三个大人已经没了呼吸，王某的妻子在送往第一人民医院的路上停止心跳。", 4),
        ("2人当场死亡，司机王某送医后不治身亡。", 3),
        ("1人当场死亡，1人失踪。中午，失踪的司炉工在砖墙下被发现，已经死亡。", 2),
        ("两人死亡，司机王某当场死亡，乘客李某送医后死亡。", 2),
        ("造成2人死亡。其中司机当场死亡，另一名乘客送医途中死亡。", 2),
        ("事故造成3人死亡，死者均为工人，其中王某今年才22岁，去世前一天还打过电话。", 3),
        ("厨师长当场死亡，两名帮厨重伤，其中一名于今晨不治。", 2),
        ("老吴和妻子已无生命体征，邻居送医后也不治身亡。", 3),
        ("缆车坠落，8名游客中3人当场遇难，5人受伤，其中1人在转院途中死亡。", 4),
        ("持刀男子冲入诊所，砍死医生1名、护士2名，砍伤患者4名。", 3),
        ("罹难的两人都是老人，一位79岁，被围墙压住；另一位84岁，经抢救无效去世。", 2),
    ],
)  # fmt: skip
def test_it_counts_one_more_beside_the_counted_and_nobody_twice(text: str, expected: int) -> None:
    assert deaths(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "小刘的父亲三年前去世，如今他自己也受了伤。",
        "老人被救出，意识清醒，医生说再晚十分钟可能就没命了。",
        "女子没有生命危险，她养的两只狗死亡。",
        "孕妇受伤送医，腹中胎儿没能保住。",
        "村民李某养的80只羊全部被雷击死亡，李某受轻伤。",
        "王某涉嫌过失致人死亡罪被刑拘，火灾中李某烧伤。",
        "接诊了12名伤者，9人当天就走了，剩下3个要留院看两天。",
    ],
)
def test_it_lets_nobody_die_who_lives(text: str) -> None:
    assert deaths(text) is None
