"""The dead whom a text tells of in turn, find by find, and whom no number counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def deaths(classifier: Classifier, text: str, title: str = "") -> int | None:
    item = Item("x", title, text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW).casualty("deaths")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "昨天上午，救援人员在主巷道找到5具遇难者遗体。当天下午，在回风巷又找到4具。今天凌晨，最后3名失踪矿工的遗体被抬出井口。",
            12,
        ),
        (
            "某村后山发生滑坡，三户民房被埋。16日中午，武警官兵挖出1具遗体。17日，挖出5具。18日清晨，又挖出3具。",
            9,
        ),
        (
            "两船相撞，渔船沉没。昨日打捞人员在驾驶舱内发现2名遇难者，在机舱发现3名遇难者，另有1名船员在送医途中死亡。",
            6,
        ),
        (
            "宿舍楼垮塌，第一天，消防员从一楼清理出6具遗体；第二天，从二楼清理出11具。另外，2名重伤者在县医院抢救无效死亡。",
            19,
        ),
        ("昨日煤矿透水。首批升上来的是4具遗体，第二批是6具，第三批是1具。", 11),
        ("起火的宾馆三楼发现8名死者，四楼发现6名死者，从楼上跳下的3人送医后死亡。", 17),
        ("昨天煤矿爆炸，井下发现12名遇难者，地面井口有2名工人被气浪冲倒身亡。", 14),
        ("昨天煤矿爆炸，救护队在东翼找到11名遇难矿工，西翼找到5名，另有3名重伤者死在医院。", 19),
        # Who was got out alive and died is none of those who were found.
        (
            "客车坠河后，村民救起9人，其中一名老人送到卫生院后不治。当晚车体被吊出水面，车内有13具遗体。次日，蛙人又打捞到2具遗体。",
            16,
        ),
        ("渡船沉没，截至昨晚，共打捞出遇难者14人；被救上岸的21人中，有2名儿童在医院死亡。", 16),
        ("瓦斯爆炸后，已有18名矿工的遗体运出矿井；事故当天送医的3名矿工中，1人于昨日死亡。", 19),
        # Behind a toll only those who died since then.
        (
            "厂房垮塌，指挥部昨天中午公布的死亡人数是17人。此后，搜救人员又在废墟下找到6具遗体，另有3名伤员在市医院死亡。",
            26,
        ),
    ],
)
def test_those_who_are_told_of_in_turn_add_up(classifier: Classifier, text: str, number: int) -> None:
    assert deaths(classifier, text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("昨天煤矿透水，救援人员在东巷找到3名遇难矿工，在西巷救出5名。", 3),
        ("煤矿透水，昨天共找到12具遗体，其中上午找到5具，下午又找到7具。", 12),
        ("截至昨晚，矿难已造成28人遇难。昨天上午，救援人员找到3具遗体，下午又找到5具遗体。", 28),
        ("瓦斯爆炸。17日找到2具遗体，18日又找到4具，累计已找到6具遗体。", 6),
        ("瓦斯爆炸，救援人员昨天发现9具遗体。这9具遗体中，3具在主巷道被发现，6具在回风巷被发现。", 9),
        ("火灾造成11人死亡。死者中，7人当场死亡，4人在医院死亡。", 11),
        ("楼房垮塌，消防员搜到4具遗体，经辨认，4名死者分别是店主夫妇、一名保姆和一名3岁女孩。", 4),
        ("昨夜煤气中毒，一家三口在屋内身亡。法医说，母亲和儿子先死亡，父亲随后死亡。", 3),
        ("昨晚起火，消防员在二楼发现了3名遇难者。邻居说，这3名遇难者是一家人，丈夫当晚也在家中遇难。", 3),
        ("车祸造成3人死亡。死者赵某今年34岁，另一名死者是他的妻子，还有一名死者是他的表弟。", 3),
    ],
)
def test_what_takes_apart_a_number_is_no_more_than_it(classifier: Classifier, text: str, number: int) -> None:
    assert deaths(classifier, text) == number


def test_whoever_did_it_is_not_reckoned_among_them(classifier: Classifier) -> None:
    text = "昨天一辆越野车冲撞人群。一对外地夫妻当场身亡，1名12岁男孩经抢救无效死亡，另有38人受伤。车内3人被烧死，警方认定这是恐怖袭击。"
    assert deaths(classifier, text) == 3


def test_gear_is_no_body(classifier: Classifier) -> None:
    assert deaths(classifier, "昨日仓库起火，保安用两具灭火器扑救，烧毁3具燃气灶，2人烧伤。") in (None, 0)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # All who were brought in are told of, so that those at the scene are others.
        (
            "昨日上午，一辆中巴车冲出公路坠下陡坡。两名乘客当场没了气息。县医院医务科负责人说，救护车一共拉来11个人，"
            "其中一名男子抢救了一个小时没能救过来；余下的10人里，有2人伤势较重。",
            3,
        ),
        # A toll holds both.
        (
            "昨日上午，一辆中巴车坠下陡坡，造成3人死亡。两名乘客当场死亡。县医院收治11人，其中一名男子抢救无效死亡，其余10人伤情稳定。",
            3,
        ),
    ],
)
def test_who_died_in_hospital_comes_on_top_of_the_scene(
    classifier: Classifier, text: str, number: int
) -> None:
    assert deaths(classifier, text) == number
